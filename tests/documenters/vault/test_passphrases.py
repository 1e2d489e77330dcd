"""Offered passphrases: hard to guess, easy to copy by hand and to type."""

import re

import pytest

from documenters.vault.passphrases import LANGUAGES, WORD_COUNT, bits, is_ours, new_passphrase, words

LETTERS = {"ru": "а-ик-щы-я", "ky": "а-ик-щы-я", "en": "a-z"}
"""Without ё, й and ъ, and without the Kyrgyz letters that a Russian keyboard lacks."""

by_language = pytest.mark.parametrize("language", LANGUAGES)


@by_language
def test_at_least_512_words_and_45_bits(language: str) -> None:
    assert len(words(language)) >= 512
    assert bits(language) >= 45


@by_language
def test_words_are_different_short_and_typed_on_any_keyboard(language: str) -> None:
    listed = words(language)
    assert len(set(listed)) == len(listed)
    assert [word for word in listed if not re.fullmatch(rf"[{LETTERS[language]}]{{3,9}}", word)] == []


@by_language
def test_a_passphrase_is_made_of_these_words(language: str) -> None:
    made = {new_passphrase(language) for _ in range(50)}
    assert len(made) == 50
    for passphrase in made:
        parts = passphrase.split(" ")
        assert len(parts) == WORD_COUNT
        assert set(parts) <= set(words(language))
        assert len(passphrase) >= 14
        assert is_ours(passphrase)


@pytest.mark.parametrize(
    "text", ["", "acorn", "acorn " * 5, "acorn acorn acorn acorn <b>", "лампа лампа лампа лампа acorn"]
)
def test_what_we_did_not_make_is_not_ours(text: str) -> None:
    assert not is_ours(text)
