"""AES-256-GCM against published vectors; tampering, moving, and other keys."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documenters.vault.primitives import KEY_BYTES, NONCE_BYTES, SealBroken, derive_key, open_bytes, seal_bytes

KEY = bytes(range(32))

# The test cases of "The Galois/Counter Mode of Operation (GCM)", McGrew and Viega, submission to NIST, appendix B,
# numbers 13 to 16: key, initialisation vector, plain text, associated data, cipher text and tag.
VECTORS = [
    ("00" * 32, "00" * 12, "", "", "530f8afbc74536b9a963b4f1c4cb738b"),
    (
        "00" * 32,
        "00" * 12,
        "00" * 16,
        "",
        "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919",
    ),
    (
        "feffe9928665731c6d6a8f9467308308" * 2,
        "cafebabefacedbaddecaf888",
        "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
        "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b391aafd255",
        "",
        "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
        "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662898015ad"
        "b094dac5d93471bdec1a502270e3cc6c",
    ),
    (
        "feffe9928665731c6d6a8f9467308308" * 2,
        "cafebabefacedbaddecaf888",
        "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
        "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
        "feedfacedeadbeeffeedfacedeadbeefabaddad2",
        "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
        "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
        "76fc6ece0f4e1768cddf8853bb2d551b",
    ),
]


@pytest.mark.parametrize(("key", "nonce", "plain", "associated", "sealed"), VECTORS)
def test_published_vectors_open(key: str, nonce: str, plain: str, associated: str, sealed: str) -> None:
    opened = open_bytes(bytes.fromhex(key), bytes.fromhex(nonce + sealed), bytes.fromhex(associated))
    assert opened == bytes.fromhex(plain)


@pytest.mark.parametrize(("key", "nonce", "plain", "associated", "sealed"), VECTORS)
def test_vectors_under_other_associated_data_do_not_open(
    key: str, nonce: str, plain: str, associated: str, sealed: str
) -> None:
    with pytest.raises(SealBroken):
        open_bytes(bytes.fromhex(key), bytes.fromhex(nonce + sealed), bytes.fromhex(associated) + b"!")


def test_derived_keys_follow_rfc_5869() -> None:
    """HKDF-SHA256 written out by hand from section 2 of RFC 5869: no salt, one block."""
    import hashlib
    import hmac

    pseudo_random = hmac.new(bytes(32), b"secret", hashlib.sha256).digest()
    expected = hmac.new(pseudo_random, b"content|1" + b"\x01", hashlib.sha256).digest()
    assert derive_key("secret", "content|1") == expected
    assert len(expected) == KEY_BYTES


@given(st.binary(max_size=300), st.binary(max_size=60))
def test_what_is_sealed_opens(plain: bytes, associated: bytes) -> None:
    sealed = seal_bytes(KEY, plain, associated)
    assert len(sealed) == NONCE_BYTES + len(plain) + 16
    assert open_bytes(KEY, sealed, associated) == plain


@given(st.binary(min_size=1, max_size=60), st.data())
def test_one_changed_bit_breaks_the_seal(plain: bytes, data: st.DataObject) -> None:
    sealed = bytearray(seal_bytes(KEY, plain, b"here"))
    place = data.draw(st.integers(0, len(sealed) - 1))
    sealed[place] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(SealBroken):
        open_bytes(KEY, bytes(sealed), b"here")


@given(st.binary(max_size=40), st.binary(max_size=40))
def test_moved_elsewhere_it_does_not_open(first: bytes, second: bytes) -> None:
    sealed = seal_bytes(KEY, b"plain", first)
    if first == second:
        assert open_bytes(KEY, sealed, second) == b"plain"
    else:
        with pytest.raises(SealBroken):
            open_bytes(KEY, sealed, second)


@pytest.mark.parametrize("length", [0, 1, NONCE_BYTES, NONCE_BYTES + 15])
def test_too_short_to_be_sealed(length: int) -> None:
    with pytest.raises(SealBroken):
        open_bytes(KEY, bytes(length), b"")


def test_another_key_does_not_open() -> None:
    with pytest.raises(SealBroken):
        open_bytes(derive_key("other", "content|1"), seal_bytes(KEY, b"plain", b""), b"")


def test_same_text_never_gives_the_same_ciphertext() -> None:
    assert len({seal_bytes(KEY, b"plain", b"") for _ in range(100)}) == 100


def test_keys_differ_by_secret_and_purpose() -> None:
    keys = {derive_key(secret, purpose) for secret in ("a", "b") for purpose in ("content|1", "content|2", "client")}
    assert len(keys) == 6
