"""Read everything out of the database, as its owner, in one transaction that changes nothing."""

import datetime
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

import psycopg
from django.db import connections

from documenters.models import AuditLink
from documenters.vault.age_files import Recipient, seal_stream
from react_cases.backups.format import packed, written
from react_cases.backups.tables import MIGRATIONS, PASSWORDS, TOMBSTONES, USERS, columns_of, data_tables, key_tables
from react_cases.models import Case, CaseTransition, Term

DATA, KEYS = "data", "keys"

_CASES, _STEPS, _TERMS = Case._meta.db_table, CaseTransition._meta.db_table, Term._meta.db_table
TOMBSTONE_COLUMNS = [
    "public_id", "kind", "step", "source", "reason", "at", "by_public_id", "by_username", "by_name",
]  # fmt: skip
TOMBSTONES_OF = f"""
SELECT held.public_id, 'erased', step.name, step.source, coalesce(why.code, ''), step.at,
    person.public_id, person.username, person.display_name
FROM {_CASES} AS held
    JOIN LATERAL (
        SELECT * FROM {_STEPS} AS row WHERE row.case_id = held.id AND row.target = 'ERASED' ORDER BY row.id DESC LIMIT 1
    ) AS step ON true
    JOIN {USERS} AS person ON person.id = step.by_id
    LEFT JOIN {_TERMS} AS why ON why.id = step.reason_id
WHERE held.status = 'ERASED'
UNION ALL
SELECT held.public_id, 'removed', '', '', '', held.content_removed_at, NULL, '', ''
FROM {_CASES} AS held WHERE held.content_removed_at IS NOT NULL AND held.status <> 'ERASED'
"""  # noqa: S608  names of tables from models
PASSWORD_COLUMNS = ["public_id", "password", "is_active"]
PASSWORDS_OF = f"SELECT public_id, password, is_active FROM {USERS}"  # noqa: S608


def backup(
    kind: str, out: BinaryIO, *, recipients: Iterable[Recipient] = (), passphrase: str = "", options: str = ""
) -> dict[str, Any]:
    """Write the backup of the data or of the keys, sealed to public keys or with a passphrase; what its header says.

    The rows go straight from the database into the sealed file: nothing is left in the clear, not even for a moment,
    and the memory that it takes does not grow with the data. `options` are those of a connection of PostgreSQL.
    """
    with _snapshot(options) as cursor:
        header = header_of(cursor, kind)
        tables = _data(cursor) if kind == DATA else _keys(cursor)
        lines = written(header, tables)
        seal_stream(packed(lines), out, recipients=list(recipients), passphrase=passphrase)
    return header


@contextmanager
def _snapshot(options: str) -> Iterator[psycopg.Cursor[Any]]:
    """A transaction of the owner that sees one moment of the whole database, past the walls."""
    parameters = connections["owner"].get_connection_params()
    parameters = {name: value for name, value in parameters.items() if name not in ("cursor_factory", "context")}
    if options:
        parameters["options"] = options
    with psycopg.connect(**parameters, autocommit=True) as connection, connection.cursor() as cursor:
        cursor.execute("BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SELECT set_config('app.maintenance', 'on', true)")
        # Written the same everywhere, and read back to the last digit.
        cursor.execute("SET LOCAL DateStyle = 'ISO, YMD'; SET LOCAL TimeZone = 'UTC'; SET LOCAL extra_float_digits = 3")
        yield cursor
        cursor.execute("COMMIT")


def header_of(cursor: Any, kind: str) -> dict[str, Any]:
    """What a backup says of itself."""
    return {
        "kind": kind,
        "made_at": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        "installation": installation_of(cursor),
        "migrations": migrations_of(cursor),
        "sequences": _sequences_of(cursor),
    }


def installation_of(cursor: Any) -> dict[str, str]:
    """What no two installations share: the first row of each chain of the log, which is never deleted."""
    cursor.execute(f"SELECT chain, hash FROM {AuditLink._meta.db_table} WHERE seq = 1")  # noqa: S608
    return {str(chain): bytes(head).hex()[:32] for chain, head in cursor.fetchall()}


def migrations_of(cursor: Any) -> list[str]:
    """The migrations that made the tables what they are."""
    cursor.execute(f"SELECT app || '.' || name FROM {MIGRATIONS} ORDER BY app, name")  # noqa: S608
    return [name for (name,) in cursor.fetchall()]


def _sequences_of(cursor: Any) -> dict[str, int]:
    """The last number given in each sequence, so that a number of a case that is gone is never given again."""
    cursor.execute("SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public'")
    return {name: last for name, last in cursor.fetchall() if last is not None}


def _data(cursor: Any) -> Iterator[tuple[str, list[str], Iterable[bytes]]]:
    for table in data_tables(cursor):
        yield _table(cursor, table)


def _keys(cursor: Any) -> Iterator[tuple[str, list[str], Iterable[bytes]]]:
    for table in key_tables():
        yield _table(cursor, table)
    yield TOMBSTONES, TOMBSTONE_COLUMNS, _rows(cursor, TOMBSTONES_OF)
    yield PASSWORDS, PASSWORD_COLUMNS, _rows(cursor, PASSWORDS_OF)


def _table(cursor: Any, table: str) -> tuple[str, list[str], Iterable[bytes]]:
    columns = columns_of(cursor, table)
    listed = ", ".join(f'"{column}"' for column in columns)
    return table, columns, _rows(cursor, f"SELECT {listed} FROM {table}")  # noqa: S608  names from the catalogue


def _rows(cursor: Any, query: str) -> Iterator[bytes]:
    with cursor.copy(f"COPY ({query}) TO STDOUT") as copy:
        for piece in copy:
            yield bytes(piece)
