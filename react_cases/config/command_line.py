"""What `manage.py` and the web server do before Django: give it a database, and say plainly what is wrong.

Everything of Django is imported late, so that even a missing installation is one sentence.
"""

import os
import re
import signal
import sys
from contextlib import AbstractContextManager, nullcontext
from typing import NoReturn

# These read files only. Every other command gets a database, also those that come with a new app.
NEED_NO_DATABASE = frozenset(
    {
        "check",
        "collectstatic",
        "compilemessages",
        "diffsettings",
        "findstatic",
        "help",
        "makemessages",
        "scan_personal_data",
        "startapp",
        "version",
    }
)
# These run beside the web server, with the same keys in their memory.
SERVERS = frozenset({"run_jobs"})
# What PostgreSQL says when it turns a connection away: no such role, password or database, no room, shutting down.
REFUSALS = ("08", "28", "3D", "53300", "57P")
# Whom row-level security does not bind, or who could take it away.
ABOVE_THE_WALLS = """
    SELECT rolsuper OR rolbypassrls OR EXISTS (
        SELECT FROM pg_class WHERE relname = 'react_cases_case' AND relkind = 'r' AND pg_has_role(relowner, 'USAGE')
    ) FROM pg_roles WHERE rolname = current_user
"""


def run(arguments: list[str]) -> NoReturn:
    """Run one command of Django and end the process with its exit code."""
    sys.exit(_run(arguments))


def problem() -> str | None:
    """One sentence when the settings are wrong or the database does not answer; None when a server can start."""
    try:
        from django.db import connection

        # A connection of its own: processes forked from here must not share one.
        with connection.wrap_database_errors:
            raw = connection.get_new_connection(connection.get_connection_params())
            try:
                is_above_the_walls = raw.execute(ABOVE_THE_WALLS).fetchone()[0]
            finally:
                raw.close()
    except Exception as error:
        sentence = explained(error)
        if sentence is None:
            raise
        return sentence
    if is_above_the_walls:
        return (
            "DATABASE_URL logs in as a superuser or as the owner of the tables: name the role react_app, see README.md."
        )
    return None


def explained(error: Exception) -> str | None:
    """One sentence for the person at the keyboard, or None when the error is a bug and needs its traceback."""
    if isinstance(error, ModuleNotFoundError):
        return _explained_missing(error)
    from django.core.exceptions import ImproperlyConfigured
    from django.db import OperationalError

    from react_cases.config.embedded_database import EmbeddedDatabaseError

    if isinstance(error, ImproperlyConfigured | EmbeddedDatabaseError):
        return str(error)
    if isinstance(error, OperationalError):
        return _explained_unreachable(error)
    return None


def _run(arguments: list[str]) -> int:
    _end_in_order()
    try:
        with _database_for(arguments):
            from django.core.management import execute_from_command_line

            if SERVERS & {*arguments[1:2]} and (sentence := _begin_to_serve()):
                sys.stderr.write(f"{sentence}\n")
                return 1
            execute_from_command_line(arguments)
    except KeyboardInterrupt:
        return 128 + signal.SIGINT
    except Exception as error:
        sentence = explained(error)
        if sentence is None or "--traceback" in arguments:
            raise
        sys.stderr.write(f"{sentence}\n")
        return 1
    return 0


def _begin_to_serve() -> str | None:
    from react_cases.config import private_memory

    private_memory.close_memory()
    return problem()


def _end_in_order() -> None:
    """Let a terminated process, or one whose terminal was closed, stop what it started."""

    def end(number: int, _frame: object) -> NoReturn:
        sys.exit(128 + number)

    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, end)


def _database_for(arguments: list[str]) -> AbstractContextManager[object]:
    from django.conf import settings

    if not settings.EMBEDDED_DATABASE or not _needs_database(arguments):
        return nullcontext()
    from react_cases.config import embedded_database

    return embedded_database.running(settings.VAR_DIR)


def _needs_database(arguments: list[str]) -> bool:
    command, *options = arguments[1:] or ["help"]
    if command.startswith("-") or {"-h", "--help"} & set(options):
        return False
    return command not in NEED_NO_DATABASE or "--database" in options


def _explained_missing(error: ModuleNotFoundError) -> str | None:
    package = (error.name or "").partition(".")[0]
    if package in {"documenters", "react_cases", "reports", "tests"}:
        return None
    return f"The Python package {package} is missing: run `make demo`, or start with .venv/bin/python."


def _explained_unreachable(error: Exception) -> str | None:
    """A connection that could not be made; None for everything that went wrong later, inside the database."""
    code = getattr(error.__cause__, "sqlstate", None)
    if code is not None and not code.startswith(REFUSALS):
        return None
    # The driver's message: the reason is what stands last in a line that ends in "failed: <reason>".
    reasons = re.findall(r"failed: (?!.*failed: )(.+)", str(error)) or str(error).splitlines() or ["no reason given"]
    where = "named by DATABASE_URL" if os.environ.get("DATABASE_URL") else "of the demo"
    return f"The database {where} does not answer: {reasons[0].strip(' .')}."
