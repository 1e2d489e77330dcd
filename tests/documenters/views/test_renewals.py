"""A forgotten passphrase: the button, the sheet, the page behind the link, and the login afterwards."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import Settings

from documenters.actions.members import member_suspend
from documenters.actions.renewals import renewal_make
from documenters.models import AuditEvent, Invitation, Programme, User
from documenters.vault.passphrases import words
from react_cases.workflow import Status
from tests.documenters.views.test_invitations import ACCEPT, PASSPHRASE, opened, without_time
from tests.factories.cases import make_case
from tests.factories.people import PASSWORD, signed_in
from tests.factories.second_factor import code_of, give_app

CHOSEN = {"passphrase": PASSPHRASE, "again": PASSPHRASE}


@pytest.fixture(autouse=True)
def english(settings: Settings) -> None:
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def coordinator(client: Client, dara: User) -> Client:
    """The client of Dara."""
    return signed_in(client, dara)


def renew(client: Client, user: User) -> HttpResponse:
    return client.post(reverse("renewal_add", args=[user.public_id]))


def link_of(client: Client, user: User) -> str:
    return "".join(renew(client, user).context["groups"])


def page_of(client: Client, user: User) -> str:
    return client.get(reverse("member_detail", args=[user.public_id])).content.decode()


def login(username: str, password: str) -> tuple[Client, HttpResponse]:
    client = Client()
    return client, client.post(reverse("account_login"), {"username": username, "password": password})


def said(answer: HttpResponse) -> str:
    return " ".join(str(message) for message in get_messages(answer.wsgi_request))


def test_the_link_is_shown_once_on_a_sheet_that_names_nobody(coordinator: Client, amina: User) -> None:
    answer = renew(coordinator, amina)
    page = answer.content.decode()
    code = "".join(answer.context["groups"])
    assert len(code) == 68
    assert answer["Cache-Control"] == "no-store"
    assert "Amina" in page
    sheet = re.search(r'<section class="sheet".*?</section>', page, re.DOTALL)[0]
    for name in ("Amina", "amina", "Organisation A", "Dara", "React"):
        assert name not in sheet
    for name in ("member_list", "member_detail"):
        arguments = [amina.public_id] if name == "member_detail" else []
        assert code not in coordinator.get(reverse(name, args=arguments)).content.decode()
    listed = coordinator.get(reverse("member_list"))
    assert [row.invitation.renews for row in listed.context["invitations"]] == [amina]
    assert reverse("invitation_revoke", args=[Invitation.objects.get().public_id]) in listed.content.decode()


def test_the_page_behind_the_link_sets_the_passphrase_and_leads_to_the_login(coordinator: Client, amina: User) -> None:
    theirs = opened(link_of(coordinator, amina))
    page = theirs.get(reverse(ACCEPT))
    assert page.templates[0].name == "documenters/renewal_accept.html"
    for name in ("Amina", "amina", "Organisation A"):
        assert name not in page.content.decode()
    answer = theirs.post(reverse(ACCEPT), CHOSEN)
    assert answer["Location"] == reverse("account_login")
    assert "_auth_user_id" not in theirs.session
    assert "new passphrase" in said(theirs.get(reverse("account_login")))
    assert login("amina", PASSWORD)[1].status_code == 200
    assert login("amina", PASSPHRASE)[1].status_code == 302


def test_s18_a_password_reset_opens_nothing_by_itself_the_second_factor_is_kept(
    coordinator: Client, amina: User, settings: Any
) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    give_app(amina)
    give_app(User.objects.get(username="dara"))
    case = make_case(amina, Status.DRAFT)
    before = signed_in(Client(), amina)
    theirs = opened(link_of(coordinator, amina))
    theirs.post(reverse(ACCEPT), CHOSEN)
    holder, answer = login("amina", PASSPHRASE)
    assert answer["Location"].startswith(reverse("mfa_authenticate"))
    address = reverse("case_detail", args=[case.public_id])
    for nobody in (theirs, holder, before):
        assert nobody.get(address)["Location"].startswith(reverse("account_login"))
        assert "_auth_user_id" not in nobody.session
    assert holder.post(reverse("mfa_authenticate"), {"code": "000000"}).status_code == 200
    assert "_auth_user_id" not in holder.session
    assert holder.post(reverse("mfa_authenticate"), {"code": code_of()}).status_code == 302
    assert holder.get(address).status_code == 200


def test_s18_without_a_second_factor_an_administrator_alone_opens_nothing(
    client: Client, amina: User, aida: User
) -> None:
    signed_in(client, aida)
    assert reverse("renewal_add", args=[amina.public_id]) not in page_of(client, amina)
    answer = renew(client, amina)
    assert answer["Location"] == reverse("member_detail", args=[amina.public_id])
    assert "A coordinator makes it" in said(answer)
    assert not Invitation.objects.exists()
    event = AuditEvent.objects.get(action="member.renewal_refused")
    assert (event.actor, event.object_id, event.reason) == (aida, amina.pk, "link_takes_coordinator")


def test_s18_one_manager_does_not_take_both_away(coordinator: Client, amina: User, chen: User) -> None:
    give_app(amina)
    link_of(coordinator, amina)
    reset = reverse("member_second_factor_reset", args=[amina.public_id])
    assert reset not in page_of(coordinator, amina)
    assert "For 7 days another" in said(coordinator.post(reset))
    assert AuditEvent.objects.get(action="second_factor.reset_refused").reason == "link_by_you"
    coordinator.post(reverse("member_second_factor_reset", args=[chen.public_id]))
    assert reverse("renewal_add", args=[chen.public_id]) not in page_of(coordinator, chen)
    assert "less than 7 days ago" in said(renew(coordinator, chen))
    assert Invitation.objects.filter(renews=chen).count() == 0


def test_the_person_page_says_who_made_the_last_link(
    client: Client, programme: Programme, amina: User, aida: User, nurlan: User
) -> None:
    renewal_make(amina, programme, by=nurlan)
    page = page_of(signed_in(client, aida), amina)
    assert "Nurlan" in page
    assert "Not used yet" in page


def test_s16_unknown_used_revoked_expired_and_suspended_links_answer_alike(
    coordinator: Client, programme: Programme, amina: User, bilal: User, chen: User, emil: User, dara: User
) -> None:
    used, revoked, suspended, expired = (link_of(coordinator, person) for person in (amina, bilal, chen, emil))
    late = opened(used)
    assert opened(used).post(reverse(ACCEPT), CHOSEN).status_code == 302
    coordinator.post(reverse("invitation_revoke", args=[Invitation.objects.get(renews=bilal).public_id]))
    member_suspend(chen, programme, by=dara)
    answers = [without_time(late.get(reverse(ACCEPT))), without_time(late.post(reverse(ACCEPT), CHOSEN))]
    typed = []

    def ask(code: str) -> None:
        answers.append(without_time(Client().get(reverse("invitation_open", args=[code]))))
        status, text, headers = without_time(Client().post(reverse("invitation_enter"), {"code": code}))
        typed.append((status, text.replace(f">\n{code}</textarea>", "></textarea>"), headers))

    for code in (used, revoked, suspended, "0" * 68):
        ask(code)
    with time_machine.travel(timezone.now() + timedelta(hours=73), tick=False):
        ask(expired)
    assert answers[0][0] == typed[0][0] == 404
    assert all(other == answers[0] for other in answers)
    assert all(other == typed[0] for other in typed)
    bilal.refresh_from_db()
    assert bilal.check_password(PASSWORD)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"passphrase": "short", "again": "short"}, "passphrase"),
        ({"passphrase": ""}, "passphrase"),
        ({"again": "something else entirely"}, "again"),
        ({"again": ""}, "again"),
    ],
)
def test_bad_answers_use_nothing_up_and_keep_the_offer(
    coordinator: Client, amina: User, fields: dict[str, str], field: str
) -> None:
    theirs = opened(link_of(coordinator, amina))
    offered = theirs.get(reverse(ACCEPT)).context["offered"]
    answer = theirs.post(reverse(ACCEPT), {**CHOSEN, "offered": offered, **fields})
    assert list(answer.context["form"].errors) == [field]
    assert answer.context["offered"] == offered
    assert PASSPHRASE not in answer.content.decode()
    assert Invitation.objects.get().is_open


def test_another_passphrase_is_offered(coordinator: Client, amina: User) -> None:
    theirs = opened(link_of(coordinator, amina))
    answer = theirs.post(reverse(ACCEPT), {**CHOSEN, "offer": "ky"})
    assert set(answer.context["offered"].split()) <= set(words("ky"))
    assert Invitation.objects.get().is_open


def test_somebody_who_is_logged_in_uses_nothing_up(coordinator: Client, amina: User, chen: User) -> None:
    code = link_of(coordinator, amina)
    theirs = signed_in(Client(), chen)
    theirs.get(reverse("invitation_open", args=[code]))
    for answer in (theirs.get(reverse(ACCEPT)), theirs.post(reverse(ACCEPT), CHOSEN)):
        assert "documenters/invitation_accept_other.html" in [page.name for page in answer.templates]
    assert Invitation.objects.get().is_open


def test_a_suspended_person_gets_none(coordinator: Client, programme: Programme, amina: User, dara: User) -> None:
    member_suspend(amina, programme, by=dara)
    assert reverse("renewal_add", args=[amina.public_id]) not in page_of(coordinator, amina)
    assert renew(coordinator, amina).status_code == 404


def test_an_administrator_is_told_who_reinstates_a_mentor(
    client: Client, programme: Programme, bilal: User, aida: User, dara: User
) -> None:
    member_suspend(bilal, programme, by=dara)
    address = reverse("member_reinstate", args=[bilal.public_id])
    assert address not in page_of(signed_in(client, aida), bilal)
    assert "a coordinator reinstates" in said(client.post(address))
    bilal.refresh_from_db()
    assert not bilal.is_active
    assert address in page_of(signed_in(Client(), dara), bilal)
