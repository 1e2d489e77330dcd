"""The second pair of eyes: a coordinator confirms or refuses that somebody may read other people's cases."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from documenters.access import require_permission
from documenters.actions.members import close_account
from documenters.actions.roles import can_manage, decide, give_role, places, require_not_last, revoke_invitations_of
from documenters.audit import record
from documenters.models import Programme, RoleProposal, User
from documenters.permissions import Permission, Role


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


def _locked(proposal: RoleProposal, by: User) -> RoleProposal:
    """The proposal as it is now, held still; raise unless it is open and `by` is a second person."""
    require_permission(by, Permission.MEMBER_CONFIRM, programme=proposal.programme)
    Programme.objects.select_for_update(no_key=True).get(pk=proposal.programme_id)
    found = RoleProposal.objects.select_for_update(no_key=True, of=("self",)).select_related("user", "programme")
    locked = found.filter(pk=proposal.pk, decided_at=None).first()
    if locked is None:
        raise PermissionDenied("decided_already")
    if by.pk in (locked.proposed_by_id, locked.user_id):
        raise PermissionDenied("takes_two_people")
    return locked
