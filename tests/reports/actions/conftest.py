"""A programme with cases of 2020, and releases that are built without the disclosure control, which is tested apart."""

import datetime
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest
import time_machine

from documenters.models import Programme, User
from reports import building
from reports.auditor.report import Finding, FindingCode, Headlines, Report
from reports.disclosure.counting import Counted
from reports.disclosure.schema import Block, Cell, Tier
from reports.disclosure.tables import offered, threshold_of
from reports.models import Release, ReleaseSettings
from tests.factories.cases import make_case

Progress = Callable[[float], None]


def by_threshold(counted: Counted, block: Block, period: str) -> list[Cell]:
    """Every offered cell; withheld is what is small, and nothing for its sake."""
    cells = []
    for tier in Tier:
        for key in offered(block, tier, period):
            threshold = threshold_of(block, tier, key)
            value = counted.cases(key) if counted.clients(key) >= threshold else None
            cells.append(Cell(tier, key, value, threshold))
    return cells


@pytest.fixture
def plain(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Builds by threshold alone. `calls` says what was built; `before` is called before each period."""
    told: dict[str, Any] = {"calls": [], "before": lambda _release, _period: None, "findings": ()}

    def new_cells(release: Release, counted: Counted, block: Block, period: str, progress: Progress) -> Sequence[Cell]:
        told["before"](release, period)
        progress(0.5)
        told["calls"].append(period)
        return by_threshold(counted, block, period)

    def audit(*_args: Any, progress: Progress | None = None, **_options: Any) -> Report:
        told["audited"] = _args, _options
        return Report(tuple(told["findings"]), {}, Headlines(), 0, 0.1)

    monkeypatch.setattr(building, "_new_cells", new_cells)
    monkeypatch.setattr(building, "audit", audit)
    monkeypatch.setattr(building, "TOLD_EVERY", 0)
    return told


UNSAFE = (Finding(FindingCode.EXACT),)


@pytest.fixture
def cases(amina: User, programme: Programme) -> None:
    """Seven cases in the first quarter of 2020, two in the second; with thresholds that leave seven a row."""
    ReleaseSettings.objects.update_or_create(programme=programme, defaults={"k_subnational": 5})
    for day in [datetime.date(2020, 2, 3)] * 7 + [datetime.date(2020, 5, 4)] * 2:
        with time_machine.travel(datetime.datetime.combine(day, datetime.time(6), datetime.UTC), tick=False):
            make_case(amina, received_on=day)


@pytest.fixture
def today() -> Iterator[None]:
    """A day on which the first quarter of 2020 is due, and no more."""
    with time_machine.travel(datetime.datetime(2020, 5, 30, 6, tzinfo=datetime.UTC)):
        yield
