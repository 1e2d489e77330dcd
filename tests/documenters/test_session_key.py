"""The person's key in the session: opened by the passphrase, of use with the cookie alone, gone with the session."""

import datetime
import itertools
from base64 import b64decode
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.conf import settings as site
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from documenters import session_key
from documenters.actions.lockdown import lockdown_start
from documenters.actions.member_keys import member_key_of, member_key_open
from documenters.actions.members import member_suspend
from documenters.key_middleware import OpenedKeyMiddleware
from documenters.lifetimes import MINUTE
from documenters.models import LockdownReason, MemberKey, Programme, User
from documenters.session_store import OPEN_KEY, SessionStore
from documenters.vault import keyring
from documenters.vault.hpke import private_to_bytes
from documenters.vault.opened import KeyLocked, KeyMissing, opened_key
from documenters.vault.primitives import SealBroken, open_bytes
from tests.factories.keys import keyed, signed_in_with_key
from tests.factories.people import PASSWORD, signed_in
from tests.factories.second_factor import code_of, give_app

COOKIE = site.VAULT_COOKIE_NAME
NEW = "seven white cranes above"


@pytest.fixture(autouse=True)
def members(settings: Any) -> None:
    settings.VAULT_MODE = "members"


@pytest.fixture
def desk(client: Client, amina: User) -> Client:
    """Amina, logged in by her passphrase; her recovery code is set."""
    login(client)
    MemberKey.objects.filter(user=amina).update(by_code=b"x", code_confirmed_at=datetime.datetime.now(datetime.UTC))
    return client


def login(client: Client, password: str = PASSWORD) -> HttpResponse:
    answer: HttpResponse = client.post(reverse("account_login"), {"username": "amina", "password": password})
    return answer


def opens(client: Client, user: User) -> bool:
    """Does this browser's cookie open the person's key in its session?"""
    token = client.cookies[COOKIE].value if COOKIE in client.cookies else ""
    found = session_key.kept_key(client.session, token, user.pk)
    key = member_key_of(user)
    if found is None or key is None:
        return False
    own = member_key_open(user, PASSWORD)
    return own is not None and (found[0], found[1]()) == (key.pk, own.private)


def stored() -> list[dict[str, Any]]:
    """What all rows of sessions hold, as somebody reads them who has stolen database and settings."""
    return [SessionStore().decode(row.session_data) for row in Session.objects.all()]


def ask(client: Client, name: str, user: User, **fields: str) -> dict[str, Any]:
    answer: dict[str, Any] = client.post(reverse(name), {"person": str(user.public_id), **fields}).json()
    return answer


def test_s2_the_row_and_every_key_of_the_server_open_nothing_without_the_cookie(desk: Client, amina: User) -> None:
    assert opens(desk, amina)
    (held,) = [row[OPEN_KEY] for row in stored() if OPEN_KEY in row]
    row = Session.objects.get()
    known = [site.SECRET_KEY, site.SEALING_KEY, row.session_key, str(desk.session.session_key), held["token"], ""]
    keys = [keyring.session_token_key(word) for word in known]
    keys += [keyring.server_vault_key(), keyring.second_factor_key(), keyring.held_request_key(known[3])]
    place = f"v1|session-key|{amina.pk}|{held['id']}".encode()
    for key in keys:
        with pytest.raises(SealBroken):
            open_bytes(key, b64decode(held["sealed"]), place)
    assert desk.cookies[COOKIE].value not in str(stored())
    assert desk.cookies[COOKIE].value not in row.session_data


def test_it_is_sealed_for_one_person(desk: Client, amina: User, bilal: User) -> None:
    session, token = desk.session, desk.cookies[COOKIE].value
    session[OPEN_KEY] = {**session[OPEN_KEY], "user": bilal.pk}
    found = session_key.kept_key(session, token, bilal.pk)
    assert found is not None
    with pytest.raises(SealBroken):
        found[1]()
    assert session_key.kept_key(session, token, amina.pk) is None


def test_the_cookie_is_of_this_session_alone(client: Client, amina: User, settings: Any) -> None:
    settings.SESSION_COOKIE_SECURE = True
    cookie = login(client).cookies[COOKIE]
    assert (cookie["httponly"], cookie["secure"], cookie["samesite"]) == (True, True, "Strict")
    assert (cookie["path"], cookie["max-age"], cookie["expires"], cookie["domain"]) == ("/", "", "", "")
    assert len(cookie.value) >= 43


