"""Who the database is told is asking: what row-level security decides by (docs/adr/0008).

A request has an identity from `DatabaseIdentityMiddleware`. Commands, and answers that are written while they are sent,
say it themselves: `with database_identity(user):`. Without one the database shows no case to anybody.

The database is told at the beginning of each transaction, and only for its duration: a connection that is used again
remembers nobody. Outside transactions nobody is asking, so reads in autocommit see no case.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Protocol

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

NOBODY = 0
"""An identity that belongs to no person: somebody who has not logged in."""

SETTING = "SELECT set_config('app.user_id', %s, true)"


class Person(Protocol):
    """A `User`, whose module cannot be named so far below."""

    pk: Any


PUBLISHED = "react_published"
"""The role that reads released figures."""

_current: ContextVar[int | None] = ContextVar("database_identity", default=None)
_is_published: ContextVar[bool] = ContextVar("is_published", default=False)


def current_identity() -> int | None:
    """The identifier of who asks now, or None where nobody has said so."""
    return _current.get()


@contextmanager
def database_identity(user: Person | None) -> Iterator[None]:
    """Ask the database as this person; as nobody in particular for None.

    Holds for every transaction that begins inside, and at once for one that is open already.
    """
    before = _current.get()
    _use(user.pk if user is not None and user.pk is not None else NOBODY)
    try:
        yield
    finally:
        # Set and not reset: a streamed answer may be closed in another context than it was begun in.
        _use(before)


@contextmanager
def published_role() -> Iterator[None]:
    """Read released figures, and nothing else: as nobody, and as the database role `react_published`.

    Whatever is no column of a published release is refused by the database (docs/adr/0018), so rows are asked for with
    `values_list` or `only`. Inside a transaction, which it opens where there is none.
    """
    if _is_published.get():
        yield
        return
    with database_identity(None), transaction.atomic():
        _put_on(PUBLISHED)
        _is_published.set(True)
        try:
            yield
        except BaseException:
            # The savepoint is rolled back, and the role with it.
            _is_published.set(False)
            raise
        _is_published.set(False)
        _put_on("none")


def _put_on(role: str) -> None:
    """Past the cursors of Django, as in `tell`."""
    connection = connections["default"]
    with connection.connection.cursor() as cursor:
        cursor.execute("SELECT set_config('role', %s, true)", [role])


def _use(identity: int | None) -> None:
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
    with raw.cursor() as cursor:
        cursor.execute(SETTING, ["" if identity is None else str(identity)])
