"""Who has opened the sealed texts of a case, and when."""

import datetime
from typing import NamedTuple

from django.db.models.functions import TruncDate

from documenters.access import has_permission
from documenters.models import AuditEvent, User
from documenters.permissions import Permission
from react_cases.models import Case

SHOWN = 50
"""The newest that a page lists."""


class Opening(NamedTuple):
    """One person on one day."""

    person: str
    day: datetime.date


def openings_of(case: Case, *, by: User) -> list[Opening] | None:
    """Who opened the case, newest first; nothing for anybody but its author and the coordinators."""
    is_coordinator = has_permission(by, Permission.CASE_ERASE, organisation=case.organisation, programme=case.programme)
    if case.documenter_id != by.pk and not is_coordinator:
        return None
    rows = (
        AuditEvent.objects.filter(
            action="sealed.opened", object_type=Case._meta.label_lower, object_id=case.pk, actor__isnull=False
        )
        .annotate(day=TruncDate("at"))
        .values_list("actor__display_name", "actor__username", "day")
        .distinct()
        .order_by("-day", "actor__username")[:SHOWN]
    )
    return [Opening(name or username, day) for name, username, day in rows]
