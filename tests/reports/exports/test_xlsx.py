"""The spreadsheet: numbers as numbers, one marker, the same bytes again, nothing that runs."""

import io
import re
import zipfile
from dataclasses import replace

import pytest
from django.utils import translation
from django.utils.translation import gettext
from docx.oxml import parse_xml

from reports.disclosure.published import Label, Published
from reports.disclosure.schema import Tier, key_of
from reports.exports.cells import Cells
from reports.exports.xlsx import published_xlsx
from reports.indicators.published_notes import Publisher
from tests.factories.published import DIGEST
from tests.factories.published import made as released

NAMES = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
PUBLISHER = Publisher("Kyrgyzstan", "statistics@example.org")
Sheet = dict[str, str | int]


def made(published: Published, period: str = "2020-2021", language: str = "en") -> bytes:
    """The file."""
    with translation.override(language):
        return b"".join(published_xlsx(published, period, language, PUBLISHER))


def sheets(content: bytes) -> dict[str, Sheet]:
    """Name of a sheet -> place of a cell -> text or number."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        book = parse_xml(file.read("xl/workbook.xml"))
        names = [str(sheet.get("name")) for sheet in book.iterfind("m:sheets/m:sheet", NAMES)]
        return {name: _sheet(file.read(f"xl/worksheets/sheet{place}.xml")) for place, name in enumerate(names, 1)}


def _sheet(content: bytes) -> Sheet:
    found: Sheet = {}
    for cell in parse_xml(content).iterfind(".//m:c", NAMES):
        text = cell.find("m:is/m:t", NAMES)
        number = cell.find("m:v", NAMES)
        found[str(cell.get("r"))] = str(text.text) if text is not None else int(str(number.text))  # type: ignore[union-attr]
    return found


@pytest.mark.parametrize("tier", list(Tier))
@pytest.mark.parametrize("language", ["en", "ru", "ky"])
def test_the_numbers_are_those_of_the_release(tier: Tier, language: str) -> None:
    published = released(tier)
    cells = Cells(published, "2020-2021")
    cover, *tables = sheets(made(published, language=language)).values()
    with translation.override(language):
        withheld = gettext("not published")
    assert len(tables) == len(cells.tables)
    for table, sheet in zip(cells.tables, tables, strict=True):
        expected = [cell.value for cell in cells.of_table(table)]
        numbers = [value for value in sheet.values() if isinstance(value, int)]
        assert sorted(numbers) == sorted(value for value in expected if value is not None)
        assert list(sheet.values()).count(withheld) == expected.count(None)
    assert DIGEST in cover.values()
    assert "KG-R1" in cover.values()


def test_the_same_release_makes_the_same_bytes() -> None:
    assert made(released(Tier.DONOR)) == made(released(Tier.DONOR))


def test_nothing_but_the_numbers_differs_where_a_number_is_withheld() -> None:
    published = released(Tier.DONOR)
    dark_cells = {key: replace(cell, value=None) for key, cell in published.cells.items() if key != key_of("2020")}
    hidden = replace(published, cells={**published.cells, **dark_cells})
    with (
        zipfile.ZipFile(io.BytesIO(made(published))) as shown,
        zipfile.ZipFile(io.BytesIO(made(hidden))) as dark,
    ):
        assert shown.namelist() == dark.namelist()
        for name in set(shown.namelist()) - {"xl/styles.xml"}:  # numbers the looks in the order of their use
            before, after = shown.read(name).decode(), dark.read(name).decode()
            if name.startswith("xl/worksheets/"):
                cell = re.compile(r'<c r="(\w+)"[^>]*>.*?</c>')
                before, after = cell.sub(r"\1", before), cell.sub(r"\1", after)
            assert before == after
            assert "comments" not in name


def test_texts_are_no_formulas_and_heads_are_frozen() -> None:
    published = released(Tier.DONOR)
    evil = '=HYPERLINK("x")'
    labels = {**published.labels, ("violator", "LE"): Label(evil, evil, evil)}
    content = made(replace(published, labels=labels))
    assert any(evil in sheet.values() for sheet in sheets(content).values())
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        written = [file.read(name).decode() for name in file.namelist() if name.startswith("xl/worksheets/")]
    assert not [text for text in written if "<f>" in text or "<hyperlink" in text]
    assert all('state="frozen"' in text for text in written[1:])


def test_size() -> None:
    assert len(made(released(Tier.DONOR))) < 200_000
