"""The one place that moves a case along an axis."""

import datetime
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied

from documenters.access import has_permission, reach_of
from documenters.audit import record
from documenters.models import User
from documenters.permissions import ROLE_PERMISSIONS, Permission, Role
from react_cases.actions.locking import NotAllowed
from react_cases.actions.notices import announce
from react_cases.actions.watching import alerts_later
from react_cases.models import Case, CaseTransition, Term
from react_cases.workflow import (
    OPEN_TO_FOLLOW_UP,
    Axis,
    Duty,
    ResponseStatus,
    Status,
    Transition,
    duty_conflict,
    find_transition,
    response_step_allowed,
    standing,
    transitions_from,
)

COUNTS_AGAIN = ("submit", "reopen")
"""Steps after which alerts count a case, or count it with other facts."""


@dataclass(frozen=True)
class Step:
    """One thing that a person could do with a case now; `barrier` says why not, empty where they can."""

    transition: Transition
    barrier: str = ""


def duties_of(case: Case) -> dict[Duty, frozenset[int]]:
    """Who has reviewed and who has approved this case so far. A step taken back gave nobody a part."""
    held: dict[Duty, set[int]] = {Duty.REVIEWER: set(), Duty.APPROVER: set()}
    path = list(case.transitions.filter(axis=Axis.DOCUMENTATION).order_by("pk").values_list("name", "duty", "by_id"))
    for (_name, duty, user_id), stands in zip(path, standing([row[0] for row in path]), strict=True):
        if duty and stands:
            held.setdefault(Duty(duty), set()).add(user_id)
    return {duty: frozenset(people) for duty, people in held.items()}


def permissions_on(case: Case, user: User) -> frozenset[Permission]:
    """What the person may do with a case of this organisation and programme, whatever its status.

    A practice case stays inside its organisation: what somebody is in the whole programme gives nothing there.
    """
    if case.is_practice:
        return _permissions_in_organisation(case, user)
    return frozenset(
        permission
        for permission in Permission
        if has_permission(user, permission, organisation=case.organisation, programme=case.programme)
    )


def _permissions_in_organisation(case: Case, user: User) -> frozenset[Permission]:
    reach = reach_of(user)
    roles = {Role.DOCUMENTER: reach.documenter_of, Role.MENTOR: reach.mentor_of}
    held = [ROLE_PERMISSIONS[role] for role, places in roles.items() if case.organisation_id in places]
    return frozenset().union(*held)


def possible_steps(case: Case, user: User) -> list[Step]:
    """The documentation steps that leave the case's status for this person, with what bars each."""
    allowed = permissions_on(case, user)
    duties = duties_of(case)
    steps = []
    for row in transitions_from(Status(case.status)):
        if row.permission not in allowed or (row.author_only and case.documenter_id != user.pk):
            continue
        if row.practice_only and not case.is_practice:
            continue
        conflict = duty_conflict(row, user.pk, case.documenter_id, duties)
        steps.append(Step(row, conflict or ""))
    return steps


def apply_step(
    case: Case,
    name: str,
    *,
    by: User,
    at: datetime.datetime,
    reason: Term | None = None,
    is_automatic: bool = False,
) -> Case:
    """Move a locked case along the documentation axis, write the row of its path and the row of the log.

    With `is_automatic` the system does what `by` could have done: the log names nobody.
    Raises `NotAllowed` where the table has no such step or the person holds another duty in the case, and
    `PermissionDenied` where the person lacks the permission.
    """
    row = _allowed_row(case, name, by)
    CaseTransition.objects.create(
        case=case,
        axis=Axis.DOCUMENTATION,
        name=row.name,
        source=row.source,
        target=row.target,
        duty=row.duty or "",
        reason=reason,
        by=by,
        at=at,
    )
    case.status = row.target
    case.status_at = at
    case.version += 1
    case.save()
    record(
        f"case.{name}",
        case,
        by=None if is_automatic else by,
        programme=case.programme,
        organisation=case.organisation,
        reason=reason.code if reason else "age" if is_automatic else "",
    )
    announce(case, by=by)
    if name in COUNTS_AGAIN and not case.is_practice:
        alerts_later(case.programme)
    return case


def _allowed_row(case: Case, name: str, by: User) -> Transition:
    source = Status(case.status)
    row = find_transition(name, source, permissions_on(case, by))
    if row is None:
        if any(other.name == name for other in transitions_from(source)):
            raise PermissionDenied(name)
        raise NotAllowed("no_such_step")
    if row.practice_only and not case.is_practice:
        raise NotAllowed("no_such_step")
    if row.author_only and case.documenter_id != by.pk:
        raise PermissionDenied(name)
    conflict = duty_conflict(row, by.pk, case.documenter_id, duties_of(case))
    if conflict:
        raise NotAllowed(f"duty_{conflict}")
    return row


def apply_response_step(case: Case, target: ResponseStatus, *, by: User, at: datetime.datetime) -> Case:
    """Move a locked case along the response axis; nothing happens where it is there already.

    Who may do so was decided by the action that locked the case.
    """
    source = ResponseStatus(case.response_status)
    if source == target:
        return case
    if not response_step_allowed(source, target):
        raise NotAllowed("no_such_step")
    CaseTransition.objects.create(
        case=case, axis=Axis.RESPONSE, name=target.lower(), source=source, target=target, by=by, at=at
    )
    case.response_status = target
    case.version += 1
    case.save()
    return case


def require_follow_up(case: Case, by: User) -> None:
    """Raise unless the person may add help, readiness or an outcome to this case now."""
    if Permission.CASE_FOLLOW_UP not in permissions_on(case, by):
        raise PermissionDenied(Permission.CASE_FOLLOW_UP)
    if not Case.objects.visible_to(by).filter(pk=case.pk).exists():
        raise PermissionDenied(Permission.CASE_FOLLOW_UP)
    if Status(case.status) not in OPEN_TO_FOLLOW_UP:
        raise NotAllowed("not_open_to_follow_up")
