"""One period for one tier: what is withheld for its own sake, what for the sake of others, what follows from the rest.

Pure. The search ends when nothing small follows any more. Where the programme does not get there, shown cells are given
up one by one, then all that a conjunction is part of.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import numpy as np

from reports.disclosure.columns import Numbers, each_once
from reports.disclosure.complement import Complement
from reports.disclosure.implied import Implied
from reports.disclosure.lattice import Lattice
from reports.disclosure.scene import Extras, Scene, Situation
from reports.disclosure.schema import Slice, Tier, slice_of
from reports.disclosure.tables import margins_of

_ROUNDS = 12
"""How often cells are withheld for the sake of implied conjunctions; the last three times without sparing any."""

_MOST_VIRTUAL = 3000
"""Cells of tables that do not exist: with tens of thousands a programme takes minutes."""


@dataclass
class TierNotes:
    """What a step could not do as it should, as numbers of the lattice."""

    unprotected: set[int] = field(default_factory=set)
    one_number_away: set[int] = field(default_factory=set)
    programmes: int = 0


def shown_cells(situation: Situation, report: Callable[[float], None]) -> tuple[Numbers, TierNotes]:
    """The cells of the new period that the tier is shown."""
    lattice = situation.lattice
    notes = TierNotes()
    nothing = np.zeros(0, dtype=np.int64)
    if not len(lattice.offered(situation.tier, situation.period)):
        return nothing, notes
    search = Implied(lattice, situation.searched)
    extras = Extras(_tables_with(situation, situation.facts), nothing, nothing)
    shown = _protect(situation, extras, notes, report)
    for attempt in range(_ROUNDS):
        found = _certain_small(situation, search, shown)
        # What the programme could not help with: the lines of the lattice are not all that can be said of overlaps.
        again = np.intersect1d(found, extras.implied)
        given_up = _given_up(lattice, again, shown, thoroughly=attempt >= _ROUNDS - 3)
        # A row that leaves few of its whole, and no other number that could hide them.
        stuck = np.array(sorted(notes.unprotected), dtype=np.int64)
        given_up = np.concatenate([given_up, np.intersect1d(shown, stuck)])
        if len(found) == len(again) and not len(given_up):
            break
        virtual = each_once(np.concatenate([extras.virtual, _tables_with(situation, found.tolist())]))
        kept_back = each_once(np.concatenate([extras.kept_back, given_up]))
        extras = Extras(virtual, each_once(np.concatenate([extras.implied, found])), kept_back)
        shown = _protect(situation, extras, notes, report)
    notes.unprotected |= set(_certain_small(situation, search, shown).tolist())
    return shown, notes


def _protect(situation: Situation, extras: Extras, notes: TierNotes, report: Callable[[float], None]) -> Numbers:
    """The new cells that are left when everything sensitive is protected."""
    scene = Scene(situation, extras)
    solved = Complement(
        situation.lattice,
        scene.cells,
        scene.cases,
        scene.cost,
        fixed=scene.fixed,
        withheld=scene.withheld,
        left=scene.left,
    )
    twice = situation.tier == Tier.PUBLIC and situation.lattice.block.parameters.two_witnesses
    solved.protect(scene.targets, twice=twice, never=scene.headline, report=report)
    size = len(scene.cells)
    solved.spare(scene.for_others(solved.withheld[:size]))
    notes.unprotected = {scene.cell_of(target.cell) for target in solved.outcome.unprotected}
    notes.one_number_away = {scene.cell_of(target.cell) for target in solved.outcome.single}
    notes.programmes += solved.outcome.programmes
    shown: Numbers = scene.cells[scene.is_new & ~solved.withheld[:size]]
    return shown


def _certain_small(situation: Situation, search: Implied, shown: Numbers) -> Numbers:
    """Small conjunctions of no table that certainly exist for everybody who knows what is shown."""
    found = search.certain(*situation.known(shown))
    found = np.setdiff1d(found, np.concatenate([situation.offered(), np.array(list(situation.facts), dtype=np.int64)]))
    counts = situation.counts(found)
    return found[counts.is_small & (counts.cases > 0)]


def _tables_with(situation: Situation, cells: Iterable[int]) -> Numbers:
    """The whole tables, with margins, in which some cells would stand, in the periods that add up to theirs.

    Only the cells themselves where these are too many for the programme: then shown cells are given up.
    """
    lattice = situation.lattice
    numbers = np.fromiter(cells, dtype=np.int64)
    found = [numbers]
    for table, details, period, _places in lattice.by_table(numbers):
        for other in _periods_of_sum(situation, period):
            for margin in margins_of(table):
                found.append(lattice.table_cells(margin, other, details))
    together = each_once(np.concatenate(found))
    return together if len(together) <= _MOST_VIRTUAL else each_once(numbers)


def _periods_of_sum(situation: Situation, period: str) -> tuple[str, ...]:
    """A period, and in a step of a longer one those it is added up with."""
    part = slice_of(period)
    if part == Slice.YEAR and slice_of(situation.period) == Slice.YEAR:
        return (period,)
    together = [other for other in situation.searched if part == Slice.QUARTER or slice_of(other) != Slice.QUARTER]
    if part == Slice.QUARTER:
        together = [other for other in together if other[:4] == period[:4]]
    return tuple(dict.fromkeys([period, *together]))


def _given_up(lattice: Lattice, found: Numbers, shown: Numbers, *, thoroughly: bool) -> Numbers:
    """For each conjunction a shown cell that contains it: one of the lower level, else one of many axes.

    `thoroughly` gives up all of them but totals.
    """
    chosen: list[int] = []
    orders = lattice.orders(shown)
    is_detail = lattice.are_details(shown)
    for cell in found.tolist():
        contains = np.flatnonzero(lattice.containing(shown, cell) & (orders > 0))
        if thoroughly:
            chosen += shown[contains].tolist()
        elif len(contains):
            order = np.lexsort((contains, -orders[contains], ~is_detail[contains]))
            chosen.append(int(shown[contains[order[0]]]))
    return np.array(chosen, dtype=np.int64)
