"""Take a decision back, within seconds and by the person who made it (docs/adr/0025).

What a step overwrites is not stored: a token that only the server can make carries it to the page with the button.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from documenters.audit import record
from documenters.models import User
from react_cases.actions.locking import NotAllowed, lock_case
from react_cases.actions.review import CommentData
from react_cases.actions.sealing import OpenReason, comment_text, open_sealed, seal, step_answers
from react_cases.actions.snapshots import UNDO_SECONDS
from react_cases.actions.steps import permissions_on
from react_cases.actions.watching import alerts_later
from react_cases.models import Case, CaseTransition, Term
from react_cases.models.choices import CommentField
from react_cases.workflow import UNDO, UNDOABLE, Axis, Status, undo_of

SALT = "react_cases.undo"

_holders: list[Callable[[Case], bool]] = []


@dataclass(frozen=True)
class Undone:
    """What was taken back, so that its form can be shown with everything typed."""

    case: Case
    name: str
    """The step."""
    reason: Term | None
    comments: list[CommentData]


def keeps_approved(holder: Callable[[Case], bool]) -> None:
    """Register a question of an upper app: has something been made of this approved case that stays?"""
    _holders.append(holder)


def undo_offer(before: Case, after: Case, *, by: User) -> str:
    """The token of a step that this person has just taken, empty where it cannot be taken back.

    `before` is the case as the step found it.
    """
    step = _last_step(after)
    if step is None or step.by_id != by.pk or step.name not in UNDOABLE or after.version != before.version + 1:
        return ""
    return signing.dumps(
        {
            "step": step.pk,
            "by": by.pk,
            "version": after.version,
            "status_at": before.status_at.isoformat(),
            "qualification": before.qualification,
            "articles": before.articles,
        },
        salt=SALT,
    )


@transaction.atomic
def step_undo(case: Case, token: str, *, by: User) -> Undone:
    """Take the last decision on a case back, with the comments and the duty that came with it.

    Raises `NotAllowed` when the time is over, the case has moved on, or a release was made of it meanwhile, and
    `PermissionDenied` for anybody but the person who decided.
    """
    said = _read(token)
    if said["by"] != by.pk:
        raise PermissionDenied(UNDO)
    case = lock_case(case)
    step = _last_step(case)
    if step is None or step.pk != said["step"] or case.version != said["version"]:
        raise NotAllowed("undo_moved_on")
    back = undo_of(step.name, Status(step.source), Status(step.target), permissions_on(case, by))
    if back is None or not Case.objects.visible_to(by).filter(pk=case.pk).exists():
        raise PermissionDenied(UNDO)
    if case.status == Status.APPROVED and any(holder(case) for holder in _holders):
        raise NotAllowed("undo_in_release")
    comments = _take_comments_back(case, step, by)
    CaseTransition.objects.create(
        case=case, axis=Axis.DOCUMENTATION, name=UNDO, source=back.source, target=back.target, by=by, at=timezone.now()
    )
    case.status = back.target
    case.status_at = datetime.datetime.fromisoformat(said["status_at"])
    case.qualification = said["qualification"]
    case.articles = said["articles"]
    case.version += 1
    case.save()
    seal(case, {step_answers(step): ""}, by=by)
    record(
        "case.undo", case, by=by, programme=case.programme, organisation=case.organisation, reason=f"step:{step.name}"
    )
    if step.name == "reject":
        alerts_later(case.programme)
    return Undone(case, step.name, step.reason, comments)


def _read(token: str) -> dict[str, Any]:
    try:
        said: dict[str, Any] = signing.loads(token, salt=SALT, max_age=UNDO_SECONDS)
    except signing.BadSignature:
        raise NotAllowed("undo_late") from None
    return said


def _last_step(case: Case) -> CaseTransition | None:
    return case.transitions.filter(axis=Axis.DOCUMENTATION).select_related("reason").order_by("-pk").first()


def _take_comments_back(case: Case, step: CaseTransition, by: User) -> list[CommentData]:
    """The comments that came with the step are written nowhere any more but in its form."""
    written = list(case.comments.filter(author=by, created_at=step.at).select_related("reason"))
    texts = open_sealed(case, [comment_text(row) for row in written], by=by, reason=OpenReason.EDIT)
    said = [CommentData(CommentField(row.field), texts.get(comment_text(row), ""), row.reason) for row in written]
    seal(case, {comment_text(row): "" for row in written}, by=by)
    case.comments.filter(pk__in=[row.pk for row in written]).delete()
    return said
