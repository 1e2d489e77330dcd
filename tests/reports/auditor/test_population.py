"""Counting by bits gives what counting by fingers gives."""

from collections.abc import Iterator

import pytest

from reports.auditor.offers import offered_cells
from reports.auditor.population import Population, columns_of
from reports.disclosure.schema import (
    CLIENTS,
    CODED,
    LAW_ENFORCEMENT,
    NOT_PURSUING,
    OTHER,
    UNSTATED,
    Axis,
    Block,
    Key,
    Record,
    Tier,
    heading_of,
    key_of,
)
from tests.reports.auditor.people import people, small_block


def rows(block: Block, record: Record) -> Iterator[tuple[str, str]]:
    """Every row that a record is in, spelled out."""
    year = record.quarter[:4]
    yield from (("period", period) for period in (record.quarter, year, block.period))
    stated = {
        Axis.PRIMARY_GROUP: (record.primary_group,),
        Axis.GROUP: record.groups,
        Axis.VIOLATOR: record.violators,
        Axis.CATEGORY: record.categories,
        Axis.OBLAST: (record.oblast,),
        Axis.OUTCOME: (record.outcome,),
        Axis.QUALIFICATION: (record.qualification,),
        Axis.GENDER: (record.gender,),
        Axis.AGE: (record.age,),
    }
    for axis, codes in stated.items():
        for code in codes or ("",):
            heading = heading_of(code) or UNSTATED
            yield axis, heading if heading in block.codes[axis] else OTHER
            if code in block.details.get(axis, ()):
                yield axis, code
    if any(code == law or code.startswith(law + ".") for code in record.violators for law in block.law_enforcement):
        yield Axis.VIOLATOR, LAW_ENFORCEMENT
    yield Axis.READINESS, NOT_PURSUING if record.readiness in ("NOTREADY", "CHANGED") else OTHER
    yield Axis.CLIENT_CODE, UNSTATED if record.client is None else CODED
    if record.client is not None:
        yield Axis.MEASURE, CLIENTS


@pytest.mark.parametrize("law", [("LE",), ("LE.STATION", "IND")])
def test_every_cell_is_counted_as_by_hand(law: tuple[str, ...]) -> None:
    block, records = small_block(law_enforcement=law), people(150)
    population = Population(block, records)
    belongs = [(set(rows(block, record)), record.client) for record in records]
    for period in ("2020-Q1", "2020", "2020-2021"):
        for key in offered_cells(block, Tier.DONOR, period):
            inside = [client for own, client in belongs if own >= set(key)]
            clients = len({client for client in inside if client is not None})
            counted = clients + inside.count(None)
            expected = clients if ("measure", CLIENTS) in key else len(inside)
            assert population.number(key) == expected, key
            for threshold in (1, 5, counted, counted + 1):
                assert population.has_fewer_clients(key, threshold) == (counted < threshold), (key, threshold)


def test_a_columnar_population_counts_the_same(block: Block, records: list[Record]) -> None:
    key = key_of("2020", primary_group="PWID", violator="LE")
    assert Population(block, columns_of(records)).number(key) == Population(block, records).number(key) > 0


def test_a_code_without_a_row_can_be_asked_too() -> None:
    block, records = small_block(), people(150)
    asked: Key = key_of("2020-2021", violator="HC.HOSP", gender="F")
    expected = sum("HC.HOSP" in record.violators and record.gender == "F" for record in records)
    assert Population(block, records).number(asked) == expected > 0


def test_cases_of_other_years_are_in_no_cell() -> None:
    block = small_block()
    assert Population(block, people(30, quarters=["2019-Q4", "2022-Q1"])).size == 0
