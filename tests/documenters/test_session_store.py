"""What is saved late takes no lock away and brings no session back: a request may end after another has locked."""

import threading

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from documenters import lifetimes, session_key
from documenters.actions.sessions import sessions_end
from documenters.middleware import SessionLifetimeMiddleware
from documenters.models import User
from documenters.session_store import LOCKED_KEY, OPEN_KEY, TRIES_KEY, SessionStore, stored_key
from tests.factories.people import signed_in


@pytest.fixture
def key(db: None) -> str:
    session = SessionStore()
    lifetimes.begin(session)
    session.save()
    return str(session.session_key)


def loaded(key: str) -> SessionStore:
    """As a request has it that is under way."""
    session = SessionStore(key)
    lifetimes.use(session)
    return session


def lock_elsewhere(key: str) -> None:
    other = SessionStore(key)
    lifetimes.lock(other)
    other.save()


def test_a_late_save_leaves_the_session_locked_and_what_it_says_else_is_kept(key: str) -> None:
    late = loaded(key)
    late["word"] = "kept"
    lock_elsewhere(key)
    late.save()
    assert LOCKED_KEY in SessionStore(key)
    assert LOCKED_KEY in late
    assert SessionStore(key)["word"] == "kept"
    late.save()
    assert LOCKED_KEY in SessionStore(key)


def test_neither_does_a_late_save_of_what_was_emptied_or_gets_a_new_token(key: str) -> None:
    emptied, renewed = loaded(key), loaded(key)
    lock_elsewhere(key)
    emptied.clear()
    emptied.save()
    assert LOCKED_KEY in SessionStore(key)
    renewed.cycle_key()
    renewed.save()
    assert renewed.session_key != key
    assert LOCKED_KEY in SessionStore(renewed.session_key)


def test_unlocking_opens_the_lock_that_it_knew_and_no_later_one(key: str) -> None:
    lock_elsewhere(key)
    opened, late = loaded(key), loaded(key)
    lifetimes.unlock(opened)
    opened.save()
    assert LOCKED_KEY not in SessionStore(key)
    later = SessionStore(key)
    later[LOCKED_KEY] = late[LOCKED_KEY] + 1
    later.save()
    lifetimes.unlock(late)
    late.save()
    assert SessionStore(key)[LOCKED_KEY] == later[LOCKED_KEY]


def test_a_late_save_does_not_lock_again_what_was_unlocked(key: str) -> None:
    lock_elsewhere(key)
    late = loaded(key)
    opened = loaded(key)
    lifetimes.unlock(opened)
    opened.save()
    late.save()
    assert LOCKED_KEY not in SessionStore(key)


def test_a_late_save_brings_no_key_back_that_a_lock_threw_away(key: str) -> None:
    first = SessionStore(key)
    session_key.keep(first, "token", user_id=1, member_key_id=1, private=b"k" * 32)
    first.save()
    late = loaded(key)
    lock_elsewhere(key)
    late.save()
    assert OPEN_KEY not in SessionStore(key)
    assert OPEN_KEY not in late


def test_a_late_save_does_not_forget_wrong_tries(key: str) -> None:
    late = loaded(key)
    other = SessionStore(key)
    other[TRIES_KEY] = 4
    other.save()
    late.save()
    assert SessionStore(key)[TRIES_KEY] == 4


@pytest.mark.parametrize("end", ["flush", "delete"])
def test_an_ended_session_does_not_come_back_to_life(key: str, end: str) -> None:
    late, renewed = loaded(key), loaded(key)
    getattr(SessionStore(key), end)()
    with pytest.raises(UpdateError):
        late.save()
    with pytest.raises(SessionInterrupted):
        renewed.cycle_key()
    assert not Session.objects.exists()


def test_a_request_under_way_while_all_sessions_end_leaves_none(client: Client, amina: User) -> None:
    key = str(signed_in(client, amina).session.session_key)
    late = loaded(key)
    sessions_end(amina)
    Session.objects.filter(session_key=stored_key(key)).delete()
    with pytest.raises(UpdateError):
        late.save()
    assert not Session.objects.filter(session_key=stored_key(key)).exists()


def test_a_page_under_way_during_lock_now_does_not_undo_it(client: Client, amina: User) -> None:
    """The race itself: the lock comes and is saved while the view of another request is at work."""
    signed_in(client, amina).get("/queue/")
    key = str(client.session.session_key)
    request = RequestFactory().get("/queue/")
    request.session = SessionStore(key)
    request.user = amina

    def view(_request: object) -> object:
        client.post(reverse("session_lock"), {"person": str(amina.public_id)})
        return HttpResponse("slow")

    SessionLifetimeMiddleware(view)(request)  # type: ignore[arg-type]
    request.session.save()
    assert client.get("/queue/").status_code == 423


@pytest.mark.django_db(transaction=True)
def test_a_save_waits_for_a_lock_that_is_being_saved() -> None:
    session = SessionStore()
    lifetimes.begin(session)
    session.save()
    key = str(session.session_key)
    late = loaded(key)
    done = threading.Event()

    def save() -> None:
        try:
            late.save()
        finally:
            done.set()
            connection.close()

    thread = threading.Thread(target=save)
    with transaction.atomic():
        lock_elsewhere(key)
        thread.start()
        assert not done.wait(0.3)
    thread.join()
    assert LOCKED_KEY in SessionStore(key)
