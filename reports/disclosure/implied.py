"""Which conjunctions that stand in no table follow from the ones that are shown (rule R6). Pure.

Bounds are carried along all lines of the lattice at once, over every conjunction of the upper level; what belongs to an
axis that is published alone (gender, age, all groups, the lower levels …) is compared with each of them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt

from reports.disclosure.columns import Flags, Numbers
from reports.disclosure.lattice import PLAIN_AXES, WHOLE, Lattice, Relation
from reports.disclosure.schema import MULTIPLE, Axis, Slice, slice_of

Bounds = npt.NDArray[np.float32]

CROSSED = (Axis.PRIMARY_GROUP, Axis.VIOLATOR, Axis.CATEGORY, Axis.OBLAST, Axis.OUTCOME)
"""Axes that some table crosses with another."""
_MOST = np.float32(4e6)
"""Where nothing is known. Sums of it stay exact enough to be larger than every count."""
_SWEEPS = 60
_CERTAIN = 0.5
"""Counts are whole, so a bound above this means at least one."""


@dataclass(frozen=True)
class _Line:
    relation: Relation
    whole: int
    parts: npt.NDArray[np.int64]


class _View:
    """Bounds over all conjunctions of some slots of some axes."""

    def __init__(self, lattice: Lattice, slots: Mapping[int, Sequence[int]]) -> None:
        """`slots` gives by place of the axis the slots that are looked at; all other axes stay whole."""
        self.lattice = lattice
        self.places = sorted(slots)
        self.slots = [np.asarray(slots[place], dtype=np.int64) for place in self.places]
        self.shape = tuple(len(own) for own in self.slots)
        self._dense = []
        for place, own in zip(self.places, self.slots, strict=True):
            dense = np.full(len(lattice.axes[place].slots), -1, dtype=np.int64)
            dense[own] = np.arange(len(own))
            self._dense.append(dense)

    def spread(self, cells: Numbers, cases: Numbers) -> tuple[Bounds, Bounds]:
        """The least and the most that each conjunction can be where these cells are known."""
        at = np.zeros(len(cells), dtype=np.int64)
        inside = np.ones(len(cells), dtype=bool)
        for place in range(len(self.lattice.axes)):
            slots = self.lattice.slots_on(cells, place)
            if place in self.places:
                number = self.places.index(place)
                dense = self._dense[number][slots]
                inside &= dense >= 0
                at = at * self.shape[number] + dense
            else:
                inside &= slots == WHOLE
        least = np.zeros(int(np.prod(self.shape)), dtype=np.float32)
        most = np.full(least.shape, _MOST, dtype=np.float32)
        least[at[inside]] = most[at[inside]] = cases[inside]
        least, most = least.reshape(self.shape), most.reshape(self.shape)
        self._propagate(least, most)
        return least, most

    def numbers(self, chosen: Flags) -> Numbers:
        """The cells at the chosen positions."""
        found = np.zeros(int(chosen.sum()), dtype=np.int64)
        for position, place, own in zip(np.nonzero(chosen), self.places, self.slots, strict=True):
            found += own[position] * self.lattice.strides[place]
        return found

    def _lines(self) -> Iterator[tuple[int, list[_Line]]]:
        for number, place in enumerate(self.places):
            dense = self._dense[number]
            lines = []
            for line in self.lattice.axes[place].lines:
                parts = dense[list(line.parts)]
                if dense[line.whole] >= 0 and (parts >= 0).all():
                    lines.append(_Line(line.relation, int(dense[line.whole]), parts))
            yield number, lines

    def _propagate(self, least: Bounds, most: Bounds) -> None:
        lines = list(self._lines())
        before = (-1.0, -1.0)
        for _ in range(_SWEEPS):
            for number, own in lines:
                low, high = np.moveaxis(least, number, 0), np.moveaxis(most, number, 0)
                for line in own:
                    _tighten(low, high, line)
            now = _totals(least, most)
            if now == before:
                # Pairs cost more than lines, and are asked only when these have no more to say: the end is the same.
                self._tighten_overlaps(least, most)
                now = _totals(least, most)
                if now == before:
                    return
            before = now

    def _tighten_overlaps(self, least: Bounds, most: Bounds) -> None:
        """Rows of two axes have in common what does not fit beside each other.

        Sums along an axis say it too, but only where each of the other rows is known, not where they are together.
        """
        numbers = [number for number, place in enumerate(self.places) if place > 0]
        for first, second in combinations(numbers, 2):
            low, high = (np.moveaxis(bounds, (first, second), (0, 1)) for bounds in (least, most))
            one, other = low[1:, :1], low[:1, 1:]
            np.maximum(low[1:, 1:], one + other - high[:1, :1], out=low[1:, 1:])
            np.maximum(low[:1, :1], (one + other - high[1:, 1:]).max(axis=(0, 1), keepdims=True), out=low[:1, :1])
            np.minimum(high[1:, :1], (high[:1, :1] + high[1:, 1:] - other).min(axis=1, keepdims=True), out=high[1:, :1])
            np.minimum(high[:1, 1:], (high[:1, :1] + high[1:, 1:] - one).min(axis=0, keepdims=True), out=high[:1, 1:])


def _totals(least: Bounds, most: Bounds) -> tuple[float, float]:
    """Changes whenever a bound does: bounds only ever close in."""
    return float(least.sum(dtype=np.float64)), float(most.sum(dtype=np.float64))


def _tighten(low: Bounds, high: Bounds, line: _Line) -> None:
    """Carry the bounds of a whole and its parts into each other."""
    if line.relation != Relation.COVER:
        if len(line.parts) == 1:
            part = int(line.parts[0])
            np.maximum(low[line.whole], low[part], out=low[line.whole])
            np.minimum(high[part], high[line.whole], out=high[part])
        else:
            parts = low[line.parts]
            together = parts.sum(axis=0)
            np.maximum(low[line.whole], together, out=low[line.whole])
            high[line.parts] = np.minimum(high[line.parts], high[line.whole] - (together - parts))
    if line.relation != Relation.INSIDE:
        parts = high[line.parts]
        together = parts.sum(axis=0)
        np.minimum(high[line.whole], together, out=high[line.whole])
        low[line.parts] = np.maximum(low[line.parts], low[line.whole] - (together - parts))


class Implied:
    """Finds the conjunctions of some periods that certainly have a case in them."""

    def __init__(self, lattice: Lattice, periods: Sequence[str]) -> None:
        self._lattice = lattice
        self._periods = [lattice.slot(Axis.PERIOD, period) for period in periods]
        is_crossed = any(slice_of(period) != Slice.QUARTER for period in periods)
        crossed = CROSSED if is_crossed else (Axis.CATEGORY,)
        self._core = self._view([_rows(lattice, axis) for axis in crossed])
        self._sides = [_rows(lattice, Axis.GROUP)]
        if is_crossed:
            self._sides += [_rows(lattice, axis) for axis in PLAIN_AXES if axis not in CROSSED]
        # Groups and primary groups together: of quarters only the former are shown, and each contains the latter.
        groups = (*_rows(lattice, Axis.PRIMARY_GROUP)[1], *_rows(lattice, Axis.GROUP)[1])
        self._clients = self._view([(lattice.place_of(Axis.GROUP), groups)])
        self._details = sorted(MULTIPLE - {Axis.GROUP}) if is_crossed else []

    def certain(self, cells: Numbers, cases: Numbers) -> Numbers:
        """Conjunctions with at least one case for everybody who knows these cells; shown ones among them."""
        least, most = self._core.spread(cells, cases)
        found = [self._core.numbers(least > _CERTAIN)]
        found.append(self._clients.numbers(self._clients.spread(cells, cases)[0] > _CERTAIN))
        for place, slots in self._sides:
            found += self._beside(place, slots, (cells, cases), (least, most))
        for axis in self._details:
            found += self._below(axis, (cells, cases), (least, most))
        return np.unique(np.concatenate(found))

    def _view(self, axes: Sequence[tuple[int, Sequence[int]]]) -> _View:
        return _View(self._lattice, {0: self._periods, **{place: [WHOLE, *slots] for place, slots in axes}})

    def _beside(
        self, place: int, slots: Sequence[int], known: tuple[Numbers, Numbers], core: tuple[Bounds, Bounds]
    ) -> Iterator[Numbers]:
        """Rows of an axis that is published alone, within each conjunction of the others."""
        view = self._view([(place, slots)])
        low, high = (bounds.reshape(len(self._periods), -1) for bounds in view.spread(*known))
        least, most = core
        if place in self._core.places:
            # Groups and primary groups are one axis of the lattice: only where no primary group is named.
            number = self._core.places.index(place)
            least, most = least.take([0], axis=number), most.take([0], axis=number)
        shape = (len(self._periods), *([1] * (least.ndim - 1)))
        others = [np.minimum(high[:, row].reshape(shape), most) for row in range(1, len(slots) + 1)]
        together = np.sum(others, axis=0)
        for row, slot in enumerate(slots, start=1):
            certain = least - (together - others[row - 1])
            np.maximum(certain, least + (low[:, row] - high[:, 0]).reshape(shape), out=certain)
            yield self._core.numbers(certain > _CERTAIN) + slot * self._lattice.strides[place]

    def _below(self, axis: Axis, known: tuple[Numbers, Numbers], core: tuple[Bounds, Bounds]) -> Iterator[Numbers]:
        """The lower level of an axis, within each conjunction of its heading with the others."""
        lattice, block = self._lattice, self._lattice.block
        place, headings = _rows(lattice, axis)
        details = [lattice.slot(axis, code) for code in block.details.get(axis, ())]
        if not details:
            return
        view = self._view([(place, [*headings, *details])])
        low, high = view.spread(*known)
        number = self._core.places.index(place)
        for line in lattice.axes[place].lines:
            if line.relation != Relation.INSIDE or line.parts[0] not in details or line.whole not in headings:
                continue
            detail = 1 + len(headings) + details.index(line.parts[0])
            heading = 1 + list(headings).index(line.whole)
            within = core[0].take([heading], axis=number)
            shape = (len(self._periods), *([1] * (within.ndim - 1)))
            certain = within + (low[:, detail] - high[:, heading]).reshape(shape)
            yield self._core.numbers(certain > _CERTAIN) + line.parts[0] * lattice.strides[place]


def _rows(lattice: Lattice, axis: Axis) -> tuple[int, tuple[int, ...]]:
    """Place of an axis in the lattice, and the slots of its upper rows."""
    codes = lattice.block.violator_rows if axis == Axis.VIOLATOR else lattice.block.codes[axis]
    return lattice.place_of(axis), tuple(lattice.slot(axis, code) for code in codes)
