"""The first page, leaving quickly, the language."""

import datetime
import re

import pytest
import time_machine
from django.conf import settings
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from documenters.middleware import LEFT_COOKIE
from documenters.models import User
from documenters.views.sessions import NEUTRAL_PAGE
from tests.factories.people import UserFactory, signed_in

LANGUAGE = settings.LANGUAGE_COOKIE_NAME


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_quick_exit_ends_the_session_and_goes_to_a_neutral_page(client: Client, amina: User) -> None:
    signed_in(client, amina)
    assert client.post(reverse("quick_exit"))["Refresh"] == f"0; url={NEUTRAL_PAGE}"
    assert not is_signed_in(client)


@pytest.mark.parametrize("name", ["account_logout", "quick_exit", "language_set"])
def test_only_by_post(client: Client, amina: User, name: str) -> None:
    signed_in(client, amina)
    assert client.get(reverse(name)).status_code == 405
    assert is_signed_in(client)


@pytest.mark.parametrize("site", ["same-origin", "none", ""])
def test_quick_exit_works_with_an_old_page_or_an_error_page(amina: User, site: str) -> None:
    client = signed_in(Client(enforce_csrf_checks=True), amina)
    response = client.post(reverse("quick_exit"), headers={"sec-fetch-site": site} if site else {})
    assert response.status_code == 200
    assert not is_signed_in(client)


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_quick_exit_is_no_button_of_another_site(client: Client, amina: User, site: str) -> None:
    signed_in(client, amina)
    response = client.post(reverse("quick_exit"), headers={"sec-fetch-site": site})
    assert response.status_code == 403
    assert "Clear-Site-Data" not in response
    assert is_signed_in(client)


def test_quick_exit_makes_the_browser_forget_but_keeps_the_language(client: Client, amina: User) -> None:
    signed_in(client, amina)
    client.cookies[LANGUAGE] = "ky"
    response = client.post(reverse("quick_exit"))
    assert response["Clear-Site-Data"] == '"cache", "storage"'
    assert response["Cache-Control"] == "no-store"
    assert response.content == b""
    assert client.cookies[LANGUAGE].value == "ky"


def test_no_script_keeps_anything_in_the_storage_that_quick_exit_empties() -> None:
    """An outbox would be thrown away by it: see docs/adr/0011 before you add one."""
    for script in (settings.BASE_DIR / "static" / "js").rglob("*.js"):
        assert not re.search(r"localStorage|sessionStorage|indexedDB|caches\.", script.read_text()), script.name


@pytest.mark.parametrize("name", ["home", "quick_exit", "account_login"])
def test_session_ends_with_the_first_request_after_the_script_has_left(client: Client, amina: User, name: str) -> None:
    signed_in(client, amina)
    client.cookies[LEFT_COOKIE] = "1"
    response = client.get(reverse(name))
    assert not is_signed_in(client)
    assert response.cookies[LEFT_COOKIE]["max-age"] == 0
    assert client.get(reverse("home"))["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("template", ["400.html", "500.html"])
def test_error_pages_that_know_no_request_can_be_left(template: str) -> None:
    page = render_to_string(template)
    assert f'action="{reverse("quick_exit")}"' in page
    assert 'data-quick-exit=""' in page


@pytest.mark.parametrize("name", ["account_logout", "language_set", "account_login"])
def test_no_other_site_posts_here(amina: User, name: str) -> None:
    client = signed_in(Client(enforce_csrf_checks=True), amina)
    assert client.post(reverse(name)).status_code == 403


@pytest.mark.parametrize("language", ["ru", "ky", "en"])
def test_language_is_remembered(client: Client, db: None, language: str) -> None:
    response = client.post(reverse("language_set"), {"language": language, "next": "/login/"})
    assert response["Location"] == "/login/"
    assert response.cookies[LANGUAGE].value == language


@pytest.mark.parametrize("language", ["", "de", "xx", "../en"])
def test_other_languages_are_not(client: Client, db: None, language: str) -> None:
    assert LANGUAGE not in client.post(reverse("language_set"), {"language": language}).cookies


@pytest.mark.parametrize(
    "target",
    ["https://elsewhere.example", "//elsewhere.example", "/\\elsewhere.example", "", "javascript:alert(1)", "nowhere"],
)
def test_language_set_goes_to_no_other_site(client: Client, db: None, target: str) -> None:
    response = client.post(reverse("language_set"), {"language": "ky", "next": target})
    assert response["Location"] == reverse("home")


@pytest.mark.parametrize(
    ("name", "first"),
    [("amina", "queue"), ("bilal", "queue"), ("dara", "overview"), ("emil", "published"), ("aida", "member_list")],
)
def test_home_is_the_first_page_of_the_role(
    request: pytest.FixtureRequest, client: Client, name: str, first: str
) -> None:
    signed_in(client, request.getfixturevalue(name))
    assert client.get(reverse("home"))["Location"] == reverse(first)


def test_home_without_a_role_says_so(client: Client, db: None) -> None:
    assert signed_in(client, UserFactory()).get(reverse("home")).status_code == 200


def test_home_of_a_session_that_idled_is_the_login_page(client: Client, amina: User) -> None:
    with time_machine.travel(datetime.datetime(2026, 3, 16, 9, tzinfo=datetime.UTC), tick=False) as clock:
        signed_in(client, amina)
        assert client.get(reverse("home"))["Location"] == reverse("queue")
        clock.shift(datetime.timedelta(hours=2))
        assert client.get(reverse("home"))["Location"].startswith(reverse("account_login"))
