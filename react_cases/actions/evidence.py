"""Add evidence to a case, open it, delete it. Files come here cleaned: see `react_cases.evidence`."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone

from documenters.access import has_permission
from documenters.audit import record, record_apart, record_later
from documenters.identity import database_identity
from documenters.models import AuditEvent, User
from documenters.permissions import Permission
from documenters.vault.frames import frame_count
from documenters.vault.primitives import SealBroken
from react_cases.actions.case_keys import GENERATION, case_key_open
from react_cases.actions.framing import AT_A_TIME, read_frames, require_whole, write_frames
from react_cases.actions.guard import Decisions, Written, seal_written
from react_cases.actions.locking import NotAllowed, lock_case
from react_cases.actions.sealing import evidence_name, evidence_note, seal
from react_cases.actions.steps import require_follow_up
from react_cases.evidence.cleaning import preview
from react_cases.evidence.formats import Cleaned, Reason, Refused
from react_cases.models import Case, Evidence
from react_cases.models.choices import ConsentPurpose, EvidenceKind, EvidencePart, RemovalReason
from react_cases.workflow import EDITABLE, OPEN_TO_FOLLOW_UP, Status

MOST = 100
"""Files of one case, deleted ones included."""


@dataclass(frozen=True)
class Original:
    """The untouched file, kept because somebody asked for it."""

    data: bytes
    extension: str


@dataclass(frozen=True)
class EvidenceData:
    """A cleaned file, what it is called, and how it was made."""

    cleaned: Cleaned
    name: str
    note: str = ""
    original: Original | None = None
    name_decisions: Decisions = ()
    note_decisions: Decisions = ()


@dataclass(frozen=True)
class OpenedEvidence:
    """A file on its way to a person, and the row of the log that says so."""

    event: AuditEvent
    file_name: str
    """Neutral: the number of the case and of the file, never the name that somebody gave it."""
    content_type: str
    size: int
    """Bytes."""
    parts: Iterator[bytes]


def require_evidence_adder(case: Case, by: User) -> None:
    """Raise unless the person may add files now: the author to a draft, whoever follows a case up to a case in work.

    `NotAllowed` says why not: a status that takes nothing, a consent that is gone, or too many files.
    """
    if case.status == Status.DRAFT:
        if case.documenter_id != by.pk or not has_permission(
            by, Permission.CASE_EDIT, organisation=case.organisation, programme=case.programme
        ):
            raise PermissionDenied(Permission.CASE_EDIT)
    else:
        require_follow_up(case, by)
        if not case.consents.filter(purpose=ConsentPurpose.RECORD, withdrawn_on=None).exists():
            raise NotAllowed("record_consent_missing")
    if case.evidence.count() >= MOST:
        raise NotAllowed("too_much_evidence")


@transaction.atomic
def evidence_add(case: Case, data: EvidenceData, *, by: User) -> Evidence:
    """Seal a file and everything about it, in one transaction with the row of the log."""
    case = lock_case(case)
    require_evidence_adder(case, by)
    original = data.original
    evidence = Evidence.objects.create(
        case=case,
        number=(case.evidence.aggregate(last=models.Max("number"))["last"] or 0) + 1,
        kind=data.cleaned.kind.value,
        content_type=data.cleaned.content_type,
        extension=data.cleaned.extension,
        size=len(data.cleaned.data),
        frames=frame_count(len(data.cleaned.data)),
        generation=GENERATION,
        original_sha256=hashlib.sha256(original.data).hexdigest() if original else "",
        original_extension=original.extension if original else "",
        original_size=len(original.data) if original else None,
        original_frames=frame_count(len(original.data)) if original else None,
        added_by=by,
        added_at=timezone.now(),
    )
    key = case_key_open(case, by=by)
    write_frames(evidence, EvidencePart.CLEANED, data.cleaned.data, key)
    if original:
        write_frames(evidence, EvidencePart.ORIGINAL, original.data, key)
    written = {
        evidence_name(evidence): Written(data.name, data.name_decisions),
        evidence_note(evidence): Written(data.note, data.note_decisions),
    }
    seal_written(case, written, by=by)
    _log("evidence.added", evidence, by, ["original"] if original else [])
    return evidence


def evidence_open(evidence: Evidence, part: EvidencePart, *, by: User) -> OpenedEvidence:
    """Let a person who may read the case have one file of it. The row of the log is written before the first byte.

    Raises `PermissionDenied` for anybody else, `NotAllowed` for a file that is not (any more) there, `SealBroken`
    where frames are missing or were changed, which the log keeps. The parts are read while they are sent, as this
    person.
    """
    try:
        return _open(evidence, part, by)
    except SealBroken:
        record_later("sealed.broken", by=by, target=evidence.case, programme=evidence.case.programme)
        raise


def evidence_read(evidence: Evidence, part: EvidencePart, *, by: User) -> tuple[OpenedEvidence, bytes]:
    """One file whole, inside the caller's transaction: for a bundle. Logged and refused as `evidence_open` is."""
    try:
        opened = _open(evidence, part, by)
        # Not its own parts: what they write to the log needs a transaction that is over.
        return opened, b"".join(read_frames(evidence, part, case_key_open(evidence.case, by=by)))
    except SealBroken:
        record_later("sealed.broken", by=by, target=evidence.case, programme=evidence.case.programme)
        raise


