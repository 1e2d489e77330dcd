"""The personal-data guard at its full budget and on the texts that nobody worked with."""

import pytest

from react_cases.pii import MAX_CHARACTERS, scan
from tests.each import each
from tests.react_cases.pii import scoring
from tests.react_cases.pii.bench import default_scanner
from tests.react_cases.pii.scoring import scored
from tests.react_cases.pii.speed import load, long_text, per_2000, seconds
from tests.react_cases.pii.test_scan_limits import OTHERS, check_hostile
from tests.react_cases.pii.texts import LANGUAGES, narratives

pytestmark = pytest.mark.bench

RECALL = {"ru": 0.98, "ky": 0.96, "en": 0.975}
"""The aim is .96. Unseen, these texts gave .985, .948 and .977; three kinds of Kyrgyz errors were mended after that."""
PRECISION = 0.95
FALSE_NAMES_PER_1000 = 3


def test_names_in_texts_that_nobody_worked_with() -> None:
    """Only the figures are shown: whoever reads an error of these texts makes them useless."""
    texts = narratives("closed")
    score = scored(texts, {narrative.id: default_scanner(narrative) for narrative in texts})
    names = {language: score.of(scoring.NAMES, language) for language in LANGUAGES}
    measured = {language: (tally.recall or 0, tally.precision or 0) for language, tally in names.items()}
    for language, (recall, precision) in measured.items():
        assert recall >= RECALL[language], measured
        assert precision >= PRECISION, measured
    false_names = score.false_names(kind="ordinary") or 0
    assert false_names <= FALSE_NAMES_PER_1000, false_names


def test_time_and_memory() -> None:
    took, megabytes = load()
    assert took <= 0.5
    assert megabytes <= 60
    for language in LANGUAGES:
        assert per_2000(language) <= 0.06, language
        longest = long_text(language, MAX_CHARACTERS)
        assert seconds(lambda text=longest, language=language: scan(text, language=language)) <= 1, language


test_no_hostile_text_takes_two_seconds = each(OTHERS.items(), name=lambda pair: pair[0])(check_hostile)
