"""What waits for whom."""

import datetime
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from documenters.models import User
from react_cases.actions.review import CommentData, case_return
from react_cases.actions.undo import step_undo, undo_offer
from react_cases.models import Case
from react_cases.models.choices import CommentField
from react_cases.workflow import Status
from tests.factories.advocacy import make_action
from tests.factories.cases import make_case, submit
from tests.factories.people import signed_in

pytestmark = pytest.mark.django_db

URL = "/queue/"


@pytest.fixture(autouse=True)
def english(client: Client) -> None:
    client.cookies["django_language"] = "en"


def waiting(client: Client, user: User) -> list[str]:
    return [item.case.code for item in signed_in(client, user).get(URL).context["items"]]


def test_each_person_has_their_own_queue(client: Client, amina: User, bilal: User, dara: User, chen: User) -> None:
    sent = make_case(amina, Status.SUBMITTED)
    checked = make_case(amina, Status.VALIDATED)
    returned = make_case(amina, Status.RETURNED)
    make_case(amina, Status.APPROVED)
    draft = make_case(amina, Status.DRAFT)
    assert waiting(client, amina) == [returned.code]
    assert waiting(client, bilal) == [sent.code]
    assert waiting(client, dara) == [checked.code]
    assert waiting(client, chen) == []
    page = signed_in(client, amina).get(URL)
    assert [case.code for case in page.context["drafts"]] == [draft.code]
    assert reverse("case_intake") in page.content.decode()
    for user in (bilal, dara, chen):
        page = signed_in(client, user).get(URL)
        assert draft.code not in page.content.decode()


@pytest.mark.parametrize("who", ["emil", "aida"])
def test_people_without_a_queue_do_not_learn_of_the_page(client: Client, who: str, request: Any) -> None:
    assert signed_in(client, request.getfixturevalue(who)).get(URL).status_code == 404


def test_the_reason_is_said(client: Client, amina: User, bilal: User, dara: User) -> None:
    make_case(amina, Status.RETURNED)
    make_case(amina, Status.SUBMITTED)
    make_case(amina, Status.VALIDATED)
    assert "Returned to you: 1 comment" in signed_in(client, amina).get(URL).content.decode()
    assert "Waits for your check" in signed_in(client, bilal).get(URL).content.decode()
    assert "Waits for approval" in signed_in(client, dara).get(URL).content.decode()


def test_how_much_waits_and_how_much_of_it_is_late_is_said(client: Client, amina: User, bilal: User) -> None:
    now = timezone.now()
    for days in (9, 8, 1):
        with time_machine.travel(now - datetime.timedelta(days=days)):
            make_case(amina, Status.SUBMITTED)
    page = signed_in(client, bilal).get(URL).content.decode()
    assert "3 cases wait for you. 2 of them are late: they wait longer than 7 days." in page
    assert "Urgent danger stands first, then the longest wait." in page


def test_urgent_danger_stands_first(client: Client, amina: User, bilal: User) -> None:
    older = make_case(amina, Status.SUBMITTED)
    urgent = make_case(amina, Status.SUBMITTED, is_urgent=True)
    assert waiting(client, bilal) == [urgent.code, older.code]


def test_a_corrected_case_says_how_many_comments_are_answered(client: Client, amina: User, bilal: User) -> None:
    submit(make_case(amina, Status.RETURNED), amina)
    assert "Corrected: 1 comment answered" in signed_in(client, bilal).get(URL).content.decode()


def test_a_return_that_was_taken_back_is_no_return(client: Client, amina: User, bilal: User) -> None:
    case = make_case(amina, Status.SUBMITTED)
    said = [CommentData(CommentField.EVENT, "Which day?")]
    after = case_return(case, said, by=bilal, version=case.version)
    step_undo(after, undo_offer(case, after, by=bilal), by=bilal)
    assert [item.is_corrected for item in signed_in(client, bilal).get(URL).context["items"]] == [False]


