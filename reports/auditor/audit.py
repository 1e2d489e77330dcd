"""The gate: a second opinion on everything that a block shows, from the cells and the records alone.

A *finding* makes it unsafe: it is what the new numbers do. What was certain without them, from what was published
before and what was said elsewhere, is a *note*: no release can take that back, and none would ever be approved again.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from time import perf_counter

from reports.auditor.bounds import Contradiction, Unknowns
from reports.auditor.checks import check_cells, differing_facts
from reports.auditor.evidence import Evidence, national_headlines
from reports.auditor.population import Columns, Population
from reports.auditor.proofs import Implied, implied, known_places, provable, what_is_added
from reports.auditor.report import Finding, FindingCode, Headlines, Report, TierNumbers
from reports.disclosure.schema import Block, Cell, Fact, Key, Record, Tier

Progress = Callable[[float], None]
"""Told the part that is done, 0 to 1."""


@dataclass(frozen=True)
class Judged:
    """What was found, and of that what was certain before."""

    findings: tuple[Finding, ...] = ()
    notes: tuple[Finding, ...] = ()

    def __add__(self, other: "Judged") -> "Judged":
        """Both together."""
        return Judged((*self.findings, *other.findings), (*self.notes, *other.notes))


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
    before = replace(evidence, cells=tuple(earlier))
    judged = Judged(tuple(check_cells(evidence, before.cells)), tuple(differing_facts(evidence)))
    told(0.2)
    examined = 0
    for part, tier in ((0.7, Tier.DONOR), (1.0, Tier.PUBLIC)):
        judged += judge_withheld(evidence, tier, before.known_to(tier))
        by_pencil = implied(evidence, tier, evidence.known_to(tier))
        judged += judge_implied(evidence, tier, by_pencil, before.known_to(tier), judged)
        examined = max(examined, by_pencil.examined)
        told(part)
    return Report(
        judged.findings,
        {tier: _numbers(evidence, tier) for tier in Tier},
        _headlines(evidence),
        examined,
        round(perf_counter() - started, 3),
        judged.notes,
    )


def judge_withheld(evidence: Evidence, tier: Tier, before: Mapping[Key, int]) -> Judged:
    """Sensitive cells that readers of a tier can prove to hold somebody, or to be below the threshold.

    `before` is what was known to them without the new cells.
    """
    known = known_places(evidence, evidence.known_to(tier))
    try:
        proofs = dict(provable(evidence, tier, Unknowns(evidence.relations, known), evidence.sensitive[tier]))
        added = dict(what_is_added(evidence, before, proofs)) if before and proofs else {}
    except Contradiction:
        return Judged((Finding(FindingCode.CONTRADICTION, None, tier),))
    found = {key: Finding(proof.code, key, tier) for key, proof in proofs.items()}
    return _parted(found, {key for key in found if added.get(key, True)})


def judge_implied(evidence: Evidence, tier: Tier, now: Implied, before: Mapping[Key, int], so_far: Judged) -> Judged:
    """Small conjunctions that provably hold somebody, but for those of which as much was found already.

    `before` is what was known to the tier without the new cells.
    """
    known = implied(evidence, tier, before).least if now.least and before else {}
    offered, told = evidence.offered[tier], {(finding.tier, finding.key) for finding in so_far.findings}
    found = {
        key: Finding(FindingCode.EXISTS if key in offered else FindingCode.IMPLIED, key, tier)
        for key in now.least
        if (tier, key) not in told
    }
    return _parted(found, {key for key in found if now.least[key] > known.get(key, 0)})


def _parted(found: Mapping[Key, Finding], added: set[Key]) -> Judged:
    """New ones are findings, the others notes."""
    return Judged(
        tuple(finding for key, finding in found.items() if key in added),
        tuple(finding for key, finding in found.items() if key not in added),
    )


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
