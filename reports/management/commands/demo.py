"""`manage.py demo`: invented people, the published cases retold, an invented population around them, its releases."""

import time
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from documenters.actions.vaults import server_reads
from documenters.models import Programme
from react_cases.management.demo.loading import demo_load, held
from react_cases.management.demo.roster import NGOS, PEOPLE
from react_cases.management.demo.targets import DEFAULT_CASES
from react_cases.models import Term
from reports.management.demo_releases import releases_publish
from reports.management.demo_submission import submission_draft

PROGRAMME = "KG"
SEED = 2020


class Command(BaseCommand):
    """Loads the demo once; a second run changes nothing."""

    help = "Load invented people and cases. Running it again changes nothing; --fresh loads the demo anew."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--cases", type=int, help=f"approved cases of 2020-2022, published totals scaled (default {DEFAULT_CASES})"
        )
        parser.add_argument("--seed", type=int, help=f"another population of the same shape (default {SEED})")
        parser.add_argument("--fresh", action="store_true", help="forget all demo cases and releases first")
        parser.add_argument("--no-releases", action="store_false", dest="releases", help="publish nothing")

    def handle(self, *, cases: int | None, seed: int | None, fresh: bool, releases: bool, **_options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("This is not a demo (DEMO=0 or SECRET_KEY is set): invented cases do not belong here.")
        programme = self._programme()
        present = held()
        if present.invented and not fresh:
            if cases is not None or seed is not None:
                raise CommandError("The demo is loaded already: add --fresh to replace it.")
            self.stdout.write(f"The demo is there already: {present.invented:,} cases. They were not changed.")
        else:
            self._load(programme, DEFAULT_CASES if cases is None else cases, SEED if seed is None else seed, fresh)
        if releases:
            self._publish(programme)

    def _load(self, programme: Programme, cases: int, seed: int, fresh: bool) -> None:
        if not server_reads():
            raise CommandError(
                "The demo is loaded with VAULT_MODE=server; `vault_mode members` switches it afterwards."
            )
        started = time.monotonic()
        loaded = demo_load(programme, cases=cases, seed=seed, fresh=fresh)
        self.stdout.write(
            f"Loaded {len(NGOS)} organisations with {len(PEOPLE)} people, {loaded.population:,} invented cases,"
            f" {loaded.stories} published cases retold and {loaded.desk} cases that wait on somebody's desk,"
            f" in {time.monotonic() - started:.1f} seconds."
        )

    def _publish(self, programme: Programme) -> None:
        started = time.monotonic()
        if made := releases_publish(programme, self.stdout.write):
            self.stdout.write(f"Published {made} releases in {time.monotonic() - started:.1f} seconds.")
        if submission_draft(programme):
            self.stdout.write("Wrote a draft of a report to a treaty body.")

    def _programme(self) -> Programme:
        if not Term.objects.filter(programme__code=PROGRAMME).exists():
            call_command("load_taxonomy", stdout=self.stdout)
        programme = Programme.objects.filter(code=PROGRAMME).first()
        if programme is None:
            raise CommandError("The demo belongs to the programme KG, which this database does not have.")
        return programme
