"""`manage.py start_demo`: the demo from an empty database to a running site."""

import errno
import hashlib
import os
import signal
import socket
import subprocess
import sys
import time
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse

from documenters.models import Programme
from react_cases.management.demo import LOGINS
from reports.management.commands.demo import PROGRAMME
from reports.management.demo_releases import share_link_renew

# The one command line of the web server: the Dockerfile, docker-compose.yml and the tests use it too.
SERVE = ("gunicorn", "--config", "react_cases/config/gunicorn_conf.py", "react_cases.config.wsgi")
# Beside it, the one worker of background jobs; docker-compose.yml has it as a service.
WORK = ("python", "manage.py", "run_jobs")
HOST = "127.0.0.1"
START_SECONDS = 60
STOP_SECONDS = 20

Process = subprocess.Popen[bytes]


class Command(BaseCommand):
    help = "Prepare the database, load the code lists and the demo, and serve the site on this machine."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", default=os.environ.get("PORT") or "8000")

    def handle(self, *, port: str, **_options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("This is not a demo (DEMO=0 or SECRET_KEY is set): invented cases do not belong here.")
        # A shell script that starts the demo in the background has the signal ignored; whoever sends it means it.
        signal.signal(signal.SIGINT, signal.default_int_handler)
        number = free_port(port)
        self._prepare()
        started: list[Process] = []
        try:
            started.append(server := _start("-m", *SERVE, PORT=str(number)))
            _wait_until_listening(server, number)
            started.append(worker := _start(*WORK[1:]))
            self._announce(number)
            ended = _first_to_end(server, worker)
        except KeyboardInterrupt:
            self.stdout.write("\nStopped. The data is kept for the next time.")
            return
        finally:
            _stop(started)
        what = "web server" if ended is server else "worker of background jobs"
        raise CommandError(f"The {what} ended by itself; its messages are above.", returncode=ended.returncode or 1)

    def _prepare(self) -> None:
        self._say("Preparing the database ...")
        call_command("migrate", interactive=False, verbosity=0)
        self._say("Loading the code lists and the demo ...")
        call_command("load_taxonomy", stdout=self.stdout)
        call_command("demo", stdout=self.stdout)
        collect_static_files()

    def _announce(self, port: int) -> None:
        site = f"http://{HOST}:{port}"
        lines = ["", f"The demo is ready: {site}/", ""]
        widths = [max(len(login[column]) for login in LOGINS) for column in range(3)]
        lines += ["  ".join(text.ljust(width) for text, width in zip(login, widths, strict=True)) for login in LOGINS]
        programme = Programme.objects.get(code=PROGRAMME)
        shared = reverse("published_shared", args=[share_link_renew(programme).token])
        lines += ["", f"Public figures   {site}{reverse('published_public', args=[programme.code])}"]
        lines += [f"For a donor      {site}{shared}"]
        self._say("\n".join([*lines, "", "Ctrl-C stops it."]))

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()


def free_port(port: str) -> int:
    """The number of a port on which this machine can listen, else CommandError in one sentence."""
    number = int(port) if port.isdecimal() else 0
    if not 0 < number < 65536:
        raise CommandError(f"{port} is no port: choose one from 1024 to 65535, as in `make demo PORT=8123`.")
    with socket.socket() as probe:
        # As the web server does: a port whose last connections are still fading is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, number))
        except OSError as error:
            reason = "is taken" if error.errno == errno.EADDRINUSE else f"cannot be used ({error.strerror})"
            raise CommandError(f"Port {port} {reason}: choose another, as in `make demo PORT=8123`.") from None
    return number


def collect_static_files() -> None:
    """Collect, compress and name the static files, unless they are the ones collected last time."""
    marker = settings.STATIC_ROOT.with_name("static.collected")
    fingerprint = _static_fingerprint()
    if marker.exists() and marker.read_text() == fingerprint and settings.STATIC_ROOT.exists():
        return
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    marker.write_text(fingerprint)


def _static_fingerprint() -> str:
    digest = hashlib.sha256(repr(settings.STORAGES["staticfiles"]).encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            digest.update(f"{name} {storage.size(name)} {storage.get_modified_time(name)}\n".encode())
    return digest.hexdigest()


def _start(*arguments: str, **environment: str) -> Process:
    return subprocess.Popen(  # noqa: S603  fixed command lines
        [sys.executable, *arguments],
        cwd=settings.BASE_DIR,
        # Without a mail server mails can be looked at all the same.
        env={"EMAIL_URL": f"filemail:///{settings.VAR_DIR.absolute()}/mail", **os.environ, "HOST": HOST, **environment},
        # Out of the terminal's reach: one Ctrl-C, one orderly end, which is ours to give.
        process_group=0,
    )


def _first_to_end(*processes: Process) -> Process:
    while True:
        for process in processes:
            if process.poll() is not None:
                return process
        time.sleep(0.2)


def _wait_until_listening(server: Process, port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while server.poll() is None and time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) == 0:
                return
        time.sleep(0.1)
    raise CommandError("The web server did not start; its messages are above.")


def _stop(processes: list[Process]) -> None:
    # From here on everything ends by itself in seconds; a second Ctrl-C would leave something behind.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for process in processes:
        process.terminate()
    deadline = time.monotonic() + STOP_SECONDS
    for process in processes:
        try:
            process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
