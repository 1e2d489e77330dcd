"""May this number be quoted outside? The gate, asked about one number that somebody wants to say."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from reports.auditor.bounds import Contradiction, Unknowns
from reports.auditor.checks import few_left
from reports.auditor.evidence import Evidence
from reports.auditor.population import Columns, Population
from reports.auditor.proofs import implied, known_places, provable, what_is_added
from reports.disclosure.schema import Block, Cell, Fact, Key, Record, Tier


class QuoteCode(StrEnum):
    """The answer in a word."""

    PUBLISHED = "published"
    """The public is shown this number already."""
    DIFFERS = "differs"
    """Another number is counted here: whoever quotes this one is wrong."""
    SMALL = "small"
    """It counts fewer clients than its threshold."""
    OPENS = "opens"
    """Whoever knows it can work out other numbers that are withheld."""
    UNDECIDED = "undecided"
    """What is shown contradicts itself: ask for an audit."""
    SAFE = "safe"
    """Nothing else follows from it."""


@dataclass(frozen=True, slots=True)
class QuoteVerdict:
    """The answer of the gate about one number."""

    code: QuoteCode
    opened: tuple[Key, ...] = ()
    """The withheld cells that it would open."""

    @property
    def may_be_quoted(self) -> bool:
        """May it leave the house?"""
        return self.code in (QuoteCode.PUBLISHED, QuoteCode.SAFE)


def quote_verdict(
    block: Block,
    records: Iterable[Record] | Columns,
    cells: Iterable[Cell],
    fact: Fact,
    *,
    facts: Iterable[Fact] = (),
) -> QuoteVerdict:
    """Examine one number beside everything that both tiers are shown, and the facts that were quoted before.

    Raises ValueError for a period that the block does not have.
    """
    if fact.key[0][1] not in block.periods:
        raise ValueError(fact.key[0][1])
    before = Evidence(block, Population(block, records), tuple(cells), tuple(facts))
    if before.shown[Tier.PUBLIC].get(fact.key) == fact.value:
        return QuoteVerdict(QuoteCode.PUBLISHED)
    if before.population.number(fact.key) != fact.value:
        return QuoteVerdict(QuoteCode.DIFFERS)
    if before.is_small(Tier.PUBLIC, fact.key):
        return QuoteVerdict(QuoteCode.SMALL)
    after = replace(before, facts=(*before.facts, fact))
    try:
        opened = tuple(sorted({key for tier in Tier for key in _opened(before, after, fact.key, tier)}))
    except Contradiction:
        return QuoteVerdict(QuoteCode.UNDECIDED)
    return QuoteVerdict(QuoteCode.OPENS if opened else QuoteCode.SAFE, opened)


def _opened(before: Evidence, after: Evidence, quoted: Key, tier: Tier) -> Iterator[Key]:
    """Of what can readers of a tier prove more with the quoted number than without it?"""
    if quoted in before.known_to(tier):
        return
    known = after.known_to(tier)
    others = {key: value for key, value in known.items() if key != quoted}
    places = after.relations.places
    without = Unknowns(after.relations, known_places(after, others))
    tied = without.component(places[quoted])
    near = [key for key in after.sensitive[tier] if without.component(places[key]) == tied]
    with_it = Unknowns(after.relations, known_places(after, known))
    proofs = dict(provable(after, tier, with_it, near))
    yield from (key for key, is_added in what_is_added(after, others, proofs) if is_added)
    now = implied(after, tier, known).least
    earlier = implied(after, tier, others).least if now else {}
    yield from (key for key, low in now.items() if low > earlier.get(key, 0))
    yield from few_left(after, tier, known.keys(), others.keys())
