"""Open the texts of many cases in few queries, each opening in the log: what `open_sealed` does for one."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied
from django.db import transaction

from documenters.access import has_permission
from documenters.audit import Logged, record_each, record_later
from documenters.models import User
from documenters.permissions import Permission
from documenters.vault.primitives import SealBroken
from react_cases.actions.case_keys import case_keys_at_hand
from react_cases.actions.sealing import CLIENT_CODE, DRAFT, OpenReason, SealedField, opened_value, place_of
from react_cases.models import Case, SealedText

AT_A_TIME = 200
"""Cases whose texts are in memory at once."""


@dataclass(frozen=True)
class OpenedCase:
    """A case and its texts; none where the person holds no key to it, or where one of them was changed or moved."""

    case: Case
    texts: dict[SealedField, str] = field(default_factory=dict)
    is_locked: bool = False
    is_broken: bool = False


def open_many(
    cases: Iterable[Case], wanted: Callable[[SealedField], bool], *, by: User, reason: OpenReason
) -> Iterator[OpenedCase]:
    """Open the wanted values of cases that the person may see, a batch at a time.

    Before the first text of a batch is opened, each of its cases that has one gets a row of its own in the log. Drafts
    are never opened here. Raises `PermissionDenied` for a case that the person may not see, `KeyLocked` where their key
    is not open. A case that does not open for another reason is answered without texts, and a broken one is logged.
    """
    batch: list[Case] = []
    for case in cases:
        batch.append(case)
        if len(batch) == AT_A_TIME:
            yield from _open_batch(batch, wanted, by, reason)
            batch = []
    yield from _open_batch(batch, wanted, by, reason)


@transaction.atomic
def _open_batch(
    batch: Sequence[Case], wanted: Callable[[SealedField], bool], by: User, reason: OpenReason
) -> list[OpenedCase]:
    _require_reader(batch, by)
    sealed: dict[int, list[SealedText]] = defaultdict(list)
    for row in SealedText.objects.filter(case__in=[case.pk for case in batch]).order_by("pk"):
        place = place_of(row)
        if place not in (DRAFT, CLIENT_CODE) and wanted(place):
            sealed[row.case_id].append(row)
    having = [case for case in batch if case.pk in sealed]
    rows = (
        Logged(case, case.programme, case.organisation, {place_of(row).log_name for row in sealed[case.pk]})
        for case in having
    )
    record_each("sealed.opened", rows, by=by, reason=reason)
    keys = case_keys_at_hand([case.pk for case in having], by=by)
    return [_opened(case, sealed.get(case.pk, []), keys, by, reason) for case in batch]


def _opened(case: Case, rows: Sequence[SealedText], keys: dict[int, bytes], by: User, reason: OpenReason) -> OpenedCase:
    if not rows:
        return OpenedCase(case)
    if case.pk not in keys:
        return OpenedCase(case, is_locked=True)
    try:
        return OpenedCase(case, {place_of(row): opened_value(row, keys[case.pk]) for row in rows})
    except SealBroken:
        record_later("sealed.broken", by=by, target=case, programme=case.programme, reason=reason)
        return OpenedCase(case, is_broken=True)


def _require_reader(cases: Sequence[Case], by: User) -> None:
    places = {(case.organisation_id, case.programme_id): case for case in cases}.values()
    may = all(
        has_permission(by, Permission.SEALED_OPEN, organisation=case.organisation, programme=case.programme)
        for case in places
    )
    seen = Case.objects.visible_to(by).filter(pk__in=[case.pk for case in cases]).count()
    if not may or seen != len({case.pk for case in cases}):
        raise PermissionDenied(Permission.SEALED_OPEN)
