"""One-time passphrases that can be read over the telephone and typed on any keyboard."""

import secrets
from functools import cache
from math import log2
from pathlib import Path

WORDS_FILE = Path(__file__).with_name("words.txt")
WORD_COUNT = 5


@cache
def words() -> tuple[str, ...]:
    """The list: short words in Latin letters, English and transliterated Russian, none the start of another."""
    return tuple(WORDS_FILE.read_text().split())


def bits() -> float:
    """How hard a passphrase is to guess for somebody who knows this file: log2 of the number of passphrases."""
    return WORD_COUNT * log2(len(words()))


def new_passphrase() -> str:
    """A fresh passphrase: words joined by hyphens."""
    return "-".join(secrets.choice(words()) for _ in range(WORD_COUNT))
