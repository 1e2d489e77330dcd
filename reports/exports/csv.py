"""Cells as CSV: one row a cell, headings of people in the first row, tags of the HXL standard in the second.

The tags are those of HXL 1.1: `#adm1` is the oblast, `#indicator+value+num` the number, `#date` a day. A name such as
“2020-Q1” is no date to HXL, so that each row also says its first and its last day.
"""

import csv
from collections.abc import Iterator
from functools import cache
from typing import Final

from django.utils.translation import gettext as _

from react_cases.actions.exports import guarded
from reports.disclosure.published import Published
from reports.disclosure.schema import Axis
from reports.exports.cells import Cells, FileCell
from reports.indicators.axes import axis_label, days_of, table_label
from reports.indicators.published_names import name_of, period_label
from reports.indicators.registry import unit_label

BYTE_ORDER_MARK = "\ufeff"
"""Without it spreadsheets read Cyrillic letters as another alphabet; readers of CSV for programs skip it."""
ROWS_AT_A_TIME = 200

COLUMN_AXES: Final = tuple(axis for axis in Axis if axis not in (Axis.PERIOD, Axis.MEASURE))
"""Axes with two columns each, code and label; what is measured is in the column of the unit."""

HXL_TAGS: Final[dict[Axis, str]] = {
    Axis.PRIMARY_GROUP: "#beneficiary+group+primary",
    Axis.GROUP: "#beneficiary+group+all",
    Axis.VIOLATOR: "#group+violator",
    Axis.CATEGORY: "#event+violation",
    Axis.OBLAST: "#adm1",
    Axis.OUTCOME: "#status+outcome",
    Axis.READINESS: "#status+readiness",
    Axis.QUALIFICATION: "#status+qualification",
    Axis.GENDER: "#beneficiary+gender",
    Axis.AGE: "#beneficiary+age",
    Axis.CLIENT_CODE: "#meta+client",
}


class _Line:
    """What a `csv.writer` writes to: the line it wrote last."""

    def write(self, line: str) -> str:
        """Hand the line on."""
        return line


def published_csv(published: Published, period: str, language: str) -> Iterator[str]:
    """The file, some rows at a time. Texts are in the language that is active; `language` is that of the labels."""
    writer = csv.writer(_Line())
    lines = [BYTE_ORDER_MARK + writer.writerow(_headings()), writer.writerow(_tags())]
    release = published.releases[-1]
    source = f"{release.citation} sha256:{release.digest}"
    names = _Names(published, language)
    for cell in Cells(published, period):
        lines.append(writer.writerow([*_row(cell, names), source]))
        if len(lines) >= ROWS_AT_A_TIME:
            yield "".join(lines)
            lines.clear()
    yield "".join(lines)


class _Names:
    """What codes, tables and periods are called, each looked up once; nothing in it is run by a spreadsheet."""

    def __init__(self, published: Published, language: str) -> None:
        self.of_code = cache(lambda axis, code: guarded(name_of(published.labels, axis, code, language)))
        self.of_table = cache(lambda table: [guarded(table), guarded(table_label(table))])
        self.of_period = cache(
            lambda period: [period, guarded(period_label(period)), *(day.isoformat() for day in days_of(period))]
        )
        self.of_unit = cache(lambda unit: guarded(unit_label(unit)))


def _headings() -> list[str]:
    axes = []
    for axis in COLUMN_AXES:
        axes += [_("%(what)s: code") % {"what": axis_label(axis)}, axis_label(axis)]
    first = [_("Table: code"), _("Table"), _("Period: code"), _("Period"), _("From"), _("Until")]
    return [*first, *axes, _("Unit"), _("Value"), _("Threshold"), _("Source")]


def _tags() -> list[str]:
    axes = [f"{HXL_TAGS[axis]}+{part}" for axis in COLUMN_AXES for part in ("code", "name")]
    first = ["#indicator+table+code", "#indicator+table+name", "#meta+period+code", "#meta+period+name"]
    last = ["#indicator+unit", "#indicator+value+num", "#meta+threshold+num", "#meta+source"]
    return [*first, "#date+start", "#date+end", *axes, *last]


def _row(cell: FileCell, names: _Names) -> list[str | int]:
    codes = cell.codes
    axes = []
    for axis in COLUMN_AXES:
        code = codes.get(axis)
        axes += [guarded(code), names.of_code(axis, code)] if code else ["", ""]
    value = "" if cell.value is None else cell.value
    threshold = "" if cell.threshold is None else cell.threshold
    head = [*names.of_table(cell.table), *names.of_period(cell.period)]
    return [*head, *axes, names.of_unit(cell.unit), value, threshold]
