"""The guard finds in our narratives what it found when this was written; `make bench-pii` prints the rest."""

import pytest

from tests.react_cases.pii import scoring
from tests.react_cases.pii.bench import default_scanner, is_unlisted
from tests.react_cases.pii.scoring import Score, scored
from tests.react_cases.pii.texts import LANGUAGES, Part, narratives

OPEN_RECALL, OPEN_PRECISION = 0.975, 0.975
LATE_RECALL, LATE_PRECISION = 0.96, 0.96
"""Both are above the target, .96 at .88, since the guard was fitted to these texts."""
NEWER_RECALL, NEWER_PRECISION = 0.975, 0.97
NEWER_RULES = {"DATE": 0.985, "DOB": 0.985, "ADDRESS": 0.955, "PHONE": 0.985, scoring.ORG_PLACE: 0.95}
"""Recall in each language. The guard has been fitted to these texts: of others it finds less, see tests/bench."""
KIND_RECALL = 0.95
FALSE_NAMES_PER_1000 = 3
RULES = 0.95
OFFICER_RECALL, OFFICER_PRECISION = 0.8, 0.95
"""An officer is told by a rank or post beside the name, or by what only officials do."""


def score_of(part: Part) -> Score:
    texts = narratives(part)
    return scored(texts, {narrative.id: default_scanner(narrative) for narrative in texts}, is_unlisted)


@pytest.fixture(scope="module")
def score() -> Score:
    return score_of("open")


def test_names_are_found_and_little_else_is_called_a_name(score: Score) -> None:
    for language in LANGUAGES:
        names = score.of(scoring.NAMES, language)
        assert (names.recall or 0) >= OPEN_RECALL, language
        assert (names.precision or 0) >= OPEN_PRECISION, language
    assert (score.false_names(kind="ordinary") or 0) <= FALSE_NAMES_PER_1000


def test_names_in_texts_written_after_the_engine() -> None:
    late = score_of("late")
    for language in LANGUAGES:
        names = late.of(scoring.NAMES, language)
        assert (names.recall or 0) >= LATE_RECALL, language
        assert (names.precision or 0) >= LATE_PRECISION, language


def test_texts_of_people_who_did_not_know_the_engine() -> None:
    newer = score_of("newer")
    for language in LANGUAGES:
        names = newer.of(scoring.NAMES, language)
        assert (names.recall or 0) >= NEWER_RECALL, language
        assert (names.precision or 0) >= NEWER_PRECISION, language
        for row, least in NEWER_RULES.items():
            tally = newer.of(row, language)
            assert (tally.recall or 0) >= least, (row, language)
            assert (tally.precision or 0) >= RULES, (row, language)
    assert (newer.false_names(kind="ordinary") or 0) <= FALSE_NAMES_PER_1000


def test_names_of_every_kind_of_text_are_found(score: Score) -> None:
    """In lower case, in dictation, misspelt, in Latin letters, in two languages: no kind is the hole of the guard."""
    for kind in ("usual", "lower", "typo", "latin", "mixed", "voice"):
        assert (score.of(scoring.NAMES, kind=kind).recall or 0) >= KIND_RECALL, kind
    assert (score.of(scoring.UNLISTED).recall or 0) >= KIND_RECALL


def test_numbers_days_addresses_and_organisations_are_found_in_each_language(score: Score) -> None:
    numbers = ("PHONE", "PIN", "PASSPORT", "PLATE", "EMAIL", "HANDLE", "CARD")
    for row in (*numbers, "DATE", "DOB", "ADDRESS", scoring.ORG_PLACE):
        for language in LANGUAGES:
            tally = score.of(row, language)
            assert (tally.recall or 0) >= RULES, (row, language)
            assert (tally.precision or 0) >= RULES, (row, language)


def test_officers_are_told_from_other_people(score: Score) -> None:
    officers = score.of(scoring.OFFICERS)
    assert (officers.recall or 0) >= OFFICER_RECALL
    assert (officers.precision or 0) >= OFFICER_PRECISION
