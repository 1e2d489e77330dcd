"""What readers of a tier can prove of withheld numbers, and whether they could prove as much before."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from reports.auditor.bounds import SLACK, Interval, Unknowns, by_component
from reports.auditor.conjunctions import CROSSED, Lattice, conjunctions_of
from reports.auditor.evidence import Evidence
from reports.auditor.report import FindingCode
from reports.disclosure.schema import Axis, Key, Tier, key_of


@dataclass(frozen=True)
class Proof:
    """What is certain of one withheld number, and should not be."""

    code: FindingCode
    interval: Interval
    """What it can be. Where it can be as much as it needs to, `high` may be less than the most it can be."""
    need: float

    def adds_to(self, before: Interval) -> bool:
        """Is more certain than when the number could be what lies in `before`?

        A number that is told more closely where it does no harm, from “at most 900” to “at most 300”, adds nothing.
        """
        now = self.interval
        is_raised = now.low > SLACK and now.low > before.low + SLACK
        is_lowered = now.high < self.need - SLACK and now.high < before.high - SLACK
        return is_raised or is_lowered or (_is_exact(now) and not _is_exact(before))


def known_places(evidence: Evidence, known: Mapping[Key, int]) -> dict[int, int]:
    """Numbers by the places of their cells among all that the evidence is about."""
    places = evidence.relations.places
    return {places[key]: value for key, value in known.items() if key in places}


def provable(evidence: Evidence, tier: Tier, unknowns: Unknowns, keys: Iterable[Key]) -> Iterator[tuple[Key, Proof]]:
    """What can be proved of some sensitive cells. Raises Contradiction if no numbers agree with what is shown."""
    needs = {key: float(evidence.need(tier, key)) for key in keys}
    # A client who came often makes a cell of many cases small: whether it can be more than it is is asked of it too.
    asked = {key: max(need, evidence.population.number(key) + 1.0) for key, need in needs.items()}
    for key, interval in intervals(evidence, unknowns, asked).items():
        code = verdict(interval, needs[key])
        if code is not None:
            yield key, Proof(code, interval, needs[key])


def intervals(evidence: Evidence, unknowns: Unknowns, needs: Mapping[Key, float]) -> dict[Key, Interval]:
    """What some cells can be, down to 0 and up to what they need; further is not looked."""
    wanted = {evidence.relations.places[key]: key for key in needs}
    return {
        wanted[place]: interval
        for component, cells in by_component(unknowns, list(wanted)).items()
        for place, interval in unknowns.programme(component)
        .reach({place: needs[wanted[place]] for place in cells})
        .items()
    }


def verdict(interval: Interval, need: float) -> FindingCode | None:
    """What is wrong with what a withheld cell can be."""
    if _is_exact(interval):
        return FindingCode.EXACT
    if interval.low > SLACK:
        return FindingCode.EXISTS
    return FindingCode.BOUNDED if interval.high < need - SLACK else None


def what_is_added(
    evidence: Evidence, known: Mapping[Key, int], proofs: Mapping[Key, Proof]
) -> Iterator[tuple[Key, bool]]:
    """Of everything that is proved: could less be proved by somebody who knows only what is `known`?"""
    unknowns = Unknowns(evidence.relations, known_places(evidence, known))
    before = intervals(evidence, unknowns, {key: proof.interval.high + 1 for key, proof in proofs.items()})
    for key, proof in proofs.items():
        yield key, key in before and proof.adds_to(before[key])


@dataclass(frozen=True)
class Implied:
    """Small conjunctions, withheld or of no table, that provably hold somebody."""

    least: Mapping[Key, int]
    """How many cases they hold at least."""
    examined: int
    """How many conjunctions were looked at."""


def implied(evidence: Evidence, tier: Tier, known: Mapping[Key, int]) -> Implied:
    """Small conjunctions that somebody who knows these numbers can prove to hold somebody.

    Of what the public can prove only its own tables: donors, who know more, are asked about everything else.
    """
    chosen = evidence.block.parameters
    below = max(chosen.k_donor, chosen.k_national, chosen.k_subnational) * evidence.population.most_cases_of_a_client
    lattices = conjunctions_of(evidence.block, evidence.periods, known)
    certain: dict[Key, int] = {}
    # No table crosses the other axes, and only its own tables are looked at for the public.
    beside = _beside(known, lattices, below) if tier == Tier.DONOR else ()
    for found in (*(lattice.certain(0, below) for lattice in lattices), beside):
        for key, low in found:
            certain[key] = max(low, certain.get(key, 0))
    told, withheld = evidence.known_to(tier), frozenset(evidence.sensitive[tier])
    least = {
        key: low
        for key, low in sorted(certain.items())
        if key not in told and (key in withheld or (tier == Tier.DONOR and evidence.is_small(tier, key)))
    }
    return Implied(least, sum(lattice.low.size for lattice in lattices))


def _beside(known: Mapping[Key, int], lattices: Iterable[Lattice], below: int) -> Iterator[tuple[Key, int]]:
    """Conjunctions with a row of an axis that is crossed with none: nearly all cases are in it, so some of these."""
    rows = [key for key in known if len(key) == 2 and key[1][0] not in (*CROSSED, Axis.MEASURE) and key[:1] in known]
    for outside, period, row in sorted((known[key[:1]] - known[key], key[0], key[1]) for key in rows):
        for lattice in lattices:
            for key, low in lattice.certain(outside, outside + below):
                if key[0] == period and len(key) > 1:
                    yield key_of(period[1], **dict([*key[1:], row])), low - outside


def _is_exact(interval: Interval) -> bool:
    return interval.high - interval.low < SLACK
