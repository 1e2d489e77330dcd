"""Advocacy on the pages: from the filtered list to a letter, its reply, its documents; who sees what."""

import datetime
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import Settings

from documenters.models import User
from react_cases.actions import advocacy as actions
from react_cases.actions import advocacy_cases
from react_cases.actions.advocacy import TEXT, TITLE
from react_cases.actions.papers import paper_open
from react_cases.actions.responses import consent_withdraw
from react_cases.actions.review import CommentData, case_reopen
from react_cases.actions.sealing import OpenReason
from react_cases.models import AdvocacyAction, Case
from react_cases.models.choices import CommentField, ConsentPurpose
from tests.factories.advocacy import TEXT as SAID
from tests.factories.advocacy import TITLE as NAMED
from tests.factories.advocacy import add_file, make_action
from tests.factories.cases import make_case
from tests.factories.keys import keyed, opened, signed_in_with_key
from tests.factories.people import make_coordinator, signed_in

pytestmark = pytest.mark.django_db

AGREED = ("RECORD", "STATS", "AUTHORITY")
DAY = "2026-03-02"
SENT = {"kind": "letter", "body": "MIA", "done_on": DAY, "detail": "counts", "title": "Detentions"}


def said(answer: Any) -> str:
    return answer.content.decode()


def at(name: str, action: AdvocacyAction, *more: Any) -> str:
    return reverse(f"advocacy_{name}", args=[action.paper.public_id, *more])


@pytest.fixture
def english(client: Client) -> Client:
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def told(amina: User, dara: User) -> Case:
    return make_case(amina, consents=AGREED)


def test_from_the_filter_to_the_letter_without_retyping(english: Client, amina: User, dara: User, told: Case) -> None:
    counted = [make_case(amina) for _ in range(5)]
    elsewhere = make_case(amina, oblast="KG-O")
    signed_in(english, dara)
    page = english.get(f"{reverse('advocacy_add')}?oblast=KG-T")
    html = said(page)
    counts, tells = page.context["looks"]
    assert (page.context["found"], len(counts.taken), len(tells.taken)) == (6, 6, 1)
    for case in counted:
        assert reverse("case_detail", args=[case.public_id]) in html
    assert elsewhere.code not in html
    draft = page.context["form"]["text"].value()
    assert "6 cases in which people" in draft
    assert "Which cases these are: Oblast – Talas" in draft
    answer = english.post(reverse("advocacy_add"), {**SENT, "oblast": "KG-T", "text": draft})
    action = AdvocacyAction.objects.get()
    assert answer.headers["Location"] == at("detail", action)
    assert action.case_links.count() == 6
    assert action.found_by == "oblast=KG-T"
    named = {"documenter": amina.public_id, "organisation": amina.memberships.get().organisation.public_id}
    english.post(reverse("advocacy_add"), {**SENT, "oblast": "KG-T", "from": "2020-01", **named})
    assert AdvocacyAction.objects.latest("pk").found_by == "from=2020-01&oblast=KG-T"
    shown = said(english.get(at("detail", action)))
    for expected in ("Detentions", "6 cases", told.code, "Waiting for", at("reply", action)):
        assert expected in shown


def test_the_draft_follows_the_answer_and_says_no_small_numbers(
    english: Client, amina: User, dara: User, told: Case
) -> None:
    for _ in range(5):
        make_case(amina)
    signed_in(english, dara)
    draft = english.get(f"{reverse('advocacy_add')}?oblast=KG-T").context["form"]["text"].value()
    english.post(reverse("advocacy_add"), {**SENT, "oblast": "KG-T", "detail": "tells", "text": draft})
    action = AdvocacyAction.objects.get()
    text = paper_open(action.paper, by=dara, reason=OpenReason.READ)[TEXT].text
    assert "Our street lawyers recorded several cases" in text
    assert not re.search(r"\b\d\b", text), text
    assert "6 cases" not in text
    assert set(action.case_links.values_list("case", flat=True)) == {told.pk}


def test_a_text_that_was_changed_by_hand_says_nothing_of_the_other_answer(
    english: Client, amina: User, dara: User, told: Case
) -> None:
    for _ in range(5):
        make_case(amina)
    signed_in(english, dara)
    url = f"{reverse('advocacy_add')}?oblast=KG-T"
    draft = english.get(url).context["form"]["text"].value()
    sent = {**SENT, "oblast": "KG-T", "detail": "tells", "text": f"{draft}\n\nWith respect"}
    answer = english.post(reverse("advocacy_add"), sent)
    assert list(answer.context["form"].errors) == ["text"]
    assert "still speaks of “6 cases in which people&#x27;s rights were violated”" in said(answer)
    assert not AdvocacyAction.objects.exists()
    mine = {**sent, "text": "We saw several of them, and ask for an answer."}
    assert english.post(reverse("advocacy_add"), mine).status_code == 302


def test_the_letter_says_nothing_of_how_the_work_stands(english: Client, dara: User, told: Case) -> None:
    signed_in(english, dara)
    draft = english.get(f"{reverse('advocacy_add')}?from=2020-01&sent=ever").context["form"]["text"].value()
    assert "Which cases these are: Registered from – January 2020." in draft


