"""What the script of the idle lock tells and asks."""

import datetime
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from documenters.lifetimes import LOCKED_SECONDS, MINUTE
from documenters.models import User
from tests.factories.people import PASSWORD, signed_in

START = datetime.datetime(2026, 3, 16, 9, 0, tzinfo=datetime.UTC)
NAMES = ["session_touch", "session_lock", "session_unlock"]


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


@pytest.fixture
def page(client: Client, amina: User, clock: time_machine.Traveller) -> Client:
    """Amina's open page."""
    signed_in(client, amina).get("/queue/")
    return client


def ask(client: Client, name: str, user: User, **fields: str) -> dict[str, Any]:
    response = client.post(reverse(name), {"person": str(user.public_id), **fields})
    assert response.status_code == 200
    answer: dict[str, Any] = response.json()
    return answer


def test_touch_keeps_the_session_open(page: Client, amina: User, clock: time_machine.Traveller) -> None:
    for _ in range(3):
        clock.shift(14 * MINUTE)
        answer = ask(page, "session_touch", amina)
        assert answer["state"] == "open"
        assert answer["token"]
    assert page.get("/queue/").status_code == 200


def test_touch_of_a_locked_session_opens_nothing(page: Client, amina: User, clock: time_machine.Traveller) -> None:
    clock.shift(16 * MINUTE)
    assert ask(page, "session_touch", amina)["state"] == "locked"
    assert page.get("/queue/").status_code == 423


@pytest.mark.parametrize("name", ["case_autosave_first", "session_lock"])
def test_what_pages_send_by_themselves_is_no_sign_of_life(
    page: Client, amina: User, clock: time_machine.Traveller, name: str
) -> None:
    clock.shift(10 * MINUTE)
    assert page.post(reverse("case_autosave_first"), {"page": uuid.uuid4().hex}).status_code == 200
    clock.shift(5 * MINUTE + 1)
    assert page.post(reverse("case_autosave_first"), {"page": uuid.uuid4().hex}).status_code == 423


def test_lock_locks_at_once(page: Client, amina: User) -> None:
    assert ask(page, "session_lock", amina)["state"] == "locked"
    assert page.get("/queue/").status_code == 423


def test_lock_from_the_menu_shows_the_lock_page(page: Client, amina: User) -> None:
    response = page.post(reverse("session_lock"), {"person": str(amina.public_id), "show": "1"}, follow=True)
    assert response.status_code == 423
    assert response.redirect_chain == [(reverse("home"), 302)]


def test_the_menu_offers_it(page: Client) -> None:
    assert f'action="{reverse("session_lock")}"' in page.get("/queue/").content.decode()


def test_locking_twice_does_not_begin_the_hour_anew(page: Client, amina: User, clock: time_machine.Traveller) -> None:
    ask(page, "session_lock", amina)
    clock.shift(LOCKED_SECONDS)
    assert ask(page, "session_lock", amina)["state"] == "locked"
    clock.shift(1)
    assert ask(page, "session_lock", amina)["state"] == "ended"


def test_unlock(page: Client, amina: User) -> None:
    ask(page, "session_lock", amina)
    assert ask(page, "session_unlock", amina, passphrase="wrong")["state"] == "locked"
    answer = ask(page, "session_unlock", amina, passphrase=PASSWORD)
    assert answer["state"] == "open"
    assert answer["token"]
    assert page.get("/queue/").status_code == 200


def test_unlock_asks_for_the_passphrase_although_only_the_page_was_locked(page: Client, amina: User) -> None:
    assert ask(page, "session_unlock", amina, passphrase="wrong")["state"] == "locked"
    assert ask(page, "session_unlock", amina)["state"] == "locked"
    assert ask(page, "session_unlock", amina, passphrase=PASSWORD)["state"] == "open"


def test_five_wrong_ones_end_the_session(page: Client, amina: User) -> None:
    ask(page, "session_lock", amina)
    states = [ask(page, "session_unlock", amina, passphrase="wrong")["state"] for _ in range(6)]
    assert states == ["locked"] * 4 + ["ended"] * 2
    assert "_auth_user_id" not in page.session


@pytest.mark.parametrize("name", NAMES)
def test_a_page_of_somebody_else_is_told_so(page: Client, bilal: User, name: str) -> None:
    assert ask(page, name, bilal, passphrase=PASSWORD) == {"state": "other"}
    assert page.get("/queue/").status_code == 200


@pytest.mark.parametrize("name", NAMES)
def test_without_a_session_it_has_ended(client: Client, amina: User, name: str) -> None:
    assert ask(client, name, amina, passphrase=PASSWORD) == {"state": "ended"}


@pytest.mark.parametrize("name", NAMES)
def test_only_by_post_and_from_our_pages(amina: User, name: str) -> None:
    client = signed_in(Client(enforce_csrf_checks=True), amina)
    assert client.get(reverse(name)).status_code == 405
    assert client.post(reverse(name), {"person": str(amina.public_id)}).status_code == 403


def test_every_page_of_somebody_logged_in_has_the_lock(page: Client, amina: User) -> None:
    content = page.get("/queue/").content.decode()
    assert f'data-person="{amina.public_id}"' in content
    assert 'data-idle-seconds="900"' in content
    assert 'data-locked-seconds="3600"' in content
    assert "js/site.js" in content


def test_other_pages_have_none(client: Client, db: None) -> None:
    assert "js/site.js" not in client.get(reverse("account_login")).content.decode()
