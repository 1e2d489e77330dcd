"""Passphrases that people can read aloud, copy by hand and type on a common keyboard, in three languages.

The lists hold no letter that a Russian keyboard lacks or that some people write in two ways: no ё, й, ъ, and in Kyrgyz
no ө, ү, ң either.
"""

import secrets
from functools import cache
from math import log2
from pathlib import Path

WORDS_FOLDER = Path(__file__).with_name("words")
LANGUAGES = ("ru", "ky", "en")
WORD_COUNT = 5


@cache
def words(language: str) -> tuple[str, ...]:
    """The list of a language: short everyday words, each once."""
    return tuple((WORDS_FOLDER / f"{language}.txt").read_text(encoding="utf-8").split())


def bits(language: str) -> float:
    """How hard a passphrase is to guess for somebody who knows the list: log2 of the number of passphrases."""
    return WORD_COUNT * log2(len(words(language)))


def new_passphrase(language: str = "en") -> str:
    """A fresh passphrase: words with single spaces between them."""
    return " ".join(secrets.choice(words(language)) for _ in range(WORD_COUNT))


def is_ours(passphrase: str) -> bool:
    """Could `new_passphrase` have made it?"""
    parts = passphrase.split(" ")
    return len(parts) == WORD_COUNT and any(set(parts) <= set(words(language)) for language in LANGUAGES)
