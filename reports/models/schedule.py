"""When which period is published. Every programme publishes one period after the other, none is left out."""

import datetime
from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings as site
from django.db.models import Count, Min, QuerySet
from django.db.models.functions import ExtractYear

from documenters.models import Programme
from react_cases.models import Case
from react_cases.workflow import Axis, Status
from reports.disclosure.schema import Block, Slice, slice_of
from reports.models.release import Release, ReleaseBlock
from reports.models.settings import ReleaseSettings, settings_of

ENOUGH_FOR_TABLES = 50
"""Cases of a year."""
LAST_MONTH_AND_DAY_OF_READING = (3, 31)
"""Outcome and readiness of a year's cases are read once, as they were at the end of this day of the next year."""


def periods_of(first_year: int) -> tuple[str, ...]:
    """The periods of a block in the order in which they are published."""
    return Block(first_year, {}).periods


def last_day_of(period: str) -> datetime.date:
    """The last day whose approvals a period counts."""
    if slice_of(period) != Slice.QUARTER:
        return datetime.date(int(period[-4:]), 12, 31)
    year, quarter = int(period[:4]), int(period[-1])
    first_of_next = datetime.date(year + quarter // 4, quarter % 4 * 3 + 1, 1)
    return first_of_next - datetime.timedelta(days=1)


def last_quarter_of(period: str) -> str:
    """`2021-Q4` of 2021 and of 2020-2021; a quarter itself."""
    return period if slice_of(period) == Slice.QUARTER else f"{period[-4:]}-Q4"


def reading_day(year: str) -> datetime.date:
    """The day at whose end outcome and readiness of a year's cases are read."""
    return datetime.date(int(year) + 1, *LAST_MONTH_AND_DAY_OF_READING)


def due_on(period: str, settings: ReleaseSettings) -> datetime.date:
    """The first day on which a period may be built."""
    if slice_of(period) == Slice.QUARTER:
        return last_day_of(period) + datetime.timedelta(days=settings.quarter_lag_days)
    after_lag = last_day_of(period) + datetime.timedelta(days=settings.year_lag_days)
    return max(after_lag, reading_day(period[-4:]) + datetime.timedelta(days=1))


def next_periods(programme: Programme, today: datetime.date) -> list[str]:
    """The periods that may be published now, in order; a period waits for the one before it. Read as a coordinator."""
    settings = settings_of(programme)
    found: list[str] = []
    for period in _unpublished(programme, today):
        if due_on(period, settings) > today:
            break
        found.append(period)
    return found


def next_due(programme: Programme, today: datetime.date) -> tuple[str, datetime.date] | None:
    """The first period that is not due yet, and the day on which it is; None where nothing was ever approved."""
    settings = settings_of(programme)
    for period in _unpublished(programme, today):
        day = due_on(period, settings)
        if day > today:
            return period, day
    return None


def _unpublished(programme: Programme, today: datetime.date) -> Iterator[str]:
    first = first_year_of(programme)
    if first is None:
        return
    shown = {
        period
        for periods in Release.objects.filter(programme=programme).shown().values_list("periods", flat=True)
        for period in periods
    }
    for year in range(first, today.year + 1, 2):
        yield from (period for period in periods_of(year) if period not in shown)


def first_year_of(programme: Programme) -> int | None:
    """The year in which the programme's first block begins: of the first block there is, else of the first approval."""
    block = ReleaseBlock.objects.filter(programme=programme).order_by("first_year").first()
    if block is not None:
        return block.first_year
    first = _approvals(programme).aggregate(at=Min("transitions__at"))["at"]
    return first.astimezone(ZoneInfo(site.TIME_ZONE)).year if first else None


def latest_complete_year(programme: Programme, today: datetime.date) -> int | None:
    """The last year before this one with enough approvals to make tables of; else the last with any.

    Read as a coordinator.
    """
    zone = ZoneInfo(site.TIME_ZONE)
    earlier = _approvals(programme, transitions__at__lt=datetime.datetime(today.year, 1, 1, tzinfo=zone))
    years = (
        earlier.annotate(year=ExtractYear("transitions__at", tzinfo=zone)).values("year").annotate(cases=Count("pk"))
    )
    found = dict(years.order_by("-year").values_list("year", "cases"))
    return next((year for year, cases in found.items() if cases >= ENOUGH_FOR_TABLES), next(iter(found), None))


def _approvals(programme: Programme, **limits: Any) -> QuerySet[Case]:
    """A row for each approval of a case that counts; which cases there are, the database decides (docs/adr/0008)."""
    return programme.cases.filter(
        status=Status.APPROVED,
        counts_in_statistics=True,
        transitions__axis=Axis.DOCUMENTATION,
        transitions__target=Status.APPROVED,
        **limits,
    ).order_by()
