"""A migrated database that every process of the tests copies: migrating takes ten seconds, a copy none.

It stays in the embedded server, named by a checksum of the program. Whoever changes the program migrates once more, and
the older one goes. On another server nothing is left behind: each process migrates for itself.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.conf import settings
from django.db import connections

PROGRAM = ("documenters", "react_cases", "reports")
PREFIX = "migrated_"


def checksum() -> str:
    """What the database is made by: the program, and the libraries that have tables of their own."""
    found = hashlib.sha256((settings.BASE_DIR / "requirements.lock").read_bytes())
    for path in sorted(path for app in PROGRAM for path in (settings.BASE_DIR / app).rglob("*.py")):
        found.update(f"{path.relative_to(settings.BASE_DIR)}\n".encode() + path.read_bytes())
    return found.hexdigest()[:16]


AT_THE_START = checksum()


def migrated_name(connection: psycopg.Connection) -> str | None:
    """The name of the database to copy, or None where it has not been made yet."""
    name = f"{PREFIX}{AT_THE_START}"
    is_there = connection.execute("SELECT FROM pg_database WHERE datname = %s", [name]).rowcount
    return name if is_there and settings.EMBEDDED_DATABASE else None


def keep_migrated(connection: psycopg.Connection, made: str) -> None:
    """Copy a database that has just been migrated, for those who come later; nobody may be connected to it."""
    # What somebody changed meanwhile may or may not be in it.
    if not settings.EMBEDDED_DATABASE or checksum() != AT_THE_START:
        return
    with one_at_a_time(connection):
        if migrated_name(connection):
            return
        older = connection.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIX])
        for (name,) in older.fetchall():
            connection.execute(f"DROP DATABASE IF EXISTS {name}")
        connection.execute(f"CREATE DATABASE {PREFIX}{AT_THE_START} TEMPLATE {made}")


@contextmanager
def server() -> Iterator[psycopg.Connection]:
    """The server itself, as the owner of the databases in it."""
    with psycopg.connect(**parameters_of("owner") | {"dbname": "postgres"}, autocommit=True) as connection:
        yield connection


def parameters_of(alias: str) -> dict[str, Any]:
    """How to log in as the application (`default`) or the owner."""
    parameters = connections[alias].get_connection_params()
    return {name: value for name, value in parameters.items() if name not in ("cursor_factory", "context")}


@contextmanager
def one_at_a_time(connection: psycopg.Connection) -> Iterator[None]:
    """Inside, no other process of a test run makes, copies or drops what all of them copy."""
    connection.execute("SELECT pg_advisory_lock(hashtext('browser'))")
    try:
        yield
    finally:
        connection.execute("SELECT pg_advisory_unlock(hashtext('browser'))")
