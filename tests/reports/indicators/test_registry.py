"""Registering a figure, and numbers with their unit."""

import pytest
from django.utils import translation

from react_cases.forms.shares import percent
from reports.indicators.figures import Figures, Number
from reports.indicators.registry import Indicator, Unit, indicator, number, unit_count, unit_label


def test_code_is_taken_once() -> None:
    registry: dict[str, Indicator[Number]] = {}

    def register() -> None:
        @indicator(code="one", title="One", unit=Unit.CASES, base="", definition="", into=registry)
        def one(figures: Figures) -> Number:
            return Number(figures.counts.cases)

    register()
    assert registry["one"].title == "One"
    with pytest.raises(ValueError, match="two figures are called one"):
        register()


@pytest.mark.parametrize("unit", list(Unit))
def test_every_unit_has_its_words(unit: Unit) -> None:
    with translation.override("en"):
        assert unit_count(unit, 1).startswith("1 ")
        assert unit_count(unit, 1320).startswith("1,320 ")
        assert unit_label(unit)


def test_numbers_by_language() -> None:
    with translation.override("ru"):
        assert (number(1320), percent(50.606)) == ("1\xa0320", "50,6\xa0%")
    with translation.override("en"):
        assert (number(1320), percent(50.606), percent(58.98, 0)) == ("1,320", "50.6\xa0%", "59\xa0%")
