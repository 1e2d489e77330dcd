"""How long a session lives: open, then locked, then ended (docs/adr/0011).

Everything is decided from times that the session itself holds, so that no clock has to tick on the server.
"""

import time
from enum import StrEnum

from django.contrib.sessions.backends.base import SessionBase

from documenters.access import reach_of
from documenters.models import User
from documenters.permissions import Role
from documenters.session_store import LOCKED_KEY, OPEN_KEY, TRIES_KEY

MINUTE = 60
IDLE_SECONDS = {
    Role.DOCUMENTER: 15 * MINUTE,
    Role.MENTOR: 15 * MINUTE,
    Role.COORDINATOR: 10 * MINUTE,
    Role.ADMINISTRATOR: 10 * MINUTE,
    Role.DONOR: 30 * MINUTE,
}
"""A session is locked after this long without anybody using it; the shortest of a person's roles counts."""

LOCKED_SECONDS = 60 * MINUTE
"""A session that is locked for so long ends."""

ABSOLUTE_SECONDS = 12 * 60 * MINUTE
"""A session ends this long after login, however busy."""

UNLOCK_TRIES = 5
"""So many wrong passphrases end a locked session."""

STARTED_KEY = "started"
SEEN_KEY = "seen"


class Lifetime(StrEnum):
    """What a session is good for at this moment."""

    OPEN = "open"
    LOCKED = "locked"
    ENDED = "ended"


def idle_limit(user: User) -> int:
    """Seconds without use after which this person's session is locked."""
    return min((IDLE_SECONDS[role] for role in reach_of(user).roles), default=min(IDLE_SECONDS.values()))


def lifetime(session: SessionBase, limit: int) -> Lifetime:
    """What the session is good for, where `limit` is its owner's idle limit in seconds."""
    now = int(time.time())
    locked = session.get(LOCKED_KEY, session.get(SEEN_KEY, now) + limit)
    if now - session.get(STARTED_KEY, now) > ABSOLUTE_SECONDS or now - locked > LOCKED_SECONDS:
        return Lifetime.ENDED
    return Lifetime.LOCKED if LOCKED_KEY in session or now > locked else Lifetime.OPEN


def begin(session: SessionBase) -> None:
    """Note when the session began; nothing where it is noted."""
    session.setdefault(STARTED_KEY, int(time.time()))


def use(session: SessionBase) -> None:
    """Somebody is there: idling starts anew."""
    session[SEEN_KEY] = int(time.time())


def lock(session: SessionBase) -> None:
    """Lock at once, without waiting for the limit; the person's key goes until the passphrase opens it again."""
    session.setdefault(LOCKED_KEY, int(time.time()))
    session.pop(OPEN_KEY, None)


def unlock(session: SessionBase) -> None:
    """Open again. Whoever calls this has verified the passphrase."""
    session.pop(LOCKED_KEY, None)
    session.pop(TRIES_KEY, None)
    use(session)
