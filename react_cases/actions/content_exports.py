"""Opened content that leaves in bulk: one coordinator asks, a second person agrees, the first takes it along, sealed.

It stays two people: nobody agrees to their own request, what the second one agreed to is what goes out, and it goes
once (docs/adr/0037).
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from documenters.access import has_permission, reach_of, require_permission
from documenters.actions.admissions import is_waiting
from documenters.actions.proposals import are_two_people
from documenters.audit import record
from documenters.models import Lockdown, Membership, Programme, User
from documenters.permissions import Permission, Role
from documenters.vault.age_files import recipient_of
from react_cases.actions.content_bundle import Tally
from react_cases.models import Case, Consent, ContentExport, Evidence
from react_cases.models.choices import ConsentPurpose
from react_cases.models.content_export import (
    CONSENT_NEEDED,
    DOWNLOAD_HOURS,
    PURPOSE_OF,
    ContentExportQuerySet,
    ExportEnd,
    ExportLeftOut,
    ExportPart,
    ExportRecipient,
    ExportRefusal,
    ExportState,
)
from react_cases.workflow import Status

MOST_CASES = 2_000
MOST_BYTES = 100 * 1024 * 1024
"""Files of evidence of one export: the sealed file is held in memory before it is sent."""


class ExportRefused(Exception):
    """It cannot be done now; `code` says why, `number` how many there are where there are too many."""

    def __init__(self, code: str, number: int = 0) -> None:
        super().__init__(code)
        self.code = code
        self.number = number


@dataclass(frozen=True)
class Asked:
    """What somebody asks for, besides the cases."""

    purpose: str
    recipient: str
    recipient_key: str
    """Empty: sealed with a passphrase, which the requester chooses at the download."""
    language: str
    parts: tuple[str, ...]


@transaction.atomic
def content_export_request(programme: Programme, cases: QuerySet[Case], asked: Asked, *, by: User) -> ContentExport:
    """Ask for the opened content of those of these cases that may go to the recipient. Nothing is opened yet.

    The cases are those that match now: the second person sees them, and later ones are not in the file. Raises
    `ExportRefused` with `purpose`, `too_many`, `too_big`, `no_case` or `several_clients`, `BadRecipient` for what is no
    public key, `PermissionDenied` for anybody but a coordinator.
    """
    require_permission(by, Permission.CONTENT_EXPORT, programme=programme)
    if asked.recipient_key:
        recipient_of(asked.recipient_key)
    if PURPOSE_OF.get(asked.recipient, asked.purpose) != asked.purpose:
        raise ExportRefused("purpose")
    tally = Tally()
    chosen = allowed_cases(cases.filter(programme=programme), asked.recipient, tally)
    _require_bounds(chosen, asked)
    export = ContentExport(
        programme=programme,
        requested_by=by,
        requested_at=timezone.now(),
        purpose=asked.purpose,
        recipient=asked.recipient,
        recipient_key=asked.recipient_key.strip(),
        language=asked.language,
        parts=sorted(asked.parts),
        case_ids=sorted(chosen),
        left_out=tally.left_out,
    )
    export.save()
    _log("content.requested", export, by=by, reason=export.purpose)
    return export


def content_export_look(programme: Programme, cases: QuerySet[Case], *, by: User) -> Tally:
    """What a request for these cases would hold whoever gets it: how many go out, and why others do not."""
    require_permission(by, Permission.CONTENT_EXPORT, programme=programme)
    tally = Tally()
    tally.sent = len(allowed_cases(cases.filter(programme=programme), ExportRecipient.OURSELVES, tally))
    return tally


def deciders(export: ContentExport) -> list[User]:
    """Who can be the second person."""
    roles = [Role.COORDINATOR] if _has_another_coordinator(export) else [Role.MENTOR]
    held = Membership.objects.current().filter(programme=export.programme_id, role__in=roles)
    people = User.objects.filter(pk__in=held.values("user")).order_by("display_name", "username")
    return [person for person in people if may_decide(export, by=person)]


def may_decide(export: ContentExport, *, by: User) -> bool:
    """May this person be the second one?

    Another coordinator of the programme. Where there is no other, a mentor who may read every case of the request.
    Never somebody who let the requester in within seven days, or the other way round, and nobody whose own key still
    waits for a colleague: it may be that of whoever has only reset a passphrase.
    """
    if by.pk == export.requested_by_id or not are_two_people(export.requested_by, by, export.programme):
        return False
    if is_waiting(by):
        return False
    if has_permission(by, Permission.CONTENT_EXPORT_APPROVE, programme=export.programme):
        return True
    if not reach_of(by).mentor_of or _has_another_coordinator(export):
        return False
    return Case.objects.visible_to(by).filter(pk__in=export.case_ids).count() == len(export.case_ids)


@transaction.atomic
def content_export_approve(export: ContentExport, *, digest: str, by: User) -> ContentExport:
    """Agree to exactly what was shown: `digest` is that of the page. From now on the requester has three days.

    Raises `ExportRefused` with `closed` or `changed`, `PermissionDenied` for anybody who cannot be the second person.
    """
    export = locked_export(export)
    if not may_decide(export, by=by):
        raise PermissionDenied("takes_two_people")
    if export_state(export) != ExportState.WAITING:
        raise ExportRefused("closed")
    if digest != export.digest:
        raise ExportRefused("changed")
    export.approved_by, export.approved_at, export.approved_digest = by, timezone.now(), digest
    export.expires_at = export.approved_at + datetime.timedelta(hours=DOWNLOAD_HOURS)
    export.save(update_fields=["approved_by", "approved_at", "approved_digest", "expires_at"])
    _log("content.approved", export, by=by, reason=f"cases:{len(export.case_ids)}")
    return export


@transaction.atomic
def content_export_refuse(export: ContentExport, refusal: ExportRefusal, *, by: User) -> ContentExport:
    """Say no, also after somebody approved it, as long as it was not downloaded."""
    export = locked_export(export)
    if not may_decide(export, by=by):
        raise PermissionDenied("takes_two_people")
    _end(export, ExportEnd.REFUSED, by, refusal)
    _log("content.refused", export, by=by, reason=refusal)
    return export


@transaction.atomic
def content_export_withdraw(export: ContentExport, *, by: User) -> ContentExport:
    """The requester takes the request back."""
    export = locked_export(export)
    if export.requested_by_id != by.pk:
        raise PermissionDenied("not_the_requester")
    _end(export, ExportEnd.WITHDRAWN, by)
    _log("content.withdrawn", export, by=by)
    return export


def export_state(export: ContentExport) -> ExportState:
    """Where it stands now. A lock-down since it was asked for voids it: nobody knows who sat at whose desk."""
    state = export.state
    if state not in (ExportState.WAITING, ExportState.APPROVED):
        return state
    is_void = getattr(export, "is_void", None)
    if is_void is None:
        locked = Lockdown.objects.filter(programme=export.programme_id, started_at__gte=export.requested_at)
        is_void = locked.exists()
    return ExportState.EXPIRED if is_void else state


def waiting_for_decision(*, by: User) -> list[ContentExport]:
    """The requests on which this person can be the second one, the oldest first."""
    reach = reach_of(by)
    if not (reach.mentor_of or reach.programmes_as(Role.COORDINATOR)):
        return []
    waiting = _seen().open().filter(approved_at=None).exclude(requested_by=by)
    found = waiting.select_related("programme", "requested_by").order_by("requested_at", "pk")
    return [export for export in found if export_state(export) == ExportState.WAITING and may_decide(export, by=by)]


def exports_seen_by(user: User) -> QuerySet[ContentExport]:
    """Coordinators: those of the programme. Others: what they decided, and what waits for their decision."""
    programmes = reach_of(user).programmes_as(Role.COORDINATOR)
    if programmes:
        return _seen().filter(programme__in=programmes)
    if not reach_of(user).mentor_of:
        return _seen().none()
    waiting = [export.pk for export in waiting_for_decision(by=user)]
    return _seen().filter(Q(approved_by=user) | Q(ended_by=user) | Q(pk__in=waiting))


def _seen() -> ContentExportQuerySet:
    """Requests, with what `export_state` asks of each: was the programme locked down since?"""
    locked = Lockdown.objects.filter(programme=OuterRef("programme"), started_at__gte=OuterRef("requested_at"))
    return ContentExport.objects.annotate(is_void=Exists(locked))


def _has_another_coordinator(export: ContentExport) -> bool:
    held = Membership.objects.current().filter(programme=export.programme_id, role=Role.COORDINATOR)
    return held.exclude(user=export.requested_by_id).exists()


def locked_export(export: ContentExport) -> ContentExport:
    """The request as it is now, its row locked. Raises `PermissionDenied` where it is out of sight."""
    found = ContentExport.objects.select_for_update(no_key=True, of=("self",))
    locked = found.select_related("programme", "requested_by", "approved_by").filter(pk=export.pk).first()
    if locked is None:
        raise PermissionDenied("not_in_sight")
    return locked


def _end(export: ContentExport, how: ExportEnd, by: User, refusal: str = "") -> None:
    if export.state not in (ExportState.WAITING, ExportState.APPROVED):
        raise ExportRefused("closed")
    export.ended_as, export.ended_by, export.ended_at, export.refusal = how, by, timezone.now(), refusal
    export.save(update_fields=["ended_as", "ended_by", "ended_at", "refusal"])


def allowed_cases(cases: QuerySet[Case], recipient: str, tally: Tally) -> list[int]:
    """Row numbers of the cases that may go to this recipient; the others are counted with the reason."""
    in_force = Consent.objects.filter(case=OuterRef("pk"), withdrawn_on=None)
    needed = CONSENT_NEEDED[recipient]
    rows = Case.objects.filter(pk__in=cases.order_by().values("pk")).annotate(
        is_kept=Exists(in_force.filter(purpose=ConsentPurpose.RECORD)),
        is_agreed=Exists(in_force.filter(purpose=needed or ConsentPurpose.RECORD)),
    )
    chosen = []
    for case_id, status, is_practice, is_kept, is_agreed in rows.values_list(
        "pk", "status", "is_practice", "is_kept", "is_agreed"
    ):
        checks = (
            (status == Status.ERASED, ExportLeftOut.ERASED),
            (is_practice, ExportLeftOut.PRACTICE),
            (status == Status.DRAFT, ExportLeftOut.DRAFT),
            (not is_kept, ExportLeftOut.RECORD),
            (not is_agreed, ExportLeftOut.AGREED),
        )
        why = next((reason for is_out, reason in checks if is_out), None)
        if why is None:
            chosen.append(case_id)
        else:
            tally.leave_out(why)
    return chosen


def _require_bounds(chosen: list[int], asked: Asked) -> None:
    if not chosen:
        raise ExportRefused("no_case")
    if len(chosen) > MOST_CASES:
        raise ExportRefused("too_many", len(chosen))
    if asked.recipient == ExportRecipient.CLIENT:
        clients = set(Case.objects.filter(pk__in=chosen).order_by().values_list("client", flat=True))
        if len(chosen) > 1 and (len(clients) > 1 or None in clients):
            raise ExportRefused("several_clients", len(chosen))
    size = _bytes_of(chosen, asked.parts)
    if size > MOST_BYTES:
        raise ExportRefused("too_big", -(-size // (1024 * 1024)))


def _bytes_of(chosen: list[int], parts: Iterable[str]) -> int:
    columns = {ExportPart.FILES: "size", ExportPart.ORIGINALS: "original_size"}
    sums = {part: Coalesce(Sum(column), 0) for part, column in columns.items() if part in parts}
    found = Evidence.objects.filter(case__in=chosen, removed_at=None).aggregate(**sums) if sums else {}
    return sum(found.values())


def _log(action: str, export: ContentExport, *, by: User, reason: str = "") -> None:
    """Write a step of a request into the log: which parts, and the code of what matters about it."""
    record(action, export, by=by, programme=export.programme, fields=export.parts, reason=reason)
