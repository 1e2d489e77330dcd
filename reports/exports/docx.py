"""The statistical report as DOCX: real headings, repeated heads of tables, alternative texts, a language."""

import datetime
import io
import zipfile
from collections.abc import Iterator
from typing import Any, Final

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from reports.charts.standalone import alternative
from reports.exports.pictures import png_of
from reports.exports.report import Grid, Part, Report

FONT: Final = "Arial"
"""On every machine, with the letters of Russian and Kyrgyz."""
LANGUAGES: Final = {"en": "en-GB", "ru": "ru-RU", "ky": "ky-KG"}
INK, SOFT, ACCENT = RGBColor(0x1D, 0x25, 0x27), RGBColor(0x52, 0x5C, 0x5F), RGBColor(0x0B, 0x5A, 0x6B)
LINE = "D5D0C7"
SIZES: Final = {"Title": 26, "Heading 1": 17, "Heading 2": 13, "Heading 3": 11, "Normal": 10}
TEXT_WIDTH, TURNED_WIDTH = Cm(17), Cm(25.7)
"""Of a page, and of one that lies on its side."""
SECONDS = (1980, 1, 1, 0, 0, 0)
"""The time of every part of the file: that of the release is in its properties."""


def report_docx(report: Report) -> bytes:
    """The document. The same report makes the same bytes."""
    document = Document()
    _prepare(document, report)
    _title_page(document, report)
    charts = iter(png_of([part.chart for part in report.parts if part.chart is not None]))
    for part in report.parts:
        _part(document, part, charts, report.words["not_published"])
    file = io.BytesIO()
    document.save(file)
    return _same_bytes(file)


def _prepare(document: DocumentObject, report: Report) -> None:
    properties = document.core_properties
    properties.title, properties.author = f"{report.title}, {report.period}", report.programme
    properties.language, properties.comments = LANGUAGES[report.language], report.footer
    properties.created = properties.modified = datetime.datetime(*report.published_on, tzinfo=datetime.UTC)
    properties.last_modified_by, properties.revision = report.programme, 1
    for name, size in SIZES.items():
        _style(document.styles[name], size, LANGUAGES[report.language])
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(2.2)
    footer = section.footer.paragraphs[0]
    _say(footer, f"{report.footer}  ·  ", size=8, colour=SOFT)
    _page_number(footer)


def _style(style: Any, size: int, language: str) -> None:
    style.font.name, style.font.size = FONT, Pt(size)
    style.font.color.rgb = INK if style.name in ("Normal", "Heading 3") else ACCENT
    properties = style.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for name in list(fonts.attrib):
        if name.endswith("Theme"):
            del fonts.attrib[name]
    for name in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(name), FONT)
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    tag = OxmlElement("w:lang")
    tag.set(qn("w:val"), language)
    properties.append(tag)
    if style.name == "Title":
        for border in style.element.pPr.findall(qn("w:pBdr")):
            style.element.pPr.remove(border)


def _title_page(document: DocumentObject, report: Report) -> None:
    _say(document.add_paragraph(), f"{report.programme}  ·  {report.words['report']}", colour=SOFT)
    document.add_paragraph(f"{report.title}, {report.period}", style="Title")
    if report.sentence:
        _say(document.add_paragraph(), report.sentence, size=15)
    if report.tiles:
        _tiles(document, report)
    for term, value in report.facts:
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(2)
        _say(paragraph, f"{term}: ", size=9, colour=SOFT)
        _say(paragraph, value, size=9)


def _tiles(document: DocumentObject, report: Report) -> None:
    table = document.add_table(rows=1, cols=len(report.tiles))
    for tile, cell in zip(report.tiles, table.rows[0].cells, strict=True):
        _say(cell.paragraphs[0], tile.number, size=20 if tile.is_shown else 11, colour=ACCENT, is_bold=True)
        _say(cell.add_paragraph(), tile.label, size=9.5)
        if tile.note:
            _say(cell.add_paragraph(), tile.note, size=8.5, colour=SOFT)
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
        _say(paragraph, text, size=10 if part.level == 1 else 9, colour=None if part.level == 1 else SOFT)
    if part.chart is not None:
        _picture(document, next(charts), alternative(part.chart))
    if part.grid is not None:
        _grid(document, part.grid, withheld)
    for term, meaning in part.terms:
        paragraph = document.add_paragraph()
        _say(paragraph, f"{term}  ", is_bold=True)
        _say(paragraph, meaning)
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


def _grid(document: DocumentObject, grid: Grid, withheld: str) -> None:
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
            _say(paragraph, text, size=size, is_bold=is_head, colour=SOFT if is_quiet else None)
            _underline(cell, "8" if is_head else "4")
    for place in grid.details:
        table.rows[place + 1].cells[0].paragraphs[0].paragraph_format.left_indent = Pt(10)
    _widths(table, is_wide=grid.is_wide)
    document.add_paragraph()


def _widths(table: Table, *, is_wide: bool) -> None:
    """The first column is for names; the others share what is left."""
    table.autofit = False
    numbers = len(table.columns) - 1
    of_number = (TURNED_WIDTH - Cm(5)) // numbers if is_wide else Cm(3)
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


def _say(
    paragraph: Paragraph, text: str, *, size: float | None = None, colour: RGBColor | None = None, is_bold: bool = False
) -> Run:
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


def _same_bytes(file: io.BytesIO) -> bytes:
    """The file with the same times in its directory whenever it is made."""
    made = io.BytesIO()
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, SECONDS), source.read(name), zipfile.ZIP_DEFLATED)
    return made.getvalue()
