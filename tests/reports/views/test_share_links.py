"""Pages about reading without an account."""

import re
import time
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from documenters.models import Programme, User
from documenters.recency import AUTHENTICATED_KEY
from reports.actions.share_links import share_link_add
from reports.disclosure.schema import Tier
from reports.models import ReleaseSettings, ShareLink
from tests.factories.people import ProgrammeFactory, make_coordinator, signed_in

GOOD = {"label": "A meeting in Geneva", "tier": "donor", "days": "30", "period_from": "", "period_to": ""}
LISTED = 20


def recent(client: Client, user: User, seconds_ago: int = 0) -> Client:
    """Somebody who has just proved who they are, or did so a while ago."""
    signed_in(client, user)
    session = client.session
    session[AUTHENTICATED_KEY] = int(time.time()) - seconds_ago
    session.save()
    return client


def link(programme: Programme, dara: User, label: str = "A meeting") -> ShareLink:
    """An open link."""
    return share_link_add(programme, label=label, tier=Tier.PUBLIC, days=30, by=dara).link


def test_the_address_is_shown_once(client: Client, programme: Programme, dara: User) -> None:
    recent(client, dara)
    html = client.post(reverse("share_link_add"), GOOD, headers={"accept-language": "en"}).content.decode()
    found = re.search(r'value="(http[^"]+/s/[^"]+/)"', html)
    assert found
    assert "Copy it now" in html
    made = ShareLink.objects.get()
    assert (made.label, made.tier) == ("A meeting in Geneva", "donor")
    listed = client.get(reverse("share_link_list")).content.decode()
    assert found[1] not in listed
    assert "A meeting in Geneva" in listed
    assert client.get(found[1]).status_code == 200


def test_somebody_who_logged_in_long_ago_proves_who_they_are(client: Client, dara: User) -> None:
    recent(client, dara, 3600)
    assert client.get(reverse("share_link_add")).headers["Location"].startswith(reverse("account_reauthenticate"))
    assert b"confirm_password" in client.post(reverse("share_link_add"), GOOD).content
    assert b"confirm_password" in client.post(reverse("public_page_switch"), {"is_on": "1"}).content
    assert not ShareLink.objects.exists()
    assert not ReleaseSettings.objects.filter(public_page=True).exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [("label", ""), ("label", "x" * 101), ("tier", "all"), ("days", "3650"), ("days", ""), ("period_from", "1999")],
)
def test_what_is_refused(client: Client, dara: User, field: str, value: str) -> None:
    response = recent(client, dara).post(reverse("share_link_add"), {**GOOD, field: value})
    assert list(response.context["form"].errors) == [field]
    assert not ShareLink.objects.exists()


def test_a_link_is_ended(client: Client, programme: Programme, dara: User) -> None:
    made = link(programme, dara)
    signed_in(client, dara)
    address = reverse("share_link_revoke", kwargs={"number": made.pk})
    assert client.post(address).headers["Location"] == reverse("share_link_list")
    made.refresh_from_db()
    assert made.revoked_by == dara
    assert client.post(address, headers={"accept-language": "en"}).status_code == 302
    html = client.get(reverse("share_link_list"), headers={"accept-language": "en"}).content.decode()
    assert "had ended already" in html
    assert "ended by hand" in html


def test_expired_links_are_listed_as_ended(client: Client, programme: Programme, dara: User) -> None:
    made, now = link(programme, dara), timezone.now()
    ShareLink.objects.filter(pk=made.pk).update(created_at=now - timedelta(2), expires_at=now - timedelta(1))
    html = signed_in(client, dara).get(reverse("share_link_list"), headers={"accept-language": "en"}).content.decode()
    assert "expired on" in html
    assert "No link is open" in html


def test_the_public_page_is_opened_and_taken_back(client: Client, programme: Programme, dara: User) -> None:
    recent(client, dara)
    page, switch = reverse("published_public", kwargs={"code": "KG"}), reverse("public_page_switch")
    assert client.get(page).status_code == 404
    client.post(switch, {"is_on": "1"})
    assert client.get(page).status_code == 200
    client.post(switch, {"is_on": "0"})
    assert client.get(page).status_code == 404


@pytest.mark.parametrize("name", ["amina", "bilal", "chen", "emil", "aida"])
def test_nobody_else(
    client: Client, programme: Programme, dara: User, request: pytest.FixtureRequest, name: str
) -> None:
    made = link(programme, dara)
    recent(client, request.getfixturevalue(name))
    assert client.get(reverse("share_link_list")).status_code == 404
    assert client.get(reverse("share_link_add")).status_code == 404
    assert client.post(reverse("share_link_add"), GOOD).status_code == 404
    assert client.post(reverse("share_link_revoke", kwargs={"number": made.pk})).status_code == 404
    assert client.post(reverse("public_page_switch"), {"is_on": "1"}).status_code == 404
    assert ShareLink.objects.filter(revoked_at=None).count() == 1


def test_another_programme_neither_sees_nor_ends_it(client: Client, programme: Programme, dara: User) -> None:
    made = link(programme, dara)
    signed_in(client, make_coordinator(ProgrammeFactory(), "far"))
    assert b"A meeting" not in client.get(reverse("share_link_list")).content
    assert client.post(reverse("share_link_revoke", kwargs={"number": made.pk})).status_code == 404


def test_queries_do_not_grow_with_the_links(
    client: Client, programme: Programme, dara: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    signed_in(client, dara)
    for _again in range(2):
        for number in range(5):
            link(programme, dara, f"Meeting {number}")
        with django_assert_max_num_queries(LISTED):
            client.get(reverse("share_link_list"))
