"""Closing a programme to everybody at once, and opening it again by two people (docs/adr/0011).

No row of a case is touched: nothing is lost.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from documenters.access import forget_reach, require_permission
from documenters.actions.roles import revoke
from documenters.actions.sessions import sessions_end
from documenters.audit import record
from documenters.models import Invitation, Lockdown, LockdownReason, Membership, Programme, User
from documenters.permissions import Permission, Role

NAMED_ROLES = (Role.COORDINATOR, Role.ADMINISTRATOR, Role.MENTOR)
"""Who can be one of the two: not documenters, whose phones are the first to be taken, and not donors."""


class LockedDown(Exception):
    """The programme is locked down already."""


class NotLockedDown(Exception):
    """Somebody has reopened the programme meanwhile, or has proposed or withdrawn what this step needs."""


@dataclass(frozen=True)
class Closed:
    """What a lock-down did, in numbers."""

    lockdown: Lockdown
    people: int
    """Whose sessions ended."""
    invitations: int
    """How many were revoked."""


def lockdown_candidates(programme: Programme) -> QuerySet[User]:
    """Everybody who can be one of the two people of a lock-down."""
    held = Membership.objects.current().filter(programme=programme, role__in=NAMED_ROLES)
    return User.objects.filter(pk__in=held.values("user")).order_by("display_name", "username")


@transaction.atomic
def lockdown_start(programme: Programme, *, reason: LockdownReason, people: Sequence[User], by: User | None) -> Closed:
    """Close the programme: end all sessions, bar all logins but those of the two people, revoke invitations.

    `by` is nobody where the operator's command acts. Raises `LockedDown` where it is closed already, `PermissionDenied`
    unless the two are different people of the programme who may be named.
    """
    programme = _locked(programme, by)
    first, second = _pair(programme, people)
    if Lockdown.objects.current().filter(programme=programme).exists():
        raise LockedDown
    lockdown = Lockdown.objects.create(
        programme=programme, reason=reason, started_by=by, first_person=first, second_person=second
    )
    record("programme.locked_down", programme, by=by, programme=programme, reason=reason)
    invitations = list(Invitation.objects.open().filter(programme=programme))
    for invitation in invitations:
        revoke(invitation, by=by)
    members = _members(programme)
    for member in members:
        sessions_end(member)
    if by is not None:
        forget_reach(by)
    cache.clear()
    return Closed(lockdown, people=len(members), invitations=len(invitations))


@transaction.atomic
def lockdown_people_set(programme: Programme, people: Sequence[User], *, by: User | None) -> None:
    """Name, in peace time, the two who may log in during a lock-down.

    During a lock-down only the operator's command names others, so that nobody is locked out for ever when the two
    cannot be reached; they too reopen together, and what one of the two had proposed is void.
    """
    programme = _locked(programme, by)
    first, second = _pair(programme, people)
    programme.lockdown_people.set([first, second])
    record("programme.lockdown_people_named", programme, by=by, programme=programme, fields=["lockdown_people"])
    lockdown = Lockdown.objects.current().filter(programme=programme).first()
    if lockdown is None:
        return
    if by is not None:
        raise LockedDown
    lockdown.proposed_by = lockdown.proposed_at = None
    lockdown.first_person, lockdown.second_person = first, second
    lockdown.save(update_fields=["proposed_by", "proposed_at", "first_person", "second_person"])
    for member in _members(programme):
        sessions_end(member)


@transaction.atomic
def lockdown_propose(lockdown: Lockdown, *, by: User) -> None:
    """One of the two says: open again. The other one has to confirm."""
    lockdown = _current(lockdown, by)
    if lockdown.proposed_by_id is not None:
        raise NotLockedDown
    lockdown.proposed_by, lockdown.proposed_at = by, timezone.now()
    lockdown.save(update_fields=["proposed_by", "proposed_at"])
    _record("programme.reopening_proposed", lockdown, by)


@transaction.atomic
def lockdown_withdraw(lockdown: Lockdown, *, by: User) -> None:
    """Take the proposal back. The one who proposed can, and the other one can refuse it this way."""
    lockdown = _current(lockdown, by)
    if lockdown.proposed_by_id is None:
        raise NotLockedDown
    lockdown.proposed_by = lockdown.proposed_at = None
    lockdown.save(update_fields=["proposed_by", "proposed_at"])
    _record("programme.reopening_withdrawn", lockdown, by)


@transaction.atomic
def lockdown_confirm(lockdown: Lockdown, *, by: User) -> None:
    """The other one of the two agrees: the programme is open again. Nobody confirms their own proposal."""
    lockdown = _current(lockdown, by)
    if lockdown.proposed_by_id is None:
        raise NotLockedDown
    if lockdown.proposed_by_id == by.pk:
        raise PermissionDenied("own_proposal")
    lockdown.reopened_by, lockdown.reopened_at = by, timezone.now()
    lockdown.save(update_fields=["reopened_by", "reopened_at"])
    _record("programme.reopened", lockdown, by)
    forget_reach(by)


def _locked(programme: Programme, by: User | None) -> Programme:
    """The programme, its row locked, where the person may lock it down."""
    if by is not None:
        require_permission(by, Permission.LOCK_DOWN, programme=programme)
    return Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)


def _pair(programme: Programme, people: Sequence[User]) -> tuple[User, User]:
    """Two different people of the programme who may be named."""
    found = list(lockdown_candidates(programme).filter(pk__in=[person.pk for person in people]))
    if len(found) != 2:
        raise PermissionDenied("two_people_of_the_programme")
    return found[0], found[1]


def _members(programme: Programme) -> list[User]:
    """Everybody who holds a role in the programme; people who only were in it once are not concerned."""
    held = programme.memberships.filter(Q(ended_at=None) | Q(ended_at__gt=timezone.now()))
    return list(User.objects.filter(pk__in=held.values("user")).order_by("pk"))


def _current(lockdown: Lockdown, by: User) -> Lockdown:
    """The lock-down as it is now, its row locked, for one of its two people."""
    current = Lockdown.objects.select_for_update(no_key=True).get(pk=lockdown.pk)
    if by.pk not in current.people_ids:
        raise PermissionDenied("not_one_of_the_two")
    if current.reopened_at is not None:
        raise NotLockedDown
    return current


def _record(action: str, lockdown: Lockdown, by: User) -> None:
    record(action, lockdown.programme, by=by, programme=lockdown.programme)
