"""A real installation on this machine: its own database, the web server and the worker of production, a mail server.

Nothing of it is a demo: a second factor, keys of people (`VAULT_MODE=members`), secrets from the environment, HTTPS as
the proxy announces it.
"""

import os
import secrets
import socket
import socketserver
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings

from reports.management.commands.start_demo import SERVE, WORK
from tests.migrated import migrated_name, parameters_of, server
from tests.seizure.visitor import HOST

START_SECONDS = 60
OF_THE_TESTS = ("DJANGO_", "PYTEST_", "DATABASE_", "DEMO", "DEBUG", "SECRET_KEY", "SEALING_KEY", "VAR_DIR", "TMPDIR")


@dataclass
class Site:
    """A running installation and where its things lie."""

    folder: Path
    environment: dict[str, str]
    database: str
    port: int = 0
    processes: list["subprocess.Popen[bytes]"] = field(default_factory=list)
    mails: list[bytes] = field(default_factory=list)

    def command(self, *arguments: str, stdin: str = "") -> str:
        """What a command of the operator prints."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=settings.BASE_DIR,
            env=self.environment,
            input=stdin,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    @property
    def log(self) -> Path:
        """What web server and worker said."""
        return self.folder / "log"


@contextmanager
def installed(folder: Path, **more: str) -> Iterator[Site]:
    """The site with a database of its own, running; everything that it leaves lies in the folder and the database."""
    with ExitStack() as stack:
        name = stack.enter_context(own_database())
        site = Site(folder, {}, name)
        mail_port = stack.enter_context(mail_server(site.mails))
        for place in ("var", "tmp"):
            (folder / place).mkdir()
        site.environment = environment_of(site, mail_port) | more
        (folder / ".env").write_text("".join(f"{name}={value}\n" for name, value in site.environment.items()))
        site.command("load_taxonomy")
        site.command("collectstatic", "--noinput")
        stack.enter_context(serving(site))
        yield site


@contextmanager
def own_database() -> Iterator[str]:
    """An empty database, migrated; its name."""
    name = f"seizure_{os.getpid()}_{secrets.token_hex(4)}"
    with server() as connection:
        template = migrated_name(connection)
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template or 'template1'}")
        try:
            if template is None:
                owner = {
                    **os.environ,
                    "DATABASE_URL": url_of("default", name),
                    "DATABASE_OWNER_URL": url_of("owner", name),
                }
                migrate = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
                subprocess.run(migrate, cwd=settings.BASE_DIR, env={**owner, "DEMO": "1"}, check=True)
            yield name
        finally:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def url_of(alias: str, name: str) -> str:
    """The address of a database for the application (`default`) or the owner."""
    parameters: dict[str, Any] = parameters_of(alias)
    query = "&".join(f"{key}={parameters[key]}" for key in ("host", "port", "user", "password") if parameters.get(key))
    return f"postgresql:///{name}?{query}"


def environment_of(site: Site, mail_port: int) -> dict[str, str]:
    """What stands in the `.env` of the installation; nothing of this test run's own settings."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(OF_THE_TESTS)}
    return {
        **inherited,
        "DEMO": "0",
        "VAULT_MODE": "members",
        "SECRET_KEY": secrets.token_urlsafe(48),
        "SEALING_KEY": secrets.token_urlsafe(48),
        "DATABASE_URL": url_of("default", site.database),
        "ALLOWED_HOSTS": HOST,
        "VAR_DIR": str(site.folder / "var"),
        "TMPDIR": str(site.folder / "tmp"),
        "EMAIL_URL": f"smtp://127.0.0.1:{mail_port}",
        "MAIL_FROM": f"noreply@{HOST}",
        "WEB_WORKERS": "2",
    }


@contextmanager
def serving(site: Site) -> Iterator[None]:
    """Web server and worker, as docker-compose.yml has them."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        site.port = int(probe.getsockname()[1])
    environment = {**site.environment, "HOST": "127.0.0.1", "PORT": str(site.port)}
    with site.log.open("ab") as log:
        for arguments in (["-m", *SERVE], [*WORK[1:]]):
            site.processes.append(
                subprocess.Popen(
                    [sys.executable, *arguments], cwd=settings.BASE_DIR, env=environment, stdout=log, stderr=log
                )
            )
    try:
        wait_until_listening(site)
        yield
    finally:
        stop(site)


def wait_until_listening(site: Site) -> None:
    """Return once the web server takes connections."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and site.processes[0].poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", site.port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError(f"the site did not start: {site.log.read_text(errors='replace')}")


def stop(site: Site) -> None:
    """Switch the machine off."""
    for process in site.processes:
        process.terminate()
    for process in site.processes:
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    site.processes.clear()


@contextmanager
def mail_server(mails: list[bytes]) -> Iterator[int]:
    """A mail server that keeps everything that it is told; its port."""

    class Conversation(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"220 here\r\n")
            is_letter, lines = False, []
            for line in self.rfile:
                lines.append(line)
                if is_letter:
                    is_letter = line != b".\r\n"
                    answer = b"" if is_letter else b"250 kept\r\n"
                elif line.upper().startswith(b"DATA"):
                    is_letter, answer = True, b"354 go on\r\n"
                else:
                    answer = b"221 bye\r\n" if line.upper().startswith(b"QUIT") else b"250 yes\r\n"
                self.wfile.write(answer)
            mails.append(b"".join(lines))

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Conversation) as listener:
        listener.daemon_threads = True
        threading.Thread(target=listener.serve_forever, daemon=True).start()
        yield int(listener.server_address[1])
        listener.shutdown()


@contextmanager
def as_owner(name: str) -> Iterator[psycopg.Connection]:
    """The database as its owner, past row-level security."""
    with psycopg.connect(url_of("owner", name), autocommit=True) as connection:
        connection.execute("SET app.maintenance = 'on'")
        yield connection
