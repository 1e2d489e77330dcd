"""manage.py export_release: every table cell that a tier is shown up to a release, and nothing else."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from reports.disclosure.schema import Tier, key_text
from reports.exports.json import cell_object
from reports.management.release_named import add_name, split_name
from reports.reading import read_published


class Command(BaseCommand):
    """Prints what everybody of the tier may read: as the role that can read nothing else."""

    help = "Print the cells of a published release, such as: export_release latest --tier public"

    def add_arguments(self, parser: CommandParser) -> None:
        """Which release, for whom, in what form."""
        add_name(parser)
        parser.add_argument("--tier", choices=[tier.value for tier in Tier], required=True)
        parser.add_argument("--format", choices=["json"], default="json", dest="output")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Print. Raises `CommandError` where there is no such published release."""
        programme, number = split_name(options["release"], options["programme"])
        published = read_published(programme.code, Tier(options["tier"]), upto=number)
        if not published.releases or number not in (None, published.releases[-1].number):
            raise CommandError("There is no such published release.")
        last = published.releases[-1]
        answer = {
            "programme": published.programme,
            "release": last.citation,
            "tier": published.tier.value,
            "as_of": last.as_of.isoformat(),
            "digest": last.digest,
            "cells": [
                cell_object(cell.key, cell.value, cell.threshold)
                for cell in sorted(published.cells.values(), key=lambda cell: key_text(cell.key))
            ],
        }
        self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=1))
