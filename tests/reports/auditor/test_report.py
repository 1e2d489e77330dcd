"""The report of the gate keeps what it says, and says no withheld number."""

import json

from reports.auditor.audit import audit
from reports.auditor.report import Report
from reports.disclosure.schema import Block, Cell, Record, Tier


def test_a_report_comes_back_from_json(block: Block, records: list[Record], bare: list[Cell]) -> None:
    report = audit(block, records, bare)
    assert Report.from_json(json.loads(json.dumps(report.as_json()))) == report
    assert report.as_json()["is_safe"] is False


def test_numbers_for_the_approval_screen(block: Block, records: list[Record], release: list[Cell]) -> None:
    report = audit(block, records, release)
    for tier in Tier:
        cells = [cell for cell in release if cell.tier == tier]
        numbers = report.tiers[tier]
        assert numbers.offered == len(cells)
        assert numbers.shown == sum(cell.value is not None for cell in cells)
        assert numbers.withheld == numbers.offered - numbers.shown
        assert numbers.large_shown == numbers.shown <= numbers.large
        assert 0 < numbers.sensitive < numbers.withheld
    assert report.headlines.offered > 10
    assert report.conjunctions > 1000


def test_a_finding_names_a_cell_and_no_number(block: Block, records: list[Record], bare: list[Cell]) -> None:
    for finding in audit(block, records, bare).as_json()["findings"]:
        assert set(finding) == {"code", "key", "tier"}


def test_progress_is_told(block: Block, records: list[Record], release: list[Cell]) -> None:
    told: list[float] = []
    audit(block, records, release, progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1
