"""Seal and open what the programme writes: the only two doors to `PaperText`, and those to the files of papers."""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone

from documenters.audit import record, record_later
from documenters.models import AuditEvent, Programme, User
from documenters.vault.frames import frame_count, open_frames, seal_frames
from documenters.vault.primitives import SealBroken, open_bytes, seal_bytes
from react_cases.actions.evidence import OpenedEvidence
from react_cases.actions.guard import Checked, Decision, Decisions, Written, require_decided, tallied, tally
from react_cases.actions.locking import NotAllowed
from react_cases.actions.paper_keys import paper_key_new, paper_key_open, shared_keys_open
from react_cases.actions.sealing import OpenReason
from react_cases.evidence.formats import Cleaned
from react_cases.models import Paper, PaperFile, PaperFrame, PaperText
from react_cases.models.paper import FileRole, PaperKind
from react_cases.pii.choices import Choice
from react_cases.pii.findings import Label

MOST_FILES = 30
"""Files of one paper."""
KEPT_NAME = "personal_data_kept"
"""The code of `NotAllowed` for personal data that somebody kept where none may stay."""


@dataclass(frozen=True)
class PaperField:
    """The address of one sealed text within a paper: part, number of the row of the part (0: the paper), field."""

    part: str
    part_id: int
    field: str

    def associated_data(self, paper_id: int) -> bytes:
        """What binds a ciphertext to its place."""
        return f"v1|{PaperText._meta.db_table}|{paper_id}|{self.part}:{self.part_id}:{self.field}".encode()

    @property
    def log_name(self) -> str:
        """The field's name in the log."""
        return f"{self.part}.{self.field}"


def file_name(file: PaperFile) -> PaperField:
    """The name of a file."""
    return PaperField("file", file.pk, "name")


def paper_new(programme: Programme, kind: PaperKind, *, by: User, is_shared: bool = False) -> Paper:
    """Begin a paper, with its key. The calling action has asked whether the person may, and logs it."""
    paper = Paper.objects.create(programme=programme, kind=kind.value, is_shared=is_shared, made_by=by)
    paper_key_new(paper, by=by)
    return paper


def paper_seal(paper: Paper, texts: Mapping[PaperField, Written], *, by: User, not_kept: Collection[str] = ()) -> None:
    """Seal what somebody typed with what they decided about it; an empty text removes what was there.

    Must run inside the action's transaction. Raises `NotAllowed` where a suggestion of the guard is undecided, or kept
    for one of the reasons (codes of `KeepReason`) in `not_kept`: then nothing is stored.
    """
    checked = require_decided(texts.values(), programme=paper.programme)
    if any(decision.reason in not_kept for row in checked for decision in row.decisions if decision.reason):
        raise NotAllowed(KEPT_NAME)
    key = paper_key_open(paper, by=by)
    for place, row in zip(texts, checked, strict=True):
        address: dict[str, Any] = {"paper": paper, "part": place.part, "part_id": place.part_id, "field": place.field}
        if not row.text:
            PaperText.objects.filter(**address).delete()
            continue
        sealed = seal_bytes(key, _packed(row), place.associated_data(paper.pk))
        PaperText.objects.update_or_create(**address, defaults={"ciphertext": sealed})
    tally(paper.programme, Counter(key for row in checked for key in tallied(row.decisions)))


def paper_open(
    paper: Paper, *, by: User, reason: OpenReason, part: str = "", part_id: int | None = None
) -> dict[PaperField, Written]:
    """The texts of a paper that the person may see, all or those of one part.

    The row of the log is written first; none for an entry of the library, which everybody has. Raises
    `PermissionDenied` for strangers, `KeyLocked` and `KeyMissing` where their key does not open it, `SealBroken` where
    a ciphertext was changed or moved, which the log keeps.
    """
    if not Paper.objects.visible_to(by).filter(pk=paper.pk).exists():
        raise PermissionDenied("paper")
    rows = PaperText.objects.filter(paper=paper).order_by("pk")
    rows = rows.filter(part=part) if part else rows
    found = list(rows.filter(part_id=part_id) if part_id is not None else rows)
    if not found:
        return {}
    if not paper.is_shared:
        _log("paper.opened", paper, by, {_place(row).log_name for row in found}, reason)
    try:
        with transaction.atomic():
            key = paper_key_open(paper, by=by)
            return {_place(row): _unpacked(open_bytes(key, bytes(row.ciphertext), _bound(row))) for row in found}
    except SealBroken:
        record_later("sealed.broken", by=by, target=paper, programme=paper.programme, reason=reason)
        raise


def shared_papers_open(
    programme: Programme, papers: Collection[Paper], *, by: User
) -> dict[int, dict[PaperField, Written]]:
    """The texts of papers that everybody who works in the programme has, by the number of the paper: for a list.

    Those that the person may not see, or that are not shared, are left out. No row of the log, as in `paper_open`;
    raises what that raises.
    """
    seen = Paper.objects.visible_to(by).filter(programme=programme, is_shared=True, pk__in=[one.pk for one in papers])
    found: dict[int, dict[PaperField, Written]] = {pk: {} for pk in seen.values_list("pk", flat=True)}
    keys = shared_keys_open(programme, found, by=by) if found else {}
    for row in PaperText.objects.filter(paper__in=keys).select_related("paper").order_by("pk"):
        try:
            plain = open_bytes(keys[row.paper_id], bytes(row.ciphertext), _bound(row))
        except SealBroken:
            record_later("sealed.broken", by=by, target=row.paper, programme=programme)
            raise
        found[row.paper_id][_place(row)] = _unpacked(plain)
    return found


