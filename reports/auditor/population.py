"""Who is counted: one bit per case, one long number per row of an axis. A cell is what its rows have in common."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import Final

import numpy as np
from numpy.typing import NDArray

from reports.disclosure.schema import (
    CLIENTS,
    CODED,
    LAW_ENFORCEMENT,
    MULTIPLE,
    NOT_PURSUING,
    OTHER,
    UNSTATED,
    Axis,
    Block,
    Key,
    Record,
    Slice,
    heading_of,
    slice_of,
)

Value = str | tuple[str, ...]
"""What a record states of one axis: one code, or several where an axis allows several."""

STATED_AS: Final[Mapping[Axis, str]] = {
    Axis.PERIOD: "quarter",
    Axis.PRIMARY_GROUP: "primary_group",
    Axis.GROUP: "groups",
    Axis.VIOLATOR: "violators",
    Axis.CATEGORY: "categories",
    Axis.OBLAST: "oblast",
    Axis.OUTCOME: "outcome",
    Axis.READINESS: "readiness",
    Axis.QUALIFICATION: "qualification",
    Axis.GENDER: "gender",
    Axis.AGE: "age",
}
"""The field of a record that says it."""


STOPPED: Final = frozenset({NOT_PURSUING, "NOTREADY", "CHANGED"})
"""Readiness, as recorded, of clients who did not go on."""


@dataclass(frozen=True)
class Column:
    """What many cases state of one axis: every different value once, and for each case the place of its value."""

    values: tuple[Value, ...]
    places: NDArray[np.int32]


@dataclass(frozen=True)
class Columns:
    """Records turned on their side, for populations too large to be walked through again and again."""

    stated: Mapping[Axis, Column]
    clients: NDArray[np.int64]
    """A number for each client; cases without a code have one below zero of their own."""

    @property
    def size(self) -> int:
        """How many cases."""
        return len(self.clients)


def columns_of(records: Iterable[Record]) -> Columns:
    """Turn records on their side."""
    rows = list(records)
    clients = np.fromiter(
        (-1 - place if row.client is None else row.client for place, row in enumerate(rows)), np.int64, len(rows)
    )
    return Columns({axis: _column(rows, name) for axis, name in STATED_AS.items()}, clients)


def _column(rows: list[Record], name: str) -> Column:
    places: dict[Value, int] = {}
    read = attrgetter(name)
    found = np.fromiter((places.setdefault(read(row), len(places)) for row in rows), np.int32, len(rows))
    return Column(tuple(places), found)


def upper_row(block: Block, axis: Axis, code: str) -> str | None:
    """The upper row that a code belongs to; None where the block has none for it."""
    rows = block.codes.get(axis, ())
    wanted = heading_of(code) or UNSTATED
    if axis == Axis.READINESS:
        wanted = NOT_PURSUING if code in STOPPED else OTHER
    return next((row for row in (wanted, OTHER) if row in rows), None)


def is_part_of(code: str, whole: str) -> bool:
    """Is it the code itself, or below it?"""
    return code == whole or code.startswith(f"{whole}.")


class Population:
    """The cases of a block, and how many of them are in a cell."""

    def __init__(self, block: Block, cases: Columns | Iterable[Record]) -> None:
        """Cases of other blocks are left out of every cell."""
        self._block = block
        self._columns = cases if isinstance(cases, Columns) else columns_of(cases)
        self._rows: dict[tuple[Axis, str], int] = {}

    @cached_property
    def everyone(self) -> int:
        """All cases of the block."""
        return self.row(Axis.PERIOD, self._block.period)

    @property
    def size(self) -> int:
        """How many cases the block has."""
        return self.everyone.bit_count()

    def row(self, axis: Axis, code: str) -> int:
        """The cases of one row of an axis, one bit each."""
        if (axis, code) not in self._rows:
            self._rows[axis, code] = self._read(axis, code)
        return self._rows[axis, code]

    def among(self, key: Key) -> int:
        """The cases in a cell, one bit each."""
        found = self.row(Axis.PERIOD, key[0][1])
        for axis, code in key[1:]:
            found &= self.row(Axis(axis), code)
        return found

    def number(self, key: Key) -> int:
        """What a cell says: its cases, or different clients where that is its measure."""
        if (Axis.MEASURE.value, CLIENTS) in key:
            return len(np.unique(self._clients(self.among(key))))
        return self.among(key).bit_count()

    def has_fewer_clients(self, key: Key, threshold: int) -> bool:
        """Are there fewer clients than the threshold in the cell? A case without a code is a client of its own."""
        return self._are_fewer_clients(self.among(key), threshold)

    def leaves_few_clients(self, whole: Key, part: Key, threshold: int) -> bool:
        """Are there somebody, and fewer clients than the threshold, in one cell and not in another?"""
        left = self.among(whole) & ~self.among(part)
        return left != 0 and self._are_fewer_clients(left, threshold)

    def _are_fewer_clients(self, cases: int, threshold: int) -> bool:
        count = cases.bit_count()
        if count < threshold or count >= threshold * self.most_cases_of_a_client:
            return count < threshold
        return len(np.unique(self._clients(cases))) < threshold

    def homeless(self, axis: Axis) -> int:
        """Cases that have no row of an axis, so that its rows do not add up."""
        rows = self._block.codes.get(axis, ())
        found = self.everyone
        for code in rows:
            found &= ~self.row(axis, code)
        return found.bit_count() if rows else 0

    @cached_property
    def most_cases_of_a_client(self) -> int:
        """The cases of the client who has most."""
        return int(np.unique(self._columns.clients, return_counts=True)[1].max(initial=1))

    def _clients(self, cases: int) -> NDArray[np.int64]:
        size = self._columns.size
        packed = np.frombuffer(cases.to_bytes(size // 8 + 1, "little"), np.uint8)
        return self._columns.clients[np.flatnonzero(np.unpackbits(packed, count=size, bitorder="little"))]

    def _read(self, axis: Axis, code: str) -> int:
        if axis == Axis.MEASURE:
            return _bits(self._columns.clients >= 0)
        if axis == Axis.CLIENT_CODE:
            return _bits((self._columns.clients >= 0) == (code == CODED))
        column = self._columns.stated[axis]
        is_in = self._period(code) if axis == Axis.PERIOD else self._belongs(axis, code)
        chosen = np.fromiter((is_in(value) for value in column.values), np.bool_, len(column.values))
        return _bits(chosen[column.places]) if len(chosen) else 0

    def _period(self, period: str) -> Callable[[Value], bool]:
        if slice_of(period) == Slice.QUARTER:
            return lambda value: value == period
        years = tuple(period.split("-"))
        return lambda value: str(value).startswith(years)

    def _belongs(self, axis: Axis, code: str) -> Callable[[Value], bool]:
        def matches(stated: str) -> bool:
            return self._matches(axis, code, stated)

        if axis in MULTIPLE:
            return lambda value: any(matches(stated) for stated in value or ("",))
        return lambda value: matches(str(value))

    def _matches(self, axis: Axis, row: str, stated: str) -> bool:
        """Does somebody who states this belong to the row?"""
        block = self._block
        if axis == Axis.VIOLATOR and row == LAW_ENFORCEMENT:
            return any(is_part_of(stated, law) for law in block.law_enforcement)
        if row in block.codes.get(axis, ()):
            return upper_row(block, axis, stated) == row
        return is_part_of(stated, row)


def _bits(chosen: NDArray[np.bool_]) -> int:
    return int.from_bytes(np.packbits(chosen, bitorder="little").tobytes(), "little")
