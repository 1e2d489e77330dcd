"""Months and half-years."""

import datetime

import pytest
from django.utils import translation

from reports.indicators.periods import HalfYear, month_label, months_between


def test_months_over_new_year() -> None:
    assert list(months_between("2020-11", "2021-02")) == ["2020-11", "2020-12", "2021-01", "2021-02"]


@pytest.mark.parametrize(("first", "last"), [("", "2021-01"), ("2021-01", ""), ("2021-02", "2021-01")])
def test_no_months(first: str, last: str) -> None:
    assert list(months_between(first, last)) == []


@pytest.mark.parametrize(("month", "half"), [(1, 1), (6, 1), (7, 2), (12, 2)])
def test_half_year_of_a_day(month: int, half: int) -> None:
    assert HalfYear.of(datetime.date(2021, month, 15)) == HalfYear(2021, half)


@pytest.mark.parametrize("name", ["", "2021", "2021-H3", "21-H1", "2021-03", "x-H1", "abcd-H1"])
def test_unknown_half_year(name: str) -> None:
    with pytest.raises(ValueError, match=f"^{name}$"):
        HalfYear.named(name)


def test_half_year_by_name() -> None:
    half = HalfYear.named("2021-H2")
    assert (half.name, half.first_month, half.last_month) == ("2021-H2", "2021-07", "2021-12")


def test_labels() -> None:
    with translation.override("en"):
        assert HalfYear(2021, 1).label == "First half of 2021"
        assert month_label("2021-03") == "March 2021"
