"""Looking up and adding: periods, blocks, rows that only a part of the period has."""

import pytest

from reports.disclosure.published import NotOffered, Period, Published, published_of
from reports.disclosure.schema import CLIENTS, OTHER, Axis, Block, Cell, Slice, Tier, key_of
from reports.indicators.published_source import PublishedSource, first_period, named_period, period_names
from tests.factories.published import made


def source(period: str, published: Published | None = None) -> PublishedSource:
    """The figures of a period."""
    found = published or made(years=3)
    return PublishedSource(found, named_period(found, period), "en")


def test_periods_are_quarters_years_and_years_in_a_row() -> None:
    names = period_names(made(years=3))
    assert names["years"] == ("2020-2022", "2021-2022", "2020-2021")
    assert names["year"] == ("2022", "2021", "2020")
    assert (names["quarter"][0], len(names["quarter"])) == ("2022-Q4", 12)
    assert first_period(made(years=3)) == "2020-2021", "the latest complete block"


def test_nothing_published_has_no_period() -> None:
    nothing = published_of("KG", Tier.PUBLIC, [], [], {}, [])
    assert first_period(nothing) == ""
    assert period_names(nothing) == {"years": (), "year": (), "quarter": ()}


@pytest.mark.parametrize("name", ["", "2019", "2020-Q5", "2021-2020", "2020-2023", "2020-20", "x-y", "2020-2021-2022"])
def test_a_period_that_is_not_published_has_no_way(name: str) -> None:
    assert named_period(made(years=3), name) == ()


def test_a_block_is_asked_before_its_years() -> None:
    assert named_period(made(years=3), "2020-2021") == (Period(("2020-2021",)), Period(("2020", "2021")))
    assert named_period(made(years=3), "2021-2022") == (Period(("2021", "2022")),)


def test_years_are_added_up() -> None:
    own = made(years=3)
    expected = sum(own.cells[key_of(year, group="SW")].value or 0 for year in ("2020", "2021", "2022"))
    assert source("2020-2022").value(group="SW") == expected


def test_a_sum_with_a_part_that_is_not_published_is_not_published() -> None:
    own = made()
    key = key_of("2021", category="FAM")
    hidden = published_of(
        "KG",
        own.tier,
        own.releases,
        own.blocks,
        own.labels,
        [cell if cell.key != key else Cell(own.tier, key, None, 5) for cell in own.cells.values()],
    )
    with_block = named_period(hidden, "2020-2021")
    assert PublishedSource(hidden, with_block[1:], "en").value(category="FAM") is None
    assert source("2020", hidden).value(category="FAM") is not None


def test_clients_of_several_years_are_not_added_up() -> None:
    assert source("2020-2021").value(measure=CLIENTS) is not None, "counted for the block"
    with pytest.raises(NotOffered):
        source("2021-2022").value(measure=CLIENTS)


def test_a_row_of_one_block_alone_is_not_published_for_both() -> None:
    lists = dict.fromkeys(Axis, (OTHER,))
    blocks = [Block(2020, lists | {Axis.GROUP: ("SW", "TB", OTHER)}), Block(2022, lists | {Axis.GROUP: ("SW", OTHER)})]
    cells = [
        Cell(Tier.PUBLIC, key_of(year, group=code), 50, 5)
        for year, codes in (("2021", ("SW", "TB", OTHER)), ("2022", ("SW", OTHER)))
        for code in codes
    ]
    own = published_of("KG", Tier.PUBLIC, [], blocks, {}, cells)
    rows = {row.code: row.value for row in source("2021-2022", own).rows(Axis.GROUP, {})}
    assert rows == {"SW": 100, "TB": None, OTHER: None}, "the others are not the same ones in both blocks"


def test_quarters_and_years_within_a_period() -> None:
    assert [row.code for row in source("2020").over_time(Slice.QUARTER)] == [f"2020-Q{n}" for n in (1, 2, 3, 4)]
    assert source("2020").over_time(Slice.YEAR) == ()
    assert [row.code for row in source("2020-2022").over_time(Slice.YEAR)] == ["2020", "2021", "2022"]
    assert source("2020-Q1").over_time(Slice.QUARTER) == ()
    assert source("2020-2021").over_time(Slice.QUARTER, violator="LE") == (), "no such table of quarters"


def test_a_part_of_some_years() -> None:
    part = made(years=3).of_years("2021", "2021")
    assert part.periods == ("2021-Q1", "2021-Q2", "2021-Q3", "2021-Q4", "2021")
    assert {cell.period for cell in part.cells.values()} == set(part.periods)
    assert made(years=3).of_years("", "2021").years == ("2020", "2021")
    assert made(years=3).of_years("2022", "").years == ("2022",)
    assert made().of_years("", "") is made()
