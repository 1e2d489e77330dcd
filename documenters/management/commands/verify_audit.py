"""`manage.py verify_audit`: has anybody changed the log behind the system's back?"""

import sys
import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections

from documenters.audit_chain import KeptHead, Verdict, kept_head, verify
from documenters.models import Programme


class Command(BaseCommand):
    """Names the first row that is wrong and ends with exit code 1; otherwise prints the heads to keep elsewhere."""

    help = "Recompute the chain of the log; compare it with a head that was kept on paper or elsewhere."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which chain, and what was kept."""
        parser.add_argument("--programme", help="the code of one programme, for example KG; otherwise all chains")
        parser.add_argument("--head", action="append", default=[], help="a kept head: “KG 1234 9f3a 12bc …”, or digits")
        parser.add_argument("--head-file", type=Path, help="a file with one kept head in each line")

    def handle(
        self, *_args: Any, programme: str | None, head: list[str], head_file: Path | None, **_options: Any
    ) -> None:
        """Verify as the owner of the database, who sees every row; as the application where there is no other."""
        using = "owner" if "owner" in connections else "default"
        kept = [_kept(text) for text in [*head, *_lines(head_file)]]
        place = Programme.objects.using(using).filter(code=programme).first()
        if programme is not None and place is None:
            raise CommandError(f"There is no programme {programme}.")
        began = time.monotonic()
        verdict = verify(using=using, programme=place, kept=kept)
        if verdict.finding is not None:
            self.stderr.write(str(verdict.finding))
            sys.exit(1)
        self._report(verdict, len(kept), time.monotonic() - began)

    def _report(self, verdict: Verdict, kept: int, seconds: float) -> None:
        speed = f"{verdict.rows / max(seconds, 0.001):.0f} rows/s"
        pruned = f", {verdict.pruned} of them pruned by age" if verdict.pruned else ""
        self.stdout.write(f"The log is whole: {verdict.rows} rows{pruned}, {seconds:.1f} s, {speed}.")
        if kept:
            self.stdout.write(f"Kept heads found in it: {kept}.")
        for head in verdict.heads:
            self.stdout.write(f"Head: {head}")


def _kept(text: str) -> KeptHead:
    try:
        return kept_head(text)
    except ValueError:
        raise CommandError(f"“{text}” is no head: 16 to 64 hexadecimal digits, before them KG and a number.") from None


def _lines(file: Path | None) -> list[str]:
    if file is None:
        return []
    try:
        return [line for line in file.read_text().splitlines() if line.strip()]
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}.") from None
