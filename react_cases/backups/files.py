"""Files of backups: their names, how they are written, and when files of keys go."""

import datetime
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from react_cases.backups.restoring import Secret

STAMP = "%Y-%m-%dT%H%M%SZ"
_NAMED = re.compile(r"(data|keys)-(\d{4}-\d\d-\d\dT\d{6}Z)\.age")


def place_of(file: Path, kind: str) -> Path:
    """The file itself, or in a folder a new one that is named by its kind and the moment."""
    if not file.is_dir():
        return file
    return file / f"{kind}-{datetime.datetime.now(datetime.UTC).strftime(STAMP)}.age"


@contextmanager
def new_file(file: Path) -> Iterator[BinaryIO]:
    """A file that only its owner reads; it has its name once all of it is on the disk, and not before.

    Raises `FileExistsError` rather than overwriting anything.
    """
    if file.exists():
        raise FileExistsError(17, "is there already", str(file))
    unfinished = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        unfinished.rename(file)
    finally:
        unfinished.unlink(missing_ok=True)


def pruned(folder: Path, kind: str, days: int) -> list[Path]:
    """Delete the files of this kind in a folder that are older than so many days, by their names; which they were."""
    before = datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=days)
    gone = []
    for path in sorted(folder.iterdir()):
        named = _NAMED.fullmatch(path.name)
        if named is None or named[1] != kind or not path.is_file():
            continue
        if datetime.datetime.strptime(named[2], STAMP).replace(tzinfo=datetime.UTC) < before:
            path.unlink()
            gone.append(path)
    return gone


def secret_of(identity: Path | None, passphrase_file: Path | None) -> Secret | None:
    """What opens a backup, read from a file of `age-keygen` or `backup_key`, or from one with a passphrase."""
    if identity is not None:
        lines = identity.read_text().split()
        return Secret(identities=[line for line in lines if line.upper().startswith("AGE-SECRET-KEY-")])
    if passphrase_file is not None:
        return Secret(passphrase=passphrase_file.read_text().strip())
    return None
