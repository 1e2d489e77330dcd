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
from tests.react_cases.pii.texts import LANGUAGES, narratives

pytestmark = pytest.mark.bench

NAMES = {"ru": (0.955, 0.955), "ky": (0.98, 0.955), "en": (0.98, 0.98)}
RULES = {"DATE": (0.935, 0.96), "ADDRESS": (0.82, 0.94), scoring.ORG_PLACE: (0.86, 0.935)}
"""Recall and precision. The aims are .96 and .88 for names, .95 and .95 for the rest: recall of the rest is not there
yet in texts that were made hard; ADR 0030 tells them apart."""
FALSE_NAMES_PER_1000 = 3


def test_texts_that_nobody_has_read() -> None:
    """Only the figures are shown: whoever reads an error of these texts makes them useless."""
    texts = narratives("unread")
    score = scored(texts, {narrative.id: default_scanner(narrative) for narrative in texts})
    tallies = {language: (score.of(scoring.NAMES, language), least) for language, least in NAMES.items()}
    tallies |= {row: (score.of(row), least) for row, least in RULES.items()}
    measured = {name: (tally.recall or 0, tally.precision or 0) for name, (tally, _least) in tallies.items()}
    for name, (_tally, least) in tallies.items():
        assert measured[name][0] >= least[0], measured
        assert measured[name][1] >= least[1], measured
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
