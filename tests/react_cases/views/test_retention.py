"""How long cases are kept: coordinators read it and change it, after saying once more who they are."""

import pytest
from django.test import Client
from django.urls import reverse

from documenters.models import Programme, User
from react_cases.actions.retention import rules_of
from react_cases.retention import Kind
from tests.factories.cases import make_case
from tests.factories.people import signed_in
from tests.react_cases.actions.test_retention import closed

ADDRESS = "retention"
GOOD = {"DRAFT": "3", "RETURNED": "12", "REJECTED": "6", "CLOSED": "", "OPEN": ""}


def test_the_page_shows_what_the_next_run_would_do_and_nothing_is_deleted_by_saving(
    client: Client, amina: User, dara: User, programme: Programme
) -> None:
    case = closed(amina)
    make_case(amina)
    signed_in(client, dara)
    client.cookies["django_language"] = "en"
    page = client.get(reverse(ADDRESS)).content.decode()
    assert "Nothing is deleted until you save these times" in page
    assert client.post(reverse(ADDRESS), {**GOOD, "CLOSED": "24"}).status_code == 302
    assert "The next run deletes the texts and files of 1 case" in client.get(reverse(ADDRESS)).content.decode()
    assert client.post(reverse(ADDRESS), GOOD).status_code == 302
    assert (rules_of(programme)[Kind.DRAFT], rules_of(programme)[Kind.CLOSED]) == (3, None)
    case.refresh_from_db()
    assert case.content_removed_at is None
    assert client.post(reverse(ADDRESS), {**GOOD, "DRAFT": "0"}).status_code == 200


@pytest.mark.parametrize("who", ["amina", "bilal", "emil", "aida"])
def test_nobody_else_has_it(client: Client, request: pytest.FixtureRequest, who: str) -> None:
    signed_in(client, request.getfixturevalue(who))
    assert client.get(reverse(ADDRESS)).status_code == 404
    assert client.post(reverse(ADDRESS), GOOD).status_code == 404
