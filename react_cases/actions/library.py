"""The library: what street lawyers show or use when they negotiate. Coordinators publish, everybody at work reads.

An entry is a shared paper (docs/adr/0039, 0041): its words and its files are sealed with the key that all have.
"""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from documenters.access import require_permission
from documenters.audit import record
from documenters.models import Programme, User
from documenters.permissions import Permission
from react_cases.actions.guard import Written
from react_cases.actions.locking import NotAllowed
from react_cases.actions.papers import (
    PaperField,
    paper_empty,
    paper_file_add,
    paper_file_read,
    paper_file_remove,
    paper_new,
    paper_open,
    paper_seal,
    shared_papers_open,
)
from react_cases.actions.sealing import OpenReason
from react_cases.evidence.formats import Cleaned, Kind
from react_cases.models import AdvocacyAction, LibraryEntry, PaperFile, PaperText, Term
from react_cases.models.advocacy import AdvocacyReply, EntryKind
from react_cases.models.choices import KeepReason
from react_cases.models.paper import FileRole, PaperKind
from react_cases.taxonomy.labels import LANGUAGES, fallback_of

NOT_KEPT = frozenset({KeepReason.NEEDED.value})
"""Everybody reads an entry: a name that only a case needs does not stand in it."""

SHOWN_KINDS = frozenset({Kind.PHOTO.value, Kind.DOCUMENT.value})
"""What can be shown to an officer: pictures and documents, no sound."""

TITLES = {
    "written": gettext_noop("Written reply: %(body)s"),
    "other": gettext_noop("Reply: %(body)s"),
}


NOTHING = Written("")
NAMES = ("title", "text", "shown")
"""The texts of an entry in one language, as `EntryWords` has them."""


class EntryChanged(Exception):
    """Somebody else wrote to the entry after this person had read it; `entry` is as it is now."""

    def __init__(self, entry: LibraryEntry) -> None:
        super().__init__(entry.pk)
        self.entry = entry


@dataclass(frozen=True)
class EntryWords:
    """An entry in one language."""

    title: Written = NOTHING
    text: Written = NOTHING
    """When to show it and what to ask for: for street lawyers alone."""
    shown: Written = NOTHING
    """What it says: this is what an officer reads as well."""

    @property
    def is_whole(self) -> bool:
        """Is there a title, and something below it?"""
        return bool(self.title.text and (self.text.text or self.shown.text))


@dataclass(frozen=True)
class EntryData:
    """What a coordinator says of an entry."""

    kind: EntryKind
    words: Mapping[str, EntryWords]
    """By language; at least one is whole."""
    body: Term | None = None
    dated_on: date | None = None
    added: Cleaned | None = None
    """A new file, cleaned."""
    is_covered: bool = False
    """Did somebody look whether names and numbers in the files are covered? The guard reads no pictures."""


@dataclass(frozen=True)
class Read:
    """An entry as one person reads it."""

    entry: LibraryEntry
    title: str
    text: str
    """When to show it and what to ask for."""
    shown: str
    """What it says, for whoever it is shown to."""
    language: str
    """In which it is."""
    wanted: str
    """In which the reader would have liked it."""
    files: list[PaperFile] = field(default_factory=list)

    @property
    def is_other(self) -> bool:
        """Is it in another language than the page?"""
        return self.language != self.wanted

    @property
    def language_name(self) -> str:
        """The language that it is in, in words."""
        return str(dict(settings.LANGUAGES)[self.language])

    @property
    def can_be_shown(self) -> bool:
        """Is there anything for an officer to read, beside the title?"""
        return bool(self.shown or self.pictures)

    @property
    def pictures(self) -> list[PaperFile]:
        """The files that a page shows by itself."""
        return [file for file in self.files if file.kind == Kind.PHOTO]

    @property
    def has_documents(self) -> bool:
        """Is there a file that leaves a copy on the device that opens it?"""
        return len(self.pictures) < len(self.files)


@dataclass(frozen=True)
class Offer:
    """What an action gives to an entry, so that nobody types it once more."""

    body: Term
    dated_on: date
    words: Mapping[str, EntryWords]
    files: list[tuple[PaperFile, str]]
    """With the name that somebody gave it."""


def entry_place(language: str, name: str) -> PaperField:
    """Where a text stands: `name` is one of `NAMES`."""
    return PaperField("entry", 0, f"{language}.{name}")


