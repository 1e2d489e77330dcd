"""Other cases of the client on the page of a case, and one click to say that it is the same, or another one."""

import pytest
from django.test import Client as Browser
from django.urls import reverse

from documenters.models import User
from react_cases.actions.same_clients import client_apart, client_same
from react_cases.models import Case, ClientDecision
from react_cases.workflow import Status
from tests.factories.cases import make_case
from tests.factories.people import make_documenter, signed_in

CODE = "a" * 32


@pytest.fixture(autouse=True)
def english(client: Browser) -> None:
    client.cookies["django_language"] = "en"


def page_of(browser: Browser, case: Case, by: User) -> str:
    return signed_in(browser, by).get(reverse("case_detail", args=[case.public_id])).content.decode()


def press(browser: Browser, name: str, case: Case, by: User, **fields: object) -> str:
    """The page of the case after a button was pressed."""
    answer = signed_in(browser, by).post(reverse(name, args=[case.public_id]), fields)
    assert (answer.status_code, answer.url.removesuffix("#client")) == (302, f"/cases/{case.public_id}/")
    return page_of(browser, case, by)


def test_each_sees_what_they_may_know(client: Browser, amina: User, chen: User, bilal: User, dara: User) -> None:
    case, also = make_case(amina, client_code=CODE), make_case(amina, client_code=CODE)
    colleagues = make_case(make_documenter(case.organisation, "tamara"), client_code=CODE)
    foreign = make_case(chen, client_code=CODE)
    shown = {
        amina: ({also}, "This client may have 2 other cases"),
        bilal: ({also, colleagues}, "This client may have 2 other cases"),
        dara: ({also, colleagues, foreign}, "This client may have 3 other cases"),
    }
    for person, (linked, sentence) in shown.items():
        page = page_of(client, case, person)
        assert sentence in page
        for other in (also, colleagues, foreign):
            assert (other.code in page) is (other in linked), (person, other)
        assert ("Colleagues of your organisation recorded 1 case of this client." in page) is (person == amina)
        assert ("nobody has said yet whose it is" in page) is (person == dara)


def test_linked_with_one_click_and_undone_with_one(client: Browser, amina: User, chen: User, dara: User) -> None:
    case, foreign = make_case(amina, client_code=CODE), make_case(chen, client_code=CODE)
    page = press(client, "client_same", case, dara, other=foreign.public_id)
    assert f"{case.code} and {foreign.code} are linked: one client." in page
    assert "The same client, says" in page
    page = press(client, "client_undo", case, dara, other=foreign.public_id)
    assert "nobody has said yet whose it is" in page
    page = press(client, "client_apart", case, dara, other=foreign.public_id)
    assert "Not the same client, says" in page
    assert "This client may have" not in page
    assert ClientDecision.objects.get().decided_by == dara


def test_a_case_of_another_code_is_linked_by_its_number(client: Browser, amina: User, chen: User, bilal: User) -> None:
    case, also, foreign = make_case(amina, client_code=CODE), make_case(amina), make_case(chen)
    page = press(client, "client_same", case, bilal, number=foreign.code)
    assert "You cannot compare this case with a case of that number." in page
    assert not ClientDecision.objects.exists()
    press(client, "client_same", case, bilal, number=f" {also.code.lower()}")
    assert ClientDecision.objects.get().is_same


def test_what_contradicts_is_explained(client: Browser, amina: User, bilal: User) -> None:
    one, other, third = (make_case(amina) for _ in range(3))
    client_same(one, other, by=bilal)
    client_apart(other, third, by=bilal)
    assert "Take that back first." in press(client, "client_same", one, bilal, other=third.public_id)


@pytest.mark.parametrize("name", ["client_same", "client_apart", "client_undo"])
def test_a_case_that_the_person_does_not_compare_is_not_there(
    client: Browser, name: str, amina: User, chen: User, bilal: User
) -> None:
    case, foreign, draft = make_case(amina), make_case(chen), make_case(amina, Status.DRAFT)
    for person in (amina, bilal):
        for other in (foreign.public_id, draft.public_id, case.public_id, "", "x"):
            answer = signed_in(client, person).post(reverse(name, args=[case.public_id]), {"other": other})
            assert answer.status_code == 404
    assert signed_in(client, chen).post(reverse(name, args=[case.public_id]), {"other": case.pk}).status_code == 404


def test_from_the_overview_back_to_it(client: Browser, amina: User, chen: User, dara: User) -> None:
    case, foreign = make_case(amina, client_code=CODE), make_case(chen, client_code=CODE)
    overview = signed_in(client, dara).get("/overview/").content.decode()
    assert reverse("client_same", args=[foreign.public_id]) in overview
    sent = {"other": case.public_id, "back": "overview"}
    answer = client.post(reverse("client_apart", args=[foreign.public_id]), sent)
    assert answer.url == "/overview/#same-client"
    assert reverse("client_same", args=[foreign.public_id]) not in client.get("/overview/").content.decode()


def test_practice_and_drafts_have_no_such_place(client: Browser, amina: User) -> None:
    assert 'id="client"' not in page_of(client, make_case(amina, Status.DRAFT), amina)
