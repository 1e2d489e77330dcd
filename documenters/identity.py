"""Who the database is told is asking: what row-level security decides by (docs/adr/0008).

A request has an identity from `DatabaseIdentityMiddleware`. Commands, and answers that are written while they are sent,
say it themselves: `with database_identity(user):`. Without one the database shows no case to anybody.

The database is told at the beginning of each transaction, and only for its duration: a connection that is used again
remembers nobody. Outside transactions nobody is asking, so reads in autocommit see no case.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, NamedTuple, Protocol

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

NOBODY = 0
"""An identity that belongs to no person: somebody who has not logged in."""

SETTINGS = "SELECT set_config('app.user_id', %s, true), set_config('app.counting', %s, true)"


class Person(Protocol):
    """A `User`, whose module cannot be named so far below."""

    pk: Any


class Identity(NamedTuple):
    """Who asks, and whether only to count for the figures of donors."""

    user_id: int
    counting: bool = False


_current: ContextVar[Identity | None] = ContextVar("database_identity", default=None)


def current_identity() -> Identity | None:
    """The identity of now, or None where nobody has said who asks."""
    return _current.get()


@contextmanager
def database_identity(user: Person | None, *, counting: bool = False) -> Iterator[None]:
    """Ask the database as this person; as nobody in particular for None.

    Holds for every transaction that begins inside, and at once for one that is open already. `counting` is for the
    figures of donors alone: see `counting_identity`.
    """
    user_id = user.pk if user is not None and user.pk is not None else NOBODY
    with _identity(Identity(user_id, counting)):
        yield


@contextmanager
def counting_identity() -> Iterator[None]:
    """Let the person of now count as a donor: reach the approved and countable cases of the programmes they fund.

    Whatever is read inside must leave through `reports.panel`. Without an identity it changes nothing.
    """
    identity = _current.get()
    with _identity(identity and identity._replace(counting=True)):
        yield


@contextmanager
def _identity(identity: Identity | None) -> Iterator[None]:
    before = _current.get()
    _use(identity)
    try:
        yield
    finally:
        # Set and not reset: a streamed answer may be closed in another context than it was begun in.
        _use(before)


def _use(identity: Identity | None) -> None:
    _current.set(identity)
    for connection in connections.all(initialized_only=True):
        # The attribute: the method would open a connection that is closed.
        if connection.connection is not None and not connection.autocommit:
            tell(connection)


def tell(connection: BaseDatabaseWrapper) -> None:
    """Tell the open transaction of this connection who asks.

    Past the cursors of Django: it is no query of the page, whose number tests count. A transaction that has failed is
    left alone: rolling back brings back what it was told before.
    """
    raw = connection.connection
    if raw.info.transaction_status.name not in ("IDLE", "INTRANS"):
        return
    identity = _current.get()
    user_id = "" if identity is None else str(identity.user_id)
    counting = "on" if identity is not None and identity.counting else ""
    with raw.cursor() as cursor:
        cursor.execute(SETTINGS, [user_id, counting])
