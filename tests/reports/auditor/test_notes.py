"""What was certain without the new numbers is a note; what they add is a finding, however little it is."""

import json
import random

import pytest

from reports.auditor.audit import audit
from reports.auditor.bounds import Interval, Unknowns
from reports.auditor.evidence import Evidence
from reports.auditor.population import Population
from reports.auditor.proofs import Proof, known_places
from reports.auditor.report import Finding, FindingCode, Report
from reports.disclosure.schema import Block, Cell, Fact, Key, Record, Tier, key_of

PROOFS = {FindingCode.EXACT, FindingCode.EXISTS, FindingCode.BOUNDED}


def proved(findings: tuple[Finding, ...]) -> set[tuple[Tier | None, Key | None]]:
    """The cells of which too much is certain."""
    return {(found.tier, found.key) for found in findings if found.code in (*PROOFS, FindingCode.IMPLIED)}


@pytest.fixture(scope="module")
def opening(block: Block, records: list[Record], release: list[Cell], evidence: Evidence) -> list[Fact]:
    """True numbers of the first year that were quoted after it was published, and open neighbours."""
    published = [cell for cell in release if cell.period in block.periods[:5]]
    keys = sorted(
        key
        for key in evidence.offered[Tier.DONOR] - evidence.small[Tier.PUBLIC] - evidence.small[Tier.DONOR]
        if key[0][1] == "2020" and key not in evidence.shown[Tier.DONOR]
    )
    facts = [Fact(key, evidence.population.number(key)) for key in random.Random(2).sample(keys, min(4, len(keys)))]
    return [fact for fact in facts if not audit(block, records, published, facts=[fact]).is_safe][:2]


def test_a_number_that_is_out_does_not_stop_every_later_release(
    block: Block, records: list[Record], release: list[Cell], opening: list[Fact]
) -> None:
    """What the year of the quote already gives away is a note; where later numbers tell more of it, it is a finding."""
    assert opening
    noted = 0
    earlier = [cell for cell in release if cell.period in block.periods[:5]]
    for fact in opening:
        at_once = audit(block, records, release, facts=[fact])
        later = audit(block, records, release, facts=[fact], earlier=earlier)
        assert not at_once.is_safe
        assert not at_once.notes
        noted += len(later.notes)
        assert proved(later.notes) | proved(later.findings) == proved(at_once.findings)
        assert Report.from_json(json.loads(json.dumps(later.as_json()))) == later
    assert noted
    # Nothing new at all: only what is certain already.
    published = audit(block, records, earlier, facts=opening, earlier=earlier)
    assert published.is_safe
    assert published.notes


def test_with_a_number_out_what_a_later_release_opens_is_found(
    block: Block, records: list[Record], release: list[Cell], bare: list[Cell], opening: list[Fact]
) -> None:
    """The first year is protected, the second shows everything above its thresholds."""
    earlier = [cell for cell in release if cell.period in block.periods[:5]]
    careless = [*earlier, *(cell for cell in bare if cell.period not in block.periods[:5])]
    report = audit(block, records, careless, facts=opening[:1], earlier=earlier)
    assert not report.is_safe
    assert "2021" in {key[0][1] for _tier, key in proved(report.findings) if key}
    assert all(key[0][1].startswith("2020") for _tier, key in proved(report.notes) if key)


def test_a_fact_alone_is_no_way_around(
    block: Block, records: list[Record], release: list[Cell], opening: list[Fact]
) -> None:
    """Whoever calls something known that nobody can know without the new numbers gets a finding."""
    assert not audit(block, records, release, facts=opening).is_safe


def test_what_is_called_earlier_must_have_been_shown(
    block: Block, records: list[Record], release: list[Cell], bare: list[Cell]
) -> None:
    earlier = [cell for cell in bare if cell.period in block.periods[:5]]
    report = audit(block, records, release, earlier=earlier)
    assert FindingCode.CHANGED in {finding.code for finding in report.findings}


def test_whatever_new_numbers_narrow_is_a_finding(block: Block, records: list[Record], bare: list[Cell]) -> None:
    """Each cell by itself, with its exact bounds: once from the half that is called earlier, once from everything."""
    chance = random.Random(4)
    earlier = [cell for cell in bare if chance.random() < 0.93]
    report = audit(block, records, bare, earlier=earlier)
    evidence = Evidence(block, Population(block, records), tuple(bare))
    before = Evidence(block, evidence.population, tuple(earlier))
    found, noted = proved(report.findings), proved(report.notes)
    assert found
    assert noted
    for tier in Tier:
        keys = [key for of, key in found | noted if of == tier and key in evidence.relations.places]
        now_all, before_all = (
            Unknowns(evidence.relations, known_places(evidence, known))
            for known in (evidence.known_to(tier), before.known_to(tier))
        )
        for key in chance.sample(sorted(key for key in keys if key), 25):
            now, then = (_bounds(unknowns, evidence.relations.places[key]) for unknowns in (now_all, before_all))
            need = evidence.need(tier, key)
            is_narrower = (
                now.low > then.low + 1e-4
                or (now.high < need - 1e-4 and now.high < then.high - 1e-4)
                or (now.high - now.low < 1e-4 < then.high - then.low)
            )
            assert ((tier, key) in found) == is_narrower, (key, now, then, need)


@pytest.mark.parametrize(
    ("now", "before", "is_more"),
    [
        (Interval(2, 9), Interval(2, 9), False),
        (Interval(2, 300), Interval(2, 900), False),
        (Interval(0, 3), Interval(0, 3), False),
        (Interval(3, 3), Interval(3, 3), False),
        (Interval(2, 9), Interval(0, 9), True),
        (Interval(2, 9), Interval(1, 9), True),
        (Interval(3, 3), Interval(2, 9), True),
        (Interval(3, 3), Interval(3, 900), True),
        (Interval(2, 4), Interval(2, 900), True),
        (Interval(0, 3), Interval(0, 4), True),
        (Interval(7, 7), Interval(7, 9), True),
    ],
)
def test_what_counts_as_more(now: Interval, before: Interval, is_more: bool) -> None:
    assert Proof(FindingCode.EXISTS, now, need=5).adds_to(before) == is_more


def test_a_number_that_was_shown_and_quoted_is_no_contradiction(block: Block, records: list[Record]) -> None:
    """It was shown and quoted before somebody took the consent back: it is what was shown, not another number."""
    cells = [Cell(tier, key_of("2020-Q1"), 50, k) for tier, k in ((Tier.DONOR, 5), (Tier.PUBLIC, 10))]
    report = audit(block, records, cells, earlier=cells, facts=[Fact(key_of("2020-Q1"), 50)])
    assert FindingCode.CONTRADICTION not in {finding.code for finding in report.findings}
    assert not report.notes


def _bounds(unknowns: Unknowns, place: int) -> Interval:
    component = unknowns.component(place)
    assert component is not None
    return unknowns.programme(component).bounds(place)
