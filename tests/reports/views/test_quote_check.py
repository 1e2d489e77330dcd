"""The form that says whether a number may be quoted."""

from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from documenters.models import Programme, User
from reports.models import QuotedFigure, Release
from tests.factories.compared import release_in_steps
from tests.factories.people import signed_in
from tests.factories.quotable import publish_year

ASKED = {
    "value": "30",
    "period": "2020",
    "oblast": "KG-T",
    "where": "A newspaper",
    "quoted_on": "2021-04-01",
    "is_out": "no",
}


@pytest.fixture
def released(programme: Programme, dara: User, bilal: User) -> Release:
    """The year 2020."""
    return publish_year(programme, by=(dara, bilal))


def ask(client: Client, user: User, **fields: str) -> str:
    """What the page says about a number."""
    url = reverse("quote_check")
    response = signed_in(client, user).post(url, {**ASKED, **fields}, headers={"accept-language": "en"})
    assert response.status_code == 200
    return unescape(response.content.decode())


def form(client: Client, user: User) -> str:
    """The empty form."""
    response = signed_in(client, user).get(reverse("quote_check"), headers={"accept-language": "en"})
    assert response.status_code == 200
    return unescape(response.content.decode())


@pytest.mark.parametrize("who", ["amina", "bilal", "chen", "emil", "aida"])
def test_only_coordinators_learn_that_it_exists(
    client: Client, request: pytest.FixtureRequest, programme: Programme, who: str
) -> None:
    signed = signed_in(client, request.getfixturevalue(who))
    assert signed.get(reverse("quote_check")).status_code == 404
    assert signed.post(reverse("quote_check"), ASKED).status_code == 404


def test_without_a_release(client: Client, dara: User) -> None:
    html = form(client, dara)
    assert "No release yet" in html
    assert "Wait: nothing is published of this period yet" in ask(client, dara, period="later", oblast="")


def test_form_offers_what_is_told_apart(client: Client, dara: User, released: Release) -> None:
    html = form(client, dara)
    for words in ("Choose a period", "Quarter 4 of 2020", "All clients", "By anybody", "Law enforcement", "KG-T"):
        assert words in html
    assert "~NONE" not in html


def test_safe_number_can_be_written_down(client: Client, dara: User, released: Release) -> None:
    html = ask(client, dara)
    assert "It can be quoted" in html
    assert "cases · 2020 · KG-T" in html
    assert "Write it into the ledger" in html
    assert not QuotedFigure.objects.exists()


def test_published_number_has_its_source(client: Client, dara: User, released: Release) -> None:
    html = ask(client, dara, value="267", oblast="")
    assert "this number is published" in html
    assert "KG-R1" in html
    assert released.digest[:16] in html


def test_published_other_number_is_told(client: Client, dara: User, released: Release) -> None:
    html = ask(client, dara, value="268", oblast="")
    assert "Published: <strong>267</strong>" in html
    assert "Write it into the ledger" not in html


@pytest.mark.parametrize("value", ["0", "6", "7", "8"])
def test_too_few_people_tells_no_number(client: Client, dara: User, released: Release, value: str) -> None:
    html = ask(client, dara, oblast="KG-B", value=value)
    assert "it would tell of too few people" in html
    assert "Nothing was written down" in html
    assert html.replace(f">{value}<", "").replace(f'value="{value}"', "").count(">7<") == 0


def test_wrong_number_tells_no_number(client: Client, dara: User, released: Release) -> None:
    html = ask(client, dara, value="31")
    assert "we count another number" in html
    assert ">30<" not in html


def test_opened_numbers_are_told_by_kind_only(client: Client, dara: User, released: Release) -> None:
    html = ask(client, dara, value="14", outcome="FULL")
    result = html[html.index("<main") : html.index("The number, and what it counts")]
    assert "it opens withheld numbers" in result
    assert "of one year" in result
    assert "KG-B" not in result


def test_number_that_is_out_can_be_written_down_with_a_warning(client: Client, dara: User, released: Release) -> None:
    html = ask(client, dara, oblast="KG-B", value="7", is_out="yes")
    assert "It is out all the same" in html
    assert "Write it into the ledger" in html


def test_every_group_is_counted_by_itself(client: Client, dara: User, released: Release) -> None:
    html = ask(client, dara, client_group="every:PWID")
    assert "choose the main group of the case" in html
    assert "It can be quoted" not in html
    assert "everybody in the group: PWID" in ask(client, dara, client_group="every:PWID", oblast="", value="1")


def test_several_years_are_asked_one_by_one(client: Client, programme: Programme, dara: User, bilal: User) -> None:
    release_in_steps(programme, by=(dara, bilal))
    html = ask(client, dara, value="668", period="2020-2021", violator="~LAW", oblast="")
    assert "this number is published" in html
    assert "KG-R4" in html


@pytest.mark.parametrize(
    "fields",
    [{"value": "-1"}, {"value": "many"}, {"period": "2031"}, {"oblast": "KG-X"}, {"where": ""}, {"is_out": "perhaps"}],
)
def test_mistakes_are_explained(client: Client, dara: User, released: Release, fields: dict[str, Any]) -> None:
    html = ask(client, dara, **fields)
    assert "Please check these answers" in html
    assert "Write it into the ledger" not in html
