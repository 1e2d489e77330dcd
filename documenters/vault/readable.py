"""Bytes as letters and digits that travel on paper and over a telephone: no case, no look-alikes. Pure.

Base 32 of Crockford: without i, l, o and u. A checksum, where asked for, is the CRC-32 of the bytes: it notices every
single wrong letter and every two neighbours that were swapped, so that somebody who types a long code learns that it
was mistyped, and not that it is wrong. It is no protection against anybody.
"""

import base64
import zlib

GROUP = 4
CHECKSUM_BYTES = 4

_STANDARD = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_READABLE = "0123456789abcdefghjkmnpqrstvwxyz"
_TO_READABLE = str.maketrans(_STANDARD, _READABLE)
# What people write by hand and read back: o for 0, i and l for 1, Cyrillic letters that look like one of ours.
_LOOK_ALIKE = "oil" + "авсенкмортхуз"
_MEANT = "011" + "abcehkm0ptxy3"
_GAPS = " -‐‑–—.,\t\r\n\u00a0"
_FROM_READABLE = str.maketrans(
    _READABLE + _LOOK_ALIKE, _STANDARD + "".join(_STANDARD[_READABLE.index(letter)] for letter in _MEANT), _GAPS
)


def letter_count(length: int) -> int:
    """How many letters `length` bytes are written with."""
    return -(-length * 8 // 5)


def written(value: bytes) -> str:
    """The bytes as letters and digits, without groups."""
    return base64.b32encode(value).decode().rstrip("=").translate(_TO_READABLE)


def normalised(text: str) -> str:
    """The text as it would be written without case, gaps and look-alikes; what is no letter of ours stays."""
    return text.lower().translate(_FROM_READABLE).translate(_TO_READABLE)


def read(text: str, length: int) -> bytes | None:
    """The `length` bytes that were written so, however they were copied; None where it is something else."""
    letters = text.lower().translate(_FROM_READABLE)
    try:
        value = base64.b32decode(letters + "=" * (-len(letters) % 8))
    except ValueError:
        return None
    # Several texts of this length stand for the same bytes; only one of them was written.
    return value if len(value) == length and written(value) == letters.translate(_TO_READABLE) else None


def written_with_checksum(value: bytes) -> str:
    """The bytes as letters and digits, with a checksum at the end."""
    return written(value + _checksum(value))


def read_with_checksum(text: str, length: int) -> bytes | None:
    """The `length` bytes that `written_with_checksum` wrote; None where a letter is wrong, missing or too many."""
    both = read(text, length + CHECKSUM_BYTES)
    if both is None or both[length:] != _checksum(both[:length]):
        return None
    return both[:length]


def in_groups(letters: str) -> list[str]:
    """The letters as they are printed."""
    return [letters[start : start + GROUP] for start in range(0, len(letters), GROUP)]


def _checksum(value: bytes) -> bytes:
    return zlib.crc32(value).to_bytes(CHECKSUM_BYTES, "big")
