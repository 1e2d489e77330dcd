"""The first sentence, in the habits of each language."""

import pytest
from django.utils import translation

from reports.indicators.headline import headline

GROUPS = [("SW", "Sex worker", 227), ("PWID", "Person who injects drugs", 394), ("OWN", "An own group", 47)]


def test_published_sentence() -> None:
    with translation.override("en"):
        assert headline(1320, 668, GROUPS) == (
            "668 of 1,320 cases (50.6\xa0%) were by law enforcement; "
            "59\xa0% of them people who inject drugs, 34\xa0% sex workers"
        )


@pytest.mark.parametrize(
    ("language", "cases", "share"), [("en", "1,320", "50.6"), ("ru", "1\xa0320", "50,6"), ("ky", "1\xa0320", "50,6")]
)
def test_numbers_follow_the_language(language: str, cases: str, share: str) -> None:
    with translation.override(language):
        sentence = headline(1320, 668, GROUPS)
    assert cases in sentence
    assert share in sentence
    assert "668" in sentence


def test_singular() -> None:
    with translation.override("en"):
        assert headline(1, 1, []) == "1 of 1 case (100.0\xa0%) was by law enforcement"


def test_group_of_the_programme_is_called_by_its_label() -> None:
    with translation.override("en"):
        assert headline(10, 4, [("OWN", "An own group", 4)]).endswith("100\xa0% of them An own group")


def test_none_by_law_enforcement() -> None:
    with translation.override("en"):
        assert headline(3, 0, [("SW", "Sex worker", 0)]) == "0 of 3 cases (0.0\xa0%) were by law enforcement"


def test_hidden_part_is_not_told() -> None:
    with translation.override("en"):
        assert headline(1320, None, GROUPS) == "1,320 cases"
