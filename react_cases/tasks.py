"""The mail “you have one task”, in the background: no decision waits for a mail server (docs/adr/0028).

A job is given the number of a person. What waits for them is asked again when the time has come.
"""

import datetime
import logging
import secrets
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django_tasks import task
from django_tasks.base import Task

from documenters.actions.notices import (
    can_be_told,
    has_come_since,
    notice_failed,
    notice_give_back,
    notice_send,
    notices_claim,
)
from documenters.identity import database_identity
from documenters.models import User
from documenters.permissions import Role
from react_cases.models import AlertFiring, Case, LitigationStage, StoryVersion
from react_cases.models.strategic import TOLD_DAYS

logger = logging.getLogger(__name__)

EARLIEST, LATEST = 60, 600
"""Seconds until the mail: a step can be undone, and who watches the wire cannot tie the mail to whoever took it."""
MORNING = datetime.time(9)
"""When a day's deadlines are looked at, in the programme's time zone."""
PAUSES = tuple(datetime.timedelta(minutes=minutes) for minutes in (2, 15, 60))
"""Until the next try, where no mail server takes it."""


def notice_later(person: int) -> None:
    """Part of the step that makes something wait for this person (their number)."""
    wait = datetime.timedelta(seconds=EARLIEST + secrets.randbelow(LATEST - EARLIEST))
    notice_job.using(run_after=timezone.now() + wait).enqueue(person=person)


def notice_test(*, by: User) -> None:
    """Send oneself the same mail at once."""
    notice_test_job.enqueue(person=by.pk)


@task()
def notice_job(*, person: int, tries: int = 0) -> None:
    """Tell a person that something waits, if it still does and they have not come by themselves."""
    user = User.objects.get(pk=person)
    if has_come_since(user):
        return
    if can_be_told(user) and is_waited_for(user):
        _deliver(notice_job, user, tries)
    else:
        notice_give_back(user)


@task()
def notice_test_job(*, person: int, tries: int = 0) -> None:
    """Show a person what the mail looks like, and whether it arrives."""
    user = User.objects.get(pk=person)
    if can_be_told(user):
        _deliver(notice_test_job, user, tries, reason="test")


def is_waited_for(user: User) -> bool:
    """Does a case wait for this person now, or an alert that has fired, a deadline of a strategic case,
    or a story that they are asked to read?"""
    with database_identity(user), transaction.atomic():
        cases = Case.objects.visible_to(user).waiting_for(user).filter(is_practice=False)
        return (
            cases.exists()
            or AlertFiring.objects.visible_to(user).filter(seen_at=None).exists()
            or LitigationStage.objects.due_for(user, timezone.localdate(), days=TOLD_DAYS).exists()
            or StoryVersion.objects.waiting_for(user).exists()
        )


def deadline_later(stage: int, organisation: int, programme: int, on: datetime.date, *, recorded_by: int) -> None:
    """Have people told once when a deadline comes near: all arguments but the day are numbers of rows.

    Where it is near already they are told now, but not whoever has just recorded it.
    """
    day = on - datetime.timedelta(days=TOLD_DAYS)
    at = timezone.make_aware(datetime.datetime.combine(day, MORNING))
    is_near = at <= timezone.now()
    deadline_job.using(run_after=timezone.now() if is_near else at).enqueue(
        stage=stage, organisation=organisation, programme=programme, besides=recorded_by if is_near else 0
    )


@task()
def deadline_job(*, stage: int, organisation: int, programme: int, besides: int = 0) -> None:
    """A deadline is near: tell those who carry the case through courts, if nobody has met it meanwhile."""
    today = timezone.localdate()
    for user in User.objects.filter(carrying(organisation, programme), is_active=True).exclude(pk=besides).distinct():
        with database_identity(user), transaction.atomic():
            if not LitigationStage.objects.due_for(user, today, days=TOLD_DAYS).filter(pk=stage).exists():
                continue
        with transaction.atomic():
            for person in notices_claim([user.pk]):
                notice_later(person)


def carrying(organisation: int, programme: int) -> Q:
    """The mentors of an organisation and the coordinators of a programme, as people."""
    mentors = Q(mentor_assignments__organisation=organisation, mentor_assignments__ended_at=None)
    coordinators = Q(memberships__programme=programme, memberships__role=Role.COORDINATOR, memberships__ended_at=None)
    return mentors | coordinators


def _deliver(job: Task[Any, Any], user: User, tries: int, reason: str = "") -> None:
    try:
        notice_send(user, reason=reason)
    except OSError as error:  # all errors of mail servers are of this kind; their words name the address
        logger.warning("No mail server took a notice: %s", type(error).__name__)
        if tries < len(PAUSES):
            job.using(run_after=timezone.now() + PAUSES[tries]).enqueue(person=user.pk, tries=tries + 1)
        else:
            notice_failed(user)
