"""Who has opened the sealed content of a case, and when."""

import datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import TruncDate

from documenters.access import has_permission
from documenters.audit import record
from documenters.models import AuditEvent, User
from documenters.models.audit_actions import ACTION_LABELS
from documenters.permissions import Permission
from react_cases.models import Case

SHOWN = 8
"""The newest that the page of the case lists."""

OPENINGS = [code for code in ACTION_LABELS if code.endswith(".opened")]


class Opening(NamedTuple):
    """One person on one day."""

    person: str
    day: datetime.date


def openings_of(case: Case, *, by: User) -> list[Opening] | None:
    """Who opened the case lately, newest first; nothing for anybody but its author and the coordinators."""
    if not _may_know(case, by):
        return None
    rows = (
        _openings(case)
        .annotate(day=TruncDate("at"))
        .values_list("actor__display_name", "actor__username", "day")
        .distinct()
        .order_by("-day", "actor__username")[:SHOWN]
    )
    return [Opening(name or username, day) for name, username, day in rows]


@transaction.atomic
def openings_read(case: Case, *, by: User) -> QuerySet[AuditEvent] | None:
    """Every opening, newest first, and a row in the log that says who reads this; nothing for anybody else."""
    if not _may_know(case, by):
        return None
    record("log.read", case, by=by, programme=case.programme, organisation=case.organisation, fields=["case"])
    return _openings(case).select_related("actor").order_by("-pk")


def _may_know(case: Case, by: User) -> bool:
    return case.documenter_id == by.pk or has_permission(
        by, Permission.LOG_READ, organisation=case.organisation, programme=case.programme
    )


def _openings(case: Case) -> QuerySet[AuditEvent]:
    return AuditEvent.objects.filter(
        action__in=OPENINGS, object_type=Case._meta.label_lower, object_id=case.pk, actor__isnull=False
    )
