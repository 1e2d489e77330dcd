"""Which tables exist, and their thresholds."""

from dataclasses import replace

from reports.disclosure.schema import Axis, Slice, Tier, key_of, slice_of, table_of
from reports.disclosure.tables import offered, tables, threshold_of
from tests.reports.disclosure.people import block_of

BLOCK = replace(block_of(), details={Axis.VIOLATOR: ("LE.STATION",)})


def test_the_tables_of_the_public() -> None:
    assert tables(BLOCK, Tier.PUBLIC, "2020-Q1") == ((), ("group",), ("category",))
    assert {table_of(key) for key in offered(BLOCK, Tier.PUBLIC, "2020-2021")} == {
        "total", "primary_group", "violator", "category", "oblast", "measure", "primary_group*oblast",
        "violator*oblast", "category*oblast",
    }  # fmt: skip
    year = {table_of(key) for key in offered(BLOCK, Tier.PUBLIC, "2020")}
    assert {"primary_group*violator", "violator*outcome", "gender", "measure"} <= year
    assert not {table for table in year if "oblast" in table and table != "oblast"}


def test_donors_are_offered_everything_the_public_is_and_more() -> None:
    for period in BLOCK.periods:
        assert set(offered(BLOCK, Tier.PUBLIC, period)) <= set(offered(BLOCK, Tier.DONOR, period))
    assert key_of("2020", violator="LE.STATION") in offered(BLOCK, Tier.DONOR, "2020")
    assert (Axis.PRIMARY_GROUP, Axis.VIOLATOR, Axis.CATEGORY) in tables(BLOCK, Tier.DONOR, "2020")
    assert (Axis.PRIMARY_GROUP, Axis.VIOLATOR, Axis.OBLAST) in tables(BLOCK, Tier.DONOR, "2020-2021")


def test_groups_are_crossed_with_nothing() -> None:
    for tier in Tier:
        for period in BLOCK.periods:
            assert not [key for key in offered(BLOCK, tier, period) if Axis.GROUP in dict(key) and len(key) > 2]


def test_every_cell_is_offered_once() -> None:
    for tier in Tier:
        for period in BLOCK.periods:
            keys = offered(BLOCK, tier, period)
            assert len(set(keys)) == len(keys)


def test_a_small_country_shows_the_public_whole_years_without_oblasts() -> None:
    small = replace(BLOCK, is_small=True)

    for period in small.periods:
        keys = offered(small, Tier.PUBLIC, period)
        assert bool(keys) == (slice_of(period) == Slice.YEAR)
        assert not [key for key in keys if Axis.OBLAST in dict(key)]
        assert offered(small, Tier.DONOR, period) == offered(BLOCK, Tier.DONOR, period)


def test_thresholds() -> None:
    assert threshold_of(BLOCK, Tier.PUBLIC, key_of("2020", violator="LE")) == 5
    assert threshold_of(BLOCK, Tier.PUBLIC, key_of("2020-Q1")) == 10
    assert threshold_of(BLOCK, Tier.PUBLIC, key_of("2020", oblast="KG-GB")) == 10
    assert threshold_of(BLOCK, Tier.DONOR, key_of("2020-Q1", category="EXT")) == 5
