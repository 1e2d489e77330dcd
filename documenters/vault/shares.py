"""A secret on three papers, of which any two give it back and one alone tells nothing (Shamir, 1979). Pure.

Each byte of the secret is the value at 0 of a random line over GF(256), the field of AES; a share holds the values at
1, 2 or 3. The shares of one secret carry the same random number, so that papers of two secrets are not mixed up.
"""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field

from documenters.vault import readable

NUMBERS = (1, 2, 3)
NEEDED = 2
SET_BYTES = 3
SECRET_BYTES = 32


class SharesDoNotFit(Exception):
    """These are fewer than two different shares, shares of different secrets, or shares that contradict each other."""


@dataclass(frozen=True)
class Share:
    """One paper: its number, the number of the set that it belongs to, and its values."""

    number: int
    set_id: bytes
    values: bytes = field(repr=False)


def split(secret: bytes) -> list[Share]:
    """Three shares of a secret. Raises `ValueError` where it is not 32 bytes long."""
    if len(secret) != SECRET_BYTES:
        raise ValueError(len(secret))
    slope, set_id = secrets.token_bytes(SECRET_BYTES), secrets.token_bytes(SET_BYTES)
    return [Share(number, set_id, _sum(secret, _times(slope, number))) for number in NUMBERS]


def join(shares: Iterable[Share]) -> bytes:
    """The secret of two or three shares of it. Raises `SharesDoNotFit`."""
    different = sorted(set(shares), key=lambda share: share.number)
    numbers = [share.number for share in different]
    if len(different) < NEEDED or len(set(numbers)) != len(numbers) or len({share.set_id for share in different}) > 1:
        raise SharesDoNotFit
    first, second, *rest = different
    slope = _times(_sum(first.values, second.values), _inverse(first.number ^ second.number))
    secret = _sum(first.values, _times(slope, first.number))
    if any(share.values != _sum(secret, _times(slope, share.number)) for share in rest):
        raise SharesDoNotFit
    return secret


def share_in_groups(share: Share) -> list[str]:
    """The share as it is printed: sixteen groups of four letters and digits, the last ones a checksum."""
    return readable.in_groups(readable.written_with_checksum(bytes([share.number]) + share.set_id + share.values))


def read_share(text: str) -> Share | None:
    """The share, however it was typed: any case, gaps, look-alikes; None where a letter is wrong or missing."""
    value = readable.read_with_checksum(text, 1 + SET_BYTES + SECRET_BYTES)
    if value is None or value[0] not in NUMBERS:
        return None
    return Share(value[0], value[1 : 1 + SET_BYTES], value[1 + SET_BYTES :])


def _sum(left: bytes, right: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(left, right, strict=True))


def _times(values: bytes, factor: int) -> bytes:
    return bytes(_product(value, factor) for value in values)


def _product(left: int, right: int) -> int:
    """In GF(256) with the polynomial of AES, x⁸ + x⁴ + x³ + x + 1."""
    product = 0
    while right:
        if right & 1:
            product ^= left
        left = (left << 1) ^ (0x11B if left & 0x80 else 0)
        right >>= 1
    return product


def _inverse(value: int) -> int:
    return next(other for other in range(1, 256) if _product(value, other) == 1)
