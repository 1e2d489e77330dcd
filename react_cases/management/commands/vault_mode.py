"""`manage.py vault_mode members`: from now on nobody but the members opens texts. `vault_mode server`: back again.

Set VAULT_MODE first, stop the site, run this as the owner of the database, start the site. Keys are wrapped anew, no
text is touched. What is cut off is finished by running it again. `--dry-run` prints the table and changes nothing.
"""

from getpass import getpass
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections

from documenters.models import User
from documenters.vault.primitives import SealBroken
from react_cases.actions.vault_mode import (
    MEMBERS,
    SERVER,
    Plan,
    WouldBeLost,
    WrongSetting,
    authors_needed,
    member_opens,
    mode_plan,
    mode_to_members,
    mode_to_server,
    vaults_closed,
)

BAR = 40


class Command(BaseCommand):
    """Refuses what would leave texts without anybody to read them."""

    help = "Switch who opens texts: the members alone, or the server as well. Wraps keys anew, not data."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which way."""
        parser.add_argument("mode", choices=[MEMBERS, SERVER])
        parser.add_argument("--dry-run", action="store_true", help="print who would read what; change nothing")

    def handle(self, *_args: Any, mode: str, dry_run: bool, **_options: Any) -> None:
        """As the owner of the database, who sees every case key."""
        using = "owner" if "owner" in connections else "default"
        try:
            if mode == MEMBERS:
                self._to_members(using, dry_run=dry_run)
            else:
                self._to_server(using, dry_run=dry_run)
        except WrongSetting:
            raise CommandError(f"Set VAULT_MODE={mode} in the environment first, and stop the site.") from None
        except SealBroken:
            raise CommandError("SEALING_KEY is not the one with which the keys were wrapped.") from None

    def _to_members(self, using: str, *, dry_run: bool) -> None:
        plan = mode_plan(using=using)
        self._table(plan)
        if dry_run:
            self.stdout.write("Nothing was changed.")
            return
        try:
            done = mode_to_members(using=using, tell=self._bar)
        except WouldBeLost as error:
            raise CommandError(
                f"Nothing was changed: {error.cases} case(s) would open for nobody. Let the people of the table who "
                "have no key log in once, or have paper shares made: manage.py vault_escrow make."
            ) from None
        self.stdout.write(f"Done: {done} case keys wrapped anew, the server opens nothing any more.")
        self.stdout.write("Everybody logs in anew. Destroy older dumps of the keys: with SEALING_KEY they still open.")

    def _to_server(self, using: str, *, dry_run: bool) -> None:
        while True:
            closed, authors = vaults_closed(using=using), authors_needed(using=using)
            for vault in closed:
                readers = vault.grants.filter(member_key__isnull=False).values_list(
                    "member_key__user__username", flat=True
                )
                names = ", ".join(sorted(readers)) or "nobody: see vault_recover"
                self.stdout.write(f"closed: {vault.owner}, generation {vault.generation}; can open it: {names}")
            for name, number in authors.items():
                self.stdout.write(f"closed: {number} draft(s) that only {name} can open")
            if dry_run:
                self.stdout.write("Nothing was changed.")
                return
            if not closed and not authors:
                break
            self._ask(using)
        mode_to_server(using=using)
        self.stdout.write("Done: the server opens every text. Everybody logs in anew.")

    def _ask(self, using: str) -> None:
        name = input("User name of somebody who is here (empty: stop): ").strip()
        if not name:
            raise CommandError("Not finished: what was opened stays opened. Run it again with the others.")
        user = User.objects.filter(username=name).first()
        if user is None:
            self.stderr.write(f"There is nobody called {name}.")
            return
        try:
            opened = member_opens(user, getpass(f"Passphrase of {name}: "), using=using, tell=self._bar)
        except SealBroken:
            self.stderr.write("This passphrase does not open the key.")
            return
        self.stdout.write(f"{name}: {opened} opened for the server.")

    def _table(self, plan: Plan) -> None:
        for line in plan.lines:
            readers = ", ".join(line.readers) or "nobody"
            missing = f"; without a key: {', '.join(line.without_key)}" if line.without_key else ""
            papers = "paper shares" if line.has_papers else "no paper shares"
            self.stdout.write(f"{line.owner}: {line.case_keys} case keys; read by {readers}{missing}; {papers}")
        self.stdout.write(f"Cases that would open for nobody: {plan.lost}")
        if plan.without_code:
            self.stdout.write(f"Asked for a recovery code at their next login: {', '.join(plan.without_code)}")

    def _bar(self, done: int, total: int) -> None:
        filled = BAR * done // total if total else BAR
        self.stdout.write(f"\r[{'#' * filled}{'.' * (BAR - filled)}] {done} of {total}", ending="")
        if done >= total:
            self.stdout.write("")
