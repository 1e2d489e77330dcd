"""Writing a number into the ledger."""

import pytest
from django.test import Client
from django.urls import reverse

from documenters.models import Programme, User
from reports.models import QuotedFigure, Release
from tests.factories.people import signed_in
from tests.factories.quotable import publish_year
from tests.reports.views.test_quote_check import ASKED


@pytest.fixture
def released(programme: Programme, dara: User, bilal: User) -> Release:
    """The year 2020."""
    return publish_year(programme, by=(dara, bilal))


def test_safe_number_is_written_down(client: Client, dara: User, released: Release) -> None:
    response = signed_in(client, dara).post(reverse("quote_add"), ASKED, headers={"accept-language": "en"})
    assert response.headers["Location"] == reverse("quote_list")
    added = QuotedFigure.objects.get()
    assert (added.key, added.value, added.where, added.by) == ("period=2020;oblast=KG-T", 30, "A newspaper", dara)
    assert added.text == "cases · 2020 · KG-T"


def test_unsafe_number_is_not(client: Client, dara: User, released: Release) -> None:
    fields = {**ASKED, "oblast": "KG-B", "value": "7"}
    response = signed_in(client, dara).post(reverse("quote_add"), fields, headers={"accept-language": "en"})
    assert "Nothing was written down" in response.content.decode()
    assert not QuotedFigure.objects.exists()


def test_unsafe_number_that_is_out_is(client: Client, dara: User, released: Release) -> None:
    fields = {**ASKED, "oblast": "KG-B", "value": "7", "is_out": "yes", "text": "Seven cases in Batken."}
    signed_in(client, dara).post(reverse("quote_add"), fields)
    added = QuotedFigure.objects.get()
    assert (added.verdict, added.text) == ("small", "Seven cases in Batken.")


def test_mistakes_are_explained(client: Client, dara: User, released: Release) -> None:
    fields = {**ASKED, "where": ""}
    response = signed_in(client, dara).post(reverse("quote_add"), fields, headers={"accept-language": "en"})
    assert "Please check these answers" in response.content.decode()


@pytest.mark.parametrize("field", ["where", "text"])
def test_a_line_that_names_somebody_is_not_kept(client: Client, dara: User, released: Release, field: str) -> None:
    answer = signed_in(client, dara).post(reverse("quote_add"), {**ASKED, field: "Говорит Асель Токтосунова"})
    assert [error.code for error in answer.context["form"].errors[field].as_data()] == ["names_somebody"]
    assert not QuotedFigure.objects.exists()


@pytest.mark.parametrize("who", ["amina", "bilal", "chen", "emil", "aida"])
def test_only_coordinators(client: Client, request: pytest.FixtureRequest, released: Release, who: str) -> None:
    signed = signed_in(client, request.getfixturevalue(who))
    assert signed.post(reverse("quote_add"), ASKED).status_code == 404
    assert not QuotedFigure.objects.exists()
