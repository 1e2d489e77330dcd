"""Look for words in the texts of the cases that a person may see: a batch is decrypted and looked through at a time.

No index is kept: words of stories in the clear would be what a seized server must not give. Every batch has its row in
the log before the first text is opened. A case that is found is shown with what stands around the words, so it has been
opened: it gets the row of an opening, and counts for unusual reading.
"""

import datetime
import json
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Q

from documenters.access import require_permission
from documenters.audit import Logged, record, record_each, record_later
from documenters.models import Programme, User
from documenters.permissions import Permission
from documenters.vault.primitives import SealBroken, open_bytes
from react_cases.actions.case_keys import case_keys_at_hand
from react_cases.actions.reading import watch_reading
from react_cases.actions.sealing import DRAFT, NARRATIVE, OpenReason, SealedField
from react_cases.models import Case, SealedText
from react_cases.models.case import CaseQuerySet
from react_cases.pii.letters import forget
from react_cases.pii.sought_words import Piece, Sought, clean, extract

BATCH = 1_000
"""Cases of one request."""
PAGE = 25
"""Found cases of one request: each of them is opened."""
BROKEN_LOGGED = 10
"""Texts of one batch that do not open and get a row each; the page says how many there were."""
DRAFT_NARRATIVE, DRAFT_UNIT = "narrative", "-unit"
"""Answers of a draft: a name, and the end of one."""


class TextPart(StrEnum):
    """Which texts are looked through."""

    STORY = "story"
    """The narrative; of the person's own drafts what is typed so far."""
    COMMENTS = "comments"
    NOTES = "notes"
    UNITS = "units"


FIELDS: Mapping[TextPart, SealedField] = {
    TextPart.STORY: NARRATIVE,
    TextPart.COMMENTS: SealedField("comment", 0, "text"),
    TextPart.NOTES: SealedField("response", 0, "note"),
    TextPart.UNITS: SealedField("violator", 0, "unit"),
}
"""Their kinds; the number of the comment, of the help, of the violator does not matter here."""
PART_OF: Mapping[tuple[str, str], TextPart] = {
    **{(place.part, place.field): part for part, place in FIELDS.items()},
    (DRAFT.part, DRAFT.field): TextPart.STORY,
}


class Place(NamedTuple):
    """The case after which a batch begins, in the order of the list."""

    received_on: datetime.date
    case_id: int


class SealedRow(NamedTuple):
    """One sealed value, not opened."""

    case_id: int
    part: str
    part_id: int
    field: str
    generation: int
    ciphertext: bytes

    @property
    def place(self) -> SealedField:
        """Its address within the case."""
        return SealedField(self.part, self.part_id, self.field)

    @property
    def is_draft(self) -> bool:
        """Is it what an author has typed so far?"""
        return self.field == DRAFT.field and self.part == DRAFT.part


@dataclass(frozen=True)
class FoundText:
    """What stands around the words in one text."""

    part: TextPart
    is_draft: bool
    pieces: list[Piece]


@dataclass(frozen=True)
class FoundCase:
    """A case that holds all the words, with its extracts."""

    case: Case
    texts: list[FoundText]


@dataclass(frozen=True)
class SearchBatch:
    """What one request looked through."""

    found: list[FoundCase]
    looked: int
    """Cases, found or not."""
    unopened: int
    """Cases among them of which a text could not be opened."""
    after: Place | None
    """Where the next batch begins; None where all cases are looked through."""
    is_full: bool
    """It ends before its time, because as many cases were found as are shown at once."""


class OpenedText(NamedTuple):
    """A text in the clear, as long as the batch takes."""

    row: SealedRow
    text: str


@transaction.atomic
def story_search(
    cases: CaseQuerySet,
    sought: Sought,
    parts: Collection[TextPart],
    *,
    by: User,
    after: Place | None = None,
    room: int = PAGE,
) -> SearchBatch:
    """Look through the next cases, newest first, until `BATCH` are done or `room` of them are found.

    Raises `PermissionDenied` for anybody who opens no case anywhere.
    """
    require_permission(by, Permission.SEALED_OPEN)
    batch = _next(cases.visible_to(by), after)
    rows, has_more = batch[:BATCH], len(batch) > BATCH
    sealed = _sealed(rows, parts, by)
    _log_batch(rows, sealed, by)
    texts = texts_opened([row for values in sealed.values() for row in values], by=by)
    found: dict[int, list[FoundText]] = {}
    seen: list[_CaseRow] = []
    try:
        for row in rows:
            seen.append(row)
            hits = _found_in(texts.opened.get(row.case_id, []), sought, parts)
            if hits:
                found[row.case_id] = hits
            if len(found) >= room:
                break
    finally:
        forget()
    is_over = len(seen) == len(rows) and not has_more
    return SearchBatch(
        found=_opened_cases(found, by),
        looked=len(seen),
        unopened=_log_broken([row.case_id for row in seen], texts, by),
        after=None if is_over else Place(seen[-1].received_on, seen[-1].case_id),
        is_full=len(found) >= room and not is_over,
    )


class _CaseRow(NamedTuple):
    received_on: datetime.date
    case_id: int
    documenter_id: int
    programme_id: int


def _next(cases: CaseQuerySet, after: Place | None) -> list[_CaseRow]:
    if after is not None:
        day, number = after
        cases = cases.filter(Q(received_on__lt=day) | Q(received_on=day, pk__lt=number))
    columns = ("received_on", "pk", "documenter_id", "programme_id")
    rows = cases.order_by("-received_on", "-pk").values_list(*columns)[: BATCH + 1]
    return [_CaseRow(*row) for row in rows]


