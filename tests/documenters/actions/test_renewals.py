"""A forgotten passphrase: the link, what it changes and what not, and the two people it takes."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from documenters.access import reach_of
from documenters.actions.invitations import (
    InvitationClosed,
    Made,
    NameTaken,
    invitation_accept,
    invitation_found,
    invitation_opened,
    invitation_revoke,
)
from documenters.actions.lockdown import lockdown_start
from documenters.actions.members import (
    member_change,
    member_leave,
    member_reinstate,
    member_suspend,
    password_change,
)
from documenters.actions.renewals import renewal_accept, renewal_make
from documenters.actions.roles import OwnAccount
from documenters.actions.second_factor import second_factor_reset
from documenters.actions.takeover import Refusal, Refused
from documenters.models import AuditEvent, Invitation, LockdownReason, Organisation, Programme, User
from documenters.permissions import Role
from documenters.vault import links
from tests.factories.people import (
    PASSWORD,
    ProgrammeFactory,
    give_role,
    make_administrator,
    make_coordinator,
    make_documenter,
    make_donor,
    signed_in,
)
from tests.factories.second_factor import give_app, give_recovery_codes

PASSPHRASE = "seven white cranes above"
NOTHING: dict[str, Any] = {"organisation": None, "looks_after": ()}


def fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


def accept(made: Made, password: str = PASSPHRASE) -> User:
    return renewal_accept(made.invitation.public_id, password=password)


def is_open(made: Made) -> bool:
    found = {invitation_found(made.code), invitation_opened(made.invitation.public_id)}
    assert len(found) == 1
    return found == {made.invitation}


def refusal_of(action: Callable[..., object], *args: Any, by: User) -> Refusal:
    with pytest.raises(Refused) as caught, transaction.atomic():
        action(*args, by=by)
    return caught.value.refusal


@pytest.mark.parametrize("who", ["aida", "dara"])
def test_a_manager_makes_a_link_and_the_person_chooses_a_passphrase(
    request: pytest.FixtureRequest, programme: Programme, organisation_a: Organisation, amina: User, who: str
) -> None:
    by = request.getfixturevalue(who)
    give_app(amina)
    session = signed_in(Client(), amina)
    made = renewal_make(amina, programme, by=by)
    assert is_open(made)
    assert fresh(amina).check_password(PASSWORD)
    assert session.get(reverse("queue")).status_code == 200
    person = accept(made)
    assert person == amina
    assert person.check_password(PASSPHRASE)
    assert (person.username, person.display_name) == (amina.username, amina.display_name)
    assert reach_of(person).documenter_of == {organisation_a.pk}
    assert Authenticator.objects.filter(user=amina).count() == 1
    assert session.get(reverse("queue")).status_code == 302
    logged = AuditEvent.objects.filter(object_id=amina.pk, action__contains="new").order_by("pk")
    assert list(logged.values_list("action", "actor")) == [
        ("member.renewal_made", by.pk),
        ("member.passphrase_renewed", amina.pk),
    ]


@pytest.mark.parametrize("name", ["amina", "bilal", "emil", "stranger"])
def test_only_managers_of_the_programme_make_one(
    request: pytest.FixtureRequest, programme: Programme, chen: User, name: str
) -> None:
    by = make_administrator(ProgrammeFactory()) if name == "stranger" else request.getfixturevalue(name)
    with pytest.raises(PermissionDenied):
        renewal_make(chen, programme, by=by)
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("name", ["aida", "dara"])
def test_nobody_makes_one_for_themselves(request: pytest.FixtureRequest, programme: Programme, name: str) -> None:
    by = request.getfixturevalue(name)
    with pytest.raises(OwnAccount):
        renewal_make(by, programme, by=by)


def test_it_works_once_and_the_newest_only(programme: Programme, amina: User, dara: User, nurlan: User) -> None:
    first, second = renewal_make(amina, programme, by=dara), renewal_make(amina, programme, by=nurlan)
    assert not is_open(first)
    accept(second)
    for made in (first, second):
        assert not is_open(made)
        with pytest.raises(InvitationClosed):
            accept(made, "another long passphrase")
    assert fresh(amina).check_password(PASSPHRASE)


def test_it_expires_after_72_hours(programme: Programme, amina: User, dara: User) -> None:
    made = renewal_make(amina, programme, by=dara)
    with time_machine.travel(timezone.now() + timedelta(hours=71, minutes=59), tick=False):
        assert is_open(made)
    with time_machine.travel(timezone.now() + timedelta(hours=72, seconds=1), tick=False):
        assert not is_open(made)
        with pytest.raises(InvitationClosed):
            accept(made)


def test_it_is_taken_back(programme: Programme, amina: User, dara: User, aida: User) -> None:
    made = renewal_make(amina, programme, by=dara)
    invitation_revoke(made.invitation, by=aida)
    assert not is_open(made)
    event = AuditEvent.objects.latest("pk")
    assert (event.action, event.object_id) == ("member.renewal_revoked", amina.pk)


def test_whoever_remembers_the_passphrase_after_all_closes_it(programme: Programme, amina: User, dara: User) -> None:
    made = renewal_make(amina, programme, by=dara)
    password_change(amina, "another long passphrase", old=PASSWORD, by=amina)
    assert not is_open(made)


@pytest.mark.parametrize("ending", ["suspended", "left", "maker_suspended", "maker_donor"])
def test_it_ends_with_the_person_and_with_its_maker(
    programme: Programme, amina: User, dara: User, nurlan: User, ending: str
) -> None:
    made = renewal_make(amina, programme, by=nurlan)
    if ending == "suspended":
        member_suspend(amina, programme, by=dara)
    elif ending == "left":
        member_leave(amina, programme, by=dara)
    elif ending == "maker_suspended":
        member_suspend(nurlan, programme, by=dara)
    else:
        member_change(nurlan, programme, role=Role.DONOR, **NOTHING, by=dara)
    assert not is_open(made)
    with pytest.raises(InvitationClosed):
        accept(made)
    if ending == "suspended":
        member_reinstate(fresh(amina), programme, by=dara)
        assert not is_open(made)


def test_no_link_for_and_none_works_on_a_suspended_account(programme: Programme, amina: User, dara: User) -> None:
    made = renewal_make(amina, programme, by=dara)
    User.objects.filter(pk=amina.pk).update(is_active=False)
    assert not is_open(made)
    with pytest.raises(InvitationClosed):
        accept(made)
    with pytest.raises(PermissionDenied, match="suspended"):
        renewal_make(fresh(amina), programme, by=dara)


@pytest.mark.parametrize("who", ["amina", "bilal"])
def test_no_link_works_during_a_lockdown(
    request: pytest.FixtureRequest, programme: Programme, bilal: User, dara: User, nurlan: User, who: str
) -> None:
    """Not even for one of the two people who may still log in, nor one that is made meanwhile."""
    person = request.getfixturevalue(who)
    before = renewal_make(person, programme, by=dara)
    lockdown_start(programme, reason=LockdownReason.DRILL, people=[nurlan, bilal], by=dara)
    for made in (before, renewal_make(fresh(person), programme, by=fresh(nurlan))):
        assert not is_open(made)
        with pytest.raises(InvitationClosed):
            accept(made)
    assert fresh(person).check_password(PASSWORD)


def test_a_link_is_for_one_thing(programme: Programme, amina: User, dara: User) -> None:
    made = renewal_make(amina, programme, by=dara)
    with pytest.raises((InvitationClosed, NameTaken)):
        invitation_accept(made.invitation.public_id, username="x", display_name="X", language="ru", password=PASSPHRASE)
    row = {field.attname: getattr(made.invitation, field.attname) for field in Invitation._meta.concrete_fields}
    del row["id"], row["public_id"]
    for wrong in (
        {"role": Role.COORDINATOR},
        {"renews_id": None},
        {"renews_id": dara.pk},
        {"invited_by_id": None},
        {"looks_after": [1]},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Invitation.objects.create(**{**row, "token_digest": links.digest(links.new_token()), **wrong})
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        Invitation.objects.update(renews=make_donor(programme))


def test_a_row_that_somebody_planted_fits_no_link(programme: Programme, amina: User, dara: User, nurlan: User) -> None:
    made = renewal_make(amina, programme, by=dara)
    row = {field.attname: getattr(made.invitation, field.attname) for field in Invitation._meta.concrete_fields}
    del row["id"], row["public_id"]
    token = links.new_token()
    Invitation.objects.create(**{**row, "renews_id": nurlan.pk, "token_digest": links.digest(token)})
    assert invitation_found(links.link_code(token, "anything")) is None
    assert is_open(made)


def test_an_administrator_alone_opens_no_account_that_works_with_cases(
    programme: Programme, amina: User, bilal: User, dara: User, aida: User, emil: User
) -> None:
    """Without a second factor the link would be all it takes."""
    give_recovery_codes(amina)
    for person in (amina, bilal, dara):
        assert refusal_of(renewal_make, person, programme, by=aida) == Refusal.LINK_TAKES_COORDINATOR
    for person in (emil, make_administrator(programme)):
        accept(renewal_make(person, programme, by=aida))
    accept(renewal_make(amina, programme, by=dara))
    give_app(bilal)
    assert is_open(renewal_make(bilal, programme, by=aida))


def test_nor_by_the_way_round_another_role(programme: Programme, amina: User, aida: User, emil: User) -> None:
    """A documenter made a donor, and a documenter again afterwards, is still the author of the cases."""
    member_change(amina, programme, role=Role.DONOR, **NOTHING, by=aida)
    assert refusal_of(renewal_make, fresh(amina), programme, by=aida) == Refusal.LINK_TAKES_COORDINATOR
    member_change(emil, programme, role=Role.MENTOR, **NOTHING, by=aida)
    assert refusal_of(renewal_make, fresh(emil), programme, by=aida) == Refusal.LINK_TAKES_COORDINATOR


def test_nor_where_the_cases_are_another_programmes(programme: Programme, emil: User, aida: User, dara: User) -> None:
    elsewhere = ProgrammeFactory()
    give_role(emil, Role.MENTOR, elsewhere)
    make_coordinator(elsewhere)
    for by in (aida, dara):
        assert refusal_of(renewal_make, emil, programme, by=by) == Refusal.LINK_TAKES_COORDINATOR


def test_before_the_first_coordinator_an_administrator_does(
    programme: Programme, organisation_a: Organisation, aida: User
) -> None:
    assert accept(renewal_make(make_documenter(organisation_a), programme, by=aida)).check_password(PASSPHRASE)


def test_an_administrators_link_dies_when_the_second_factor_goes(programme: Programme, amina: User, aida: User) -> None:
    give_app(amina)
    made = renewal_make(amina, programme, by=aida)
    Authenticator.objects.filter(user=amina).delete()
    assert not is_open(made)
    with pytest.raises(InvitationClosed):
        accept(made)


@pytest.mark.parametrize("is_used", [True, False])
def test_the_same_manager_does_not_reset_the_second_factor_after_the_link(
    programme: Programme, amina: User, dara: User, aida: User, is_used: bool
) -> None:
    give_app(amina)
    made = renewal_make(amina, programme, by=dara)
    if is_used:
        accept(made)
    assert refusal_of(second_factor_reset, amina, by=dara) == Refusal.LINK_BY_YOU
    assert Authenticator.objects.filter(user=amina).exists()
    second_factor_reset(amina, by=aida)
    assert not Authenticator.objects.filter(user=amina).exists()


def test_the_same_manager_makes_no_link_after_the_reset(
    programme: Programme, amina: User, dara: User, nurlan: User, aida: User
) -> None:
    second_factor_reset(amina, by=dara)
    assert refusal_of(renewal_make, amina, programme, by=dara) == Refusal.RESET_BY_YOU
    assert refusal_of(renewal_make, amina, programme, by=aida) == Refusal.LINK_TAKES_COORDINATOR
    assert is_open(renewal_make(amina, programme, by=nurlan))
    with time_machine.travel(timezone.now() + timedelta(days=7, minutes=1), tick=False):
        assert is_open(renewal_make(amina, programme, by=dara))


def test_seven_days_later_the_same_manager_may(programme: Programme, amina: User, dara: User) -> None:
    give_app(amina)
    accept(renewal_make(amina, programme, by=dara))
    with time_machine.travel(timezone.now() + timedelta(days=6, hours=23), tick=False):
        assert refusal_of(second_factor_reset, amina, by=dara) == Refusal.LINK_BY_YOU
    with time_machine.travel(timezone.now() + timedelta(days=7, minutes=1), tick=False):
        second_factor_reset(amina, by=dara)


def test_a_link_that_was_taken_back_holds_nobody_up(programme: Programme, amina: User, dara: User) -> None:
    invitation_revoke(renewal_make(amina, programme, by=dara).invitation, by=dara)
    second_factor_reset(amina, by=dara)


def test_a_second_administrator_is_no_second_pair_of_eyes(
    programme: Programme, amina: User, dara: User, aida: User
) -> None:
    """An administrator makes administrators alone: the other one may be their own account."""
    other = make_administrator(programme)
    give_app(amina)
    made = renewal_make(amina, programme, by=aida)
    for by in (other, dara):
        assert refusal_of(second_factor_reset, amina, by=by) == Refusal.LINK_IS_OPEN
    accept(made)
    assert refusal_of(second_factor_reset, amina, by=other) == Refusal.RESET_TAKES_COORDINATOR
    second_factor_reset(amina, by=dara)


def test_for_accounts_that_never_read_cases_any_two_managers_do(programme: Programme, emil: User, aida: User) -> None:
    other = make_administrator(programme)
    give_app(emil)
    accept(renewal_make(emil, programme, by=aida))
    assert refusal_of(second_factor_reset, emil, by=aida) == Refusal.LINK_BY_YOU
    second_factor_reset(emil, by=other)


@pytest.fixture
def forgetful(transactional_db: None) -> tuple[Made, User]:
    """A link that is committed, as two requests at the same time see it."""
    programme = ProgrammeFactory()
    person = make_donor(programme)
    return renewal_make(person, programme, by=make_administrator(programme)), person


def test_of_two_acceptances_at_the_same_time_one_holds(forgetful: tuple[Made, User]) -> None:
    made, person = forgetful
    start, answers = threading.Barrier(2), []

    def take(password: str) -> None:
        start.wait()
        try:
            accept(made, password)
            answers.append(password)
        except InvitationClosed:
            answers.append("")
        finally:
            connection.close()

    threads = [threading.Thread(target=take, args=[word * 4]) for word in ("first ", "second ")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(bool, answers)) == [False, True]
    assert fresh(person).check_password(max(answers))
