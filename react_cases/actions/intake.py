"""The intake's draft: keep it from the first consent on, open it again, and what stands around the form."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction

from documenters.access import reach_of
from documenters.models import Organisation, User
from react_cases.actions.cases import case_start, draft_open, draft_save
from react_cases.actions.locking import CaseChanged, NotAllowed
from react_cases.actions.sealing import (
    CLIENT_CODE,
    NARRATIVE,
    OpenReason,
    comment_text,
    open_sealed,
    seal,
    violator_unit,
)
from react_cases.models import Case, Comment
from react_cases.workflow import EDITABLE, Status

PAGE = "page"
"""The answer that says which open page wrote the draft."""

CASES_REMEMBERED = 20
PLACES_REMEMBERED = 3

DRAFTS = uuid.UUID("6f1f6b4c-2f0e-4f0f-9f0b-8d6f5f0f2a11")
"""Namespace of the identifiers of drafts."""


def organisations_of(user: User) -> list[Organisation]:
    """Where this person records cases, by name."""
    return list(
        Organisation.objects.filter(pk__in=reach_of(user).documenter_of, is_active=True)
        .select_related("programme")
        .order_by("name")
    )


@dataclass(frozen=True)
class Habits:
    """What a documenter chose last: offered first, and never chosen for them."""

    oblast: str = ""
    group: str = ""
    """The primary group."""
    places: tuple[str, ...] = ()
    """Districts and cities, the newest first."""


def habits_of(user: User) -> Habits:
    """Codes from the person's own newest cases, in one query."""
    rows = list(
        Case.objects.visible_to(user)
        .filter(documenter=user, is_practice=False, oblast__isnull=False, client_groups__is_primary=True)
        .order_by("-pk")
        .values_list("oblast__code", "client_groups__group__code", "city__code", "district__code")[:CASES_REMEMBERED]
    )
    if not rows:
        return Habits()
    places = dict.fromkeys(city or district for _oblast, _group, city, district in rows if city or district)
    return Habits(rows[0][0], rows[0][1], tuple(places)[:PLACES_REMEMBERED])


@transaction.atomic
def intake_keep(
    case: Case | None,
    answers: Mapping[str, Any],
    *,
    organisation: Organisation,
    page: str,
    version: int,
    by: User,
    client_code: str | None = None,
) -> Case:
    """Keep what is typed, and make the case when this is the first time.

    `page` names the open page. What one page sends twice (a repeat on a slow line, a double click, a step back)
    makes one case, and never a conflict with itself. `client_code` is the keyed hash, empty to forget the one that is
    kept, None to leave it; of a practice case none is kept. Raises `CaseChanged` where another page has written
    meanwhile, and `NotAllowed` where the case was sent.
    """
    if case is None:
        case, version = _started(organisation, page, by)
    kept = {**answers, PAGE: [page]}
    try:
        case = draft_save(case, kept, by=by, version=version)
    except CaseChanged as changed:
        if Status(changed.case.status) not in EDITABLE:
            raise NotAllowed("not_editable") from None
        held = draft_open(changed.case, by=by)
        if held is None or held.get(PAGE) != [page]:
            raise
        case = draft_save(changed.case, kept, by=by, version=changed.case.version)
    if client_code is not None and not case.is_practice:
        seal(case, {CLIENT_CODE: client_code}, by=by)
    return case


def has_client_code(case: Case) -> bool:
    """Is a client code recorded, in the draft or with the case?"""
    place = CLIENT_CODE
    return case.client_id is not None or case.sealed_texts.filter(part=place.part, field=place.field).exists()


def client_code_open(case: Case, *, by: User) -> str:
    """The keyed hash kept with the draft, empty where there is none."""
    return open_sealed(case, [CLIENT_CODE], by=by, reason=OpenReason.EDIT).get(CLIENT_CODE, "")


def _started(organisation: Organisation, page: str, by: User) -> tuple[Case, int]:
    """The case of this page and the version that the page knows: none where the answer to its first save got lost."""
    public_id = uuid.uuid5(DRAFTS, f"{by.pk}|{page}")
    mine = Case.objects.visible_to(by).filter(documenter=by, public_id=public_id)
    existing = mine.first()
    if existing is not None:
        return existing, 0
    try:
        with transaction.atomic():
            case = case_start(organisation=organisation, by=by, public_id=public_id)
    except IntegrityError:
        return mine.get(), 0
    return case, case.version


def written_texts(case: Case, *, by: User) -> tuple[str, dict[int, str]]:
    """The narrative and the units (violator's key -> unit) of a case that comes back to its author."""
    places = {violator_unit(violator): violator.pk for violator in case.violators.all()}
    opened = open_sealed(case, [NARRATIVE, *places], by=by, reason=OpenReason.EDIT)
    units = {places[place]: text for place, text in opened.items() if place in places}
    return opened.get(NARRATIVE, ""), units


def unresolved_comments(case: Case, *, by: User) -> list[tuple[Comment, str]]:
    """What reviewers have asked for and the author has not sent back yet, with the opened text."""
    comments = list(case.comments.filter(resolved_at=None).select_related("reason", "author"))
    if not comments:
        return []
    opened = open_sealed(case, [comment_text(row) for row in comments], by=by, reason=OpenReason.EDIT)
    return [(row, opened.get(comment_text(row), "")) for row in comments]
