"""Strategic cases made through the real actions."""

import datetime
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.utils import timezone

from documenters.models import User
from react_cases.actions.guard import Written
from react_cases.actions.strategic import (
    StageData,
    StrategicData,
    stage_add,
    strategic_change,
    strategic_flag,
    strategic_of,
)
from react_cases.models import Case, LitigationStage, StrategicCase
from tests.factories.guard import kept
from tests.factories.taxonomy import known_term


def reasons(*codes: str) -> tuple[Any, ...]:
    """Reasons by their codes."""
    return tuple(known_term("strategic_reasons", code) for code in codes)


def written(text: str) -> Written:
    """A text of somebody who keeps everything that the guard finds."""
    return Written(text, kept(text))


def flag(
    case: Case,
    by: User,
    *codes: str,
    claimed: int | None = None,
    note: str = "",
    ended: str = "",
    won: int | None = None,
) -> StrategicCase:
    """Make a case a strategic one; with an outcome it has ended today."""
    chosen = reasons(*codes or ("GRAVE",))
    row = strategic_flag(case, chosen, written(note), None if claimed is None else Decimal(claimed), by=by)
    if ended:
        sums = {"claimed": row.claimed, "won": None if won is None else Decimal(won)}
        end(case, by, StrategicData(chosen, note=written(note), outcome=ended, ended_on=timezone.localdate(), **sums))
        row.refresh_from_db()
    return row


def end(case: Case, by: User, data: StrategicData) -> StrategicCase:
    """Change it as it is now."""
    row = strategic_of(case)
    assert row is not None
    return strategic_change(case, data, by=by, version=row.version)


def stage(
    case: Case,
    by: User,
    code: str = "CLAIM",
    *,
    ago: int = 0,
    deadline_in: int | None = None,
    body: str = "",
    note: str = "",
    **more: Any,
) -> LitigationStage:
    """A step so many days ago, with a deadline so many days from today."""
    today = timezone.localdate()
    data = StageData(
        known_term("litigation_stages", code),
        today - datetime.timedelta(days=ago),
        body=known_term("bodies", body) if body else None,
        deadline_on=None if deadline_in is None else today + datetime.timedelta(days=deadline_in),
        note=written(note),
        **more,
    )
    return stage_add(case, data, by=by)


def codes_of(cases: Iterable[Case]) -> list[str]:
    """The numbers of cases, in their order."""
    return [case.code for case in cases]
