"""Requests for opened content made the way people make them, and what is in the file."""

import io
import json
from collections.abc import Iterable
from typing import Any
from zipfile import ZipFile

from documenters.models import User
from documenters.vault.age_files import opened_bytes
from react_cases.actions.content_exports import Asked, content_export_approve, content_export_request
from react_cases.models import Case, ContentExport
from react_cases.models.content_export import PURPOSE_OF, ExportPart

PASSPHRASE = "орех дверь весна кувшин"


def asked(**fields: Any) -> Asked:
    """Everything, for the programme itself, or what fits the recipient."""
    purpose = PURPOSE_OF.get(fields.get("recipient", "own"), "court")
    given = {"purpose": purpose, "recipient": "own", "recipient_key": "", "language": "ru", "parts": ExportPart.values}
    return Asked(**{**given, **fields, "parts": tuple(fields.get("parts", given["parts"]))})


def make_request(by: User, cases: Iterable[Case] | None = None, **fields: Any) -> ContentExport:
    """A request for these cases, or for all that the person sees."""
    found = Case.objects.visible_to(by)
    if cases is not None:
        found = found.filter(pk__in=[case.pk for case in cases])
    programme = by.memberships.get(ended_at=None).programme
    return content_export_request(programme, found, asked(**fields), by=by)


def approved_by(export: ContentExport, by: User) -> ContentExport:
    """The second person has agreed to what the page showed."""
    return content_export_approve(export, digest=export.digest, by=by)


def archive(sealed: bytes, **how: Any) -> dict[str, bytes]:
    """The files of a sealed export, opened by its recipient."""
    with ZipFile(io.BytesIO(opened_bytes(sealed, **how))) as found:
        assert found.testzip() is None
        return {name: found.read(name) for name in found.namelist()}


def lines(files: dict[str, bytes]) -> dict[str, dict[str, Any]]:
    """The cases of the JSON lines by their number."""
    found = [json.loads(line) for line in files["cases.jsonl"].decode().splitlines()]
    return {line["case"]["code"]: line for line in found}
