"""What is withheld for its own sake: too few clients (R2), a small row in one cell (R3), a veto. Pure."""

from dataclasses import dataclass

import numpy as np

from reports.disclosure.columns import Flags, Numbers
from reports.disclosure.complement import Target
from reports.disclosure.lattice import WHOLE, Lattice


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
    """Cells that hold all the cases of a row of fewer than `below`: who is known to be in the row is known to be in it."""
    found = np.zeros(len(counts.cells), dtype=bool)
    for place in range(1, len(lattice.axes)):
        slots = lattice.slots_on(counts.cells, place)
        named = np.flatnonzero(slots != WHOLE)
        rows = counts.cells[named] - slots[named] * lattice.strides[place]
        at = np.minimum(np.searchsorted(counts.cells, rows), len(counts.cells) - 1)
        is_all = (counts.cells[at] == rows) & (counts.cases[at] == counts.cases[named])
        found[named[is_all & (counts.cases[named] < below)]] = True
    return found & (counts.cases > 0)


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
