"""The ledger of quoted numbers."""

import datetime
import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from documenters.models import Programme, User
from react_cases.models import ExternalFigure
from reports.models import QuotedFigure
from tests.factories.people import ProgrammeFactory, signed_in
from tests.factories.quotable import publish_year

QUERIES = 23


def page(client: Client, user: User, **query: Any) -> str:
    """The page as a text."""
    response = signed_in(client, user).get(reverse("quote_list"), query, headers={"accept-language": "en"})
    assert response.status_code == 200
    return unescape(response.content.decode())


def enter(programme: Programme, by: User, value: int, key: str | None, verdict: str, text: str) -> None:
    """A row of the ledger."""
    QuotedFigure.objects.create(
        programme=programme,
        key=key,
        value=value,
        text=text,
        where="A newspaper",
        quoted_on=datetime.date(2021, 4, 1),
        verdict=verdict,
        by=by,
        at=timezone.now(),
    )


def row(html: str, text: str) -> str:
    """The row that begins with a text."""
    found = re.search(rf'<tr>\s*<th scope="row">{re.escape(text)}.*?</tr>', html, re.DOTALL)
    assert found
    return found[0]


def test_nothing_yet(client: Client, dara: User) -> None:
    assert "Nothing quoted yet" in page(client, dara)


def test_rows_say_what_they_are(client: Client, programme: Programme, dara: User, bilal: User) -> None:
    publish_year(programme, by=(dara, bilal))
    enter(programme, dara, 267, "period=2020", "published", "All cases.")
    enter(programme, dara, 30, "period=2020;oblast=KG-T", "safe", "Talas.")
    enter(programme, dara, 7, "period=2020;oblast=KG-B", "small", "Batken.")
    enter(programme, dara, 31, None, "not_ours", "Thirty-one.")
    html = page(client, dara)
    assert "in the published tables" in row(html, "All cases.")
    assert "counted with by every audit" in row(html, "Talas.")
    assert '<strong class="quote-unsafe">too few people</strong>' in row(html, "Batken.")
    assert "counted with by every audit" in row(html, "Batken.")
    assert "kept as a sentence" in row(html, "Thirty-one.")


def test_figures_of_others_stand_apart(client: Client, programme: Programme, dara: User) -> None:
    html = page(client, dara)
    apart = html[html.index("Figures that others published") :]
    for figure in ExternalFigure.objects.filter(programme=programme):
        assert figure.source in apart
    assert "not comparable with cases" in apart
    assert "2,554" in row(apart, "Violations documented, all groups")
    assert "violations" in row(apart, "Violations documented, all groups")
    assert "81\xa0%" in row(apart, "Share of one sex workers' network")


@pytest.mark.parametrize("who", ["amina", "bilal", "chen", "emil", "aida"])
def test_only_coordinators_learn_that_it_exists(
    client: Client, request: pytest.FixtureRequest, programme: Programme, who: str
) -> None:
    assert signed_in(client, request.getfixturevalue(who)).get(reverse("quote_list")).status_code == 404


def test_other_programmes_have_their_own(client: Client, dara: User) -> None:
    enter(ProgrammeFactory.create(), dara, 99, None, "not_ours", "Elsewhere.")
    assert "Elsewhere." not in page(client, dara)


def test_pages_and_number_of_queries(
    client: Client, programme: Programme, dara: User, django_assert_max_num_queries: Any
) -> None:
    for number in range(60):
        enter(programme, dara, number, None, "not_ours", f"Sentence {number}.")
    page(client, dara)
    with django_assert_max_num_queries(QUERIES):
        html = page(client, dara)
    assert html.count("kept as a sentence") == 50
    assert page(client, dara, page="2").count("kept as a sentence") == 10
