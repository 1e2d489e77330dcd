"""`manage.py run_jobs`: the worker beside the web server."""

import logging
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from reports.jobs import JobWorker


class Command(BaseCommand):
    help = "Do background jobs, such as building a release, until told to end."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what is waiting, then end")

    def handle(self, *, once: bool, **_options: Any) -> None:
        # The library tells of every job that begins and ends.
        for name in ("django_tasks", "django_tasks_db"):
            logging.getLogger(name).setLevel(logging.ERROR)
        JobWorker(is_once=once).run()
