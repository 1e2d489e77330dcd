"""Who may do what, where: the one place that turns memberships into answers."""

from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q

from documenters.models import Lockdown, Membership, MentorAssignment, Organisation, Programme, User
from documenters.permissions import ROLE_PERMISSIONS, Permission, Role, permissions_of


@dataclass(frozen=True)
class Reach:
    """What one person can reach at this moment: identifiers of rows by role."""

    documenter_of: frozenset[int]
    """Organisations in which the person records cases."""
    mentor_of: frozenset[int]
    """Organisations whose cases the person reviews."""
    programme_roles: frozenset[tuple[Role, int]]
    """(role, programme) for coordinators, donors and administrators."""
    roles: frozenset[Role]
    locked_down: frozenset[int] = frozenset()
    """Programmes of the person that are locked down now."""
    languages: tuple[str, ...] = ()
    """What the person's programme speaks, the usual one first; empty for somebody without a programme."""

    def programmes_as(self, role: Role) -> frozenset[int]:
        """Programmes in which the person holds this role."""
        return frozenset(programme for held, programme in self.programme_roles if held == role)


def reach_of(user: User) -> Reach:
    """The person's reach, read once per user object (that is, once per request)."""
    cached: Reach | None = getattr(user, "_reach", None)
    if cached is None:
        cached = _read_reach(user)
        user._reach = cached  # type: ignore[attr-defined]
    return cached


def forget_reach(user: User) -> None:
    """Read memberships anew at the next question; called by the actions that change them."""
    if hasattr(user, "_reach"):
        del user._reach


def _read_reach(user: User) -> Reach:
    if not user.is_active or user.pk is None:
        return Reach(frozenset(), frozenset(), frozenset(), frozenset())
    held = Membership.objects.current().filter(user=user)
    closed = Exists(Lockdown.objects.current().filter(programme=OuterRef("programme")))
    columns = ("role", "organisation_id", "programme_id", "is_closed", "programme__languages")
    found = list(held.annotate(is_closed=closed).order_by("programme__code").values_list(*columns))
    rows = [(role, organisation, programme) for role, organisation, programme, _, _ in found]
    mentored: frozenset[int] = frozenset()
    if any(role == Role.MENTOR for role, _, _ in rows):
        mentored = frozenset(
            MentorAssignment.objects.filter(
                mentor=user,
                ended_at=None,
                organisation__programme_id__in=[programme for role, _, programme in rows if role == Role.MENTOR],
            ).values_list("organisation_id", flat=True)
        )
    return Reach(
        documenter_of=frozenset(
            organisation for role, organisation, _ in rows if role == Role.DOCUMENTER and organisation is not None
        ),
        mentor_of=mentored,
        programme_roles=frozenset(
            (Role(role), programme)
            for role, _, programme in rows
            if role in (Role.COORDINATOR, Role.DONOR, Role.ADMINISTRATOR)
        ),
        roles=frozenset(Role(role) for role, _, _ in rows),
        locked_down=frozenset(programme for _, _, programme, is_closed, _ in found if is_closed),
        languages=tuple(found[0][4]) if found else (),
    )


def has_permission(
    user: User,
    permission: Permission,
    *,
    organisation: Organisation | None = None,
    programme: Programme | None = None,
) -> bool:
    """May this person do this there?

    Without a place the answer is "somewhere": enough for a menu entry, never for a case.
    """
    reach = reach_of(user)
    if organisation is None and programme is None:
        return permission in permissions_of(reach.roles)
    if organisation is not None:
        if permission in ROLE_PERMISSIONS[Role.DOCUMENTER] and organisation.pk in reach.documenter_of:
            return True
        if permission in ROLE_PERMISSIONS[Role.MENTOR] and organisation.pk in reach.mentor_of:
            return True
    programme_id = programme.pk if programme is not None else organisation.programme_id  # type: ignore[union-attr]
    return any(permission in ROLE_PERMISSIONS[role] and programme_id == held for role, held in reach.programme_roles)


def require_permission(
    user: User,
    permission: Permission,
    *,
    organisation: Organisation | None = None,
    programme: Programme | None = None,
) -> None:
    """Raise `PermissionDenied` unless the person may do this there."""
    if not has_permission(user, permission, organisation=organisation, programme=programme):
        raise PermissionDenied(permission)


def lockdowns_of(user: User) -> list[Lockdown]:
    """The lock-downs of the person's programmes. Costs nothing while there is none."""
    closed = reach_of(user).locked_down
    if not closed:
        return []
    people = ("programme", "started_by", "proposed_by", "first_person", "second_person")
    return list(Lockdown.objects.current().filter(programme__in=closed).select_related(*people))


def has_reopened(user: User) -> bool:
    """Was the person one of the two of a lock-down that has ended?"""
    return Lockdown.objects.exclude(reopened_at=None).filter(Q(first_person=user) | Q(second_person=user)).exists()


def languages_of(user: User) -> list[str]:
    """The languages that this person can choose, the usual one first: those of the programme (see `programme_of`)."""
    known = [code for code, _name in settings.LANGUAGES]
    return [code for code in reach_of(user).languages if code in known] or known


def language_of(user: User, wanted: str = "") -> str:
    """What this person reads: `wanted`, or their own language, where the programme has it; else its usual one."""
    offered = languages_of(user)
    return next((code for code in (wanted, user.language) if code in offered), offered[0])


def is_barred(user: User) -> bool:
    """Is a programme of the person locked down, without the person being one of the two who may still log in?

    Somebody who works in two programmes is barred from both: their passphrase and their phone are the same.
    """
    return any(user.pk not in lockdown.people_ids for lockdown in lockdowns_of(user))


def programme_of(user: User) -> Programme | None:
    """The programme in which the person works; the first by code where there are several."""
    return (
        Programme.objects.filter(memberships__in=Membership.objects.current().filter(user=user))
        .order_by("code")
        .first()
    )


def programme_for(user: User, permission: Permission) -> Programme | None:
    """The programme in which a role of the whole programme gives this permission; the first by code of several."""
    held = [programme for role, programme in reach_of(user).programme_roles if permission in ROLE_PERMISSIONS[role]]
    return Programme.objects.filter(pk__in=held).order_by("code").first()
