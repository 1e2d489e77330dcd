"""What the rows and periods of a release are called."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.disclosure.published import Label
from reports.disclosure.schema import (
    CLIENTS,
    CODED,
    LAW_ENFORCEMENT,
    NOT_FINISHED,
    NOT_PURSUING,
    OTHER,
    UNSTATED,
    Axis,
    Slice,
    slice_of,
)

_OWN: dict[tuple[str, str], Promise] = {
    (Axis.READINESS, OTHER): gettext_lazy("Goes on, or has not decided"),
    (Axis.CLIENT_CODE, UNSTATED): gettext_lazy("Cases without a client code"),
    (Axis.VIOLATOR, UNSTATED): gettext_lazy("No violator stated"),
    (Axis.CATEGORY, UNSTATED): gettext_lazy("No violation stated"),
    (Axis.GROUP, UNSTATED): gettext_lazy("No group stated"),
}
_ANYWHERE: dict[str, Promise] = {
    OTHER: gettext_lazy("Others together"),
    UNSTATED: gettext_lazy("Not stated"),
    LAW_ENFORCEMENT: gettext_lazy("Law enforcement"),
    NOT_PURSUING: gettext_lazy("Does not go on"),
    NOT_FINISHED: gettext_lazy("Work goes on"),
    CODED: gettext_lazy("Cases with a client code"),
    CLIENTS: gettext_lazy("Clients known by a code"),
}


def name_of(labels: Mapping[tuple[str, str], Label], axis: Axis, code: str, language: str) -> str:
    """What a row is called: as it is frozen with its block, or the words for rows that are not in any code list."""
    label = labels.get((axis.value, code))
    if label is not None:
        return label.text(language)
    own = _OWN.get((axis, code)) or _ANYWHERE.get(code)
    return code if own is None else str(own)


def period_label(period: str) -> str:
    """“Quarter 1 of 2020”, “2020”, “2020–2022”."""
    if slice_of(period) == Slice.QUARTER:
        year, _dash, number = period.partition("-Q")
        return _("Quarter %(number)s of %(year)s") % {"number": number, "year": year}
    return period.replace("-", "–")


def period_tick(period: str) -> str:
    """The short form below a column: the year where it begins, else the number of the quarter."""
    year, _dash, number = period.partition("-Q")
    return year if number in ("", "1") else ""
