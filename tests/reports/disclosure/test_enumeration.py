"""Tiny populations: every data set that agrees with what is shown, tried one after the other."""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations, pairwise

import numpy as np
import numpy.typing as npt
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.disclosure.counting import count
from reports.disclosure.schema import OTHER, Axis, Cell, Key, Tier
from reports.disclosure.step import withhold
from tests.reports.disclosure.people import block_of, people

BLOCK = block_of()
KINDS = [(group, violators) for group in ("PWID", OTHER) for violators in (("LE",), (OTHER,), ("LE", OTHER))]
"""What tells the records of these populations apart, in rows: six kinds, and no further one fits the block."""


@cache
def data_sets(size: int) -> npt.NDArray[np.int64]:
    """How many of each kind, in every way that so many cases can be split."""
    return np.array(list(_splits(size, len(KINDS))), dtype=np.int64)


def _splits(size: int, kinds: int) -> Iterator[tuple[int, ...]]:
    for bars in combinations(range(size + kinds - 1), kinds - 1):
        places = (-1, *bars, size + kinds - 1)
        yield tuple(right - left - 1 for left, right in pairwise(places))


def is_in(kind: tuple[str, tuple[str, ...]], key: Key) -> bool:
    """Is a record of a kind in a cell?"""
    group, violators = kind
    for axis, code in key[1:]:
        if axis in (Axis.PRIMARY_GROUP, Axis.GROUP) and code != group:
            return False
        if axis == Axis.VIOLATOR and code not in violators:
            return False
        if axis not in (Axis.PRIMARY_GROUP, Axis.GROUP, Axis.VIOLATOR) and code in (OTHER, "~CODED", "~NOT_PURSUING"):
            return code == OTHER and axis == Axis.READINESS
    return True


@settings(max_examples=15, deadline=None, derandomize=True)
@given(st.lists(st.integers(0, len(KINDS) - 1), min_size=10, max_size=16))
def test_every_sensitive_cell_can_be_nobody_or_many(kinds: Sequence[int]) -> None:
    numbers = [kinds.count(kind) for kind in range(len(KINDS))]
    records = [
        record
        for number, (group, violators) in zip(numbers, KINDS, strict=True)
        for record in people(number, primary_group=group, groups=(group,), violators=violators)
    ]
    counted = count(records, BLOCK)
    cells: list[Cell] = []
    for period in BLOCK.periods[:5]:
        cells += withhold(counted, BLOCK, period, cells)
    year = [cell for cell in cells if cell.period in ("2020-Q1", "2020") and cell.key[-1][0] != Axis.MEASURE]
    possible = data_sets(sum(numbers))
    for tier in Tier:
        own = [cell for cell in year if cell.tier == tier]
        inside = np.array([[is_in(kind, cell.key) for kind in KINDS] for cell in own])
        counts = possible @ inside.T.astype(np.int64)
        shown = np.array([cell.value is not None for cell in own])
        agreeing = counts[(counts[:, shown] == [cell.value for cell in own if cell.value is not None]).all(axis=1)]
        for place, cell in enumerate(own):
            true = counted.cases(cell.key)
            if cell.value is None and 0 < true < cell.threshold and inside[place].any() and cell.table != "total":
                assert agreeing[:, place].min() == 0, cell
                assert agreeing[:, place].max() >= min(cell.threshold, sum(numbers)), cell
