"""A report to a treaty body as DOCX: real headings, real footnotes, the mark of what is not released on every page."""

from html import escape
from typing import Final

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part as FilePart
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from react_cases.docx_files import ACCENT, SOFT, docx_bytes
from reports.exports.docx import add_grid, prepare, say
from reports.exports.submission import Box, Draft, DraftPart, Note, made_on

WARNING: Final = RGBColor(0x9B, 0x1C, 0x1C)
SIZE: Final = 10.5
GROUND: Final = "F3F1EC"
OF_FIGURE: Final = Cm(3.8)
"""A column of figures with their mark."""
FIRST_NOTE: Final = 2
"""Footnotes 0 and 1 are the lines between text and notes."""


def submission_docx(draft: Draft) -> bytes:
    """The document. The same draft makes the same bytes."""
    document = Document()
    prepare(document, draft.title, draft.programme, draft.language, draft.footer, made_on=made_on(draft))
    if draft.mark:
        header = document.sections[0].header.paragraphs[0]
        header.alignment = WD_ALIGN_PARAGRAPH.CENTER
        say(header, draft.mark, size=9, colour=WARNING, is_bold=True)
    _add_notes(document, [note for part in draft.parts for passage in part.passages for note in passage.notes])
    _title_page(document, draft)
    for part in draft.parts:
        _part(document, part, draft.words["not_published"])
    return docx_bytes(document)


def _title_page(document: DocumentObject, draft: Draft) -> None:
    say(document.add_paragraph(), f"{draft.programme}  ·  {draft.words['report']}", colour=SOFT)
    document.add_paragraph(draft.title, style="Title")
    if draft.mark:
        say(document.add_paragraph(), draft.mark, size=12, colour=WARNING, is_bold=True)
    for term, value in draft.facts:
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(3)
        say(paragraph, f"{term}: ", colour=SOFT)
        say(paragraph, value)


def _part(document: DocumentObject, part: DraftPart, withheld: str) -> None:
    heading = document.add_heading(part.title, part.level)
    heading.paragraph_format.page_break_before = part.starts_page
    for passage in part.passages:
        paragraph = document.add_paragraph()
        say(paragraph, passage.text, size=SIZE)
        for note in passage.notes:
            _refer(paragraph, note)
    for place, point in enumerate(part.points, start=1):
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.left_indent, paragraph.paragraph_format.first_line_indent = Pt(20), Pt(-20)
        paragraph.paragraph_format.tab_stops.add_tab_stop(Pt(20))
        say(paragraph, f"{place}.\t{point}", size=SIZE)
    if part.grid is not None:
        add_grid(document, part.grid, withheld, OF_FIGURE)
    for box in part.boxes:
        _box(document, box)


def _box(document: DocumentObject, box: Box) -> None:
    """A table of one cell with a ground."""
    cell = document.add_table(rows=1, cols=1).rows[0].cells[0]
    ground = OxmlElement("w:shd")
    for name, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", GROUND)):
        ground.set(qn(name), value)
    cell._tc.get_or_add_tcPr().append(ground)
    say(cell.paragraphs[0], box.title, size=11, colour=ACCENT, is_bold=True)
    if box.about:
        say(cell.add_paragraph(), box.about, size=9, colour=SOFT)
    for text in box.texts:
        say(cell.add_paragraph(), text, size=SIZE)
    if box.legend:
        say(cell.add_paragraph(), box.legend, size=8.5, colour=SOFT)
    document.add_paragraph()


def _add_notes(document: DocumentObject, notes: list[Note]) -> None:
    """The part of the file that holds the footnotes: python-docx has none of its own."""
    lines = "".join(
        f'<w:footnote w:type="{kind}" w:id="{place}"><w:p><w:r><w:{mark}/></w:r></w:p></w:footnote>'
        for place, (kind, mark) in enumerate(
            (("separator", "separator"), ("continuationSeparator", "continuationSeparator"))
        )
    )
    texts = "".join(_note(note) for note in notes)
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    markup = f"{head}<w:footnotes {nsdecls('w')}>{lines}{texts}</w:footnotes>"
    name = PackURI("/word/footnotes.xml")
    part = FilePart(name, CONTENT_TYPE.WML_FOOTNOTES, markup.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def _note(note: Note) -> str:
    raised = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
    small = '<w:rPr><w:sz w:val="17"/></w:rPr>'
    text = f'<w:r>{small}<w:t xml:space="preserve"> {escape(note.text)}</w:t></w:r>'
    return f'<w:footnote w:id="{note.number - 1 + FIRST_NOTE}"><w:p>{raised}{text}</w:p></w:footnote>'


def _refer(paragraph: Paragraph, note: Note) -> None:
    run = paragraph.add_run()
    run.font.superscript = True
    reference = OxmlElement("w:footnoteReference")
    reference.set(qn("w:id"), str(note.number - 1 + FIRST_NOTE))
    run._r.append(reference)
