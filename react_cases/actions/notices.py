"""Whom a step of a case makes responsible for the next one, and letting them know."""

from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet

from documenters.actions.notices import notices_claim
from documenters.models import User
from documenters.permissions import Role
from react_cases.models import Case
from react_cases.tasks import notice_later
from react_cases.workflow import Status


def announce(case: Case, *, by: User) -> None:
    """Have everybody told for whom the case waits now: in the transaction of the step, and never in its way."""
    if not settings.MAIL_IS_SET_UP or case.is_practice:
        return
    for person in notices_claim(_waited_for(case).exclude(pk=by.pk).values_list("pk", flat=True)):
        notice_later(person)


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
