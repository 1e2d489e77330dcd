"""What thresholds cost: how much of one year's tables would be shown with them. Nothing of it is published. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from reports.disclosure.counting import count
from reports.disclosure.lists import freeze_block
from reports.disclosure.schema import Axis, Cell, Parameters, Record, Tier
from reports.disclosure.step import withhold

YEAR_WITH_QUARTERS = 5
"""The first periods of a block: four quarters and their year."""
WEIGHTS = (0.0, 0.05, 0.1, 0.15, 0.2, 1.0)
"""How much of the work is done before each of them, and after the last: the year takes longest."""


@dataclass(frozen=True)
class Share:
    """Cells of one tier."""

    offered: int
    large: int
    """Those with enough clients to be shown."""
    shown: int


def shares(
    records: Sequence[Record],
    year: int,
    law_enforcement: Sequence[str],
    order: Mapping[Axis, Sequence[str]],
    parameters: Parameters,
    progress: Callable[[float], None] = lambda _part: None,
) -> dict[Tier, Share]:
    """How much each tier would be shown of a year that nobody has seen anything of. `progress` is told 0 to 1."""
    block = freeze_block(records, year, law_enforcement, order, parameters)
    counted = count(records, block)
    cells: list[Cell] = []
    for place, period in enumerate(block.periods[:YEAR_WITH_QUARTERS]):
        part = partial(_told, progress, WEIGHTS[place], WEIGHTS[place + 1])
        cells += withhold(counted, block, period, cells, progress=part)
    large = {cell.key: counted.clients(cell.key) for cell in cells}
    return {
        tier: Share(
            sum(cell.tier == tier for cell in cells),
            sum(cell.tier == tier and large[cell.key] >= cell.threshold for cell in cells),
            sum(cell.tier == tier and cell.value is not None for cell in cells),
        )
        for tier in Tier
    }


def _told(progress: Callable[[float], None], before: float, after: float, part: float) -> None:
    progress(before + (after - before) * part)
