"""From a panel of figures to the chart that shows it."""

from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _

from react_cases.forms.shares import percent
from reports.charts.data import Chart, Kind, Row, one
from reports.indicators.panels import PANELS
from reports.indicators.periods import HalfYear
from reports.indicators.registry import Unit, number, unit_count, unit_label
from reports.panel import Panel
from reports.panel import Row as PanelRow

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
KINDS = {"months": Kind.COLUMNS, "oblasts": Kind.TILES}
"""Panels that are drawn otherwise than as bars."""
LONGEST_COLUMNS = 48
"""More months than this are drawn as half-years; the table keeps the months."""
FEW_MONTHS = 12
"""Up to this many months each is named under the axis, otherwise the years are."""


def chart(panel: Panel, href: Callable[[str], str]) -> Chart:
    """A panel of people who work with the cases; `href` opens the cases of a row, or is empty."""
    mention_unit = MENTION_HEADINGS.get(panel.code)
    has_mentions = mention_unit is not None and any(row.mentions for row in panel.rows)
    rows = [
        Row(
            row.label,
            row.count,
            number(row.count),
            _percent(row.share),
            href(row.code) if row.count else "",
            row.code,
            _month_tick(row.code, len(panel.rows)) if panel.code == "months" else None,
            (number(row.mentions or 0), _percent(row.mention_share) or "–") if has_mentions else (),
        )
        for row in _ordered(panel)
    ]
    more = (unit_label(mention_unit), _("Share of these")) if mention_unit and has_mentions else ()
    coarse = _half_years(panel.rows) if panel.code == "months" and len(rows) > LONGEST_COLUMNS else ()
    return _chart(panel.code, panel.base_n, rows, more=more, coarse=coarse)


def _chart(
    code: str, base_n: int, rows: Sequence[Row], *, more: tuple[str, ...] = (), coarse: tuple[Row, ...] = ()
) -> Chart:
    item = PANELS[code]
    base = _("Base: %(count)s — %(what)s")
    return Chart(
        code,
        KINDS.get(code, Kind.BARS),
        str(item.title),
        one(rows),
        description=_description(code),
        unit=unit_label(item.unit),
        base=base % {"count": unit_count(item.unit, base_n), "what": item.base},
        share_heading=_("Share of cases"),
        more=more,
        coarse=coarse,
    )


def _description(code: str) -> str:
    if code in ("violators", "client_groups", "categories", "responses"):
        return _("A case can be in several rows, so the shares of cases can sum to more than 100 %.")
    if code in ("primary_groups", "law_enforcement_primary_groups"):
        return _("Each case once, under the client’s group that is most relevant to the violation.")
    if code == "months":
        return _("Each case once, under the month in which it was registered.")
    return _("Each case once.")


def _ordered(panel: Panel) -> Sequence[PanelRow]:
    """The largest row first, and last of all the cases without any entry."""
    if panel.code not in BY_SIZE:
        return panel.rows
    return sorted(panel.rows, key=lambda row: (row.code == "", -row.count))


def _percent(share: float | None) -> str:
    return "" if share is None else percent(share)


def _half_years(rows: Sequence[PanelRow]) -> tuple[Row, ...]:
    sums: dict[HalfYear, int] = {}
    for row in rows:
        half = HalfYear.named(f"{row.code[:4]}-H{1 if row.code[5:] < '07' else 2}")
        sums[half] = sums.get(half, 0) + row.count
    return tuple(Row(half.label, count, tick=_half_tick(half.name)) for half, count in sums.items())


def _month_tick(month: str, months: int) -> str:
    """The month within a year; the year at its first month where there are more."""
    if months <= FEW_MONTHS:
        return month[5:]
    return month[:4] if month.endswith("-01") else ""


def _half_tick(half: str) -> str:
    return half[:4] if half.endswith("H1") else ""
