"""Tables of a published page as charts."""

from django.utils.translation import gettext as _

from reports.charts.data import Chart, Kind, Row, one
from reports.disclosure.schema import Axis
from reports.indicators.published_names import period_tick
from reports.indicators.published_tables import KINDS, Table
from reports.indicators.registry import Unit, unit_count, unit_label

DRAWN_AS = {Axis.PERIOD: Kind.COLUMNS, Axis.OBLAST: Kind.TILES}
"""Everything else is drawn as bars."""
TILED = "KG-"
"""How the codes of oblasts begin for which there is a map of tiles."""


def chart_of(table: Table, name: str) -> Chart:
    """A table ready to be drawn; `name` is its identifier on the page."""
    rows = tuple(
        Row(line.name, line.value, line.number, line.percent, code=line.code, tick=_tick(table, line.code))
        for line in table.lines
    )
    return Chart(
        id=name,
        kind=_kind(table),
        title=table.title,
        series=one(rows),
        description=_description(table),
        unit=unit_label(table.unit),
        base=_base(table),
        share_heading=_("Share of mentions") if table.unit == Unit.MENTIONS else _("Share of cases"),
    )


def _kind(table: Table) -> Kind:
    if table.axis == Axis.OBLAST and not any(line.code.startswith(TILED) for line in table.lines):
        return Kind.BARS
    return DRAWN_AS.get(table.axis, Kind.BARS)


def _tick(table: Table, code: str) -> str:
    return period_tick(code) if table.axis == Axis.PERIOD else ""


def _base(table: Table) -> str:
    if table.base is None:
        return ""
    return _("Base: %(count)s") % {"count": unit_count(table.unit, table.base)}


def _description(table: Table) -> str:
    if table.unit == Unit.MENTIONS:
        return _whole(_("Every entry counts, several of one case too: shares of mentions sum to 100 %."))
    if table.overlaps:
        return _whole(_("A case can be in several rows, so the shares of cases can sum to more than 100 %."))
    if table.axis == Axis.PERIOD:
        return _("Every case once, in the period in which it was approved for the statistics.")
    return str(KINDS[table.axis].definition)


def _whole(text: str) -> str:
    """No line break tears a percent sign from its number."""
    return text.replace(" %", "\xa0%")
