"""Note, list and end sessions.

In place of what `allauth.usersessions` does by itself: it would keep the browser's token.
"""

from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.models import Session
from django.db.models import F
from django.utils import timezone

from documenters.models import User
from documenters.session_store import SessionStore, stored_key

NO_ADDRESS = "::"


def session_note(session: SessionBase, label: str, *, by: User) -> None:
    """Put a session that has just begun, or has a new token, on the person's list."""
    if session.session_key is None:
        session.save()
    defaults = {"user": by, "ip": NO_ADDRESS, "user_agent": label}
    UserSession.objects.update_or_create(session_key=stored_key(str(session.session_key)), defaults=defaults)


def sessions_open(user: User) -> list[tuple[UserSession, dict[str, Any]]]:
    """The person's sessions that are still open, with what each holds; what is left of ended ones is deleted."""
    rows = list(UserSession.objects.filter(user=user))
    alive = Session.objects.filter(
        session_key__in=[row.session_key for row in rows], expire_date__gt=timezone.now()
    ).values_list("session_key", "session_data")
    held = {key: SessionStore().decode(data) for key, data in alive}
    hashes = {user.get_session_auth_hash(), *user.get_session_auth_fallback_hash()}
    found = []
    for row in rows:
        data = held.get(row.session_key, {})
        if data.get(SESSION_KEY) == str(user.pk) and data.get(HASH_SESSION_KEY) in hashes:
            found.append((row, data))
        else:
            row.end()
    return found


def other_sessions_forget(user: User, session: SessionBase) -> None:
    """Delete the rows of a person's other sessions: a new password has ended them, and nothing of them stays."""
    others = UserSession.objects.filter(user=user).exclude(session_key=stored_key(str(session.session_key)))
    Session.objects.filter(session_key__in=list(others.values_list("session_key", flat=True))).delete()
    others.delete()


def sessions_end(user: User) -> None:
    """End every session of a person at once; the caller's transaction and the caller's row of the log.

    One number ends them all, also those that no table knows: each session carries a hash of it, checked with every
    request. The rows of the sessions are deleted so that nothing of them stays.
    """
    User.objects.filter(pk=user.pk).update(session_generation=F("session_generation") + 1)
    user.refresh_from_db(fields=["session_generation"])
    known = UserSession.objects.filter(user=user)
    Session.objects.filter(session_key__in=list(known.values_list("session_key", flat=True))).delete()
    known.delete()
