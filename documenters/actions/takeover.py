"""What keeps one manager from taking over an account that reads cases (docs/adr/0010).

An account opens with a passphrase and a second factor. Managers can renew the one by a link and reset the other; both
for the same person within seven days takes two of them, and a coordinator where the account reads cases.
"""

from datetime import timedelta
from enum import StrEnum

from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils import timezone

from documenters.access import has_permission, reach_of
from documenters.actions.roles import READS_CASES, READS_OTHERS_CASES, awaits_coordinator, is_member
from documenters.models import AuditEvent, Invitation, Programme, User
from documenters.models.invitation import InvitationQuerySet
from documenters.permissions import Permission

APART = timedelta(days=7)


class Refusal(StrEnum):
    """Why it takes somebody else."""

    RESET_BY_YOU = "reset_by_you"
    LINK_BY_YOU = "link_by_you"
    LINK_TAKES_COORDINATOR = "link_takes_coordinator"
    RESET_TAKES_COORDINATOR = "reset_takes_coordinator"
    LINK_IS_OPEN = "link_is_open"
    REINSTATING_TAKES_COORDINATOR = "reinstating_takes_coordinator"


class Refused(PermissionDenied):
    """It takes somebody else."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal)
        self.refusal = refusal


def renewal_refusal(user: User, *, by: User) -> Refusal | None:
    """Why `by` makes no link for a new passphrase of this person; nothing where they may."""
    resets = AuditEvent.objects.filter(
        action="second_factor.reset", actor=by, object_type=User._meta.label_lower, object_id=user.pk
    )
    if resets.filter(at__gt=timezone.now() - APART).exists():
        return Refusal.RESET_BY_YOU
    if not has_second_factor(user) and takes_coordinator(user, by=by):
        return Refusal.LINK_TAKES_COORDINATOR
    return None


def reset_refusal(user: User, *, by: User) -> Refusal | None:
    """Why `by` does not reset this person's second factor; nothing where they may."""
    links = list(recent_links(user).select_related("invited_by"))
    if any(link.invited_by_id == by.pk for link in links):
        return Refusal.LINK_BY_YOU
    # Without the second factor such a link would open the account: reset in good faith, taken by whoever made it.
    if any(link.used_at is None and takes_coordinator(user, by=link.invited_by) for link in links):
        return Refusal.LINK_IS_OPEN
    hands = [by, *(link.invited_by for link in links)]
    if links and all(takes_coordinator(user, by=person) for person in hands):
        return Refusal.RESET_TAKES_COORDINATOR
    return None


def reinstatement_refusal(user: User, *, by: User) -> Refusal | None:
    """Why `by` does not reinstate this person; nothing where they may."""
    held = Programme.objects.filter(
        memberships__user=user, memberships__ended_at=None, memberships__role__in=READS_OTHERS_CASES
    )
    is_refused = any(awaits_coordinator(programme, by=by) for programme in held.distinct())
    return Refusal.REINSTATING_TAKES_COORDINATOR if is_refused else None


def recent_links(user: User) -> InvitationQuerySet:
    """Links for a new passphrase of this person that are open, or were used in the last seven days."""
    now = timezone.now()
    is_open = Q(used_at=None, expires_at__gt=now)
    return Invitation.objects.filter(is_open | Q(used_at__gt=now - APART), renews=user, revoked_at=None)


def renews_still(link: Invitation) -> bool:
    """Does the link still renew a passphrase, as things are now?

    Not while the person is suspended or the programme locked down; nor where whoever made it could not make it now.
    """
    user, maker = link.renews, link.invited_by
    if user is None or maker is None or not user.is_active or reach_of(user).locked_down:
        return False
    if not has_permission(maker, Permission.MEMBER_MANAGE, programme=link.programme):
        return False
    opens_alone = not has_second_factor(user) and takes_coordinator(user, by=maker)
    return is_member(user, link.programme) and not opens_alone


def takes_coordinator(user: User, *, by: User | None) -> bool:
    """Did the person ever work with cases in a programme that has a coordinator, or will they, and `by` is none there?

    A role that ended counts: an administrator gives it back, and the cases still name the person as their author.
    """
    held = Q(memberships__user=user, memberships__role__in=READS_CASES)
    waits = Q(role_proposals__user=user, role_proposals__decided_at=None, role_proposals__role__in=READS_CASES)
    programmes = Programme.objects.filter(held | waits).distinct()
    return any(awaits_coordinator(programme, by=by) for programme in programmes)


def has_second_factor(user: User) -> bool:
    """Does the login ask for more than the passphrase? Recovery codes alone do not count."""
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return bool(Authenticator.objects.filter(user=user, type__in=kinds).exists())


def hold_account(user: User) -> None:
    """Make two changes of how somebody logs in wait for each other: neither looks before the other is done."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
