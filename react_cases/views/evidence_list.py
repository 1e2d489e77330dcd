"""The files of a case as its page lists them."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _

from documenters.models import User
from react_cases.actions.evidence import may_remove, require_evidence_adder
from react_cases.actions.locking import NotAllowed
from react_cases.actions.sealing import evidence_name, evidence_note
from react_cases.models import Case, Evidence
from react_cases.models.choices import EvidenceKind
from react_cases.views.case_record import CaseRecord
from react_cases.views.case_sections import kept_in, moment


@dataclass(frozen=True)
class EvidenceRow:
    """One file, or the line that is left of it."""

    number: int
    kind: str
    """Code, for its sign."""
    name: str
    facts: str
    """Kind, size, who added it and when."""
    note: str = ""
    said: tuple[str, ...] = ()
    """Personal data that stays in its name or note, and why."""
    removed: str = ""
    """Who deleted it, when and why; empty for a file that is there."""
    open_url: str = ""
    look_url: str = ""
    """The page that shows a picture in small; empty for other kinds."""
    original_url: str = ""
    original_size: str = ""
    sha256: str = ""
    remove_url: str = ""


def evidence_url(case: Case, user: User) -> str:
    """The address of the page that adds a file; empty for somebody who cannot now."""
    try:
        require_evidence_adder(case, user)
    except (PermissionDenied, NotAllowed):
        return ""
    return reverse("evidence_add", args=[case.public_id])


def evidence_rows(record: CaseRecord, user: User) -> list[EvidenceRow]:
    """All files of a case in their order."""
    return [_removed(row) if row.removed_at else _kept(record, row, user) for row in record.evidence]


def _kept(record: CaseRecord, row: Evidence, user: User) -> EvidenceRow:
    address = [record.case.public_id, row.public_id]
    row.case = record.case
    return EvidenceRow(
        number=row.number,
        kind=row.kind,
        name=record.name_of(row) or _("File without a name"),
        facts=_("%(kind)s, %(size)s. Added by %(person)s on %(moment)s.")
        % {
            "kind": row.get_kind_display(),
            "size": filesizeformat(row.size),
            "person": row.added_by,
            "moment": moment(row.added_at),
        },
        note=record.making_of(row),
        said=(*kept_in(record, evidence_name(row)), *kept_in(record, evidence_note(row))),
        open_url=reverse("evidence_open", args=address),
        look_url=reverse("evidence_look", args=address) if row.kind == EvidenceKind.PHOTO else "",
        original_url=reverse("evidence_original", args=address) if row.has_original else "",
        original_size=filesizeformat(row.original_size or 0),
        sha256=row.original_sha256,
        remove_url=reverse("evidence_remove", args=address) if may_remove(row, by=user) else "",
    )


def _removed(row: Evidence) -> EvidenceRow:
    assert row.removed_at is not None  # noqa: S101  chosen by the caller
    said = _("Deleted by %(person)s on %(moment)s. %(reason)s.") % {
        "person": row.removed_by,
        "moment": moment(row.removed_at),
        "reason": row.get_removed_reason_display(),
    }
    return EvidenceRow(row.number, row.kind, str(row.get_kind_display()), "", removed=said)
