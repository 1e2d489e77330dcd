"""Everything that one audit looks at, counted once: the cells of both tiers, and what is true of them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from reports.auditor.offers import between, least_clients, offered_cells
from reports.auditor.population import Population
from reports.auditor.relations import Relations, relations_of, with_its_table
from reports.disclosure.schema import Axis, Block, Cell, Fact, Key, Tier


@dataclass(frozen=True)
class Evidence:
    """A block's cells as both tiers are shown them, its records, and what was said elsewhere."""

    block: Block
    population: Population
    cells: tuple[Cell, ...]
    facts: tuple[Fact, ...] = ()

    @cached_property
    def shown(self) -> Mapping[Tier, Mapping[Key, int]]:
        """The shown numbers of each tier."""
        return {
            tier: {cell.key: cell.value for cell in self.cells if cell.tier == tier and cell.value is not None}
            for tier in Tier
        }

    @cached_property
    def periods(self) -> tuple[str, ...]:
        """The periods of the block of which there is a cell, in the order of their publication."""
        there = {cell.period for cell in self.cells}
        return tuple(period for period in self.block.periods if period in there)

    @cached_property
    def offered(self) -> Mapping[Tier, frozenset[Key]]:
        """What the tables of these periods consist of."""
        empty: frozenset[Key] = frozenset()
        return {
            tier: empty.union(*(offered_cells(self.block, tier, period) for period in self.periods)) for tier in Tier
        }

    @cached_property
    def times(self) -> Counter[tuple[Tier, Key]]:
        """How often each cell is there."""
        return Counter((cell.tier, cell.key) for cell in self.cells)

    @cached_property
    def true_facts(self) -> Mapping[Key, int]:
        """Facts of this block that are what we count, or showed: only with these can anybody subtract."""
        return {
            fact.key: fact.value
            for fact in self.facts
            if fact.key[0][1] in self.block.periods and self._ours(fact.key) == fact.value
        }

    @cached_property
    def small(self) -> Mapping[Tier, frozenset[Key]]:
        """Cells of each tier with fewer clients than their threshold, empty ones included."""
        return {tier: frozenset(key for key in keys if self.is_small(tier, key)) for tier, keys in self.offered.items()}

    @cached_property
    def sensitive(self) -> Mapping[Tier, tuple[Key, ...]]:
        """Withheld cells with somebody in them, and fewer clients than the threshold."""
        return {
            tier: tuple(sorted(key for key in keys if key not in self.shown[tier] and self.population.number(key) > 0))
            for tier, keys in self.small.items()
        }

    def is_small(self, tier: Tier, key: Key) -> bool:
        """Has the cell fewer clients than its threshold?"""
        return self.population.has_fewer_clients(key, least_clients(self.block, tier, key))

    def need(self, tier: Tier, key: Key) -> int:
        """How many cases a sensitive cell must at least be able to have."""
        return max(least_clients(self.block, tier, key), self.population.number(key))

    def known_to(self, tier: Tier) -> dict[Key, int]:
        """Everything that readers of a tier can put together: what they and the public are shown, and facts."""
        shown = self.shown
        known = {**self.true_facts, **shown[Tier.PUBLIC]}
        return known if tier == Tier.PUBLIC else {**known, **shown[Tier.DONOR]}

    @cached_property
    def relations(self) -> Relations:
        """What is known of all offered cells, of those between them, and of those that facts are about."""
        return relations_of(self.block, self._all_keys(), self._is_subset)

    def _all_keys(self) -> Iterator[Key]:
        for tier in Tier:
            yield from sorted(self.offered[tier])
        yield from between(self.block, self.periods)
        for key in self.true_facts:
            if not any(key in self.offered[tier] for tier in Tier):
                yield from with_its_table(self.block, key)

    def _ours(self, key: Key) -> int:
        """A number as it was shown, which may be before somebody took a consent back, or else as it is counted."""
        shown = self.shown[Tier.DONOR].get(key)
        return self.population.number(key) if shown is None else shown

    def _is_subset(self, part: Key, whole: Key) -> bool:
        return not self.population.among(part) & ~self.population.among(whole)


def national_headlines(evidence: Evidence) -> Iterable[Key]:
    """National cells of a year that are large enough to be headlines."""
    chosen = evidence.block.parameters
    for key in sorted(evidence.offered[Tier.DONOR]):
        axes = [axis for axis, _code in key[1:]]
        if key[0][1] not in evidence.block.years or Axis.OBLAST in axes or key not in evidence.offered[Tier.PUBLIC]:
            continue
        floor = chosen.headline_single
        if len(axes) == 2:
            if axes != [Axis.PRIMARY_GROUP, Axis.VIOLATOR]:
                continue
            floor = chosen.headline_pair
        if evidence.population.number(key) >= floor:
            yield key
