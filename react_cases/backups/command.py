"""What `backup_data` and `backup_keys` have in common."""

from getpass import getpass
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections

from documenters.audit import record_apart
from documenters.vault.age_files import BadRecipient, recipient_of
from react_cases.backups.dumping import backup
from react_cases.backups.files import new_file, place_of, pruned
from react_cases.retention import KEYS_KEPT_DAYS


class BackupCommand(BaseCommand):
    """Writes one dump into one sealed file, which only the holder of the secret key or the passphrase opens."""

    kind = ""

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to, for whom, and how long older ones stay."""
        parser.add_argument("file", type=Path, help="a new file, or a folder, where the file is named by the moment")
        parser.add_argument(
            "--recipient", action="append", default=[], help="a public key (age1…); several may open it"
        )
        parser.add_argument(
            "--passphrase-file", type=Path, help="a file with a passphrase, where there is no public key"
        )
        parser.add_argument(
            "--prune-days",
            type=int,
            metavar="DAYS",
            help=f"then delete files of this kind in the folder that are older; {KEYS_KEPT_DAYS} for keys",
        )

    def handle(
        self,
        *_args: Any,
        file: Path,
        recipient: list[str],
        passphrase_file: Path | None,
        prune_days: int | None,
        **_options: Any,
    ) -> None:
        """Write, log, prune: an older file goes only after the new one is there."""
        if "owner" not in connections:
            raise CommandError("Only the owner of the database can do this: set DATABASE_OWNER_URL, see .env.example.")
        try:
            recipients = [recipient_of(text) for text in recipient]
        except BadRecipient as error:
            wrong = "That is a secret key: give the public one" if error.is_secret else "That is no public key"
            raise CommandError(f"{wrong} (age1…).") from None
        passphrase = "" if recipients else _passphrase(passphrase_file)
        place = place_of(file, self.kind)
        try:
            with new_file(place) as out:
                backup(self.kind, out, recipients=recipients, passphrase=passphrase)
        except OSError as error:
            raise CommandError(f"{error.filename or place}: {error.strerror or error}.") from None
        record_apart("backup.made", by=None, reason=self.kind)
        gone = pruned(place.parent, self.kind, prune_days) if prune_days is not None else []
        self.stdout.write(f"{place}: {place.stat().st_size} bytes. Older files deleted: {len(gone)}.")


def _passphrase(file: Path | None) -> str:
    if file is not None:
        passphrase = file.read_text().strip()
    else:
        passphrase = getpass("Passphrase for the backup: ")
        if passphrase != getpass("Once more: "):
            raise CommandError("These were two different passphrases.")
    if not passphrase:
        raise CommandError("A backup needs --recipient, or a passphrase.")
    return passphrase
