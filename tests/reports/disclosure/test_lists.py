"""Which codes get a row."""

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


def test_other_is_never_rare_itself() -> None:
    records = year_of(people(30) + people(21, violators=("HC.PHC",)) + people(3, violators=("ST.SOC",)))

    block = freeze_block(records, 2020, ("LE",), ORDER)

    assert block.codes[Axis.VIOLATOR] == ("LE", OTHER)


def test_nothing_stated_has_a_row_where_it_is_frequent() -> None:
    block = freeze_block(year_of(people(30) + people(22, violators=())), 2020, ("LE",), ORDER)

    assert block.codes[Axis.VIOLATOR] == ("LE", OTHER, UNSTATED)


def test_an_axis_of_which_nothing_is_known_yet_has_every_row() -> None:
    block = freeze_block(people(30, outcome=""), 2020, ("LE",), ORDER)

    assert block.codes[Axis.OUTCOME] == ("FULL", "PART", OTHER)


def test_a_quarter_is_extrapolated_to_a_year() -> None:
    block = freeze_block(people(6), 2020, ("LE",), ORDER)

    assert block.codes[Axis.VIOLATOR] == ("LE", OTHER)
    assert block.is_small
    assert not freeze_block(people(75), 2020, ("LE",), ORDER).is_small
    assert freeze_block(people(75), 2020, ("LE",), ORDER, Parameters(small_country_below=301)).is_small


def test_fixed_rows_and_the_codes_of_not_pursuing() -> None:
    block = freeze_block(people(30), 2020, ("LE",), ORDER)

    assert block.codes[Axis.READINESS] == (NOT_PURSUING, OTHER)
    assert block.codes[Axis.CLIENT_CODE] == (CODED, UNSTATED)
    assert NOT_PURSUING_CODES - {NOT_PURSUING} == {str(code) for code in workflow.NOT_PURSUING}
