"""Mentors and coordinators: return, validate, approve, reject, reopen; and comments."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from documenters.audit import record
from documenters.models import User
from documenters.permissions import Permission
from react_cases.actions.guard import Decisions, Written, seal_written
from react_cases.actions.locking import NotAllowed, lock_case
from react_cases.actions.sealing import comment_text
from react_cases.actions.snapshots import forget_old_snapshots, keep_snapshot
from react_cases.actions.steps import apply_step, permissions_on
from react_cases.actions.story_ends import story_settle
from react_cases.models import Case, Comment, Term
from react_cases.models.choices import CommentField
from react_cases.workflow import Qualification, Status


@dataclass(frozen=True)
class CommentData:
    """What a reviewer says about one part of a case."""

    field: CommentField
    text: str
    reason: Term | None = None
    decisions: Decisions = ()
    """What was decided about personal data in the text."""


@transaction.atomic
def case_return(case: Case, comments: Sequence[CommentData], *, by: User, version: int) -> Case:
    """Give a case back to its author with at least one comment tied to a part of it."""
    return _step_with_comments(case, "return", comments, by=by, version=version)


@transaction.atomic
def case_reopen(case: Case, comments: Sequence[CommentData], *, by: User, version: int) -> Case:
    """Open an approved or rejected case for correction, with the reason as a comment."""
    return _step_with_comments(case, "reopen", comments, by=by, version=version)


@transaction.atomic
def case_validate(case: Case, qualification: Qualification, *, by: User, version: int) -> Case:
    """The mentor has checked the case and says whether it is a violation."""
    case = lock_case(case, version=version)
    case.qualification = qualification
    return apply_step(case, "validate", by=by, at=timezone.now())


@transaction.atomic
def case_approve(case: Case, qualification: Qualification, articles: Sequence[str], *, by: User, version: int) -> Case:
    """The coordinator settles qualification and treaty articles; the case counts from now on."""
    if qualification == Qualification.PENDING:
        raise NotAllowed("qualification_pending")
    case = lock_case(case, version=version)
    case.qualification = qualification
    case.articles = sorted(set(articles))
    case = apply_step(case, "approve", by=by, at=timezone.now())
    story_settle(case, by=by)
    forget_old_snapshots(case.programme)
    return case


@transaction.atomic
def case_reject(case: Case, reason: Term, text: str, *, by: User, version: int, decisions: Decisions = ()) -> Case:
    """Put a case aside with a coded reason: a duplicate, no consent, out of scope."""
    case = lock_case(case, version=version)
    now = timezone.now()
    case = apply_step(case, "reject", by=by, at=now, reason=reason)
    story_settle(case, by=by)
    if text:
        _write_comments(case, [CommentData(CommentField.CASE, text, decisions=decisions)], by=by, at=now)
    forget_old_snapshots(case.programme)
    return case


@transaction.atomic
def comment_add(case: Case, data: CommentData, *, by: User) -> Comment:
    """Say something about a part of the case without moving it."""
    case = lock_case(case)
    if Permission.CASE_COMMENT not in permissions_on(case, by):
        raise PermissionDenied(Permission.CASE_COMMENT)
    if not Case.objects.visible_to(by).filter(pk=case.pk).exists():
        raise PermissionDenied(Permission.CASE_COMMENT)
    if case.status == Status.ERASED:
        raise NotAllowed("erased")
    comment = _write_comments(case, [data], by=by, at=timezone.now())[0]
    record("comment.added", case, by=by, programme=case.programme, organisation=case.organisation, fields=[data.field])
    return comment


def _step_with_comments(case: Case, name: str, comments: Sequence[CommentData], *, by: User, version: int) -> Case:
    if not any(comment.text.strip() for comment in comments):
        raise NotAllowed("comment_missing")
    case = lock_case(case, version=version)
    now = timezone.now()
    case = apply_step(case, name, by=by, at=now)
    keep_snapshot(case, by=by)
    _write_comments(case, comments, by=by, at=now)
    return case


def _write_comments(case: Case, comments: Iterable[CommentData], *, by: User, at: datetime.datetime) -> list[Comment]:
    written = []
    for data in comments:
        comment = Comment.objects.create(case=case, field=data.field, reason=data.reason, author=by, created_at=at)
        seal_written(case, {comment_text(comment): Written(data.text, data.decisions)}, by=by)
        written.append(comment)
    return written
