"""The pages on which a person changes place or leaves."""

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from documenters.access import reach_of
from documenters.models import Organisation, RoleProposal, User
from documenters.permissions import Role
from react_cases.models import Case
from react_cases.workflow import Status
from tests.factories.cases import make_case
from tests.factories.people import OrganisationFactory, ProgrammeFactory, give_role, make_documenter, signed_in

PAGES = ("member_change", "member_leave")


@pytest.fixture
def administrator(client: Client, aida: User) -> Client:
    """The client of Aida."""
    return signed_in(client, aida)


@pytest.fixture
def coordinator(dara: User) -> Client:
    """The client of Dara."""
    return signed_in(Client(), dara)


@pytest.fixture
def colleague(organisation_a: Organisation) -> User:
    """A second documenter of organisation A."""
    return make_documenter(organisation_a, "gulnara")


def fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


def send(client: Client, name: str, user: User, **fields: Any) -> HttpResponse:
    return client.post(reverse(name, args=[user.public_id]), fields)


@pytest.mark.parametrize("who", ["amina", "bilal", "chen", "emil"])
@pytest.mark.parametrize("name", PAGES)
def test_only_managers(client: Client, request: pytest.FixtureRequest, colleague: User, who: str, name: str) -> None:
    signed_in(client, request.getfixturevalue(who))
    assert client.get(reverse(name, args=[colleague.public_id])).status_code == 404
    assert send(client, name, colleague, role="donor").status_code == 404
    assert fresh(colleague).is_active


def test_a_documenter_leaves_and_a_colleague_takes_over(
    coordinator: Client, amina: User, colleague: User, chen: User
) -> None:
    client = coordinator
    draft = make_case(amina, Status.DRAFT)
    theirs = signed_in(Client(), amina)
    assert theirs.get(reverse("queue")).status_code == 200
    page = client.get(reverse("member_leave", args=[amina.public_id]))
    choices = [str(value) for value, _ in page.context["form"].fields["heir"].choices]
    assert choices == [str(colleague.public_id), "nobody"]
    refused = send(client, "member_leave", amina)
    assert list(refused.context["form"].errors) == ["heir"]
    assert send(client, "member_leave", amina, heir=str(chen.public_id)).status_code == 200
    assert fresh(amina).is_active
    assert send(client, "member_leave", amina, heir=str(colleague.public_id)).status_code == 302
    assert Case.objects.visible_to(fresh(colleague)).filter(pk=draft.pk).exists()
    assert theirs.get(reverse("queue"))["Location"].startswith(reverse("account_login"))
    assert client.get(reverse("member_detail", args=[amina.public_id])).status_code == 200


def test_whoever_has_no_cases_is_asked_about_none(administrator: Client, amina: User, emil: User) -> None:
    for user in (amina, emil):
        page = administrator.get(reverse("member_leave", args=[user.public_id]))
        assert "heir" not in page.context["form"].fields
        assert send(administrator, "member_leave", user).status_code == 302
        assert not fresh(user).is_active


def test_cases_that_the_colleague_reviewed_are_counted(
    coordinator: Client, amina: User, bilal: User, organisation_a: Organisation
) -> None:
    give_role(bilal, Role.DOCUMENTER, organisation_a.programme, organisation_a)
    make_case(amina, Status.VALIDATED, mentor=bilal)
    answer = send(coordinator, "member_leave", amina, heir=str(bilal.public_id))
    assert [message.level_tag for message in get_messages(answer.wsgi_request)] == ["warning", "success"]


def test_the_last_coordinator_is_told_why(administrator: Client, dara: User) -> None:
    answer = send(administrator, "member_leave", dara)
    assert answer.status_code == 200
    assert answer.context["form"].non_field_errors()
    answer = send(administrator, "member_change", dara, role="donor")
    assert answer.context["form"].non_field_errors()
    assert reach_of(fresh(dara)).roles == {Role.COORDINATOR}


def test_the_form_shows_what_the_person_has(
    administrator: Client, bilal: User, organisation_a: Organisation, amina: User
) -> None:
    form = administrator.get(reverse("member_change", args=[bilal.public_id])).context["form"]
    assert (form["role"].value(), form["looks_after"].value()) == ("mentor", [organisation_a.pk])
    form = administrator.get(reverse("member_change", args=[amina.public_id])).context["form"]
    assert (form["role"].value(), form["organisation"].value()) == ("documenter", organisation_a.pk)


