"""Fill tables from the rows of a backup, as the owner, in a transaction that is rolled back if anything is wrong."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import psycopg

from react_cases.backups.dumping import PASSWORD_COLUMNS, TOMBSTONE_COLUMNS
from react_cases.backups.format import BackupBroken
from react_cases.backups.tables import (
    KEY_MODELS,
    MIGRATIONS,
    PASSWORDS,
    TOMBSTONES,
    USERS,
    columns_of,
    key_tables,
    references_of,
)

Cursor = psycopg.Cursor[Any]
INCOMING = "incoming_"
"""Keys wait under this name until it is known which of them the data has a place for."""
ASIDE = {TOMBSTONES: TOMBSTONE_COLUMNS, PASSWORDS: PASSWORD_COLUMNS}

_TRIGGERS = """
    SELECT tgrelid::regclass::text, tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
    WHERE NOT tgisinternal AND tgenabled = 'O' AND relnamespace = 'public'::regnamespace
"""
_FORCED = "SELECT relname FROM pg_class WHERE relforcerowsecurity AND relnamespace = 'public'::regnamespace"


class Loader:
    """Keeps the tables of one backup; refuses what is no table of its kind."""

    def __init__(
        self, cursor: Cursor, kind: str, tables: Sequence[str], fits: Callable[[dict[str, Any]], None]
    ) -> None:
        self._cursor, self._kind, self._wanted, self._fits = cursor, kind, set(tables), fits
        self._copying: AbstractContextManager[psycopg.Copy] | None = None
        self._copy: psycopg.Copy | None = None
        self.said: dict[str, Any] = {}
        """The header."""
        self.rows_read = 0

    def header(self, header: dict[str, Any]) -> None:
        """Raises `BackupBroken` for a backup of the other kind, and what `fits` raises."""
        if header.get("kind") != self._kind:
            raise BackupBroken(f"The file holds {header.get('kind')}, not {self._kind}.")
        self._fits(header)
        self.said = header

    def table(self, name: str, columns: list[str]) -> None:
        """Raises `BackupBroken` for a table or columns that this version does not have."""
        if name not in self._wanted:
            raise BackupBroken(f"The backup holds a table that does not belong there: {name}.")
        self._wanted.remove(name)
        known = ASIDE.get(name) or columns_of(self._cursor, name)
        if columns != known:
            raise BackupBroken(f"The backup holds other columns of {name} than this version.")
        listed = ", ".join(f'"{column}"' for column in columns)
        self._copying = self._cursor.copy(f"COPY {_target(self._cursor, name)} ({listed}) FROM STDIN")
        self._copy = self._copying.__enter__()

    def rows(self, piece: bytes) -> None:
        """Raises what PostgreSQL raises for rows that do not fit."""
        if self._copy is not None:
            self._copy.write(piece)

    def end_of_rows(self) -> int:
        """How many rows it were."""
        if self._copying is not None:
            self._copying.__exit__(None, None, None)
        self._copying = self._copy = None
        self.rows_read += self._cursor.rowcount
        return self._cursor.rowcount

    def stop(self, error: BaseException) -> None:
        """Something is wrong with the file: tell PostgreSQL, which waits for more rows."""
        if self._copying is not None:
            copying, self._copying, self._copy = self._copying, None, None
            copying.__exit__(type(error), error, error.__traceback__)

    def close(self) -> None:
        """Raises `BackupBroken` where a table is missing."""
        if self._wanted:
            raise BackupBroken(f"Tables are missing in the backup: {', '.join(sorted(self._wanted))}.")


def _target(cursor: Cursor, name: str) -> str:
    """Where rows go: keys, tombstones and passwords aside, everything else into its table."""
    aside = f"{INCOMING}{name}"
    if name in key_tables():
        cursor.execute(f"CREATE TEMP TABLE {aside} (LIKE {name}) ON COMMIT DROP")
    elif name == TOMBSTONES:
        typed = (f"{column} {_type_of(column)}" for column in TOMBSTONE_COLUMNS)
        cursor.execute(f"CREATE TEMP TABLE {aside} ({', '.join(typed)}) ON COMMIT DROP")
    elif name == PASSWORDS:
        cursor.execute(f"CREATE TEMP TABLE {aside} (public_id uuid, password text, is_active boolean) ON COMMIT DROP")
    else:
        return name
    return aside


def _type_of(column: str) -> str:
    return {"public_id": "uuid", "by_public_id": "uuid", "at": "timestamptz"}.get(column, "text")


@contextmanager
def walls_down(cursor: Cursor) -> Iterator[None]:
    """Let the owner write every row as it was: without triggers, and past row-level security, which bars COPY.

    Both are back at the end, and every foreign key was checked.
    """
    cursor.execute(_TRIGGERS)
    triggers = cursor.fetchall()
    cursor.execute(_FORCED)
    forced = [name for (name,) in cursor.fetchall()]
    for table, name in triggers:
        cursor.execute(f'ALTER TABLE {table} DISABLE TRIGGER "{name}"')
    for table in forced:
        cursor.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
    yield
    # PostgreSQL changes no table that has checks left to do.
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for table, name in triggers:
        cursor.execute(f'ALTER TABLE {table} ENABLE TRIGGER "{name}"')
    for table in forced:
        cursor.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def tables_emptied(cursor: Cursor) -> None:
    """Empty every table but the one that says how they were made: sessions and counts of limits too."""
    cursor.execute("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace")
    tables = sorted(name for (name,) in cursor.fetchall() if name != MIGRATIONS)
    cursor.execute(f"TRUNCATE {', '.join(tables)}")


def keys_moved(cursor: Cursor) -> int:
    """Take the keys over whose people, places and cases the data knows; how many were left out."""
    left_out = 0
    for model in KEY_MODELS:
        table = model._meta.db_table
        references = {column: (of, is_named_only) for column, of, is_named_only in references_of(model)}
        values, conditions = [], ["true"]
        columns = columns_of(cursor, table)
        for column in columns:
            of, is_named_only = references.get(column, ("", False))
            known = f'EXISTS (SELECT FROM {of} AS above WHERE above.id = new."{column}")'
            values.append(f'CASE WHEN {known} THEN new."{column}" END' if is_named_only else f'new."{column}"')
            if of and not is_named_only:
                conditions.append(f'(new."{column}" IS NULL OR {known})')
        listed = ", ".join(f'"{column}"' for column in columns)
        cursor.execute(
            f"INSERT INTO {table} ({listed}) SELECT {', '.join(values)} FROM {INCOMING}{table} AS new "  # noqa: S608
            f"WHERE {' AND '.join(conditions)}"
        )
        taken = cursor.rowcount
        cursor.execute(f"SELECT count(*) FROM {INCOMING}{table}")  # noqa: S608
        left_out += int((cursor.fetchone() or (0,))[0]) - taken
    return left_out


def passwords_kept(cursor: Cursor) -> None:
    """What people log in with also opens their keys, so it comes with these; who was suspended since stays so."""
    cursor.execute(
        f"UPDATE {USERS} AS held SET password = new.password, is_active = held.is_active AND new.is_active "  # noqa: S608
        f"FROM {INCOMING}{PASSWORDS} AS new WHERE new.public_id = held.public_id"
    )


def sequences_set(cursor: Cursor, *dumped: dict[str, int]) -> None:
    """Go on counting after the last number that was ever given, also to what the data does not know any more."""
    highest: dict[str, int] = {}
    for sequences in dumped:
        for name, last in sequences.items():
            highest[name] = max(last, highest.get(name, 0))
    cursor.execute("SELECT sequencename FROM pg_sequences WHERE schemaname = 'public'")
    for (name,) in cursor.fetchall():
        if name in highest:
            cursor.execute("SELECT setval(%s::regclass, %s)", [name, highest[name]])
