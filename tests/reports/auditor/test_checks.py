"""Each single thing that can be wrong with a cell is found, and named."""

from collections.abc import Callable

import pytest

from reports.auditor.audit import audit
from reports.auditor.evidence import Evidence
from reports.auditor.report import FindingCode
from reports.disclosure.schema import Axis, Block, Cell, Fact, Record, Tier, key_of
from tests.reports.auditor.people import people

TOTAL = key_of("2020")
POLICE = key_of("2020", violator="LE")
RARE = key_of("2020", primary_group="PLHIV", violator="HC")


def found(
    block: Block, records: list[Record], cells: list[Cell], **more: list[Fact] | list[Cell]
) -> set[tuple[str, object, object]]:
    """What an audit finds, as plain tuples."""
    report = audit(block, records, cells, **more)  # type: ignore[arg-type]
    assert report.is_safe == (not report.findings)
    return {(finding.code, finding.tier, finding.key) for finding in report.findings}


def changed(cells: list[Cell], tier: Tier, key: object, change: Callable[[Cell], Cell | None]) -> list[Cell]:
    """The release with one cell made different, or left out."""
    assert any(cell.tier == tier and cell.key == key for cell in cells)
    made = [change(cell) if (cell.tier, cell.key) == (tier, key) else cell for cell in cells]
    return [cell for cell in made if cell is not None]


def valued(value: int | None) -> Callable[[Cell], Cell]:
    """Another value."""
    return lambda cell: Cell(cell.tier, cell.key, value, cell.threshold)


def test_a_protected_release_passes(block: Block, records: list[Record], release: list[Cell]) -> None:
    assert found(block, records, release) == set()


def test_a_changed_number_is_found(
    block: Block, records: list[Record], release: list[Cell], evidence: Evidence
) -> None:
    wrong = changed(release, Tier.DONOR, POLICE, valued(evidence.population.number(POLICE) + 1))
    codes = found(block, records, wrong)
    assert (FindingCode.VALUE, Tier.DONOR, POLICE) in codes
    assert (FindingCode.NOT_NESTED, Tier.PUBLIC, POLICE) in codes
    assert any(code == FindingCode.CONTRADICTION for code, _tier, _key in codes)


def test_a_small_number_is_found(block: Block, records: list[Record], release: list[Cell], evidence: Evidence) -> None:
    shown = changed(release, Tier.DONOR, RARE, valued(evidence.population.number(RARE)))
    assert (FindingCode.SMALL, Tier.DONOR, RARE) in found(block, records, shown)


def test_a_zero_is_a_small_number(block: Block, records: list[Record], release: list[Cell], evidence: Evidence) -> None:
    empty = next(key for key in sorted(evidence.offered[Tier.DONOR]) if not evidence.population.number(key))
    assert (FindingCode.SMALL, Tier.DONOR, empty) in found(
        block, records, changed(release, Tier.DONOR, empty, valued(0))
    )


def test_cases_of_one_client_are_one_client(block: Block) -> None:
    often = [Record("2020-Q1", 7, "SW", ("SW",), ("LE",), ("PHY",), "OSH")] * 40
    cells = [Cell(tier, key_of("2020-Q1"), 40, k) for tier, k in ((Tier.DONOR, 5), (Tier.PUBLIC, 10))]
    assert (FindingCode.SMALL, Tier.DONOR, key_of("2020-Q1")) in found(block, often, cells)


@pytest.mark.parametrize("threshold", [4, 6])
def test_a_wrong_threshold_is_found(block: Block, records: list[Record], release: list[Cell], threshold: int) -> None:
    wrong = changed(release, Tier.PUBLIC, POLICE, lambda cell: Cell(cell.tier, cell.key, cell.value, threshold))
    assert found(block, records, wrong) == {(FindingCode.THRESHOLD, Tier.PUBLIC, POLICE)}


