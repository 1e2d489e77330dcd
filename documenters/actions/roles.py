"""Who holds which role: what invitations, changes and confirmations share. Called inside their transactions."""

from collections.abc import Collection

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.utils import timezone

from documenters.access import forget_reach, has_permission, require_permission
from documenters.actions.vaults import vault_leave
from documenters.audit import record
from documenters.models import Invitation, Membership, MentorAssignment, Organisation, Programme, RoleProposal, User
from documenters.permissions import ROLE_PERMISSIONS, Permission, Role

READS_OTHERS_CASES = frozenset({Role.MENTOR, Role.COORDINATOR})
"""Roles that open cases somebody else recorded: giving one takes two people."""

READS_CASES = frozenset({Role.DOCUMENTER, *READS_OTHERS_CASES})
"""Roles that open cases at all: nobody takes over such an account alone."""

ONLY_MANAGER = "only_manager"
"""Stands in the log where a role that reads other people's cases began without a second person."""

NEVER_EMPTY = (Role.COORDINATOR, Role.ADMINISTRATOR)
"""Roles whose last holder stays: without them nobody approves, or nobody lets people in."""


class OwnAccount(PermissionDenied):
    """Nobody manages themselves."""


class LastOfRole(PermissionDenied):
    """The person is the last coordinator or the last administrator of a programme."""

    def __init__(self, role: Role) -> None:
        super().__init__(role)
        self.role = role


def lock_member(user: User, programme: Programme, *, by: User) -> None:
    """Hold the programme's people still; raise unless `by` may manage this person.

    The lock makes two changes wait for each other: two coordinators cannot suspend one another in the same moment.
    """
    require_permission(by, Permission.MEMBER_MANAGE, programme=programme)
    Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)
    if user.pk == by.pk:
        raise OwnAccount
    if not is_member(user, programme):
        raise PermissionDenied("not_a_member")


def is_member(user: User, programme: Programme) -> bool:
    """Does the person hold a role here, or wait for the confirmation of one? Suspended people count, leavers do not."""
    return (
        programme.memberships.filter(user=user, ended_at=None).exists()
        or programme.role_proposals.filter(user=user, decided_at=None).exists()
    )


def require_not_last(user: User, *, losing: Collection[Programme] | None = None, keeps: Role | None = None) -> None:
    """Raise `LastOfRole` where the person's going would leave a programme without coordinator or administrator.

    `losing` are the programmes in question, by default all; a role in `keeps` is not lost.
    """
    current = Membership.objects.current()
    held = current.filter(user=user, role__in=[role for role in NEVER_EMPTY if role != keeps])
    if losing is not None:
        held = held.filter(programme__in=losing)
    for membership in held:
        others = current.filter(programme=membership.programme_id, role=membership.role).exclude(user=user)
        if not others.exists():
            raise LastOfRole(Role(membership.role))


def takes_two(programme: Programme, role: Role, *, person: User, by: User | None) -> bool:
    """Does giving the person this role need a second manager's confirmation?

    Not before the first coordinator, and not where a coordinator manages the programme alone: nobody could confirm.
    """
    if role not in READS_OTHERS_CASES:
        return False
    return awaits_coordinator(programme, by=by) or (
        by is not None
        and has_permission(by, Permission.MEMBER_CONFIRM, programme=programme)
        and _others_manage(programme, by, person)
    )


def begins_unconfirmed(programme: Programme, role: Role, *, person: User | None = None, by: User | None) -> bool:
    """Does the role begin at once because a coordinator is the only manager with an active account?"""
    return (
        role in READS_OTHERS_CASES
        and by is not None
        and has_permission(by, Permission.MEMBER_CONFIRM, programme=programme)
        and not _others_manage(programme, by, person)
    )


def _others_manage(programme: Programme, *apart_from: User | None) -> bool:
    managers = Membership.objects.current().filter(programme=programme, role__in=filter(can_manage, Role))
    return managers.exclude(user__in=[person for person in apart_from if person is not None]).exists()


def awaits_coordinator(programme: Programme, *, by: User | None) -> bool:
    """Is there a coordinator, and is `by` none?"""
    if by is not None and has_permission(by, Permission.MEMBER_CONFIRM, programme=programme):
        return False
    return Membership.objects.current().filter(programme=programme, role=Role.COORDINATOR).exists()


def places(programme: Programme, numbers: Collection[int]) -> list[Organisation]:
    """The programme's organisations of these numbers; `PermissionDenied` where one is foreign."""
    found = list(programme.organisations.filter(pk__in=numbers))
    if len(found) != len(set(numbers)):
        raise PermissionDenied("organisation_of_another_programme")
    return found


