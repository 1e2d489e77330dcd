"""The figures of help and advocacy as the page shows them: each with its base, in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from react_cases.forms.shares import percent
from react_cases.views.case_sections import money
from reports.indicators.advocacy import ADVOCACY
from reports.indicators.figures import Duration, Figure, Money, Number, Rates
from reports.indicators.help import HELP
from reports.indicators.live import LiveFigures
from reports.indicators.registry import Indicator, Unit, number, unit_base, unit_label, unit_said
from reports.panel import Panel

NOTHING = "—"
IN_DAYS = ("advocacy_days_to_reply",)
"""Durations that are told in days: a reply takes weeks."""


@dataclass(frozen=True)
class Tile:
    """One figure."""

    code: str
    number: str
    label: str | Promise
    base: str


@dataclass(frozen=True)
class Line:
    """One row of a table."""

    label: str
    share: str
    count: str


@dataclass(frozen=True)
class Table:
    """Rows of one figure."""

    code: str
    title: str
    unit: str
    lines: list[Line]


def change_context(live: LiveFigures, currency: str) -> dict[str, Any]:
    """Tiles, tables and definitions of both blocks; the second one is empty for who does not coordinate.

    `currency` is that of the programme.
    """
    return {
        "help_tiles": list(_tiles(HELP, live.help, currency)),
        "help_tables": [table for table in _tables(HELP, live.help) if table.lines],
        "advocacy_tiles": list(_tiles(ADVOCACY, live.advocacy, currency)),
        "advocacy_tables": [table for table in _tables(ADVOCACY, live.advocacy) if table.lines],
        "definitions": [
            (item, unit_said(item.unit))
            for items, figures in ((HELP, live.help), (ADVOCACY, live.advocacy))
            for code, item in items.items()
            if code in figures
        ],
    }


def _tiles(items: Mapping[str, Indicator[Figure]], figures: Mapping[str, Figure], currency: str) -> Iterable[Tile]:
    for code, figure in figures.items():
        item = items[code]
        if isinstance(figure, Number):
            yield _number_tile(item, figure)
        elif isinstance(figure, Duration):
            yield Tile(code, _duration(code, figure), item.title, _of(code, item.unit, figure.base_n))
        elif isinstance(figure, Money):
            yield Tile(code, money(Decimal(round(figure.amount)), currency), item.title, "")


def _number_tile(item: Indicator[Figure], figure: Number) -> Tile:
    if figure.base_n is None:
        return Tile(item.code, number(figure.count), item.title, "")
    share = percent(100 * figure.count / figure.base_n) if figure.base_n else NOTHING
    return Tile(item.code, share, item.title, _part(figure.count, unit_base(item.unit, figure.base_n)))


def _part(count: int, base: str) -> str:
    return _("%(part)s of %(base)s") % {"part": number(count), "base": base}


def _of(code: str, unit: Unit, base_n: int) -> str:
    """Hours are those of whole days, and the figure says so where it stands."""
    said = _("median of %(base)s") if code in IN_DAYS else _("median of %(base)s, in whole days")
    return said % {"base": unit_base(unit, base_n)}


def _duration(code: str, figure: Duration) -> str:
    if figure.days is None or figure.hours is None:
        return NOTHING
    if code in IN_DAYS:
        return ngettext("%(count)s day", "%(count)s days", _as_said(figure.days)) % {"count": _short(figure.days)}
    if figure.hours == 0:
        return _("the same day")
    return ngettext("%(count)s hour", "%(count)s hours", _as_said(figure.hours)) % {"count": _short(figure.hours)}


def _as_said(value: float) -> int:
    """The number whose plural form a number has: of one with a fraction it is that of two, in Russian too."""
    return int(value) if value == int(value) else 2


def _short(value: float) -> str:
    return number_format(value, 0 if value == int(value) else 1, use_l10n=True, force_grouping=True)


def _tables(items: Mapping[str, Indicator[Figure]], figures: Mapping[str, Figure]) -> Iterable[Table]:
    for code, figure in figures.items():
        item = items[code]
        if isinstance(figure, Rates):
            lines = [
                Line(row.label, percent(100 * row.count / row.base_n), _part(row.count, number(row.base_n)))
                for row in figure.rows
            ]
        elif isinstance(figure, Panel):
            lines = [Line(row.label, percent(row.share or 0), number(row.count)) for row in figure.rows]
        else:
            continue
        yield Table(code, str(item.title), unit_label(item.unit), lines)
