"""The tables, written down twice by two people, are the same tables."""

import pytest

from reports.auditor.offers import least_clients, offered_cells
from reports.disclosure.schema import LAW_ENFORCEMENT, Tier, key_of, table_of
from reports.disclosure.tables import offered, threshold_of
from tests.reports.auditor.people import small_block


@pytest.mark.parametrize("tier", Tier)
@pytest.mark.parametrize("is_small", [False, True])
@pytest.mark.parametrize("law", [("LE",), ("LE.STATION", "IND")])
def test_both_lists_of_cells_and_thresholds_agree(tier: Tier, is_small: bool, law: tuple[str, ...]) -> None:
    block = small_block(is_small=is_small, law_enforcement=law)
    for period in block.periods:
        cells = offered_cells(block, tier, period)
        assert cells == set(offered(block, tier, period))
        assert [least_clients(block, tier, key) for key in cells] == [threshold_of(block, tier, key) for key in cells]


def test_what_the_public_is_offered_of_a_year() -> None:
    tables = {table_of(key) for key in offered_cells(small_block(), Tier.PUBLIC, "2020")}
    assert tables == {
        "total",
        "group",
        "gender",
        "age",
        "qualification",
        "readiness",
        "client_code",
        "measure",
        "oblast",
        "primary_group",
        "violator",
        "category",
        "outcome",
        "primary_group*violator",
        "primary_group*category",
        "violator*category",
        "primary_group*outcome",
        "violator*outcome",
    }


def test_the_public_is_offered_whole_years_only_of_a_small_country_and_no_oblast() -> None:
    block = small_block(is_small=True)
    assert {period for period in block.periods if offered_cells(block, Tier.PUBLIC, period)} == {"2020", "2021"}
    assert not any("oblast" in table_of(key) for key in offered_cells(block, Tier.PUBLIC, "2020"))


def test_the_lower_level_is_for_donors_and_a_year() -> None:
    detail = "violator", "LE.STATION"
    found = [
        (tier, period)
        for tier in Tier
        for period in small_block().periods
        if any(detail in key for key in offered_cells(small_block(), tier, period))
    ]
    assert found == [(Tier.DONOR, "2020"), (Tier.DONOR, "2021")]


def test_law_enforcement_has_a_row_of_its_own_where_it_is_several_codes() -> None:
    block = small_block(law_enforcement=("LE.STATION", "IND"))
    assert key_of("2020", violator=LAW_ENFORCEMENT) in offered_cells(block, Tier.PUBLIC, "2020")
    assert not any(("violator", LAW_ENFORCEMENT) in key for key in offered_cells(small_block(), Tier.PUBLIC, "2020"))


def test_thresholds() -> None:
    block = small_block()
    for tier, key, expected in (
        (Tier.DONOR, key_of("2020-Q1"), 5),
        (Tier.PUBLIC, key_of("2020-Q1"), 10),
        (Tier.PUBLIC, key_of("2020", violator="LE"), 5),
        (Tier.PUBLIC, key_of("2020", oblast="OSH"), 10),
        (Tier.PUBLIC, key_of("2020-2021", violator="LE", oblast="OSH"), 10),
        (Tier.PUBLIC, key_of("2020-2021"), 5),
    ):
        assert least_clients(block, tier, key) == expected
