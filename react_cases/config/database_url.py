"""`DATABASE_URL` and `DATABASE_OWNER_URL`, read by PostgreSQL's own parser."""

from typing import Any

import psycopg
from django.core.exceptions import ImproperlyConfigured
from psycopg.conninfo import conninfo_to_dict

# Long enough for a slow link, short enough to say that nobody answers.
CONNECT_SECONDS = 10


def settings(url: str, name: str = "DATABASE_URL") -> dict[str, Any]:
    """Django's settings for the PostgreSQL server at `url`, for example `postgres://user:password@host:5432/name`.

    What the address says beyond user, password, host, port and name (`?sslmode=require`) becomes a connection option.
    `name` is the setting that holds the address.

    Raises ImproperlyConfigured, in one sentence that never repeats the address: it may hold a password.
    """
    if not url.startswith(("postgres://", "postgresql://")):
        raise _bad(name, "it must begin with postgres:// (no other database is supported)")
    try:
        # An empty value as in `host=` means "as if not given".
        parts = {key: value for key, value in conninfo_to_dict(url).items() if value not in (None, "")}
    except psycopg.ProgrammingError:
        raise _bad(name, "special characters in the password must be percent-encoded") from None
    port = str(parts.pop("port", ""))
    if not all(each.isdigit() for each in port.split(",") if each):
        raise _bad(name, "the port is not a number")
    if "dbname" not in parts:
        raise _bad(name, "the name of the database is missing")
    return {
        "ENGINE": "documenters.database",
        "NAME": parts.pop("dbname"),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": port,
        "OPTIONS": {"connect_timeout": CONNECT_SECONDS, **parts},
    }


def _bad(name: str, reason: str) -> ImproperlyConfigured:
    return ImproperlyConfigured(f"{name} is not an address like postgres://user:password@host:5432/name: {reason}.")
