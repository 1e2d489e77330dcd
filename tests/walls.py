"""The test database: made by the owner, used by the application's role, with a window for the tests themselves.

Everything that a request or `with database_identity(user):` reads and writes is bound by the real policies, in every
test. What a test itself arranges and looks at has no identity, and would see nothing: for it the test database, and no
other, has one more policy on each walled table. It opens while no identity is set and `test.strict` is off. The fixture
`walls` turns strict on: then nobody sees anything without an identity, as in production.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

BOTH = ["default", "owner"]
"""The databases of a test that commits: it is emptied by the owner."""
OBSERVER = "test_observer"
OPEN = """
    (SELECT nullif(current_setting('app.user_id', true), '') IS NULL
        AND coalesce(current_setting('test.strict', true), '') <> 'on')
"""
WALLED = "SELECT relname FROM pg_class WHERE relrowsecurity AND relnamespace = 'public'::regnamespace ORDER BY relname"
TRUNCATE_TRIGGERS = """
    SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE NOT tgisinternal AND tgtype & 32 > 0
"""


def rows(connection: BaseDatabaseWrapper, statement: str) -> list[tuple[Any, ...]]:
    """What a statement answers."""
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


def let_tests_observe(owner: BaseDatabaseWrapper) -> None:
    """Add the observer's policy to every walled table."""
    with owner.cursor() as cursor:
        for (table,) in rows(owner, WALLED):
            cursor.execute(f"DROP POLICY IF EXISTS {OBSERVER} ON {table}")
            cursor.execute(f"CREATE POLICY {OBSERVER} ON {table} USING ({OPEN})")


def let_tests_flush(owner: BaseDatabaseWrapper) -> None:
    """Let the flush after a test that commits empty the tables that nobody else may empty."""
    flush = owner.ops.execute_sql_flush

    def execute_sql_flush(statements: list[str]) -> None:
        with truncation_allowed(owner):
            flush(statements)

    owner.ops.execute_sql_flush = execute_sql_flush  # type: ignore[method-assign]


@contextmanager
def truncation_allowed(owner: BaseDatabaseWrapper) -> Iterator[None]:
    """Set the triggers that refuse TRUNCATE aside."""
    triggers = rows(owner, TRUNCATE_TRIGGERS)
    with owner.cursor() as cursor:
        for table, name in triggers:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {name}")
        try:
            yield
        finally:
            for table, name in triggers:
                cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER {name}")


def set_strict(value: str, alias: str = "default") -> None:
    """Close (`on`) or open the observer's window for a connection of the tests."""
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT set_config('test.strict', %s, false)", [value])
