"""Shares in words."""

import pytest
from django.utils import translation

from react_cases.forms.shares import percent


@pytest.mark.parametrize(
    ("share", "decimals", "words"),
    [
        (0, 0, "0 %"),
        (0.3, 0, "< 1 %"),
        (0.5, 0, "< 1 %"),
        (0.51, 0, "1 %"),
        (0.3, 1, "0.3 %"),
        (0.04, 1, "< 0.1 %"),
        (0, 1, "0.0 %"),
        (100, 0, "100 %"),
    ],
)
def test_more_than_nothing_is_never_said_to_be_nothing(share: float, decimals: int, words: str) -> None:
    with translation.override("en"):
        assert percent(share, decimals) == words.replace(" ", "\xa0")


def test_decimals_by_language() -> None:
    with translation.override("ru"):
        assert percent(0.04) == "<\xa00,1\xa0%"
