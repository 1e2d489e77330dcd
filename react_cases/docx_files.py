"""What every DOCX file of ours has in common: font, colours, language, and bytes that tell no time."""

import io
import zipfile
from typing import Any, Final

from docx.document import Document as DocumentObject
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Length, Pt, RGBColor

FONT: Final = "Arial"
"""On every machine, with the letters of Russian and Kyrgyz."""
LANGUAGES: Final = {"en": "en-GB", "ru": "ru-RU", "ky": "ky-KG"}
INK, SOFT, ACCENT = RGBColor(0x1D, 0x25, 0x27), RGBColor(0x52, 0x5C, 0x5F), RGBColor(0x0B, 0x5A, 0x6B)
SECONDS: Final = (1980, 1, 1, 0, 0, 0)
"""The time of every part of a file."""
DROPPED: Final = ("docProps/thumbnail.jpeg", "docProps/app.xml")
"""Of the template that the library starts from: a picture, and with which program it was made."""


def set_page(document: DocumentObject, *, top: Length, left: Length, right: Length) -> None:
    """A page of A4, as wide above as below."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = left, right
    section.top_margin = section.bottom_margin = top


def set_style(style: Any, size: float, language: str, colour: RGBColor | None = None) -> None:
    """Our font in every script, without what the template's theme says. `language` is a code of `LANGUAGES`."""
    style.font.name, style.font.size = FONT, Pt(size)
    if colour is not None:
        style.font.color.rgb = colour
    properties = style.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for name in [name for name in fonts.attrib if name.endswith("Theme")]:
        del fonts.attrib[name]
    for name in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(name), FONT)
    say_language(properties, language)
    if style.name == "Title":
        for border in style.element.pPr.findall(qn("w:pBdr")):
            style.element.pPr.remove(border)


def say_language(properties: Any, language: str) -> None:
    """The language of a style or of a run, from its properties."""
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    tag = OxmlElement("w:lang")
    tag.set(qn("w:val"), LANGUAGES[language])
    properties.append(tag)


def drop_traces(document: DocumentObject) -> None:
    """Take out which program made it; a part goes with the relation that leads to it."""
    package = document.part.package
    for key, relation in list(package.rels.items()):
        if not relation.is_external and str(relation.target_part.partname).lstrip("/") in DROPPED:
            del package.rels[key]


def docx_bytes(document: DocumentObject) -> bytes:
    """The file with the same times in its directory whenever it is made."""
    file, made = io.BytesIO(), io.BytesIO()
    document.save(file)
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, SECONDS), source.read(name), zipfile.ZIP_DEFLATED)
    return made.getvalue()
