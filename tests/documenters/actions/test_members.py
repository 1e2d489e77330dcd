"""Every write about people: guarded, logged, and within one programme."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from documenters.access import has_permission, reach_of
from documenters.actions.members import (
    member_add,
    member_reinstate,
    member_suspend,
    mentor_assign,
    mentor_release,
    password_change,
)
from documenters.models import AuditEvent, Membership, MentorAssignment, Organisation, Programme, User
from documenters.permissions import Permission, Role
from tests.factories.people import OrganisationFactory, ProgrammeFactory, make_administrator, make_documenter

WHO_MAY_NOT = ["amina", "bilal", "dara", "emil"]


def fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


def last_event() -> AuditEvent:
    return AuditEvent.objects.latest("pk")


def add(programme: Programme, by: User, role: Role, organisation: Organisation | None = None) -> Membership:
    return member_add(
        programme,
        username="gulnara",
        display_name="Gulnara",
        password="seven white cranes above",
        role=role,
        organisation=organisation,
        by=by,
        language="ky",
    )


def test_documenter_is_added_with_one_role(programme: Programme, organisation_a: Organisation, aida: User) -> None:
    membership = add(programme, aida, Role.DOCUMENTER, organisation_a)
    user = membership.user
    assert (user.username, user.display_name, user.language) == ("gulnara", "Gulnara", "ky")
    assert user.check_password("seven white cranes above")
    assert reach_of(user).documenter_of == {organisation_a.pk}
    assert reach_of(user).roles == {Role.DOCUMENTER}
    event = last_event()
    assert (event.action, event.actor, event.object_id) == ("member.added", aida, user.pk)
    assert (event.organisation, event.fields) == (organisation_a, ["role"])


def test_mentor_is_added_with_an_assignment(programme: Programme, organisation_a: Organisation, aida: User) -> None:
    assert reach_of(add(programme, aida, Role.MENTOR, organisation_a).user).mentor_of == {organisation_a.pk}


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.DONOR, Role.ADMINISTRATOR])
def test_others_are_added_to_the_programme(programme: Programme, aida: User, role: Role) -> None:
    assert reach_of(add(programme, aida, role).user).programmes_as(role) == {programme.pk}


def test_documenter_without_an_organisation_is_refused(programme: Programme, aida: User) -> None:
    with pytest.raises(IntegrityError, match="membership_documenter_has_organisation"), transaction.atomic():
        add(programme, aida, Role.DOCUMENTER)
    assert not User.objects.filter(username="gulnara").exists()


def test_nobody_is_added_to_an_organisation_of_another_programme(programme: Programme, aida: User) -> None:
    with pytest.raises(PermissionDenied):
        add(programme, aida, Role.DOCUMENTER, OrganisationFactory())
    assert not User.objects.filter(username="gulnara").exists()


@pytest.mark.parametrize("name", WHO_MAY_NOT)
def test_only_administrators_manage_members(
    request: pytest.FixtureRequest, programme: Programme, organisation_a: Organisation, chen: User, name: str
) -> None:
    by = request.getfixturevalue(name)
    for attempt in (
        lambda: add(programme, by, Role.COORDINATOR),
        lambda: member_suspend(chen, programme, by=by),
        lambda: member_reinstate(chen, programme, by=by),
        lambda: mentor_assign(chen, organisation_a, by=by),
        lambda: mentor_release(chen, organisation_a, by=by),
    ):
        with pytest.raises(PermissionDenied):
            attempt()
    assert fresh(chen).is_active
    assert not User.objects.filter(username="gulnara").exists()
    assert not AuditEvent.objects.filter(actor=by).exists()


def test_administrator_of_another_programme_manages_nobody_here(
    programme: Programme, organisation_a: Organisation, amina: User
) -> None:
    other = ProgrammeFactory()
    by = make_administrator(other)
    for attempt in (
        lambda: member_suspend(amina, programme, by=by),
        lambda: member_suspend(amina, other, by=by),
        lambda: member_reinstate(amina, other, by=by),
        lambda: mentor_assign(amina, organisation_a, by=by),
    ):
        with pytest.raises(PermissionDenied):
            attempt()
    assert fresh(amina).is_active


def test_suspended_person_may_nothing_until_reinstated(programme: Programme, amina: User, aida: User) -> None:
    assert has_permission(amina, Permission.CASE_CREATE)
    member_suspend(amina, programme, by=aida)
    assert not has_permission(amina, Permission.CASE_CREATE)
    assert not fresh(amina).is_active
    assert last_event().action == "member.suspended"
    member_reinstate(fresh(amina), programme, by=aida)
    assert has_permission(fresh(amina), Permission.CASE_CREATE)
    assert last_event().action == "member.reinstated"


def test_reinstated_person_may_at_once(programme: Programme, amina: User, aida: User) -> None:
    member_suspend(amina, programme, by=aida)
    assert not has_permission(amina, Permission.CASE_CREATE)
    member_reinstate(amina, programme, by=aida)
    assert has_permission(amina, Permission.CASE_CREATE)


def test_mentor_is_assigned_and_released(bilal: User, organisation_b: Organisation, aida: User) -> None:
    assert organisation_b.pk not in reach_of(bilal).mentor_of
    assignment = mentor_assign(bilal, organisation_b, by=aida)
    assert organisation_b.pk in reach_of(bilal).mentor_of
    assert (last_event().action, last_event().organisation) == ("mentor.assigned", organisation_b)
    mentor_release(bilal, organisation_b, by=aida)
    assert organisation_b.pk not in reach_of(bilal).mentor_of
    assert last_event().action == "mentor.released"
    assignment.refresh_from_db()
    assert assignment.ended_at is not None


def test_mentor_is_assigned_once_and_again_after_release(bilal: User, organisation_b: Organisation, aida: User) -> None:
    first = mentor_assign(bilal, organisation_b, by=aida)
    assert mentor_assign(bilal, organisation_b, by=aida) == first
    mentor_release(bilal, organisation_b, by=aida)
    assert mentor_assign(bilal, organisation_b, by=aida) != first
    assert MentorAssignment.objects.filter(mentor=bilal, organisation=organisation_b).count() == 2


def test_password_change_is_logged_without_the_password(amina: User) -> None:
    password_change(amina, "seven white cranes above", by=amina)
    assert fresh(amina).check_password("seven white cranes above")
    event = last_event()
    assert (event.action, event.actor, event.object_id, event.fields) == (
        "member.password_changed",
        amina,
        amina.pk,
        [],
    )


def test_documenters_of_two_organisations_are_kept_apart(
    organisation_a: Organisation, organisation_b: Organisation
) -> None:
    assert reach_of(make_documenter(organisation_b)).documenter_of == {organisation_b.pk}
