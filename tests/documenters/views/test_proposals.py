"""The page on which managers confirm who may read cases."""

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from documenters.access import reach_of
from documenters.actions.members import member_change
from documenters.models import Membership, Organisation, Programme, RoleProposal, User
from documenters.permissions import Role
from tests.factories.people import (
    ProgrammeFactory,
    give_role,
    make_administrator,
    make_coordinator,
    make_donor,
    signed_in,
)

DECISIONS = ("proposal_confirm", "proposal_refuse")


@pytest.fixture
def proposal(programme: Programme, emil: User, aida: User, dara: User, organisation_a: Organisation) -> RoleProposal:
    """Aida would make Emil a mentor."""
    made = member_change(emil, programme, role=Role.MENTOR, organisation=None, looks_after=[organisation_a], by=aida)
    assert made is not None
    return made


def fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


@pytest.mark.parametrize("who", ["amina", "bilal", "emil"])
def test_only_managers(client: Client, request: pytest.FixtureRequest, proposal: RoleProposal, who: str) -> None:
    signed_in(client, request.getfixturevalue(who))
    assert client.get(reverse("proposal_list")).status_code == 404
    for name in DECISIONS:
        assert client.post(reverse(name, args=[proposal.public_id])).status_code == 404
    proposal.refresh_from_db()
    assert proposal.decided_at is None


@pytest.mark.parametrize("name", DECISIONS)
def test_s10_an_administrator_finds_nothing_that_an_administrator_proposed(
    client: Client, programme: Programme, proposal: RoleProposal, name: str
) -> None:
    signed_in(client, make_administrator(programme))
    assert client.get(reverse("proposal_list")).context["rows"] == []
    assert client.get(reverse("member_list")).context["to_confirm"] == 0
    assert client.post(reverse(name, args=[proposal.public_id])).status_code == 404
    proposal.refresh_from_db()
    assert proposal.decided_at is None


@pytest.mark.parametrize("name", DECISIONS)
def test_s10_an_administrator_decides_what_a_coordinator_proposed(
    client: Client, programme: Programme, emil: User, aida: User, dara: User, name: str
) -> None:
    proposal = member_change(emil, programme, role=Role.MENTOR, organisation=None, looks_after=(), by=dara)
    signed_in(client, aida)
    assert reverse("proposal_list") in client.get(reverse("member_list")).content.decode()
    address = reverse(name, args=[proposal.public_id])
    assert (
        reverse("proposal_confirm", args=[proposal.public_id]) in client.get(reverse("proposal_list")).content.decode()
    )
    client.post(address)
    assert reach_of(fresh(emil)).roles == {Role.MENTOR if name == "proposal_confirm" else Role.DONOR}


def test_s10_an_accomplice_gets_no_button_and_confirms_nothing(
    client: Client, programme: Programme, emil: User, aida: User, dara: User
) -> None:
    accomplice = make_donor(programme)
    for person, role in ((accomplice, Role.ADMINISTRATOR), (emil, Role.MENTOR)):
        proposal = member_change(person, programme, role=role, organisation=None, looks_after=(), by=dara)
    signed_in(client, fresh(accomplice))
    address = reverse("proposal_confirm", args=[proposal.public_id])
    page = client.get(reverse("proposal_list"))
    assert len(page.context["rows"]) == 1
    assert address not in page.content.decode()
    client.post(address)
    assert reach_of(fresh(emil)).roles == {Role.DONOR}


@pytest.mark.parametrize("name", DECISIONS)
def test_a_coordinator_decides(
    client: Client, proposal: RoleProposal, dara: User, emil: User, organisation_a: Organisation, name: str
) -> None:
    signed_in(client, dara)
    page = client.get(reverse("proposal_list")).content.decode()
    assert "Emil" in page
    assert organisation_a.name in page
    assert client.post(reverse(name, args=[proposal.public_id])).status_code == 302
    assert reach_of(fresh(emil)).roles == {Role.MENTOR if name == "proposal_confirm" else Role.DONOR}
    assert "Emil" not in client.get(reverse("proposal_list")).context["rows"].__repr__()
    again = client.post(reverse(name, args=[proposal.public_id]))
    assert [message.level_tag for message in get_messages(again.wsgi_request)][-1] == "error"


@pytest.mark.parametrize("name", DECISIONS)
def test_coordinators_of_another_programme_do_not_find_it(client: Client, proposal: RoleProposal, name: str) -> None:
    signed_in(client, make_coordinator(ProgrammeFactory()))
    assert client.post(reverse(name, args=[proposal.public_id])).status_code == 404


def test_a_coordinator_does_not_confirm_what_they_proposed_as_administrator(
    client: Client, programme: Programme, emil: User, dara: User
) -> None:
    both = make_administrator(programme)
    proposal = member_change(emil, programme, role=Role.MENTOR, organisation=None, looks_after=(), by=both)
    give_role(both, Role.COORDINATOR, programme)
    signed_in(client, both)
    assert (
        reverse("proposal_confirm", args=[proposal.public_id])
        not in client.get(reverse("proposal_list")).content.decode()
    )
    client.post(reverse("proposal_confirm", args=[proposal.public_id]))
    assert not Membership.objects.filter(user=emil, role=Role.MENTOR).exists()


@pytest.mark.parametrize("name", DECISIONS)
def test_decisions_are_posted(client: Client, proposal: RoleProposal, dara: User, name: str) -> None:
    assert signed_in(client, dara).get(reverse(name, args=[proposal.public_id])).status_code == 405


def test_the_list_takes_as_many_queries_for_many_as_for_few(
    client: Client, programme: Programme, aida: User, dara: User, django_assert_max_num_queries: Any
) -> None:
    for number in range(5):
        person = make_administrator(programme, f"person{number}")
        member_change(person, programme, role=Role.COORDINATOR, organisation=None, looks_after=(), by=aida)
    signed_in(client, dara)
    with django_assert_max_num_queries(17):
        assert len(client.get(reverse("proposal_list")).context["rows"]) == 5
