"""Every write about people: who they are, what they may do, where."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from documenters.access import forget_reach, require_permission
from documenters.audit import record
from documenters.models import Membership, MentorAssignment, Organisation, Programme, User
from documenters.permissions import Permission, Role


@transaction.atomic
def password_change(user: User, password: str, *, by: User) -> None:
    """Set a person's own new password."""
    user.set_password(password)
    user.save(update_fields=["password"])
    record("member.password_changed", user, by=by)


@transaction.atomic
def member_add(
    programme: Programme,
    *,
    username: str,
    display_name: str,
    password: str,
    role: Role,
    organisation: Organisation | None,
    by: User,
    language: str = "ru",
    mentored: Iterable[Organisation] = (),
) -> Membership:
    """Make a person with one role. The password is handed over once and changed by the person.

    `mentored` are organisations that a mentor looks after from the start.
    """
    require_permission(by, Permission.MEMBER_MANAGE, programme=programme)
    looked_after = {place for place in (organisation, *mentored) if place is not None and role == Role.MENTOR}
    if any(place.programme_id != programme.pk for place in {organisation, *looked_after} if place is not None):
        raise PermissionDenied("organisation_of_another_programme")
    user = User.objects.create_user(username, password, display_name=display_name, language=language)
    membership = Membership.objects.create(user=user, programme=programme, organisation=organisation, role=role)
    record("member.added", user, by=by, programme=programme, organisation=organisation, fields=["role"])
    for place in sorted(looked_after, key=lambda place: place.pk):
        mentor_assign(user, place, by=by)
    return membership


@transaction.atomic
def administrator_add(programme: Programme, *, username: str, password: str) -> Membership:
    """Make an administrator by the operator's command: on an empty system there is nobody yet who could."""
    user = User.objects.create_user(username, password, display_name=username)
    membership = Membership.objects.create(user=user, programme=programme, role=Role.ADMINISTRATOR)
    record("member.added", user, by=None, programme=programme, fields=["role"])
    return membership


@transaction.atomic
def member_suspend(user: User, programme: Programme, *, by: User) -> None:
    """Nobody logs in with this account until it is reinstated; open sessions end with their next request.

    Nobody suspends themselves: so the last administrator stays.
    """
    _require_member(user, programme, by)
    if user.pk == by.pk:
        raise PermissionDenied("own_account")
    user.is_active = False
    user.save(update_fields=["is_active"])
    forget_reach(user)
    record("member.suspended", user, by=by, programme=programme)


@transaction.atomic
def member_reinstate(user: User, programme: Programme, *, by: User) -> None:
    """The account may be used again, with the roles it had."""
    _require_member(user, programme, by)
    user.is_active = True
    user.save(update_fields=["is_active"])
    forget_reach(user)
    record("member.reinstated", user, by=by, programme=programme)


@transaction.atomic
def mentor_assign(mentor: User, organisation: Organisation, *, by: User) -> MentorAssignment:
    """Let a mentor look after an organisation's cases."""
    _require_member(mentor, organisation.programme, by, role=Role.MENTOR)
    assignment, _ = MentorAssignment.objects.get_or_create(mentor=mentor, organisation=organisation, ended_at=None)
    forget_reach(mentor)
    record("mentor.assigned", mentor, by=by, programme=organisation.programme, organisation=organisation)
    return assignment


@transaction.atomic
def mentor_release(mentor: User, organisation: Organisation, *, by: User) -> None:
    """End a mentor's assignment; the mentor sees none of the organisation's cases any more."""
    require_permission(by, Permission.MEMBER_MANAGE, programme=organisation.programme)
    MentorAssignment.objects.filter(mentor=mentor, organisation=organisation, ended_at=None).update(
        ended_at=timezone.now()
    )
    forget_reach(mentor)
    record("mentor.released", mentor, by=by, programme=organisation.programme, organisation=organisation)


def _require_member(user: User, programme: Programme, by: User, *, role: Role | None = None) -> None:
    """Raise unless `by` manages the programme's members and the person is one of them, in this role if one is named."""
    require_permission(by, Permission.MEMBER_MANAGE, programme=programme)
    held = programme.memberships.filter(user=user, ended_at=None)
    if role is not None:
        held = held.filter(role=role)
    if not held.exists():
        raise PermissionDenied("not_a_member")
