"""A secret sealed under something that a person knows or keeps: a passphrase, or a recovery code. Pure.

A passphrase is stretched with Argon2id (RFC 9106). What is kept says by itself how: version, memory, passes and lanes
stand before the salt, so that the cost can be raised while older ones still open. These numbers are authenticated with
the rest, and bounded before they are used: a changed byte cannot ask this machine for all of its memory.
"""

import os
import struct
import unicodedata

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from documenters.vault.primitives import KEY_BYTES, SealBroken, open_bytes, seal_bytes

MEMORY_KIB = 65_536
"""What one try costs in memory: 64 MiB, the second recommendation of RFC 9106."""
PASSES = 3
LANES = 4
SALT_BYTES = 16
MAX_MEMORY_KIB = 262_144
MAX_PASSES = 10
MAX_LANES = 16

_BY_PASSPHRASE = 1
_BY_CODE = 2
_HEADER = struct.Struct(">BIBB")


def wrap(passphrase: str, secret: bytes, place: bytes, *, memory_kib: int = MEMORY_KIB) -> bytes:
    """Seal under a passphrase. `place` must be given again to open. `memory_kib` is lowered by tests only."""
    header = _HEADER.pack(_BY_PASSPHRASE, memory_kib, PASSES, LANES) + os.urandom(SALT_BYTES)
    key = _stretched(passphrase, header[_HEADER.size :], memory_kib, PASSES, LANES)
    return header + seal_bytes(key, secret, header + place)


def unwrap(passphrase: str, wrapped: bytes, place: bytes) -> bytes:
    """Open what `wrap` made. Raises `SealBroken` for a wrong passphrase, another place, or anything changed."""
    header, sealed = _split(wrapped, _HEADER.size + SALT_BYTES)
    version, memory_kib, passes, lanes = _HEADER.unpack_from(header)
    is_bounded = 8 * lanes <= memory_kib <= MAX_MEMORY_KIB and 1 <= passes <= MAX_PASSES and 1 <= lanes <= MAX_LANES
    if version != _BY_PASSPHRASE or not is_bounded:
        raise SealBroken
    return open_bytes(_stretched(passphrase, header[_HEADER.size :], memory_kib, passes, lanes), sealed, header + place)


def wrap_by_code(code: bytes, secret: bytes, place: bytes) -> bytes:
    """Seal under a recovery code: 128 random bits that nobody can guess, so that there is nothing to stretch."""
    header = bytes([_BY_CODE]) + os.urandom(SALT_BYTES)
    return header + seal_bytes(_derived(code, header[1:]), secret, header + place)


def unwrap_by_code(code: bytes, wrapped: bytes, place: bytes) -> bytes:
    """Open what `wrap_by_code` made. Raises `SealBroken` for another code, another place, or anything changed."""
    header, sealed = _split(wrapped, 1 + SALT_BYTES)
    if header[0] != _BY_CODE:
        raise SealBroken
    return open_bytes(_derived(code, header[1:]), sealed, header + place)


def _split(wrapped: bytes, at: int) -> tuple[bytes, bytes]:
    if len(wrapped) <= at:
        raise SealBroken
    return wrapped[:at], wrapped[at:]


def _stretched(passphrase: str, salt: bytes, memory_kib: int, passes: int, lanes: int) -> bytes:
    # Some keyboards write й and ё as one character, others as two.
    typed = unicodedata.normalize("NFC", passphrase).encode()
    return Argon2id(salt=salt, length=KEY_BYTES, iterations=passes, lanes=lanes, memory_cost=memory_kib).derive(typed)


def _derived(code: bytes, salt: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=salt, info=b"recovery code").derive(code)