def test_the_second_step_takes_it_along(client: Client, amina: User) -> None:
    give_app(amina)
    assert login(client)["Location"] == reverse("mfa_authenticate")
    assert OPEN_KEY in client.session
    assert client.get(reverse("mfa_authenticate")).status_code == 200
    client.post(reverse("mfa_authenticate"), {"code": code_of()})
    assert "_auth_user_id" in client.session
    assert opens(client, amina)


def test_whoever_does_not_come_through_the_second_step_leaves_no_key(client: Client, amina: User) -> None:
    give_app(amina)
    login(client)
    with time_machine.travel(datetime.datetime.now(datetime.UTC) + datetime.timedelta(hours=1)):
        client.get(reverse("mfa_authenticate"))
        client.get(reverse("account_login"))
    assert OPEN_KEY not in client.session
    assert client.cookies[COOKIE].value == ""


def test_it_stays_while_a_second_factor_is_being_set_up(client: Client, amina: User, settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    login(client)
    assert client.get(reverse("home"))["Location"] == reverse("second_factor_set_up")
    assert client.get(reverse("mfa_activate_totp")).status_code == 200
    assert opens(client, amina)


def test_lock_now_throws_it_away_and_the_passphrase_brings_it_back(desk: Client, amina: User) -> None:
    assert ask(desk, "session_lock", amina)["state"] == "locked"
    assert not any(OPEN_KEY in row for row in stored())
    assert desk.cookies[COOKIE].value == ""
    assert ask(desk, "session_unlock", amina, passphrase="wrong")["state"] == "locked"
    assert not any(row.get(OPEN_KEY) for row in stored())
    assert ask(desk, "session_unlock", amina, passphrase=PASSWORD)["state"] == "open"
    assert opens(desk, amina)
    assert desk.get(reverse("queue")).status_code == 200


def test_an_idle_session_loses_it_as_soon_as_anybody_comes(desk: Client, amina: User) -> None:
    assert desk.get(reverse("queue")).status_code == 200
    with time_machine.travel(datetime.datetime.now(datetime.UTC) + datetime.timedelta(seconds=16 * MINUTE)):
        assert desk.get(reverse("queue")).status_code == 423
        assert not any(OPEN_KEY in row for row in stored())
        assert desk.post(reverse("queue"), {"unlock_passphrase": PASSWORD}).status_code == 302
        assert opens(desk, amina)
        assert desk.get(reverse("queue")).status_code == 200


@pytest.mark.parametrize("cookie", [None, "of-another-browser"])
def test_a_session_without_its_cookie_is_locked(desk: Client, amina: User, cookie: str | None) -> None:
    del desk.cookies[COOKIE]
    if cookie:
        desk.cookies[COOKIE] = cookie
    assert desk.get(reverse("queue")).status_code == 423
    assert ask(desk, "session_touch", amina)["state"] == "locked"
    assert desk.post(reverse("queue"), {"unlock_passphrase": "wrong"}).status_code == 423
    assert desk.post(reverse("queue"), {"unlock_passphrase": PASSWORD}).status_code == 302
    assert opens(desk, amina)
    assert desk.get(reverse("queue")).status_code == 200


def test_what_was_sent_without_the_cookie_goes_on_with_the_key_open(desk: Client) -> None:
    del desk.cookies[COOKIE]
    locked = desk.post(reverse("recovery_code"), {"typed": "before"})
    assert locked.status_code == 423
    sent = {"unlock_passphrase": PASSWORD, "held": locked.context["held"]}
    assert len(desk.post(reverse("recovery_code"), sent).context["code"]) == 8


def test_in_server_mode_nobody_needs_one_and_the_login_makes_the_pair_once(
    client: Client, amina: User, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.VAULT_MODE = "server"
    login(client)
    assert COOKIE not in client.cookies
    assert OPEN_KEY not in client.session
    assert MemberKey.objects.get().user == amina
    for name in ("wrap", "unwrap"):
        monkeypatch.setattr(f"documenters.actions.member_keys.{name}", lambda *_all, **_more: pytest.fail("stretched"))
    again = Client()
    login(again)
    assert again.get(reverse("queue")).status_code == 200


@pytest.mark.parametrize("leave", ["account_logout", "quick_exit"])
def test_leaving_takes_row_and_cookie(desk: Client, leave: str) -> None:
    assert desk.post(reverse(leave)).cookies[COOKIE].value == ""
    assert not Session.objects.exists()


def test_suspension_and_lock_down_leave_no_sealed_key(desk: Client, amina: User, dara: User, bilal: User) -> None:
    programme = Programme.objects.get()
    member_suspend(amina, programme, by=dara)
    assert not any(OPEN_KEY in row for row in stored())
    desk.get(reverse("queue"))
    assert desk.cookies[COOKIE].value == ""
    other = Client()
    other.post(reverse("account_login"), {"username": "bilal", "password": PASSWORD})
    assert any(OPEN_KEY in row for row in stored())
    lockdown_start(programme, reason=LockdownReason.DRILL, people=[dara, bilal], by=dara)
    assert not any(OPEN_KEY in row for row in stored())


def test_a_new_passphrase_wraps_the_same_key_and_ends_it_elsewhere(desk: Client, amina: User) -> None:
    phone = Client()
    login(phone)
    key, own = member_key_of(amina), member_key_open(amina, PASSWORD)
    assert key is not None
    assert own is not None
    form = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    assert desk.post(reverse("account_change_password"), form).status_code == 302
    assert member_key_open(amina, NEW) == own
    with pytest.raises(SealBroken):
        member_key_open(amina, PASSWORD)
    assert [row[OPEN_KEY]["id"] for row in stored()] == [key.pk]
    assert UserSession.objects.count() == 1
    assert desk.get(reverse("queue")).status_code == 200
    assert phone.get(reverse("queue"))["Location"].startswith(reverse("account_login"))


def request_of(desk: Client, user: User) -> HttpRequest:
    request = RequestFactory().get("/")
    request.session, request.user = SessionStore(desk.session.session_key), user
    request.COOKIES[COOKIE] = desk.cookies[COOKIE].value
    return request


def test_it_is_unsealed_when_asked_for_also_in_what_is_sent_afterwards(
    desk: Client, amina: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    own, times = member_key_open(amina, PASSWORD), itertools.count()
    unseal = session_key._unsealed
    monkeypatch.setattr(session_key, "_unsealed", lambda *given: (next(times), unseal(*given))[1])
    assert own is not None

    def asked() -> bytes:
        opened = opened_key(amina.pk)
        return private_to_bytes(opened.private) if opened else b""

    def streamed() -> Iterator[bytes]:
        yield asked()
        yield asked()

    answer = OpenedKeyMiddleware(lambda _request: StreamingHttpResponse(streamed()))(request_of(desk, amina))
    assert next(times) == 0
    assert asked() == b""
    parts = iter(answer)  # type: ignore[call-overload]
    assert next(parts) == own.private
    assert asked() == b"", "between two parts nothing is open"
    assert [*parts] == [own.private]
    assert next(times) == 2, "unsealed once"


@pytest.mark.parametrize(("error", "link"), [(KeyMissing, "key_waiting"), (KeyLocked, "account_logout")])
def test_what_a_missing_key_says(desk: Client, amina: User, error: type[Exception], link: str) -> None:
    answer = OpenedKeyMiddleware(lambda _request: HttpResponse()).process_exception(request_of(desk, amina), error())
    assert answer is not None
    assert answer.status_code == 403
    assert reverse(link) in answer.content.decode()


def test_a_key_that_another_passphrase_wraps_is_not_thrown_away(client: Client, amina: User) -> None:
    """A backup of the keys is newer than that of the people: the passphrase of then logs in and opens nothing."""
    key = member_key_of(keyed(amina))
    assert key is not None
    amina.set_password(NEW)
    amina.save(update_fields=["password"])
    login(client, NEW)
    assert client.get(reverse("queue"))["Location"] == reverse("key_reopen")
    sent = client.post(reverse("key_reopen"), {"passphrase": NEW, "opens": "not this one"})
    assert "opens" in sent.context["form"].errors
    assert client.post(reverse("key_reopen"), {"passphrase": NEW, "opens": PASSWORD}).status_code == 302
    assert member_key_of(amina) == key
    assert member_key_open(amina, NEW) is not None
    assert client.get(reverse("queue"))["Location"] == reverse("recovery_code")


def test_a_session_of_before_gets_its_key_by_the_lock_page(client: Client, amina: User) -> None:
    """Somebody was logged in while the server kept the keys."""
    signed_in(client, amina)
    assert client.get(reverse("queue")).status_code == 423
    assert client.post(reverse("queue"), {"unlock_passphrase": PASSWORD}).status_code == 302
    assert opens(client, amina)


def test_the_helper_of_other_tests_logs_in_with_the_key(client: Client, amina: User) -> None:
    assert opens(signed_in_with_key(client, amina), amina)
