"""The statistical report: its content, as PDF/UA and as DOCX."""

import io
import json
from dataclasses import replace
from functools import cache
from typing import Any

import pikepdf
import pytest
from django.utils import translation
from docx import Document

from react_cases.docx_files import LANGUAGES
from reports.disclosure.published import Published
from reports.disclosure.schema import Tier
from reports.exports.docx import report_docx
from reports.exports.pdf import report_json, report_pdf
from reports.exports.report import Report, report_of
from reports.exports.setting import set_pages
from reports.indicators.published_notes import Publisher
from reports.indicators.published_page import Choice, figures_of, source_of
from reports.indicators.published_tables import Table
from reports.indicators.registry import number
from tests.factories.published import DIGEST
from tests.factories.published import made as released

PUBLISHER = Publisher("Kyrgyzstan", "statistics@example.org")


def report(published: Published, period: str = "2020-2021", language: str = "en") -> Report:
    """The report as data."""
    with translation.override(language):
        return report_of(published, period, language, PUBLISHER)


def pdf(published: Published, language: str = "en") -> bytes:
    """The report as PDF."""
    with translation.override(language):
        return report_pdf(report(published, language=language))


def docx(published: Published, language: str = "en") -> bytes:
    """The report as DOCX."""
    with translation.override(language):
        return report_docx(report(published, language=language))


@cache
def kept(ending: str, language: str) -> bytes:
    """A report that was made once."""
    return {"pdf": pdf, "docx": docx}[ending](released(Tier.DONOR), language)


def shown(published: Published, period: str, language: str) -> list[Table]:
    """The tables of the page that are in the report, in its order."""
    figures = figures_of(source_of(published, Choice(period), language), {})
    sections = [table for section in figures.sections for table in (section.violators, section.categories) if table]
    return [table for table in (*figures.times, *figures.tables, *sections) if table.withheld < len(table.lines)]


@pytest.mark.parametrize("tier", list(Tier))
@pytest.mark.parametrize("period", ["2020-Q3", "2021", "2020-2021"])
@pytest.mark.parametrize("language", ["en", "ru", "ky"])
def test_the_report_is_the_page(tier: Tier, period: str, language: str) -> None:
    published = released(tier)
    made = report(published, period, language)
    grids = [part.grid for part in made.parts if part.grid is not None and not part.grid.is_wide]
    with translation.override(language):
        for grid, table in zip(grids, shown(published, period, language), strict=True):
            for line, row in zip(table.details or table.lines, grid.lines, strict=True):
                text = made.words["not_published"] if line.value is None else number(line.value)
                assert row[:2] == (line.name, text)
                assert line.value is not None or not any(row[2:])


def test_the_sentence_is_the_published_one() -> None:
    made = report(released(Tier.DONOR))
    assert made.sentence == (
        "668 of 1,320 registered cases, 50.6\xa0%, were by law enforcement; 59\xa0% of them people who inject drugs, "
        "34\xa0% sex workers."
    )
    assert [tile.number for tile in made.tiles][1] == "1,320"


def test_a_chart_tells_nothing_of_what_is_withheld() -> None:
    published = released(Tier.DONOR)
    dark = replace(published, cells={key: replace(cell, value=None) for key, cell in published.cells.items()})
    assert not [part for part in report(dark).parts if part.chart is not None]
    made = json.loads(report_json(report(published)))
    assert not [part for part in made["parts"] if part["picture"] and "None" in part["picture"]["svg"]]


@pytest.mark.parametrize("language", ["en", "ru", "ky"])
def test_pdf_ua(language: str) -> None:
    with pikepdf.open(io.BytesIO(kept("pdf", language))) as file:
        root: Any = file.Root
        assert str(root.Lang) == language
        assert bool(root.MarkInfo.Marked)
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        with file.open_metadata() as meta:
            assert meta["pdfuaid:part"] == "1"
            assert meta["dc:title"] == f"{report(released(Tier.DONOR), language=language).title}, 2020–2021"
        tags = list(_tags(root.StructTreeRoot))
        assert {"H1", "H2", "H3", "Table", "THead", "TH", "TD", "Figure", "TOC"} <= {name for name, _alt in tags}
        assert all(alt for name, alt in tags if name == "Figure")
        assert all(_is_embedded(page) for page in file.pages)


