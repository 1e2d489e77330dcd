"""Authenticated encryption: AES-256-GCM with associated data. Pure: bytes in, bytes out."""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE_BYTES = 12
KEY_BYTES = 32


class SealBroken(Exception):
    """The ciphertext was changed, moved to another place, or sealed with another key."""


def derive_key(secret: str, purpose: str) -> bytes:
    """A 256-bit key for one purpose from a secret of any length (HKDF-SHA256, RFC 5869)."""
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=purpose.encode()).derive(secret.encode())


def seal_bytes(key: bytes, plain: bytes, associated: bytes) -> bytes:
    """Encrypt; the result is nonce followed by ciphertext and tag. `associated` must be given again to open."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plain, associated)


def open_bytes(key: bytes, sealed: bytes, associated: bytes) -> bytes:
    """Decrypt what `seal_bytes` made; raises `SealBroken` for anything else."""
    try:
        return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], associated)
    except (InvalidTag, ValueError) as error:
        raise SealBroken from error