def test_a_missing_cell_is_found(block: Block, records: list[Record], release: list[Cell]) -> None:
    without = changed(release, Tier.PUBLIC, POLICE, lambda _cell: None)
    assert found(block, records, without) == {(FindingCode.MISSING, Tier.PUBLIC, POLICE)}


def test_a_cell_that_comes_twice_is_found(block: Block, records: list[Record], release: list[Cell]) -> None:
    cell = next(cell for cell in release if cell.key == TOTAL and cell.tier == Tier.PUBLIC)
    assert found(block, records, [*release, cell]) == {(FindingCode.TWICE, Tier.PUBLIC, TOTAL)}


def test_a_cell_of_no_table_is_found(block: Block, records: list[Record], release: list[Cell]) -> None:
    strange = key_of("2020", gender="F", oblast="OSH")
    cells = [*release, Cell(Tier.DONOR, strange, None, 5)]
    assert found(block, records, cells) == {(FindingCode.NOT_OFFERED, Tier.DONOR, strange)}


def test_a_number_for_the_public_alone_is_found(block: Block, records: list[Record], release: list[Cell]) -> None:
    kept = changed(release, Tier.DONOR, POLICE, valued(None))
    assert (FindingCode.NOT_NESTED, Tier.PUBLIC, POLICE) in found(block, records, kept)


def test_a_changed_history_is_found(block: Block, records: list[Record], release: list[Cell]) -> None:
    before = [cell for cell in release if cell.period == "2020-Q1"]
    assert found(block, records, release, earlier=before) == set()
    total = key_of("2020-Q1")
    for change in (valued(None), lambda _cell: None, lambda cell: Cell(cell.tier, cell.key, cell.value, 6)):
        codes = found(block, records, changed(release, Tier.DONOR, total, change), earlier=before)
        assert (FindingCode.CHANGED, Tier.DONOR, total) in codes


def test_what_was_published_is_not_counted_again(block: Block, records: list[Record], release: list[Cell]) -> None:
    """Somebody took the consent back: their quarter stays as it was published."""
    quarter = [cell for cell in release if cell.period == "2020-Q1"]
    fewer = [record for record in records if record is not next(each for each in records if each.quarter == "2020-Q1")]
    assert not {code for code, *_ in found(block, fewer, quarter, earlier=quarter)} & {"value", "small", "changed"}
    assert FindingCode.VALUE in {code for code, *_ in found(block, fewer, quarter)}


def test_all_of_a_small_row_in_one_cell_is_found(block: Block) -> None:
    records = [
        Record("2020-Q1", None, "SW", ("SW",), ("LE",), ("PHY", "EXT")[: 1 + place % 2], "OSH") for place in range(25)
    ]
    cells = [
        Cell(tier, key, value, k)
        for tier, k in ((Tier.DONOR, 5), (Tier.PUBLIC, 10))
        for key, value in (
            (key_of("2020-Q1"), 25),
            (key_of("2020-Q1", category="PHY"), 25),
            (key_of("2020-Q1", category="EXT"), 12),
        )
    ]
    whole = {key for code, _tier, key in found(block, records, cells) if code == FindingCode.CONCENTRATED}
    assert whole == {key_of("2020-Q1", category="PHY")}


def test_cases_without_a_row_are_found(records: list[Record], block: Block, release: list[Cell]) -> None:
    codes = {**block.codes, Axis.OUTCOME: ("RESTORED",)}
    narrow = Block(block.first_year, codes, block.details, block.law_enforcement)
    assert FindingCode.HOMELESS in {code for code, *_ in found(narrow, records, release)}


def test_a_fact_that_is_not_what_we_count_is_noted(block: Block, records: list[Record], release: list[Cell]) -> None:
    report = audit(block, records, release, facts=[Fact(POLICE, 1)])
    assert [note.code for note in report.notes] == [FindingCode.FACT_DIFFERS]
    assert report.is_safe


def test_nothing_to_show_is_safe(block: Block) -> None:
    assert audit(block, people(3), []).is_safe
