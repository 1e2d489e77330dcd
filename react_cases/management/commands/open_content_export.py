"""`manage.py open_content_export FILE [--key KEYFILE]`: the recipient of a sealed export opens it, without a database.

The free program age does the same: `age -d -i KEYFILE -o cases.zip FILE`.
"""

import os
from getpass import getpass
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from documenters.vault.age_files import open_stream
from documenters.vault.primitives import SealBroken


class Command(BaseCommand):
    """Writes the archive beside the sealed file, for its owner alone to read."""

    help = "Open a sealed export with the secret key or the passphrase; writes the archive that it holds."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, how it is sealed, and where the archive goes."""
        parser.add_argument("file", type=Path, help="the sealed file (.age)")
        parser.add_argument("--key", type=Path, help="file with the secret key; without it the passphrase is asked for")
        parser.add_argument("--out", type=Path, help="the archive; FILE with the ending .zip if not said")

    def handle(self, *_args: Any, file: Path, key: Path | None, out: Path | None, **_options: Any) -> None:
        """Say in one sentence why it does not open."""
        target = out or file.with_suffix(".zip")
        try:
            _open(file, key, target)
        except SealBroken:
            said = "It does not open: another key or passphrase, or the file was changed or cut off."
            raise CommandError(said) from None
        except FileExistsError:
            raise CommandError(f"{target} is there already. Say --out.") from None
        except OSError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"{target}: unpack it and begin with index.html. Delete both when the work is done.")


def _open(file: Path, key: Path | None, target: Path) -> None:
    """Leave nothing behind where it does not open."""
    identities = _identities(key.read_text(encoding="utf-8")) if key else []
    passphrase = "" if key else getpass("Passphrase of the file: ")
    with file.open("rb") as source:
        handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(handle, "wb") as archive:
                open_stream(source, archive, identities=identities, passphrase=passphrase)
        except BaseException:
            target.unlink()
            raise


def _identities(text: str) -> list[str]:
    """The secret keys of a key file as `age-keygen` writes it: one a line, comments begin with #."""
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