def test_the_draft_is_written_anew_and_nothing_else_is_lost(english: Client, dara: User, told: Case) -> None:
    signed_in(english, dara)
    typed = {**SENT, "oblast": "KG-T", "detail": "tells", "text": "Mine.", "redraft": "1"}
    page = english.post(reverse("advocacy_add"), typed)
    form = page.context["form"]
    assert form.errors == {}
    assert form["title"].value() == "Detentions"
    assert form["text"].value().startswith("Dear Sir or Madam")
    assert not AdvocacyAction.objects.exists()


def test_an_action_without_cases(english: Client, dara: User, told: Case) -> None:
    signed_in(english, dara)
    assert "about no cases" in said(english.get(reverse("advocacy_add")))
    english.post(reverse("advocacy_add"), SENT)
    assert AdvocacyAction.objects.get().case_links.count() == 0


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"body": ""}, "body"),
        ({"title": "Асель Сыдыкова"}, "title"),
        ({"done_on": "2040-01-01"}, "done_on"),
        ({"detail": "everything"}, "detail"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(client: Client, dara: User, fields: dict[str, str], wrong: str) -> None:
    signed_in(client, dara)
    answer = client.post(reverse("advocacy_add"), {**SENT, **fields})
    assert list(answer.context["form"].errors) == [wrong]
    assert not AdvocacyAction.objects.exists()


def test_change_and_somebody_else_in_between(english: Client, dara: User) -> None:
    action = make_action(dara)
    signed_in(english, dara)
    page = english.get(at("change", action)).context["form"]
    assert (page["title"].value(), page["text"].value(), page["detail"].value()) == (NAMED, SAID, "counts")
    assert english.post(at("change", action), {**SENT, "version": "1"}).status_code == 302
    again = english.post(at("change", action), {**SENT, "title": "Another", "version": "1"})
    assert again.status_code == 409
    assert "Another" in said(again)
    form = again.context["form"]
    english.post(at("change", action), {**SENT, "title": "Another", "version": form["version"].value()})
    assert paper_open(action.paper, by=dara, reason=OpenReason.READ)[TITLE].text == "Another"


def test_a_radio_button_clears_no_lost_consent(english: Client, amina: User, dara: User, told: Case) -> None:
    action = make_action(dara, [told], has_case_detail=True)
    consent_withdraw(told, ConsentPurpose.AUTHORITY, withdrawn_on=timezone.localdate(), by=amina)
    signed_in(english, dara)
    answer = english.post(at("change", action), {**SENT, "version": "1"})
    assert list(answer.context["form"].errors) == ["detail"]
    assert "take their case away first" in said(answer)


def test_a_case_that_is_approved_no_more_leaves_for_that_reason(english: Client, dara: User, told: Case) -> None:
    action = make_action(dara, [told])
    case_reopen(told, [CommentData(CommentField.CASE, "Look again")], by=dara, version=told.version)
    signed_in(english, dara)
    answer = english.post(at("change", action), {**SENT, "detail": "tells", "version": "1"}, follow=True)
    assert [str(line) for line in answer.context["messages"]] == [
        "Saved.",
        "Left out: 1. It is not approved yet.",
        "It has fewer cases now: read the numbers in its text again.",
    ]
    assert not action.case_links.exists()


def test_the_page_leads_back_to_the_cases_that_were_found(english: Client, dara: User, told: Case) -> None:
    found, none = make_action(dara, [told], found_by="from=2020-01&oblast=KG-T"), make_action(dara)
    signed_in(english, dara)
    link = f'href="{reverse("case_list")}?from=2020-01&amp;oblast=KG-T">The cases that were found</a>'
    assert link in said(english.get(at("detail", found)))
    assert "The cases that were found" not in said(english.get(at("detail", none)))


def test_a_choice_that_is_too_large_is_said_and_not_fetched(
    english: Client, amina: User, dara: User, told: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_case(amina)
    for module in (advocacy_cases, actions):
        monkeypatch.setattr(module, "MOST_CASES", 1)
    signed_in(english, dara)
    page = english.get(f"{reverse('advocacy_add')}?oblast=KG-T")
    assert (page.context["found"], page.context["looks"][0].taken) == (2, [])
    assert "Choose fewer in the list of cases" in said(page)
    answer = english.post(reverse("advocacy_add"), {**SENT, "oblast": "KG-T"})
    assert answer.status_code == 200
    assert not AdvocacyAction.objects.exists()


def test_what_was_kept_on_purpose_need_not_be_decided_again(english: Client, dara: User) -> None:
    action = make_action(dara, title="Letter of Асель Сыдыкова")
    signed_in(english, dara)
    form = english.get(at("change", action)).context["form"]
    decisions = form.guards["title"].panel.decisions
    sent = {**SENT, "title": form["title"].value(), "title-decisions": decisions, "version": "1"}
    assert english.post(at("change", action), sent).status_code == 302


def test_the_list_and_its_filter(english: Client, amina: User, dara: User, told: Case) -> None:
    first = make_action(dara, [told], done_on=datetime.date(2021, 5, 1))
    second = make_action(dara, kind="meeting", body="MOH", follow_up_on=timezone.localdate())
    signed_in(english, dara)
    listed = reverse("advocacy_list")
    assert [row.action for row in english.get(listed).context["rows"]] == [second, first]
    for query, found in (
        ("kind=meeting", [second]),
        ("body=MIA", [first]),
        ("year=2021", [first]),
        ("reply=waiting", [second, first]),
        ("reply=oral", []),
        ("due=on", [second]),
    ):
        assert [row.action for row in english.get(f"{listed}?{query}").context["rows"]] == found, query
    assert second.code in said(english.get(reverse("queue")))


def test_the_list_and_the_desk_name_the_same_actions_to_look_at_again(
    english: Client, amina: User, dara: User, told: Case
) -> None:
    today = timezone.localdate()
    planned = make_action(dara, [told], done_on=today + datetime.timedelta(days=3))
    make_action(dara, [told], body="MOH", follow_up_on=today + datetime.timedelta(days=1))
    late = make_action(dara, body="MOH", follow_up_on=today - datetime.timedelta(days=1))
    consent_withdraw(told, ConsentPurpose.RECORD, withdrawn_on=today, by=amina)
    signed_in(english, dara)
    page = english.get(f"{reverse('advocacy_list')}?due=on")
    assert [(row.action, row.is_due) for row in page.context["rows"]] == [(planned, True), (late, True)]
    assert {row.pk for row in english.get(reverse("queue")).context["due_actions"]} == {planned.pk, late.pk}


@pytest.mark.parametrize("who", ["amina", "bilal", "chen", "emil", "aida"])
def test_nobody_else_opens_them(
    request: pytest.FixtureRequest, client: Client, dara: User, told: Case, who: str
) -> None:
    action = make_action(dara, [told])
    file = add_file(action, dara)
    signed_in(client, request.getfixturevalue(who))
    for url in (
        *(reverse("advocacy_list"), reverse("advocacy_add")),
        *(at(name, action) for name in ("detail", "change", "reply", "cases", "letter", "letter_file", "file_add")),
        *(at("file", action, file.public_id), at("file_remove", action, file.public_id)),
    ):
        assert client.get(url).status_code == 404, url


def test_the_page_of_the_case_says_so_in_one_line(english: Client, amina: User, bilal: User, dara: User) -> None:
    case = make_case(amina)
    action = make_action(dara, [case], done_on=datetime.date(2026, 1, 12))
    page = reverse("case_detail", args=[case.public_id])
    for person in (amina, bilal):
        signed_in(english, person)
        html = said(english.get(page))
        assert "Letter — Ministry of Internal Affairs, 12 January 2026" in html
        assert at("detail", action) not in html
        assert NAMED not in html
    signed_in(english, dara)
    assert at("detail", action) in said(english.get(page))


def test_the_list_takes_as_many_queries_for_one_as_for_many(client: Client, dara: User, told: Case) -> None:
    make_action(dara, [told])
    signed_in(client, dara)
    url = reverse("advocacy_list")
    client.get(url)
    with CaptureQueriesContext(connection) as one:
        client.get(url)
    for _ in range(5):
        make_action(dara, [told], body="MOH")
    with CaptureQueriesContext(connection) as many:
        client.get(url)
    assert len(one) == len(many)


def test_a_page_takes_as_many_queries_for_many_cases(client: Client, amina: User, dara: User, told: Case) -> None:
    few, more = make_action(dara, [told]), make_action(dara, [told, make_case(amina), make_case(amina)])
    signed_in(client, dara)
    counts = []
    for action in (few, few, more):
        with CaptureQueriesContext(connection) as queries:
            client.get(at("detail", action))
        counts.append(len(queries))
    assert counts[1] == counts[2]


def test_in_members_mode_somebody_without_the_key_is_told(
    settings: Settings, client: Client, programme: Any, dara: User
) -> None:
    settings.VAULT_MODE = "members"
    with opened(keyed(dara)):
        action = make_action(dara)
    signed_in_with_key(client, make_coordinator(programme, "zara"))
    answer = client.get(at("detail", action))
    assert answer.status_code == 403
    assert NAMED not in said(answer)
    assert client.get(reverse("advocacy_list")).status_code == 200
    signed_in_with_key(client, dara)
    assert NAMED in said(client.get(at("detail", action)))


def test_tabs_show_what_the_person_may_open(client: Client, amina: User, bilal: User, dara: User) -> None:
    for person, shown in ((dara, {"advocacy_list", "strategic_list"}), (bilal, {"strategic_list"}), (amina, set())):
        html = said(signed_in(client, person).get(reverse("library")))
        tabs = html.partition('class="change-tabs"')[2].partition("</nav>")[0]
        assert {name for name in ("advocacy_list", "strategic_list") if f'href="{reverse(name)}"' in tabs} == shown
        # The menu leads coordinators to the library by the tabs alone.
        menu = html.partition('class="site-nav"')[2].partition("</nav>")[0]
        assert (f'href="{reverse("library")}"' in menu) is (person != dara)
