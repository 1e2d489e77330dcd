"""Which published numbers belong to the months of a report. Pure."""

import datetime
from collections.abc import Iterable

from django.utils import formats

from reports.disclosure.published import Period, Published
from reports.indicators.published_source import named_period


def period_words(first: datetime.date, last: datetime.date) -> str:
    """“January 2020 – December 2021”, in the language of the reader."""
    months = [formats.date_format(day, "YEAR_MONTH_FORMAT") for day in (first, last)]
    return " – ".join(dict.fromkeys(months))


def quarters_between(first: datetime.date, last: datetime.date) -> tuple[str, ...]:
    """The quarters of a period, `2020-Q1` and so on; none where it begins or ends within one."""
    if first.month % 3 != 1 or last.month % 3:
        return ()
    places = range(first.year * 4 + first.month // 3, last.year * 4 + (last.month - 1) // 3 + 1)
    return tuple(f"{place // 4}-Q{place % 4 + 1}" for place in places)


def ways_of(published: Published, first: datetime.date, last: datetime.date) -> tuple[Period, ...]:
    """How the numbers of a period are looked up: by year, by years in a row, or by its quarters; none without."""
    quarters = quarters_between(first, last)
    if not quarters:
        return ()
    name = quarters[0] if len(quarters) == 1 else ""
    if first.month == 1 and last.month == 12:
        name = str(first.year) if first.year == last.year else f"{first.year}-{last.year}"
    ways = named_period(published, name) if name else ()
    if ways or not set(quarters) <= set(published.periods):
        return ways
    return (Period(quarters),)


def covered(periods: Iterable[str]) -> str:
    """What a release and those before it cover, from the first to the last: “2020-Q1 – 2021-Q4”."""
    named = sorted(periods)
    return " – ".join(dict.fromkeys([named[0], named[-1]])) if named else ""
