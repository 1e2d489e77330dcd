"""The real site for the browser: its own database with the demo, served by the command that production uses."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page

from react_cases.management.demo import LOGINS
from reports.management.commands.start_demo import SERVE
from tests.migrated import migrated_name, one_at_a_time, parameters_of, server

START_SECONDS = 60
PHONE = {"width": 360, "height": 640}
DESK = {"width": 1280, "height": 800}

SignIn = Callable[..., Page]


@pytest.fixture(scope="session")
def site_database(testrun_uid: str) -> Iterator[dict[str, str]]:
    """A database of this process with the demo; the environment that names it.

    The demo is loaded by whichever process of this run comes first, into a template that all of them copy.
    """
    template, name = f"browser_{testrun_uid[:12]}", f"browser_{os.getpid()}"
    with server() as connection:
        try:
            with one_at_a_time(connection):
                if not connection.execute("SELECT FROM pg_database WHERE datname = %s", [template]).rowcount:
                    migrated = migrated_name(connection)
                    connection.execute(f"CREATE DATABASE {template} TEMPLATE {migrated or 'template1'}")
                    load_demo(environment_of(template), is_migrated=migrated is not None)
                connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
            yield environment_of(name)
        finally:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            with one_at_a_time(connection):
                connection.execute(f"DROP DATABASE IF EXISTS {template} WITH (FORCE)")


def environment_of(name: str) -> dict[str, str]:
    """The environment of a site that works on this database."""
    return {
        **os.environ,
        "DATABASE_URL": database_url(parameters_of("default") | {"dbname": name}),
        "DATABASE_OWNER_URL": database_url(parameters_of("owner") | {"dbname": name}),
        "DEMO": "1",
    }


def load_demo(environment: dict[str, str], *, is_migrated: bool) -> None:
    """Fill an empty database, as `start_demo` does."""
    migrate = [] if is_migrated else [["migrate", "--verbosity", "0"]]
    for command in (*migrate, ["load_taxonomy"], ["demo"], ["collectstatic", "--noinput"]):
        subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=settings.BASE_DIR,
            env=environment,
            check=True,
            stdout=subprocess.DEVNULL,
        )


def database_url(parameters: dict[str, Any]) -> str:
    """The address of a database; a folder with a socket is a parameter."""
    query = "&".join(f"{key}={parameters[key]}" for key in ("host", "port", "user") if parameters.get(key))
    return f"postgresql:///{parameters['dbname']}?{query}"


@pytest.fixture(scope="session")
def live_site(site_database: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the running site."""
    with served(site_database, tmp_path_factory.mktemp("site")) as port:
        yield f"http://127.0.0.1:{port}"


@contextmanager
def served(environment: dict[str, str], folder: Path) -> Iterator[int]:
    """The site with these settings, on the port that is given; its log lies in the folder and names no error."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    log = (folder / "log").open("w+")
    server = subprocess.Popen(
        [sys.executable, "-m", *SERVE],
        cwd=settings.BASE_DIR,
        env={**environment, "HOST": "127.0.0.1", "PORT": str(port)},
        stderr=log,
    )
    try:
        wait_until_up(f"http://127.0.0.1:{port}/login/", server)
        yield port
    finally:
        server.terminate()
        server.wait(30)
    with log:
        log.seek(0)
        assert "Traceback" not in log.read()


def wait_until_up(address: str, server: subprocess.Popen[bytes]) -> None:
    """Return once the login page answers."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urlopen(address, timeout=5) as answer:  # noqa: S310  our own server
                assert answer.status == 200
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail("the site did not start")


def passphrase_of(username: str) -> str:
    """What somebody of the demo types."""
    return next(secret for _, name, secret in LOGINS if name == username)


def open_session(context: BrowserContext, username: str) -> None:
    """Log in as the form does, without drawing it: journeys that are about the login page open it themselves."""
    page = context.request.get("/login/")
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.text())
    assert token is not None
    form = {"csrfmiddlewaretoken": token[1], "username": username, "password": passphrase_of(username)}
    answer = context.request.post("/login/", form=form, max_redirects=0)
    assert answer.status == 302, answer.text()


@pytest.fixture
def sign_in(browser: Browser, live_site: str) -> Iterator[SignIn]:
    """Log somebody in: `sign_in("amina", viewport=PHONE, language="ru")` gives their page.

    Every page of the journey is watched: a script error, a refusal by the content security policy or a request to
    another host fails the test.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def log_in(username: str, *, viewport: dict[str, int] = DESK, language: str = "ru", **options: Any) -> Page:
        context = browser.new_context(viewport=viewport, locale=language, base_url=live_site, **options)
        contexts.append(context)
        context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": live_site}])
        context.set_default_timeout(10_000)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console",
            lambda message: (
                complaints.append(f"{message.text} {message.location}") if message.type == "error" else None
            ),
        )
        page.on(
            "request",
            lambda request: None if request.url.startswith((live_site, "data:")) else complaints.append(request.url),
        )
        open_session(context, username)
        page.goto("/")
        return page

    yield log_in
    for context in contexts:
        context.close()
    assert complaints == []
