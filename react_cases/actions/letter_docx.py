"""The text of an advocacy action as a DOCX file: addressee, room for the sender, date, subject, text, room to sign."""

import datetime
from typing import Final

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt

from react_cases.docx_files import LANGUAGES, docx_bytes, drop_traces, set_page, set_style
from react_cases.models import AdvocacyAction

SIZE: Final = 11
ROOM: Final = "____________________"
"""To be filled in by hand."""


def letter_docx(action: AdvocacyAction, title: str, text: str, *, language: str) -> bytes:
    """The file. It names no person, no organisation (a name alone can bring an inspection), no program and no time:
    who sends it writes their names in.

    `language` is a code of the page's languages. The same letter makes the same bytes.
    """
    document = Document()
    drop_traces(document)
    set_page(document, top=Cm(2), left=Cm(3), right=Cm(1.5))
    set_style(document.styles["Normal"], SIZE, language)
    properties = document.core_properties
    properties.title, properties.author, properties.last_modified_by = action.code, "", ""
    properties.comments, properties.language = "", LANGUAGES[language]
    day = datetime.datetime(action.done_on.year, action.done_on.month, action.done_on.day, tzinfo=datetime.UTC)
    properties.created = properties.modified = day
    addressee = document.add_paragraph(action.body.label)
    addressee.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    document.add_paragraph(_room(pgettext("sender of a letter", "From")))
    document.add_paragraph(f"{formats.date_format(action.done_on, 'DATE_FORMAT')}    № {action.code}")
    subject = document.add_paragraph()
    subject.alignment = WD_ALIGN_PARAGRAPH.CENTER
    subject.add_run(title).bold = True
    for paragraph in filter(None, (part.strip() for part in text.split("\n\n"))):
        document.add_paragraph(paragraph).paragraph_format.space_after = Pt(8)
    document.add_paragraph()
    document.add_paragraph(_room(_("Name and office")))
    document.add_paragraph(_room(_("Signature")))
    return docx_bytes(document)


def _room(label: str) -> str:
    """A line to fill in by hand."""
    return f"{label}: {ROOM}"
