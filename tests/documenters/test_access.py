"""Who reaches what: memberships, assignments, suspension, several roles, several programmes."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from documenters.access import Reach, forget_reach, has_permission, programme_of, reach_of, require_permission
from documenters.models import Membership, MentorAssignment, Organisation, Programme, User
from documenters.permissions import Permission, Role
from tests.factories.people import (
    OrganisationFactory,
    ProgrammeFactory,
    UserFactory,
    give_role,
    make_coordinator,
    make_mentor,
)


def fresh(user: User) -> User:
    """The person as the next request meets them."""
    return User.objects.get(pk=user.pk)


def test_documenter_reaches_the_own_organisation(amina: User, organisation_a: Organisation) -> None:
    reach = reach_of(amina)
    assert reach.documenter_of == {organisation_a.pk}
    assert reach.mentor_of == frozenset()
    assert reach.programme_roles == frozenset()
    assert reach.roles == {Role.DOCUMENTER}


def test_mentor_reaches_the_assigned_organisations(bilal: User, organisation_a: Organisation) -> None:
    reach = reach_of(bilal)
    assert reach.mentor_of == {organisation_a.pk}
    assert reach.documenter_of == frozenset()
    assert reach.programme_roles == frozenset()


@pytest.mark.parametrize(
    ("name", "role"), [("dara", Role.COORDINATOR), ("emil", Role.DONOR), ("aida", Role.ADMINISTRATOR)]
)
def test_roles_in_the_programme(
    request: pytest.FixtureRequest, programme: Programme, organisation_a: Organisation, name: str, role: Role
) -> None:
    reach = reach_of(request.getfixturevalue(name))
    assert reach.programme_roles == {(role, programme.pk)}
    assert reach.programmes_as(role) == {programme.pk}
    assert not any(reach.programmes_as(other) for other in set(Role) - {role})
    assert reach.documenter_of == reach.mentor_of == frozenset()


def test_suspended_person_reaches_nothing(amina: User) -> None:
    User.objects.filter(pk=amina.pk).update(is_active=False)
    reach = reach_of(fresh(amina))
    assert reach == Reach(frozenset(), frozenset(), frozenset(), frozenset())
    assert not has_permission(fresh(amina), Permission.CASE_CREATE)


def test_unsaved_person_reaches_nothing(db: None) -> None:
    assert reach_of(User(username="nobody")).roles == frozenset()
    assert not AnonymousUser().is_authenticated


def test_ended_membership_gives_nothing(dara: User) -> None:
    Membership.objects.filter(user=dara).update(ended_at=timezone.now() - datetime.timedelta(seconds=1))
    assert reach_of(fresh(dara)).roles == frozenset()


def test_membership_that_ends_later_counts_until_then(dara: User) -> None:
    Membership.objects.filter(user=dara).update(ended_at=timezone.now() + datetime.timedelta(days=1))
    assert reach_of(fresh(dara)).roles == {Role.COORDINATOR}


def test_mentor_released_from_an_organisation(bilal: User, organisation_b: Organisation) -> None:
    MentorAssignment.objects.create(mentor=bilal, organisation=organisation_b)
    MentorAssignment.objects.exclude(organisation=organisation_b).update(ended_at=timezone.now())
    assert reach_of(fresh(bilal)).mentor_of == {organisation_b.pk}


def test_assignment_without_the_role_gives_nothing(organisation_a: Organisation) -> None:
    user = UserFactory()
    MentorAssignment.objects.create(mentor=user, organisation=organisation_a)
    assert reach_of(user).mentor_of == frozenset()


def test_assignment_in_another_programme_gives_nothing(bilal: User, organisation_a: Organisation) -> None:
    MentorAssignment.objects.create(mentor=bilal, organisation=OrganisationFactory())
    assert reach_of(fresh(bilal)).mentor_of == {organisation_a.pk}


def test_several_roles_add_up(amina: User, organisation_a: Organisation, organisation_b: Organisation) -> None:
    give_role(amina, Role.MENTOR, organisation_b.programme)
    MentorAssignment.objects.create(mentor=amina, organisation=organisation_b)
    amina = fresh(amina)
    assert reach_of(amina).roles == {Role.DOCUMENTER, Role.MENTOR}
    assert has_permission(amina, Permission.CASE_EDIT, organisation=organisation_a)
    assert not has_permission(amina, Permission.CASE_EDIT, organisation=organisation_b)
    assert has_permission(amina, Permission.CASE_VALIDATE, organisation=organisation_b)
    assert not has_permission(amina, Permission.CASE_VALIDATE, organisation=organisation_a)


def test_permission_somewhere_is_not_permission_here(chen: User, organisation_a: Organisation) -> None:
    assert has_permission(chen, Permission.CASE_CREATE)
    assert not has_permission(chen, Permission.CASE_CREATE, organisation=organisation_a)
    assert not has_permission(chen, Permission.CASE_CREATE, programme=organisation_a.programme)


def test_coordinator_of_one_programme_is_nobody_in_another(dara: User, organisation_a: Organisation) -> None:
    elsewhere = OrganisationFactory()
    assert has_permission(dara, Permission.CASE_APPROVE, organisation=organisation_a)
    assert has_permission(dara, Permission.CASE_APPROVE, programme=organisation_a.programme)
    assert not has_permission(dara, Permission.CASE_APPROVE, organisation=elsewhere)
    assert not has_permission(dara, Permission.CASE_APPROVE, programme=elsewhere.programme)


def test_coordinator_does_not_record_cases(dara: User, organisation_a: Organisation) -> None:
    assert not has_permission(dara, Permission.CASE_CREATE, organisation=organisation_a)


def test_require_permission_raises(amina: User, organisation_a: Organisation) -> None:
    require_permission(amina, Permission.CASE_CREATE, organisation=organisation_a)
    with pytest.raises(PermissionDenied):
        require_permission(amina, Permission.CASE_APPROVE, organisation=organisation_a)


def test_reach_is_read_once_and_can_be_forgotten(
    amina: User, organisation_b: Organisation, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    amina = fresh(amina)
    with django_assert_num_queries(1):
        reach_of(amina)
        has_permission(amina, Permission.CASE_CREATE)
    give_role(amina, Role.DOCUMENTER, organisation_b.programme, organisation_b)
    assert organisation_b.pk not in reach_of(amina).documenter_of
    forget_reach(amina)
    forget_reach(amina)
    assert organisation_b.pk in reach_of(amina).documenter_of


def test_programme_of_is_the_one_worked_in(amina: User, programme: Programme) -> None:
    assert programme_of(amina) == programme
    Membership.objects.filter(user=amina).update(ended_at=timezone.now())
    assert programme_of(amina) is None
    assert programme_of(UserFactory()) is None


def test_programme_of_is_the_first_of_several(dara: User, programme: Programme) -> None:
    first = ProgrammeFactory(code="AA")
    give_role(dara, Role.COORDINATOR, first)
    assert programme_of(dara) == first


def test_mentor_of_two_organisations(organisation_a: Organisation, organisation_b: Organisation) -> None:
    mentor = make_mentor(organisation_a, organisation_b)
    assert reach_of(mentor).mentor_of == {organisation_a.pk, organisation_b.pk}


def test_coordinator_elsewhere_reaches_that_programme_only(programme: Programme) -> None:
    elsewhere = ProgrammeFactory()
    assert reach_of(make_coordinator(elsewhere)).programmes_as(Role.COORDINATOR) == {elsewhere.pk}
