"""Evidence added the way people add it, without the child process: its files are clean already."""

from documenters.models import User
from react_cases.actions.evidence import EvidenceData, Original, evidence_add
from react_cases.evidence.formats import Cleaned, Kind
from react_cases.models import Case, Evidence
from tests.factories.guard import kept

PICTURE = b"\xff\xd8\xff" + bytes(range(256)) * 600
"""Three frames."""


def add_evidence(
    case: Case,
    by: User,
    data: bytes = PICTURE,
    *,
    name: str = "protocol.jpg",
    note: str = "",
    original: bytes | None = None,
) -> Evidence:
    """One photo."""
    cleaned = Cleaned(data, Kind.PHOTO, "image/jpeg", "jpg")
    untouched = Original(original, "heic") if original is not None else None
    return evidence_add(case, EvidenceData(cleaned, name, note, untouched, kept(name), kept(note)), by=by)
