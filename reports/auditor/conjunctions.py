"""Numbers of no table: what does pencil and paper prove of them? Every conjunction of the crossed axes, at once.

Sums, overlaps and remainders are followed along each axis until nothing more follows. Weaker than a linear programme
for each of them, but over hundreds of thousands of cells, none of which anybody ever meant to publish.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Final

import numpy as np
from numpy.typing import NDArray

from reports.auditor.population import is_part_of
from reports.disclosure.schema import (
    LAW_ENFORCEMENT,
    MULTIPLE,
    UNSTATED,
    Axis,
    Block,
    Key,
    Slice,
    slice_of,
)

Numbers = NDArray[np.int32]

CROSSED: Final = (Axis.PRIMARY_GROUP, Axis.VIOLATOR, Axis.CATEGORY, Axis.OBLAST, Axis.OUTCOME)
"""The axes that some table crosses. What stands in no crossing is tied to nothing but the total."""
ENDLESS: Final = 10**7
SWEEPS: Final = 60


@dataclass(frozen=True)
class _Sum:
    """Slots that add up to another one."""

    whole: int
    parts: slice | tuple[int, ...]


@dataclass(frozen=True)
class _Union:
    """Slots that overlap; together they cover another one, if `covers`."""

    whole: int
    parts: tuple[int, ...]
    covers: bool = True


@dataclass(frozen=True)
class _Scale:
    """One axis as the slots of an array, and what is known of them."""

    axis: Axis
    slots: Mapping[str, int]
    """Code -> slot; the empty code is the whole axis, which is the last slot."""
    steps: tuple[_Sum | _Union, ...]

    @property
    def size(self) -> int:
        """How many slots."""
        return max(self.slots.values()) + 1


class Lattice:
    """Bounds of every conjunction of some axes, tightened until nothing follows any more."""

    def __init__(self, block: Block, periods: tuple[str, ...], axes: tuple[Axis, ...] = CROSSED) -> None:
        """Of some periods of the block, all that there are to subtract from each other."""
        self.scales = (_time(block, periods), *(_scale(block, axis) for axis in axes if block.codes.get(axis)))
        self._place = {scale.axis: place for place, scale in enumerate(self.scales)}
        shape = tuple(scale.size for scale in self.scales)
        self.low = np.zeros(shape, np.int32)
        self.high = np.full(shape, ENDLESS, np.int32)

    def tell(self, known: Mapping[Key, int]) -> None:
        """Put in what is shown; numbers of other axes say nothing here."""
        for key, value in known.items():
            slot = self.slot(key)
            if slot is not None:
                self.low[slot] = self.high[slot] = value

    def take_over(self, other: "Lattice") -> None:
        """Take over what another lattice, of these axes and further ones, found of the periods of both."""
        times = self.scales[0].slots
        shared = [period for period in other.scales[0].slots if period in times]
        here, there = [times[period] for period in shared], [other.scales[0].slots[period] for period in shared]
        further = tuple(slice(None) if scale.axis in self._place else -1 for scale in other.scales[1:])
        low, high = (bounds[(slice(None), *further)][there] for bounds in (other.low, other.high))
        self.low[here] = np.maximum(self.low[here], low)
        self.high[here] = np.minimum(self.high[here], high)

    def slot(self, key: Key) -> tuple[int, ...] | None:
        """The place of a cell; None if it is none of these conjunctions."""
        codes = dict(key)
        found = tuple(scale.slots.get(codes.pop(scale.axis.value, ""), -1) for scale in self.scales)
        return None if codes or -1 in found else found

    def follow(self) -> None:
        """Tighten along every axis until nothing changes."""
        waiting = set(range(len(self.scales) + 1))
        for _sweep in range(SWEEPS):
            for place in range(len(self.scales) + 1):
                if place in waiting:
                    has_changed = self._along(place) if place < len(self.scales) else self._remainders()
                    waiting = waiting | set(range(len(self.scales) + 1)) if has_changed else waiting
                    waiting -= {place}
            if not waiting:
                return

    def certain(self, above: int, below: int) -> Iterator[tuple[Key, int]]:
        """Conjunctions that provably hold more than `above`, if not provably `below`; and how many."""
        codes = [{place: code for code, place in scale.slots.items()} for scale in self.scales]
        axes = [scale.axis.value for scale in self.scales]
        for slot in np.argwhere((self.low > above) & (self.low < below)).tolist():
            named = [(axis, code.get(place)) for axis, code, place in zip(axes, codes, slot, strict=True)]
            if all(code is not None for _axis, code in named):
                yield tuple((axis, code) for axis, code in named if code), int(self.low[tuple(slot)])

    def _along(self, place: int) -> bool:
        """Follow one axis, again and again where its steps lean on each other; did anything change?"""
        low, high = np.moveaxis(self.low, place, 0), np.moveaxis(self.high, place, 0)
        has_changed_ever = False
        for _turn in range(SWEEPS):
            has_changed = False
            for step in self.scales[place].steps:
                has_changed |= _add_up(step, low, high) if isinstance(step, _Sum) else _overlap(step, low, high)
            has_changed_ever |= has_changed
            if not has_changed or len(self.scales[place].steps) == 1:
                return has_changed_ever
        return has_changed_ever

    def _remainders(self) -> bool:
        """Of two rows of different axes: what both leave out cannot be more than there is."""
        has_changed = False
        for both in combinations(range(1, len(self.scales)), 2):
            has_changed |= _leave_room(*(np.moveaxis(bounds, both, (0, 1)) for bounds in (self.low, self.high)))
        return has_changed


def _leave_room(low: Numbers, high: Numbers) -> bool:
    """`both + whole >= first + second`, each way round; the last slot of each of the first two axes is the whole."""
    whole, first, second = high[-1:, -1:], low[:, -1:], low[-1:, :]
    least = np.maximum(low, first + second - whole)
    room = whole + high
    most_first = np.minimum(high[:, -1], (room - second).min(1))
    most_second = np.minimum(high[-1], (room - first).min(0))
    has_changed = not (
        np.array_equal(least, low) and np.array_equal(most_first, high[:, -1]) and np.array_equal(most_second, high[-1])
    )
    low[...], high[:, -1], high[-1] = least, most_first, most_second
    return has_changed


def _add_up(step: _Sum, low: Numbers, high: Numbers) -> bool:
    """Parts and whole of a sum bound each other."""
    parts = step.parts if isinstance(step.parts, slice) else list(step.parts)
    part_low, part_high = low[parts], high[parts]
    sum_low, sum_high = part_low.sum(0, dtype=np.int32), np.minimum(part_high, ENDLESS).sum(0, dtype=np.int32)
    whole_low, whole_high = np.maximum(low[step.whole], sum_low), np.minimum(high[step.whole], sum_high)
    new_high = np.minimum(part_high, part_low + (whole_high - sum_low))
    new_low = np.maximum(part_low, part_high - (sum_high - whole_low))
    return _put(step.whole, parts, low, high, (whole_low, whole_high, new_low, new_high))


def _overlap(step: _Union, low: Numbers, high: Numbers) -> bool:
    """No part is larger than the whole; if they cover it, it is no larger than all of them together."""
    parts = list(step.parts)
    part_low, part_high = low[parts], high[parts]
    whole_low, whole_high = np.maximum(low[step.whole], part_low.max(0)), high[step.whole]
    new_low = part_low
    if step.covers:
        sum_high = part_high.sum(0, dtype=np.int32)
        whole_high = np.minimum(whole_high, sum_high)
        new_low = np.maximum(part_low, part_high - (sum_high - whole_low))
    return _put(step.whole, parts, low, high, (whole_low, whole_high, new_low, np.minimum(part_high, whole_high)))


def _put(
    whole: int, parts: slice | list[int], low: Numbers, high: Numbers, new: tuple[Numbers, Numbers, Numbers, Numbers]
) -> bool:
    before = (low[whole], high[whole], low[parts], high[parts])
    has_changed = any(not np.array_equal(old, now) for old, now in zip(before, new, strict=True))
    low[whole], high[whole], low[parts], high[parts] = new
    return has_changed


def _time(block: Block, periods: tuple[str, ...]) -> _Scale:
    """Quarters, years, the block; the last slot is the longest period, not a whole."""
    slots = {period: place for place, period in enumerate(sorted(periods, key=lambda period: len(period)))}
    steps = []
    for whole, parts in [
        *((year, [quarter for quarter in block.quarters if quarter.startswith(year)]) for year in block.years),
        (block.period, list(block.years)),
    ]:
        if whole in slots and all(part in slots for part in parts):
            steps.append(_Sum(slots[whole], tuple(slots[part] for part in parts)))
    return _Scale(Axis.PERIOD, slots, tuple(steps))


def _scale(block: Block, axis: Axis) -> _Scale:
    """Rows of an axis, and where they overlap a slot for the cases that state something."""
    rows = block.violator_rows if axis == Axis.VIOLATOR else tuple(block.codes[axis])
    slots = {code: place for place, code in enumerate(rows)}
    if axis not in MULTIPLE:
        return _Scale(axis, {**slots, "": len(rows)}, (_Sum(len(rows), slice(0, len(rows))),))
    stated, whole = len(rows), len(rows) + 1
    upper = tuple(slots[code] for code in block.codes[axis] if code != UNSTATED)
    steps: list[_Sum | _Union] = [_Union(stated, upper)]
    steps.append(_Sum(whole, (stated, slots[UNSTATED])) if UNSTATED in slots else _Sum(whole, (stated,)))
    if LAW_ENFORCEMENT in slots:
        steps += _law(block, slots, stated)
    return _Scale(axis, {**slots, "": whole}, tuple(steps))


def _law(block: Block, slots: Mapping[str, int], stated: int) -> Iterator[_Union]:
    """The row of law enforcement: a union of some rows, or of parts of them."""
    law, own = slots[LAW_ENFORCEMENT], block.codes[Axis.VIOLATOR]
    inside = tuple(slots[code] for code in own if code in block.law_enforcement)
    others = tuple(
        slots[code]
        for code in own
        if code != UNSTATED and not any(is_part_of(code, part) for part in block.law_enforcement)
    )
    if inside:
        yield _Union(law, inside, covers=all(part in own for part in block.law_enforcement))
    yield _Union(stated, (law, *others))


def conjunctions_of(block: Block, periods: tuple[str, ...], known: Mapping[Key, int]) -> tuple[Lattice, ...]:
    """Every conjunction of the crossed axes by year and block; by quarter, three axes at a time.

    Of quarters only totals, groups and categories are ever shown.
    """
    longer = tuple(period for period in periods if slice_of(period) != Slice.QUARTER)
    wide = [Lattice(block, longer)] if longer else []
    narrow = [
        Lattice(block, periods, tuple(each for each in CROSSED if each in (axis, *MULTIPLE)))
        for axis in (Axis.PRIMARY_GROUP, Axis.OBLAST, Axis.OUTCOME)
        if len(longer) < len(periods)
    ]
    for lattice in (*wide, *narrow):
        lattice.tell(known)
        if lattice in narrow and wide:
            lattice.take_over(wide[0])
        lattice.follow()
    return (*wide, *narrow)
