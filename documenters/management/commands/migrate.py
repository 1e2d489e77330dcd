"""`manage.py migrate`: as the owner of the database, which the application's own role is not."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.core.management.commands import migrate
from django.db import connections, router

OWNER = "owner"


class Command(migrate.Command):
    """Django's command, with the alias `owner` for its default."""

    def add_arguments(self, parser: CommandParser) -> None:
        """Those of Django. Without the owner's address its alias is still the default, to be refused in words."""
        super().add_arguments(parser)
        for action in parser._actions:
            if action.dest == "database":
                action.choices, action.default = (*connections, OWNER), OWNER

    def execute(self, *args: Any, **options: Any) -> str | None:
        """Check and migrate. Raises `CommandError` where nobody has said how to log in as the owner."""
        if options["database"] == OWNER and OWNER not in connections:
            raise CommandError(
                "Migrations are run by the owner of the database: set DATABASE_OWNER_URL, see .env.example."
            )
        with everything_over(options["database"]):
            return super().execute(*args, **options)


@contextmanager
def everything_over(alias: str) -> Iterator[None]:
    """Send every query that names no connection over this one.

    A migration of a library that forgets to name one would wait over the other connection for the locks of its own
    transaction, for ever.
    """

    class Migrating:
        def db_for_read(self, *_args: Any, **_hints: Any) -> str:
            return alias

        db_for_write = db_for_read

    router.routers.insert(0, migrating := Migrating())
    try:
        yield
    finally:
        router.routers.remove(migrating)
