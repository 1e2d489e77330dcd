"""What one tier has to be protected from seeing when a period is added: cells, and what decides about them. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from reports.disclosure.columns import Flags, Numbers, each_once
from reports.disclosure.complement import Amounts
from reports.disclosure.counting import Counted
from reports.disclosure.lattice import WHOLE, Lattice
from reports.disclosure.primary import Counts, concentrated, few_left, targets
from reports.disclosure.schema import Axis, Block, Slice, Tier, slice_of

_HEADLINE_COST = 1000.0
_PUBLIC_TOO_COST = 3.0
_PRIMARY_COST = 4.0


def periods_together(block: Block, period: str) -> tuple[str, ...]:
    """A new period and the earlier ones that are added up with it, or will be in the next step."""
    periods = block.periods[: block.periods.index(period) + 1]
    if period in (block.years[1], block.period):
        return periods
    return tuple(other for other in periods if other[:4] == period[:4])


def thresholds(lattice: Lattice, tier: Tier, cells: Numbers) -> Numbers:
    """`threshold_of` for many cells."""
    parameters = lattice.block.parameters
    if tier == Tier.DONOR:
        return np.full(len(cells), parameters.k_donor, dtype=np.int64)
    quarters = [lattice.slot(Axis.PERIOD, quarter) for quarter in lattice.block.quarters]
    is_quarter = np.isin(lattice.slots_on(cells, 0), quarters)
    is_local = lattice.slots_on(cells, lattice.place_of(Axis.OBLAST)) != WHOLE
    return np.where(is_quarter | is_local, parameters.k_subnational, parameters.k_national)


@dataclass(frozen=True)
class Situation:
    """What a step starts from, for one tier; cells as numbers of the lattice."""

    counted: Counted
    tier: Tier
    period: str
    before: Mapping[int, int | None]
    """What the tier was shown of earlier periods, None where it was withheld."""
    facts: Mapping[int, int]
    """What is known from elsewhere."""
    vetoes: frozenset[int]
    allowed: frozenset[int] | None
    """The new cells that the tier above is shown; None where there is no tier above."""

    @property
    def lattice(self) -> Lattice:
        """The lattice of the block."""
        return self.counted.lattice

    @property
    def periods(self) -> tuple[str, ...]:
        """The new period and the earlier ones that hang together with it."""
        return periods_together(self.counted.block, self.period)

    @property
    def searched(self) -> tuple[str, ...]:
        """Those in which new conjunctions can follow."""
        if self.period == self.lattice.block.period:
            # What years and block add up to; of quarters nothing is crossed.
            return tuple(period for period in self.periods if slice_of(period) != Slice.QUARTER)
        return tuple(period for period in self.periods if period[:4] == self.period[:4])

    def offered(self) -> Numbers:
        """The tier's cells of all these periods."""
        return each_once(np.concatenate([self.lattice.offered(self.tier, period) for period in self.periods]))

    def counts(self, cells: Numbers) -> Counts:
        """What decides about some cells."""
        parameters = self.lattice.block.parameters
        enough = max(parameters.k_donor, parameters.k_national, parameters.k_subnational)
        cases, clients = self.counted.counts(cells, enough=enough)
        return Counts(cells, cases, clients, thresholds(self.lattice, self.tier, cells))

    def known(self, shown: Numbers) -> tuple[Numbers, Numbers]:
        """The cells that the tier knows when it is shown some of the period, ascending, and their cases.

        Without those that were shown before somebody took the consent back and no longer add up with the others.
        """
        unchanged = [
            cell for cell, value in self.before.items() if value is not None and cell not in self._changed_since
        ]
        cells = each_once(np.array([*unchanged, *shown.tolist(), *self.facts], dtype=np.int64))
        return cells, self.counted.counts(cells, enough=1)[0]

    @cached_property
    def _changed_since(self) -> frozenset[int]:
        """Cells that were shown with another number than is counted now."""
        shown = {cell: value for cell, value in self.before.items() if value is not None}
        cells = np.array(list(shown), dtype=np.int64)
        counted = self.counted.counts(cells, enough=1)[0].tolist()
        return frozenset(cell for cell, cases in zip(shown, counted, strict=True) if shown[cell] != cases)


