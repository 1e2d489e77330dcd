"""May this number be quoted?"""

import random
from time import process_time

import pytest

from reports.auditor.audit import audit
from reports.auditor.evidence import Evidence
from reports.auditor.quote import QuoteCode, QuoteVerdict, quote_verdict
from reports.auditor.report import FindingCode
from reports.disclosure.schema import Block, Cell, Fact, Key, Record, Tier, key_of

POLICE = key_of("2020", violator="LE")


@pytest.fixture
def withheld(evidence: Evidence) -> list[Key]:
    """Withheld from donors although there are enough for both tiers."""
    return [
        key
        for key in sorted(evidence.offered[Tier.DONOR])
        if key not in evidence.shown[Tier.DONOR] and not evidence.is_small(Tier.PUBLIC, key)
    ]


def ask(block: Block, records: list[Record], release: list[Cell], evidence: Evidence, key: Key) -> QuoteVerdict:
    """The verdict on the true number."""
    return quote_verdict(block, records, release, Fact(key, evidence.population.number(key)))


def test_what_the_public_is_shown_may_be_quoted(
    block: Block, records: list[Record], release: list[Cell], evidence: Evidence
) -> None:
    verdict = ask(block, records, release, evidence, POLICE)
    assert verdict == QuoteVerdict(QuoteCode.PUBLISHED)
    assert verdict.may_be_quoted


@pytest.mark.parametrize("difference", [-1, 3])
def test_another_number_than_ours_is_wrong(
    block: Block, records: list[Record], release: list[Cell], evidence: Evidence, withheld: list[Key], difference: int
) -> None:
    for key in (POLICE, withheld[0]):
        fact = Fact(key, evidence.population.number(key) + difference)
        assert quote_verdict(block, records, release, fact).code == QuoteCode.DIFFERS


def test_a_small_number_may_not_be_quoted(
    block: Block, records: list[Record], release: list[Cell], evidence: Evidence
) -> None:
    for key in (evidence.sensitive[Tier.PUBLIC][0], key_of("2020-Q1", oblast="TALAS", gender="F")):
        verdict = ask(block, records, release, evidence, key)
        assert verdict.code == QuoteCode.SMALL
        assert not verdict.may_be_quoted


def test_the_verdict_is_the_one_of_the_gate(
    block: Block, records: list[Record], release: list[Cell], evidence: Evidence, withheld: list[Key]
) -> None:
    codes = set()
    for key in random.Random(5).sample(withheld, 4):
        verdict = ask(block, records, release, evidence, key)
        facts = [Fact(key, evidence.population.number(key))]
        report = audit(block, records, release, facts=facts)
        # What the quoted number says without any release is a note there.
        found = {finding.key for finding in (*report.findings, *report.notes)}
        assert set(verdict.opened) == found
        assert verdict.code == (QuoteCode.OPENS if found else QuoteCode.SAFE)
        codes.add(verdict.code)
    assert QuoteCode.OPENS in codes


def test_a_number_of_no_table_is_examined_too(
    block: Block, records: list[Record], release: list[Cell], evidence: Evidence
) -> None:
    for key in (key_of("2020", gender="F", primary_group="PWID"), key_of("2020-2021", violator="IND", gender="M")):
        assert ask(block, records, release, evidence, key).code in (QuoteCode.SAFE, QuoteCode.OPENS)


def test_the_remainder_of_a_number_of_no_table_is_found(
    block: Block, records: list[Record], release: list[Cell], evidence: Evidence
) -> None:
    """All but a few of the cases of a row: the few follow."""
    rows = [key for key in sorted(evidence.shown[Tier.PUBLIC]) if len(key) == 2 and key[0][1] == "2020"]
    pairs = [key_of("2020", **dict([row[1], ("gender", sex)])) for row in rows for sex in "FM"]
    verdicts = {key: ask(block, records, release, evidence, key) for key in pairs[:4]}
    for key, verdict in verdicts.items():
        assert all(set(opened) != set(key) for opened in verdict.opened)


def test_what_was_quoted_before_counts(
    block: Block, records: list[Record], release: list[Cell], evidence: Evidence, withheld: list[Key]
) -> None:
    """A number that opens others does so once: they are open already when it is asked again."""
    fact = next(
        Fact(key, evidence.population.number(key))
        for key in withheld
        if ask(block, records, release, evidence, key).code == QuoteCode.OPENS
    )
    assert quote_verdict(block, records, release, fact, facts=[fact]).code == QuoteCode.SAFE


def test_what_contradicts_itself_is_undecided(
    block: Block, records: list[Record], release: list[Cell], evidence: Evidence, withheld: list[Key]
) -> None:
    wrong = [
        Cell(cell.tier, cell.key, cell.value + 1, cell.threshold) if cell.key == POLICE[:1] and cell.value else cell
        for cell in release
    ]
    assert FindingCode.CONTRADICTION in {finding.code for finding in audit(block, records, wrong).findings}
    assert ask(block, records, wrong, evidence, withheld[0]).code == QuoteCode.UNDECIDED


def test_a_period_of_another_block_is_refused(block: Block, records: list[Record], release: list[Cell]) -> None:
    with pytest.raises(ValueError, match="2019"):
        quote_verdict(block, records, release, Fact(key_of("2019"), 3))


def test_an_answer_takes_little_time(
    block: Block, records: list[Record], release: list[Cell], evidence: Evidence, withheld: list[Key]
) -> None:
    started = process_time()
    ask(block, records, release, evidence, withheld[0])
    assert process_time() - started < 3
