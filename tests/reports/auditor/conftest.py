"""A population, its thresholds only, and a protected release of it, made once."""

import pytest

from reports.auditor.evidence import Evidence
from reports.auditor.population import Population
from reports.disclosure.schema import Block, Cell, Record
from tests.reports.auditor.people import people, small_block
from tests.reports.auditor.suppression import protected, threshold_only


@pytest.fixture(scope="session")
def block() -> Block:
    """The block of these people."""
    return small_block()


@pytest.fixture(scope="session")
def records() -> list[Record]:
    """Two hundred cases."""
    return people(200)


@pytest.fixture(scope="session")
def bare(block: Block, records: list[Record]) -> list[Cell]:
    """A release that knows of thresholds only."""
    return threshold_only(block, records)


@pytest.fixture(scope="session")
def release(block: Block, records: list[Record]) -> list[Cell]:
    """A release that withholds the cheapest partners too."""
    return protected(block, records)


@pytest.fixture(scope="session")
def evidence(block: Block, records: list[Record], release: list[Cell]) -> Evidence:
    """What is looked at of that release."""
    return Evidence(block, Population(block, records), tuple(release))
