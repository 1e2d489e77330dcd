"""The one place where a passphrase opens what is somebody's already."""

import threading

import pytest
from django.contrib.sessions.models import Session
from django.db import connection

from documenters.actions.unlocking import passphrase_opens, session_unlock
from documenters.lifetimes import Lifetime, lock, unlock
from documenters.models import AuditEvent, User
from documenters.session_store import LOCKED_KEY, TRIES_KEY, SessionStore
from tests.factories.people import PASSWORD, UserFactory


def locked_session() -> SessionStore:
    session = SessionStore()
    session["seen"] = 0
    lock(session)
    session.save()
    return session


def test_right_and_wrong(amina: User) -> None:
    assert passphrase_opens(amina, PASSWORD)
    assert not passphrase_opens(amina, PASSWORD.upper())
    assert not passphrase_opens(amina, "")


def test_nobody_suspended(db: None) -> None:
    assert not passphrase_opens(UserFactory(is_active=False), PASSWORD)


def test_verifying_never_changes_the_password_which_would_end_the_session(
    amina: User, settings: pytest.FixtureRequest
) -> None:
    before = amina.password
    settings.PASSWORD_HASHERS = [  # type: ignore[attr-defined]
        "django.contrib.auth.hashers.Argon2PasswordHasher",
        *settings.PASSWORD_HASHERS,  # type: ignore[attr-defined]
    ]
    assert passphrase_opens(amina, PASSWORD)
    amina.refresh_from_db()
    assert amina.password == before


def test_the_right_passphrase_unlocks_and_forgets_the_tries(amina: User) -> None:
    session = locked_session()
    assert session_unlock(session, "wrong", by=amina, token="t") == Lifetime.LOCKED
    assert session_unlock(session, PASSWORD, by=amina, token="t") == Lifetime.OPEN
    assert LOCKED_KEY not in session
    assert TRIES_KEY not in session


def test_the_fifth_wrong_one_ends_and_the_right_one_comes_too_late(amina: User) -> None:
    session = locked_session()
    answers = [session_unlock(session, "wrong", by=amina, token="t") for _ in range(5)]
    assert answers == [Lifetime.LOCKED] * 4 + [Lifetime.ENDED]
    assert session_unlock(session, PASSWORD, by=amina, token="t") == Lifetime.ENDED
    assert {event.programme for event in AuditEvent.objects.filter(action="session.unlock_failed")} == {
        amina.memberships.get().programme
    }


def test_it_opens_a_lock_that_came_while_the_passphrase_was_typed_and_no_session_that_ended(amina: User) -> None:
    session = locked_session()
    lock_gone, under_way = SessionStore(session.session_key), SessionStore(session.session_key)
    unlock(lock_gone)
    lock_gone.save()
    assert LOCKED_KEY not in under_way
    lock(lock_gone)
    lock_gone.save()
    assert session_unlock(under_way, PASSWORD, by=amina, token="t") == Lifetime.OPEN
    under_way.save()
    assert LOCKED_KEY not in SessionStore(session.session_key)
    lock_gone.delete()
    assert session_unlock(under_way, PASSWORD, by=amina, token="t") == Lifetime.ENDED
    assert not Session.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_guesses_sent_all_at_once_are_counted_one_by_one() -> None:
    user = UserFactory()
    key = locked_session().session_key
    answers = []

    def guess() -> None:
        try:
            answers.append(session_unlock(SessionStore(key), "wrong", by=user, token="t"))
        finally:
            connection.close()

    threads = [threading.Thread(target=guess) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers.count(Lifetime.LOCKED) == 4
    assert SessionStore(key)[TRIES_KEY] == 6
