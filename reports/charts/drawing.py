"""Turn a panel into the rows of a chart and of the table beside it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.panel import Panel, ReleasedPanel, Row
from reports.indicators.panels import PANELS
from reports.indicators.periods import HalfYear, month_label
from reports.indicators.registry import Indicator, Unit, number, percent, unit_count, unit_label

MENTION_HEADINGS = {
    "violators": Unit.MENTIONS,
    "categories": Unit.VIOLATIONS,
    "responses": Unit.MENTIONS,
}
"""What the second count of a panel's rows is."""
BY_SIZE = frozenset(
    {
        "violators",
        "client_groups",
        "primary_groups",
        "law_enforcement_primary_groups",
        "categories",
        "oblasts",
        "responses",
    }
)
"""Panels whose largest row comes first; in the others the order of the list means something."""
MOST_BARS = 12
FEW_MORE = 2
"""A chart has this many bars, and a few more where no more are left; the others are in the table only."""
LONGEST_COLUMNS = 48
"""More months than this are drawn as half-years; the table keeps the months."""
LABELLED_COLUMNS = 12
"""Up to this many columns carry their number."""


@dataclass(frozen=True)
class ChartRow:
    """One bar or column, and one line of the table."""

    label: str
    display: str
    share: float
    """Length of the bar in percent of the base, or height of the column in percent of the highest."""
    count: str
    percent: str = ""
    mentions: str = ""
    mention_percent: str = ""
    href: str = ""
    tick: str = ""
    is_hidden: bool = False


@dataclass(frozen=True)
class Chart:
    """A panel ready to be drawn."""

    code: str
    title: str
    description: str
    base: str
    unit: str
    mention_unit: str
    rows: tuple[ChartRow, ...]
    columns: tuple[ChartRow, ...] = ()
    """Where the panel is drawn over time: the columns, which may be coarser than the rows of the table."""
    hidden: str = ""
    """How many rows are hidden, in words."""

    @property
    def bars(self) -> tuple[ChartRow, ...]:
        """The rows that are drawn: the largest, where there are many. The table has them all."""
        drawn = tuple(row for row in self.rows if not row.is_hidden)
        return drawn if len(drawn) <= MOST_BARS + FEW_MORE else drawn[:MOST_BARS]

    @property
    def bars_left_out(self) -> int:
        """Rows that only the table has."""
        return sum(not row.is_hidden for row in self.rows) - len(self.bars)

    @property
    def shows_values(self) -> bool:
        """Are there few enough columns for a number above each?"""
        return len(self.columns) <= LABELLED_COLUMNS


def chart(panel: Panel, href: Callable[[str], str]) -> Chart:
    """A panel of people who work with the cases; `href` opens the cases of a row, or is empty."""
    rows = tuple(
        ChartRow(
            label=row.label,
            display=_counted(row.count, row.share),
            share=round(row.share or 0, 2),
            count=number(row.count),
            percent=_percent(row.share),
            mentions="" if row.mentions is None else number(row.mentions),
            mention_percent=_percent(row.mention_share),
            href=href(row.code) if row.count else "",
        )
        for row in _ordered(panel)
    )
    columns = _columns(_by_half_year(panel.rows)) if panel.code == "months" else ()
    return _chart(PANELS[panel.code], panel.base_n, rows, columns)


def released_chart(panel: ReleasedPanel) -> Chart:
    """A panel of donors: the same without links, and with words in the place of hidden numbers."""
    rows = tuple(
        ChartRow(
            label=row.label,
            display=_("hidden") if row.count is None else _counted(row.count, row.share),
            share=round(row.share or 0, 2),
            count=_("hidden") if row.count is None else number(row.count),
            percent=_percent(row.share),
            is_hidden=row.count is None,
        )
        for row in _ordered(panel)
    )
    if panel.code == "half_years":
        columns = _columns([(row.label, _half_tick(row.code), row.count or 0) for row in panel.rows])
        return _chart(
            PANELS["months"], panel.base_n, rows, columns, code=panel.code, title=_("Half-years"), hidden=panel.hidden
        )
    return _chart(PANELS[panel.code], panel.base_n, rows, (), hidden=panel.hidden)


def _chart(
    item: Indicator[Any],
    base_n: int | None,
    rows: tuple[ChartRow, ...],
    columns: tuple[ChartRow, ...],
    *,
    code: str = "",
    title: str = "",
    hidden: int = 0,
) -> Chart:
    mention_unit = MENTION_HEADINGS.get(item.code)
    base = "" if base_n is None else _("Base: %(count)s — %(what)s")
    return Chart(
        code=code or item.code,
        title=title or str(item.title),
        description=_description(code or item.code),
        base=base % {"count": unit_count(item.unit, base_n or 0), "what": item.base},
        unit=unit_label(item.unit),
        mention_unit=unit_label(mention_unit) if mention_unit and any(row.mentions for row in rows) else "",
        rows=rows,
        columns=columns,
        hidden=ngettext("%(count)s row is hidden.", "%(count)s rows are hidden.", hidden) % {"count": hidden}
        if hidden
        else "",
    )


def _description(code: str) -> str:
    if code in ("violators", "client_groups", "categories", "responses"):
        return _("A case can be in several rows, so the shares of cases can sum to more than 100 %.")
    if code in ("primary_groups", "law_enforcement_primary_groups"):
        return _("Each case once, under the client’s group that is most relevant to the violation.")
    if code == "months":
        return _("Each case once, under the month in which it was registered.")
    if code == "half_years":
        return _("Each case once, under the half-year in which it was registered.")
    return _("Each case once.")


def _ordered(panel: Panel | ReleasedPanel) -> Sequence[Any]:
    """The largest row first; hidden rows after those shown, and last of all the cases without any entry."""
    if panel.code not in BY_SIZE:
        return panel.rows
    return sorted(panel.rows, key=lambda row: (row.code == "", row.count is None, -(row.count or 0)))


def _counted(count: int, share: float | None) -> str:
    return number(count) if share is None else f"{number(count)} ({percent(share)})"


def _percent(share: float | None) -> str:
    return "" if share is None else percent(share)


def _by_half_year(rows: Sequence[Row]) -> list[tuple[str, str, int]]:
    """(label, tick, count) of each month, or of each half-year where there are too many months."""
    if len(rows) <= LONGEST_COLUMNS:
        return [(month_label(row.code), _month_tick(row.code, len(rows)), row.count) for row in rows]
    sums: dict[HalfYear, int] = {}
    for row in rows:
        half = HalfYear.named(f"{row.code[:4]}-H{1 if row.code[5:] < '07' else 2}")
        sums[half] = sums.get(half, 0) + row.count
    return [(half.label, _half_tick(half.name), count) for half, count in sums.items()]


def _month_tick(month: str, columns: int) -> str:
    if columns <= LABELLED_COLUMNS:
        return month[5:]
    return month[:4] if month.endswith("-01") else ""


def _half_tick(half: str) -> str:
    return half[:4] if half.endswith("H1") else ""


def _columns(values: Sequence[tuple[str, str, int]]) -> tuple[ChartRow, ...]:
    highest = max((count for _label, _tick, count in values), default=0) or 1
    return tuple(
        ChartRow(
            label=label, display=number(count), share=round(100 * count / highest, 2), count=number(count), tick=tick
        )
        for label, tick, count in values
    )
