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
    # NIST CAVS 14.0, gcmEncryptExtIV256.rsp: 51 bytes of text with 20 of associated data, 16 with 90, none with 48.
    (
        "24501ad384e473963d476edcfe08205237acfd49b5b8f33857f8114e863fec7f",
        "9ff18563b978ec281b3f2794",
        "27f348f9cdc0c5bd5e66b1ccb63ad920ff2219d14e8d631b3872265cf117ee86757accb158bd9abb3868fdc0d0b074b5f01b2c",
        "adb5ec720ccf9898500028bf34afccbcaca126ef",
        "eb7cb754c824e8d96f7c6d9b76c7d26fb874ffbf1d65c6f64a698d839b0b06145dae82057ad55994cf59ad7f67c0fa5e85fab8"
        "bc95c532fecc594c36d1550286a7a3f0",
    ),
    (
        "80d755e24d129e68a5259ec2cf618e39317074a83c8961d3768ceb2ed8d5c3d7",
        "7598c07ba7b16cd12cf50813",
        "5e7fd1298c4f15aa0f1c1e47217aa7a9",
        "0e94f4c48fd0c9690c853ad2a5e197c5de262137b69ed0cdfa28d8d12413e4ffff15374e1cccb0423e8ed829a954a335ed705a27"
        "2ad7f9abd1057c849bb0d54b768e9d79879ec552461cc04adb6ca0040c5dd5bc733d21a93702",
        "5762a38cf3f2fdf3645d2f6696a7eead8a6708e69468915c5367573924fe1ae3",
    ),
    (
        "f4069bb739d07d0cafdcbc609ca01597f985c43db63bbaaa0debbb04d384e49c",
        "d25ff30fdc3d464fe173e805",
        "",
        "3e1449c4837f0892f9d55127c75c4b25d69be334baf5f19394d2d8bb460cbf2120e14736d0f634aa792feca20e455f11",
        "805ec2931c2181e5bfb74fa0a975f0cf",
    ),
]


@pytest.mark.parametrize(("key", "nonce", "plain", "associated", "sealed"), VECTORS)
def test_published_vectors_open(key: str, nonce: str, plain: str, associated: str, sealed: str) -> None:
    opened = open_bytes(bytes.fromhex(key), bytes.fromhex(nonce + sealed), bytes.fromhex(associated))
    assert opened == bytes.fromhex(plain)


def test_a_published_forgery_does_not_open() -> None:
    """NIST CAVS 14.0, gcmDecrypt256.rsp: the first case marked FAIL of 51 bytes of text with 20 of associated data."""
    key = bytes.fromhex("e9d381a9c413bee66175d5586a189836e5c20f5583535ab4d3f3e612dc21700e")
    sealed = bytes.fromhex(
        "23e81571da1c7821c681c7ca"
        "a25f3f580306cd5065d22a6b7e9660110af7204bb77d370f7f34bee547feeff7b32a596fce29c9040e68b1589aad48da881990"
        "5b6dcd70eefb0892fab1539298b92a4b"
    )
    with pytest.raises(SealBroken):
        open_bytes(key, sealed, bytes.fromhex("6f39c9ae7b8e8a58a95f0dd8ea6a9087cbccdfd6"))


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
