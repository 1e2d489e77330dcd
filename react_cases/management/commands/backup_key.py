"""`manage.py backup_key FILE`: a key pair for backups, where there is no age-keygen at hand."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from documenters.vault.age_files import new_key_pair
from react_cases.backups.files import new_file


class Command(BaseCommand):
    """The secret half goes into the file, the public half is printed."""

    help = "Make a key pair for backups. Keep the file away from the server: whoever has it opens the backups."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where the secret half goes."""
        parser.add_argument("file", type=Path, help="a new file for the secret half")

    def handle(self, *_args: Any, file: Path, **_options: Any) -> None:
        """Refuses to overwrite."""
        pair = new_key_pair()
        with new_file(file) as out:
            out.write(f"# public key: {pair.public}\n{pair.secret}\n".encode())
        self.stdout.write(pair.public)
