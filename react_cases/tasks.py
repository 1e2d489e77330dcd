"""The mail “you have one task”, in the background: no decision waits for a mail server (docs/adr/0028).

A job is given the number of a person. What waits for them is asked again when the time has come.
"""

import datetime
import logging
import secrets
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks import task
from django_tasks.base import Task

from documenters.actions.notices import (
    can_be_told,
    has_come_since,
    notice_failed,
    notice_give_back,
    notice_send,
)
from documenters.identity import database_identity
from documenters.models import User
from react_cases.models import Case

logger = logging.getLogger(__name__)

EARLIEST, LATEST = 60, 600
"""Seconds until the mail: a step can be undone, and who watches the wire cannot tie the mail to whoever took it."""
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
    """Does a case wait for this person now?"""
    with database_identity(user), transaction.atomic():
        return Case.objects.visible_to(user).waiting_for(user).filter(is_practice=False).exists()


def _deliver(job: Task[Any, Any], user: User, tries: int, reason: str = "") -> None:
    try:
        notice_send(user, reason=reason)
    except OSError as error:  # all errors of mail servers are of this kind; their words name the address
        logger.warning("No mail server took a notice: %s", type(error).__name__)
        if tries < len(PAUSES):
            job.using(run_after=timezone.now() + PAUSES[tries]).enqueue(person=user.pk, tries=tries + 1)
        else:
            notice_failed(user)
