"""What the database holds of a session, and what it is good for: nothing."""

import pytest
from allauth.account import signals as account_signals
from allauth.usersessions.models import UserSession
from asgiref.sync import async_to_sync
from django.apps import apps
from django.conf import settings
from django.contrib.auth import login
from django.contrib.sessions.models import Session
from django.test import Client, RequestFactory
from django.urls import reverse

from documenters.models import User
from documenters.session_store import SessionStore, stored_key
from tests.factories.people import PASSWORD

COOKIE = settings.SESSION_COOKIE_NAME


def logged_in(user: User, agent: str = "") -> Client:
    client = Client(headers={"User-Agent": agent})
    assert client.post(reverse("account_login"), {"username": user.username, "password": PASSWORD}).status_code == 302
    assert is_in(client)
    return client


def is_in(client: Client) -> bool:
    return client.get(reverse("usersessions_list")).status_code == 200


def cookie_of(client: Client) -> str:
    return client.cookies[COOKIE].value


def labels_of(client: Client) -> list[tuple[str, bool]]:
    shown = client.get(reverse("usersessions_list")).context["sessions"]
    return [(session.label, session.is_this_one) for session in shown]


def kept_in_the_database() -> str:
    """Every row of every table."""
    return "\n".join(
        str(row) for model in apps.get_models(include_auto_created=True) for row in model._base_manager.values_list()
    )


def test_s2_no_table_holds_the_cookie(amina: User) -> None:
    client = logged_in(amina)
    token = cookie_of(client)
    kept = kept_in_the_database()
    assert kept.count(stored_key(token)) == len((Session, UserSession))
    assert len(token) == 32
    assert token not in kept
    assert token not in str(Session.objects.get().get_decoded())
    assert UserSession.objects.get().session_key == Session.objects.get().session_key == stored_key(token)


def test_s2_what_the_database_holds_of_a_session_logs_nobody_in(amina: User) -> None:
    client = logged_in(amina)
    row = Session.objects.get()
    for stolen in (row.session_key, row.session_key[1:], row.session_data, UserSession.objects.get().session_key):
        thief = Client()
        thief.cookies[COOKIE] = stolen
        assert not is_in(thief)
    assert is_in(client)


@pytest.mark.parametrize("name", ["account_logout", "quick_exit"])
def test_s2_what_the_database_holds_of_a_session_ends_none(amina: User, name: str) -> None:
    client = logged_in(amina)
    thief = Client()
    thief.cookies[COOKIE] = Session.objects.get().session_key
    thief.post(reverse(name))
    assert is_in(client)


def test_s2_login_makes_another_row_and_the_old_one_is_gone(amina: User, client: Client) -> None:
    session = client.session
    session["planted"] = "by somebody else"
    session.save()
    planted = str(session.session_key)
    client.cookies[COOKIE] = planted
    client.post(reverse("account_login"), {"username": amina.username, "password": PASSWORD})
    assert cookie_of(client) != planted
    assert [row.session_key for row in Session.objects.all()] == [stored_key(cookie_of(client))]


def test_s2_somebody_else_logging_in_here_is_on_their_own_list(amina: User, bilal: User) -> None:
    client = Client()
    client.force_login(amina)
    request = RequestFactory().get("/")
    request.session = SessionStore(cookie_of(client))
    request.user = amina
    login(request, bilal, backend=settings.AUTHENTICATION_BACKENDS[0])
    assert request.session.session_key is None
    account_signals.user_logged_in.send(sender=User, request=request, user=bilal)
    request.session.save()
    row = UserSession.objects.get()
    assert (row.user, row.session_key) == (bilal, stored_key(str(request.session.session_key)))
    assert Session.objects.get().session_key == row.session_key


def test_s2_a_new_password_keeps_this_session_on_the_list_and_no_other(amina: User) -> None:
    phone, desk = logged_in(amina, "iPhone Safari/1"), logged_in(amina, "Linux Firefox/1")
    before = cookie_of(desk)
    new = "seven quiet rivers run north"
    fields = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert desk.post(reverse("account_change_password"), fields).status_code == 302
    assert cookie_of(desk) != before
    assert labels_of(desk) == [("Firefox, Linux", True)]
    assert not is_in(phone)
    assert UserSession.objects.get().session_key == stored_key(cookie_of(desk))
    assert [row.session_key for row in Session.objects.all()] == [stored_key(cookie_of(desk))]


def test_s2_one_session_or_all_others_end(amina: User) -> None:
    phone, desk, tablet = (logged_in(amina, f"{name} Firefox/1") for name in ("iPhone", "Linux", "iPad"))
    assert labels_of(desk) == [("Firefox, Linux", True), ("Firefox, iPad", False), ("Firefox, iPhone", False)]
    row = UserSession.objects.get(user_agent="Firefox, iPhone")
    desk.post(reverse("session_end", args=[row.pk]))
    assert [is_in(client) for client in (phone, desk, tablet)] == [False, True, True]
    desk.post(reverse("usersessions_list"))
    assert [is_in(client) for client in (phone, desk, tablet)] == [False, True, False]
    assert Session.objects.count() == UserSession.objects.count() == 1


def test_s2_ended_sessions_leave_the_list_at_the_next_login(amina: User) -> None:
    logged_in(amina).post(reverse("account_logout"))
    assert UserSession.objects.count() == 1
    client = logged_in(amina)
    assert UserSession.objects.get().session_key == stored_key(cookie_of(client))


def test_s2_a_row_written_by_anybody_holds_no_token(amina: User) -> None:
    for key in ("a" * 32, stored_key("b" * 32)):
        row = UserSession.objects.create(user=amina, ip="203.0.113.7", user_agent="", session_key=key)
        assert row.session_key in (stored_key("a" * 32), stored_key("b" * 32))
        assert row.ip == "::"


def test_s2_a_session_is_found_and_ended_by_both_names_and_opened_by_one(db: None) -> None:
    session = SessionStore()
    session["a"] = 1
    session.save()
    token = str(session.session_key)
    for name in (token, stored_key(token)):
        assert session.exists(name)
    assert SessionStore(token)["a"] == 1
    stolen = SessionStore(stored_key(token))
    stolen.delete()
    assert stolen.get("a") is None
    assert stolen.session_key is None
    stolen.delete()
    assert session.exists(token)
    SessionStore().delete(stored_key(token))
    assert not session.exists(token)


def test_s2_the_asynchronous_ways_are_the_same(db: None) -> None:
    async def walk() -> str:
        session = SessionStore()
        await session.aset("a", 1)
        await session.asave()
        token = str(session.session_key)
        assert await SessionStore(token).aget("a") == 1
        assert await SessionStore(stored_key(token)).aget("a") is None
        assert await session.aexists(stored_key(token))
        assert [row.session_key async for row in Session.objects.all()] == [stored_key(token)]
        await session.adelete()
        assert not await session.aexists(token)
        return token

    assert len(async_to_sync(walk)()) == 32