def _tags(node: Any) -> Any:
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary):
            if "/S" in kid:
                yield str(kid.S).removeprefix("/"), str(kid.get("/Alt", ""))
            yield from _tags(kid)


def _is_embedded(page: Any) -> bool:
    fonts = page.Resources.get("/Font", {})
    below = [font.DescendantFonts[0] if "/DescendantFonts" in font else font for font in fonts.values()]
    return all({"/FontFile2", "/FontFile3", "/FontFile"} & set(font.FontDescriptor.keys()) for font in below)


def test_nothing_of_the_data_is_markup() -> None:
    evil = '#panic("ran") *bold* $x$ <label> @ref \\ #sys.inputs'
    made = report_of(released(Tier.DONOR), "2020-Q1", "en", Publisher(evil, f"{evil} — contact"))
    with pikepdf.open(io.BytesIO(report_pdf(made))) as file:
        assert evil in str(file.docinfo["/Author"])
    paragraphs = Document(io.BytesIO(report_docx(made))).paragraphs
    assert evil in "".join(paragraph.text for paragraph in paragraphs)


@pytest.mark.parametrize("make", [pdf, docx])
def test_the_same_release_makes_the_same_bytes(make: Any) -> None:
    assert make(released(Tier.DONOR)) == kept(make.__name__, "en")


def test_the_letters_of_kyrgyz_are_in_the_font() -> None:
    pages = [
        set_pages("pictures.typ", {"pictures": json.dumps([_picture(text)])}, dots_per_inch=72)[0]
        for text in (*"ңөүҢӨҮ", "\U000f0000")
    ]
    assert len(set(pages)) == len(pages)  # letters that are not in a font look like each other


def _picture(text: str) -> str:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40">'
        f'<text x="5" y="30" font-family="PT Sans" font-size="24">{text}</text></svg>'
    )


@pytest.mark.parametrize("language", ["en", "ru", "ky"])
def test_docx(language: str) -> None:
    document = Document(io.BytesIO(kept("docx", language)))
    made = report(released(Tier.DONOR), language=language)
    properties = document.core_properties
    assert properties.title == f"{made.title}, {made.period}"
    assert properties.language == LANGUAGES[language]
    styles = [paragraph.style.name for paragraph in document.paragraphs if paragraph.style is not None]
    assert {"Title", "Heading 1", "Heading 2", "Heading 3"} <= set(styles)
    grids = [part.grid for part in made.parts if part.grid is not None]
    for table, grid in zip(document.tables[1:], grids, strict=True):
        assert table.rows[0]._tr.xpath("w:trPr/w:tblHeader")
        assert [tuple(cell.text for cell in row.cells) for row in table.rows] == [grid.headings, *grid.lines]
    pictures = document.element.body.xpath(".//wp:docPr")
    assert len(pictures) == sum(part.chart is not None for part in made.parts)
    assert all(picture.get("descr") for picture in pictures)
    assert f'w:val="{LANGUAGES[language]}"' in document.styles.element.xml


def test_a_group_stands_in_its_sentence_as_in_the_page() -> None:
    parts = {part.title: part.texts for part in report(released(Tier.DONOR)).parts}
    for section in figures_of(source_of(released(Tier.DONOR), Choice("2020-2021"), "en"), {}).sections:
        assert parts[section.name][0].endswith(f"in which the client was: {section.client}.")


def test_everything_is_cited() -> None:
    made = report(released(Tier.DONOR))
    texts = " ".join(text for part in made.parts for text in part.texts)
    assert DIGEST in texts
    assert DIGEST in dict(made.facts).values()
    assert "fewer than 5 clients" in texts
    assert PUBLISHER.contact in texts
    without = report_of(released(Tier.DONOR), "2020-Q1", "en", Publisher("x"))
    assert PUBLISHER.contact not in report_json(without)


def test_size_of_the_report() -> None:
    assert all(len(kept(ending, "en")) < 700_000 for ending in ("pdf", "docx"))
