"""Which cells a file holds, and in which order."""

import datetime
from dataclasses import replace

import pytest
from django.utils import translation

from reports.disclosure.schema import CLIENTS, Axis, Tier, key_of
from reports.exports.cells import Cells
from reports.indicators.axes import axes_of, axis_label, days_of, is_within, table_label
from reports.indicators.published_page import Choice, source_of
from reports.indicators.registry import Unit
from tests.factories.published import made as released


@pytest.mark.parametrize("tier", list(Tier))
@pytest.mark.parametrize("period", ["2020-Q3", "2020", "2020-2021"])
def test_every_cell_is_what_the_page_looks_up(tier: Tier, period: str) -> None:
    published = released(tier)
    cells = list(Cells(published, period))
    assert len({cell.key for cell in cells}) == len(cells)
    for cell in cells:
        source = source_of(published, Choice(cell.period), "en")
        assert cell.value == source.value(**{axis.value: code for axis, code in cell.codes.items()})


def test_everything_published_within_the_period_is_there() -> None:
    published = released(Tier.DONOR)
    keys = {cell.key for cell in Cells(published, "2020")}
    assert keys == {key for key in published.cells if key[0][1].startswith("2020") and key[0][1] != "2020-2021"}


def test_sums_over_years_are_there_and_clients_are_never_added_up() -> None:
    published = released(Tier.DONOR, 3)
    cells = {cell.key: cell for cell in Cells(published, "2020-2022")}
    total = cells[key_of("2020-2022")]
    assert total.value == sum(published.cells[key_of(year)].value or 0 for year in published.years) > 1320
    assert total.threshold == 5
    assert key_of("2020-2022", measure=CLIENTS) not in cells
    assert cells[key_of("2020-2021", measure=CLIENTS)].unit == Unit.CLIENTS
    assert total.unit == Unit.CASES


def test_a_sum_with_a_part_that_is_not_published_is_not_published() -> None:
    published = released(Tier.DONOR, 3)
    key = key_of("2020", primary_group="SW", violator="LE")
    gone = replace(published, withdrawn=frozenset({key}))
    assert {cell.key: cell.value for cell in Cells(gone, "2020")}[key] is None
    whole = key_of("2020-2022", primary_group="SW", violator="LE")
    assert {cell.key: cell.value for cell in Cells(published, "2020-2022")}[whole] is not None
    assert {cell.key: cell.value for cell in Cells(gone, "2020-2022")}[whole] is None


def test_a_row_of_one_part_only_is_not_published_for_the_whole() -> None:
    published = released(Tier.DONOR, 3)
    cells = {key: cell for key, cell in published.cells.items() if ("violator", "LE") not in key or key[0][1] < "2022"}
    key = key_of("2020-2022", violator="LE")
    assert {cell.key: cell.value for cell in Cells(published, "2020-2022")}[key] is not None
    assert {cell.key: cell.value for cell in Cells(replace(published, cells=cells), "2020-2022")}[key] is None


def test_different_thresholds_have_no_threshold_in_common() -> None:
    published = released(Tier.PUBLIC)
    key = key_of("2021", group="PWID")
    cells = {**published.cells, key: replace(published.cells[key], threshold=7)}
    found = {cell.key: cell.threshold for cell in Cells(replace(published, cells=cells), "2020-2021")}
    assert found[key] == 7
    assert found[key_of("2020-2021", group="PWID")] is None


def test_the_order_is_that_of_the_lists_and_not_of_the_numbers() -> None:
    published = released(Tier.DONOR)
    hidden = replace(published, cells={key: replace(cell, value=None) for key, cell in published.cells.items()})
    assert [cell.key for cell in Cells(published, "2020-2021")] == [cell.key for cell in Cells(hidden, "2020-2021")]
    rows = [cell.codes[Axis.VIOLATOR] for cell in Cells(published, "2020").of_table("violator")]
    block = published.blocks[0]
    below = {code: [own for own in block.details[Axis.VIOLATOR] if own.startswith(f"{code}.")] for code in rows}
    assert below["LE"]
    assert rows == [row for code in block.violator_rows for row in (code, *below[code])]
    tables = Cells(published, "2020").tables
    assert tables[0] == "total"
    assert [len(axes_of(table)) for table in tables] == sorted(len(axes_of(table)) for table in tables)
    periods = [cell.period for cell in Cells(published, "2020-2021").of_table("total")]
    assert periods == [*published.blocks[0].periods]


def test_what_is_not_published_at_all_is_no_file() -> None:
    published = released(Tier.DONOR)
    for period in ("2022", "2020-2022", "2020-Q5", "", "x"):
        with pytest.raises(ValueError, match="nothing is published"):
            list(Cells(published, period))


def test_days_and_names() -> None:
    assert days_of("2020-Q1") == (datetime.date(2020, 1, 1), datetime.date(2020, 3, 31))
    assert days_of("2020-Q4") == (datetime.date(2020, 10, 1), datetime.date(2020, 12, 31))
    assert days_of("2020-2022") == (datetime.date(2020, 1, 1), datetime.date(2022, 12, 31))
    assert is_within("2020-Q4", "2020")
    assert not is_within("2020-2021", "2020")
    with translation.override("en"):
        assert table_label("total") == "All cases"
        assert table_label("violator*category") == "Violators × Types of violations"
        assert all(axis_label(axis) for axis in Axis)
