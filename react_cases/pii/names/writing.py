"""Whether capitals say anything in a text, and how each of its words is written."""

import re
from collections.abc import Sequence

from react_cases.pii.names.facts import Case
from react_cases.pii.words import Word

_CAPITALS_OF_CASELESS = 0.02
_CAPITALS_WITHOUT_STARTS = 0.15
"""Who begins no sentence with a capital may give one to a name now and then."""
_INNER_CAPITAL = re.compile(r"(?<=[^\W\d_])[A-ZА-ЯЁҢӨҮ]")
_SHORTEST_SHOUTED = 5
_ABBREVIATION = re.compile(r"[А-ЯЁҢӨҮA-Z]{2,}(?:-?[а-яёңөү]{1,6})?$")


def cases_of(words: Sequence[Word], free: Sequence[bool]) -> list[Case]:
    """How every word is written. A text, or a stretch of it, that names nothing with a capital is caseless."""
    if not words:
        return []
    shouted = sum(word.is_all_capitals for word in words) > len(words) / 2
    capitals = [
        word.is_capital and not word.is_all_capitals and is_free and not word.begins_sentence
        for word, is_free in zip(words, free, strict=True)
    ]
    starts = [word.is_capital for word in words if word.begins_sentence]
    most = _CAPITALS_OF_CASELESS if any(starts) else _CAPITALS_WITHOUT_STARTS
    caseless = sum(capitals) <= len(words) * most and sum(starts) <= len(starts) / 2
    return [_case(word, caseless, shouted) for word in words]


def _case(word: Word, caseless: bool, shouted: bool) -> Case:
    if shouted:
        return Case.CASELESS
    if word.is_capital:
        if caseless and not word.begins_sentence:
            return Case.INSIDE
        return Case.INITIAL if word.begins_sentence else Case.INSIDE
    return Case.CASELESS if caseless else Case.SMALL


def is_abbreviation(word: Word, case: Case) -> bool:
    """`МВД`, `РОВДга`: capitals that stand for several words, in a text that is not all capitals."""
    if case is Case.CASELESS:
        return False
    return bool(_ABBREVIATION.fullmatch(word.text)) and (not word.is_all_capitals or len(word.text) < _SHORTEST_SHOUTED)


def has_inner_capital(word: Word) -> bool:
    """`SBNON`, `TsON`: a capital after the first letter that does not follow a hyphen or an apostrophe."""
    return _INNER_CAPITAL.search(word.text) is not None
