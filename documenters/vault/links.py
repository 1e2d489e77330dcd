"""The secret part of an invitation's link: random, signed together with what it stands for, and easy to type.

32 random bytes and 10 bytes of signature are written as 68 letters and digits without case and without look-alikes
(base 32 of Crockford: no i, l, o, u), so that a link can also travel on paper.
"""

import base64
import hashlib
import hmac
import secrets

from django.core.signing import Signer

TOKEN_BYTES = 32
SIGNATURE_BYTES = 10
SALT = "documenters.invitation"
GROUP = 4

_STANDARD = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_READABLE = "0123456789abcdefghjkmnpqrstvwxyz"
_TO_READABLE = str.maketrans(_STANDARD, _READABLE)
# What people write by hand and read back: o for 0, i and l for 1, spaces and hyphens between groups.
_FROM_READABLE = str.maketrans(_READABLE + "oil", _STANDARD + _STANDARD[0] + _STANDARD[1] * 2, " -\t\r\n")


def new_token() -> bytes:
    """256 random bits."""
    return secrets.token_bytes(TOKEN_BYTES)


def digest(token: bytes) -> bytes:
    """What is kept of a token."""
    return hashlib.sha256(token).digest()


def link_code(token: bytes, meaning: str) -> str:
    """The code of the link: the token, and a signature over it and over what the link stands for."""
    return _written(token) + _written(_signature(token, meaning))


def token_of(code: str) -> bytes | None:
    """The token in a code, however it was typed; None where it is none."""
    read = _read(code)
    return read[:TOKEN_BYTES] if read else None


def is_signed(code: str, meaning: str) -> bool:
    """Was this code made by us for exactly this?"""
    read = _read(code)
    return bool(read) and hmac.compare_digest(read[TOKEN_BYTES:], _signature(read[:TOKEN_BYTES], meaning))


def in_groups(code: str) -> list[str]:
    """The code as it is printed."""
    return [code[start : start + GROUP] for start in range(0, len(code), GROUP)]


def _signature(token: bytes, meaning: str) -> bytes:
    signed = Signer(salt=SALT).signature(f"{token.hex()}|{meaning}")
    return hashlib.sha256(signed.encode()).digest()[:SIGNATURE_BYTES]


def _written(value: bytes) -> str:
    return base64.b32encode(value).decode().rstrip("=").translate(_TO_READABLE)


def _read(code: str) -> bytes:
    letters = code.lower().translate(_FROM_READABLE)
    split = -(-TOKEN_BYTES * 8 // 5)
    try:
        return _bytes(letters[:split], TOKEN_BYTES) + _bytes(letters[split:], SIGNATURE_BYTES)
    except ValueError:
        return b""


def _bytes(letters: str, length: int) -> bytes:
    value = base64.b32decode(letters + "=" * (-len(letters) % 8))
    if len(value) != length or base64.b32encode(value).decode().rstrip("=") != letters:
        raise ValueError(letters)
    return value
