"""Organisations: their names, their people, and whether cases begin there."""

import pytest
from django.test import Client
from django.urls import reverse

from documenters.models import Organisation, User
from tests.factories.people import OrganisationFactory, make_documenter, signed_in

LIST = "/members/organisations/"


@pytest.fixture(autouse=True)
def english(client: Client) -> None:
    client.cookies["django_language"] = "en"


def test_the_list_says_who_works_there_and_who_checks(
    client: Client, organisation_a: Organisation, amina: User, bilal: User, aida: User
) -> None:
    make_documenter(organisation_a, "gulnara")
    lonely = OrganisationFactory(programme=organisation_a.programme, name="Lonely", is_active=False)
    answer = signed_in(client, aida).get(LIST)
    rows = {row.organisation: row for row in answer.context["rows"]}
    assert (rows[organisation_a].documenters, rows[organisation_a].mentors) == (2, [bilal])
    assert (rows[lonely].documenters, rows[lonely].mentors) == (0, [])
    page = answer.content.decode()
    assert "No mentor looks after it: its cases wait." in page
    assert "No new cases" in page


def test_renaming_refuses_the_name_of_another_one(
    client: Client, organisation_a: Organisation, organisation_b: Organisation, dara: User
) -> None:
    address = reverse("organisation_change", args=[organisation_a.public_id])
    signed_in(client, dara)
    assert "exists already" in client.post(address, {"name": organisation_b.name.upper()}).content.decode()
    assert client.post(address, {"name": "New  name"})["Location"] == LIST
    organisation_a.refresh_from_db()
    assert organisation_a.name == "New name"


def test_ended_and_opened_again(client: Client, organisation_a: Organisation, amina: User, dara: User) -> None:
    signed_in(client, dara)
    page = client.post(reverse("organisation_end", args=[organisation_a.public_id]), follow=True).content.decode()
    assert "No new cases begin in Organisation A." in page
    assert reverse("organisation_reopen", args=[organisation_a.public_id]) in page
    client.post(reverse("organisation_reopen", args=[organisation_a.public_id]))
    organisation_a.refresh_from_db()
    assert organisation_a.is_active
