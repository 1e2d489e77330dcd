"""Say that two cases are of one client, or that they are not, and take either back. A person decides, not the code."""

import secrets
from typing import Protocol

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from documenters.access import has_permission, require_permission
from documenters.audit import record
from documenters.models import User
from documenters.permissions import Permission
from react_cases.actions.client_cases import decision_between, decisions_on, same_client, scope_of
from react_cases.actions.locking import NotAllowed, lock_case
from react_cases.models import Case, Client, ClientDecision


class Decision(Protocol):
    """What `client_same`, `client_apart` and `client_undo` have in common."""

    def __call__(self, case: Case, other: Case, *, by: User) -> None:
        """Say it of two cases."""


def may_decide(case: Case, *, by: User) -> bool:
    """May the person, who sees the case, say whose it is? Authors, the organisation's mentors, the coordinators."""
    allowed = has_permission(by, Permission.CLIENT_LINK, organisation=case.organisation, programme=case.programme)
    return allowed and scope_of(case, by=by).filter(pk=case.pk).exists()


def case_of_number(case: Case, number: str, *, by: User) -> Case | None:
    """Another case that the person compares with this one, by the number that somebody typed."""
    return scope_of(case, by=by).filter(code=number.strip().upper()).exclude(pk=case.pk).first()


@transaction.atomic
def client_same(case: Case, other: Case, *, by: User) -> None:
    """The two cases are of one client. A decision that they are not is taken back with it.

    Raises `NotAllowed` where this would join cases of which somebody said that they are not of one client.
    """
    case, other = _both(case, other, by)
    before = decision_between(case, other, decisions_on(case))
    if before is not None and before.is_same:
        return
    if before is not None:
        _take_back(before)
        case, other = _both(case, other, by)
    one, two = same_client(case, [case.pk], by=by), same_client(case, [other.pk], by=by)
    apart = ClientDecision.objects.filter(is_same=False)
    if apart.filter(Q(case__in=one, other__in=two) | Q(case__in=two, other__in=one)).exists():
        raise NotAllowed("client_kept_apart")
    _decide(case, other, by, is_same=True)
    _log("client.linked", by, case, other)


@transaction.atomic
def client_apart(case: Case, other: Case, *, by: User) -> None:
    """The two cases are of two clients, whatever their codes say. A decision that they are one is taken back with it.

    In one organisation the case gets a client of its own; across organisations its client is set apart. Raises
    `NotAllowed` where they stay joined through a third case.
    """
    case, other = _both(case, other, by)
    before = decision_between(case, other, decisions_on(case))
    if before is not None and not before.is_same:
        return
    if before is not None:
        _take_back(before)
    _part(case, other)
    if other.pk in same_client(case, [case.pk], by=by):
        raise NotAllowed("client_joined_through")
    _decide(case, other, by, is_same=False)
    _log("client.set_apart", by, case, other)


@transaction.atomic
def client_undo(case: Case, other: Case, *, by: User) -> None:
    """Take back what was said of two cases: they stand as they did before. Nothing happens where nothing was said."""
    case, other = _both(case, other, by)
    row = decision_between(case, other, decisions_on(case))
    if row is not None:
        _take_back(row)
        _log("client.decision_undone", by, case, other)


def _both(case: Case, other: Case, by: User) -> tuple[Case, Case]:
    """Both cases, locked. Raises `PermissionDenied` where the person does not compare them."""
    require_permission(by, Permission.CLIENT_LINK, organisation=case.organisation, programme=case.programme)
    if case.pk == other.pk or scope_of(case, by=by).filter(pk__in=[case.pk, other.pk]).count() != 2:
        raise PermissionDenied(Permission.CLIENT_LINK)
    locked = {row.pk: lock_case(row) for row in sorted((case, other), key=lambda row: row.pk)}
    return locked[case.pk], locked[other.pk]


def _decide(case: Case, other: Case, by: User, *, is_same: bool) -> None:
    ClientDecision.objects.create(case=case, other=other, is_same=is_same, decided_by=by, decided_at=timezone.now())


def _log(action: str, by: User, *cases: Case) -> None:
    for case in cases:
        record(action, case, by=by, programme=case.programme, organisation=case.organisation, fields=["client"])


def _part(case: Case, other: Case) -> None:
    """Where the codes make one client of them, make two."""
    own, theirs = case.client, other.client
    if own is None or theirs is None or (own.code_hash, own.apart) != (theirs.code_hash, theirs.apart):
        return
    apart = secrets.token_hex(8)
    if own.pk == theirs.pk:
        case.client = Client.objects.create(
            programme=case.programme,
            organisation=case.organisation,
            code_hash=own.code_hash,
            apart=apart,
        )
        case.save(update_fields=["client"])
    else:
        own.apart = apart
        own.save(update_fields=["apart"])


def _take_back(row: ClientDecision) -> None:
    """Delete a decision. Clients that only it kept apart are one again, as their code says."""
    case, other = lock_case(row.case), lock_case(row.other)
    row.delete()
    own, theirs = case.client, other.client
    if row.is_same or own is None or theirs is None or own.code_hash != theirs.code_hash or own.apart == theirs.apart:
        return
    # The one that was set apart goes back to the other.
    back, home = (own, theirs) if own.apart else (theirs, own)
    at_home = Client.objects.filter(programme=home.programme_id, code_hash=home.code_hash, apart=home.apart)
    still = ClientDecision.objects.filter(is_same=False)
    if still.filter(
        Q(case__client=back, other__client__in=at_home) | Q(other__client=back, case__client__in=at_home)
    ).exists():
        return
    here = at_home.filter(organisation=back.organisation_id).first()
    if here is None:
        back.apart = home.apart
        back.save(update_fields=["apart"])
    else:
        Case.objects.filter(client=back).update(client=here)
        back.delete()
