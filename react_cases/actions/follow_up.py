"""The day to look at a case again, help that was recorded by mistake, and a summary on paper."""

import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from documenters.access import has_permission
from documenters.audit import record
from documenters.models import User
from documenters.permissions import Permission
from react_cases.actions.locking import NotAllowed, lock_case
from react_cases.actions.sealing import response_note, seal
from react_cases.actions.steps import require_follow_up
from react_cases.models import Case, Response
from react_cases.workflow import OPEN_TO_FOLLOW_UP, ResponseStatus, Status


@transaction.atomic
def follow_up_set(case: Case, on: datetime.date | None, *, by: User) -> Case:
    """Choose the day on which the case comes back to the queue of whoever is responsible; None for no day.

    Raises `NotAllowed` for a day that is over, and for any day where the case is closed.
    """
    case = lock_case(case)
    require_follow_up(case, by)
    if on is not None and on < timezone.localdate():
        raise NotAllowed("day_is_over")
    if on is not None and case.response_status == ResponseStatus.CLOSED:
        raise NotAllowed("case_is_closed")
    if case.follow_up_on != on:
        case.follow_up_on = on
        case.save(update_fields=["follow_up_on"])
        _log("follow_up.set", case, by, "follow_up_on")
    return case


def may_take_back(response: Response, *, by: User) -> bool:
    """May the person, who sees the case, take this response back? Their own, on the day they recorded it."""
    today = timezone.localdate()
    return response.recorded_by_id == by.pk and timezone.localdate(response.recorded_at) == today


@transaction.atomic
def response_remove(case: Case, number: int, *, by: User) -> None:
    """Take back one's own response, `number` in the database, on the day it was recorded. Its note goes with it.

    How far help has come stays as it is: that step is part of the history. Raises `NotAllowed` for any other response.
    """
    case = lock_case(case)
    require_follow_up(case, by)
    response = case.responses.filter(pk=number).first()
    if response is None or not may_take_back(response, by=by):
        raise NotAllowed("response_not_removable")
    seal(case, {response_note(response): ""}, by=by)
    response.delete()
    _log("response.removed", case, by, "type")


@transaction.atomic
def case_print(case: Case, *, by: User) -> None:
    """Write down that somebody opened the case's summary for paper. Its texts are opened, and logged, for themselves.

    Raises `NotAllowed` for a draft and for what is left of an erased case.
    """
    allowed = has_permission(by, Permission.SEALED_OPEN, organisation=case.organisation, programme=case.programme)
    if not allowed or not Case.objects.visible_to(by).filter(pk=case.pk).exists():
        raise PermissionDenied(Permission.SEALED_OPEN)
    if Status(case.status) not in OPEN_TO_FOLLOW_UP | {Status.REJECTED}:
        raise NotAllowed("nothing_to_print")
    record("case.printed", case, by=by, programme=case.programme, organisation=case.organisation)


def _log(action: str, case: Case, by: User, field: str) -> None:
    record(action, case, by=by, programme=case.programme, organisation=case.organisation, fields=[field])
