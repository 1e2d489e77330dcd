"""Four words that stand for a public key, for two people who compare them by telephone. Pure.

The words of a language are few, so four of them could be met by trying keys until one fits. The key is therefore
stretched first: one try costs 16 MiB and some milliseconds. Both people must look at the same language.
"""

from functools import lru_cache

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from documenters.vault.passphrases import words

FINGERPRINT_WORDS = 4
MEMORY_KIB = 16_384
_NUMBER_BYTES = 8


@lru_cache(maxsize=256)
def fingerprint(public: bytes, language: str = "ru") -> str:
    """The four words of a public key, with single spaces; `language` is one of `passphrases.LANGUAGES`."""
    kdf = Argon2id(
        salt=b"key fingerprint.",
        length=FINGERPRINT_WORDS * _NUMBER_BYTES,
        iterations=1,
        lanes=1,
        memory_cost=MEMORY_KIB,
    )
    stretched = kdf.derive(public)
    listed = words(language)
    numbers = [stretched[start : start + _NUMBER_BYTES] for start in range(0, len(stretched), _NUMBER_BYTES)]
    return " ".join(listed[int.from_bytes(number, "big") % len(listed)] for number in numbers)
