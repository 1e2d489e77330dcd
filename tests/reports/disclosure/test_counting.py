"""Cases and clients, against counting by hand."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.disclosure.counting import count, count_columns
from reports.disclosure.lists import freeze_columns
from reports.disclosure.schema import (
    CLIENTS,
    CODED,
    LAW_ENFORCEMENT,
    OTHER,
    Axis,
    Block,
    Key,
    Record,
    Tier,
    heading_of,
    key_of,
)
from reports.disclosure.tables import offered
from tests.reports.disclosure.people import block_of, people
from tests.reports.disclosure.populations import ORDER, population, records_of


def by_hand(records: list[Record], block: Block, key: Key) -> tuple[int, int]:
    """Cases and clients of a cell, one record after the other."""
    period, *codes = key
    inside = [
        (number, record)
        for number, record in enumerate(records)
        if record.quarter in block.quarters and period[1] in (record.quarter, record.quarter[:4], block.period)
    ]
    for axis, code in codes:
        inside = [(number, record) for number, record in inside if code in rows(record, block, Axis(axis))]
    return len(inside), len(
        {(record.client, 0) if record.client is not None else (number, 1) for number, record in inside}
    )


def rows(record: Record, block: Block, axis: Axis) -> set[str]:
    """The rows of an axis in which a record is counted."""
    if axis == Axis.READINESS:
        return {"~NOT_PURSUING" if record.readiness in ("NOTREADY", "CHANGED") else OTHER}
    if axis == Axis.CLIENT_CODE:
        return {"~NONE" if record.client is None else CODED}
    single = {axis.value: (getattr(record, axis.value, ""),)}
    codes = {"group": record.groups, "violator": record.violators, "category": record.categories}.get(
        axis.value
    ) or single[axis.value]
    own = block.codes[axis]
    found = {
        heading if heading in own else OTHER for heading in ((heading_of(code) or "~NONE") for code in codes or ("",))
    }
    if any(code in block.law_enforcement or heading_of(code) in block.law_enforcement for code in record.violators):
        found |= {LAW_ENFORCEMENT} if axis == Axis.VIOLATOR else set()
    return found | {code for code in codes if code in block.details.get(axis, ())}


def test_every_cell_equals_counting_by_hand() -> None:
    columns = population(scale=0.2)
    block = freeze_columns(columns, 2020, ("LE", "PEN.SIZO"), ORDER)
    records = records_of(columns)
    counted = count(records, block)
    keys = [key for key in offered(block, Tier.DONOR, "2020") if key[-1][0] != Axis.MEASURE][::3]

    found = counted.counts(counted.lattice.numbers(keys), enough=1000)

    assert [(counted.cases(key), counted.clients(key)) for key in keys] == [
        by_hand(records, block, key) for key in keys
    ]
    assert list(zip(found[0].tolist(), found[1].tolist(), strict=True)) == [
        by_hand(records, block, key) for key in keys
    ]


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["2020-Q1", "2020-Q4", "2021-Q2", "2022-Q1"]),
            st.sampled_from([None, 1, 2]),
            st.sets(st.sampled_from(["LE.STATION", "HC", "PEN.SIZO"])),
        )
    )
)
def test_clients_and_several_violators(rows_: list[tuple[str, int | None, set[str]]]) -> None:
    block = block_of(violator=("LE", "HC"))
    records = [people(1, quarter=quarter, client=client, violators=tuple(codes))[0] for quarter, client, codes in rows_]
    counted = count(records, block)

    for period in ("2020-Q1", "2020", "2021", "2020-2021"):
        for code in ("LE", "HC", OTHER):
            key = key_of(period, violator=code, primary_group="PWID")
            assert (counted.cases(key), counted.clients(key)) == by_hand(records, block, key)


def test_the_measure_counts_clients_with_a_code() -> None:
    counted = count(people(3, client=7) + people(2, client=8) + people(4), block_of())

    assert counted.cases(key_of("2020", measure=CLIENTS)) == 2
    assert counted.clients(key_of("2020")) == 6


def test_a_code_without_a_row_is_an_error() -> None:
    with pytest.raises(KeyError):
        count(people(1), block_of()).cases(key_of("2020", violator="SYS"))


def test_columns_and_records_are_counted_alike() -> None:
    columns = population(scale=0.1)
    block = freeze_columns(columns, 2020, ("LE",), ORDER)
    one, other = count_columns(columns, block), count(records_of(columns), block)
    cells = one.lattice.offered(Tier.DONOR, "2021")

    assert [part.tolist() for part in one.counts(cells, enough=10)] == [
        part.tolist() for part in other.counts(cells, enough=10)
    ]


def test_the_population_has_the_published_totals() -> None:
    columns = population()
    block = freeze_columns(columns, 2020, ("LE",), ORDER)
    counted = count_columns(columns, block)
    keys = [
        {},
        {"violator": "LE"},
        {"violator": "LE", "primary_group": "PWID"},
        {"violator": "LE", "primary_group": "SW"},
        {"readiness": "~NOT_PURSUING"},
    ]

    assert [counted.cases(key_of(block.period, **codes)) for codes in keys] == [1320, 668, 394, 227, 568]
    assert sum("PLHIV" in record.groups for record in records_of(columns)) == 483
