"""Sealing to a public key, against the test vectors that come with RFC 9180."""

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given, settings
from hypothesis import strategies as st

from documenters.vault.hpke import (
    new_private_key,
    open_with,
    private_from_bytes,
    private_to_bytes,
    public_of,
    seal_to,
)
from documenters.vault.primitives import SealBroken

PRIVATE = new_private_key()
PUBLIC = public_of(PRIVATE)

# From test-vectors.json of RFC 9180: base mode, kem_id 16 (DHKEM of P-256 with HKDF-SHA256), kdf_id 1 (HKDF-SHA256),
# aead_id 2 (AES-256-GCM), the first of the encryptions.
INFO = bytes.fromhex("4f6465206f6e2061204772656369616e2055726e")
SK_RM = bytes.fromhex("317f915db7bc629c48fe765587897e01e282d3e8445f79f27f65d031a88082b2")
PK_RM = bytes.fromhex(
    "04abc7e49a4c6b3566d77d0304addc6ed0e98512ffccf505e6a8e3eb25c685136f"
    "853148544876de76c0f2ef99cdc3a05ccf5ded7860c7c021238f9e2073d2356c"
)
ENC = bytes.fromhex(
    "04c06b4f6bebc7bb495cb797ab753f911aff80aefb86fd8b6fcc35525f3ab5f03e"
    "0b21bd31a86c6048af3cb2d98e0d3bf01da5cc4c39ff5370d331a4f1f7d5a4e0"
)
KEY = bytes.fromhex("ee16802a936d5f544771131900ee6973d0551de9e852ece2ef34bf0d5f9e1d1d")
BASE_NONCE = bytes.fromhex("9bc50980832a7b4b58c40161")
AAD = bytes.fromhex("436f756e742d30")
PLAIN = bytes.fromhex("4265617574792069732074727574682c20747275746820626561757479")
CIPHERTEXT = bytes.fromhex("58c61a45059d0c5704560e9d88b564a8b63f1364b8d1fcb3c4c6ddc1d291742465e902cd216f8908da49f8f96f")


def test_the_vector_of_the_rfc_opens() -> None:
    """All published vectors carry associated data, which the library's single-shot functions do not take and we leave
    empty. So: the key and nonce of the vector make its ciphertext; with empty associated data they make one that only
    opens for a receiver who derives the same key and nonce from the private key, the encapsulated key and `info`."""
    assert AESGCM(KEY).encrypt(BASE_NONCE, PLAIN, AAD) == CIPHERTEXT
    sealed = ENC + AESGCM(KEY).encrypt(BASE_NONCE, PLAIN, b"")
    assert open_with(private_from_bytes(SK_RM), sealed, INFO) == PLAIN
    with pytest.raises(SealBroken):
        open_with(private_from_bytes(SK_RM), sealed, INFO + b"!")
    with pytest.raises(SealBroken):
        open_with(private_from_bytes(SK_RM), ENC + CIPHERTEXT, INFO)


def test_the_public_half_is_the_vector_s() -> None:
    assert public_of(private_from_bytes(SK_RM)) == PK_RM
    assert private_to_bytes(private_from_bytes(SK_RM)) == SK_RM


def test_what_is_sealed_to_the_vector_s_receiver_opens() -> None:
    sealed = seal_to(PK_RM, PLAIN, INFO)
    assert len(sealed) == 65 + len(PLAIN) + 16
    assert open_with(private_from_bytes(SK_RM), sealed, INFO) == PLAIN


@given(st.binary(max_size=100), st.binary(max_size=60))
@settings(max_examples=30, deadline=None)
def test_what_is_sealed_opens_for_the_holder_only(plain: bytes, info: bytes) -> None:
    sealed = seal_to(PUBLIC, plain, info)
    assert open_with(PRIVATE, sealed, info) == plain
    with pytest.raises(SealBroken):
        open_with(new_private_key(), sealed, info)


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_one_changed_bit_or_another_place_breaks_the_seal(data: st.DataObject) -> None:
    sealed = bytearray(seal_to(PUBLIC, b"a case key", b"case|1"))
    with pytest.raises(SealBroken):
        open_with(PRIVATE, bytes(sealed), b"case|2")
    sealed[data.draw(st.integers(0, len(sealed) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(SealBroken):
        open_with(PRIVATE, bytes(sealed), b"case|1")


@pytest.mark.parametrize("sealed", [b"", b"\x04", ENC, b"\x04" + bytes(64) + bytes(16)])
def test_what_nobody_sealed_does_not_open(sealed: bytes) -> None:
    with pytest.raises(SealBroken):
        open_with(PRIVATE, sealed, b"")


@pytest.mark.parametrize("raw", [b"", bytes(31), bytes(32), b"\xff" * 32, bytes(33)])
def test_no_private_key(raw: bytes) -> None:
    with pytest.raises(SealBroken):
        private_from_bytes(raw)


@pytest.mark.parametrize("public", [b"", b"\x00", PK_RM[:-1], PK_RM[:-1] + b"\x00"])
def test_nothing_is_sealed_to_what_is_no_point_of_the_curve(public: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        seal_to(public, b"plain", b"")


def test_a_private_key_with_leading_zeros_keeps_its_length() -> None:
    small = private_from_bytes(bytes(31) + b"\x05")
    assert private_to_bytes(small) == bytes(31) + b"\x05"
