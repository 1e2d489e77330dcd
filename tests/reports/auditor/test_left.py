"""What two shown numbers leave between them: few people are found, and the control shows no such pair."""

from dataclasses import replace

from reports.auditor import audit
from reports.auditor.report import FindingCode
from reports.disclosure.counting import count
from reports.disclosure.lists import freeze_block
from reports.disclosure.schema import Block, Cell, Parameters, Record, Tier, key_of
from reports.disclosure.step import withhold
from tests.reports.disclosure.populations import ORDER, population
from tests.reports.disclosure.populations import records_of as drawn_records

QUARTERS = ("2020-Q1", "2020-Q2", "2020-Q3", "2020-Q4")


def records() -> list[Record]:
    """Four hundred cases of 2020, of which two name health care without its right to health, and the rest both."""
    found = [record for record in drawn_records(population(1)) if record.quarter in QUARTERS][:400]
    both = [replace(record, violators=("HC.PHC",), categories=("HEA.REF",)) for record in found[:30]]
    return [
        *both,
        *(replace(record, violators=("HC.PHC",), categories=("DIS.HC",)) for record in found[30:32]),
        *found[32:],
    ]


def published(cases: list[Record]) -> tuple[Block, list[Cell]]:
    """The first year, quarter by quarter."""
    block = freeze_block(cases, 2020, ("LE",), ORDER, Parameters(small_country_below=0))
    counted, cells = count(cases, block), []
    for period in block.periods[:5]:
        cells += withhold(counted, block, period, cells)
    return block, cells


def test_the_auditor_finds_what_is_left() -> None:
    cases = [record for record in records() if "HC.PHC" not in record.violators or record in records()[:32]]
    block, cells = published(cases)
    assert audit(block, cases, cells).is_safe
    wanted = {key_of("2020", violator="HC"), key_of("2020", violator="HC", category="HEA")}
    counted = count(cases, block)
    shown = [
        replace(cell, value=counted.cases(cell.key)) if cell.key in wanted and cell.tier == Tier.DONOR else cell
        for cell in cells
    ]
    left = counted.cases(key_of("2020", violator="HC")) - counted.cases(key_of("2020", violator="HC", category="HEA"))
    found = {finding.key for finding in audit(block, cases, shown).findings if finding.code == FindingCode.LEFT}
    assert (key_of("2020", violator="HC", category="HEA") in found) == (0 < left < 5)
    assert 0 < left < 5


def test_a_group_and_its_primary_group_are_not_both_shown_where_few_differ() -> None:
    cases = [
        replace(record, groups=(record.primary_group,)) if "PWID" in record.groups else record for record in records()
    ]
    mover = next(place for place, record in enumerate(cases) if record.primary_group == "SW")
    cases[mover] = replace(cases[mover], groups=("SW", "PWID"))
    block, cells = published(cases)
    for tier in Tier:
        shown = {cell.key for cell in cells if cell.tier == tier and cell.value is not None}
        assert not {key_of("2020", group="PWID"), key_of("2020", primary_group="PWID")} <= shown
    assert audit(block, cases, cells).is_safe
