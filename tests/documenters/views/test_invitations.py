"""Inviting, the sheet of paper, opening the link, and making the account."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core import mail
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from documenters.models import AuditEvent, Invitation, Organisation, Programme, RoleProposal, User
from documenters.permissions import Role
from documenters.vault.passphrases import words
from tests.factories.people import OrganisationFactory, ProgrammeFactory, make_administrator, signed_in

PASSPHRASE = "seven white cranes above"
ACCEPT = "invitation_accept"


@pytest.fixture
def administrator(client: Client, aida: User) -> Client:
    """The client of Aida."""
    return signed_in(client, aida)


def invite(client: Client, role: str = "donor", **fields: Any) -> HttpResponse:
    return client.post(reverse("invitation_add"), {"role": role, **fields})


def code_of(client: Client, role: str = "donor", **fields: Any) -> str:
    return "".join(invite(client, role, **fields).context["groups"])


def opened(code: str) -> Client:
    client = Client()
    assert client.get(reverse("invitation_open", args=[code])).status_code == 200
    return client


def newcomer(**fields: Any) -> dict[str, Any]:
    chosen = {"username": "gulnara", "display_name": "Gulnara", "language": "ky"}
    return {**chosen, "passphrase": PASSPHRASE, "again": PASSPHRASE, **fields}


def accept(client: Client, **fields: Any) -> HttpResponse:
    return client.post(reverse(ACCEPT), newcomer(**fields))


def last_invitation() -> Invitation:
    return Invitation.objects.latest("pk")


@pytest.mark.parametrize("who", ["amina", "bilal", "chen", "emil"])
def test_only_managers_invite_and_revoke(client: Client, aida: User, request: pytest.FixtureRequest, who: str) -> None:
    code_of(signed_in(Client(), aida))
    signed_in(client, request.getfixturevalue(who))
    assert client.get(reverse("invitation_add")).status_code == 404
    assert invite(client).status_code == 404
    assert client.post(reverse("invitation_revoke", args=[last_invitation().public_id])).status_code == 404
    assert last_invitation().is_open


@pytest.mark.parametrize("who", ["aida", "dara"])
def test_the_link_is_shown_once_and_leads_to_the_account(
    client: Client, request: pytest.FixtureRequest, organisation_a: Organisation, who: str
) -> None:
    signed_in(client, request.getfixturevalue(who))
    answer = invite(client, "documenter", organisation=organisation_a.pk)
    code = "".join(answer.context["groups"])
    assert len(code) == 68
    page = answer.content.decode()
    assert "<path" in page
    assert "data:" not in page
    assert answer["Cache-Control"] == "no-store"
    assert code not in client.get(reverse("member_list")).content.decode()
    theirs = opened(code)
    answer = accept(theirs)
    assert answer["Location"] == reverse("home")
    assert answer.cookies[settings.LANGUAGE_COOKIE_NAME].value == "ky"
    user = User.objects.get(username="gulnara")
    assert theirs.get(reverse("queue")).status_code == 200
    assert theirs.session["_auth_user_id"] == str(user.pk)
    assert Client().login(username="gulnara", password=PASSPHRASE)


def test_the_sheet_names_nobody(administrator: Client, organisation_a: Organisation, aida: User) -> None:
    page = invite(administrator, "documenter", organisation=organisation_a.pk).content.decode()
    sheet = re.search(r'<section class="sheet".*?</section>', page, re.DOTALL)[0]
    for name in (organisation_a.name, "Aida", "ocument", "React"):
        assert name not in sheet
    for language in ("ru", "ky", "en"):
        assert f'<p lang="{language}">' in sheet
    assert reverse("invitation_enter") in sheet


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"role": "king"}, "role"),
        ({"role": ""}, "role"),
        ({"role": "documenter"}, "organisation"),
        ({"role": "documenter", "organisation": "999999"}, "organisation"),
        ({"role": "mentor", "looks_after": ["999999"]}, "looks_after"),
    ],
)
def test_bad_answers_are_refused_beside_the_field(administrator: Client, fields: dict[str, Any], field: str) -> None:
    answer = invite(administrator, **fields)
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    assert not Invitation.objects.exists()


def test_the_organisation_of_a_documenter_is_not_called_optional(administrator: Client) -> None:
    form = administrator.get(reverse("invitation_add")).context["form"]
    assert form.fields["organisation"].required
    again = invite(administrator, "documenter", organisation="").context["form"]
    assert again.fields["organisation"].required
    assert again.errors["organisation"] == [again.fields["organisation"].error_messages["required"]]


def test_organisations_of_another_programme_are_no_choice(administrator: Client) -> None:
    elsewhere = OrganisationFactory(programme=ProgrammeFactory())
    assert list(invite(administrator, "documenter", organisation=elsewhere.pk).context["form"].errors) == [
        "organisation"
    ]
    assert list(invite(administrator, "mentor", looks_after=[elsewhere.pk]).context["form"].errors) == ["looks_after"]


def test_invitations_of_another_programme_are_not_found(administrator: Client) -> None:
    code_of(signed_in(Client(), make_administrator(ProgrammeFactory())))
    assert administrator.post(reverse("invitation_revoke", args=[last_invitation().public_id])).status_code == 404
    assert last_invitation().is_open


def test_the_link_moves_on_to_an_address_without_the_code(administrator: Client) -> None:
    code = code_of(administrator)
    theirs = Client()
    answer = theirs.get(reverse("invitation_open", args=[code]))
    assert answer["Refresh"] == f"0; url={reverse(ACCEPT)}"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["Cache-Control"] == "no-store"
    page = answer.content.decode()
    assert '<meta name="referrer" content="no-referrer">' in page
    assert code not in page
    assert re.findall(r'<form[^>]*action="([^"]*)"', page) == [reverse("quick_exit")]
    kept = " ".join(str(session.get_decoded()) for session in Session.objects.all())
    assert code not in kept
    assert str(last_invitation().public_id) in kept


def test_the_code_can_be_typed_from_paper(administrator: Client) -> None:
    groups = invite(administrator).context["groups"]
    theirs = Client()
    assert theirs.get(reverse("invitation_enter")).status_code == 200
    assert theirs.post(reverse("invitation_enter"), {"code": ""}).context["form"].errors
    answer = theirs.post(reverse("invitation_enter"), {"code": " ".join(groups).upper()})
    assert answer["Location"] == reverse(ACCEPT)
    assert theirs.get(reverse(ACCEPT)).status_code == 200


def without_time(answer: HttpResponse) -> tuple[int, str, dict[str, str]]:
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())
    text = re.sub(r'name="next" value="[^"]*"', "", text)
    headers = {name: value for name, value in answer.headers.items() if name not in ("Expires", "Content-Length")}
    return answer.status_code, text, headers


def test_s16_unknown_used_revoked_and_expired_links_answer_alike(administrator: Client, programme: Programme) -> None:
    used, revoked, expired = (code_of(administrator) for _ in range(3))
    accept(opened(used))
    for invitation in Invitation.objects.open().order_by("pk")[:1]:
        administrator.post(reverse("invitation_revoke", args=[invitation.public_id]))
    signed_by_nobody = used[:-1] + ("2" if used[-1] != "2" else "3")
    answers, typed = [], []
    with time_machine.travel(timezone.now() + timedelta(hours=73), tick=False):
        for code in (used, revoked, expired, signed_by_nobody, "0" * 68, "x", "../../etc"):
            if "/" not in code:
                answers.append(without_time(Client().get(reverse("invitation_open", args=[code]))))
            answer = Client().post(reverse("invitation_enter"), {"code": code})
            # What was typed stands there again; nothing else tells one code from another.
            assert f">\n{code}</textarea>" in answer.content.decode()
            status, text, headers = without_time(answer)
            typed.append((status, text.replace(f">\n{code}</textarea>", "></textarea>"), headers))
        answers.append(without_time(Client().get(reverse(ACCEPT))))
        answers.append(without_time(Client().post(reverse(ACCEPT), newcomer(username="second"))))
    assert answers[0][0] == typed[0][0] == 404
    assert all(other == answers[0] for other in answers)
    assert all(other == typed[0] for other in typed)
    assert not User.objects.filter(username="second").exists()


def test_s16_an_invitation_that_closes_meanwhile_answers_the_same(administrator: Client) -> None:
    code = code_of(administrator)
    first, second = opened(code), opened(code)
    assert accept(first).status_code == 302
    late = accept(second, username="second")
    assert late.status_code == 404
    assert without_time(late)[:2] == without_time(Client().get(reverse("invitation_open", args=["0" * 68])))[:2]


def test_a_tampered_role_is_ignored(administrator: Client, organisation_b: Organisation) -> None:
    theirs = opened(code_of(administrator, "donor"))
    assert accept(theirs, role="administrator", organisation=organisation_b.pk, programme=1).status_code == 302
    (membership,) = User.objects.get(username="gulnara").memberships.all()
    assert (membership.role, membership.organisation) == (Role.DONOR, None)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"username": ""}, "username"),
        ({"username": "two words"}, "username"),
        ({"username": "x" * 61}, "username"),
        ({"username": "AIDA"}, "username"),
        ({"display_name": ""}, "display_name"),
        ({"display_name": "a\u202eb"}, "display_name"),
        ({"language": "xx"}, "language"),
        ({"passphrase": "short", "again": "short"}, "passphrase"),
        ({"passphrase": "12345678901234567", "again": "12345678901234567"}, "passphrase"),
        ({"passphrase": ""}, "passphrase"),
        ({"again": "something else entirely"}, "again"),
    ],
)
def test_bad_answers_keep_what_was_typed_and_the_offer(
    administrator: Client, fields: dict[str, Any], field: str
) -> None:
    theirs = opened(code_of(administrator))
    offered = theirs.get(reverse(ACCEPT)).context["offered"]
    answer = accept(theirs, offered=offered, **fields)
    assert answer.status_code == 200
    form = answer.context["form"]
    assert list(form.errors) == [field]
    assert form["display_name"].value() == newcomer(**fields)["display_name"]
    assert answer.context["offered"] == offered
    assert PASSPHRASE not in answer.content.decode()
    assert last_invitation().is_open


@pytest.mark.parametrize("language", ["ru", "ky", "en"])
def test_another_passphrase_is_offered_and_nothing_is_lost(administrator: Client, language: str) -> None:
    theirs = opened(code_of(administrator))
    first = theirs.get(reverse(ACCEPT)).context["offered"]
    answer = accept(theirs, offered=first, offer=language)
    assert answer.context["offered"] != first
    assert set(answer.context["offered"].split()) <= set(words(language))
    assert 'value="gulnara"' in answer.content.decode()
    assert not answer.context["form"].errors
    assert not User.objects.filter(username="gulnara").exists()


def test_an_offer_that_is_not_ours_is_not_repeated(administrator: Client) -> None:
    theirs = opened(code_of(administrator))
    answer = accept(theirs, again="", offered="<script> one two three four")
    assert "one two" not in answer.context["offered"]


def test_somebody_who_is_logged_in_uses_nothing_up(administrator: Client, amina: User) -> None:
    code = code_of(administrator)
    theirs = signed_in(Client(), amina)
    theirs.get(reverse("invitation_open", args=[code]))
    assert "documenters/invitation_accept_other.html" in [page.name for page in theirs.get(reverse(ACCEPT)).templates]
    assert accept(theirs).status_code == 200
    assert last_invitation().is_open


def test_a_mentor_invited_by_an_administrator_waits(
    administrator: Client, organisation_a: Organisation, dara: User
) -> None:
    theirs = opened(code_of(administrator, "mentor", looks_after=[organisation_a.pk]))
    accept(theirs)
    answer = theirs.get(reverse("home"))
    assert answer.context["is_waiting"]
    assert theirs.get(reverse("queue")).status_code == 404
    proposal = RoleProposal.objects.get()
    signed_in(Client(), dara).post(reverse("proposal_confirm", args=[proposal.public_id]))
    assert theirs.get(reverse("queue")).status_code == 200


def test_s10_the_only_manager_is_told_that_the_role_begins_without_a_second_person(
    client: Client, programme: Programme, organisation_a: Organisation, dara: User
) -> None:
    signed_in(client, dara)
    assert invite(client, "mentor", looks_after=[organisation_a.pk]).context["is_unconfirmed"]
    make_administrator(programme)
    assert not invite(client, "mentor", looks_after=[organisation_a.pk]).context["is_unconfirmed"]


def test_a_letter_is_sent_where_mail_is_set_up(administrator: Client, settings: Any) -> None:
    assert "email" not in administrator.get(reverse("invitation_add")).context["form"].fields
    settings.MAIL_IS_SET_UP = True
    answer = invite(administrator, email="neo@example.org", language="en")
    (sent,) = mail.outbox
    path = re.search(r"http://testserver(/join/\w{68}/)", sent.body)[1]
    assert path.split("/")[2] not in answer.content.decode()
    assert accept(opened(path.split("/")[2])).status_code == 302
    without = invite(administrator)
    assert len(without.context["groups"]) == 17
    assert len(mail.outbox) == 1


def test_a_letter_that_does_not_leave_is_said_beside_the_field(
    administrator: Client, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object, **_kwargs: object) -> None:
        raise TimeoutError

    settings.MAIL_IS_SET_UP = True
    monkeypatch.setattr("django.core.mail.EmailMessage.send", fail)
    answer = invite(administrator, email="neo@example.org", language="en")
    assert list(answer.context["form"].errors) == ["email"]
    assert 'value="neo@example.org"' in answer.content.decode()
    assert not Invitation.objects.exists()
    assert not AuditEvent.objects.filter(action="invitation.made").exists()


def test_a_revoked_invitation_says_so_once(administrator: Client) -> None:
    code_of(administrator)
    address = reverse("invitation_revoke", args=[last_invitation().public_id])
    assert administrator.get(address).status_code == 405
    assert administrator.post(address).status_code == 302
    assert administrator.post(address).status_code == 302
    assert AuditEvent.objects.filter(action="invitation.revoked").count() == 1
