"""Members: adding people, suspending them, and whom mentors look after."""

import re
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from documenters.models import AuditEvent, Membership, Organisation, Programme, User
from documenters.permissions import Role
from react_cases.models import Case
from react_cases.workflow import Status
from tests.factories.cases import make_case
from tests.factories.people import OrganisationFactory, ProgrammeFactory, make_documenter, make_mentor, signed_in

PASSPHRASE = re.compile(r"\b[a-z]+(?:-[a-z]+){4}\b")


@pytest.fixture
def administrator(client: Client, aida: User) -> Client:
    """The client of Aida."""
    return signed_in(client, aida)


def new_person(**fields: Any) -> dict[str, Any]:
    return {"display_name": "Gulnara", "username": "gulnara", "language": "ky", "role": "donor", **fields}


def add(client: Client, **fields: Any) -> HttpResponse:
    return client.post(reverse("member_add"), new_person(**fields))


def act(client: Client, name: str, user: User, **fields: Any) -> HttpResponse:
    return client.post(reverse(name, args=[user.pk]), fields)


def said(answer: HttpResponse) -> str:
    return " ".join(str(message) for message in get_messages(answer.wsgi_request))


def is_signed_in(client: Client) -> bool:
    return client.get(reverse("password_change")).status_code == 200


@pytest.mark.parametrize("who", ["amina", "bilal", "dara", "chen", "emil"])
def test_only_administrators(client: Client, aida: User, request: pytest.FixtureRequest, who: str) -> None:
    signed_in(client, request.getfixturevalue(who))
    assert client.get(reverse("member_list")).status_code == 404
    assert client.get(reverse("member_add")).status_code == 404
    assert add(client).status_code == 404
    for name in ("member_suspend", "member_reinstate", "mentor_assign", "mentor_release"):
        assert act(client, name, aida).status_code == 404
    aida.refresh_from_db()
    assert aida.is_active


def test_everybody_of_the_programme_is_listed(
    administrator: Client, amina: User, bilal: User, organisation_a: Organisation, organisation_b: Organisation
) -> None:
    stranger = make_documenter(OrganisationFactory(programme=ProgrammeFactory()), "stranger")
    rows = {row.user.username: row for row in administrator.get(reverse("member_list")).context["rows"]}
    assert stranger.username not in rows
    assert set(rows) == {"aida", "amina", "bilal", "dara"}
    assert (rows["bilal"].mentored, rows["bilal"].assignable) == ([organisation_a], [organisation_b])
    assert rows["aida"].is_self


def test_the_list_costs_the_same_for_many(
    administrator: Client, organisation_a: Organisation, django_assert_max_num_queries: Any
) -> None:
    for _ in range(6):
        make_documenter(organisation_a)
        make_mentor(organisation_a)
    with django_assert_max_num_queries(16):
        administrator.get(reverse("member_list"))


def test_the_list_has_pages(administrator: Client, organisation_a: Organisation) -> None:
    for _ in range(51):
        make_documenter(organisation_a)
    assert len(administrator.get(reverse("member_list")).context["rows"]) == 50
    assert len(administrator.get(reverse("member_list"), {"page": 2}).context["rows"]) == 2


def test_a_documenter_is_added_to_an_organisation(administrator: Client, organisation_a: Organisation) -> None:
    answer = add(administrator, role="documenter", organisation=organisation_a.pk, mentored=[organisation_a.pk])
    assert answer.status_code == 200
    membership = Membership.objects.get(user__username="gulnara")
    assert (membership.role, membership.organisation) == (Role.DOCUMENTER, organisation_a)
    assert membership.user.language == "ky"
    assert not membership.user.mentor_assignments.exists()
    assert AuditEvent.objects.get(action="member.added").object_id == membership.user.pk


def test_a_mentor_is_added_with_organisations(
    administrator: Client, organisation_a: Organisation, organisation_b: Organisation
) -> None:
    chosen = [organisation_a.pk, organisation_b.pk]
    assert add(administrator, role="mentor", organisation=organisation_a.pk, mentored=chosen).status_code == 200
    user = User.objects.get(username="gulnara")
    assert user.memberships.get().organisation is None
    assert sorted(row.organisation_id for row in user.mentor_assignments.all()) == chosen
    assert AuditEvent.objects.filter(action="mentor.assigned").count() == 2


def test_the_passphrase_is_shown_once_and_opens_the_account(administrator: Client) -> None:
    answer = add(administrator)
    passphrase = answer.context["passphrase"]
    assert PASSPHRASE.fullmatch(passphrase)
    assert answer.content.decode().count(passphrase) == 1
    assert answer["Cache-Control"] == "no-store"
    assert passphrase not in str(dict(administrator.session))
    assert passphrase not in administrator.get(reverse("member_list")).content.decode()
    user = User.objects.get(username="gulnara")
    assert passphrase not in user.password
    assert Client().login(username="gulnara", password=passphrase)
    # Loading the answer again sends the form again: the name is taken, nothing is shown.
    assert "passphrase" not in add(administrator).context


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"username": ""}, "username"),
        ({"username": "two words"}, "username"),
        ({"username": "x" * 61}, "username"),
        ({"username": "AIDA"}, "username"),
        ({"display_name": ""}, "display_name"),
        ({"display_name": "a\u202eb"}, "display_name"),
        ({"display_name": "a\x07b"}, "display_name"),
        ({"role": "king"}, "role"),
        ({"role": ""}, "role"),
        ({"language": "xx"}, "language"),
        ({"role": "documenter"}, "organisation"),
        ({"role": "documenter", "organisation": "999999"}, "organisation"),
        ({"role": "mentor", "mentored": ["999999"]}, "mentored"),
    ],
)
def test_bad_answers_are_refused_beside_the_field_and_kept(
    administrator: Client, fields: dict[str, Any], field: str
) -> None:
    answer = add(administrator, **fields)
    assert answer.status_code == 200
    form = answer.context["form"]
    assert list(form.errors) == [field]
    assert form["display_name"].value() == new_person(**fields)["display_name"]
    assert not AuditEvent.objects.filter(action="member.added").exists()


