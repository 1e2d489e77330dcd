"""A population, its thresholds only, and protected releases, made once: our own, and one of `reports.disclosure`."""

import os
import pickle
from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from reports.auditor.audit import audit
from reports.auditor.evidence import Evidence
from reports.auditor.population import Population
from reports.auditor.report import Report
from reports.disclosure.counting import count
from reports.disclosure.schema import Block, Cell, Key, Record, Tier
from reports.disclosure.step import withhold
from tests.reports.auditor.people import people, small_block
from tests.reports.auditor.suppression import protected, threshold_only


@pytest.fixture(scope="session")
def block() -> Block:
    """The block of these people."""
    return small_block()


@pytest.fixture(scope="session")
def records() -> list[Record]:
    """Two hundred cases: of fewer more is rare, and everything takes longer."""
    return people(200)


@pytest.fixture(scope="session")
def bare(block: Block, records: list[Record]) -> list[Cell]:
    """A release that knows of thresholds only."""
    return threshold_only(block, records)


@pytest.fixture(scope="session")
def release(block: Block, records: list[Record], tmp_path_factory: pytest.TempPathFactory) -> list[Cell]:
    """A release that withholds the cheapest partners too; it takes long, so one process of a run makes it for all."""
    own = tmp_path_factory.getbasetemp() / "release"
    shared = own.parent.parent / "release" if "PYTEST_XDIST_WORKER" in os.environ else own
    if shared.exists():
        cells: list[Cell] = pickle.loads(shared.read_bytes())  # noqa: S301  written by this run
        return cells
    cells = protected(block, records)
    own.write_bytes(pickle.dumps(cells))
    own.replace(shared)
    return cells


@pytest.fixture(scope="session")
def evidence(block: Block, records: list[Record], release: list[Cell]) -> Evidence:
    """What is looked at of that release."""
    return Evidence(block, Population(block, records), tuple(release))


@dataclass(frozen=True)
class Made:
    """A release and what it was made of."""

    block: Block
    records: list[Record]
    evidence: Evidence
    report: Report

    def complements(self, tier: Tier) -> list[Key]:
        """Withheld for others' sake."""
        keys = self.evidence.offered[tier] - self.evidence.small[tier]
        return sorted(key for key in keys if key not in self.evidence.shown[tier])


def build(block: Block, records: list[Record], periods: Sequence[str]) -> Made:
    """A release, period by period."""
    counted, cells = count(records, block), list[Cell]()
    for period in periods:
        cells += withhold(counted, block, period, cells)
    evidence = Evidence(block, Population(block, records), tuple(cells))
    return Made(block, records, evidence, audit(block, records, cells))


@pytest.fixture(scope="session")
def made() -> Made:
    """One year of two hundred cases."""
    block = small_block()
    return build(block, people(200, quarters=block.quarters[:4]), block.periods[:5])
