"""The personal-data guard at its full budget, and on the texts that nobody has read."""

import pytest

from react_cases.pii import MAX_CHARACTERS, scan
from tests.each import each
from tests.react_cases.pii import scoring
from tests.react_cases.pii.bench import default_scanner
from tests.react_cases.pii.interface import false_names_per_1000
from tests.react_cases.pii.scoring import scored
from tests.react_cases.pii.speed import load, long_text, per_2000, seconds
from tests.react_cases.pii.test_scan_limits import OTHERS, check_hostile
from tests.react_cases.pii.texts import LANGUAGES, Part, narratives

pytestmark = pytest.mark.bench

FLOORS = {
    "unread": {
        "ru": (0.955, 0.955),
        "ky": (0.98, 0.955),
        "DATE": (0.955, 0.96),
        "ADDRESS": (0.785, 0.95),
        scoring.ORG_PLACE: (0.86, 0.925),
    },
    "plain": {
        "ru": (0.99, 0.95),
        "ky": (0.945, 0.93),
        "en": (0.99, 0.99),
        "DATE": (0.95, 0.99),
        "ADDRESS": (0.875, 0.955),
        scoring.ORG_PLACE: (0.89, 0.95),
    },
}
"""Recall and precision of the names of a language, and of a row of the table. The aims are .96 and .88 for names, .95
and .95 for the rest: recall of addresses, institutions and places is not there yet (docs/adr/0030)."""
FALSE_NAMES_PER_1000 = 3


@pytest.mark.parametrize("part", FLOORS)
def test_texts_that_nobody_has_read(part: Part) -> None:
    """Only the figures are shown: whoever reads an error of these texts makes them useless."""
    texts = narratives(part)
    score = scored(texts, {narrative.id: default_scanner(narrative) for narrative in texts})
    tallies = {name: score.of(scoring.NAMES, name) if name in LANGUAGES else score.of(name) for name in FLOORS[part]}
    measured = {name: (tally.recall or 0, tally.precision or 0) for name, tally in tallies.items()}
    for name, (recall, precision) in FLOORS[part].items():
        assert measured[name][0] >= recall, measured
        assert measured[name][1] >= precision, measured
    # Of all kinds of texts: those without personal data are too few here to tell of 3 in 1,000 words.
    false_names = score.false_names() or 0
    assert false_names <= FALSE_NAMES_PER_1000, false_names


@pytest.mark.parametrize("language", LANGUAGES)
def test_hardly_a_word_of_the_interface_is_called_a_name(language: str) -> None:
    """Nobody fitted the guard to these: a reader of ordinary text is left alone."""
    assert false_names_per_1000(language) <= 1


def test_time_and_memory() -> None:
    took, megabytes = load()
    assert took <= 0.5
    assert megabytes <= 60
    for language in LANGUAGES:
        assert per_2000(language) <= 0.06, language
        longest = long_text(language, MAX_CHARACTERS)
        assert seconds(lambda text=longest, language=language: scan(text, language=language)) <= 1, language


test_no_hostile_text_takes_two_seconds = each(OTHERS.items(), name=lambda pair: pair[0])(check_hostile)
