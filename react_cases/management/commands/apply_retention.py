"""`manage.py apply_retention [--dry-run]`: delete what is kept no longer, by the rules of each programme."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from documenters.models import Programme
from react_cases.actions.retention import Due, is_decided, retention_apply, retention_preview


class Command(BaseCommand):
    """Prints the table first. Run once a day; a run that was cut off is simply run again."""

    help = "Erase drafts that nobody touched, delete texts and files of old cases. See the programme's settings."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whether to do it."""
        parser.add_argument("--dry-run", action="store_true", help="only print what would be done")

    def handle(self, *_args: Any, dry_run: bool, verbosity: int, **_options: Any) -> None:
        """Every programme on its own."""
        for programme in Programme.objects.order_by("code"):
            if verbosity or dry_run:
                self.stdout.write(f"{programme.code}\n{_table(retention_preview(programme))}")
            if not is_decided(programme):
                self.stdout.write("No coordinator has saved these times yet: nothing is deleted.")
            elif not dry_run:
                done = retention_apply(programme)
                if verbosity:
                    self.stdout.write(f"Done: {', '.join(f'{kind} {count}' for kind, count in done.items())}.")


def _table(lines: list[Due]) -> str:
    head = ("kind", "kept", "then", "cases", "due now", "oldest")
    rows = [
        (
            line.kind.value,
            f"{line.months} months" if line.months else "always",
            "erased" if line.erases else "texts and files deleted" if line.months else "-",
            str(line.cases),
            str(line.due),
            line.oldest.isoformat() if line.oldest else "-",
        )
        for line in lines
    ]
    widths = [max(len(row[place]) for row in (head, *rows)) for place in range(len(head))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in (head, *rows)
    )
