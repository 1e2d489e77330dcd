"""`manage.py discard_practice`: throw away practice cases older than 30 days. The worker does it every hour."""

from typing import Any

from django.core.management.base import BaseCommand

from react_cases.actions.practice import practice_expire


class Command(BaseCommand):
    """What the worker does by itself, for an installation that runs without one."""

    help = "Throw away practice cases that are older than 30 days."

    def handle(self, *_args: Any, **options: Any) -> None:
        """Say how many, unless asked to be quiet."""
        count = practice_expire()
        if options["verbosity"]:
            self.stdout.write(f"Practice cases thrown away: {count}.")
