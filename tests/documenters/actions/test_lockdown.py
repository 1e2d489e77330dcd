"""Closing a programme to everybody, and opening it again by two people."""

import datetime

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from documenters.access import forget_reach, is_barred, lockdowns_of
from documenters.actions.lockdown import (
    LockedDown,
    NotLockedDown,
    lockdown_candidates,
    lockdown_confirm,
    lockdown_people_set,
    lockdown_propose,
    lockdown_start,
    lockdown_withdraw,
)
from documenters.models import AuditEvent, Invitation, Lockdown, LockdownReason, Membership, Programme, User
from documenters.permissions import Role
from tests.factories.people import ProgrammeFactory, UserFactory, give_role, make_coordinator, make_documenter

DRILL = LockdownReason.DRILL
NOW = timezone.now()


@pytest.fixture
def lockdown(programme: Programme, dara: User, nurlan: User, aida: User) -> Lockdown:
    """Started by Dara; Nurlan and Aida may log in."""
    return lockdown_start(programme, reason=DRILL, people=[nurlan, aida], by=dara).lockdown


def generation(user: User) -> int:
    user.refresh_from_db()
    return user.session_generation


def fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


def test_start_ends_the_sessions_of_everybody_in_the_programme(
    programme: Programme, amina: User, bilal: User, dara: User, emil: User, aida: User, nurlan: User
) -> None:
    people = [amina, bilal, dara, emil, aida, nurlan]
    before = [generation(user) for user in people]
    closed = lockdown_start(programme, reason=DRILL, people=[dara, aida], by=dara)
    assert closed.people == len(people)
    assert [generation(user) for user in people] == [number + 1 for number in before]


def test_members_of_other_programmes_and_former_members_are_not_concerned(
    programme: Programme, lockdown: Lockdown, nurlan: User
) -> None:
    lockdown.reopened_at = None
    stranger = make_coordinator(ProgrammeFactory())
    former = UserFactory()
    give_role(former, Role.DONOR, programme)
    Membership.objects.filter(user=former).update(ended_at=timezone.now() - datetime.timedelta(days=1))
    for user in (stranger, former):
        assert lockdowns_of(fresh(user)) == []
        assert not is_barred(fresh(user))


def test_all_but_the_two_are_barred(
    lockdown: Lockdown, amina: User, bilal: User, chen: User, dara: User, emil: User, nurlan: User, aida: User
) -> None:
    assert [is_barred(fresh(user)) for user in (amina, bilal, chen, dara, emil)] == [True] * 5
    assert [is_barred(fresh(user)) for user in (nurlan, aida)] == [False, False]


def test_somebody_of_two_programmes_is_barred_from_both(lockdown: Lockdown, emil: User) -> None:
    give_role(emil, Role.DONOR, ProgrammeFactory())
    assert is_barred(fresh(emil))


def test_start_revokes_open_invitations_of_the_programme_alone(
    programme: Programme, dara: User, nurlan: User, aida: User
) -> None:
    now = timezone.now()
    made = [
        Invitation.objects.create(
            programme=place,
            role=Role.DONOR,
            token_digest=bytes([number]) * 32,
            made_at=now,
            expires_at=now + datetime.timedelta(hours=1),
        )
        for number, place in enumerate([programme, programme, ProgrammeFactory()])
    ]
    closed = lockdown_start(programme, reason=DRILL, people=[nurlan, aida], by=dara)
    assert closed.invitations == 2
    assert list(Invitation.objects.open()) == [made[2]]
    assert Invitation.objects.get(pk=made[0].pk).revoked_by == dara


def test_start_drops_what_is_cached(programme: Programme, dara: User, aida: User) -> None:
    cache.set("x", 1)
    lockdown_start(programme, reason=DRILL, people=[dara, aida], by=dara)
    assert cache.get("x") is None


def test_start_is_in_the_log_with_who_and_why(lockdown: Lockdown, programme: Programme, dara: User) -> None:
    event = AuditEvent.objects.get(action="programme.locked_down")
    assert (event.actor, event.programme, event.reason) == (dara, programme, "drill")


