"""What the axes and tables of a release are called, and which days a period has, for every file alike."""

import datetime
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.disclosure.schema import Axis, Slice, slice_of
from reports.indicators.published_tables import KINDS

_OWN: Final[dict[Axis, Promise]] = {
    Axis.PERIOD: gettext_lazy("Period"),
    Axis.QUALIFICATION: gettext_lazy("Qualification"),
    Axis.CLIENT_CODE: gettext_lazy("Client code"),
    Axis.MEASURE: gettext_lazy("Clients"),
}


def axis_label(axis: Axis) -> str:
    """The heading of a column of codes: “Violators”."""
    return str(KINDS[axis].title if axis in KINDS else _OWN[axis])


def axes_of(table: str) -> tuple[Axis, ...]:
    """The axes of a table by its name: of `primary_group*violator` two, of `total` none."""
    return () if table == "total" else tuple(Axis(name) for name in table.split("*"))


def table_label(table: str) -> str:
    """What a table is called: “Most relevant client group × Violators”, for `total` “All cases”."""
    return " × ".join(axis_label(axis) for axis in axes_of(table)) or _("All cases")


def days_of(period: str) -> tuple[datetime.date, datetime.date]:
    """The first and the last day of a period."""
    if slice_of(period) == Slice.QUARTER:
        year, number = int(period[:4]), int(period[-1])
        first_of_next = datetime.date(year + number // 4, number % 4 * 3 + 1, 1)
        return datetime.date(year, number * 3 - 2, 1), first_of_next - datetime.timedelta(days=1)
    return datetime.date(int(period[:4]), 1, 1), datetime.date(int(period[-4:]), 12, 31)


def is_within(part: str, whole: str) -> bool:
    """Does a period lie wholly within another one?"""
    first, last = days_of(part)
    first_of_whole, last_of_whole = days_of(whole)
    return first_of_whole <= first and last <= last_of_whole
