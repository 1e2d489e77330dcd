"""The gate: a second opinion on everything that a block shows, from the cells and the records alone."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from time import perf_counter

from reports.auditor.bounds import SLACK, Contradiction, Interval, Unknowns, by_component
from reports.auditor.checks import check_cells
from reports.auditor.conjunctions import CROSSED, Lattice, conjunctions_of
from reports.auditor.evidence import Evidence, national_headlines
from reports.auditor.population import Columns, Population
from reports.auditor.report import Finding, FindingCode, Headlines, Report, TierNumbers
from reports.disclosure.schema import Axis, Block, Cell, Fact, Key, Record, Tier, key_of

Progress = Callable[[float], None]
"""Told the part that is done, 0 to 1."""


def audit(
    block: Block,
    records: Iterable[Record] | Columns,
    cells: Iterable[Cell],
    *,
    facts: Iterable[Fact] = (),
    earlier: Iterable[Cell] = (),
    progress: Progress | None = None,
) -> Report:
    """Examine all cells of a block that both tiers were ever shown, the new ones among them.

    `earlier` are those of them that were published before: they must be there unchanged, and are not counted again.
    """
    started = perf_counter()
    told = progress or (lambda _part: None)
    evidence = Evidence(block, Population(block, records), tuple(cells), tuple(facts))
    findings = list(check_cells(evidence, earlier))
    told(0.2)
    for part, tier in ((0.6, Tier.DONOR), (0.7, Tier.PUBLIC)):
        findings += withheld_findings(evidence, tier)
        told(part)
    implied, examined = implied_findings(evidence, Tier.DONOR)
    told(1.0)
    return Report(
        (*findings, *implied),
        {tier: _numbers(evidence, tier) for tier in Tier},
        _headlines(evidence),
        examined,
        round(perf_counter() - started, 3),
    )


def withheld_findings(evidence: Evidence, tier: Tier) -> Iterator[Finding]:
    """Sensitive cells that readers of a tier can prove to hold somebody, or to be below the threshold."""
    try:
        unknowns = Unknowns(evidence.relations, evidence.places_known_to(tier))
        for key, code in provable(evidence, tier, unknowns, evidence.sensitive[tier]):
            yield Finding(code, key, tier)
    except Contradiction:
        yield Finding(FindingCode.CONTRADICTION, None, tier)


def provable(
    evidence: Evidence, tier: Tier, unknowns: Unknowns, keys: Iterable[Key]
) -> Iterator[tuple[Key, FindingCode]]:
    """What can be proved of some sensitive cells. Raises Contradiction if no numbers agree with what is shown."""
    wanted = {evidence.relations.places[key]: key for key in keys}
    for component, cells in by_component(unknowns, list(wanted)).items():
        needs = {place: float(evidence.need(tier, wanted[place])) for place in cells}
        for place, interval in unknowns.programme(component).reach(needs).items():
            yield from ((wanted[place], code) for code in verdicts(interval, needs[place]))


def verdicts(interval: Interval, need: float) -> Iterator[FindingCode]:
    """What is wrong with what a withheld cell can be."""
    if interval.high - interval.low < SLACK:
        yield FindingCode.EXACT
    elif interval.low > SLACK:
        yield FindingCode.EXISTS
    elif interval.high < need - SLACK:
        yield FindingCode.BOUNDED


def implied_findings(evidence: Evidence, tier: Tier) -> tuple[list[Finding], int]:
    """Small conjunctions of no table that provably hold somebody, and how many conjunctions were looked at."""
    known, offered, people = evidence.known_to(tier), evidence.offered[tier], evidence.population
    lattices = conjunctions_of(evidence.block, evidence.periods, known)
    below = evidence.block.parameters.k_donor * people.most_cases_of_a_client
    certain = {key for lattice in lattices for key, _low in lattice.certain(0, below)}
    certain.update(_beside(known, lattices, below))
    found = [
        Finding(FindingCode.IMPLIED, key, tier)
        for key in sorted(certain)
        if key not in known and key not in offered and evidence.is_small(Tier.DONOR, key)
    ]
    return found, sum(lattice.low.size for lattice in lattices)


def _beside(known: Mapping[Key, int], lattices: Iterable[Lattice], below: int) -> Iterator[Key]:
    """Conjunctions with a row of an axis that is crossed with none: nearly all cases are in it, so some of these."""
    rows = [key for key in known if len(key) == 2 and key[1][0] not in (*CROSSED, Axis.MEASURE) and key[:1] in known]
    for outside, period, row in sorted((known[key[:1]] - known[key], key[0], key[1]) for key in rows):
        for lattice in lattices:
            for key, _low in lattice.certain(outside, outside + below):
                if key[0] == period and len(key) > 1:
                    yield key_of(period[1], **dict([*key[1:], row]))


def _numbers(evidence: Evidence, tier: Tier) -> TierNumbers:
    offered, shown = evidence.offered[tier], evidence.shown[tier]
    large = offered - evidence.small[tier]
    return TierNumbers(
        len(offered),
        len([key for key in offered if key in shown]),
        len(large),
        len([key for key in large if key in shown]),
        len(evidence.sensitive[tier]),
    )


def _headlines(evidence: Evidence) -> Headlines:
    lines = list(national_headlines(evidence))
    donors, public = (
        tuple(key for key in lines if key not in evidence.shown[tier]) for tier in (Tier.DONOR, Tier.PUBLIC)
    )
    return Headlines(len(lines), donors, public)
