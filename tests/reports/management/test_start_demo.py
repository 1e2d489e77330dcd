"""`manage.py start_demo` from nothing to a login page, twice, and Ctrl-C."""

import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import CommandError

from react_cases.config import embedded_database
from react_cases.management.demo import LOGINS
from reports.management.commands import start_demo
from tests.react_cases.config.test_gunicorn_conf import ROOT, listening, unused_port

START_SECONDS = 120


@pytest.fixture
def var(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "var"
    embedded_database.remove(tmp_path / "var")


@contextmanager
def demo(var: Path, port: int) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A running demo and what it said until it was ready. It is in a session of its own, as in a terminal."""
    environment = {**os.environ, "VAR_DIR": str(var), "DATABASE_URL": "", "SECRET_KEY": "", "DEMO": "1"}
    process = subprocess.Popen(
        [sys.executable, "manage.py", "start_demo", "--port", str(port)],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    with process:
        assert process.stdout is not None
        said = ""
        for line in process.stdout:
            said += line
            if line.startswith("Ctrl-C"):
                break
        try:
            yield process, said
        finally:
            process.terminate()
            process.communicate(timeout=60)


def ctrl_c(process: subprocess.Popen[str]) -> None:
    # A terminal tells every process of the group, and people press twice.
    os.killpg(process.pid, signal.SIGINT)
    time.sleep(0.2)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGINT)
    process.wait(60)


def running_with(word: str) -> list[str]:
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            # The environment too: a web server names the folder only there.
            if word.encode() in (folder / "environ").read_bytes() + (folder / "cmdline").read_bytes():
                found.append(folder.name)
        except OSError:
            continue
    return [number for number in found if int(number) != os.getpid()]


def test_the_demo_starts_keeps_its_data_and_leaves_nothing_running(var: Path) -> None:
    port = unused_port()
    with demo(var, port) as (process, said):
        assert f"http://127.0.0.1:{port}/" in said
        for role, username, password in LOGINS:
            assert re.search(rf"{role}\s+{username}\s+{re.escape(password)}", said)
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10) as page:
            assert page.status == 200
            stylesheet = re.search(rb'href="(/static/[^"]+\.css)"', page.read())
        assert stylesheet is not None
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{stylesheet[1].decode()}", timeout=10) as style:
            assert "immutable" in style.headers["Cache-Control"]
        workers = set(running_with("run_jobs")) & set(running_with(str(var)))
        assert len(workers) == 1, "one worker of background jobs"
        ctrl_c(process)
        assert process.returncode == 0
    assert running_with(str(var)) == []
    start_demo.free_port(str(port))
    collected = (var / "static.collected").stat().st_mtime_ns
    key = (var / "sealing_key").read_text()

    with demo(var, port) as (process, said):
        assert "is ready" in said
        process.terminate()
        assert process.wait(60) == 128 + signal.SIGTERM
    assert (var / "static.collected").stat().st_mtime_ns == collected
    assert (var / "sealing_key").read_text() == key
    assert running_with(str(var)) == []


def test_the_port_may_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for value, port in (("8123", "8123"), ("", "8000")):
        monkeypatch.setenv("PORT", value)
        assert start_demo.Command().create_parser("manage.py", "start_demo").parse_args([]).port == port


def test_a_taken_port_is_said_before_anything_is_prepared(var: Path) -> None:
    port = unused_port()
    with listening(port):
        result = subprocess.run(
            [sys.executable, "manage.py", "start_demo", "--port", str(port)],
            cwd=ROOT,
            env={**os.environ, "VAR_DIR": str(var), "DATABASE_URL": "", "SECRET_KEY": "", "DEMO": "1"},
            capture_output=True,
            text=True,
            check=False,
        )

    assert result.returncode == 1
    assert result.stderr.count("\n") == 1
    assert f"Port {port} is taken" in result.stderr
    assert "Preparing" not in result.stdout


def test_a_real_installation_gets_no_demo(settings: object) -> None:
    settings.DEMO = False  # type: ignore[attr-defined]

    with pytest.raises(CommandError, match="not a demo"):
        call_command("start_demo")


def test_static_files_are_collected_again_when_they_change(tmp_path: Path, settings: object) -> None:
    source = tmp_path / "source"
    source.mkdir()
    (source / "a.txt").write_text("one")
    settings.STATICFILES_DIRS = [source]  # type: ignore[attr-defined]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]  # type: ignore[attr-defined]
    settings.STATIC_ROOT = tmp_path / "var" / "static"  # type: ignore[attr-defined]
    assert len(list(get_finders())) == 1

    start_demo.collect_static_files()
    (tmp_path / "var/static/a.txt").unlink()
    start_demo.collect_static_files()
    assert not (tmp_path / "var/static/a.txt").exists()

    (source / "a.txt").write_text("two, longer")
    start_demo.collect_static_files()
    assert (tmp_path / "var/static/a.txt").read_text() == "two, longer"
