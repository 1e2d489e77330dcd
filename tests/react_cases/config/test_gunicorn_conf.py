"""The web server as production starts it."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.management.base import CommandError
from django.db import connection

from react_cases.config import embedded_database
from reports.management.commands.start_demo import SERVE, free_port

ROOT = Path(__file__).parents[3]


def unused_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def serve(var: Path, url: str, **environment: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", *SERVE],
        cwd=ROOT,
        env={
            **os.environ,
            "VAR_DIR": str(var),
            "DATABASE_URL": url,
            **{name: str(value) for name, value in environment.items()},
        },
        stderr=subprocess.PIPE,
        text=True,
    )


def url_of_the_tests() -> str:
    found = connection.settings_dict
    parts = {key.lower(): str(found[key]) for key in ("USER", "PASSWORD", "HOST", "PORT") if found[key]}
    return f"postgres:///{found['NAME']}?{urllib.parse.urlencode(parts)}"


def status(address: str) -> int:
    for _ in range(200):
        try:
            return int(urllib.request.urlopen(address, timeout=10).status)  # noqa: S310
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"nobody answers at {address}")


@contextmanager
def listening(port: int) -> Iterator[None]:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        yield


@pytest.mark.django_db
def test_the_server_answers_and_ends_in_order(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"],
        cwd=ROOT,
        env={**os.environ, "VAR_DIR": str(tmp_path)},
        check=True,
    )
    port = unused_port()
    with serve(tmp_path, url_of_the_tests(), PORT=port) as server:
        try:
            assert status(f"http://127.0.0.1:{port}/") < 500
        finally:
            server.terminate()
        _, said = server.communicate(timeout=30)

    assert server.returncode == 0
    assert said == ""
    free_port(str(port))


def test_an_unreachable_database_is_one_sentence(tmp_path: Path) -> None:
    with serve(tmp_path, "postgres://sam:hunter2@127.0.0.1:1/cases", PORT=unused_port()) as server:
        _, said = server.communicate(timeout=30)

    assert server.returncode == 1
    assert said.count("\n") == 1
    assert "does not answer: Connection refused" in said
    assert "hunter2" not in said


def test_an_embedded_server_that_does_not_run_is_one_sentence(tmp_path: Path) -> None:
    with serve(tmp_path, "", PORT=unused_port()) as server:
        _, said = server.communicate(timeout=30)

    assert server.returncode == 1
    assert said.count("\n") == 1
    assert "The database of the demo does not answer" in said
    assert not embedded_database._place(tmp_path).home.exists()


def test_a_taken_port_is_one_sentence() -> None:
    port = unused_port()
    free_port(str(port))
    with listening(port), pytest.raises(CommandError, match=rf"^Port {port} is taken: choose another, .*\.$"):
        free_port(str(port))


@pytest.mark.parametrize("port", ["0", "-1", "65536", "http", ""])
def test_a_word_that_is_no_port_is_one_sentence(port: str) -> None:
    with pytest.raises(CommandError, match=f"^{port} is no port"):
        free_port(port)
