"""The door: what `make` does before there is a .venv, and where it stops with one sentence.

The real installation is tried by `.ci/run` on a fresh machine; here a small program plays Python.
"""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
# Plays `python3`: old or not, with or without venv, and writes down how it was called. The python of the .venv that it
# makes is itself.
PYTHON = """#!/bin/sh
echo "$*" >> "{log}"
case "$*" in
    *version_info*) exit {too_old} ;;
    *ensurepip*) exit {without_venv} ;;
    "-m venv --clear .venv") rm -rf .venv; mkdir -p .venv/bin; cp "$0" .venv/bin/python ;;
    *"pip install"*) [ ! -e "{broken_network}" ] ;;
esac
"""


class Machine:
    """A folder with the Makefile and two locks, on a machine whose Python is what the test says."""

    def __init__(self, folder: Path, *, too_old: int = 0, without_venv: int = 0) -> None:
        self.folder = folder
        self.log = folder / "calls.log"
        self.broken_network = folder / "broken-network"
        shutil.copy(ROOT / "Makefile", folder)
        for lock in ("requirements.lock", "requirements-dev.lock"):
            (folder / lock).write_text("first\n")
        self.python = folder / "a-python"
        self.python.write_text(
            PYTHON.format(log=self.log, too_old=too_old, without_venv=without_venv, broken_network=self.broken_network)
        )
        self.python.chmod(0o755)

    def make(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        self.log.write_text("")
        return subprocess.run(
            ["make", *arguments, f"PYTHON={self.python}"],
            cwd=self.folder,
            env={name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS", "PORT"))},
            capture_output=True,
            text=True,
            check=False,
        )

    def calls(self, word: str) -> list[str]:
        return [line for line in self.log.read_text().splitlines() if word in line]


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def assert_one_sentence(result: subprocess.CompletedProcess[str], *words: str) -> None:
    # The last line is make's own "Error 1".
    *said, _ = result.stderr.strip().splitlines()
    assert result.returncode != 0
    assert len(said) == 1, result.stderr
    for word in words:
        assert word in said[0]


def test_demo_installs_the_lock_and_starts(machine: Machine) -> None:
    result = machine.make("demo", "PORT=8123")

    assert result.returncode == 0, result.stderr
    assert machine.calls("venv --clear")
    assert machine.calls("--require-hashes -r requirements.lock")
    assert machine.calls("manage.py start_demo --port 8123")


def test_make_alone_is_the_demo(machine: Machine) -> None:
    machine.make()

    assert machine.calls("manage.py start_demo --port 8000")


def test_a_second_run_installs_nothing(machine: Machine) -> None:
    machine.make("demo")
    machine.make("demo")

    assert not machine.calls("pip install")
    assert machine.calls("start_demo")


def test_a_changed_lock_is_installed(machine: Machine) -> None:
    machine.make("demo")
    (machine.folder / "requirements.lock").write_text("second\n")
    machine.make("demo")

    assert machine.calls("pip install")
    assert not machine.calls("venv --clear")


def test_an_interrupted_installation_is_made_afresh(machine: Machine) -> None:
    machine.broken_network.touch()
    assert_one_sentence(machine.make("demo"), "could not install requirements.lock")
    machine.broken_network.unlink()

    result = machine.make("demo")

    assert result.returncode == 0
    assert machine.calls("venv --clear")


def test_a_venv_whose_python_is_gone_is_made_afresh(machine: Machine) -> None:
    machine.make("demo")
    (machine.folder / ".venv/bin/python").unlink()

    assert machine.make("demo").returncode == 0
    assert machine.calls("venv --clear")


def test_an_old_python_is_one_sentence(tmp_path: Path) -> None:
    assert_one_sentence(Machine(tmp_path, too_old=1).make("demo"), "Python 3.11 or later is needed", "PYTHON=")


def test_no_python_is_one_sentence(machine: Machine) -> None:
    machine.python.unlink()

    assert_one_sentence(machine.make("demo"), "Python 3.11 or later is needed")


def test_a_missing_venv_package_is_one_sentence(tmp_path: Path) -> None:
    assert_one_sentence(
        Machine(tmp_path, without_venv=1).make("demo"), "install it first", "apt-get install python3-venv"
    )
    assert not (tmp_path / ".venv").exists()


def test_ci_runs_check_and_test() -> None:
    script = (ROOT / ".ci/run").read_text()

    assert "set -euo pipefail" in script
    assert script.index("make check") < script.index("make test")
    assert os.access(ROOT / ".ci/run", os.X_OK)
