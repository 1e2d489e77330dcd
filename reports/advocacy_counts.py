"""What the programme did with its cases: advocacy actions, strategic cases, alerts. Coordinators count these."""

import datetime
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from statistics import median
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from documenters.models import Programme, User
from react_cases.models import AdvocacyAction, AdvocacyCase, AlertCase, AlertFiring, LitigationStage, StrategicCase
from react_cases.workflow import Status


@dataclass
class AdvocacyCounts:
    """Keys of the counters are codes; an empty one is what is not known yet."""

    actions: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    replies: Counter[str] = field(default_factory=Counter)
    answered: int = 0
    days_to_reply: float | None = None
    """The median."""
    effects: Counter[str] = field(default_factory=Counter)
    """Actions with the effect: one can have several."""
    effect_labels: dict[str, str] = field(default_factory=dict)
    with_effect: int = 0
    cases: int = 0
    strategic: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    claimed: Decimal = Decimal(0)
    won: Decimal = Decimal(0)
    deadlines: int = 0
    firings: int = 0
    alerted: int = 0
    """Cases behind firings."""


def advocacy_counts_of(
    programme: Programme, *, first: datetime.date | None = None, last: datetime.date | None = None, by: User
) -> AdvocacyCounts:
    """Count what lies within these days: actions done, strategic cases registered, alerts fired. `by` coordinates.

    An action that is planned for a later day is not done yet. A case that was erased is counted nowhere. Deadlines are
    those that are open today.
    """
    counts, today = AdvocacyCounts(), timezone.localdate()
    days = {"gte": first, "lte": last}
    within = {name: day for name, day in days.items() if day}
    actions = AdvocacyAction.objects.visible_to(by).filter(
        programme=programme, done_on__lte=min(last or today, today), **({"done_on__gte": first} if first else {})
    )
    numbers = _count_actions(
        counts, list(actions.values_list("pk", "kind", "reply", "done_on", "replied_on", named=True))
    )
    if numbers:
        _count_effects(counts, numbers)
        counts.cases = _cases(AdvocacyCase._default_manager.filter(action__in=numbers))
    strategic = StrategicCase.objects.visible_to(by).filter(
        case__programme=programme, **{f"case__received_on__{name}": day for name, day in within.items()}
    )
    strategic = strategic.exclude(case__status=Status.ERASED)
    _count_strategic(counts, list(strategic.values_list("pk", "outcome", "claimed", "won", named=True)))
    fired = AlertFiring.objects.visible_to(by).filter(
        alert__programme=programme, **{f"fired_at__date__{name}": day for name, day in within.items()}
    )
    counts.firings = fired.count()
    counts.alerted = _cases(AlertCase._default_manager.filter(firing__in=fired)) if counts.firings else 0
    return counts


def _count_actions(counts: AdvocacyCounts, actions: Sequence[Any]) -> list[int]:
    counts.actions = len(actions)
    counts.kinds.update(action.kind for action in actions)
    counts.replies.update(action.reply for action in actions)
    days = [(action.replied_on - action.done_on).days for action in actions if action.replied_on]
    counts.answered, counts.days_to_reply = len(days), median(days) if days else None
    return [action.pk for action in actions]


def _count_effects(counts: AdvocacyCounts, actions: Sequence[int]) -> None:
    rows = list(
        AdvocacyAction.effects.through._default_manager.filter(advocacyaction__in=actions).select_related("term")
    )
    counts.with_effect = len({row.advocacyaction_id for row in rows})
    for row in sorted(rows, key=lambda row: row.term.position):
        counts.effects[row.term.code] += 1
        counts.effect_labels[row.term.code] = row.term.label


def _cases(links: QuerySet[Any]) -> int:
    """Different cases of these links, without erased ones."""
    return int(links.exclude(case__status=Status.ERASED).values("case").distinct().count())


def _count_strategic(counts: AdvocacyCounts, cases: Sequence[Any]) -> None:
    counts.strategic = len(cases)
    counts.outcomes.update(case.outcome for case in cases)
    counts.claimed = sum((case.claimed for case in cases if case.claimed), Decimal(0))
    counts.won = sum((case.won for case in cases if case.won), Decimal(0))
    open_ones = LitigationStage.objects.waiting().filter(strategic__in=[case.pk for case in cases])
    counts.deadlines = open_ones.count() if cases else 0
