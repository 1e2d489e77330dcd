"""Members: who is listed, one person's page, and what can be done about an account."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from documenters.actions.invitations import invitation_make
from documenters.actions.members import member_change, member_leave, member_suspend
from documenters.models import AuditEvent, Organisation, Programme, User
from documenters.permissions import Role
from react_cases.workflow import Status
from tests.factories.cases import make_case
from tests.factories.people import OrganisationFactory, ProgrammeFactory, make_documenter, make_mentor, signed_in

POSTED = ("member_suspend", "member_reinstate", "member_sessions_end", "member_second_factor_reset", "renewal_add")
NOWHERE = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def administrator(client: Client, aida: User) -> Client:
    """The client of Aida."""
    return signed_in(client, aida)


def act(client: Client, name: str, user: User, **fields: Any) -> HttpResponse:
    return client.post(reverse(name, args=[user.public_id]), fields)


def said(answer: HttpResponse) -> str:
    return " ".join(str(message) for message in get_messages(answer.wsgi_request))


def is_signed_in(client: Client) -> bool:
    return client.get(reverse("account_change_password")).status_code == 200


def usernames(answer: HttpResponse) -> list[str]:
    return [row.user.username for row in answer.context["rows"]]


@pytest.mark.parametrize("who", ["amina", "bilal", "chen", "emil"])
def test_members_are_for_administrators_and_coordinators(
    client: Client, aida: User, request: pytest.FixtureRequest, who: str
) -> None:
    signed_in(client, request.getfixturevalue(who))
    for name in ("member_list", "organisation_add"):
        assert client.get(reverse(name)).status_code == 404
        assert client.post(reverse(name), {"name": "Aida"}).status_code == 404
    assert client.get(reverse("member_detail", args=[aida.public_id])).status_code == 404
    for name in POSTED:
        assert act(client, name, aida).status_code == 404
    aida.refresh_from_db()
    assert aida.is_active


@pytest.mark.parametrize("who", ["aida", "dara"])
def test_everybody_of_the_programme_is_listed(
    client: Client, request: pytest.FixtureRequest, amina: User, aida: User, who: str
) -> None:
    stranger = make_documenter(OrganisationFactory(programme=ProgrammeFactory()), "stranger")
    signed_in(client, request.getfixturevalue(who))
    answer = client.get(reverse("member_list"))
    assert set(usernames(answer)) == {"amina", "bilal", "dara", "aida"}
    assert stranger.username not in answer.content.decode()


def test_pages_name_people_by_opaque_ids(administrator: Client, amina: User) -> None:
    page = administrator.get(reverse("member_list")).content.decode()
    assert f"/members/{amina.public_id}/" in page
    assert not re.search(r"/members/\d+/", page)


def test_the_list_takes_as_many_queries_for_many_as_for_few(
    administrator: Client, organisation_a: Organisation, amina: User
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert administrator.get(reverse("member_list")).status_code == 200
        return len(captured)

    queries()
    few = queries()
    for number in range(12):
        make_mentor(organisation_a, username=f"mentor{number}")
    assert queries() == few


def test_pages_of_fifty(administrator: Client, organisation_a: Organisation) -> None:
    for number in range(51):
        make_documenter(organisation_a, f"person{number}")
    assert len(administrator.get(reverse("member_list")).context["rows"]) == 50
    assert len(administrator.get(reverse("member_list"), {"page": 2}).context["rows"]) == 2
    found = administrator.post(reverse("member_list"), {"name": "person"})
    assert len(found.context["rows"]) == 51


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"name": "AMI"}, {"amina"}),
        ({"role": "mentor"}, {"bilal"}),
        ({"organisation": "A"}, {"amina", "bilal"}),
        ({"organisation": "B"}, {"chen"}),
        ({"state": "suspended"}, {"chen"}),
        ({"state": "active"}, {"aida", "amina", "bilal", "dara"}),
        ({"state": "left"}, {"emil"}),
        ({"role": "documenter", "state": "active"}, {"amina"}),
        ({"name": "nobody"}, set()),
    ],
)
def test_people_are_found_by_name_role_organisation_and_state(
    administrator: Client,
    programme: Programme,
    aida: User,
    amina: User,
    chen: User,
    emil: User,
    organisation_a: Organisation,
    organisation_b: Organisation,
    fields: dict[str, Any],
    found: set[str],
) -> None:
    member_suspend(chen, programme, by=aida)
    member_leave(emil, programme, by=aida)
    places = {"A": organisation_a.pk, "B": organisation_b.pk}
    if "organisation" in fields:
        fields = {**fields, "organisation": places[fields["organisation"]]}
    answer = administrator.post(reverse("member_list"), fields)
    assert set(usernames(answer)) == found
    if "name" in fields:
        assert f'value="{fields["name"]}"' in answer.content.decode()


def test_open_invitations_are_listed_with_the_time_left(
    administrator: Client, programme: Programme, aida: User
) -> None:
    nothing = {"organisation": None, "looks_after": ()}
    with time_machine.travel(timezone.now() - timedelta(hours=62), tick=False):
        invitation = invitation_make(programme, role=Role.DONOR, by=aida, **nothing).invitation
    with time_machine.travel(timezone.now() - timedelta(hours=80), tick=False):
        invitation_make(programme, role=Role.DONOR, by=aida, **nothing)
    rows = administrator.get(reverse("member_list")).context["invitations"]
    assert [(row.invitation, row.hours_left) for row in rows] == [(invitation, 9)]


@pytest.mark.parametrize("who", ["aida", "dara"])
def test_a_person_has_a_page(client: Client, request: pytest.FixtureRequest, amina: User, who: str) -> None:
    signed_in(client, request.getfixturevalue(who))
    page = client.get(reverse("member_detail", args=[amina.public_id])).content.decode()
    assert "Organisation A" in page
    for name in (
        "member_suspend",
        "member_sessions_end",
        "member_second_factor_reset",
        "member_leave",
        "member_change",
    ):
        assert reverse(name, args=[amina.public_id]) in page


def test_nobody_is_offered_to_change_themselves(administrator: Client, aida: User, dara: User) -> None:
    page = administrator.get(reverse("member_detail", args=[aida.public_id])).content.decode()
    for name in (*POSTED, "member_change", "member_leave"):
        assert reverse(name, args=[aida.public_id]) not in page
    for name in ("member_suspend", "member_sessions_end"):
        assert said(act(administrator, name, aida))
    for name in ("member_change", "member_leave"):
        assert administrator.get(reverse(name, args=[aida.public_id])).status_code == 404
    assert act(administrator, "member_second_factor_reset", aida).status_code == 404
    aida.refresh_from_db()
    assert aida.is_active
    assert not AuditEvent.objects.filter(object_id=aida.pk, action__startswith="member.").exists()


def test_whoever_left_has_a_page_without_buttons(
    administrator: Client, programme: Programme, emil: User, aida: User
) -> None:
    member_leave(emil, programme, by=aida)
    page = administrator.get(reverse("member_detail", args=[emil.public_id]))
    assert page.status_code == 200
    for name in (*POSTED, "member_change", "member_leave"):
        assert reverse(name, args=[emil.public_id]) not in page.content.decode()
        assert act(administrator, name, emil).status_code == 404


def test_s17_a_suspended_person_is_logged_out_with_the_next_request(administrator: Client, amina: User) -> None:
    theirs = [signed_in(Client(), amina) for _ in range(2)]
    assert all(is_signed_in(client) for client in theirs)
    assert act(administrator, "member_suspend", amina).status_code == 302
    for client in theirs:
        assert client.get(reverse("case_list"))["Location"].startswith(reverse("account_login"))
        assert client.post(reverse("case_autosave_first"), {"event": "x"}).status_code in (302, 401, 403)
    assert AuditEvent.objects.get(action="member.suspended").object_id == amina.pk
    act(administrator, "member_reinstate", amina)
    amina.refresh_from_db()
    assert not any(is_signed_in(client) for client in theirs)
    assert is_signed_in(signed_in(Client(), amina))


def test_s17_a_removal_breaks_off_a_file_under_way(
    administrator: Client, amina: User, dara: User, nurlan: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("documenters.middleware.STREAM_CHECK_SECONDS", 0.0)
    make_case(amina, Status.APPROVED)
    theirs = signed_in(Client(), dara)
    file = theirs.post(reverse("case_export"), {"purpose": "x"})
    parts = iter(file.streaming_content)
    assert next(parts)
    act(administrator, "member_suspend", dara)
    dara.refresh_from_db()
    assert not dara.is_active
    with pytest.raises(BrokenPipeError):
        list(parts)
    assert not is_signed_in(theirs)


def test_sessions_are_ended_and_the_account_stays(administrator: Client, amina: User) -> None:
    theirs = signed_in(Client(), amina)
    assert "Amina" in said(act(administrator, "member_sessions_end", amina))
    assert not is_signed_in(theirs)
    amina.refresh_from_db()
    assert is_signed_in(signed_in(Client(), amina))


def test_a_second_factor_is_reset(administrator: Client, amina: User) -> None:
    answer = act(administrator, "member_second_factor_reset", amina)
    assert "Amina" in said(answer)
    assert AuditEvent.objects.filter(action="second_factor.reset", object_id=amina.pk).exists()


def test_the_last_coordinator_is_not_suspended(administrator: Client, dara: User) -> None:
    assert said(act(administrator, "member_suspend", dara))
    dara.refresh_from_db()
    assert dara.is_active


@pytest.mark.parametrize("name", [*POSTED, "member_change", "member_leave"])
def test_people_of_another_programme_are_not_found(administrator: Client, name: str) -> None:
    stranger = make_documenter(OrganisationFactory(programme=ProgrammeFactory()))
    assert act(administrator, name, stranger).status_code == 404
    assert administrator.post(reverse(name, args=[NOWHERE])).status_code == 404
    stranger.refresh_from_db()
    assert stranger.is_active


@pytest.mark.parametrize("name", POSTED)
def test_changes_are_made_by_post_only(administrator: Client, bilal: User, name: str) -> None:
    assert administrator.get(reverse(name, args=[bilal.public_id])).status_code == 405


@pytest.mark.parametrize("name", [*POSTED, "organisation_add", "invitation_add", "member_change", "member_leave"])
def test_everything_is_asked_about_again_after_ten_minutes(
    client: Client, aida: User, amina: User, dara: User, name: str
) -> None:
    with time_machine.travel(timezone.now() - timedelta(minutes=9, seconds=50), tick=False):
        signed_in(client, aida)
        client.get(reverse("member_list"))
    with time_machine.travel(timezone.now() - timedelta(seconds=30), tick=False):
        client.get(reverse("member_list"))
    session = client.session
    session["authenticated_at"] = int(timezone.now().timestamp()) - 601
    session.save()
    arguments = [] if name in ("organisation_add", "invitation_add") else [amina.public_id]
    before = AuditEvent.objects.count()
    answer = client.post(reverse(name, args=arguments), {"name": "Новая", "role": "donor"})
    assert answer.status_code in (200, 403)
    assert 'type="password"' in answer.content.decode()
    assert AuditEvent.objects.count() == before
    amina.refresh_from_db()
    assert amina.is_active


@pytest.mark.parametrize("name", ["case_detail", "response_add", "readiness_add", "case_close", "consent_list"])
def test_the_administrator_sees_no_case(administrator: Client, amina: User, name: str) -> None:
    case = make_case(amina, Status.APPROVED)
    answer = administrator.get(reverse(name, args=[case.public_id]))
    assert answer.status_code == 404
    assert case.code not in answer.content.decode()


@pytest.mark.parametrize("who", ["aida", "dara"])
def test_an_organisation_is_added_once(
    client: Client, request: pytest.FixtureRequest, programme: Programme, who: str
) -> None:
    signed_in(client, request.getfixturevalue(who))
    address = reverse("organisation_add")
    assert client.get(address).status_code == 200
    assert client.post(address, {"name": " Новая   организация "}).status_code == 302
    assert programme.organisations.filter(name="Новая организация").count() == 1
    twin = client.post(address, {"name": "новая организация"})
    assert twin.status_code == 200
    assert twin.context["form"]["name"].errors
    assert 'value="новая организация"' in twin.content.decode()


def test_somebody_who_waits_is_shown_as_waiting(
    administrator: Client, programme: Programme, emil: User, aida: User, dara: User
) -> None:
    member_change(emil, programme, role=Role.COORDINATOR, organisation=None, looks_after=(), by=aida)
    assert administrator.get(reverse("member_list")).context["waiting"] == 1
    page = administrator.get(reverse("member_detail", args=[emil.public_id])).content.decode()
    assert page.count("notice-warning") == 1