def test_a_documenter_moves(
    coordinator: Client, amina: User, colleague: User, organisation_a: Organisation, organisation_b: Organisation
) -> None:
    case = make_case(amina, Status.DRAFT)
    moved = {"role": "documenter", "organisation": organisation_b.pk}
    assert list(send(coordinator, "member_change", amina, **moved).context["form"].errors) == ["heir"]
    stays = {"role": "documenter", "organisation": organisation_a.pk, "heir": str(colleague.public_id)}
    assert send(coordinator, "member_change", amina, **stays).status_code == 302
    assert Case.objects.visible_to(fresh(amina)).filter(pk=case.pk).exists()
    answer = send(coordinator, "member_change", amina, **moved, heir=str(colleague.public_id))
    assert answer["Location"] == reverse("member_detail", args=[amina.public_id])
    assert reach_of(fresh(amina)).documenter_of == {organisation_b.pk}
    assert not Case.objects.visible_to(fresh(amina)).exists()
    assert Case.objects.visible_to(fresh(colleague)).filter(pk=case.pk).exists()


def test_what_an_administrator_leaves_open_a_coordinator_hands_over(
    administrator: Client, coordinator: Client, amina: User, colleague: User
) -> None:
    draft = make_case(amina, Status.DRAFT)
    page = administrator.get(reverse("member_leave", args=[amina.public_id]))
    assert page.context["is_for_coordinator"] == 1
    assert "heir" not in page.context["form"].fields
    assert send(administrator, "member_leave", amina, heir=str(colleague.public_id)).status_code == 302
    assert not Case.objects.visible_to(fresh(colleague)).exists()
    address = reverse("member_hand_over", args=[amina.public_id])
    assert address in coordinator.get(reverse("member_detail", args=[amina.public_id])).content.decode()
    assert address not in administrator.get(reverse("member_detail", args=[amina.public_id])).content.decode()
    assert coordinator.get(address).status_code == 200
    assert list(send(coordinator, "member_hand_over", amina, heir="nobody").context["form"].errors) == ["heir"]
    assert send(coordinator, "member_hand_over", amina, heir=str(colleague.public_id)).status_code == 302
    assert Case.objects.visible_to(fresh(colleague)).filter(pk=draft.pk).exists()
    assert coordinator.get(address)["Location"] == reverse("member_detail", args=[amina.public_id])


@pytest.mark.parametrize("who", ["amina", "bilal", "emil", "aida"])
def test_only_coordinators_hand_over_afterwards(
    client: Client, request: pytest.FixtureRequest, chen: User, who: str
) -> None:
    make_case(chen, Status.DRAFT)
    signed_in(client, request.getfixturevalue(who))
    assert client.get(reverse("member_hand_over", args=[chen.public_id])).status_code == 404
    assert send(client, "member_hand_over", chen, heir="x").status_code == 404


def test_nothing_is_handed_over_of_strangers_of_oneself_or_of_those_who_record_no_cases(
    coordinator: Client, dara: User, bilal: User
) -> None:
    stranger = make_documenter(OrganisationFactory(programme=ProgrammeFactory()))
    for user in (stranger, dara, bilal):
        assert coordinator.get(reverse("member_hand_over", args=[user.public_id])).status_code == 404


def test_s10_a_mentor_is_proposed_by_one_manager_and_confirmed_by_another(
    administrator: Client, emil: User, dara: User, organisation_a: Organisation
) -> None:
    fields = {"role": "mentor", "looks_after": [organisation_a.pk]}
    assert send(administrator, "member_change", emil, **fields).status_code == 302
    assert RoleProposal.objects.get().role == Role.MENTOR
    assert reach_of(fresh(emil)).roles == {Role.DONOR}
    assert send(signed_in(Client(), dara), "member_change", emil, **fields).status_code == 302
    assert RoleProposal.objects.get(decided_at=None).proposed_by == dara
    assert reach_of(fresh(emil)).roles == {Role.DONOR}
    administrator.post(reverse("proposal_confirm", args=[RoleProposal.objects.get(decided_at=None).public_id]))
    assert reach_of(fresh(emil)).mentor_of == {organisation_a.pk}


def test_s10_the_only_manager_is_told_that_nobody_confirmed(
    coordinator: Client, emil: User, organisation_a: Organisation
) -> None:
    answer = send(coordinator, "member_change", emil, role="mentor", looks_after=[organisation_a.pk])
    assert [message.level_tag for message in get_messages(answer.wsgi_request)] == ["success", "info"]
    assert reach_of(fresh(emil)).mentor_of == {organisation_a.pk}


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"role": "king"}, "role"),
        ({"role": "documenter"}, "organisation"),
        ({"role": "documenter", "organisation": "foreign"}, "organisation"),
        ({"role": "mentor", "looks_after": ["foreign"]}, "looks_after"),
    ],
)
def test_bad_answers_are_refused_beside_the_field(
    administrator: Client, emil: User, fields: dict[str, Any], field: str
) -> None:
    foreign = OrganisationFactory(programme=ProgrammeFactory()).pk
    fields = {
        name: [foreign if item == "foreign" else item for item in value]
        if isinstance(value, list)
        else (foreign if value == "foreign" else value)
        for name, value in fields.items()
    }
    answer = send(administrator, "member_change", emil, **fields)
    assert list(answer.context["form"].errors) == [field]
    assert reach_of(fresh(emil)).roles == {Role.DONOR}
