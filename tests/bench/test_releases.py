"""Releases of 2,000 to a million invented cases: how long they take, what they show, and that nothing gives."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from reports.auditor.audit import audit
from reports.disclosure.columns import Columns
from reports.disclosure.counting import count_columns
from reports.disclosure.lists import freeze_columns
from reports.disclosure.schema import Block, Cell, Key, Parameters, Tier, cells_by_key, key_of
from reports.disclosure.step import withhold
from tests.bench.turned import auditor_columns
from tests.reports.disclosure.populations import ORDER, population

pytestmark = pytest.mark.bench

LIMITS = {"2k": (1, 90), "3k": (1.5, 90), "33k": (16.5, 90), "100k": (50, 90), "1M": (500, 20)}
"""Scale of the population, and the seconds that building two years may take."""
LEAST_SHOWN = {Tier.PUBLIC: 0.85, Tier.DONOR: 0.86}
"""Of the cells that reach the threshold."""
HEADLINES = (
    {},
    {"violator": "LE"},
    {"primary_group": "PWID", "violator": "LE"},
    {"primary_group": "SW", "violator": "LE"},
)


@dataclass
class Built:
    """Two years, built and audited."""

    block: Block
    cells: list[Cell] = field(default_factory=list)
    build_seconds: float = 0
    gate_seconds: float = 0
    longest_step: float = 0


def built(columns: Columns) -> Built:
    """Every period of the first block, one after the other, as releases are built; then the gate."""
    started = time.perf_counter()
    block = freeze_columns(columns, 2020, ("LE",), ORDER, Parameters())
    counted = count_columns(columns, block)
    result = Built(block)
    for period in block.periods:
        step = time.perf_counter()
        result.cells += withhold(counted, block, period, result.cells)
        result.longest_step = max(result.longest_step, time.perf_counter() - step)
    result.build_seconds = time.perf_counter() - started
    return result


def headline_keys() -> Iterator[Key]:
    """The figures everybody quotes, of both years."""
    for codes in HEADLINES:
        yield from (key_of(year, **codes) for year in ("2020", "2021"))


@pytest.mark.parametrize("size", LIMITS)
def test_a_release_is_built_quickly_shows_much_and_gives_nothing(size: str) -> None:
    scale, limit = LIMITS[size]
    columns = population(scale)
    result = built(columns)
    started = time.perf_counter()
    report = audit(result.block, auditor_columns(columns), result.cells)
    result.gate_seconds = time.perf_counter() - started
    shares = {tier: report.tiers[tier].shown / report.tiers[tier].offered for tier in Tier}
    large = {tier: report.tiers[tier].large_shown / report.tiers[tier].large for tier in Tier}
    exact = sum(
        cells_by_key(result.cells, tier).get(key) == count_columns(columns, result.block).cases(key)
        for tier in Tier
        for key in headline_keys()
    )
    print(  # noqa: T201  the result of the measurement
        f"{size}: {columns.size:,} cases; build {result.build_seconds:.1f} s (longest step {result.longest_step:.1f});"
        f" gate {result.gate_seconds:.1f} s; shown {shares}; of those that reach the threshold {large};"
        f" findings {len(report.findings)}; headlines {exact} of {2 * 2 * len(HEADLINES)}"
    )
    assert report.is_safe, report.findings[:5]
    assert exact == 2 * 2 * len(HEADLINES)
    assert result.build_seconds <= limit
    assert all(large[tier] >= LEAST_SHOWN[tier] for tier in Tier)
