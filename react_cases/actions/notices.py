"""Whom a step of a case, or an alert, makes responsible for what comes next, and letting them know."""

import datetime
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet

from documenters.actions.notices import notices_claim
from documenters.models import Programme, User
from documenters.permissions import Role
from react_cases.models import Case, LitigationStage
from react_cases.tasks import deadline_later, notice_later
from react_cases.workflow import Status


def announce(case: Case, *, by: User) -> None:
    """Have everybody told for whom the case waits now: in the transaction of the step, and never in its way."""
    if not settings.MAIL_IS_SET_UP or case.is_practice:
        return
    for person in notices_claim(_waited_for(case).exclude(pk=by.pk).values_list("pk", flat=True)):
        notice_later(person)


def announce_firing(programme: Programme, *, besides: User | None = None) -> None:
    """Have the coordinators told that an alert has fired; whoever has just made it knows."""
    if not settings.MAIL_IS_SET_UP:
        return
    held = Q(memberships__programme=programme, memberships__role=Role.COORDINATOR, memberships__ended_at=None)
    people = User.objects.filter(held)
    others = people.exclude(pk=besides.pk) if besides else people
    for person in notices_claim(others.values_list("pk", flat=True)):
        notice_later(person)


def announce_deadline(stage: LitigationStage, on: datetime.date, *, by: User) -> None:
    """Have those who carry the case through courts told when the deadline of a step comes near."""
    if not settings.MAIL_IS_SET_UP:
        return
    case = stage.strategic.case
    deadline_later(stage.pk, case.organisation_id, case.programme_id, on, recorded_by=by.pk)


def announce_to(person: User) -> None:
    """Have one person told that something waits for them: in the transaction of the step, and never in its way."""
    if settings.MAIL_IS_SET_UP:
        for number in notices_claim([person.pk]):
            notice_later(number)


def _waited_for(case: Case) -> QuerySet[User, Any]:
    """The same people as in `CaseQuerySet.waiting_for`, asked from the other side; the job asks there once more."""
    if case.status == Status.RETURNED:
        return User.objects.filter(pk=case.documenter_id)
    if case.status == Status.SUBMITTED:
        held = Q(mentor_assignments__organisation=case.organisation_id, mentor_assignments__ended_at=None)
    elif case.status == Status.VALIDATED:
        held = Q(
            memberships__programme=case.programme_id,
            memberships__role=Role.COORDINATOR,
            memberships__ended_at=None,
        )
    else:
        return User.objects.none()
    return User.objects.filter(held).exclude(pk=case.documenter_id)
