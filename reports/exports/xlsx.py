"""Cells as a spreadsheet: a cover sheet, then one sheet a table with a column for each period.

Written row by row into temporary files and from there into the answer, so that memory does not grow with the release.
They hold released figures and nothing else. All that could differ from one day to the next is fixed: the same release
makes the same bytes.
"""

import datetime
import math
import tempfile
from collections.abc import Iterator
from typing import Any, Final

from django.utils.translation import gettext as _
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from reports.disclosure.published import Published
from reports.disclosure.schema import Axis, Key, heading_of
from reports.exports.cells import Cells, FileCell
from reports.exports.words import cover_lines, file_title
from reports.indicators.axes import axes_of, axis_label, table_label
from reports.indicators.published_names import name_of, period_label
from reports.indicators.published_notes import Publisher
from reports.indicators.published_tables import NOT_PUBLISHED
from reports.indicators.registry import Unit, unit_label

PIECE = 64 * 1024
IN_MEMORY = 512 * 1024
"""A finished file up to this many bytes waits in memory, a longer one on the disk."""
LONGEST_SHEET_NAME = 31
NARROWEST, WIDEST = 12, 56
"""Of a column of labels, in characters. Widths follow from labels, never from numbers."""
OF_NUMBERS = 16
COVER = (34, 100)
LINE = 16
"""The height of a line, in points."""
A4 = 9
NUMBER: Final = "#,##0"


def published_xlsx(published: Published, period: str, language: str, publisher: Publisher) -> Iterator[bytes]:
    """The file, piece by piece. Texts are in the language that is active; `language` is that of the labels."""
    cells = Cells(published, period)
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as file:
        _write(file, cells, language, publisher)
        file.seek(0)
        while piece := file.read(PIECE):
            yield piece


def _write(file: Any, cells: Cells, language: str, publisher: Publisher) -> None:
    release = cells.published.releases[-1]
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(file, options) as book:
        created = datetime.datetime.combine(release.published_on, datetime.time(), tzinfo=datetime.UTC)
        title = file_title(cells.period)
        book.set_properties({"title": title, "subject": release.citation, "created": created})
        styles = {
            "title": book.add_format({"bold": True, "font_size": 16}),
            "heading": book.add_format({"bold": True, "bg_color": "#E9EDF2", "text_wrap": True, "valign": "top"}),
            "number_heading": book.add_format(
                {"bold": True, "bg_color": "#E9EDF2", "text_wrap": True, "valign": "top", "align": "right"}
            ),
            "label": book.add_format({"bold": True, "text_wrap": True, "valign": "top"}),
            "text": book.add_format({"text_wrap": True, "valign": "top"}),
            "name": book.add_format({"valign": "top"}),
            "detail": book.add_format({"align": "left", "valign": "top", "indent": 2}),
            "number": book.add_format({"num_format": NUMBER}),
            "withheld": book.add_format({"font_color": "#5F6772", "italic": True, "align": "right"}),
        }
        _cover(book.add_worksheet(_("About these figures")), cells, language, publisher, styles)
        for place, table in enumerate(cells.tables, start=1):
            name = f"{place} {table_label(table)}"[:LONGEST_SHEET_NAME]
            _sheet(book.add_worksheet(_sheet_name(name)), cells, table, language, styles)


def _sheet_name(name: str) -> str:
    """Without what a spreadsheet does not take in names of sheets."""
    return "".join(" " if letter in "[]:*?/\\" else letter for letter in name).strip(" '")


def _cover(sheet: Worksheet, cells: Cells, language: str, publisher: Publisher, styles: dict[str, Format]) -> None:
    sheet.hide_gridlines(2)
    _on_paper(sheet)
    sheet.set_column(0, 0, COVER[0])
    sheet.set_column(1, 1, COVER[1])
    sheet.write_string(0, 0, file_title(cells.period), styles["title"])
    for row, (label, text) in enumerate(cover_lines(cells.published, cells.period, language, publisher), start=2):
        # Spreadsheets do not make room for lines by themselves when a file is opened.
        lines = max(math.ceil(len(text) / (width * 0.9)) for text, width in zip((label, text), COVER, strict=True))
        sheet.set_row(row, LINE * lines)
        sheet.write_string(row, 0, label, styles["label"])
        sheet.write_string(row, 1, text, styles["text"])


def _sheet(sheet: Worksheet, cells: Cells, table: str, language: str, styles: dict[str, Format]) -> None:
    """Rows are codes, columns are periods: a number that is not published says so, one that no table has is empty."""
    rows: dict[Key, dict[str, FileCell]] = {}
    for cell in cells.of_table(table):
        rows.setdefault(cell.key[1:], {})[cell.period] = cell
    present = {period for row in rows.values() for period in row}
    periods = [period for period in cells.periods if period in present]
    axes = axes_of(table)
    headings = [axis_label(axis) for axis in axes] or [table_label(table)]
    unit = unit_label(Unit.CLIENTS if Axis.MEASURE in axes else Unit.CASES)
    _on_paper(sheet)
    sheet.repeat_rows(0)
    sheet.set_row(0, 2 * LINE)
    for column, heading in enumerate([*headings, *(f"{period_label(period)}: {unit}" for period in periods)]):
        sheet.write_string(0, column, heading, styles["heading" if column < len(headings) else "number_heading"])
    names = {codes: _names(cells, codes, language) for codes in rows}
    for column, heading in enumerate(headings):
        longest = max(len(heading), *(len(row[column]) for row in names.values()))
        sheet.set_column(column, column, min(max(longest + 2, NARROWEST), WIDEST))
    sheet.set_column(len(headings), len(headings) + len(periods) - 1, OF_NUMBERS)
    sheet.freeze_panes(1, len(headings))
    for line, codes in enumerate(sorted(rows, key=cells.place), start=1):
        for column, name in enumerate(names[codes]):
            is_detail = codes and heading_of(codes[column][1]) != codes[column][1]
            sheet.write_string(line, column, name, styles["detail" if is_detail else "name"])
        for column, period in enumerate(periods, start=len(headings)):
            _number(sheet, line, column, rows[codes].get(period), styles)


def _on_paper(sheet: Worksheet) -> None:
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)


def _names(cells: Cells, codes: Key, language: str) -> list[str]:
    if not codes:
        return [table_label("total")]
    return [name_of(cells.published.labels, Axis(axis), code, language) for axis, code in codes]


def _number(sheet: Worksheet, line: int, column: int, cell: FileCell | None, styles: dict[str, Format]) -> None:
    if cell is None:
        return
    if cell.value is None:
        sheet.write_string(line, column, str(NOT_PUBLISHED), styles["withheld"])
    else:
        sheet.write_number(line, column, cell.value, styles["number"])
