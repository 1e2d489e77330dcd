"""Attacks on a real release of a small population: lifted cells, quoted numbers, and the whole of its micro-data.

The release is the one that `reports.disclosure` makes. What attacks it, in `microdata` and `witnesses`, is neither that
nor the auditor.
"""

import random
from dataclasses import replace

import pytest

from reports.auditor.audit import audit, judge_withheld
from reports.auditor.evidence import Evidence
from reports.disclosure.schema import CLIENTS, MULTIPLE, Axis, Fact, Key, Tier
from tests.reports.auditor.conftest import Made
from tests.reports.auditor.microdata import CROSSED, MicroData
from tests.reports.auditor.suppression import threshold_only
from tests.reports.auditor.witnesses import Witnesses


def lifted(evidence: Evidence, keys: set[Key]) -> Evidence:
    """With more numbers shown to donors."""
    return replace(
        evidence,
        cells=tuple(
            replace(cell, value=evidence.population.number(cell.key))
            if cell.tier == Tier.DONOR and cell.key in keys
            else cell
            for cell in evidence.cells
        ),
    )


def proved(evidence: Evidence) -> set[Key | None]:
    """What donors can prove."""
    return {finding.key for finding in judge_withheld(evidence, Tier.DONOR, {}).findings}


def test_the_release_is_safe(made: Made) -> None:
    assert made.report.is_safe, made.report.findings[:5]
    assert not made.report.notes


def test_each_lift_of_a_minimal_pattern_is_flagged(made: Made) -> None:
    """Complements are shown again as long as every sensitive cell keeps its witnesses; then no further one can be.

    Of the release itself not every single lift can be flagged: it withholds more than it must.
    """
    witnesses = Witnesses(made.evidence, Tier.DONOR)
    spared = {key for key in made.complements(Tier.DONOR) if witnesses.lift(key)}
    minimal = lifted(made.evidence, spared)
    assert not proved(minimal)
    needed = [key for key in made.complements(Tier.DONOR) if key not in spared]
    assert len(needed) > 10
    assert [key for key in needed if not proved(lifted(minimal, {key}))] == []


def test_a_quoted_number_that_opens_a_neighbour_is_flagged(made: Made) -> None:
    """A number that donors are not shown is worth as much to them when somebody quotes it."""
    chosen = random.Random(9).sample(made.complements(Tier.DONOR), 6)
    facts = {key: Fact(key, made.evidence.population.number(key)) for key in chosen}
    quoted = {key: replace(made.evidence, facts=(fact,)) for key, fact in facts.items()}
    flagged = {key: proved(evidence) for key, evidence in quoted.items()}
    assert any(flagged.values())
    for key in chosen:
        assert flagged[key] == Witnesses(quoted[key], Tier.DONOR).unanswered


def unpublished(made: Made, data: MicroData, chance: random.Random) -> Key:
    """A small conjunction of no table, with somebody in it."""
    while True:
        kind = sorted(chance.choice(data.truth))
        period = chance.choice([code for axis, code in kind if axis == Axis.PERIOD and "-Q" not in code])
        axes = set(chance.sample(CROSSED, chance.choice((2, 3, 3, 4))))
        rows = [pair for pair in kind if pair[0] in axes and pair[1] in made.block.codes[Axis(pair[0])]]
        one_each = {axis: chance.choice([code for name, code in rows if name == axis]) for axis in axes}
        key = (("period", period), *sorted(((axis.value, code) for axis, code in one_each.items()), key=_order))
        if key not in made.evidence.offered[Tier.DONOR] and made.evidence.is_small(Tier.DONOR, key):
            return key


def _order(pair: tuple[str, str]) -> int:
    return list(Axis).index(Axis(pair[0]))


def targets(made: Made, tier: Tier, count: int, chance: random.Random) -> list[Key]:
    """Sensitive withheld cells, without measures and lower levels."""
    lower = {(axis.value, code) for axis in MULTIPLE for code in made.block.details.get(axis, ())}
    keys = [
        key
        for key in made.evidence.sensitive[tier]
        if not lower & set(key) and (Axis.MEASURE.value, CLIENTS) not in key
    ]
    return chance.sample(keys, count)


@pytest.mark.parametrize("tier", Tier)
def test_no_micro_data_prove_anything(made: Made, tier: Tier) -> None:
    """Every sensitive number may be nothing and may be large, and small ones of no table may be nothing."""
    chance, evidence = random.Random(tier.value), made.evidence
    data = MicroData(made.block, made.records, evidence.known_to(tier))
    for key in targets(made, tier, 8, chance):
        assert data.least(key) < 1e-4, key
        assert data.most(key, evidence.need(tier, key)) > evidence.need(tier, key) - 1e-4, key
    for _turn in range(8):
        key = unpublished(made, data, chance)
        assert data.least(key) < 1e-4, key


def test_what_the_auditor_finds_is_true_of_all_micro_data(made: Made) -> None:
    """Thresholds alone: what is said to be certain is certain however the cases overlap."""
    cells = threshold_only(made.block, made.records)
    evidence = replace(made.evidence, cells=tuple(cells))
    data = MicroData(made.block, made.records, evidence.known_to(Tier.DONOR))
    found = [finding for finding in audit(made.block, made.records, cells).findings if finding.tier == Tier.DONOR]
    lower = {code for codes in made.block.details.values() for code in codes}
    by_rows = [each.key for each in found if each.key and {axis for axis, _ in each.key} <= {"period", *CROSSED}]
    keys = [key for key in by_rows if not lower & {code for _axis, code in key}]
    for key in random.Random(13).sample(sorted(set(keys)), 8):
        least, need = data.least(key), evidence.need(Tier.DONOR, key)
        assert least > 1e-4 or data.most(key, need) < need - 1e-4, key