def test_a_corrected_case_says_so_and_waits_from_its_new_date(client: Client, amina: User, bilal: User) -> None:
    first = make_case(amina, Status.RETURNED)
    second = make_case(amina, Status.SUBMITTED)
    submit(first, amina)
    items = signed_in(client, bilal).get(URL).context["items"]
    assert [(item.case.code, item.is_corrected) for item in items] == [(second.code, False), (first.code, True)]


def test_oldest_first_with_age_and_late_marker(client: Client, amina: User, bilal: User) -> None:
    now = timezone.now()
    for days in (8, 7, 0):
        with time_machine.travel(now - datetime.timedelta(days=days)):
            make_case(amina, Status.SUBMITTED)
    items = signed_in(client, bilal).get(URL).context["items"]
    assert [(item.days, item.is_late) for item in items] == [(8, True), (7, False), (0, False)]
    page = client.get(URL).content.decode()
    assert "late: 8 days" in page
    assert "7 days" in page
    assert "today" in page


def test_nothing_waits(client: Client, amina: User, bilal: User) -> None:
    assert "Nothing waits for you" in signed_in(client, amina).get(URL).content.decode()
    assert "Record a case" not in signed_in(client, bilal).get(URL).content.decode()


def test_a_documenter_is_not_told_their_organisation_on_the_phone(client: Client, amina: User, bilal: User) -> None:
    make_case(amina, Status.RETURNED)
    make_case(amina, Status.SUBMITTED)
    assert "Organisation A" not in signed_in(client, amina).get(URL).content.decode()
    assert "Organisation A" in signed_in(client, bilal).get(URL).content.decode()


def test_drafts_carry_number_and_date_only(client: Client, amina: User) -> None:
    case = make_case(amina, Status.DRAFT)
    page = signed_in(client, amina).get(URL).content.decode()
    assert reverse("case_edit", args=[case.public_id]) in page
    assert f'"{reverse("case_detail", args=[case.public_id])}"' not in page


def test_queries_do_not_grow_with_the_cases(client: Client, amina: User, bilal: User) -> None:
    def count() -> int:
        signed_in(client, bilal).get(URL)
        with CaptureQueriesContext(connection) as queries:
            client.get(URL)
        return len(queries)

    make_case(amina, Status.SUBMITTED)
    before = count()
    for _ in range(3):
        make_case(amina, Status.SUBMITTED)
    assert Case.objects.count() == 4
    assert count() == before


def test_the_cases_to_look_at_again_come_by_pages_in_as_many_queries(
    client: Client, amina: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("react_cases.views.queue.PAGE", 3)
    signed_in(client, amina)

    def asked(address: str = URL) -> tuple[Any, int]:
        client.get(URL)
        with CaptureQueriesContext(connection) as queries:
            page = client.get(address)
        return page, len(queries)

    def due(count: int) -> None:
        for _ in range(count):
            case = make_case(amina, Status.SUBMITTED)
            Case.objects.filter(pk=case.pk).update(follow_up_on=timezone.localdate())

    due(2)
    _page, before = asked()
    due(3)
    page, after = asked()
    text = page.content.decode()
    assert (len(page.context["due"]), after) == (3, before)
    assert 'Look at again today <span class="count">5</span>' in text
    assert 'href="?due=2#due"' in text
    page, _count = asked(f"{URL}?due=2")
    assert len(page.context["due"]) == 2


def test_actions_to_look_at_again_are_counted_whole(
    client: Client, dara: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("react_cases.views.queue.PAGE", 2)
    for _ in range(3):
        make_action(dara, follow_up_on=timezone.localdate())
    page = signed_in(client, dara).get(URL)
    link = f'href="{reverse("advocacy_list")}?due=on"'
    assert 'to look at again <span class="count">3</span>' in page.content.decode()
    assert link in page.content.decode()
    assert len(page.context["due_actions"]) == 2
    assert len(client.get(f"{URL}?actions=2").context["due_actions"]) == 1
    monkeypatch.setattr("react_cases.views.queue.PAGE", 3)
    assert link not in client.get(URL).content.decode()