def test_organisations_of_another_programme_are_no_choice(administrator: Client) -> None:
    elsewhere = OrganisationFactory(programme=ProgrammeFactory())
    answer = add(administrator, role="documenter", organisation=elsewhere.pk)
    assert list(answer.context["form"].errors) == ["organisation"]


def test_a_suspended_person_is_logged_out_with_the_next_request(administrator: Client, amina: User) -> None:
    theirs = signed_in(Client(), amina)
    assert is_signed_in(theirs)
    act(administrator, "member_suspend", amina)
    assert theirs.get(reverse("case_list"))["Location"].startswith(reverse("login"))
    assert AuditEvent.objects.get(action="member.suspended").object_id == amina.pk
    act(administrator, "member_reinstate", amina)
    assert is_signed_in(signed_in(Client(), amina))
    assert AuditEvent.objects.get(action="member.reinstated").object_id == amina.pk


def test_nobody_suspends_themselves(administrator: Client, aida: User) -> None:
    answer = act(administrator, "member_suspend", aida)
    assert answer.status_code == 302
    assert said(answer)
    aida.refresh_from_db()
    assert aida.is_active
    assert not AuditEvent.objects.filter(action="member.suspended").exists()
    page = administrator.get(reverse("member_list")).content.decode()
    assert reverse("member_suspend", args=[aida.pk]) not in page


def test_people_of_another_programme_are_not_found(administrator: Client) -> None:
    stranger = make_documenter(OrganisationFactory(programme=ProgrammeFactory()))
    for name in ("member_suspend", "member_reinstate", "mentor_assign", "mentor_release"):
        assert act(administrator, name, stranger).status_code == 404


def test_a_mentor_is_assigned_and_released(
    administrator: Client, bilal: User, chen: User, organisation_b: Organisation
) -> None:
    case = make_case(chen, Status.SUBMITTED)
    assert not Case.objects.visible_to(bilal).filter(pk=case.pk).exists()
    act(administrator, "mentor_assign", bilal, organisation=organisation_b.pk)
    assert Case.objects.visible_to(User.objects.get(pk=bilal.pk)).filter(pk=case.pk).exists()
    act(administrator, "mentor_release", bilal, organisation=organisation_b.pk)
    assert not Case.objects.visible_to(User.objects.get(pk=bilal.pk)).filter(pk=case.pk).exists()
    logged = AuditEvent.objects.filter(object_id=bilal.pk, organisation=organisation_b).values_list("action", flat=True)
    assert list(logged.order_by("pk")) == ["mentor.assigned", "mentor.released"]


@pytest.mark.parametrize("organisation", ["", "x", "999999"])
def test_unknown_organisations_are_not_found(administrator: Client, bilal: User, organisation: str) -> None:
    assert act(administrator, "mentor_assign", bilal, organisation=organisation).status_code == 404


def test_only_mentors_look_after_organisations(
    administrator: Client, amina: User, organisation_b: Organisation
) -> None:
    assert act(administrator, "mentor_assign", amina, organisation=organisation_b.pk).status_code == 404
    assert not amina.mentor_assignments.exists()


def test_changes_are_made_by_post_only(administrator: Client, bilal: User) -> None:
    for name in ("member_suspend", "member_reinstate", "mentor_assign", "mentor_release"):
        assert administrator.get(reverse(name, args=[bilal.pk])).status_code == 405


@pytest.mark.parametrize(
    "name",
    ["case_detail", "response_add", "readiness_add", "case_close", "consent_list", "comment_add"],
)
def test_the_administrator_sees_no_case(administrator: Client, amina: User, programme: Programme, name: str) -> None:
    case = make_case(amina, Status.APPROVED)
    answer = administrator.get(reverse(name, args=[case.public_id]))
    assert answer.status_code == 404
    assert case.code not in answer.content.decode()


def test_an_organisation_is_added_once(client: Client, aida: User, programme: Programme) -> None:
    signed_in(client, aida)
    address = reverse("organisation_add")
    assert client.get(address).status_code == 200
    assert client.post(address, {"name": " Новая   организация "}).status_code == 302
    assert programme.organisations.filter(name="Новая организация").count() == 1
    twin = client.post(address, {"name": "новая организация"})
    assert twin.status_code == 200
    assert twin.context["form"]["name"].errors
    assert 'value="новая организация"' in twin.content.decode()


@pytest.mark.parametrize("name", ["amina", "bilal", "dara", "chen", "emil"])
def test_only_administrators_add_organisations(request: pytest.FixtureRequest, client: Client, name: str) -> None:
    signed_in(client, request.getfixturevalue(name))
    assert client.get(reverse("organisation_add")).status_code == 404
    assert client.post(reverse("organisation_add"), {"name": "Новая"}).status_code == 404