def evidence_preview(evidence: Evidence, *, by: User) -> OpenedEvidence:
    """Let a person who may read the case see a cleaned picture in small. Logged and refused as `evidence_open` is.

    Raises `Refused` for what is no picture or cannot be drawn.
    """
    if evidence.kind != EvidenceKind.PHOTO:
        raise Refused(Reason.NOT_ALLOWED)
    opened = evidence_open(evidence, EvidencePart.CLEANED, by=by)
    small = preview(b"".join(opened.parts), evidence.extension)
    return replace(opened, content_type=small.content_type, size=len(small.data), parts=iter([small.data]))


@transaction.atomic
def _open(evidence: Evidence, part: EvidencePart, by: User) -> OpenedEvidence:
    case = evidence.case
    allowed = has_permission(by, Permission.SEALED_OPEN, organisation=case.organisation, programme=case.programme)
    if not allowed or not Case.objects.visible_to(by).filter(pk=case.pk).exists():
        raise PermissionDenied(Permission.SEALED_OPEN)
    if not evidence.frame_count_of(part):
        raise NotAllowed("no_such_evidence")
    require_whole(evidence, part)
    is_original = part == EvidencePart.ORIGINAL
    extension = evidence.original_extension if is_original else evidence.extension
    event = _log("evidence.opened", evidence, by, [part])
    return OpenedEvidence(
        event=event,
        file_name=f"evidence-{case.code}-{evidence.number}{'-original' if is_original else ''}.{extension}",
        content_type="application/octet-stream" if is_original else evidence.content_type,
        size=evidence.size_of(part),
        parts=_as_person(evidence, part, case_key_open(case, by=by), by),
    )


def _as_person(evidence: Evidence, part: EvidencePart, key: bytes, by: User) -> Iterator[bytes]:
    """The transaction of the request is over when a streamed answer is read: each megabyte has one of its own."""
    parts = read_frames(evidence, part, key)
    while True:
        try:
            with database_identity(by), transaction.atomic():
                together = b"".join(islice(parts, AT_A_TIME))
        except SealBroken:
            record_apart("sealed.broken", by=by, target=evidence.case, programme=evidence.case.programme)
            raise
        if not together:
            return
        yield together


def may_remove(evidence: Evidence, *, by: User) -> bool:
    """May the person, who sees the case, delete this file now?

    Its adder while the case can be edited, and on the day they added it: they are asked then whether it still shows
    who somebody is. A coordinator at any time.
    """
    case = evidence.case
    if evidence.removed_at is not None:
        return False
    if has_permission(by, Permission.CASE_ERASE, organisation=case.organisation, programme=case.programme):
        return case.status not in (Status.DRAFT, Status.ERASED)
    may_add = Permission.CASE_EDIT if case.status == Status.DRAFT else Permission.CASE_FOLLOW_UP
    is_fresh = timezone.localdate(evidence.added_at) == timezone.localdate() and case.status in OPEN_TO_FOLLOW_UP
    return (
        evidence.added_by_id == by.pk
        and (is_fresh or Status(case.status) in EDITABLE)
        and has_permission(by, may_add, organisation=case.organisation, programme=case.programme)
    )


@transaction.atomic
def evidence_remove(evidence: Evidence, reason: RemovalReason, *, by: User) -> Evidence:
    """Delete a file for good; a line stays that says who did it and why."""
    case = lock_case(evidence.case)
    evidence = Evidence.objects.select_for_update(no_key=True).get(pk=evidence.pk)
    evidence.case = case
    if not may_remove(evidence, by=by) or not Case.objects.visible_to(by).filter(pk=case.pk).exists():
        raise NotAllowed("evidence_not_removable")
    empty_evidence(evidence, reason, by=by)
    return evidence


def empty_evidence(evidence: Evidence, reason: RemovalReason, *, by: User) -> None:
    """Delete the bytes and the texts of a file inside the caller's transaction, and log it."""
    evidence.stored_frames.all().delete()
    seal(evidence.case, {evidence_name(evidence): "", evidence_note(evidence): ""}, by=by)
    evidence.size = evidence.frames = 0
    evidence.original_sha256 = evidence.original_extension = ""
    evidence.original_size = evidence.original_frames = None
    evidence.removed_by, evidence.removed_at, evidence.removed_reason = by, timezone.now(), reason.value
    evidence.save()
    _log("evidence.removed", evidence, by, [], reason=reason.value)


def empty_all_evidence(case: Case, reason: RemovalReason, *, by: User) -> None:
    """Delete every file of a locked case, because its client no longer agrees that it is kept."""
    for evidence in case.evidence.filter(removed_at=None):
        evidence.case = case
        empty_evidence(evidence, reason, by=by)


def _log(action: str, evidence: Evidence, by: User, parts: list[str], *, reason: str = "") -> AuditEvent:
    case = evidence.case
    return record(
        action,
        case,
        by=by,
        programme=case.programme,
        organisation=case.organisation,
        fields=[f"evidence.{evidence.number}", *(f"evidence.{evidence.number}.{part}" for part in parts)],
        reason=reason,
    )
