"""Changes of members: guarded, logged, within one programme, and effective at once."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from documenters.access import has_permission, reach_of
from documenters.actions.invitations import invitation_make
from documenters.actions.members import (
    member_change,
    member_leave,
    member_reinstate,
    member_sessions_end,
    member_suspend,
    password_change,
)
from documenters.actions.roles import LastOfRole, OwnAccount
from documenters.actions.takeover import Refusal, Refused
from documenters.models import AuditEvent, MentorAssignment, Organisation, Programme, RoleProposal, User
from documenters.permissions import Permission, Role
from tests.factories.people import (
    PASSWORD,
    OrganisationFactory,
    ProgrammeFactory,
    give_role,
    make_administrator,
    make_coordinator,
    signed_in,
)

WHO_MAY_NOT = ["amina", "bilal", "emil"]
ACTIONS = [member_suspend, member_reinstate, member_leave, member_sessions_end]


def fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


def last_event() -> AuditEvent:
    return AuditEvent.objects.latest("pk")


def change(user: User, programme: Programme, role: Role, *, by: User, **places: Any) -> RoleProposal | None:
    places = {"organisation": None, "looks_after": (), **places}
    return member_change(user, programme, role=role, by=by, **places)


@pytest.mark.parametrize("name", WHO_MAY_NOT)
@pytest.mark.parametrize("action", ACTIONS)
def test_only_administrators_and_coordinators_manage_members(
    request: pytest.FixtureRequest, programme: Programme, chen: User, name: str, action: Callable[..., None]
) -> None:
    by = request.getfixturevalue(name)
    with pytest.raises(PermissionDenied):
        action(chen, programme, by=by)
    with pytest.raises(PermissionDenied):
        change(chen, programme, Role.DONOR, by=by)
    assert fresh(chen).is_active
    assert not AuditEvent.objects.filter(actor=by).exists()


@pytest.mark.parametrize("action", ACTIONS)
def test_manager_of_another_programme_manages_nobody_here(
    programme: Programme, amina: User, action: Callable[..., None]
) -> None:
    other = ProgrammeFactory()
    for by in (make_administrator(other), make_coordinator(other)):
        for place in (programme, other):
            with pytest.raises(PermissionDenied):
                action(amina, place, by=by)
            with pytest.raises(PermissionDenied):
                change(amina, place, Role.DONOR, by=by)
    assert fresh(amina).is_active


@pytest.mark.parametrize("name", ["aida", "dara"])
@pytest.mark.parametrize("action", ACTIONS)
def test_nobody_manages_themselves(
    request: pytest.FixtureRequest, programme: Programme, nurlan: User, name: str, action: Callable[..., None]
) -> None:
    by = request.getfixturevalue(name)
    make_administrator(programme)
    with pytest.raises(OwnAccount):
        action(by, programme, by=by)
    with pytest.raises(OwnAccount):
        change(by, programme, Role.DONOR, by=by)
    assert fresh(by).is_active


@pytest.mark.parametrize("by_name", ["aida", "dara"])
def test_suspended_person_may_nothing_until_reinstated(
    request: pytest.FixtureRequest, programme: Programme, amina: User, by_name: str
) -> None:
    by = request.getfixturevalue(by_name)
    assert has_permission(amina, Permission.CASE_CREATE)
    member_suspend(amina, programme, by=by)
    assert not has_permission(amina, Permission.CASE_CREATE)
    assert not fresh(amina).is_active
    assert last_event().action == "member.suspended"
    member_reinstate(fresh(amina), programme, by=by)
    assert has_permission(fresh(amina), Permission.CASE_CREATE)
    assert last_event().action == "member.reinstated"


@pytest.mark.parametrize("name", ["bilal", "nurlan"])
def test_an_administrator_alone_reinstates_nobody_who_reads_other_peoples_cases(
    request: pytest.FixtureRequest, programme: Programme, aida: User, dara: User, name: str
) -> None:
    person = request.getfixturevalue(name)
    member_suspend(person, programme, by=dara)
    with pytest.raises(Refused) as caught:
        member_reinstate(fresh(person), programme, by=aida)
    assert caught.value.refusal == Refusal.REINSTATING_TAKES_COORDINATOR
    assert not fresh(person).is_active
    member_reinstate(fresh(person), programme, by=dara)
    assert fresh(person).is_active


def test_an_administrator_reinstates_a_mentor_as_what_reads_no_cases(
    programme: Programme, bilal: User, aida: User, dara: User
) -> None:
    member_suspend(bilal, programme, by=dara)
    change(bilal, programme, Role.DONOR, by=aida)
    member_reinstate(fresh(bilal), programme, by=aida)
    assert reach_of(fresh(bilal)).roles == {Role.DONOR}


@pytest.mark.parametrize("action", [member_suspend, member_leave, member_sessions_end])
def test_s17_every_session_of_somebody_removed_ends_at_once(
    programme: Programme, amina: User, aida: User, action: Callable[..., None]
) -> None:
    clients = [signed_in(Client(), amina) for _ in range(3)]
    assert all(client.get(reverse("queue")).status_code == 200 for client in clients)
    action(amina, programme, by=aida)
    for client in clients:
        answer = client.get(reverse("queue"))
        assert answer.status_code == 302
        assert answer["Location"].startswith(reverse("account_login"))
    assert Client().login(username=amina.username, password=PASSWORD) == (action is member_sessions_end)


def test_s17_sessions_of_before_do_not_come_back_to_life(programme: Programme, amina: User, aida: User) -> None:
    client = signed_in(Client(), amina)
    member_suspend(amina, programme, by=aida)
    member_reinstate(fresh(amina), programme, by=aida)
    assert client.get(reverse("queue")).status_code == 302
    assert signed_in(Client(), fresh(amina)).get(reverse("queue")).status_code == 200


def test_s17_whoever_left_does_nothing_through_actions_either(
    programme: Programme, bilal: User, organisation_a: Organisation, aida: User
) -> None:
    member_leave(bilal, programme, by=aida)
    gone = fresh(bilal)
    assert reach_of(gone).roles == frozenset()
    assert not gone.is_active
    assert not gone.has_usable_password()
    assert not MentorAssignment.objects.filter(mentor=gone, ended_at=None).exists()
    assert not gone.memberships.filter(ended_at=None).exists()
    assert last_event().action == "member.left"
    with pytest.raises(PermissionDenied):
        member_reinstate(gone, programme, by=aida)


def test_whoever_works_in_another_programme_too_stays_there(programme: Programme, bilal: User, aida: User) -> None:
    elsewhere = ProgrammeFactory()
    give_role(bilal, Role.MENTOR, elsewhere)
    client = signed_in(Client(), bilal)
    member_leave(bilal, programme, by=aida)
    assert fresh(bilal).is_active
    assert client.get(reverse("queue")).status_code == 302
    assert {row.programme for row in bilal.memberships.filter(ended_at=None)} == {elsewhere}


@pytest.mark.parametrize("action", [member_suspend, member_leave])
def test_the_last_coordinator_and_the_last_administrator_stay(
    programme: Programme, aida: User, dara: User, action: Callable[..., None]
) -> None:
    for user, by in ((dara, aida), (aida, dara)):
        with pytest.raises(LastOfRole):
            action(user, programme, by=by)
        with pytest.raises(LastOfRole):
            change(user, programme, Role.DONOR, by=by)
        assert fresh(user).is_active
    second = make_coordinator(programme)
    action(dara, programme, by=aida)
    with pytest.raises(LastOfRole):
        action(second, programme, by=aida)


def test_a_suspended_colleague_does_not_count_as_the_other_coordinator(
    programme: Programme, aida: User, dara: User, nurlan: User
) -> None:
    member_suspend(nurlan, programme, by=aida)
    with pytest.raises(LastOfRole):
        member_suspend(dara, programme, by=aida)


@pytest.mark.parametrize("action", [member_suspend, member_leave])
def test_open_invitations_of_somebody_removed_are_revoked(
    programme: Programme, aida: User, dara: User, action: Callable[..., None]
) -> None:
    gone = make_administrator(programme)
    nothing = {"organisation": None, "looks_after": ()}
    theirs = invitation_make(programme, role=Role.DONOR, by=gone, **nothing).invitation
    other = invitation_make(programme, role=Role.DONOR, by=aida, **nothing).invitation
    action(gone, programme, by=aida)
    theirs.refresh_from_db()
    other.refresh_from_db()
    assert (theirs.is_open, theirs.revoked_by) == (False, aida)
    assert other.is_open


def test_a_documenter_who_moves_keeps_no_sight_of_the_old_organisation(
    programme: Programme, amina: User, organisation_a: Organisation, organisation_b: Organisation, aida: User
) -> None:
    assert change(amina, programme, Role.DOCUMENTER, organisation=organisation_b, by=aida) is None
    assert reach_of(amina).documenter_of == {organisation_b.pk}
    old = amina.memberships.get(organisation=organisation_a)
    assert old.ended_at is not None
    event = last_event()
    assert (event.action, event.organisation, event.fields) == ("member.role_changed", organisation_b, ["role"])


def test_a_mentor_gets_and_loses_organisations(
    programme: Programme, bilal: User, organisation_a: Organisation, organisation_b: Organisation, dara: User
) -> None:
    began = bilal.memberships.get().started_at
    change(bilal, programme, Role.MENTOR, looks_after=[organisation_b], by=dara)
    assert reach_of(bilal).mentor_of == {organisation_b.pk}
    assert bilal.memberships.get().started_at == began
    logged = AuditEvent.objects.filter(action__startswith="mentor.").order_by("pk")
    assert [(event.action, event.organisation) for event in logged] == [
        ("mentor.released", organisation_a),
        ("mentor.assigned", organisation_b),
    ]
    change(bilal, programme, Role.MENTOR, looks_after=[organisation_a, organisation_b], by=dara)
    assert reach_of(bilal).mentor_of == {organisation_a.pk, organisation_b.pk}


def test_whoever_is_mentor_no_more_looks_after_nothing(programme: Programme, bilal: User, dara: User) -> None:
    change(bilal, programme, Role.DONOR, by=dara)
    assert reach_of(bilal).roles == {Role.DONOR}
    assert not MentorAssignment.objects.filter(mentor=bilal, ended_at=None).exists()


def test_nobody_gets_places_of_another_programme(programme: Programme, amina: User, bilal: User, dara: User) -> None:
    foreign = OrganisationFactory()
    with pytest.raises(PermissionDenied):
        change(amina, programme, Role.DOCUMENTER, organisation=foreign, by=dara)
    with pytest.raises(PermissionDenied):
        change(bilal, programme, Role.MENTOR, looks_after=[foreign], by=dara)


def test_an_administrator_who_becomes_a_donor_leaves_no_open_invitation(programme: Programme, aida: User) -> None:
    second = make_administrator(programme)
    made = invitation_make(programme, role=Role.DONOR, organisation=None, looks_after=(), by=second).invitation
    change(second, programme, Role.DONOR, by=aida)
    made.refresh_from_db()
    assert not made.is_open


def test_password_change_is_logged_without_the_password(amina: User) -> None:
    password_change(amina, "seven white cranes above", old=PASSWORD, by=amina)
    assert fresh(amina).check_password("seven white cranes above")
    event = last_event()
    assert (event.action, event.actor, event.object_id) == ("member.password_changed", amina, amina.pk)
    assert event.fields == []
