"""How the cells of a block hang together: the rows of each axis, and what anybody can subtract along them. Pure.

A cell has one *slot* on each axis: a row, or `WHOLE` where the axis is not part of its key. A cell is one whole number
here, its slots in mixed radix, so that thousands of cells are compared at once. The two axes of client groups are one
here, because no table crosses them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import combinations

import numpy as np

from reports.disclosure.columns import Flags, Numbers, each_once
from reports.disclosure.schema import (
    LAW_ENFORCEMENT,
    OTHER,
    TWO_LEVELS,
    UNSTATED,
    Axis,
    Block,
    Key,
    Tier,
    heading_of,
    key_of,
    table_of,
)
from reports.disclosure.tables import Table, offered

WHOLE = 0
"""The slot of an axis that a key does not name. The period has none: it is always named."""


class Relation(StrEnum):
    """What is known of the parts of a whole."""

    SUM = "sum"
    """They add up to it: every case is in exactly one."""
    COVER = "cover"
    """They add up to it or more: every case is in at least one."""
    INSIDE = "inside"
    """They add up to it or less: no case is in two, and each is in the whole."""


@dataclass(frozen=True)
class Line:
    """A whole and its parts on one axis, as slots; everything else of the key stays."""

    relation: Relation
    whole: int
    parts: tuple[int, ...]


@dataclass(frozen=True)
class SlotAxis:
    """One axis of the lattice: what its slots stand for, and its lines."""

    name: str
    slots: tuple[tuple[Axis, str] | None, ...]
    """(axis, code) of each slot; None for the whole."""
    lines: tuple[Line, ...]


class _Slots:
    """Collects the slots and lines of one axis."""

    def __init__(self) -> None:
        self.slots: list[tuple[Axis, str] | None] = [None]
        self.lines: list[Line] = []

    def add(self, axis: Axis, codes: Iterable[str]) -> dict[str, int]:
        """New slots; returns them by code."""
        added = {}
        for code in codes:
            added[code] = len(self.slots)
            self.slots.append((axis, code))
        return added

    def line(self, relation: Relation, whole: int, parts: Iterable[int]) -> None:
        """A new line."""
        self.lines.append(Line(relation, whole, tuple(parts)))

    def overlapping(self, rows: dict[str, int]) -> None:
        """Rows of which a case is in at least one; nothing stated excludes every other."""
        self.line(Relation.COVER, WHOLE, rows.values())
        for code, slot in rows.items():
            if code != UNSTATED:
                self.line(Relation.INSIDE, WHOLE, [slot, *([rows[UNSTATED]] if UNSTATED in rows else [])])

    def done(self, name: str) -> SlotAxis:
        """The axis."""
        return SlotAxis(name, tuple(self.slots), tuple(self.lines))


def _period_axis(block: Block) -> SlotAxis:
    place = {period: number for number, period in enumerate(block.periods)}
    lines = [
        Line(Relation.SUM, place[year], tuple(place[quarter] for quarter in block.quarters if quarter[:4] == year))
        for year in block.years
    ]
    lines.append(Line(Relation.SUM, place[block.period], tuple(place[year] for year in block.years)))
    return SlotAxis(Axis.PERIOD, tuple((Axis.PERIOD, period) for period in block.periods), tuple(lines))


def _client_axis(block: Block) -> SlotAxis:
    axis = _Slots()
    primary = axis.add(Axis.PRIMARY_GROUP, block.codes[Axis.PRIMARY_GROUP])
    every = axis.add(Axis.GROUP, block.codes[Axis.GROUP])
    axis.line(Relation.SUM, WHOLE, primary.values())
    axis.overlapping(every)
    for code, slot in primary.items():
        # The primary group of a blanked record is gone, so nothing is known of the groups behind the last two rows.
        if code not in (OTHER, UNSTATED):
            axis.line(Relation.INSIDE, every.get(code, every[OTHER]), [slot])
    return axis.done("client")


def _violator_axis(block: Block) -> SlotAxis:
    axis = _Slots()
    rows = axis.add(Axis.VIOLATOR, block.codes[Axis.VIOLATOR])
    axis.overlapping(rows)
    law = axis.add(Axis.VIOLATOR, [code for code in block.violator_rows if code not in rows])
    details = _add_details(axis, block, Axis.VIOLATOR, rows)
    if law:
        _law_enforcement_lines(axis, block, rows | details, law[LAW_ENFORCEMENT])
    return axis.done(Axis.VIOLATOR)


def _law_enforcement_lines(axis: _Slots, block: Block, slots: dict[str, int], law: int) -> None:
    rows = block.codes[Axis.VIOLATOR]
    members = [code for code in block.law_enforcement if code in slots]
    for code in members:
        axis.line(Relation.INSIDE, law, [slots[code]])
    touched = dict.fromkeys(heading_of(code) if heading_of(code) in rows else OTHER for code in block.law_enforcement)
    axis.line(Relation.COVER, law, [slots[code] for code in touched])
    outside = [code for code in rows if code not in members]
    axis.line(Relation.COVER, WHOLE, [law, *(slots[code] for code in outside)])
    axis.line(Relation.INSIDE, WHOLE, [law, *([slots[UNSTATED]] if UNSTATED in rows else [])])


def _category_axis(block: Block) -> SlotAxis:
    axis = _Slots()
    rows = axis.add(Axis.CATEGORY, block.codes[Axis.CATEGORY])
    axis.overlapping(rows)
    _add_details(axis, block, Axis.CATEGORY, rows)
    return axis.done(Axis.CATEGORY)


def _add_details(axis: _Slots, block: Block, of: Axis, rows: dict[str, int]) -> dict[str, int]:
    details = axis.add(of, block.details.get(of, ()))
    for code, slot in details.items():
        # Rare details have no row, so the details do not cover their heading.
        axis.line(Relation.INSIDE, rows[heading_of(code)], [slot])
    return details


def _plain_axis(block: Block, of: Axis) -> SlotAxis:
    axis = _Slots()
    rows = axis.add(of, block.codes[of])
    axis.line(Relation.SUM, WHOLE, rows.values())
    return axis.done(of)


PLAIN_AXES = (
    Axis.OBLAST,
    Axis.OUTCOME,
    Axis.READINESS,
    Axis.QUALIFICATION,
    Axis.GENDER,
    Axis.AGE,
    Axis.CLIENT_CODE,
)
"""Axes of which every case has exactly one code, besides the primary group."""


class Lattice:
    """Every conjunction of codes of a block, offered or not, as whole numbers."""

    def __init__(self, block: Block) -> None:
        self.block = block
        self.axes: tuple[SlotAxis, ...] = (
            _period_axis(block),
            _client_axis(block),
            _violator_axis(block),
            _category_axis(block),
            *(_plain_axis(block, axis) for axis in PLAIN_AXES),
        )
        sizes = [len(axis.slots) for axis in self.axes]
        self._offered: dict[tuple[Tier, str], Numbers] = {}
        self.strides = tuple(int(np.prod(sizes[place + 1 :], dtype=np.int64)) for place in range(len(sizes)))

    @cached_property
    def _places(self) -> dict[tuple[str, str], tuple[int, int]]:
        """(axis, code) -> (place of the lattice's axis, slot)."""
        return {
            (slot[0].value, slot[1]): (place, number)
            for place, axis in enumerate(self.axes)
            for number, slot in enumerate(axis.slots)
            if slot is not None
        }

    def place_of(self, axis: Axis) -> int:
        """Where among `axes` one of the schema is."""
        return next(
            place
            for place, own in enumerate(self.axes)
            if any(slot is not None and slot[0] == axis for slot in own.slots)
        )

    def slot(self, axis: Axis, code: str) -> int:
        """The slot of a code on its axis. Raises KeyError where it has none."""
        return self._places[axis.value, code][1]

    def number(self, key: Key) -> int:
        """A cell as a number. Raises KeyError for a code without a row, for a measure, which is no count of cases, and
        where groups are crossed with primary groups."""
        slots = [self._places[pair] for pair in key]
        if len({place for place, _slot in slots}) < len(slots):
            raise KeyError(key)
        return sum(slot * self.strides[place] for place, slot in slots)

    def numbers(self, keys: Iterable[Key]) -> Numbers:
        """Cells as numbers, in their order."""
        return np.array([self.number(key) for key in keys], dtype=np.int64)

    def key(self, number: int) -> Key:
        """The cell of a number."""
        pairs: list[tuple[Axis, str]] = []
        for axis, slot in zip(self.axes, self.slots_of(number), strict=True):
            pair = axis.slots[slot]
            if pair is not None:
                pairs.append(pair)
        period, *codes = pairs
        return key_of(period[1], **{axis.value: code for axis, code in codes})

    def slots_of(self, number: int) -> tuple[int, ...]:
        """Its slot on each axis."""
        return tuple(number // stride % len(axis.slots) for stride, axis in zip(self.strides, self.axes, strict=True))

    def slots_on(self, cells: Numbers, place: int) -> Numbers:
        """The slot of each cell on the axis at a place."""
        return cells // self.strides[place] % len(self.axes[place].slots)

    def are_details(self, cells: Numbers) -> Flags:
        """Which cells name a code of the lower level."""
        found = np.zeros(len(cells), dtype=bool)
        for place, axis in enumerate(self.axes):
            of_slot = np.array([slot is not None and self._is_detail(*slot) for slot in axis.slots])
            found |= of_slot[self.slots_on(cells, place)]
        return found

    def containing(self, cells: Numbers, part: int) -> Flags:
        """Which cells, of any period, contain another: every code they name is one of its codes, or their heading."""
        found = np.ones(len(cells), dtype=bool)
        for place, slot in list(enumerate(self.slots_of(part)))[1:]:
            above = [line.whole for line in self.axes[place].lines if line.parts == (slot,)]
            found &= np.isin(self.slots_on(cells, place), [WHOLE, slot, *above])
        return found

    def orders(self, cells: Numbers) -> Numbers:
        """How many axes besides the period each cell names."""
        found = np.zeros(len(cells), dtype=np.int64)
        for place in range(1, len(self.axes)):
            found += self.slots_on(cells, place) != WHOLE
        return found

    def lines(self, cells: Numbers) -> Iterator[tuple[Relation, Numbers, Numbers]]:
        """Everything that can be added up among some cells.

        Gives, for lines of one shape, the relation, the places of the wholes in `cells`, and those of the parts as a
        table with a row for each whole. `cells` is in ascending order, each once.
        """
        for place, axis in enumerate(self.axes):
            slots = self.slots_on(cells, place)
            for line in axis.lines:
                wholes = np.flatnonzero(slots == line.whole)
                if not len(wholes):
                    continue
                steps = np.array([part - line.whole for part in line.parts], dtype=np.int64) * self.strides[place]
                wanted = cells[wholes][:, None] + steps[None, :]
                found = np.minimum(np.searchsorted(cells, wanted), len(cells) - 1)
                complete = (cells[found] == wanted).all(axis=1)
                if complete.any():
                    yield line.relation, wholes[complete], found[complete]

    def insides(self, cells: Numbers) -> Iterator[tuple[Numbers, Numbers]]:
        """Rows that overlap with others, and what they lie in: places in `cells` of the wholes, and of the rows."""
        for place, axis in enumerate(self.axes):
            slots = self.slots_on(cells, place)
            for line in axis.lines:
                if line.relation != Relation.INSIDE:
                    continue
                wholes = np.flatnonzero(slots == line.whole)
                wanted = cells[wholes] + (line.parts[0] - line.whole) * self.strides[place]
                found = np.minimum(np.searchsorted(cells, wanted), len(cells) - 1)
                there = cells[found] == wanted
                if there.any():
                    yield wholes[there], found[there]

    def by_table(self, cells: Numbers) -> Iterator[tuple[Table, frozenset[Axis], str, Numbers]]:
        """Some cells by the table they would stand in, offered or not.

        Gives the axes of the table, those of them that name the lower level, the period, and the places of the cells.
        """
        kinds = np.zeros(len(cells), dtype=np.int64)
        for place, (names, own) in enumerate(self._kinds):
            kinds = kinds * len(names) + own[self.slots_on(cells, place)]
        order = np.argsort(kinds, kind="stable")
        for kind in each_once(kinds).tolist():
            places = order[np.searchsorted(kinds, kind, "left", order) : np.searchsorted(kinds, kind, "right", order)]
            yield *self._table_of_kind(kind), places

    def _table_of_kind(self, kind: int) -> tuple[Table, frozenset[Axis], str]:
        table: list[Axis] = []
        details: set[Axis] = set()
        period = ""
        for names, _own in reversed(self._kinds):
            kind, number = divmod(kind, len(names))
            name = names[number]
            if isinstance(name, str):
                period = name
            elif name is not None:
                table.append(name[0])
                details |= {name[0]} if name[1] else set()
        return tuple(reversed(table)), frozenset(details), period

    @cached_property
    def _kinds(self) -> list[tuple[list[str | tuple[Axis, bool] | None], Numbers]]:
        """Of each axis what its slots can be: a period, or an axis of either level; and which each slot is."""
        found = []
        for place, axis in enumerate(self.axes):
            names: list[str | tuple[Axis, bool] | None] = []
            own = []
            for slot in axis.slots:
                name = None if slot is None else slot[1] if place == 0 else (slot[0], self._is_detail(*slot))
                if name not in names:
                    names.append(name)
                own.append(names.index(name))
            found.append((names, np.array(own, dtype=np.int64)))
        return found

    def _is_detail(self, axis: Axis, code: str) -> bool:
        return code in self.block.details.get(axis, ())

    def offered(self, tier: Tier, period: str) -> Numbers:
        """The cells of a tier in a period in ascending order, but for the measure."""
        wanted = (tier, period)
        if wanted not in self._offered:
            keys = [key for key in offered(self.block, tier, period) if table_of(key) != Axis.MEASURE]
            self._offered[wanted] = np.sort(self.numbers(keys))
        return self._offered[wanted]

    def overlaps(self, cells: Numbers) -> Iterator[tuple[Numbers, Numbers, Numbers, Numbers]]:
        """Where two rows overlap within a whole: places in `cells` of the whole, of either row, and of both together.

        Whole and both are never less than the two rows: nobody is outside of a row less than not at all.
        """
        insides = [
            (place, line.whole, line.parts[0])
            for place, axis in enumerate(self.axes)
            for line in axis.lines
            if line.relation == Relation.INSIDE and len(line.parts) == 1
        ]
        slots = {place: self.slots_on(cells, place) for place in {place for place, _whole, _part in insides}}
        for one, other in combinations(insides, 2):
            if one[0] == other[0]:
                continue
            wholes = np.flatnonzero((slots[one[0]] == one[1]) & (slots[other[0]] == other[1]))
            steps = [(part - whole) * self.strides[place] for place, whole, part in (one, other)]
            wanted = cells[wholes][:, None] + np.array([steps[0], steps[1], steps[0] + steps[1]])[None, :]
            found = np.minimum(np.searchsorted(cells, wanted), len(cells) - 1)
            complete = (cells[found] == wanted).all(axis=1)
            if complete.any():
                yield wholes[complete], *found[complete].T

    def table_cells(self, table: Table, period: str, details: frozenset[Axis] = frozenset()) -> Numbers:
        """The cells of one table without its margins, those of the last axis next to each other.

        `details` are the axes of which the lower level is meant.
        """
        cells = self.numbers([key_of(period)])
        for axis in table:
            cells = (cells[:, None] + self.row_steps(axis, details=axis in details)[None, :]).ravel()
        return cells

    def row_steps(self, axis: Axis, *, details: bool = False) -> Numbers:
        """What each row of an axis adds to a cell that does not name the axis."""
        block = self.block
        codes = block.details.get(axis, ()) if details else block.codes[axis]
        if axis == Axis.VIOLATOR and not details:
            codes = block.violator_rows
        stride = self.strides[self.place_of(axis)]
        return np.array([self.slot(axis, code) * stride for code in codes], dtype=np.int64)


assert frozenset({Axis.VIOLATOR, Axis.CATEGORY}) == TWO_LEVELS  # noqa: S101 - a word of the schema without its lines