def paper_copy(paper: Paper, *, part: str, part_id: int, to_id: int, by: User) -> None:
    """Copy the texts of one part of a paper to another number of the same part, sealed anew. Logged as an opening."""
    opened = paper_open(paper, by=by, reason=OpenReason.EDIT, part=part, part_id=part_id)
    key = paper_key_open(paper, by=by)
    for place, written in opened.items():
        to = PaperField(part, to_id, place.field)
        plain = _packed(Checked(written.text, (), written.decisions, ()))
        address: dict[str, Any] = {"paper": paper, "part": to.part, "part_id": to.part_id, "field": to.field}
        sealed = seal_bytes(key, plain, to.associated_data(paper.pk))
        PaperText.objects.update_or_create(**address, defaults={"ciphertext": sealed})


def paper_empty(paper: Paper) -> None:
    """Delete every word and file of a paper, and its keys: nothing opens a copy of them any more."""
    paper.texts.all().delete()
    PaperFrame.objects.filter(paper=paper).delete()
    paper.files.all().delete()
    paper.keys.all().delete()


def paper_part_forget(programme: Programme, kind: PaperKind, part: str, part_id: int) -> None:
    """Delete what the papers of one kind say of a row that goes; must run inside the action's transaction."""
    PaperText.objects.filter(paper__programme=programme, paper__kind=kind.value, part=part, part_id=part_id).delete()


def paper_file_add(paper: Paper, role: FileRole, cleaned: Cleaned, name: Written, *, by: User) -> PaperFile:
    """Seal a cleaned file and its name; must run inside the action's transaction. The caller logs it."""
    if paper.files.count() >= MOST_FILES:
        raise NotAllowed("too_many_files")
    file = PaperFile.objects.create(
        paper=paper,
        number=(paper.files.aggregate(last=models.Max("number"))["last"] or 0) + 1,
        role=role.value,
        kind=cleaned.kind.value,
        content_type=cleaned.content_type,
        extension=cleaned.extension,
        size=len(cleaned.data),
        frames=frame_count(len(cleaned.data)),
        added_by=by,
        added_at=timezone.now(),
    )
    key = paper_key_open(paper, by=by)
    PaperFrame.objects.bulk_create(
        PaperFrame(paper=paper, file=file, number=number, ciphertext=ciphertext)
        for number, ciphertext in enumerate(seal_frames(key, cleaned.data, _file_place(file)))
    )
    paper_seal(paper, {file_name(file): name}, by=by)
    return file


def paper_file_read(file: PaperFile, *, by: User) -> bytes:
    """The bytes of a file of a paper that the person may see, inside the caller's transaction.

    Logged and refused as `paper_open` is; also `SealBroken` where frames are missing.
    """
    return b"".join(_file_parts(file, by)[1])


def paper_file_open(file: PaperFile, *, by: User) -> OpenedEvidence:
    """Let a person who may see the paper have a file of it, whole: papers are small. For a `SensitiveDownload`."""
    event, parts = _file_parts(file, by)
    data = b"".join(parts)
    return OpenedEvidence(
        event=event,
        file_name=f"paper-{file.paper_id}-{file.number}.{file.extension}",
        content_type=file.content_type,
        size=len(data),
        parts=iter([data]),
    )


def paper_file_remove(file: PaperFile) -> None:
    """Delete a file, its frames and its name; must run inside the action's transaction. The caller logs it."""
    place = file_name(file)
    PaperText.objects.filter(paper=file.paper_id, part=place.part, part_id=place.part_id).delete()
    file.stored_frames.all().delete()
    file.delete()


def _file_parts(file: PaperFile, by: User) -> tuple[AuditEvent, Iterator[bytes]]:
    paper = file.paper
    if not Paper.objects.visible_to(by).filter(pk=paper.pk).exists():
        raise PermissionDenied("paper")
    event = _log("paper.opened", paper, by, {f"file.{file.number}"}, OpenReason.READ)
    frames = list(file.stored_frames.order_by("number").values_list("ciphertext", flat=True))
    try:
        if len(frames) != file.frames:
            raise SealBroken
        key = paper_key_open(paper, by=by)
        return event, iter(list(open_frames(key, (bytes(frame) for frame in frames), _file_place(file))))
    except SealBroken:
        record_later("sealed.broken", by=by, target=paper, programme=paper.programme)
        raise


def _file_place(file: PaperFile) -> bytes:
    return f"v1|{PaperFrame._meta.db_table}|{file.paper_id}|{file.pk}".encode()


def _place(row: PaperText) -> PaperField:
    return PaperField(row.part, row.part_id, row.field)


def _bound(row: PaperText) -> bytes:
    return _place(row).associated_data(row.paper_id)


def _packed(row: Checked) -> bytes:
    decisions = [astuple(decision) for decision in row.decisions]
    return json.dumps({"text": row.text, "decisions": decisions}, ensure_ascii=False).encode()


def _unpacked(plain: bytes) -> Written:
    found = json.loads(plain)
    return Written(found["text"], _decisions(found["decisions"]))


def _decisions(rows: Iterable[list[Any]]) -> Decisions:
    return tuple(
        Decision(Label(label), rule, start, end, Choice(choice), reason)
        for label, rule, start, end, choice, reason in rows
    )


def _log(action: str, paper: Paper, by: User, fields: Collection[str], reason: str) -> AuditEvent:
    return record(action, paper, by=by, programme=paper.programme, fields=fields, reason=reason)
