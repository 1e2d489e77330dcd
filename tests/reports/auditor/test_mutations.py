"""The auditor is not blind: what is made unsafe on purpose is found."""

import random

import pytest

from reports.auditor.audit import audit
from reports.auditor.evidence import Evidence
from reports.auditor.report import FindingCode, Report
from reports.disclosure.schema import Block, Cell, Fact, Key, Record, Tier
from tests.reports.auditor.witnesses import Witnesses

ATTACKS = {FindingCode.EXACT, FindingCode.EXISTS, FindingCode.BOUNDED}


def lifted(release: list[Cell], evidence: Evidence, key: Key, tier: Tier) -> list[Cell]:
    """The release with one more number shown to a tier."""
    return [
        Cell(cell.tier, key, evidence.population.number(key), cell.threshold)
        if (cell.key, cell.tier) == (key, tier)
        else cell
        for cell in release
    ]


def partners_of(evidence: Evidence, tier: Tier) -> list[Key]:
    """Cells that are withheld from a tier for others' sake; from the public only those that donors are shown."""
    return [
        key
        for key in sorted(evidence.offered[tier] - evidence.small[tier])
        if key not in evidence.shown[tier] and (tier == Tier.DONOR or key in evidence.shown[Tier.DONOR])
    ]


def codes_of(report: Report) -> set[FindingCode]:
    """What was found."""
    return {finding.code for finding in report.findings}


def test_thresholds_alone_are_refused(block: Block, records: list[Record], bare: list[Cell]) -> None:
    report = audit(block, records, bare)
    assert not report.is_safe
    assert codes_of(report) >= {*ATTACKS, FindingCode.IMPLIED}
    assert sum(finding.code in ATTACKS for finding in report.findings) > 50


def test_every_sensitive_cell_of_a_safe_release_has_both_witnesses(evidence: Evidence) -> None:
    for tier in Tier:
        witnesses = Witnesses(evidence, tier)
        assert not witnesses.unanswered
        witnesses.check()


@pytest.mark.parametrize("tier", Tier)
def test_a_lift_is_caught_exactly_if_there_is_no_witness(
    block: Block, records: list[Record], release: list[Cell], evidence: Evidence, tier: Tier
) -> None:
    partners = partners_of(evidence, tier)
    for key in random.Random(7).sample(partners, min(6, len(partners))):
        changed = lifted(release, evidence, key, tier)
        after = Evidence(block, evidence.population, tuple(changed))
        found = {
            finding.key
            for finding in audit(block, records, changed).findings
            if finding.code in ATTACKS and finding.tier == tier
        }
        assert found == Witnesses(after, tier).unanswered


def test_a_quoted_number_is_part_of_what_everybody_knows(
    block: Block, records: list[Record], release: list[Cell], evidence: Evidence
) -> None:
    opened = 0
    for key in random.Random(3).sample(partners_of(evidence, Tier.DONOR), 8):
        facts = [Fact(key, evidence.population.number(key))]
        opened += bool(codes_of(audit(block, records, release, facts=facts)) & ATTACKS)
    assert opened >= 3
