"""Words of a clean text, and which of them begin a sentence. Pure and linear."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from react_cases.pii.prepared import Prepared

LONGEST_WORD = 40
"""Longer runs of letters are no words of a language and are left alone."""

_FEW_CAPITALS = 0.03
_WORD = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+){0,4}")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_ENDS_SENTENCE = ".!?…\n:•"
_ABBREVIATION = re.compile(
    r"(?:\b[А-ЯЁӨҮҢA-Z]|\b(?:г|гр|ул|им|т|тов|тел|исх|ст|д|кв|пр|обл|р|с|к|а|Mr|Mrs|Ms|Dr|St|No|Lt|Capt|Sgt))\.$", re.I
)


@dataclass(frozen=True, slots=True)
class Word:
    """A run of letters with inner hyphens or apostrophes, `text[start:end]` of the clean text."""

    start: int
    end: int
    text: str
    lower: str
    is_cyrillic: bool
    begins_sentence: bool

    @property
    def is_capital(self) -> bool:
        """Its first letter is a capital."""
        return self.text[0].isupper()

    @property
    def is_all_capitals(self) -> bool:
        """More than one letter, all capital."""
        return len(self.text) > 1 and self.text.isupper()


def words_of(prepared: Prepared) -> tuple[Word, ...]:
    """All words of a text, in order, without those longer than LONGEST_WORD."""
    text, lower = prepared.text, prepared.lower
    return tuple(
        Word(
            match.start(),
            match.end(),
            match.group(),
            lower[match.start() : match.end()],
            _CYRILLIC.search(match.group()) is not None,
            _begins_sentence(text, match.start()),
        )
        for match in _WORD.finditer(text)
        if match.end() - match.start() <= LONGEST_WORD
    )


def without_capitals(words: Sequence[Word]) -> bool:
    """Whether a text does not use capitals: neither inside sentences nor, mostly, at their beginning."""
    inside = sum(word.is_capital for word in words if not word.begins_sentence)
    beginnings = [word.is_capital for word in words if word.begins_sentence]
    return inside <= _FEW_CAPITALS * len(words) and sum(beginnings) * 2 <= len(beginnings)


def _begins_sentence(text: str, start: int) -> bool:
    """Nothing stands before it, or the end of a sentence, with spaces, quotes, brackets and dashes between."""
    if start > 1 and text[start - 1] == " " and (text[start - 2].isalnum() or text[start - 2] == ","):
        return False
    before = text[max(0, start - 12) : start].rstrip(' "(-—[«“„')
    if not before:
        return start <= 12
    return before[-1] in _ENDS_SENTENCE and not _ABBREVIATION.search(before)
