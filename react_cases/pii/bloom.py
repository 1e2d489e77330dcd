"""Sets of words in few bytes: Bloom filters, one per band of frequency. Pure.

A filter says "perhaps" or "certainly not": about one word in 300 that was never added is taken for a member.
"""

from collections.abc import Iterable, Sequence
from hashlib import blake2b

_BITS_PER_WORD = 12
_HASHES = 7
_COUNT_BYTES = 4


class Bloom:
    """One set of words, read from or written to bytes."""

    def __init__(self, bits: bytes) -> None:
        self._bits = bits
        self._size = len(bits) * 8

    def __contains__(self, word: str) -> bool:
        return self.holds(*hashes(word))

    def holds(self, first: int, step: int) -> bool:
        """Whether a word is in it, by its `hashes`: they are made once where several filters are asked."""
        bits, size = self._bits, self._size
        if not size:
            return False
        for _ in range(_HASHES):
            place = first % size
            if not bits[place >> 3] >> (place & 7) & 1:
                return False
            first += step
        return True

    @property
    def content(self) -> bytes:
        """The filter as it is stored."""
        return self._bits


def bloom_of(words: Iterable[str], bits_per_word: int = _BITS_PER_WORD) -> Bloom:
    """A filter that holds these words; the same words in any order give the same bytes."""
    members = set(words)
    bits = bytearray((len(members) * bits_per_word + 7) // 8)
    size = len(bits) * 8
    for word in members:
        first, step = hashes(word)
        for _ in range(_HASHES):
            place = first % size
            bits[place >> 3] |= 1 << (place & 7)
            first += step
    return Bloom(bytes(bits))


def hashes(word: str) -> tuple[int, int]:
    """Two numbers from which all places of a word in any filter follow."""
    digest = int.from_bytes(blake2b(word.encode(), digest_size=16).digest(), "big")
    return digest >> 64, digest & 0xFFFFFFFFFFFFFFFF | 1


def packed(blooms: Sequence[Bloom]) -> bytes:
    """Several filters in one file: their number, the length of each, then their bits."""
    head = len(blooms).to_bytes(_COUNT_BYTES, "big")
    head += b"".join(len(bloom.content).to_bytes(_COUNT_BYTES, "big") for bloom in blooms)
    return head + b"".join(bloom.content for bloom in blooms)


def unpacked(content: bytes) -> tuple[Bloom, ...]:
    """The filters of a file that `packed` wrote."""
    count = int.from_bytes(content[:_COUNT_BYTES], "big")
    start = _COUNT_BYTES * (count + 1)
    blooms = []
    for number in range(1, count + 1):
        length = int.from_bytes(content[_COUNT_BYTES * number : _COUNT_BYTES * (number + 1)], "big")
        blooms.append(Bloom(content[start : start + length]))
        start += length
    return tuple(blooms)
