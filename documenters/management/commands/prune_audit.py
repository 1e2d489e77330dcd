"""`manage.py prune_audit`: delete events of the log that are older than 24 months."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections

from documenters.actions.audit_log import old_events, old_events_delete


class Command(BaseCommand):
    """Counts; deletes only with `--delete`. The chain stays whole: its links are never deleted."""

    help = "Count, or with --delete delete, events of the log older than 24 months. Needs the owner of the database."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whether to do it."""
        parser.add_argument("--delete", action="store_true", help="delete them; without it they are only counted")

    def handle(self, *_args: Any, delete: bool, **_options: Any) -> None:
        """As the owner: the application itself can delete nothing."""
        if "owner" not in connections:
            raise CommandError("Only the owner of the database can do this: set DATABASE_OWNER_URL, see .env.example.")
        if delete:
            self.stdout.write(f"Deleted: {old_events_delete(using='owner')} events older than 24 months.")
        else:
            count = old_events(using="owner").count()
            self.stdout.write(f"{count} events are older than 24 months. Run it with --delete to delete them.")