def test_start_by_the_operator_names_nobody(programme: Programme, dara: User, aida: User) -> None:
    lockdown = lockdown_start(programme, reason=DRILL, people=[dara, aida], by=None).lockdown
    assert lockdown.started_by is None
    assert AuditEvent.objects.get(action="programme.locked_down").actor is None


def test_there_is_one_at_a_time(lockdown: Lockdown, programme: Programme, dara: User, aida: User) -> None:
    with pytest.raises(LockedDown):
        lockdown_start(programme, reason=DRILL, people=[dara, aida], by=dara)
    assert Lockdown.objects.count() == 1


@pytest.mark.parametrize("name", ["amina", "bilal", "emil", "aida"])
def test_only_coordinators_start(
    request: pytest.FixtureRequest, programme: Programme, dara: User, nurlan: User, name: str
) -> None:
    with pytest.raises(PermissionDenied):
        lockdown_start(programme, reason=DRILL, people=[dara, nurlan], by=request.getfixturevalue(name))
    assert not Lockdown.objects.exists()


def test_a_coordinator_of_another_programme_does_not(programme: Programme, dara: User, aida: User) -> None:
    with pytest.raises(PermissionDenied):
        lockdown_start(programme, reason=DRILL, people=[dara, aida], by=make_coordinator(ProgrammeFactory()))


@pytest.mark.parametrize("names", [["dara", "dara"], ["dara", "amina"], ["dara", "emil"], ["dara"], []])
def test_two_different_people_who_may_be_named(
    request: pytest.FixtureRequest, programme: Programme, dara: User, amina: User, emil: User, names: list[str]
) -> None:
    people = [request.getfixturevalue(name) for name in names]
    with pytest.raises(PermissionDenied):
        lockdown_start(programme, reason=DRILL, people=people, by=dara)
    assert not Lockdown.objects.exists()


def test_candidates(
    programme: Programme, amina: User, bilal: User, chen: User, dara: User, emil: User, aida: User
) -> None:
    suspended = make_coordinator(programme)
    User.objects.filter(pk=suspended.pk).update(is_active=False)
    assert set(lockdown_candidates(programme)) == {bilal, dara, aida}


def test_two_reopen(lockdown: Lockdown, nurlan: User, aida: User, amina: User) -> None:
    lockdown_propose(lockdown, by=nurlan)
    assert is_barred(fresh(amina))
    lockdown_confirm(lockdown, by=aida)
    lockdown.refresh_from_db()
    assert (lockdown.proposed_by, lockdown.reopened_by) == (nurlan, aida)
    assert not is_barred(fresh(amina))
    actions = AuditEvent.objects.order_by("pk").values_list("action", "actor__username")
    assert list(actions)[-2:] == [("programme.reopening_proposed", "nurlan"), ("programme.reopened", "aida")]


def test_the_same_person_twice_is_refused(lockdown: Lockdown, nurlan: User) -> None:
    lockdown_propose(lockdown, by=nurlan)
    with pytest.raises(PermissionDenied):
        lockdown_confirm(lockdown, by=nurlan)
    lockdown.refresh_from_db()
    assert lockdown.reopened_at is None


def test_without_a_proposal_nobody_confirms_or_withdraws(lockdown: Lockdown, nurlan: User) -> None:
    for step in (lockdown_confirm, lockdown_withdraw):
        with pytest.raises(NotLockedDown):
            step(lockdown, by=nurlan)


def test_nobody_proposes_over_a_proposal(lockdown: Lockdown, nurlan: User, aida: User) -> None:
    lockdown_propose(lockdown, by=nurlan)
    with pytest.raises(NotLockedDown):
        lockdown_propose(lockdown, by=aida)


