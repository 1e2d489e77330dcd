"""Sealing to a public key: HPKE of RFC 9180 in base mode, DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM. Pure.

Whoever has the public key can seal; only the private key opens. What is sealed names its place in `info`, which takes
the part of associated data: in another place it does not open. The format is that of RFC 9180's single-shot functions:
the encapsulated key (65 bytes) followed by ciphertext and tag (16 bytes), so that a browser can make it too.
"""

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePrivateKey,
    EllipticCurvePublicKey,
    derive_private_key,
    generate_private_key,
)
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from documenters.vault.primitives import SealBroken

PRIVATE_BYTES = 32

PrivateKey = EllipticCurvePrivateKey

_SUITE = Suite(KEM.P256, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


def new_private_key() -> PrivateKey:
    """A fresh key on P-256."""
    return generate_private_key(SECP256R1())


def public_of(private: PrivateKey) -> bytes:
    """The public half: an uncompressed point, 65 bytes."""
    return private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def private_to_bytes(private: PrivateKey) -> bytes:
    """The private half: 32 bytes, to be sealed before it is kept anywhere."""
    return private.private_numbers().private_value.to_bytes(PRIVATE_BYTES, "big")


def private_from_bytes(raw: bytes) -> PrivateKey:
    """The key that `private_to_bytes` gave. Raises `SealBroken` where these bytes are no key."""
    if len(raw) != PRIVATE_BYTES:
        raise SealBroken
    try:
        return derive_private_key(int.from_bytes(raw, "big"), SECP256R1())
    except ValueError as error:
        raise SealBroken from error


def seal_to(public: bytes, plain: bytes, info: bytes) -> bytes:
    """Seal for whoever holds the private half. Raises `ValueError` where `public` is no point of the curve."""
    return _SUITE.encrypt(plain, EllipticCurvePublicKey.from_encoded_point(SECP256R1(), public), info)


def open_with(private: PrivateKey, sealed: bytes, info: bytes) -> bytes:
    """Open what `seal_to` made. Raises `SealBroken` for another key, another place, or anything changed."""
    try:
        return _SUITE.decrypt(sealed, private, info)
    except (InvalidTag, ValueError) as error:
        raise SealBroken from error
