"""The second pair of eyes: a second manager confirms or refuses that somebody may read other people's cases.

A coordinator does; an administrator where a coordinator proposed it. Managers who let one another in are no two people
for seven days: an account made for the purpose would be enough (docs/adr/0010).
"""

from collections import defaultdict
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from documenters.access import has_permission, require_permission
from documenters.actions.members import close_account
from documenters.actions.roles import can_manage, decide, give_role, places, require_not_last, revoke_invitations_of
from documenters.actions.takeover import APART
from documenters.audit import record
from documenters.models import Invitation, Membership, Programme, RoleProposal, User
from documenters.permissions import Permission, Role


@dataclass(frozen=True)
class LetIn:
    """Who came in the last seven days."""

    invited: dict[int | None, set[int | None]]
    """Managers and the accounts that they made; None is the operator."""
    raised: set[int]
    """Accounts that were there and became managers."""
    first_coordinator: int | None
    """Of the programme."""


@transaction.atomic
def proposal_confirm(proposal: RoleProposal, *, by: User) -> User:
    """Give the person the role that was proposed; what they held before ends."""
    proposal = _locked(proposal, by)
    user, programme, role = proposal.user, proposal.programme, Role(proposal.role)
    require_not_last(user, losing=[programme], keeps=role)
    decide(proposal, is_confirmed=True, by=by)
    if not can_manage(role):
        revoke_invitations_of(user, by=by, programme=programme)
    give_role(user, programme, role, organisation=None, looks_after=places(programme, proposal.looks_after), by=by)
    record("member.confirmed", user, by=by, programme=programme, fields=["role"])
    return user


@transaction.atomic
def proposal_refuse(proposal: RoleProposal, *, by: User) -> User:
    """Leave the person what they have; somebody who has nothing else cannot log in any more."""
    proposal = _locked(proposal, by)
    decide(proposal, is_confirmed=False, by=by)
    if not proposal.user.memberships.filter(ended_at=None).exists():
        close_account(proposal.user)
    record("member.not_confirmed", proposal.user, by=by, programme=proposal.programme, fields=["role"])
    return proposal.user


def open_to(programme: Programme, *, viewer: User) -> QuerySet[RoleProposal]:
    """What waits for somebody like the viewer: for coordinators all, for administrators what coordinators proposed."""
    waiting = programme.role_proposals.filter(decided_at=None)
    if has_permission(viewer, Permission.MEMBER_CONFIRM, programme=programme):
        return waiting
    if not has_permission(viewer, Permission.MEMBER_MANAGE, programme=programme):
        return waiting.none()
    coordinators = Membership.objects.current().filter(programme=programme, role=Role.COORDINATOR)
    return waiting.filter(proposed_by__in=coordinators.values("user"))


def is_second_person(proposal: RoleProposal, let_in: LetIn, *, by: User) -> bool:
    """Is `by` somebody else than who proposed it and whom it is about, with nobody's help?

    Administrators may confirm for a coordinator whom they let in: that role had its own second person. The programme's
    first coordinator may confirm for the administrator: somebody had to let them in, and until then there was nobody.
    """
    maker = proposal.proposed_by_id
    if by.pk in (maker, proposal.user_id):
        return False
    if maker is None:
        return True
    is_coordinator = has_permission(by, Permission.MEMBER_CONFIRM, programme=proposal.programme)
    is_let_in = by.pk in _reached(maker, let_in) and by.pk != let_in.first_coordinator
    return not is_let_in and not (is_coordinator and maker in _reached(by.pk, let_in))


def let_in_lately(programme: Programme) -> LetIn:
    """Who made whose account, or its new passphrase, in the last seven days; and who became a manager by a change of
    role, whoever made it.

    The log knows who did, but administrators do not read it.
    """
    since = timezone.now() - APART
    let_in: dict[int | None, set[int | None]] = defaultdict(set)
    for by, user in Invitation.objects.filter(used_at__gt=since).values_list("invited_by", "used_by"):
        let_in[by].add(user)
    was_here = Q(user__memberships__ended_at__isnull=False) | Q(user__role_proposals__decided_at__isnull=False)
    began = Membership.objects.current().filter(was_here, role__in=filter(can_manage, Role), started_at__gt=since)
    coordinators = Membership.objects.filter(programme=programme, role=Role.COORDINATOR).order_by("pk")
    return LetIn(
        let_in,
        raised=set(began.values_list("user", flat=True)),
        first_coordinator=coordinators.values_list("user", flat=True).first(),
    )


def are_two_people(first: User, second: User, programme: Programme, *, let_in: LetIn | None = None) -> bool:
    """Are they, where something takes two: different, and neither let the other in within the last seven days?

    Whoever asks about many people hands `let_in_lately` over.
    """
    let_in = let_in or let_in_lately(programme)
    return (
        first.pk != second.pk
        and second.pk not in _reached(first.pk, let_in)
        and first.pk not in _reached(second.pk, let_in)
    )


def _reached(person: int, let_in: LetIn) -> set[int | None]:
    """Whom somebody let in, also by way of others, and whom they may have raised."""
    found: set[int | None] = set()
    latest: set[int | None] = {person, *let_in.raised}
    while latest:
        found |= latest
        latest = set[int | None]().union(*(let_in.invited.get(number, ()) for number in latest)) - found
    return found - {person}


def _locked(proposal: RoleProposal, by: User) -> RoleProposal:
    """The proposal as it is now, held still; raise unless it is open and `by` is a second person."""
    require_permission(by, Permission.MEMBER_MANAGE, programme=proposal.programme)
    Programme.objects.select_for_update(no_key=True).get(pk=proposal.programme_id)
    found = RoleProposal.objects.select_for_update(no_key=True, of=("self",)).select_related("user", "programme")
    locked = found.filter(pk=proposal.pk, decided_at=None).first()
    if locked is None:
        raise PermissionDenied("decided_already")
    if not open_to(locked.programme, viewer=by).filter(pk=locked.pk).exists():
        raise PermissionDenied("takes_coordinator")
    if not is_second_person(locked, let_in_lately(locked.programme), by=by):
        raise PermissionDenied("takes_two_people")
    return locked