@dataclass(frozen=True)
class Extras:
    """What the search for conjunctions added to a step."""

    virtual: Numbers
    """Cells of tables that do not exist, withheld like any other."""
    implied: Numbers
    """Those among them that have to be protected."""
    kept_back: Numbers
    """New cells that are withheld because nothing else helped."""


class Scene:
    """The cells of a step as columns, in ascending order."""

    def __init__(self, situation: Situation, extras: Extras) -> None:
        lattice = situation.lattice
        offered = situation.offered()
        new = lattice.offered(situation.tier, situation.period)
        ahead = _ahead(situation, new)
        self.counts = situation.counts(each_once(np.concatenate([offered, ahead, extras.virtual])))
        self.cells = self.counts.cells
        self.is_new = _among(self.cells, new)
        self.headline = _headlines(lattice, self.counts)
        is_offered = _among(self.cells, offered)
        shown_before = _among(self.cells, [cell for cell, value in situation.before.items() if value is not None])
        self.fixed = shown_before | _among(self.cells, situation.facts)
        own = self.counts.is_small | _among(self.cells, situation.vetoes)
        own |= concentrated(lattice, self.counts, lattice.block.parameters.concentration_row)
        own |= _among(self.cells, extras.kept_back)
        withheld_new = own | _changed_parts(situation, self.cells)
        if situation.allowed is not None:
            withheld_new |= ~_among(self.cells, situation.allowed)
        is_ahead = _among(self.cells, ahead)
        self.withheld = np.where(
            self.is_new, withheld_new, np.where(is_ahead, own, ~shown_before | ~(is_offered | is_ahead))
        )
        self.cases = self._cases_as_known(situation)
        protected = (own & is_offered) | _among(self.cells, extras.implied)
        self.left = few_left(lattice, self.counts, self.is_new | is_ahead, situation.counted.clients_left)
        self.targets = targets(self.counts, self.withheld & protected, known=self.fixed)
        self.targets += self.left.targets(len(self.cells))
        self.cost = _costs(lattice, self.counts, self.headline)
        if situation.tier == Tier.DONOR:
            self.cost = np.where(_public_too(situation, self.counts), self.cost * _PUBLIC_TOO_COST, self.cost)

    def cell_of(self, place: int) -> int:
        """The cell at a place, as a number; of what a row leaves, the row."""
        return int(self.cells[place if place < len(self.cells) else self.left.parts[place - len(self.cells)]])

    def for_others(self, withheld: Flags) -> Numbers:
        """Places of the new cells that are withheld for the sake of others, the dearest first."""
        places = np.flatnonzero(self.is_new & withheld & ~self.withheld)
        return places[np.argsort(-self.cost[places], kind="stable")]

    def _cases_as_known(self, situation: Situation) -> Numbers:
        """Cases; of what was shown before, as it was shown."""
        cases = self.counts.cases.copy()
        earlier = [(cell, value) for cell, value in situation.before.items() if value is not None]
        if earlier:
            numbers, values = np.array(earlier, dtype=np.int64).T
            inside = np.isin(numbers, self.cells)
            cases[np.searchsorted(self.cells, numbers[inside])] = values[inside]
        return cases


def _among(cells: Numbers, some: Iterable[int]) -> Flags:
    return np.isin(cells, np.fromiter(some, dtype=np.int64))


