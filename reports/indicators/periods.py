"""Months and half-years by name: 2021-03 and 2021-H1."""

import datetime
from collections.abc import Iterator
from typing import NamedTuple, Self

from django.utils import formats
from django.utils.translation import gettext as _


class HalfYear(NamedTuple):
    """January to June (1) or July to December (2) of a year."""

    year: int
    half: int

    @classmethod
    def named(cls, name: str) -> Self:
        """From a name such as 2021-H1. Raises ValueError for anything else."""
        year, _dash, half = name.partition("-H")
        if len(year) != 4 or not year.isdecimal() or half not in ("1", "2"):
            raise ValueError(name)
        return cls(int(year), int(half))

    @classmethod
    def of(cls, day: datetime.date) -> Self:
        """The half-year of a day."""
        return cls(day.year, 1 if day.month < 7 else 2)

    @property
    def name(self) -> str:
        """Such as 2021-H1."""
        return f"{self.year:04d}-H{self.half}"

    @property
    def label(self) -> str:
        """In words, in the language of the page."""
        template = _("First half of %(year)s") if self.half == 1 else _("Second half of %(year)s")
        return template % {"year": self.year}

    @property
    def first_month(self) -> str:
        """Its January or July."""
        return f"{self.year:04d}-{'01' if self.half == 1 else '07'}"

    @property
    def last_month(self) -> str:
        """Its June or December."""
        return f"{self.year:04d}-{'06' if self.half == 1 else '12'}"


def months_between(first: str, last: str) -> Iterator[str]:
    """Every month from the first to the last; none where one of them is empty or they are the wrong way round."""
    if not first or not last:
        return
    year, month = int(first[:4]), int(first[5:])
    while (name := f"{year:04d}-{month:02d}") <= last:
        yield name
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)


def month_label(month: str) -> str:
    """“March 2021”, in the language of the page."""
    return formats.date_format(datetime.date(int(month[:4]), int(month[5:]), 1), "YEAR_MONTH_FORMAT")