def _sealed(rows: Sequence[_CaseRow], parts: Collection[TextPart], by: User) -> dict[int, list[SealedRow]]:
    """The sealed values that are looked through, by case. Drafts are their author's alone."""
    kinds = Q(pk__in=[])
    for part in parts:
        kinds |= Q(part=FIELDS[part].part, field=FIELDS[part].field)
    values = SealedText.objects.filter(kinds, case__in=[row.case_id for row in rows])
    found: dict[int, list[SealedRow]] = defaultdict(list)
    for columns in values.order_by("pk").values_list(*SealedRow._fields):
        found[columns[0]].append(SealedRow(*columns))
    own = [row.case_id for row in rows if row.documenter_id == by.pk]
    if own and (TextPart.STORY in parts or TextPart.UNITS in parts):
        drafts = SealedText.objects.filter(case__in=own, part=DRAFT.part, field=DRAFT.field)
        for columns in drafts.order_by("pk").values_list(*SealedRow._fields):
            found[columns[0]].append(SealedRow(*columns))
    return found


def _log_batch(rows: Sequence[_CaseRow], sealed: Mapping[int, Sequence[SealedRow]], by: User) -> None:
    """One row for each programme: how many cases at most, and which texts. Never the words."""
    counts = Counter(row.programme_id for row in rows if row.case_id in sealed)
    if not counts:
        record("sealed.searched", None, by=by, reason="cases:0")
        return
    programmes = Programme.objects.in_bulk(counts)
    for number, programme in programmes.items():
        own = (row.case_id for row in rows if row.programme_id == number)
        kinds = {(value.part, value.field) for case_id in own for value in sealed.get(case_id, [])}
        names = {SealedField(part, 0, field).log_name for part, field in kinds}
        record("sealed.searched", None, by=by, programme=programme, fields=names, reason=f"cases:{counts[number]}")


@dataclass(frozen=True)
class OpenedTexts:
    """The texts of a batch that could be opened, by case, and the cases of which one could not."""

    opened: dict[int, list[OpenedText]]
    locked: set[int]
    """Nobody has sealed the key of the case to this person."""
    broken: set[int]
    """A ciphertext was changed or moved."""


def texts_opened(rows: Sequence[SealedRow], *, by: User) -> OpenedTexts:
    """Decrypt many values of many cases. Whoever calls this has logged it before. Raises `KeyLocked`."""
    keys = case_keys_at_hand({row.case_id for row in rows}, by=by) if rows else {}
    opened: dict[int, list[OpenedText]] = defaultdict(list)
    locked: set[int] = set()
    broken: set[int] = set()
    for row in rows:
        key = keys.get(row.case_id)
        if key is None:
            locked.add(row.case_id)
            continue
        try:
            plain = open_bytes(key, bytes(row.ciphertext), row.place.associated_data(row.case_id, row.generation))
        except SealBroken:
            broken.add(row.case_id)
            continue
        opened[row.case_id].append(OpenedText(row, plain.decode()))
    return OpenedTexts(opened, locked, broken)


def _found_in(opened: Sequence[OpenedText], sought: Sought, parts: Collection[TextPart]) -> list[FoundText]:
    """The texts of one case in which words stand, where all words stand in one or another of them."""
    told = [
        (PART_OF[value.row.part, value.row.field] if part is None else part, value.row.is_draft, clean(text))
        for value in opened
        for part, text in _told(value, parts)
    ]
    spans = sought.found_in([text for _part, _is_draft, text in told])
    if spans is None:
        return []
    return [
        FoundText(part, is_draft, extract(text, places))
        for (part, is_draft, text), places in zip(told, spans, strict=True)
        if places
    ]


def _told(value: OpenedText, parts: Collection[TextPart]) -> list[tuple[TextPart | None, str]]:
    """What people wrote: a draft holds all answers of the form."""
    if not value.row.is_draft:
        return [(None, value.text)]
    answers: dict[str, Any] = json.loads(value.text)
    story = [(TextPart.STORY, text) for text in answers.get(DRAFT_NARRATIVE, [])]
    units = [(TextPart.UNITS, text) for name, values in answers.items() if name.endswith(DRAFT_UNIT) for text in values]
    return [(part, str(text)) for part, text in [*story, *units] if part in parts]


def _opened_cases(found: Mapping[int, list[FoundText]], by: User) -> list[FoundCase]:
    """The found cases in their order, each with the row of its opening."""
    known = Case.objects.visible_to(by).select_related("programme", "organisation", "oblast").in_bulk(found)
    shown = [FoundCase(known[number], texts) for number, texts in found.items() if number in known]
    record_each(
        "sealed.opened",
        [Logged(row.case, row.case.programme, row.case.organisation, _log_names(row)) for row in shown],
        by=by,
        reason=OpenReason.SEARCH,
    )
    for case in {row.case.programme_id: row.case for row in shown if not row.case.is_practice}.values():
        watch_reading(case, by=by)
    return shown


def _log_names(row: FoundCase) -> set[str]:
    return {(DRAFT if text.is_draft else FIELDS[text.part]).log_name for text in row.texts}


def _log_broken(seen: Sequence[int], texts: OpenedTexts, by: User) -> int:
    """How many of the cases had a text that does not open; changed ones are in the log even if the request fails."""
    broken = [number for number in seen if number in texts.broken]
    for case in Case.objects.visible_to(by).filter(pk__in=broken[:BROKEN_LOGGED]).select_related("programme"):
        record_later("sealed.broken", by=by, target=case, programme=case.programme, reason=OpenReason.SEARCH)
    return len({number for number in seen if number in texts.locked or number in texts.broken})
