"""Tables, tiles and sections: derived from shown numbers only (R11), overlapping rows never as parts (R12)."""

from dataclasses import replace

import pytest
from django.utils import translation

from reports.disclosure.published import Published
from reports.disclosure.schema import OTHER, Axis, Key, Tier, key_of
from reports.indicators.published_names import name_of, period_label, period_tick
from reports.indicators.published_source import PublishedSource, named_period
from reports.indicators.published_tables import (
    KINDS,
    NOT_PUBLISHED,
    Table,
    matrix,
    sections,
    table,
    tiles,
)
from tests.factories.published import made


@pytest.fixture(autouse=True)
def english() -> object:
    """Names in English."""
    with translation.override("en"):
        yield


def source(period: str = "2020", published: Published | None = None) -> PublishedSource:
    """The figures of a period."""
    found = published or made()
    return PublishedSource(found, named_period(found, period), "en")


def without(*keys: Key, published: Published | None = None) -> Published:
    """A release in which these cells are not published."""
    own = published or made()
    return replace(own, cells={**own.cells, **{key: replace(own.cells[key], value=None) for key in keys}})


def the_table(axis: Axis, own: PublishedSource, **held: str) -> Table:
    """A table that is there."""
    found = table(own, axis, held)
    assert found is not None
    return found


def test_the_largest_row_comes_first_where_all_are_shown() -> None:
    found = the_table(Axis.GROUP, source())
    values = [line.value or 0 for line in found.lines if line.code != OTHER]
    assert found.withheld == 0
    assert values == sorted(values, reverse=True)
    assert found.lines[-1].code == OTHER


def test_the_order_of_the_list_where_one_row_is_withheld() -> None:
    own = source("2020", without(key_of("2020", group="SW")))
    found = the_table(Axis.GROUP, own)
    listed = [code for code in own.blocks[0].codes[Axis.GROUP] if code in {line.code for line in found.lines}]
    assert [line.code for line in found.lines] == listed
    assert (found.withheld, next(line for line in found.lines if line.code == "SW").share) == (1, None)


def test_what_is_withheld_looks_the_same_whatever_it_holds() -> None:
    hidden = the_table(Axis.GROUP, source("2020", without(key_of("2020", group="SW"), key_of("2020", group="TB"))))
    texts = {line.text for line in hidden.lines if line.value is None}
    assert texts == {str(NOT_PUBLISHED)}


def test_no_share_without_its_base() -> None:
    found = the_table(Axis.GROUP, source("2020", without(key_of("2020"))))
    assert found.base is None
    assert {line.share for line in found.lines} == {None}
    assert {line.percent for line in found.lines} == {""}


def test_shares_are_whole_numbers() -> None:
    found = the_table(Axis.GENDER, source())
    for line in found.lines:
        if line.value is not None:
            assert line.share == 100 * line.value / (found.base or 0)
            assert "." not in line.percent


@pytest.mark.parametrize("axis", list(KINDS))
def test_overlapping_tables_say_so(axis: Axis) -> None:
    assert the_table(axis, source()).overlaps is (axis in (Axis.GROUP, Axis.VIOLATOR, Axis.CATEGORY))


def test_details_stand_below_their_heading_for_donors_alone() -> None:
    donors = the_table(Axis.VIOLATOR, source("2020", made(Tier.DONOR)))
    places = [line.code for line in donors.details]
    assert places.index("LE.STATION") > places.index("LE")
    assert {line.code for line in donors.details if line.is_detail} == set(
        made(Tier.DONOR).blocks[0].details[Axis.VIOLATOR]
    )
    assert the_table(Axis.VIOLATOR, source()).details == ()


def test_tiles() -> None:
    found = {tile.label: tile for tile in tiles(source("2020-2021"), {})}
    assert found["cases registered"].number == "1,320"
    assert found["by law enforcement"].value == 668
    assert found["qualified as violations"].share.endswith("% of the cases")
    assert found["clients"].note == "and 264 cases without a client code"


def test_tiles_of_a_quarter_are_those_that_it_has() -> None:
    assert [tile.label for tile in tiles(source("2020-Q1"), {})] == ["cases registered"]


def test_a_tile_that_is_withheld_says_so() -> None:
    found = tiles(source("2020", without(key_of("2020", violator="LE"))), {})
    assert found[-1].number == "not published"
    assert found[-1].share == ""


def test_one_section_for_each_group_with_a_shown_count() -> None:
    own = source("2020-2021")
    shown = {row.code for row in own.rows(Axis.PRIMARY_GROUP, {}) if row.value is not None} - {OTHER}
    assert {section.code for section in sections(own)} == shown
    hidden = source("2020", without(key_of("2020", primary_group="SW")))
    assert "SW" not in {section.code for section in sections(hidden)}


def test_a_section_counts_within_its_group() -> None:
    section = next(found for found in sections(source("2020-2021")) if found.code == "PWID")
    assert section.violators is not None
    assert section.violators.base == section.cases
    assert next(line.value for line in section.violators.lines if line.code == "LE") == 394
    assert section.client == "person who injects drugs"
    assert replace(section, name="LGBTIQ person").client == "LGBTIQ person"


def test_matrix_says_each_number_as_it_is_published() -> None:
    own = source("2020")
    found = matrix(own, {})
    assert found is not None
    codes = [row.code for row in own.rows(Axis.CATEGORY, {})]
    assert found.columns == tuple(own.name(Axis.CATEGORY, code) for code in codes)
    first = own.rows(Axis.VIOLATOR, {})[0].code
    published = {code: made().cells[key_of("2020", violator=first, category=code)].value for code in codes}
    texts = tuple("not published" if value is None else str(value) for value in published.values())
    assert found.rows[0] == (own.name(Axis.VIOLATOR, first), texts)
    assert matrix(own, {Axis.VIOLATOR: "LE"}) is None
    assert matrix(source("2020-Q1"), {}) is None


def test_names_of_rows_and_periods() -> None:
    assert name_of({}, Axis.VIOLATOR, OTHER, "en") == "Others together"
    assert name_of({}, Axis.READINESS, OTHER, "en") == "Goes on, or has not decided"
    assert name_of({}, Axis.VIOLATOR, "XX", "en") == "XX"
    assert name_of(made().labels, Axis.VIOLATOR, "LE", "ru") == "Правоохранительные органы"
    assert [period_label(name) for name in ("2020", "2020-2021", "2020-Q3")] == [
        "2020",
        "2020–2021",
        "Quarter 3 of 2020",
    ]
    assert [period_tick(name) for name in ("2020", "2020-Q1", "2020-Q2")] == ["2020", "2020", ""]
