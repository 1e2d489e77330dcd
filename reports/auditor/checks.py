"""Checks that need no arithmetic: each cell by itself, and against the same cell elsewhere."""

from collections.abc import Iterable, Iterator, Set
from dataclasses import replace

from reports.auditor.evidence import Evidence
from reports.auditor.offers import least_clients
from reports.auditor.population import upper_row
from reports.auditor.report import Finding, FindingCode
from reports.disclosure.schema import LAW_ENFORCEMENT, MULTIPLE, OTHER, UNSTATED, Axis, Block, Cell, Key, Tier, key_of


def check_cells(evidence: Evidence, earlier: Iterable[Cell]) -> Iterator[Finding]:
    """Everything that is wrong with single cells. `earlier` are the cells that were published before."""
    history = {(cell.tier, cell.key): cell for cell in earlier}
    yield from _offers(evidence)
    yield from _history(evidence, history.values())
    for cell in evidence.cells:
        if cell.threshold != least_clients(evidence.block, cell.tier, cell.key):
            yield Finding(FindingCode.THRESHOLD, cell.key, cell.tier)
        if cell.value is None:
            continue
        if (cell.tier, cell.key) not in history:
            yield from _new_number(evidence, cell, cell.value)
        if cell.tier == Tier.PUBLIC and evidence.shown[Tier.DONOR].get(cell.key) != cell.value:
            yield Finding(FindingCode.NOT_NESTED, cell.key, cell.tier)
    before = replace(evidence, cells=tuple(history.values()))
    for tier in Tier:
        left = few_left(evidence, tier, evidence.known_to(tier).keys(), before.known_to(tier).keys())
        yield from (Finding(FindingCode.LEFT, key, tier) for key in dict.fromkeys(left))
    yield from _rows(evidence)


def differing_facts(evidence: Evidence) -> Iterator[Finding]:
    """Numbers published elsewhere that are not ours."""
    for fact in evidence.facts:
        if fact.key[0][1] in evidence.block.periods and evidence.true_facts.get(fact.key) != fact.value:
            yield Finding(FindingCode.FACT_DIFFERS, fact.key)


def _offers(evidence: Evidence) -> Iterator[Finding]:
    """Each cell of the tables is there once, and no other."""
    for tier in Tier:
        there = {key for of, key in evidence.times if of == tier}
        for code, keys in (
            (FindingCode.MISSING, evidence.offered[tier] - there),
            (FindingCode.NOT_OFFERED, there - evidence.offered[tier]),
            (FindingCode.TWICE, {key for key in there if evidence.times[tier, key] > 1}),
        ):
            yield from (Finding(code, key, tier) for key in sorted(keys))


def _history(evidence: Evidence, earlier: Iterable[Cell]) -> Iterator[Finding]:
    """What was published before is there, unchanged."""
    now = set(evidence.cells)
    yield from (Finding(FindingCode.CHANGED, cell.key, cell.tier) for cell in earlier if cell not in now)


def _new_number(evidence: Evidence, cell: Cell, value: int) -> Iterator[Finding]:
    """A number that is shown for the first time is true, large enough, and no whole small row."""
    if evidence.population.number(cell.key) != value:
        yield Finding(FindingCode.VALUE, cell.key, cell.tier)
    if evidence.is_small(cell.tier, cell.key):
        yield Finding(FindingCode.SMALL, cell.key, cell.tier)
    if value < evidence.block.parameters.concentration_row and _is_whole_row(evidence, cell.tier, cell.key, value):
        yield Finding(FindingCode.CONCENTRATED, cell.key, cell.tier)


def _is_whole_row(evidence: Evidence, tier: Tier, key: Key, value: int) -> bool:
    """Is one of the rows that the cell stands in shown with the same number?"""
    shown = evidence.shown[tier]
    pairs = [pair for pair in key[1:] if pair[0] != Axis.MEASURE]
    return any(shown.get(tuple(pair for pair in key if pair != left_out)) == value for left_out in pairs)


def few_left(evidence: Evidence, tier: Tier, known: Set[Key], before: Set[Key]) -> Iterator[Key]:
    """Rows that leave few of a whole, for readers who know both, and did not before.

    Where rows overlap nobody can tell the others of a whole apart; but where few are left they are known.
    """
    for key in sorted(known):
        for whole in _wholes(evidence.block, key):
            is_new = whole in known and not (key in before and whole in before)
            if is_new and evidence.population.leaves_few_clients(whole, key, least_clients(evidence.block, tier, key)):
                yield key


def _wholes(block: Block, key: Key) -> Iterator[Key]:
    """What a cell lies in, together with others that may be the same people."""
    period, *pairs = key
    for axis, code in pairs:
        others = [pair for pair in pairs if pair != (axis, code)]
        if axis in MULTIPLE and code != UNSTATED:
            yield key_of(period[1], **dict(others))
            row = upper_row(block, Axis(axis), code)
            if row is not None and row != code and code != LAW_ENFORCEMENT:
                yield key_of(period[1], **{axis: row}, **dict(others))
            if axis == Axis.VIOLATOR and code in block.law_enforcement and code != block.law_enforcement_code:
                yield key_of(period[1], **{axis: block.law_enforcement_code}, **dict(others))
    if len(pairs) == 1 and pairs[0][0] == Axis.PRIMARY_GROUP and pairs[0][1] not in (OTHER, UNSTATED):
        yield key_of(period[1], group=pairs[0][1])


def _rows(evidence: Evidence) -> Iterator[Finding]:
    """Every case has a row on every axis."""
    for axis in evidence.block.codes:
        if evidence.population.homeless(axis):
            yield Finding(FindingCode.HOMELESS, ((Axis.PERIOD.value, evidence.block.period), (axis.value, "")))
