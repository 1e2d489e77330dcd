"""The settings of a real installation, and its web server as a visitor meets it."""

import http.client
import os
import re
import secrets
import shlex
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from react_cases.config.headers import HEADERS
from reports.management.commands.start_demo import SERVE
from tests.react_cases.config.test_gunicorn_conf import status, unused_port, url_of_the_tests

ROOT = Path(__file__).parents[3]
HOST = "cases.example"
REAL = {
    "DEMO": "0",
    "DEBUG": "0",
    "SEALING_KEY": secrets.token_urlsafe(48),
    "SECRET_KEY": secrets.token_urlsafe(48),
    "ALLOWED_HOSTS": HOST,
    "DATABASE_URL": "postgres://unused@localhost/unused",
    "SECURE_SSL_REDIRECT": "1",
}
PRINT_SETTINGS = """
import json
import django
from django.conf import settings
django.setup()
print(json.dumps({name: getattr(settings, name) for name in dir(settings) if name.isupper()}, default=str))
"""


def run(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A command with the settings of production."""
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "react_cases.config.settings", **REAL, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def production() -> dict[str, Any]:
    """Every setting of production."""
    done = run("-c", PRINT_SETTINGS)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = yaml.safe_load(done.stdout)
    return found


def test_djangos_checks_for_production_have_nothing_to_say(production: dict[str, Any]) -> None:
    done = run("manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stderr
    assert "(0 silenced)" in done.stdout + done.stderr
    assert production["SILENCED_SYSTEM_CHECKS"] == []


def test_make_check_asks_for_the_same() -> None:
    makefile = (ROOT / "Makefile").read_text()
    assert "$(IN_PRODUCTION) $(PY) manage.py check --deploy --fail-level WARNING" in makefile
    assert "IN_PRODUCTION = DEMO=0 DEBUG=0" in makefile


def test_debug_is_refused_outside_of_a_demo() -> None:
    done = run("manage.py", "check", DEBUG="1")
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "DEBUG=1" in done.stderr


def test_cookies_belong_to_this_host_and_go_nowhere_else(production: dict[str, Any]) -> None:
    for kind in ("SESSION", "CSRF", "LANGUAGE"):
        assert production[f"{kind}_COOKIE_NAME"].startswith("__Host-")
        assert production[f"{kind}_COOKIE_SECURE"] is True
        assert production[f"{kind}_COOKIE_SAMESITE"] == "Strict"
        assert production[f"{kind}_COOKIE_PATH"] == "/"
        assert production[f"{kind}_COOKIE_DOMAIN"] is None
    assert production["SESSION_COOKIE_HTTPONLY"] is True
    assert production["CSRF_COOKIE_AGE"] is None
    assert production["MESSAGE_STORAGE"].endswith("session.SessionStorage")


def test_transport_is_strict(production: dict[str, Any]) -> None:
    assert production["SECURE_HSTS_SECONDS"] >= 31_536_000
    assert production["SECURE_HSTS_INCLUDE_SUBDOMAINS"] is production["SECURE_HSTS_PRELOAD"] is True
    assert production["SECURE_SSL_REDIRECT"] is True
    assert production["CSRF_TRUSTED_ORIGINS"] == []
    # The last address that the proxy adds is believed, and no earlier one.
    assert production["ALLAUTH_TRUSTED_PROXY_COUNT"] == 1


def test_nothing_of_the_workshop_is_installed(production: dict[str, Any]) -> None:
    assert not {"django.contrib.admin", "django_linear_migrations"} & set(production["INSTALLED_APPS"])
    assert production["DEBUG"] is production["DEMO"] is False


def test_passwords_are_kept_as_argon2(production: dict[str, Any]) -> None:
    assert production["PASSWORD_HASHERS"] == ["django.contrib.auth.hashers.Argon2PasswordHasher"]


class Visitor:
    """Somebody who comes through the proxy, or past it."""

    def __init__(self, port: int) -> None:
        self.port = port

    def ask(self, path: str, method: str = "GET", **headers: str) -> http.client.HTTPResponse:
        """The answer to one request; headers with `_` for `-`."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, headers={"Host": HOST, **named})
        answer = connection.getresponse()
        answer.body = answer.read()  # type: ignore[attr-defined]
        connection.close()
        return answer

    def say(self, what: bytes) -> str:
        """What comes back for bytes that are no request."""
        with socket.create_connection(("127.0.0.1", self.port), 30) as line:
            line.sendall(what)
            parts = iter(lambda: line.recv(4096), b"")
            return b"".join(parts).decode()


@pytest.fixture
def visitor(db: None, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Visitor]:
    """The server of production over the database of the tests; it must write nothing down."""
    files = run("manage.py", "collectstatic", "--noinput", "--verbosity", "0", VAR_DIR=str(tmp_path))
    assert files.returncode == 0, files.stderr
    port = unused_port()
    environment = {**os.environ, **REAL, "DATABASE_URL": url_of_the_tests(), "VAR_DIR": str(tmp_path)}
    server = subprocess.Popen(
        [sys.executable, "-m", *SERVE],
        cwd=ROOT,
        env={**environment, "PORT": str(port), "WEB_WORKERS": "1"},
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert status(f"http://127.0.0.1:{port}/") == 400  # another host's name
        yield Visitor(port)
    finally:
        server.terminate()
        _, said = server.communicate(timeout=30)
    assert said == ""


def test_s22_the_server_tells_visitors_and_its_log_nothing(visitor: Visitor) -> None:
    plain = visitor.ask("/login/?next=/canary/")
    assert plain.status == 301
    assert plain.headers["Location"] == f"https://{HOST}/login/?next=/canary/"
    secure = visitor.ask("/login/", X_Forwarded_Proto="https")
    assert secure.status == 200
    assert "max-age=31536000" in secure.headers["Strict-Transport-Security"]
    missing = visitor.ask("/canary/?narrative=canary", X_Forwarded_Proto="https")
    assert missing.status == 404
    traced = visitor.ask("/login/", "TRACE", X_Forwarded_Proto="https", X_Secret="canary")
    assert traced.status == 405
    for answer in (plain, secure, missing, traced):
        assert {name: answer.headers[name] for name in HEADERS} == HEADERS
        assert "trusted-types 'none'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["Cache-Control"] == "no-store"
        assert not {"server", "via", "x-powered-by"} & {name.lower() for name in answer.headers}
    cookies = secure.headers.get_all("Set-Cookie")
    assert cookies
    for cookie in cookies:
        assert re.match(r"__Host-\w+=", cookie)
        assert {"Secure", "Path=/", "SameSite=Strict"} <= set(cookie.split("; "))


@pytest.mark.parametrize(
    "what", [b"canary\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"GET / HTTP/1.1\r\ncan ary: 1\r\n\r\n"]
)
def test_s22_what_is_no_request_is_answered_in_two_words(visitor: Visitor, what: bytes) -> None:
    answer = visitor.say(what)
    assert answer.startswith("HTTP/1.1 400 Bad Request")
    assert answer.endswith("\r\n\r\nBad Request")
    assert "canary" not in answer
    assert "gunicorn" not in answer
    assert all(f"{name}: {value}" in answer for name, value in HEADERS.items())


def test_the_health_check_of_the_container_passes_without_https(visitor: Visitor) -> None:
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    _, python, *arguments = compose["services"]["web"]["healthcheck"]["test"]
    assert python == "python"
    command = shlex.join(arguments).replace("8000", str(visitor.port))
    assert subprocess.run([sys.executable, *shlex.split(command)], check=False).returncode == 0