def _ahead(situation: Situation, new: Numbers) -> Numbers:
    """In the last part of a longer period: the cells of that period which are sums of cells like the new ones, and the
    primary groups, which hang together with them.

    Where one part is withheld, a second one has to be, or the sum. The sum is worth more, and the last part is the last
    chance to choose.
    """
    lattice, block = situation.lattice, situation.lattice.block
    longer = {block.quarters[3]: block.years[0], block.quarters[7]: block.years[1], block.years[1]: block.period}
    if situation.period not in longer:
        return np.zeros(0, dtype=np.int64)
    sums = longer[situation.period]
    step = (lattice.slot(Axis.PERIOD, sums) - lattice.slot(Axis.PERIOD, situation.period)) * lattice.strides[0]
    offered = lattice.offered(situation.tier, sums)
    # Few may have a group without it being the primary one: then either number can go.
    clients = lattice.slots_on(offered, lattice.place_of(Axis.PRIMARY_GROUP))
    alone = offered[(clients != WHOLE) & (lattice.orders(offered) == 1)]
    return np.union1d(np.intersect1d(new + step, offered), alone)


def _changed_parts(situation: Situation, cells: Numbers) -> Flags:
    """Cells whose parts were shown with numbers that are no longer counted: their difference would show who left."""
    lattice = situation.lattice
    earlier = [(cell, value) for cell, value in situation.before.items() if value is not None]
    changed = np.zeros(len(cells), dtype=bool)
    if not earlier:
        return changed
    numbers, values = np.array(earlier, dtype=np.int64).T
    differs = numbers[situation.counted.counts(numbers, enough=1)[0] != values]
    if len(differs):
        period = lattice.slot(Axis.PERIOD, situation.period)
        steps = (period - lattice.slots_on(differs, 0)) * lattice.strides[0]
        changed = _among(cells, differs + steps)
    return changed


def _headlines(lattice: Lattice, counts: Counts) -> Flags:
    """Cells that are quoted: national totals, large rows of a year, primary group by violator."""
    parameters = lattice.block.parameters
    orders = lattice.orders(counts.cells)
    years = [lattice.slot(Axis.PERIOD, year) for year in lattice.block.years]
    of_year = np.isin(lattice.slots_on(counts.cells, 0), years)
    named = {
        axis: lattice.slots_on(counts.cells, lattice.place_of(axis)) != WHOLE
        for axis in (Axis.OBLAST, Axis.PRIMARY_GROUP, Axis.VIOLATOR)
    }
    single = (
        of_year
        & (orders == 1)
        & ~named[Axis.OBLAST]
        & ~lattice.are_details(counts.cells)
        & (counts.cases >= parameters.headline_single)
    )
    pair = of_year & (orders == 2) & named[Axis.PRIMARY_GROUP] & named[Axis.VIOLATOR]
    found: Flags = (orders == 0) | single | (pair & (counts.cases >= parameters.headline_pair))
    return found


def _public_too(situation: Situation, counts: Counts) -> Flags:
    """Cells that the public would be shown too."""
    lattice = situation.lattice
    offered = np.concatenate([lattice.offered(Tier.PUBLIC, period) for period in lattice.block.periods])
    return np.isin(counts.cells, offered) & (counts.clients >= thresholds(lattice, Tier.PUBLIC, counts.cells))


def _costs(lattice: Lattice, counts: Counts, headline: Flags) -> Amounts:
    """What it costs to withhold each cell: more for few axes and many cases, most for headlines."""
    orders = lattice.orders(counts.cells).astype(np.float64)
    costs = 10.0 ** (3 - orders) * (1 + np.log1p(counts.cases) / 4)
    client = lattice.slots_on(counts.cells, lattice.place_of(Axis.PRIMARY_GROUP))
    is_primary = np.isin(
        client, [lattice.slot(Axis.PRIMARY_GROUP, code) for code in lattice.block.codes[Axis.PRIMARY_GROUP]]
    )
    # Crossings are by the primary group, and a row of all groups takes no other row along.
    costs = np.where(is_primary, costs * _PRIMARY_COST, costs)
    return np.where(headline, costs * _HEADLINE_COST, costs)
