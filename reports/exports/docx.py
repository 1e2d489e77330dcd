"""The statistical report as DOCX: real headings, repeated heads of tables, alternative texts, a language."""

import datetime
import io
from collections.abc import Iterator
from typing import Final

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Length, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from react_cases.docx_files import ACCENT, INK, LANGUAGES, SOFT, docx_bytes, set_page, set_style
from reports.charts.standalone import alternative
from reports.exports.pictures import png_of
from reports.exports.report import Grid, Part, Report

LINE = "D5D0C7"
SIZES: Final = {"Title": 26, "Heading 1": 17, "Heading 2": 13, "Heading 3": 11, "Normal": 10}
TEXT_WIDTH, TURNED_WIDTH = Cm(17), Cm(25.7)
"""Of a page, and of one that lies on its side."""
OF_NUMBER: Final = Cm(3)
"""A column of numbers."""


def report_docx(report: Report) -> bytes:
    """The document. The same report makes the same bytes."""
    document = Document()
    _prepare(document, report)
    _title_page(document, report)
    charts = iter(png_of([part.chart for part in report.parts if part.chart is not None]))
    for part in report.parts:
        _part(document, part, charts, report.words["not_published"])
    return docx_bytes(document)


def _prepare(document: DocumentObject, report: Report) -> None:
    made_on = datetime.datetime(*report.published_on, tzinfo=datetime.UTC)
    prepare(
        document, f"{report.title}, {report.period}", report.programme, report.language, report.footer, made_on=made_on
    )


def prepare(
    document: DocumentObject, title: str, author: str, language: str, footer: str, *, made_on: datetime.datetime
) -> None:
    """What the file says of itself, its styles, its page of A4, and the footer with the number of the page."""
    properties = document.core_properties
    properties.title, properties.author = title, author
    properties.language, properties.comments = LANGUAGES[language], footer
    properties.created = properties.modified = made_on
    properties.last_modified_by, properties.revision = author, 1
    for name, size in SIZES.items():
        set_style(document.styles[name], size, language, INK if name in ("Normal", "Heading 3") else ACCENT)
    set_page(document, top=Cm(2.2), left=Cm(2), right=Cm(2))
    line = document.sections[0].footer.paragraphs[0]
    say(line, f"{footer}  ·  ", size=8, colour=SOFT)
    _page_number(line)


def _title_page(document: DocumentObject, report: Report) -> None:
    say(document.add_paragraph(), f"{report.programme}  ·  {report.words['report']}", colour=SOFT)
    document.add_paragraph(f"{report.title}, {report.period}", style="Title")
    if report.sentence:
        say(document.add_paragraph(), report.sentence, size=15)
    if report.tiles:
        _tiles(document, report)
    for term, value in report.facts:
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(2)
        say(paragraph, f"{term}: ", size=9, colour=SOFT)
        say(paragraph, value, size=9)


def _tiles(document: DocumentObject, report: Report) -> None:
    table = document.add_table(rows=1, cols=len(report.tiles))
    for tile, cell in zip(report.tiles, table.rows[0].cells, strict=True):
        say(cell.paragraphs[0], tile.number, size=20 if tile.is_shown else 11, colour=ACCENT, is_bold=True)
        say(cell.add_paragraph(), tile.label, size=9.5)
        if tile.note:
            say(cell.add_paragraph(), tile.note, size=8.5, colour=SOFT)
        for paragraph in cell.paragraphs:
            paragraph.paragraph_format.space_after = Pt(2)
    document.add_paragraph()


def _part(document: DocumentObject, part: Part, charts: Iterator[bytes], withheld: str) -> None:
    is_wide = part.grid is not None and part.grid.is_wide
    if is_wide:
        _turn(document, WD_ORIENT.LANDSCAPE)
    heading = document.add_heading(part.title, part.level)
    heading.paragraph_format.page_break_before = part.starts_page
    for text in part.texts:
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.keep_with_next = part.level > 1
        say(paragraph, text, size=10 if part.level == 1 else 9, colour=None if part.level == 1 else SOFT)
    if part.chart is not None:
        _picture(document, next(charts), alternative(part.chart))
    if part.grid is not None:
        add_grid(document, part.grid, withheld)
    for term, meaning in part.terms:
        paragraph = document.add_paragraph()
        say(paragraph, f"{term}  ", is_bold=True)
        say(paragraph, meaning)
    if is_wide:
        _turn(document, WD_ORIENT.PORTRAIT)


def _turn(document: DocumentObject, orientation: WD_ORIENT) -> None:
    section = document.add_section(WD_SECTION.NEW_PAGE)
    if section.orientation != orientation:
        section.orientation = orientation
        section.page_width, section.page_height = section.page_height, section.page_width


def _picture(document: DocumentObject, picture: bytes, text: str) -> None:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.keep_with_next = True
    shape = paragraph.add_run().add_picture(io.BytesIO(picture), width=TEXT_WIDTH)
    shape._inline.docPr.set("descr", text)


def add_grid(document: DocumentObject, grid: Grid, withheld: str, of_number: Length = OF_NUMBER) -> None:
    """A table with a head that is repeated; what is `withheld` is set quietly."""
    table = document.add_table(rows=1 + len(grid.lines), cols=len(grid.headings))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    size = 7.5 if grid.is_wide else 9
    _describe(table, grid.caption)
    for row, texts in zip(table.rows, (grid.headings, *grid.lines), strict=True):
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        is_head = texts is grid.headings
        if is_head:
            row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        for place, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(1)
            # A chart and its table stay on one page where they fit.
            paragraph.paragraph_format.keep_with_next = texts is not grid.lines[-1] and not grid.is_wide
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if place else WD_ALIGN_PARAGRAPH.LEFT
            is_quiet = bool(place) and text == withheld
            say(paragraph, text, size=size, is_bold=is_head, colour=SOFT if is_quiet else None)
            _underline(cell, "8" if is_head else "4")
    for place in grid.details:
        table.rows[place + 1].cells[0].paragraphs[0].paragraph_format.left_indent = Pt(10)
    _widths(table, of_number, is_wide=grid.is_wide)
    document.add_paragraph()


def _widths(table: Table, of_number: Length, *, is_wide: bool) -> None:
    """The first column is for names; the others share what is left."""
    table.autofit = False
    numbers = len(table.columns) - 1
    of_number = Length((TURNED_WIDTH - Cm(5)) // numbers) if is_wide else of_number
    first = Cm(5) if is_wide else TEXT_WIDTH - of_number * numbers
    for place, column in enumerate(table.columns):
        column.width = of_number if place else first


def _describe(table: Table, caption: str) -> None:
    tag = OxmlElement("w:tblCaption")
    tag.set(qn("w:val"), caption)
    table._tbl.tblPr.append(tag)


def _underline(cell: _Cell, width: str) -> None:
    borders, border = OxmlElement("w:tcBorders"), OxmlElement("w:bottom")
    for name, value in (("w:val", "single"), ("w:sz", width), ("w:color", LINE)):
        border.set(qn(name), value)
    borders.append(border)
    cell._tc.get_or_add_tcPr().append(borders)


def say(
    paragraph: Paragraph, text: str, *, size: float | None = None, colour: RGBColor | None = None, is_bold: bool = False
) -> Run:
    """Add words to a paragraph."""
    run = paragraph.add_run(text)
    run.bold = is_bold or None
    if size is not None:
        run.font.size = Pt(size)
    if colour is not None:
        run.font.color.rgb = colour
    return run


def _page_number(paragraph: Paragraph) -> None:
    """A field, which the reader's program fills in."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)