def places_of_role(
    programme: Programme, role: Role, organisation: Organisation | None, looks_after: Collection[Organisation]
) -> tuple[Organisation | None, list[Organisation]]:
    """What of these places belongs to the role; `PermissionDenied` where that is of another programme."""
    organisation = organisation if role == Role.DOCUMENTER else None
    places(programme, [organisation.pk] if organisation else [])
    return organisation, places(programme, [place.pk for place in looks_after]) if role == Role.MENTOR else []


def give_role(
    user: User,
    programme: Programme,
    role: Role,
    *,
    organisation: Organisation | None,
    looks_after: Collection[Organisation],
    by: User | None,
) -> None:
    """Let the person hold this role in the programme and no other; end what they held before.

    Raises `LastHolder` where nobody would be left who reads what the person read.
    """
    held = programme.memberships.filter(user=user, ended_at=None)
    same = Q(role=role, organisation=organisation)
    held.exclude(same).update(ended_at=timezone.now())
    if not held.filter(same).exists():
        Membership.objects.create(user=user, programme=programme, organisation=organisation, role=role)
    look_after(user, programme, looks_after if role == Role.MENTOR else (), by=by)
    forget_reach(user)
    vault_leave(user, by=by)


def look_after(mentor: User, programme: Programme, wanted: Collection[Organisation], *, by: User | None) -> None:
    """Assign and release until the mentor looks after exactly these organisations of the programme."""
    current = {row.organisation_id: row for row in assignments(mentor, programme).select_related("organisation")}
    keys = {place.pk for place in wanted}
    for number, row in current.items():
        if number not in keys:
            row.ended_at = timezone.now()
            row.save(update_fields=["ended_at"])
            record("mentor.released", mentor, by=by, programme=programme, organisation=row.organisation)
    for place in sorted(wanted, key=lambda place: place.pk):
        if place.pk not in current:
            MentorAssignment.objects.create(mentor=mentor, organisation=place)
            record("mentor.assigned", mentor, by=by, programme=programme, organisation=place)


def assignments(mentor: User, programme: Programme) -> QuerySet[MentorAssignment]:
    """What a mentor looks after in a programme."""
    return MentorAssignment.objects.filter(mentor=mentor, organisation__programme=programme, ended_at=None)


def revoke_invitations_of(user: User, *, by: User, programme: Programme | None = None) -> None:
    """Take back the open invitations that somebody made, in one programme or in all."""
    made = Invitation.objects.filter(invited_by=user, used_at=None, revoked_at=None).select_for_update(no_key=True)
    for invitation in made if programme is None else made.filter(programme=programme):
        revoke(invitation, by=by)


def revoke_renewals_of(user: User, *, by: User) -> None:
    """Take back the open links for a new passphrase of this person, whoever made them."""
    for link in user.renewals.filter(used_at=None, revoked_at=None).select_for_update(no_key=True):
        revoke(link, by=by)


def revoke(invitation: Invitation, *, by: User | None) -> None:
    """Take one invitation back. Nobody is named where the operator's command locks the programme down."""
    invitation.revoked_at, invitation.revoked_by = timezone.now(), by
    invitation.save(update_fields=["revoked_at", "revoked_by"])
    if invitation.renews is not None:
        record("member.renewal_revoked", invitation.renews, by=by, programme=invitation.programme)
        return
    record(
        "invitation.revoked", invitation, by=by, programme=invitation.programme, organisation=invitation.organisation
    )


def propose(
    user: User, programme: Programme, role: Role, looks_after: Collection[int], *, by: User | None
) -> RoleProposal:
    """Leave it to a second manager whether the person gets a role; `looks_after` are numbers of organisations."""
    proposal = RoleProposal.objects.create(
        user=user, programme=programme, role=role, looks_after=sorted(looks_after), proposed_by=by
    )
    record("member.proposed", user, by=by, programme=programme, fields=["role"])
    return proposal


def drop_proposals(user: User, programme: Programme, *, by: User) -> None:
    """Nobody has to decide any more what somebody proposed for this person."""
    for waiting in RoleProposal.objects.filter(user=user, programme=programme, decided_at=None):
        decide(waiting, is_confirmed=False, by=by)


def decide(proposal: RoleProposal, *, is_confirmed: bool, by: User) -> None:
    """Write down what became of a proposal."""
    proposal.decided_at, proposal.decided_by, proposal.is_confirmed = timezone.now(), by, is_confirmed
    proposal.save(update_fields=["decided_at", "decided_by", "is_confirmed"])


def can_manage(role: Role) -> bool:
    """Does this role let people in?"""
    return Permission.MEMBER_MANAGE in ROLE_PERMISSIONS[role]
