"""Every write about people who are members: their password, their role, their coming back and their leaving."""

from collections.abc import Collection

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils import timezone

from documenters.access import forget_reach
from documenters.actions.member_keys import member_key_make, member_key_open, member_key_retire, member_key_rewrap
from documenters.actions.roles import (
    ONLY_MANAGER,
    assignments,
    begins_unconfirmed,
    can_manage,
    drop_proposals,
    give_role,
    lock_member,
    look_after,
    places_of_role,
    propose,
    require_not_last,
    revoke_invitations_of,
    revoke_renewals_of,
    takes_two,
)
from documenters.actions.sessions import sessions_end
from documenters.actions.takeover import Refused, hold_account, reinstatement_refusal
from documenters.actions.vaults import vault_leave
from documenters.audit import record
from documenters.models import Organisation, Programme, RoleProposal, User
from documenters.permissions import Role
from documenters.vault.primitives import SealBroken


@transaction.atomic
def password_change(user: User, password: str, *, old: str, by: User) -> None:
    """Set a person's own new password; who remembers it needs no link for another.

    The person's key is opened by the old one, which the caller has verified, and wrapped by the new one. A key that the
    old one does not open stays as it is: something else still may.
    """
    hold_account(user)
    user.set_password(password)
    user.save(update_fields=["password"])
    try:
        own = member_key_open(user, old)
    except SealBroken:
        pass
    else:
        if own is None:
            member_key_make(user, password, by=by)
        else:
            member_key_rewrap(user, own, password, by=by)
    revoke_renewals_of(user, by=by)
    record("member.password_changed", user, by=by)


@transaction.atomic
def member_change(
    user: User,
    programme: Programme,
    *,
    role: Role,
    organisation: Organisation | None,
    looks_after: Collection[Organisation],
    by: User,
) -> RoleProposal | None:
    """Give a person another role, another organisation or other organisations to look after.

    What was held before ends, so nothing of the old organisation stays in sight. Where the change lets the person read
    more of other people's cases it becomes a proposal, and everything stays until a second manager confirms it.
    """
    lock_member(user, programme, by=by)
    organisation, wanted = places_of_role(programme, role, organisation, looks_after)
    require_not_last(user, losing=[programme], keeps=role)
    drop_proposals(user, programme, by=by)
    reads_more = _reads_more(user, programme, role, wanted)
    if reads_more and takes_two(programme, role, person=user, by=by):
        return propose(user, programme, role, [place.pk for place in wanted], by=by)
    if not can_manage(role):
        revoke_invitations_of(user, by=by, programme=programme)
    is_unconfirmed = reads_more and begins_unconfirmed(programme, role, person=user, by=by)
    give_role(user, programme, role, organisation=organisation, looks_after=wanted, by=by)
    record(
        "member.role_changed",
        user,
        by=by,
        programme=programme,
        organisation=organisation,
        fields=["role"],
        reason=ONLY_MANAGER if is_unconfirmed else "",
    )
    return None


@transaction.atomic
def member_suspend(user: User, programme: Programme, *, by: User) -> None:
    """Nobody logs in with this account until it is reinstated; every session ends at once."""
    lock_member(user, programme, by=by)
    require_not_last(user)
    user.is_active = False
    user.save(update_fields=["is_active"])
    sessions_end(user)
    forget_reach(user)
    revoke_invitations_of(user, by=by)
    revoke_renewals_of(user, by=by)
    record("member.suspended", user, by=by, programme=programme)


@transaction.atomic
def member_reinstate(user: User, programme: Programme, *, by: User) -> None:
    """The account may be used again, with the roles it had; sessions of before stay ended.

    Where it reads other people's cases a coordinator reinstates it, as a coordinator confirms such a role: raises
    `Refused` for anybody else.
    """
    lock_member(user, programme, by=by)
    if (refusal := reinstatement_refusal(user, by=by)) is not None:
        raise Refused(refusal)
    user.is_active = True
    user.save(update_fields=["is_active"])
    forget_reach(user)
    record("member.reinstated", user, by=by, programme=programme)


@transaction.atomic
def member_leave(user: User, programme: Programme, *, by: User) -> None:
    """End everything a person is in the programme, for good. Whoever comes back is invited anew.

    Their cases are handed over before (`react_cases.actions.leaving`); their name stays beside what they did.
    """
    lock_member(user, programme, by=by)
    require_not_last(user, losing=[programme])
    look_after(user, programme, (), by=by)
    drop_proposals(user, programme, by=by)
    programme.memberships.filter(user=user, ended_at=None).update(ended_at=timezone.now())
    vault_leave(user, by=by)
    close_account(user)
    revoke_invitations_of(user, by=by, programme=programme)
    revoke_renewals_of(user, by=by)
    record("member.left", user, by=by, programme=programme)


@transaction.atomic
def member_sessions_end(user: User, programme: Programme, *, by: User) -> None:
    """Log a person out everywhere: a phone is lost. The account stays as it is."""
    lock_member(user, programme, by=by)
    sessions_end(user)
    record("member.sessions_ended", user, by=by, programme=programme)


def close_account(user: User) -> None:
    """End all sessions; without a role anywhere nobody logs in again: keys, devices and mail address are forgotten."""
    forget_reach(user)
    if not user.memberships.filter(ended_at=None).exists():
        user.is_active = False
        user.set_unusable_password()
        user.notice_address = None
        user.save(update_fields=["is_active", "password", "notice_address"])
        for key in user.keys.current():
            member_key_retire(key)
        Authenticator.objects.filter(user=user).delete()
        user.login_devices.all().delete()
    sessions_end(user)


def _reads_more(user: User, programme: Programme, role: Role, wanted: Collection[Organisation]) -> bool:
    if not programme.memberships.filter(user=user, ended_at=None, role=role).exists():
        return True
    held = set(assignments(user, programme).values_list("organisation", flat=True))
    return bool({place.pk for place in wanted} - held)
