"""Life time of a session, language of the page."""

import datetime

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import reverse

from documenters.lifetimes import ABSOLUTE_SECONDS, IDLE_SECONDS, LOCKED_SECONDS, MINUTE, idle_limit
from documenters.models import Programme, User
from documenters.permissions import Role
from tests.factories.people import UserFactory, give_role, signed_in

pytestmark = pytest.mark.urls("tests.documenters.plain_urls")

START = datetime.datetime(2026, 3, 16, 9, 0, tzinfo=datetime.UTC)


def is_signed_in(client: Client) -> bool:
    return client.get("/who/").content.startswith(b"True")


@pytest.mark.parametrize(("name", "minutes"), [("amina", 15), ("bilal", 15), ("dara", 10), ("aida", 10), ("emil", 30)])
def test_session_is_locked_after_idling_as_long_as_the_role_may(
    request: pytest.FixtureRequest, client: Client, name: str, minutes: int
) -> None:
    user = request.getfixturevalue(name)
    with time_machine.travel(START, tick=False) as clock:
        signed_in(client, user)
        assert is_signed_in(client)
        clock.shift(minutes * MINUTE - 1)
        assert is_signed_in(client)
        clock.shift(minutes * MINUTE - 1)
        assert is_signed_in(client)
        clock.shift(minutes * MINUTE + 1)
        assert client.get("/who/").status_code == 423
        assert "_auth_user_id" in client.session


@pytest.mark.parametrize(("name", "minutes"), [("amina", 15), ("dara", 10), ("emil", 30)])
def test_session_ends_after_an_hour_locked(
    request: pytest.FixtureRequest, client: Client, name: str, minutes: int
) -> None:
    with time_machine.travel(START, tick=False) as clock:
        signed_in(client, request.getfixturevalue(name)).get("/who/")
        clock.shift(minutes * MINUTE + LOCKED_SECONDS)
        assert client.get("/who/").status_code == 423
        clock.shift(1)
        assert client.get("/who/").content.startswith(b"False")
        assert "_auth_user_id" not in client.session


def test_a_locked_session_ends_at_the_absolute_limit_too(client: Client, emil: User) -> None:
    with time_machine.travel(START, tick=False) as clock:
        signed_in(client, emil)
        for _ in range(47):
            client.get("/who/")
            clock.shift(15 * MINUTE)
        client.get("/who/")
        clock.shift(15 * MINUTE)
        assert client.get("/who/").status_code == 200
        client.post(reverse("session_lock"), {"person": str(emil.public_id)})
        assert client.get("/who/").status_code == 423
        clock.shift(1)
        assert client.get("/who/").content.startswith(b"False")


def test_shortest_of_several_roles_counts(emil: User, programme: Programme) -> None:
    give_role(emil, Role.COORDINATOR, programme)
    assert idle_limit(User.objects.get(pk=emil.pk)) == 10 * MINUTE


def test_without_a_role_the_shortest_of_all_counts(db: None) -> None:
    assert idle_limit(UserFactory()) == min(IDLE_SECONDS.values())


def test_every_role_has_a_limit() -> None:
    assert set(IDLE_SECONDS) == set(Role)


def test_session_ends_twelve_hours_after_login_however_busy(client: Client, emil: User) -> None:
    assert ABSOLUTE_SECONDS == 12 * 60 * MINUTE
    with time_machine.travel(START, tick=False) as clock:
        signed_in(client, emil)
        for _ in range(12 * 60 // 20):
            assert is_signed_in(client)
            clock.shift(20 * MINUTE)
        assert is_signed_in(client)
        clock.shift(1)
        assert not is_signed_in(client)


def test_after_the_end_a_new_login_starts_anew(client: Client, emil: User) -> None:
    with time_machine.travel(START, tick=False) as clock:
        signed_in(client, emil)
        assert is_signed_in(client)
        clock.shift(ABSOLUTE_SECONDS + 1)
        assert not is_signed_in(client)
        signed_in(client, emil)
        assert is_signed_in(client)


def test_suspension_ends_an_open_session(client: Client, amina: User) -> None:
    signed_in(client, amina)
    assert is_signed_in(client)
    User.objects.filter(pk=amina.pk).update(is_active=False)
    assert not is_signed_in(client)


def test_strangers_get_no_session(client: Client, db: None) -> None:
    response = client.get("/who/")
    assert response.content.startswith(b"False")
    assert settings.SESSION_COOKIE_NAME not in response.cookies


@pytest.mark.parametrize(
    ("cookie", "browser", "language"),
    [
        ("", "", "ru"),
        ("", "de-DE,de", "ru"),
        ("", "ky,en;q=0.5", "ky"),
        ("", "en-GB,en", "en"),
        ("ky", "en", "ky"),
        ("xx", "", "ru"),
    ],
)
def test_language_of_the_cookie_else_of_the_browser_else_russian(
    client: Client, db: None, cookie: str, browser: str, language: str
) -> None:
    if cookie:
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = cookie
    response = client.get("/who/", headers={"accept-language": browser})
    assert response.content.decode() == f"False {language}"
    assert response["Content-Language"] == language


def test_language_of_one_request_does_not_stay_for_the_next(client: Client, db: None) -> None:
    client.get("/who/", headers={"accept-language": "ky"})
    assert client.get("/who/").content.decode() == "False ru"


def test_a_session_that_suspension_ended_does_not_come_back(client: Client, amina: User) -> None:
    signed_in(client, amina)
    for is_active in (False, True):
        User.objects.filter(pk=amina.pk).update(is_active=is_active)
        assert client.get("/queue/").status_code == 302
