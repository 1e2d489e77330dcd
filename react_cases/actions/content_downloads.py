"""The sealed file of a request on which two people agreed: opened, bundled and sealed in one go, in memory.

Nothing of it stands anywhere in the open: what is read is sealed as it comes (docs/adr/0037).
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from documenters.access import require_permission
from documenters.audit import record
from documenters.models import AuditEvent, Membership, Programme, User
from documenters.permissions import Permission, Role
from documenters.vault.age_files import recipient_of, seal_stream
from documenters.vault.opened import KeyMissing
from documenters.vault.primitives import SealBroken
from react_cases.actions.content_bundle import SentBytes, Tally, bundle
from react_cases.actions.content_exports import ExportRefused, allowed_cases, export_state, locked_export
from react_cases.actions.content_parts import Content, SentFile, is_wanted, with_rows
from react_cases.actions.evidence import evidence_read
from react_cases.actions.opening import open_many
from react_cases.actions.sealing import OpenReason, SealedField
from react_cases.models import Case, ContentExport
from react_cases.models.choices import EvidencePart
from react_cases.models.content_export import ExportLeftOut, ExportPart, ExportRecipient, ExportState

NAMES_ORGANISATIONS = frozenset({ExportRecipient.SUCCESSOR, ExportRecipient.OURSELVES})


@dataclass(frozen=True)
class SealedExport:
    """The file on its way, and the row of the log that says so."""

    event: AuditEvent
    file_name: str
    data: bytes


@transaction.atomic
def content_export_download(export: ContentExport, *, passphrase: str = "", by: User) -> SealedExport:
    """Open the cases, each opening in the log, and seal them for the recipient. It goes once.

    Raises `ExportRefused`: `closed` where it was not approved, is too late or was downloaded; `changed` where it is not
    what the second person agreed to; `approver_gone`; `no_case` where none may go out any more. `PermissionDenied` for
    anybody but the requester, and for them too once they are no coordinator.
    """
    export = locked_export(export)
    _require_ready(export, by)
    tally, sealed = Tally(), BytesIO()
    how = {"recipients": [recipient_of(export.recipient_key)]} if export.recipient_key else {"passphrase": passphrase}
    seal_stream(bundle(export, _contents(export, tally, by), tally), sealed, **how)
    if not tally.sent:
        raise ExportRefused("no_case")
    data = sealed.getvalue()
    export.downloaded_at, export.sha256 = timezone.now(), hashlib.sha256(data).hexdigest()
    export.save(update_fields=["downloaded_at", "sha256"])
    event = record(
        "content.downloaded",
        export,
        by=by,
        programme=export.programme,
        fields=export.parts,
        reason=f"cases:{tally.sent}",
    )
    name = f"export-{timezone.localdate():%Y-%m-%d}-{export.public_id.hex[:8]}.age"
    return SealedExport(event, name, data)


def _require_ready(export: ContentExport, by: User) -> None:
    if export.requested_by_id != by.pk:
        raise PermissionDenied("not_the_requester")
    require_permission(by, Permission.CONTENT_EXPORT, programme=export.programme)
    if export_state(export) != ExportState.APPROVED:
        raise ExportRefused("closed")
    if export.digest != export.approved_digest:
        raise ExportRefused("changed")
    approver = export.approved_by
    if approver is None or not approver.is_active or not _still_reads(approver, export.programme):
        raise ExportRefused("approver_gone")


def _still_reads(user: User, programme: Programme) -> bool:
    held = Membership.objects.current().filter(user=user, programme=programme)
    return held.filter(role__in=[Role.COORDINATOR, Role.MENTOR]).exists()


def _contents(export: ContentExport, tally: Tally, by: User) -> Iterator[tuple[Content, Iterator[SentBytes]]]:
    """The cases that go out, their texts opened, each with its files."""
    asked = Case.objects.visible_to(by).filter(pk__in=export.case_ids)
    tally.leave_out(ExportLeftOut.GONE, len(export.case_ids) - asked.count())
    chosen = allowed_cases(asked, export.recipient, tally)
    cases = with_rows(Case.objects.visible_to(by).filter(pk__in=chosen)).order_by("received_on", "pk")
    parts = frozenset(export.parts)
    numbers: dict[int, int] = {}

    def is_asked(place: SealedField) -> bool:
        return is_wanted(place, parts)

    for opened in open_many(cases.iterator(chunk_size=200), is_asked, by=by, reason=OpenReason.EXPORT):
        if opened.is_locked or opened.is_broken:
            tally.leave_out(ExportLeftOut.KEY if opened.is_locked else ExportLeftOut.BROKEN)
            continue
        client = opened.case.client_id
        content = Content(
            case=opened.case,
            parts=parts,
            texts=opened.texts,
            client_number=numbers.setdefault(client, len(numbers) + 1) if client is not None else None,
            names_organisation=export.recipient in NAMES_ORGANISATIONS,
        )
        yield content, _files(content, by)


def _files(content: Content, by: User) -> Iterator[SentBytes]:
    """The files that were asked for, one in memory at a time; one that does not open is left out, and not named."""
    wanted = {ExportPart.FILES: EvidencePart.CLEANED, ExportPart.ORIGINALS: EvidencePart.ORIGINAL}
    for evidence in content.case.evidence.all():
        evidence.case = content.case
        for part in (kept for asked, kept in wanted.items() if asked in content.parts):
            if not evidence.frame_count_of(part):
                continue
            try:
                opened, data = evidence_read(evidence, part, by=by)
            except (KeyMissing, SealBroken):
                continue
            path = f"files/{content.case.code}/{opened.file_name}"
            content.files[evidence.pk, part] = SentFile(path, len(data), hashlib.sha256(data).hexdigest())
            yield path, data