def entries_for(user: User) -> QuerySet[LibraryEntry]:
    """The entries that the person may read, in order within their kind."""
    return LibraryEntry.objects.visible_to(user).select_related("paper", "programme", "body").order_by("position", "pk")


def entries_read(entries: Iterable[LibraryEntry], language: str, *, by: User) -> list[Read]:
    """Entries with their words in the language of the reader, or the nearest; official replies first.

    Raises `KeyLocked` where the person's key is not open, `KeyMissing` before a colleague has admitted it.
    """
    of_programme = defaultdict(list)
    for entry in entries:
        of_programme[entry.programme].append(entry)
    found = []
    for programme, rows in of_programme.items():
        papers = [row.paper for row in rows]
        texts = shared_papers_open(programme, papers, by=by)
        files = defaultdict(list)
        for file in PaperFile.objects.filter(paper__in=list(texts)):
            files[file.paper_id].append(file)
        found += [_read(row, texts.get(row.paper_id, {}), language, files[row.paper_id]) for row in rows]
    kinds = EntryKind.values
    return sorted(found, key=lambda row: kinds.index(row.entry.kind))


def entry_words(entry: LibraryEntry, *, by: User) -> dict[str, EntryWords]:
    """The words of an entry in every language that it has, with what was decided about them: to change it."""
    texts = shared_papers_open(entry.programme, [entry.paper], by=by).get(entry.paper_id, {})
    return {
        language: EntryWords(*(texts.get(entry_place(language, name), NOTHING) for name in NAMES))
        for language in LANGUAGES
        if entry_place(language, "title") in texts
    }


def entry_version(entry: LibraryEntry) -> str:
    """What a form about an entry carries: SHA-256 of its ciphertexts in hex. Each save seals them anew."""
    texts = PaperText.objects.filter(paper=entry.paper_id).order_by("part", "part_id", "field")
    return hashlib.sha256(b"".join(bytes(row) for row in texts.values_list("ciphertext", flat=True))).hexdigest()


def offered_by(action: AdvocacyAction, language: str, *, by: User) -> Offer:
    """Body, date, title, text and files of an action's reply. Opening its paper is logged."""
    opened = paper_open(action.paper, by=by, reason=OpenReason.EDIT)
    reply = opened.get(PaperField("action", 0, "reply"), NOTHING)
    said = EntryWords(Written(_title(action, language)), shown=reply)
    files = action.paper.files.filter(kind__in=SHOWN_KINDS)
    return Offer(
        body=action.body,
        dated_on=action.replied_on or action.done_on,
        words={language: said},
        files=[(file, opened.get(PaperField("file", file.pk, "name"), NOTHING).text) for file in files],
    )


@transaction.atomic
def entry_publish(
    programme: Programme,
    data: EntryData,
    *,
    action: AdvocacyAction | None = None,
    files: Collection[PaperFile] = (),
    by: User,
) -> LibraryEntry:
    """Publish to everybody who works in the programme, as the first of its kind; `files` of the action are copied,
    without their names.

    Raises `NotAllowed`: nothing_said, not_covered (somebody has to look at the files), personal_data_undecided or
    personal_data_kept.
    """
    require_permission(by, Permission.ADVOCACY_MANAGE, programme=programme)
    if action is not None and not AdvocacyAction.objects.visible_to(by).filter(pk=action.pk).exists():
        raise NotAllowed("no_such_action")
    _require_covered(data, files)
    paper = paper_new(programme, PaperKind.ENTRY, by=by, is_shared=True)
    entry = LibraryEntry.objects.create(
        paper=paper,
        programme=programme,
        action=action,
        kind=data.kind.value,
        body=data.body,
        dated_on=data.dated_on,
    )
    _put(entry, 1)
    _seal(entry, data, by)
    for file in files:
        _copy(entry, file, action, by)
    _add(entry, data, by)
    record("library.published", entry, by=by, programme=programme, fields=_said(data))
    return entry


