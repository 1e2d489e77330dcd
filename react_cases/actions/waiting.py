"""How much waits for a person: the number in the menu."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from documenters.access import has_permission
from documenters.models import User
from documenters.permissions import Permission
from react_cases.actions.advocacy import actions_due
from react_cases.models import AlertFiring, Case, LitigationStage, StoryVersion

MOST = 100
"""Counting ends here: the menu says “99+”."""


def waiting_count(*, by: User) -> int:
    """Cases on which the person has the next step, those to look at again by today, those with a deadline near,
    stories to read as the second person, advocacy actions to look at again, and alerts that fired and that nobody has
    looked at. One query: every page asks it."""
    cases, today = Case.objects.visible_to(by), timezone.localdate()
    waiting = cases.waiting_for(by) | cases.due_for(by, today)
    if has_permission(by, Permission.STRATEGIC_MANAGE):
        near = LitigationStage.objects.due_for(by, today).order_by().values("strategic__case")
        waiting |= cases.filter(pk__in=near)
    found: list[QuerySet[Any]] = [waiting]
    if has_permission(by, Permission.STORY_REVIEW):
        found.append(StoryVersion.objects.waiting_for(by))
    if has_permission(by, Permission.ADVOCACY_MANAGE):
        found.append(actions_due(by, today))
    if has_permission(by, Permission.ALERT_MANAGE):
        found.append(AlertFiring.objects.visible_to(by).filter(seen_at=None))
    first, *others = (rows.order_by().values_list("pk")[:MOST] for rows in found)
    return first.union(*others, all=True).count()
