"""Everything that a seized server holds: what lies on its disk, in the database, in its settings and in its mails."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from psycopg.rows import dict_row

from react_cases.config import embedded_database
from tests.seizure.site import Site, as_owner, url_of

Found = Iterator[tuple[str, bytes]]
"""Name of the place -> its bytes."""

WAL_SEGMENT = 16 * 2**20


def everything(site: Site, since: str) -> Found:
    """All places. `since`: the position of the database's journal when the site was installed."""
    yield from files(site.folder)
    yield from processes(site)
    yield "mail", b"\n".join(site.mails)
    yield from tables(site.database)
    if settings.EMBEDDED_DATABASE:
        yield from raw_database(site.database, since)


def files(folder: Path) -> Found:
    """Media, temporary files, static files, logs and `.env`."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield f"file {path.relative_to(folder)}", path.read_bytes()
        yield "names of files", str(path.relative_to(folder)).encode()


def read(where: str, path: Path) -> Found:
    """A file of a program that is running: it may remove it between listing and reading, as a database its caches."""
    with suppress(FileNotFoundError):
        yield where, path.read_bytes()


def processes(site: Site) -> Found:
    """What the system tells of the running processes: their environment and their command lines."""
    for process in site.processes:
        for name in ("environ", "cmdline"):
            yield from read(f"process {name}", Path(f"/proc/{process.pid}/{name}"))


def tables(name: str) -> Found:
    """Every column of every row of every table, as the database decompresses it."""
    with as_owner(name) as connection:
        listed = connection.execute(
            "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables"
            " WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1"
        )
        for (table,) in listed.fetchall():
            statement = f"COPY (SELECT * FROM {table}) TO STDOUT (FORMAT binary)"  # noqa: S608  names of the catalogue
            with connection.cursor().copy(statement) as copied:
                yield f"table {table}", b"".join(copied)


def rows_of(name: str) -> Callable[[str], list[dict[str, Any]]]:
    """What reads a table of the database: each row by its columns, bytes as bytes."""

    @cache
    def rows(table: str) -> list[dict[str, Any]]:
        with as_owner(name) as connection, connection.cursor(row_factory=dict_row) as cursor:
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608  a name of the program's
            return cursor.fetchall()

    return rows


def journal_position(name: str) -> str:
    """Where the database's journal (WAL) has come to."""
    with psycopg.connect(url_of("owner", name)) as connection:
        return str(connection.execute("SELECT pg_current_wal_insert_lsn()").fetchone()[0])


def raw_database(name: str, since: str) -> Found:
    """The files of the database with rows that are long deleted or changed, its journal, and its server's log.

    The statistics of its planner are made first: they hold samples of columns.
    """
    place = embedded_database._place(settings.VAR_DIR)
    with as_owner(name) as connection:
        connection.execute("ANALYZE")
    with embedded_database._superuser(place) as connection:
        connection.execute("CHECKPOINT")
        (oid,) = connection.execute("SELECT oid FROM pg_database WHERE datname = %s", [name]).fetchone()
        first, until = connection.execute(
            "SELECT %s::pg_lsn - '0/0'::pg_lsn, pg_current_wal_insert_lsn() - '0/0'::pg_lsn", [since]
        ).fetchone()
        written = [
            connection.execute("SELECT pg_walfile_name('0/0'::pg_lsn + %s::numeric)", [at]).fetchone()[0]
            for at in range(int(first) // WAL_SEGMENT * WAL_SEGMENT + 1, int(until) + 1, WAL_SEGMENT)
        ]
    for path in sorted((place.data / "base" / str(oid)).rglob("*")):
        yield from read(f"database file {path.name}", path)
    for segment in written:
        # Segments that are not needed any more are overwritten: on a busy server the first may be gone.
        yield from read(f"journal {segment}", place.data / "pg_wal" / segment)
    for path in (place.run / "server.log", *(place.data / "pg_stat").glob("*")):
        yield from read(f"database's {path.name}", path)