@transaction.atomic
def entry_change(
    entry: LibraryEntry,
    data: EntryData,
    *,
    keep: Collection[PaperFile] | None = None,
    place: int = 0,
    by: User,
    version: str | None = None,
) -> LibraryEntry:
    """Change an entry: its files that are not in `keep` go, `place` puts it among those of its kind, 1 being the first.

    Raises `EntryChanged` when `version` is given and is not that of now, and what `entry_publish` raises.
    """
    entry = _locked(entry, by)
    _require_unchanged(entry, version)
    if data.added is not None:
        _require_covered(data, ())
    entry.kind, entry.body, entry.dated_on = data.kind.value, data.body, data.dated_on
    entry.save()
    _seal(entry, data, by)
    kept = None if keep is None else {file.pk for file in keep}
    for file in entry.paper.files.all() if kept is not None else ():
        if file.pk not in (kept or ()):
            paper_file_remove(file)
    _add(entry, data, by)
    if place:
        _put(entry, place)
    record("library.changed", entry, by=by, programme=entry.programme, fields=_said(data))
    return entry


@transaction.atomic
def entry_remove(entry: LibraryEntry, *, by: User, version: str | None = None) -> None:
    """Take an entry out for good: its words, its files and its keys. Raises `EntryChanged` as `entry_change` does."""
    entry = _locked(entry, by)
    _require_unchanged(entry, version)
    record("library.removed", entry, by=by, programme=entry.programme)
    paper = entry.paper
    paper_empty(paper)
    paper.delete()


def _locked(entry: LibraryEntry, by: User) -> LibraryEntry:
    entry = LibraryEntry.objects.select_for_update(no_key=True, of=("self",)).select_related("paper").get(pk=entry.pk)
    require_permission(by, Permission.ADVOCACY_MANAGE, programme=entry.programme)
    return entry


def _require_unchanged(entry: LibraryEntry, version: str | None) -> None:
    if version is not None and version != entry_version(entry):
        raise EntryChanged(entry)


def _require_covered(data: EntryData, files: Collection[PaperFile]) -> None:
    if (files or data.added is not None) and not data.is_covered:
        raise NotAllowed("not_covered")


def _seal(entry: LibraryEntry, data: EntryData, by: User) -> None:
    """All languages: what is left out is removed."""
    if not any(said.is_whole for said in data.words.values()):
        raise NotAllowed("nothing_said")
    texts: dict[PaperField, Written] = {}
    for language in LANGUAGES:
        said = data.words.get(language, EntryWords())
        texts |= {entry_place(language, name): getattr(said, name) for name in NAMES}
    paper_seal(entry.paper, texts, by=by, not_kept=NOT_KEPT)


def _copy(entry: LibraryEntry, file: PaperFile, action: AdvocacyAction | None, by: User) -> None:
    """A file of the action under the key of the entry. Its name stays behind: it may say more than a scan."""
    if action is None or file.paper_id != action.paper_id or file.kind not in SHOWN_KINDS:
        raise NotAllowed("no_such_file")
    cleaned = Cleaned(paper_file_read(file, by=by), Kind(file.kind), file.content_type, file.extension)
    paper_file_add(entry.paper, FileRole(file.role), cleaned, NOTHING, by=by)


def _add(entry: LibraryEntry, data: EntryData, by: User) -> None:
    if data.added is not None:
        role = FileRole.REPLY if entry.kind == EntryKind.REPLY else FileRole.OTHER
        paper_file_add(entry.paper, role, data.added, NOTHING, by=by)


def _put(entry: LibraryEntry, place: int) -> None:
    """Number those of the kind anew, with the entry at its place."""
    others = LibraryEntry.objects.select_for_update(no_key=True).filter(programme=entry.programme, kind=entry.kind)
    rows = list(others.exclude(pk=entry.pk).order_by("position", "pk"))
    rows.insert(place - 1, entry)
    for number, row in enumerate(rows, start=1):
        row.position = number
    LibraryEntry.objects.bulk_update(rows, ["position"])


def _read(entry: LibraryEntry, texts: Mapping[PaperField, Written], language: str, files: list[PaperFile]) -> Read:
    for one in fallback_of(language):
        if title := texts.get(entry_place(one, "title")):
            text, shown = (texts.get(entry_place(one, name), NOTHING) for name in ("text", "shown"))
            return Read(entry, title.text, text.text, shown.text, one, language, files)
    return Read(entry, "", "", "", language, language, files)


def _said(data: EntryData) -> list[str]:
    """What the log keeps: the languages."""
    return [language for language, words in data.words.items() if words.title.text]


def _title(action: AdvocacyAction, language: str) -> str:
    with override(language):
        template = TITLES["written" if action.reply == AdvocacyReply.WRITTEN else "other"]
        return _(template) % {"body": action.body.label}
