"""One-time passphrases: hard to guess, easy to say."""

import re
from itertools import pairwise

from documenters.vault.passphrases import WORD_COUNT, bits, new_passphrase, words


def test_at_least_44_bits() -> None:
    assert bits() >= 44


def test_words_are_different_short_and_easy_to_type() -> None:
    listed = words()
    assert len(set(listed)) == len(listed)
    assert all(re.fullmatch(r"[a-z]{3,9}", word) for word in listed)


def test_no_word_is_the_start_of_another() -> None:
    listed = sorted(words())
    assert not [pair for pair in pairwise(listed) if pair[1].startswith(pair[0])]


def test_a_passphrase_is_made_of_these_words() -> None:
    made = {new_passphrase() for _ in range(50)}
    assert len(made) == 50
    for passphrase in made:
        parts = passphrase.split("-")
        assert len(parts) == WORD_COUNT
        assert set(parts) <= set(words())
