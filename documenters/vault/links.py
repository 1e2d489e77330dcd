"""The secret part of an invitation's link: random, signed together with what it stands for, and easy to type.

32 random bytes and 10 bytes of signature are written as 68 letters and digits without case and without look-alikes
(base 32 of Crockford: no i, l, o, u), so that a link can also travel on paper.
"""

import hashlib
import hmac
import secrets

from django.core.signing import Signer

from documenters.vault import readable

TOKEN_BYTES = 32
SIGNATURE_BYTES = 10
SALT = "documenters.invitation"


def new_token() -> bytes:
    """256 random bits."""
    return secrets.token_bytes(TOKEN_BYTES)


def digest(token: bytes) -> bytes:
    """What is kept of a token."""
    return hashlib.sha256(token).digest()


def link_code(token: bytes, meaning: str) -> str:
    """The code of the link: the token, and a signature over it and over what the link stands for."""
    return readable.written(token) + readable.written(_signature(token, meaning))


def token_of(code: str) -> bytes | None:
    """The token in a code, however it was typed; None where it is none."""
    read = _read(code)
    return read[:TOKEN_BYTES] if read else None


def is_signed(code: str, meaning: str) -> bool:
    """Was this code made by us for exactly this?"""
    read = _read(code)
    return bool(read) and hmac.compare_digest(read[TOKEN_BYTES:], _signature(read[:TOKEN_BYTES], meaning))


def _signature(token: bytes, meaning: str) -> bytes:
    signed = Signer(salt=SALT).signature(f"{token.hex()}|{meaning}")
    return hashlib.sha256(signed.encode()).digest()[:SIGNATURE_BYTES]


def _read(code: str) -> bytes:
    letters = readable.normalised(code)
    split = readable.letter_count(TOKEN_BYTES)
    token = readable.read(letters[:split], TOKEN_BYTES)
    signature = readable.read(letters[split:], SIGNATURE_BYTES)
    return b"" if token is None or signature is None else token + signature
