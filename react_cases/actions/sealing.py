"""Seal and open what people wrote: the only two doors to `SealedText`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from documenters.access import has_permission
from documenters.audit import record, record_later
from documenters.models import User
from documenters.permissions import Permission
from documenters.vault.opened import KeyLocked, KeyMissing
from documenters.vault.primitives import SealBroken, open_bytes, seal_bytes
from react_cases.actions.case_keys import GENERATION, case_key_new, case_key_open, has_key
from react_cases.actions.reading import watch_reading
from react_cases.models import (
    Case,
    CaseTransition,
    Comment,
    Evidence,
    LitigationStage,
    Response,
    SealedText,
    Violator,
)

TABLE = SealedText._meta.db_table


class OpenReason(StrEnum):
    """Why sealed content was opened; the code in the log."""

    READ = "read"
    EDIT = "edit"
    REVIEW = "review"
    PRINT = "print"
    SEARCH = "search"
    EXPORT = "export"


@dataclass(frozen=True)
class SealedField:
    """The address of one sealed value within a case."""

    part: str
    part_id: int
    field: str

    def associated_data(self, case_id: int, generation: int) -> bytes:
        """What binds a ciphertext to its place: table, case, field and key generation."""
        return f"v1|{TABLE}|{case_id}|{self.part}:{self.part_id}:{self.field}|{generation}".encode()

    @property
    def log_name(self) -> str:
        """The field's name in the log."""
        return self.field if self.part == "case" else f"{self.part}.{self.field}"


def place_of(row: SealedText) -> SealedField:
    """The address of a stored value."""
    return SealedField(row.part, row.part_id, row.field)


NARRATIVE = SealedField("case", 0, "narrative")
DRAFT = SealedField("case", 0, "draft")
"""What the author has typed so far, coded answers included; only its author opens it."""
CLIENT_CODE = SealedField("case", 0, "client_code")
"""The keyed hash of the client code while the case is a draft; only its author opens it."""


STRATEGIC_NOTE = SealedField("strategic", 0, "note")
"""What a strategic case is about."""


def stage_note(stage: LitigationStage) -> SealedField:
    """The note of a step before a body."""
    return SealedField("stage", stage.pk, "note")


def comment_text(comment: Comment) -> SealedField:
    """The text of a comment."""
    return SealedField("comment", comment.pk, "text")


def response_note(response: Response) -> SealedField:
    """The note of a response."""
    return SealedField("response", response.pk, "note")


def step_answers(step: CaseTransition) -> SealedField:
    """The answers at the moment of a return, as JSON; see `actions.snapshots`."""
    return SealedField("step", step.pk, "answers")


def evidence_name(evidence: Evidence) -> SealedField:
    """The name of a file."""
    return SealedField("evidence", evidence.pk, "name")


def evidence_note(evidence: Evidence) -> SealedField:
    """How and when a file was made."""
    return SealedField("evidence", evidence.pk, "note")


def violator_unit(violator: Violator) -> SealedField:
    """The unit (station, department, hospital) of a violator."""
    return SealedField("violator", violator.pk, "unit")


def is_written(field: SealedField) -> Exists:
    """Condition on cases: something is sealed in this field. It opens nothing."""
    return Exists(
        SealedText.objects.filter(case=OuterRef("pk"), part=field.part, part_id=field.part_id, field=field.field)
    )


def seal(case: Case, texts: Mapping[SealedField, str], *, by: User | None) -> None:
    """Encrypt and store; an empty text removes the stored value. Must run inside the action's transaction.

    Raises `KeyLocked` or `KeyMissing` where the person cannot open the key of the case; nothing is stored then.
    """
    key = _key_to_write(case, by) if any(texts.values()) else b""
    for place, text in texts.items():
        address: dict[str, Any] = {"case": case, "part": place.part, "part_id": place.part_id, "field": place.field}
        if not text:
            SealedText.objects.filter(**address).delete()
            continue
        SealedText.objects.update_or_create(
            **address, defaults={"generation": GENERATION, "ciphertext": sealed_value(case.pk, place, text, key)}
        )


def _key_to_write(case: Case, by: User | None) -> bytes:
    """The key of the case; a new one where nothing was ever sealed in it."""
    try:
        return case_key_open(case, by=by)
    except (KeyLocked, KeyMissing):
        if has_key(case) or SealedText.objects.filter(case=case).exists():
            raise
        return case_key_new(case, by=by)


def sealed_value(case_id: int, place: SealedField, text: str, key: bytes) -> bytes:
    """The ciphertext of one value under the key of its case; also used by the bulk loader of the demo."""
    return seal_bytes(key, text.encode(), place.associated_data(case_id, GENERATION))


def opened_value(row: SealedText, key: bytes) -> str:
    """The text of one row under the key of its case. Raises `SealBroken`. The caller has logged the opening."""
    associated = place_of(row).associated_data(row.case_id, row.generation)
    return open_bytes(key, bytes(row.ciphertext), associated).decode()


def unseal_all(case: Case, part: str) -> None:
    """Delete every sealed value of one kind of part."""
    SealedText.objects.filter(case=case, part=part).delete()


def unseal_in(cases: QuerySet[Case], part: str) -> None:
    """The same in several cases."""
    SealedText.objects.filter(case__in=cases, part=part).delete()


def open_sealed(case: Case, fields: Iterable[SealedField], *, by: User, reason: OpenReason) -> dict[SealedField, str]:
    """Open sealed values of a case that the person may see.

    Writes the row of the log first, one for each call that opens anything. Fields without a stored value are left
    out of the answer. Raises `PermissionDenied` for anybody who may not see the case, and for a draft that is not
    their own; `KeyLocked` and `KeyMissing` where their key does not open it; `SealBroken` where a ciphertext was
    changed or moved: the log keeps that even if the request rolls back.
    """
    try:
        return _open(case, set(fields), by, reason)
    except SealBroken:
        record_later("sealed.broken", by=by, target=case, programme=case.programme, reason=reason)
        raise


@transaction.atomic
def _open(case: Case, wanted: set[SealedField], by: User, reason: OpenReason) -> dict[SealedField, str]:
    _require_reader(case, wanted, by)
    rows = {
        place_of(row): row for row in SealedText.objects.filter(case=case, field__in={place.field for place in wanted})
    }
    found = {place: row for place, row in rows.items() if place in wanted}
    if not found:
        return {}
    record(
        "sealed.opened",
        case,
        by=by,
        programme=case.programme,
        organisation=case.organisation,
        fields={place.log_name for place in found},
        reason=reason,
    )
    key = case_key_open(case, by=by)
    opened = {place: opened_value(row, key) for place, row in found.items()}
    watch_reading(case, by=by)
    return opened


def _require_reader(case: Case, wanted: set[SealedField], by: User) -> None:
    allowed = has_permission(by, Permission.SEALED_OPEN, organisation=case.organisation, programme=case.programme)
    if not allowed or not Case.objects.visible_to(by).filter(pk=case.pk).exists():
        raise PermissionDenied(Permission.SEALED_OPEN)
    if wanted & {DRAFT, CLIENT_CODE} and case.documenter_id != by.pk:
        raise PermissionDenied(Permission.CASE_EDIT)
