"""Put a backup back: the data, then the keys that belong to it, then every erasure that came after the data.

One transaction of the owner: either all of it is there afterwards, or nothing has changed.
"""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO, cast

from django.db import connections, transaction

from documenters.audit import record
from documenters.management.commands.migrate import OWNER, everything_over
from documenters.vault.age_files import open_stream
from documenters.vault.primitives import SealBroken
from react_cases.backups.dumping import DATA, KEYS, migrations_of
from react_cases.backups.format import BackupBroken, Reader
from react_cases.backups.loading import (
    Cursor,
    Loader,
    keys_moved,
    passwords_kept,
    sequences_set,
    tables_emptied,
    walls_down,
)
from react_cases.backups.shown import Hidden, stories_hidden
from react_cases.backups.tables import PASSWORDS, TOMBSTONES, USERS, data_tables, key_tables
from react_cases.backups.tombs import Buried, tombstones_applied
from react_cases.models import Case, CaseKey

# Their table alone: nothing is opened here, and the model belongs to the actions that seal.
_TEXTS = Case.sealed_texts.rel.related_model._meta.db_table
_WITHOUT_KEY = f"""
SELECT count(*) FROM {Case._meta.db_table} AS held
WHERE EXISTS (SELECT FROM {_TEXTS} AS text WHERE text.case_id = held.id)
    AND NOT EXISTS (SELECT FROM {CaseKey._meta.db_table} AS key WHERE key.case_id = held.id)
"""  # noqa: S608  names of tables from models


class NotRestored(Exception):
    """The backup cannot be put back as it was asked for; the message is one sentence for the operator."""


@dataclass(frozen=True)
class Secret:
    """What opens the files: secret keys of age, or a passphrase."""

    identities: Sequence[str] = ()
    passphrase: str = ""


@dataclass(frozen=True)
class Restored:
    """What was put back."""

    data_made_at: str
    keys_made_at: str
    rows: int
    keys_left_out: int
    """Keys of people, places and cases that the data does not know."""
    buried: Buried
    stories: Hidden
    without_key: int
    """Cases whose texts nobody can read any more."""


def restore(
    data: BinaryIO, keys: BinaryIO, secret: Secret, *, replaces: bool = False, takes_older_keys: bool = False
) -> Restored:
    """Put both dumps back.

    Raises `NotRestored` where the database holds something and `replaces` is not said, where the dumps are of another
    version or of two installations, or where the keys are older than the data and `takes_older_keys` is not said; and
    `BackupBroken` where a file does not open, was changed or is cut off. Then nothing has changed.
    """
    with everything_over(OWNER), transaction.atomic(using=OWNER), connections[OWNER].connection.cursor() as cursor:
        _require_empty(cursor, replaces)
        version = migrations_of(cursor)
        with walls_down(cursor):
            tables_emptied(cursor)
            first = _load(cursor, data, secret, DATA, data_tables(cursor), lambda said: _require_version(said, version))
            second = _load(
                cursor,
                keys,
                secret,
                KEYS,
                [*key_tables(), TOMBSTONES, PASSWORDS],
                lambda said: _require_fitting(first.said, said, version, takes_older_keys),
            )
            left_out = keys_moved(cursor)
            passwords_kept(cursor)
        sequences_set(cursor, first.said["sequences"], second.said["sequences"])
        cursor.execute("SELECT set_config('app.maintenance', 'on', true)")
        buried = tombstones_applied(cursor)
        stories = stories_hidden()
        record("backup.restored", None, by=None, reason=f"cases:{len(buried.erased)}")
        cursor.execute(_WITHOUT_KEY)
        without_key = int((cursor.fetchone() or (0,))[0])
    return Restored(
        first.said["made_at"], second.said["made_at"], first.rows_read, left_out, buried, stories, without_key
    )


def _load(
    cursor: Cursor,
    source: BinaryIO,
    secret: Secret,
    kind: str,
    tables: Sequence[str],
    fits: Callable[[dict[str, Any]], None],
) -> Loader:
    loader = Loader(cursor, kind, tables, fits)
    reader = Reader(loader)
    try:
        open_stream(source, cast(BinaryIO, reader), identities=secret.identities, passphrase=secret.passphrase)
        reader.close()
    except Exception as error:
        loader.stop(error)
        if reader.error is not None:
            raise reader.error from None
        if isinstance(error, SealBroken):
            raise BackupBroken(
                f"The file of the {kind} does not open: another key, or it was changed or cut off."
            ) from error
        raise
    loader.close()
    return loader


def _require_empty(cursor: Cursor, replaces: bool) -> None:
    cursor.execute(f"SELECT EXISTS (SELECT FROM {USERS})")  # noqa: S608
    if (cursor.fetchone() or (True,))[0] and not replaces:
        raise NotRestored("The database is not empty. Say --replace to delete all that is in it first.")


def _require_version(said: dict[str, Any], version: list[str]) -> None:
    theirs = said.get("migrations")
    if theirs != version:
        other = sorted(set(theirs or []) ^ set(version))
        raise NotRestored(
            f"The backup is of another version of the program: {', '.join(other[:5]) or 'unknown'}. Install the "
            "version that made it, restore, and update afterwards."
        )


def _require_fitting(data: dict[str, Any], keys: dict[str, Any], version: list[str], takes_older_keys: bool) -> None:
    _require_version(keys, version)
    shared = set(data["installation"]) & set(keys["installation"])
    if any(data["installation"][chain] != keys["installation"][chain] for chain in shared) or (
        data["installation"] and not shared
    ):
        raise NotRestored("The two files are of different installations.")
    made, of_keys = (datetime.datetime.fromisoformat(said["made_at"]) for said in (data, keys))
    if of_keys < made and not takes_older_keys:
        raise NotRestored(
            "The keys are older than the data: cases begun in between would be lost, and what was erased in between "
            "would not stay so. Take a newer file of keys, or say --older-keys."
        )
