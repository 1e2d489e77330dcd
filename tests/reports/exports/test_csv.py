"""The CSV file: rows, tags, nothing that runs, nothing about what is withheld."""

import csv
import io
import tracemalloc
from dataclasses import replace

import pytest
from django.utils import translation

from reports.disclosure.published import Label
from reports.disclosure.schema import Axis, Tier, key_from_text, key_of
from reports.exports.cells import Cells
from reports.exports.csv import published_csv
from tests.factories.published import DIGEST
from tests.factories.published import made as released

LANGUAGES = ["en", "ru", "ky"]


def lines(text: str) -> list[list[str]]:
    """The rows of a file, without the byte order mark."""
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


@pytest.mark.parametrize("tier", list(Tier))
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_rows_are_the_cells(tier: Tier, language: str) -> None:
    published = released(tier)
    with translation.override(language):
        text = "".join(published_csv(published, "2020-2021", language))
    assert text.startswith("\ufeff")
    headings, tags, *rows = lines(text)
    cells = list(Cells(published, "2020-2021"))
    assert len(rows) == len(cells)
    places = {tag: place for place, tag in enumerate(tags)}
    assert len(places) == len(headings) == len(tags)
    axes = {
        axis: tag.removesuffix("+code")
        for axis, tag in (
            (Axis.OBLAST, "#adm1+code"),
            (Axis.VIOLATOR, "#group+violator+code"),
            (Axis.PRIMARY_GROUP, "#beneficiary+group+primary+code"),
            (Axis.CATEGORY, "#event+violation+code"),
        )
    }
    for row, cell in zip(rows, cells, strict=True):
        assert row[places["#indicator+value+num"]] == ("" if cell.value is None else str(cell.value))
        assert row[places["#indicator+table+code"]] == cell.table
        assert row[places["#meta+period+code"]] == cell.period
        assert row[places["#meta+source"]] == f"KG-R1 sha256:{DIGEST}"
        for axis, tag in axes.items():
            assert row[places[f"{tag}+code"]] == cell.codes.get(axis, "")
            assert bool(row[places[f"{tag}+name"]]) == (axis in cell.codes)


def test_tags_are_those_of_the_standard() -> None:
    core = {"#adm1", "#beneficiary", "#date", "#event", "#group", "#indicator", "#meta", "#status"}
    tags = lines("".join(published_csv(released(Tier.DONOR), "2020", "en")))[1]
    assert {tag.partition("+")[0] for tag in tags} == core
    # HXL checks that a date is one and a number is one.
    assert {tag for tag in tags if tag.startswith("#date")} == {"#date+start", "#date+end"}


def test_labels_are_in_the_language() -> None:
    with translation.override("ru"):
        text = "".join(published_csv(released(Tier.DONOR), "2020", "ru"))
    assert "Правоохранительные органы" in text
    assert "Law enforcement" not in text


def test_nothing_runs_in_a_spreadsheet() -> None:
    published = released(Tier.DONOR)
    evil = '=HYPERLINK("x")'
    labels = {**published.labels, ("violator", "LE"): Label(evil, evil, evil)}
    rows = lines("".join(published_csv(replace(published, labels=labels), "2020", "en")))
    found = {cell for row in rows for cell in row if "HYPERLINK" in cell}
    assert found == {f"'{evil}"}
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_withheld_numbers_look_alike_whatever_they_are() -> None:
    published = released(Tier.DONOR)
    key = next(key for key, cell in published.cells.items() if cell.value is None)
    withdrawn = next(key for key, cell in published.cells.items() if cell.value and key[0][1] == "2020-Q1")
    gone = replace(published, withdrawn=frozenset({withdrawn}))
    of_period = [cell for cell in Cells(gone, "2020-Q1") if cell.value is None]
    assert withdrawn in {cell.key for cell in of_period}
    assert key_from_text("period=2020") == key_of("2020")
    rows = lines("".join(published_csv(gone, "2020-Q1", "en")))[2:]
    assert len([row for row in rows if not row[-3]]) == len(of_period)
    assert published.cells[key].value is None


def test_memory_does_not_grow_with_the_file() -> None:
    published = released(Tier.DONOR)
    sum(1 for _part in published_csv(published, "2020-2021", "en"))
    tracemalloc.start()
    size = sum(len(part) for part in published_csv(published, "2020-2021", "en"))
    assert tracemalloc.get_traced_memory()[1] < 4_000_000
    tracemalloc.stop()
    assert size > 500_000
