"""What is withheld for its own sake: too few clients (R2), a small row in one cell (R3), a veto; and what must not be
worked out of rows that overlap: how few of the whole are not in one of them. Pure."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from reports.disclosure.columns import Flags, Numbers
from reports.disclosure.lattice import WHOLE, Lattice
from reports.disclosure.targets import Left, Target


@dataclass(frozen=True)
class Counts:
    """Cells of one tier in ascending order, and what decides about each."""

    cells: Numbers
    cases: Numbers
    clients: Numbers
    """Exact where fewer than the threshold."""
    threshold: Numbers

    @property
    def is_small(self) -> Flags:
        """Fewer clients than the threshold, none among them (R2): a printed zero would tell the others from it."""
        return self.clients < self.threshold


def concentrated(lattice: Lattice, counts: Counts, below: int) -> Flags:
    """Cells with all the cases of a row of fewer than `below`: who is in the row is known to be in the cell."""
    found = np.zeros(len(counts.cells), dtype=bool)
    for place in range(1, len(lattice.axes)):
        slots = lattice.slots_on(counts.cells, place)
        named = np.flatnonzero(slots != WHOLE)
        rows = counts.cells[named] - slots[named] * lattice.strides[place]
        at = np.minimum(np.searchsorted(counts.cells, rows), len(counts.cells) - 1)
        is_all = (counts.cells[at] == rows) & (counts.cases[at] == counts.cases[named])
        found[named[is_all & (counts.cases[named] < below)]] = True
    return found & (counts.cases > 0)


_MOST_VISITS = 3
"""What more cases than this for each client of the threshold are left by is taken for enough clients."""


def few_left(lattice: Lattice, counts: Counts, movable: Flags, clients_left: Callable[[int, int], int]) -> Left:
    """What is left of wholes by rows that overlap, where it is few; `movable` are cells that can still be withheld."""
    pairs = list(lattice.insides(counts.cells))
    nothing = np.zeros(0, dtype=np.int64)
    wholes = np.concatenate([whole for whole, _part in pairs]) if pairs else nothing
    parts = np.concatenate([part for _whole, part in pairs]) if pairs else nothing
    left = counts.cases[wholes] - counts.cases[parts]
    threshold = counts.threshold[parts]
    # What is small itself is withheld, and protected as it is.
    told = ~counts.is_small[parts] & (movable[wholes] | movable[parts])
    few = told & (left > 0) & (left < threshold)
    for place in np.flatnonzero(told & (left >= threshold) & (left < _MOST_VISITS * threshold)).tolist():
        whole, part = int(counts.cells[wholes[place]]), int(counts.cells[parts[place]])
        few[place] = clients_left(whole, part) < threshold[place]
    return Left(wholes[few], parts[few], left[few], threshold[few])


def targets(counts: Counts, withheld: Flags, known: Flags) -> list[Target]:
    """What has to stay possible for the withheld cells, the smallest first; nothing for what is known anyhow.

    A small cell has to be able to be empty and to be as large as its threshold. One that is withheld for another reason
    of its own, marked by the caller among `withheld`, has to be able to be smaller by its threshold.
    """
    found = []
    for cell in np.flatnonzero(withheld & ~known & (counts.cases > 0)).tolist():
        cases, threshold = int(counts.cases[cell]), int(counts.threshold[cell])
        if counts.is_small[cell]:
            found.append(Target(cell, -cases))
            if cases < threshold:
                found.append(Target(cell, threshold - cases))
        else:
            found.append(Target(cell, -min(cases, threshold)))
    return sorted(found, key=lambda target: (counts.cases[target.cell], target.cell, target.change))
