"""Words in the stories: what the page shows, carries along, refuses, and leaves nowhere."""

from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from documenters.models import AuditEvent, User
from react_cases.actions import searching
from react_cases.workflow import Status
from tests.factories.cases import make_case
from tests.factories.people import signed_in

pytestmark = pytest.mark.django_db

URL = "/cases/search/"
STORY = "Двое милиционеров <b>ждали</b> у рынка и потребовали денег."


@pytest.fixture(autouse=True)
def english(client: Client) -> None:
    cache.clear()
    client.cookies["django_language"] = "en"


def codes_on(response: Any) -> list[str]:
    return [case.code for case, _extracts in response.context["rows"]]


def fields_of(response: Any) -> dict[str, Any]:
    """What the page's own form sends to go on."""
    found: dict[str, Any] = {}
    for name, value in response.context["sent"]:
        found.setdefault(name, []).append(value)
    return found


def test_found_cases_are_shown_with_the_words_marked_and_escaped(client: Client, amina: User, bilal: User) -> None:
    case = make_case(amina, Status.SUBMITTED, narrative=STORY)
    make_case(amina, Status.SUBMITTED)
    response = signed_in(client, bilal).post(URL, {"words": "Милиционер рынок"})
    page = response.content.decode()
    assert codes_on(response) == [case.code]
    assert "Двое <mark>милиционеров</mark> &lt;b&gt;ждали&lt;/b&gt; у <mark>рынка</mark> и потребовали" in page
    assert reverse("case_detail", args=[case.public_id]) in page
    assert "2 of 2 looked through" in page
    assert escape(case.client_groups.get().group.label_en) in page.partition("data-search-found")[2]
    assert response.headers["Cache-Control"] == "no-store"
    openings = signed_in(client, amina).get(reverse("case_openings", args=[case.public_id])).content.decode()
    assert "found by a search for words" in openings


def test_the_structured_filter_comes_first_and_stays(client: Client, amina: User, bilal: User) -> None:
    narrowed = make_case(amina, Status.SUBMITTED, narrative=STORY, oblast="KG-C")
    make_case(amina, Status.SUBMITTED, narrative=STORY, oblast="KG-T")
    signed_in(client, bilal)
    listed = client.get("/cases/?oblast=KG-C").content.decode()
    form = listed.partition(f'action="{URL}"')[2].partition("</form>")[0]
    assert 'name="oblast" value="KG-C"' in form
    response = client.post(URL, {"words": "рынок", "oblast": "KG-C"})
    assert codes_on(response) == [narrowed.code]
    assert AuditEvent.objects.get(action="sealed.searched").reason == "cases:1"
    assert "/cases/?oblast=KG-C" in response.content.decode()


def test_a_search_goes_on_in_batches_and_shows_so_many_at_once(
    client: Client, amina: User, bilal: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "BATCH", 2)
    made = [make_case(amina, Status.SUBMITTED, narrative=STORY).code for _ in range(5)][::-1]
    signed_in(client, bilal)
    first = client.post(URL, {"words": "рынок", "also": "notes", "group": "PWID"})
    assert codes_on(first) == made[:2]
    assert "2 of 5 looked through" in first.content.decode()
    assert "data-goes" in first.content.decode()
    second = client.post(URL, fields_of(first))
    assert codes_on(second) == made[2:4]
    # Without script each page has its own lines, and the numbers of those before.
    assert [case.code for case in second.context["before"]] == made[:2]
    # The script says how many lines stand there already: the rest of what one press may open.
    almost = client.post(URL, {**fields_of(second), "shown": "24", "part": "batch"})
    assert codes_on(almost) == made[4:]
    assert "<html" not in almost.content.decode()
    assert "5 of 5 looked through. That is all." in almost.content.decode()
    full = client.post(URL, {"words": "рынок", "after": "2999-01-01.1", "shown": "24", "total": "5"})
    assert codes_on(full) == made[:1]
    assert "data-goes" not in full.content.decode()
    assert "Show more" in full.content.decode()


@pytest.mark.parametrize("after", ["2021-02-30.1", "x", "2021-02-01.99999999999999999999", ""])
def test_a_place_that_cannot_be_begins_anew(client: Client, amina: User, after: str) -> None:
    case = make_case(amina, Status.SUBMITTED, narrative=STORY)
    response = signed_in(client, amina).post(URL, {"words": "рынок", "after": after, "looked": "7", "found": "x"})
    assert codes_on(response) == [case.code]
    assert "1 of 1 looked" in response.content.decode()


@pytest.mark.parametrize("typed", ["{code}", " {code} ", "{lower}", "КG-{rest}"])
def test_the_number_of_a_case_leads_to_it(client: Client, amina: User, chen: User, typed: str) -> None:
    case = make_case(amina, Status.SUBMITTED)
    typed = typed.format(code=case.code, lower=case.code.lower(), rest=case.code[3:])
    response = signed_in(client, amina).post(URL, {"words": typed})
    assert response.url == reverse("case_detail", args=[case.public_id])
    other = signed_in(client, chen).post(URL, {"words": typed})
    assert other.status_code == 200
    assert "You have no case with this number." in other.content.decode()
    assert not AuditEvent.objects.filter(action="sealed.searched").exists()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Write at least one word."),
        ("а", "A single letter stands in every story."),
        ("рынок " * 40, "This text has 239 characters; at most 200 fit."),
        ("раз два три четыре пять шесть семь восемь девять", "These are more than 8 words."),
    ],
)
def test_what_cannot_be_looked_for_is_said_beside_the_field_and_stays_there(
    client: Client, amina: User, typed: str, said: str
) -> None:
    make_case(amina, Status.DRAFT)
    page = signed_in(client, amina).post(URL, {"words": typed, "also": "notes", "group": "PWID"}).content.decode()
    assert said in page
    assert f'value="{typed}"' in page or not typed
    assert page.count("checked") >= 2
    assert not AuditEvent.objects.filter(action="sealed.searched").exists()


def test_s22_words_come_in_the_body_alone_and_stay_nowhere(client: Client, amina: User) -> None:
    make_case(amina, Status.SUBMITTED, narrative=STORY)
    signed_in(client, amina)
    assert "милиц" not in client.get(URL, {"words": "милиционер"}).content.decode()
    page = client.post(URL, {"words": "милиционер"}).content.decode()
    assert page.count("милиционер") == 2  # in the field and in the extract
    assert 'autocomplete="off"' in page.partition('name="words"')[2].partition(">")[0]
    assert "милиц" not in page.partition("</title>")[0]
    assert not any("милиц" in str(session.get_decoded()) for session in Session.objects.all())
    rows = [*AuditEvent.objects.values()]
    assert rows
    assert not any("милиц" in str(row) for row in rows)


@pytest.mark.parametrize("who", ["emil", "aida"])
def test_people_without_cases_do_not_learn_of_the_page(client: Client, who: str, request: Any) -> None:
    signed_in(client, request.getfixturevalue(who))
    assert client.get(URL).status_code == client.post(URL, {"words": "рынок"}).status_code == 404


def test_erased_cases_are_not_looked_through(client: Client, amina: User, dara: User) -> None:
    make_case(amina, Status.ERASED, oblast="KG-T")
    assert signed_in(client, dara).post(URL, {"words": "рынок"}).context["total"] == 0
