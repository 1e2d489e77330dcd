"""What everybody knows of the numbers before they see one: which are parts of which. Derived from the keys alone.

A relation says that a weighted sum of cells is zero, or is not below zero. Single-valued axes and time add up to their
parent; rows of groups, violators and categories overlap; lower codes lie within their headings.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import product
from math import prod
from typing import Final

from reports.auditor.offers import rows_of
from reports.auditor.population import is_part_of, upper_row
from reports.disclosure.schema import (
    CLIENTS,
    CODED,
    LAW_ENFORCEMENT,
    MULTIPLE,
    OTHER,
    UNSTATED,
    Axis,
    Block,
    Key,
    key_of,
)

Line = dict[str, int]
"""The rows of one axis with everything else held: code -> number of the cell."""


WHOLE_TABLE: Final = 600
"""Cells of a table that is put in whole for the sake of one of its cells."""


@dataclass(frozen=True)
class Relations:
    """Cells by number, and what is known of their sums."""

    cells: tuple[Key, ...]
    places: Mapping[Key, int]
    equal: list[tuple[list[int], list[int]]] = field(default_factory=list)
    """Cells and weights of sums that are zero."""
    at_least: list[tuple[list[int], list[int]]] = field(default_factory=list)
    """Cells and weights of sums that are not below zero."""

    def is_sum(self, whole: int, parts: Iterable[int]) -> None:
        """The parts add up to the whole."""
        several = list(parts)
        self.equal.append(([whole, *several], [-1, *[1] * len(several)]))

    def is_within(self, whole: int, *parts: int) -> None:
        """The parts do not overlap, and lie in the whole."""
        self.at_least.append(([whole, *parts], [1, *[-1] * len(parts)]))

    def is_covered(self, whole: int, parts: Iterable[int]) -> None:
        """The parts may overlap; together they cover the whole."""
        several = list(parts)
        self.at_least.append(([whole, *several], [-1, *[1] * len(several)]))


def relations_of(block: Block, keys: Iterable[Key], is_subset: Callable[[Key, Key], bool]) -> Relations:
    """Everything that is known of these cells. `is_subset` tells of two groups whether one's cases are the other's."""
    cells = tuple(dict.fromkeys(keys))
    found = Relations(cells, {key: place for place, key in enumerate(cells)})
    for (parent, axis), line in _lines(found).items():
        whole = found.places.get(parent)
        if axis == Axis.MEASURE:
            _relate_clients(found, parent, line)
        elif whole is not None and axis in MULTIPLE:
            _relate_overlapping(found, block, axis, whole, line)
            if axis == Axis.VIOLATOR and LAW_ENFORCEMENT in line:
                _relate_law_enforcement(found, block, whole, line)
        elif whole is not None:
            _relate_distinct(found, block, axis, whole, line)
    _relate_crossings(found)
    _relate_periods(found, block)
    _relate_groups(found, is_subset)
    return found


def _lines(found: Relations) -> dict[tuple[Key, Axis], Line]:
    lines: dict[tuple[Key, Axis], Line] = {}
    for place, key in enumerate(found.cells):
        for position in range(1, len(key)):
            axis, code = key[position]
            parent = key[:position] + key[position + 1 :]
            lines.setdefault((parent, Axis(axis)), {})[code] = place
    return lines


def _relate_distinct(found: Relations, block: Block, axis: Axis, whole: int, line: Line) -> None:
    """Every case is in exactly one row; a code without a row of its own is part of another row."""
    rows = [line[code] for code in rows_of(block, axis) if code in line]
    if rows and len(rows) == len(rows_of(block, axis)):
        found.is_sum(whole, rows)
    elif rows:
        found.is_within(whole, *rows)
    _relate_lower(found, block, axis, whole, line)


def _relate_overlapping(found: Relations, block: Block, axis: Axis, whole: int, line: Line) -> None:
    """A case can be in several rows, but what states nothing is in no other."""
    rows = block.codes.get(axis, ())
    nothing = [line[UNSTATED]] if UNSTATED in line else []
    for code, place in line.items():
        if code != UNSTATED:
            found.is_within(whole, place, *nothing)
    if all(code in line for code in rows):
        found.is_covered(whole, (line[code] for code in rows))
    _relate_lower(found, block, axis, whole, line)


def _relate_lower(found: Relations, block: Block, axis: Axis, whole: int, line: Line) -> None:
    """Codes without a row among the upper ones: each lies within the row of its heading."""
    rows = rows_of(block, axis)
    for code, place in line.items():
        if code not in rows:
            heading = upper_row(block, axis, code)
            found.is_within(line.get(heading or "", whole), place)


def _relate_law_enforcement(found: Relations, block: Block, whole: int, line: Line) -> None:
    """The row of law enforcement is the union of its codes."""
    law = line[LAW_ENFORCEMENT]
    for code, place in line.items():
        if any(is_part_of(code, part) for part in block.law_enforcement):
            found.is_within(law, place)
    own = [part if part in line else upper_row(block, Axis.VIOLATOR, part) for part in block.law_enforcement]
    if all(code in line for code in own):
        found.is_covered(law, {line[code] for code in own if code is not None})
    others = [code for code in block.codes[Axis.VIOLATOR] if code not in block.law_enforcement]
    if all(code in line for code in others):
        found.is_covered(whole, [law, *(line[code] for code in others)])


def _relate_clients(found: Relations, parent: Key, line: Line) -> None:
    """Different clients are not more than the cases that have a client code."""
    coded = found.places.get(key_of(parent[0][1], client_code=CODED), found.places.get(parent))
    if coded is not None:
        found.is_within(coded, line[CLIENTS])


def _relate_crossings(found: Relations) -> None:
    """Two overlapping axes: what both rows leave out cannot be more than what there is."""
    for key, both in zip(found.cells, range(len(found.cells)), strict=True):
        crossed = [pair for pair in key[1:] if pair[0] in MULTIPLE]
        if len(crossed) != 2:
            continue
        without = [
            tuple(pair for pair in key if pair not in left_out) for left_out in ([crossed[0]], [crossed[1]], crossed)
        ]
        places = [found.places.get(part) for part in without]
        if None not in places:
            first, second, whole = places
            found.at_least.append(([both, whole, first, second], [1, 1, -1, -1]))  # type: ignore[list-item]


def _relate_periods(found: Relations, block: Block) -> None:
    """Quarters add up to their year, years to the block. Clients may come in both years."""
    by_rest: dict[Key, Line] = {}
    for place, key in enumerate(found.cells):
        by_rest.setdefault(key[1:], {})[key[0][1]] = place
    parts = {year: [quarter for quarter in block.quarters if quarter.startswith(year)] for year in block.years}
    parts[block.period] = list(block.years)
    for rest, line in by_rest.items():
        for period, shorter in parts.items():
            here = [line[part] for part in shorter if part in line]
            if period not in line or not here:
                continue
            is_complete = len(here) == len(shorter)
            if (Axis.MEASURE.value, CLIENTS) in rest:
                for place in here:
                    found.is_within(line[period], place)
                if is_complete:
                    found.is_covered(line[period], here)
            elif is_complete:
                found.is_sum(line[period], here)
            else:
                found.is_within(line[period], *here)


def _relate_groups(found: Relations, is_subset: Callable[[Key, Key], bool]) -> None:
    """A case of a primary group is a case of a client of that group; nothing is known of several groups together."""
    for place, key in enumerate(found.cells):
        if len(key) != 2 or key[1][0] != Axis.PRIMARY_GROUP or key[1][1] in (OTHER, UNSTATED):
            continue
        own = key_of(key[0][1], group=key[1][1])
        wider = own if own in found.places else key_of(key[0][1], group=OTHER)
        if wider in found.places and is_subset(key, wider):
            found.is_within(found.places[wider], place)


def with_its_table(block: Block, key: Key) -> Iterable[Key]:
    """A cell with what ties it to others, where no release offers it: its whole table with margins.

    Of a table too large for that, the lines that lead through the cell and its margins.
    """
    choices: list[list[tuple[str, str] | None]] = []
    for name, code in key[1:]:
        codes = dict.fromkeys((code, *rows_of(block, Axis(name))))
        choices.append([(name, each) for each in codes] + [None])
    tables = [choices]
    if prod(len(choice) for choice in choices) > WHOLE_TABLE:
        own = [[choice[0], None] for choice in choices]
        tables = [[*own[:place], choice, *own[place + 1 :]] for place, choice in enumerate(choices)]
    for table in tables:
        for pairs in product(*table):
            yield (key[0], *(pair for pair in pairs if pair is not None))
