"""One period of a block for both tiers: which of its cells are shown, given everything shown before. Pure.

Donors come first; the public is shown nothing that donors are not shown (R7). What was shown or withheld before stays
so (R8). Facts published elsewhere are constants (R13).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from reports.disclosure.clients import shown_clients
from reports.disclosure.counting import Counted
from reports.disclosure.lattice import Lattice
from reports.disclosure.scene import Situation, periods_together
from reports.disclosure.schema import Axis, Block, Cell, Fact, Key, Tier, table_of
from reports.disclosure.tables import offered, threshold_of
from reports.disclosure.tier_step import shown_cells

Value = TypeVar("Value")


@dataclass
class Notes:
    """What a step could not do as it should. The auditor judges; this says where to look."""

    unprotected: set[Key] = field(default_factory=set)
    """Withheld, but what was published before says too much of them."""
    one_number_away: set[Key] = field(default_factory=set)
    """Withheld from the public, but one certain further number would open them."""
    programmes: int = 0
    """Linear programmes solved."""


@dataclass(frozen=True)
class Step:
    """The new cells of a period for both tiers, donors first, and the notes."""

    cells: tuple[Cell, ...]
    notes: Notes


def withhold(
    counted: Counted,
    block: Block,
    period: str,
    published: Sequence[Cell],
    facts: Iterable[Fact] = (),
    vetoes: frozenset[Key] = frozenset(),
    progress: Callable[[float], None] | None = None,
) -> tuple[Cell, ...]:
    """The new cells of a period for both tiers, donors first, each tier in the order of `offered`.

    `published` is everything both tiers were shown of the block before. `facts` are numbers published elsewhere,
    `vetoes` cells that are withheld in any case. `progress` is told the done share, 0 to 1.
    """
    if block != counted.block:
        raise ValueError("counted for another block")
    return take_step(counted, period, published, facts, vetoes, progress).cells


def take_step(
    counted: Counted,
    period: str,
    published: Sequence[Cell],
    facts: Iterable[Fact] = (),
    vetoes: frozenset[Key] = frozenset(),
    progress: Callable[[float], None] | None = None,
) -> Step:
    """The same with its notes."""
    report = progress or (lambda _done: None)
    facts = tuple(facts)
    notes = Notes()
    donor = _tier(counted, Tier.DONOR, period, published, facts, vetoes, None, notes, lambda done: report(done / 2))
    allowed = {cell.key for cell in donor if cell.value is not None}
    public = _tier(
        counted, Tier.PUBLIC, period, published, facts, vetoes, allowed, notes, lambda done: report((1 + done) / 2)
    )
    return Step((*donor, *public), notes)


def _tier(
    counted: Counted,
    tier: Tier,
    period: str,
    published: Sequence[Cell],
    facts: Sequence[Fact],
    vetoes: frozenset[Key],
    allowed: set[Key] | None,
    notes: Notes,
    report: Callable[[float], None],
) -> list[Cell]:
    block, lattice = counted.block, counted.lattice
    before = {cell.key: cell.value for cell in published if cell.tier == tier}
    situation = Situation(
        counted=counted,
        tier=tier,
        period=period,
        before=_numbers(lattice, before),
        facts=_numbers(lattice, {fact.key: fact.value for fact in facts if _is_counted(block, period, fact)}),
        vetoes=frozenset(_numbers(lattice, dict.fromkeys(vetoes))),
        allowed=None if allowed is None else frozenset(_numbers(lattice, dict.fromkeys(allowed))),
    )
    numbers, tier_notes = shown_cells(situation, report)
    cases = counted.counts(numbers, enough=1)[0].tolist()
    shown = {lattice.key(number): value for number, value in zip(numbers.tolist(), cases, strict=True)}
    notes.unprotected |= {lattice.key(number) for number in tier_notes.unprotected}
    notes.one_number_away |= {lattice.key(number) for number in tier_notes.one_number_away}
    notes.programmes += tier_notes.programmes
    cells = []
    for key in offered(block, tier, period):
        threshold = threshold_of(block, tier, key)
        if table_of(key) == Axis.MEASURE:
            value = shown_clients(counted, tier, period, {**before, **shown})
            if key in vetoes or (allowed is not None and key not in allowed):
                value = None
        else:
            value = shown.get(key)
        cells.append(Cell(tier, key, value, threshold))
    report(1.0)
    return cells


def _is_counted(block: Block, period: str, fact: Fact) -> bool:
    """Is a fact about a period that the new one hangs together with?"""
    return fact.key[0][1] in periods_together(block, period)


def _numbers(lattice: Lattice, values: Mapping[Key, Value]) -> dict[int, Value]:
    """By the number of the cell; measures and codes without a row are no cells of the lattice."""
    found = {}
    for key, value in values.items():
        try:
            found[lattice.number(key)] = value
        except KeyError:
            continue
    return found
