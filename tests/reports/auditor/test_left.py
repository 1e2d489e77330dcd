"""What two shown numbers leave between them: few people are found, and a release shows no such pair."""

import random
from collections.abc import Iterator
from dataclasses import replace

import pytest

from reports.auditor.audit import audit
from reports.auditor.checks import few_left
from reports.auditor.quote import quote_verdict
from reports.auditor.report import FindingCode
from reports.disclosure.schema import LAW_ENFORCEMENT, OTHER, Cell, Fact, Key, Tier, key_of
from tests.reports.auditor.conftest import Made, build
from tests.reports.auditor.people import people, small_block
from tests.reports.auditor.suppression import overlapping_wholes


def few_apart(made: Made) -> Iterator[tuple[Key, Key]]:
    """Rows and wholes of a table of donors with few clients between them, enough in each, and one of them withheld."""
    evidence = made.evidence
    large = evidence.offered[Tier.DONOR] - evidence.small[Tier.DONOR]
    for key in sorted(large):
        for whole in overlapping_wholes(made.block, key):
            is_open = {key, whole} <= evidence.shown[Tier.DONOR].keys()
            if whole in large and not is_open and evidence.population.leaves_few_clients(whole, key, 5):
                yield key, whole


def left_of(made: Made, cells: list[Cell], **more: list[Fact] | list[Cell]) -> set[Key | None]:
    """The rows that leave few."""
    report = audit(made.block, made.records, cells, **more)  # type: ignore[arg-type]
    return {finding.key for finding in report.findings if finding.code == FindingCode.LEFT}


def with_numbers(made: Made, keys: set[Key]) -> list[Cell]:
    """The release with these numbers shown to donors."""
    return [
        replace(cell, value=made.evidence.population.number(cell.key))
        if cell.tier == Tier.DONOR and cell.key in keys
        else cell
        for cell in made.evidence.cells
    ]


def test_the_auditor_finds_what_is_left(made: Made) -> None:
    pairs = list(few_apart(made))
    assert len(pairs) > 3
    for key, whole in random.Random(3).sample(pairs, 3):
        assert key in left_of(made, with_numbers(made, {key, whole})), (key, whole)


def test_what_was_shown_before_is_no_finding(made: Made) -> None:
    """No release can take it back; but half of a pair that was shown before does not excuse the other half."""
    key, whole = next(few_apart(made))
    both = with_numbers(made, {key, whole})
    half = [replace(cell, value=None) if cell.key == key else cell for cell in both]
    assert key not in left_of(made, both, earlier=both)
    assert key in left_of(made, both, earlier=half)


def test_a_quoted_number_leaves_few_too(made: Made) -> None:
    """It is found when it is quoted, once; no later release is refused because of it."""
    shown = made.evidence.shown[Tier.PUBLIC]
    key = next(key for key, whole in few_apart(made) if key not in made.evidence.shown[Tier.DONOR] and whole in shown)
    fact, cells = Fact(key, made.evidence.population.number(key)), list(made.evidence.cells)
    assert key in left_of(made, cells, facts=[fact])
    assert key not in left_of(made, cells, facts=[fact], earlier=cells)
    if not made.evidence.is_small(Tier.PUBLIC, key):
        assert key in quote_verdict(made.block, made.records, cells, fact).opened


@pytest.mark.parametrize(
    ("part", "whole", "is_found"), [("LE", LAW_ENFORCEMENT, True), (LAW_ENFORCEMENT, OTHER, False)]
)
def test_law_enforcement_contains_its_codes_and_lies_in_no_row(
    made: Made, part: str, whole: str, *, is_found: bool
) -> None:
    """Of several codes it is a row of its own; what is in another row and not in it can be subtracted by nobody."""
    block = small_block(law_enforcement=("LE", "IND"))
    evidence = replace(made.evidence, block=block, population=type(made.evidence.population)(block, made.records))
    known = {key_of("2020", violator=code) for code in (part, whole)}
    evidence.population.leaves_few_clients = lambda *_asked: True  # type: ignore[method-assign]
    assert bool(list(few_left(evidence, Tier.DONOR, known, frozenset()))) == is_found


def test_a_group_and_its_primary_group_are_not_both_shown_where_few_differ() -> None:
    block = small_block()
    cases = [
        replace(record, groups=(record.primary_group,)) if "PWID" in record.groups else record
        for record in people(150, quarters=block.quarters[:4])
    ]
    mover = next(place for place, record in enumerate(cases) if record.primary_group == "SW")
    cases[mover] = replace(cases[mover], groups=("SW", "PWID"))
    made = build(block, cases, block.periods[:5])
    for tier in Tier:
        shown = made.evidence.shown[tier]
        assert key_of("2020", primary_group="PWID") in shown
        assert key_of("2020", group="PWID") not in shown
    assert made.report.is_safe
