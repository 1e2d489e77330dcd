"""Published stories as DOCX: real headings, a language, and properties that tell of nobody."""

import datetime
from collections.abc import Sequence
from typing import Final

from docx import Document
from docx.document import Document as DocumentObject
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph

from react_cases.docx_files import (
    ACCENT,
    INK,
    LANGUAGES,
    SOFT,
    docx_bytes,
    drop_traces,
    say_language,
    set_page,
    set_style,
)
from react_cases.story_files.words import StoryPage

STYLES: Final = {"Title": (22, INK), "Heading 1": (13, ACCENT), "Normal": (11, INK), "List": (9, SOFT)}
SMALL: Final = 9


def story_docx(pages: Sequence[StoryPage], published_on: datetime.date) -> bytes:
    """The document: one story in one or several languages. The same story makes the same bytes."""
    document = Document()
    _prepare(document, pages[0], published_on)
    for place, page in enumerate(pages):
        _story(document, page, starts_page=place > 0)
    return docx_bytes(document)


def _prepare(document: DocumentObject, first: StoryPage, published_on: datetime.date) -> None:
    properties = document.core_properties
    properties.title, properties.language = first.title, LANGUAGES[first.language]
    properties.author = properties.last_modified_by = properties.comments = properties.keywords = ""
    properties.revision = 1
    day = datetime.datetime(published_on.year, published_on.month, published_on.day, tzinfo=datetime.UTC)
    properties.created = properties.modified = day
    for name, (size, colour) in STYLES.items():
        set_style(document.styles[name], size, first.language, colour)
    set_page(document, top=Cm(2.2), left=Cm(2.4), right=Cm(2.4))
    drop_traces(document)


def _story(document: DocumentObject, page: StoryPage, *, starts_page: bool) -> None:
    language = page.language
    title = document.add_paragraph(style="Title")
    title.paragraph_format.page_break_before = starts_page
    _say(title, page.title, language)
    if page.where:
        _say(document.add_paragraph(), page.where, language, is_soft=True)
    for heading, paragraphs in page.parts:
        _say(document.add_heading(level=1), heading, language)
        for text in paragraphs:
            _say(document.add_paragraph(), text, language)
    for mark, meaning in page.footnotes:
        _say(document.add_paragraph(style="List"), f"{mark} {meaning}", language)
    for text in (page.published, *page.notes):
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(2)
        _say(paragraph, text, language, is_soft=True)


def _say(paragraph: Paragraph, text: str, language: str, *, is_soft: bool = False) -> None:
    run = paragraph.add_run(text)
    if is_soft:
        run.font.size, run.font.color.rgb = Pt(SMALL), SOFT
    say_language(run._r.get_or_add_rPr(), language)
