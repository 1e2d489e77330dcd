"""Secrets that a demo makes for itself, so that `make demo` asks nobody for a key."""

import fcntl
import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def kept_secret(var_dir: Path, name: str, demo: bool) -> str:
    """A secret made once and kept as `var_dir/name`, readable by this user only (mode 600).

    Several processes may ask at once: all get the same answer.

    Raises ImproperlyConfigured outside a demo, where the secret must come from the environment, and when the folder
    cannot be used.
    """
    if not demo:
        raise ImproperlyConfigured(
            f"{name.upper()} is missing: set it in the environment or in .env, see .env.example."
        )
    try:
        var_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        return _read_or_make(var_dir / name)
    except OSError as error:
        raise ImproperlyConfigured(f"The demo cannot keep a secret in {var_dir / name}: {error.strerror}.") from error


def _read_or_make(path: Path) -> str:
    # The file itself is the lock: whoever gets it while it is empty fills it, everybody after that reads it. A process
    # killed between making and filling it leaves an empty file, which the next one fills.
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    with os.fdopen(descriptor, "r+", encoding="ascii") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        kept = file.read().strip()
        if kept:
            return kept
        made = secrets.token_urlsafe(48)
        file.write(made)
        file.flush()
        os.fsync(file.fileno())
        return made
