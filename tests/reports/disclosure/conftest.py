"""One block of our shape, published period by period, for all tests of this folder."""

from dataclasses import dataclass

import pytest

from reports.disclosure.counting import Counted, count_columns
from reports.disclosure.lists import freeze_columns
from reports.disclosure.schema import Block, Cell, Key, Tier
from reports.disclosure.step import Notes, take_step
from tests.reports.disclosure.populations import ORDER, population

SCALE = 0.5
"""Half a programme of our size: quick, and rows of every kind."""


@dataclass(frozen=True)
class Publication:
    """A block and everything published of it, in order."""

    block: Block
    counted: Counted
    cells: tuple[Cell, ...]
    notes: tuple[Notes, ...]

    def by_key(self, tier: Tier) -> dict[Key, Cell]:
        """The cells of a tier."""
        return {cell.key: cell for cell in self.cells if cell.tier == tier}


@pytest.fixture(scope="session")
def published() -> Publication:
    """Both years, both tiers."""
    columns = population(SCALE)
    block = freeze_columns(columns, 2020, ("LE",), ORDER)
    counted = count_columns(columns, block)
    cells: list[Cell] = []
    notes = []
    for period in block.periods:
        step = take_step(counted, period, cells)
        cells += step.cells
        notes.append(step.notes)
    return Publication(block, counted, tuple(cells), tuple(notes))
