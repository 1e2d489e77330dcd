"""Which codes get a row."""

import pytest

from react_cases import workflow
from reports.disclosure.lists import NOT_PURSUING_CODES, freeze_block, row_of
from reports.disclosure.schema import CODED, NOT_PURSUING, OTHER, UNSTATED, Axis, Parameters, Record
from tests.reports.disclosure.people import people

ORDER = {Axis.VIOLATOR: ("HC", "LE", "LE.STATION", "LE.DRUG"), Axis.OUTCOME: ("FULL", "PART"), Axis.OBLAST: ("KG-B",)}


def year_of(records: list[Record]) -> list[Record]:
    """The same with one further record in each other quarter, so that nothing is extrapolated."""
    return records + [record for number in (2, 3, 4) for record in people(1, quarter=f"2020-Q{number}")]


def test_rare_codes_become_other_in_the_order_of_the_list() -> None:
    records = year_of(
        people(30)
        + people(25, violators=("HC.PHC",))
        + people(19, violators=("ST.SOC",))
        + people(4, violators=("IND.PIMP",))
    )

    block = freeze_block(records, 2020, ("LE",), ORDER)

    assert block.codes[Axis.VIOLATOR] == ("HC", "LE", OTHER)
    assert block.details[Axis.VIOLATOR] == ("LE.STATION", "HC.PHC")
    assert row_of(block, Axis.VIOLATOR, "ST.SOC") == row_of(block, Axis.VIOLATOR, "") == OTHER


@pytest.mark.parametrize("left_over", [0, 3, 19])
def test_what_is_left_over_changes_no_list(left_over: int) -> None:
    """A frequent code that lost its row because few others are left would tell that there are few."""
    records = year_of(people(30) + people(21, violators=("HC.PHC",)) + people(left_over, violators=("ST.SOC",)))

    block = freeze_block(records, 2020, ("LE",), ORDER)

    assert block.codes[Axis.VIOLATOR] == ("HC", "LE", OTHER)


def test_clients_are_counted_and_not_their_cases() -> None:
    records = year_of(people(30) + people(40, client=1, violators=("HC.PHC",)))

    assert freeze_block(records, 2020, ("LE",), ORDER).codes[Axis.VIOLATOR] == ("LE", OTHER)


def test_nothing_stated_has_a_row_where_it_is_frequent() -> None:
    block = freeze_block(year_of(people(30) + people(22, violators=())), 2020, ("LE",), ORDER)

    assert block.codes[Axis.VIOLATOR] == ("LE", OTHER, UNSTATED)


def test_an_axis_of_which_nothing_is_known_yet_has_every_row() -> None:
    block = freeze_block(people(30, outcome=""), 2020, ("LE",), ORDER)

    assert block.codes[Axis.OUTCOME] == ("FULL", "PART", OTHER)


def test_a_quarter_is_extrapolated_to_a_year() -> None:
    one_quarter = people(75) + people(14, violators=("HC.PHC",)) + people(15, violators=("ST.SOC",))

    block = freeze_block(one_quarter, 2020, ("LE",), ORDER, Parameters(rare_below=60))

    assert block.codes[Axis.VIOLATOR] == ("LE", "ST", OTHER)
    assert freeze_block(people(74), 2020, ("LE",), ORDER).is_small
    assert not freeze_block(people(75), 2020, ("LE",), ORDER).is_small
    assert freeze_block(people(75), 2020, ("LE",), ORDER, Parameters(small_country_below=301)).is_small


@pytest.mark.parametrize(("clients", "rows"), [(9, (OTHER,)), (10, ("LE", OTHER))])
def test_a_row_always_has_as_many_clients_as_the_largest_threshold(clients: int, rows: tuple[str, ...]) -> None:
    """That a row stands on the page tells of it what a shown number would: extrapolation does not make it enough."""
    assert freeze_block(people(clients), 2020, ("LE",), ORDER).codes[Axis.VIOLATOR] == rows


def test_fixed_rows_and_the_codes_of_not_pursuing() -> None:
    block = freeze_block(people(30), 2020, ("LE",), ORDER)

    assert block.codes[Axis.READINESS] == (NOT_PURSUING, OTHER)
    assert block.codes[Axis.CLIENT_CODE] == (CODED, UNSTATED)
    assert NOT_PURSUING_CODES - {NOT_PURSUING} == {str(code) for code in workflow.NOT_PURSUING}
