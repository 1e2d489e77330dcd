"""What is written when somebody changes their second factor, or an administrator takes away a lost one."""

from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.db import transaction

from documenters.access import has_permission
from documenters.actions.sessions import sessions_end
from documenters.actions.takeover import Refused, hold_account, reset_refusal
from documenters.audit import record, record_later
from documenters.models import Programme, User
from documenters.permissions import Permission


@transaction.atomic
def second_factor_added(kind: str, *, by: User) -> None:
    """Write down that a person set up an authenticator app or a key."""
    record("second_factor.added", by, by=by, reason=kind)


@transaction.atomic
def second_factor_removed(kind: str, *, by: User) -> None:
    """Write down that a person removed an authenticator app or a key."""
    record("second_factor.removed", by, by=by, reason=kind)


@transaction.atomic
def recovery_codes_made(*, by: User) -> None:
    """Write down that a person got new recovery codes; the old ones are void."""
    record("recovery_codes.made", by, by=by)


@transaction.atomic
def second_factor_reset(user: User, *, by: User) -> None:
    """Take away every second factor of somebody who lost it; with the next request they set up a new one.

    The password stays and is needed for that. Nobody resets their own: a second person must have recognised them.
    Raises `Refused` where the same hands, or no coordinator, made a link for a new passphrase.
    """
    if user.pk == by.pk:
        raise PermissionDenied("own_account")
    programme = _programme_of_both(user, by)
    hold_account(user)
    if (refusal := reset_refusal(user, by=by)) is not None:
        record_later("second_factor.reset_refused", by=by, reason=refusal, target=user, programme=programme)
        raise Refused(refusal)
    Authenticator.objects.filter(user=user).delete()
    sessions_end(user)
    record("second_factor.reset", user, by=by, programme=programme)


def _programme_of_both(user: User, by: User) -> Programme:
    for programme in Programme.objects.filter(memberships__user=user, memberships__ended_at=None).distinct():
        if has_permission(by, Permission.MEMBER_MANAGE, programme=programme):
            return programme
    raise PermissionDenied("not_a_member")
