"""`manage.py restore_backup --data FILE --keys FILE --identity FILE`: put a backup back into an empty database."""

from getpass import getpass
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections

from react_cases.backups.files import secret_of
from react_cases.backups.format import BackupBroken
from react_cases.backups.restoring import NotRestored, Restored, Secret, restore


class Command(BaseCommand):
    """Migrate first, with the version of the program that made the backup."""

    help = "Restore the data and the keys. What was erased before the keys were dumped is erased again."

    def add_arguments(self, parser: CommandParser) -> None:
        """Both files, and what opens them."""
        parser.add_argument("--data", type=Path, required=True, help="a file of backup_data")
        parser.add_argument("--keys", type=Path, required=True, help="the newest file of backup_keys")
        parser.add_argument("--identity", type=Path, help="the file with the secret key (AGE-SECRET-KEY-…)")
        parser.add_argument(
            "--passphrase-file", type=Path, help="a file with the passphrase; without either it is asked"
        )
        parser.add_argument("--replace", action="store_true", help="delete what is in the database first")
        parser.add_argument(
            "--older-keys", action="store_true", help="restore although the keys are older than the data"
        )

    def handle(self, *_args: Any, data: Path, keys: Path, **options: Any) -> None:
        """Nothing has changed where it fails."""
        if "owner" not in connections:
            raise CommandError("Only the owner of the database can do this: set DATABASE_OWNER_URL, see .env.example.")
        try:
            secret = secret_of(options["identity"], options["passphrase_file"])
            secret = secret or Secret(passphrase=getpass("Passphrase of the backup: "))
            with data.open("rb") as data_file, keys.open("rb") as keys_file:
                done = restore(
                    data_file,
                    keys_file,
                    secret,
                    replaces=options["replace"],
                    takes_older_keys=options["older_keys"],
                )
        except (NotRestored, BackupBroken) as refusal:
            raise CommandError(f"{refusal} Nothing was changed.") from None
        except OSError as error:
            raise CommandError(f"{error.filename or 'The file'}: {error.strerror or error}.") from None
        self._say(done)

    def _say(self, done: Restored) -> None:
        self.stdout.write(f"Restored: {done.rows} rows of {done.data_made_at}, keys of {done.keys_made_at}.")
        erased = done.buried.erased
        self.stdout.write(
            f"Erased again, because they had been erased since: {len(erased)}. {', '.join(erased)}".strip()
        )
        self.stdout.write(f"Texts and files deleted again, because their time was over: {done.buried.emptied}.")
        self.stdout.write(f"Keys of what the data does not know, left out: {done.keys_left_out}.")
        self.stdout.write(
            "Published stories that nobody reads until a coordinator publishes them again: "
            f"{len(done.stories.hidden)}. {', '.join(done.stories.hidden)}".strip()
        )
        if done.stories.shown:
            self.stdout.write(
                "Stories that stay published, because the texts of their cases are deleted; withdraw again what was "
                f"withdrawn since: {', '.join(done.stories.shown)}"
            )
        if done.without_key:
            self.stdout.write(f"Cases whose texts nobody can read, because there is no key: {done.without_key}.")
        self.stdout.write(
            "Everybody logs in again. Look through the list of people: who left since the data was dumped?"
        )
