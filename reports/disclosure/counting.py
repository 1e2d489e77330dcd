"""The one place where releases are counted (rule R1): cases, and the different clients behind them. Pure.

A case counts once in a row, however many violators or categories of that row it has. A case without a client code
counts as a client of its own.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from reports.disclosure.columns import NO_CLIENT, Columns, Flags, Mentions, Numbers, columns_of, each_once
from reports.disclosure.lattice import Lattice
from reports.disclosure.lists import row_of
from reports.disclosure.schema import (
    LAW_ENFORCEMENT,
    MULTIPLE,
    TWO_LEVELS,
    Axis,
    Block,
    Key,
    Record,
    Slice,
    heading_of,
    slice_of,
)
from reports.disclosure.tables import Table, rows_of


def count(records: Iterable[Record], block: Block) -> "Counted":
    """Everything that can be counted of these records in a block; those of other quarters are left out."""
    return Counted(columns_of(records), block)


def count_columns(columns: Columns, block: Block) -> "Counted":
    """The same for records in columns."""
    return Counted(columns, block)


@dataclass(frozen=True)
class Tally:
    """The cells of one table."""

    cells: Numbers
    """Their numbers in the lattice."""
    cases: Numbers
    clients: Numbers
    """Different clients; exact where there are fewer than the `enough` that was asked for."""


@dataclass(frozen=True)
class _Rows:
    """In which rows of one axis the records are. `first[i]` to `first[i + 1]` are the places of record i in `row`."""

    first: Numbers
    row: Numbers

    @cached_property
    def record(self) -> Numbers:
        """The record of each place."""
        return np.repeat(np.arange(len(self.first) - 1, dtype=np.int64), np.diff(self.first))


class Counted:
    """Answers how many cases, and how many clients, any cell of a block has."""

    def __init__(self, columns: Columns, block: Block) -> None:
        self.block = block
        self.lattice = Lattice(block)
        quarter_by_name = {name: number for number, name in enumerate(block.quarters)}
        quarters = np.array([quarter_by_name.get(name, -1) for name in columns.quarters], dtype=np.int64)
        quarter = quarters[columns.quarter] if columns.size else np.zeros(0, np.int64)
        chosen = np.argsort(quarter, kind="stable")
        chosen = chosen[quarter[chosen] >= 0]
        self._starts = np.searchsorted(quarter[chosen], np.arange(len(block.quarters) + 1))
        self._clients = _compact_clients(columns.client[chosen])
        new_place = np.full(columns.size, -1, dtype=np.int64)
        new_place[chosen] = np.arange(len(chosen))
        self._rows = {axis: _upper_rows(block, axis, columns.codes[axis], new_place) for axis in columns.codes}
        self._details = {axis: _detail_rows(block, axis, columns.codes[axis], new_place) for axis in sorted(TWO_LEVELS)}
        self._known: dict[Key, tuple[int, int]] = {}
        self._tallies: dict[tuple[Table, str, int, frozenset[Axis]], Tally] = {}

    def cases(self, key: Key) -> int:
        """Cases in a cell, offered or not; of the measure, clients. Raises KeyError for a code without a row."""
        return self._count(key)[0]

    def clients(self, key: Key) -> int:
        """Different clients in a cell. Raises KeyError for a code without a row."""
        return self._count(key)[1]

    def counts(self, cells: Numbers, *, enough: int) -> tuple[Numbers, Numbers]:
        """Cases and clients of any cells of the lattice; clients are exact where there are fewer than `enough`."""
        cases, clients = np.zeros(len(cells), dtype=np.int64), np.zeros(len(cells), dtype=np.int64)
        for table, details, period, places in self.lattice.by_table(cells):
            tally = self.tally(table, period, enough=enough, details=details)
            order = np.argsort(tally.cells)
            found = order[np.searchsorted(tally.cells, cells[places], sorter=order)]
            cases[places], clients[places] = tally.cases[found], tally.clients[found]
        return cases, clients

    def tally(self, table: Table, period: str, *, enough: int, details: frozenset[Axis] = frozenset()) -> Tally:
        """The cells of one table without its margins; `details` are the axes of which the lower level is counted.

        Clients are exact where there are fewer than `enough`.
        """
        wanted = (table, period, enough, details)
        if wanted not in self._tallies:
            self._tallies[wanted] = self._tally(table, period, enough, details)
        return self._tallies[wanted]

    def _tally(self, table: Table, period: str, enough: int, details: frozenset[Axis]) -> Tally:
        record, cell, size = self._expand(table, period, details)
        cases = np.bincount(cell, minlength=size)
        # Nobody has more visits than the most frequent client, so large cells need no telling apart.
        crowded = cases >= enough * self._most_visits
        clients = np.where(crowded, enough, 0)
        in_small = ~crowded[cell]
        pairs = each_once(cell[in_small] * len(self._clients) + self._clients[record[in_small]])
        if len(pairs):
            clients += np.bincount(pairs // len(self._clients), minlength=len(cases))
        return Tally(self.lattice.table_cells(table, period, details), cases, clients)

    @cached_property
    def _most_visits(self) -> int:
        return int(np.bincount(self._clients).max()) if len(self._clients) else 1

    def _records_of(self, period: str) -> tuple[int, int]:
        """The first record of a period and the one after its last."""
        quarters = self.block.quarters
        if slice_of(period) == Slice.QUARTER:
            first = quarters.index(period)
            return int(self._starts[first]), int(self._starts[first + 1])
        if slice_of(period) == Slice.YEAR:
            first = 4 * self.block.years.index(period)
            return int(self._starts[first]), int(self._starts[first + 4])
        if period != self.block.period:
            raise KeyError(period)
        return 0, int(self._starts[-1])

    def _expand(self, table: Table, period: str, details: frozenset[Axis]) -> tuple[Numbers, Numbers, int]:
        """One entry for each record and each cell of the table it is in, and how many cells the table has."""
        start, end = self._records_of(period)
        record = np.arange(start, end, dtype=np.int64)
        cell = np.zeros(len(record), dtype=np.int64)
        size = 1
        for axis in table:
            rows = self._details[axis] if axis in details else self._rows[axis]
            own = len(self.block.details.get(axis, ()) if axis in details else rows_of(self.block, axis))
            size *= own
            if axis in MULTIPLE:
                many = rows.first[record + 1] - rows.first[record]
                before = np.cumsum(many) - many
                place = np.repeat(rows.first[record] - before, many) + np.arange(int(many.sum()))
                record, cell = np.repeat(record, many), np.repeat(cell, many) * own + rows.row[place]
            else:
                cell = cell * own + rows.row[record]
        return record, cell, size

    def clients_left(self, whole: int, part: int) -> int:
        """Different clients of what a cell leaves of another one that contains it, both as numbers of the lattice."""
        inside = self._inside(self.lattice.key(whole)) & ~self._inside(self.lattice.key(part))
        start, end = self._records_of(self.lattice.key(whole)[0][1])
        return len(each_once(self._clients[start:end][inside]))

    def _count(self, key: Key) -> tuple[int, int]:
        if key not in self._known:
            start, end = self._records_of(key[0][1])
            inside = self._inside(key)
            clients = len(each_once(self._clients[start:end][inside]))
            is_measure = any(axis == Axis.MEASURE for axis, _code in key)
            self._known[key] = clients if is_measure else int(inside.sum()), clients
        return self._known[key]

    def _inside(self, key: Key) -> Flags:
        """Which records of its period are in a cell; of the measure, those with a client code."""
        start, end = self._records_of(key[0][1])
        inside = np.ones(end - start, dtype=bool)
        for axis, code in key[1:]:
            if axis == Axis.MEASURE:
                inside &= self._clients[start:end] < self._coded
            else:
                inside &= self._has(Axis(axis), code, start, end)
        return inside

    @cached_property
    def _coded(self) -> int:
        """Below this number are the clients with a code."""
        rows = self._rows[Axis.CLIENT_CODE]
        is_coded = rows.row == 0
        return int(self._clients[is_coded].max()) + 1 if is_coded.any() else 0

    def _has(self, axis: Axis, code: str, start: int, end: int) -> Flags:
        """Which records of a range are in a row."""
        upper = rows_of(self.block, axis)
        if code in upper:
            rows, wanted = self._rows[axis], upper.index(code)
        elif code in self.block.details.get(axis, ()):
            rows, wanted = self._details[axis], self.block.details[axis].index(code)
        else:
            raise KeyError(code)
        first, last = rows.first[start], rows.first[end]
        found = np.zeros(end - start, dtype=bool)
        found[rows.record[first:last][rows.row[first:last] == wanted] - start] = True
        return found


def _compact_clients(client: Numbers) -> Numbers:
    """Clients as 0, 1, 2 …: those with a code first, then one for each case without."""
    coded = client != NO_CLIENT
    result = np.empty(len(client), dtype=np.int64)
    known = each_once(client[coded])
    result[coded] = np.searchsorted(known, client[coded])
    result[~coded] = len(known) + np.arange(int((~coded).sum()))
    return result


def _upper_rows(block: Block, axis: Axis, mentions: Mentions, new_place: Numbers) -> _Rows:
    rows = rows_of(block, axis)
    place = {code: number for number, code in enumerate(rows)}
    row = np.array([place[row_of(block, axis, code)] for code in mentions.names], dtype=np.int64)
    pairs = [(mentions.record, row[mentions.code])]
    if axis == Axis.VIOLATOR and LAW_ENFORCEMENT in place:
        law = np.array([_is_law_enforcement(block, code) for code in mentions.names], dtype=bool)[mentions.code]
        pairs.append((mentions.record[law], np.full(int(law.sum()), place[LAW_ENFORCEMENT])))
    return _grouped(pairs, len(rows), new_place)


def _is_law_enforcement(block: Block, code: str) -> bool:
    return code in block.law_enforcement or heading_of(code) in block.law_enforcement


def _detail_rows(block: Block, axis: Axis, mentions: Mentions, new_place: Numbers) -> _Rows:
    details = block.details.get(axis, ())
    place: Mapping[str, int] = {code: number for number, code in enumerate(details)}
    row = np.array([place.get(code, -1) for code in mentions.names], dtype=np.int64)[mentions.code]
    return _grouped([(mentions.record[row >= 0], row[row >= 0])], len(details), new_place)


def _grouped(pairs: Sequence[tuple[Numbers, Numbers]], size: int, new_place: Numbers) -> _Rows:
    """Pairs of record and row, each once, in the new order of the records; records without a new place are left out."""
    kept = int((new_place >= 0).sum())
    keys = np.concatenate([new_place[record] * max(size, 1) + row for record, row in pairs])
    keys = each_once(keys[keys >= 0])
    record, row = keys // max(size, 1), keys % max(size, 1)
    return _Rows(np.searchsorted(record, np.arange(kept + 1)).astype(np.int64), row)