@pytest.mark.parametrize("name", ["nurlan", "aida"])
def test_a_proposal_is_withdrawn_or_refused(
    request: pytest.FixtureRequest, lockdown: Lockdown, nurlan: User, aida: User, name: str
) -> None:
    lockdown_propose(lockdown, by=nurlan)
    lockdown_withdraw(lockdown, by=request.getfixturevalue(name))
    with pytest.raises(NotLockedDown):
        lockdown_confirm(lockdown, by=aida)
    assert AuditEvent.objects.filter(action="programme.reopening_withdrawn").count() == 1


@pytest.mark.parametrize("step", [lockdown_propose, lockdown_withdraw, lockdown_confirm])
@pytest.mark.parametrize("name", ["dara", "amina", "bilal"])
def test_nobody_else_reopens_not_even_who_started(
    request: pytest.FixtureRequest, lockdown: Lockdown, nurlan: User, step: object, name: str
) -> None:
    lockdown_propose(lockdown, by=nurlan)
    with pytest.raises(PermissionDenied):
        step(lockdown, by=request.getfixturevalue(name))  # type: ignore[operator]


def test_what_is_reopened_stays_so(lockdown: Lockdown, nurlan: User, aida: User) -> None:
    lockdown_propose(lockdown, by=nurlan)
    lockdown_confirm(lockdown, by=aida)
    for step in (lockdown_propose, lockdown_withdraw, lockdown_confirm):
        with pytest.raises(NotLockedDown):
            step(lockdown, by=aida)


@pytest.mark.parametrize(
    "wrong",
    [
        {"reopened_at": NOW},
        {"proposed_at": NOW},
        {"first_person": "nurlan"},
        {"proposed_by": "dara", "proposed_at": NOW},
        {
            "proposed_by": "nurlan",
            "proposed_at": NOW,
            "reopened_by": "nurlan",
            "reopened_at": NOW,
        },
        {"proposed_by": "nurlan", "proposed_at": NOW, "reopened_by": "dara", "reopened_at": NOW},
        {"reason": "boredom"},
        {"started_by": "nurlan"},
    ],
)
def test_the_database_holds_to_it_too(
    request: pytest.FixtureRequest, lockdown: Lockdown, wrong: dict[str, object]
) -> None:
    people = {"first_person", "proposed_by", "reopened_by", "started_by"}
    values = {name: request.getfixturevalue(str(value)) if name in people else value for name, value in wrong.items()}
    with pytest.raises(IntegrityError), transaction.atomic():
        Lockdown.objects.filter(pk=lockdown.pk).update(**values)


def test_no_lockdown_is_deleted(lockdown: Lockdown) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        lockdown.delete()


def test_the_pair_of_peace_time(programme: Programme, dara: User, aida: User, bilal: User) -> None:
    lockdown_people_set(programme, [aida, bilal], by=dara)
    assert set(programme.lockdown_people.all()) == {aida, bilal}
    assert AuditEvent.objects.filter(action="programme.lockdown_people_named", actor=dara).exists()
    with pytest.raises(PermissionDenied):
        lockdown_people_set(programme, [aida, aida], by=dara)


def test_during_a_lockdown_only_the_operator_names_others_and_a_proposal_is_void(
    programme: Programme, lockdown: Lockdown, dara: User, bilal: User, nurlan: User, aida: User
) -> None:
    lockdown_propose(lockdown, by=nurlan)
    forget_reach(dara)
    with pytest.raises(LockedDown), transaction.atomic():
        lockdown_people_set(programme, [dara, bilal], by=dara)
    before = generation(nurlan)
    lockdown_people_set(programme, [dara, bilal], by=None)
    lockdown.refresh_from_db()
    assert lockdown.people_ids == {dara.pk, bilal.pk}
    assert lockdown.proposed_by is None
    assert generation(nurlan) == before + 1
    assert is_barred(fresh(nurlan))


def test_asking_costs_nothing_while_all_is_open(
    programme: Programme, amina: User, django_assert_num_queries: object
) -> None:
    make_documenter(programme.organisations.first() or amina.memberships.get().organisation)  # type: ignore[arg-type]
    user = fresh(amina)
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert lockdowns_of(user) == []
        assert not is_barred(user)
