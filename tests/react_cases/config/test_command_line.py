"""`manage.py` as a person runs it: what it starts, and what it says when something is missing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import DataError, OperationalError

from react_cases.config import command_line, embedded_database

ROOT = Path(__file__).parents[3]
SERVER = "from django.db import connection as c; c.ensure_connection(); print(c.connection.info.host)"
WAIT = "import time; print('in', flush=True); time.sleep(60)"


def manage(*arguments: str, **environment: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={**os.environ, **{name: str(value) for name, value in environment.items()}},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def assert_one_sentence(result: subprocess.CompletedProcess[str], *words: str) -> None:
    assert result.returncode == 1
    assert result.stderr.count("\n") == 1, result.stderr
    assert "Traceback" not in result.stderr
    for word in words:
        assert word in result.stderr


def has_server(var: Path) -> bool:
    return embedded_database._place(var).home.exists()


def test_a_command_starts_the_embedded_database_and_stops_it(tmp_path: Path) -> None:
    var = tmp_path / "var"

    result = manage("shell", "--verbosity", "0", "--command", SERVER, VAR_DIR=var, DATABASE_URL="")

    assert result.stdout.strip() == str(embedded_database._place(var).run), result.stderr
    assert embedded_database._server(embedded_database._place(var)) is None
    embedded_database.remove(var)


def test_a_server_named_by_database_url_is_used_and_no_other_started(tmp_path: Path) -> None:
    second, unused = tmp_path / "second", tmp_path / "unused"
    with embedded_database.running(second) as url:
        result = manage("shell", "--verbosity", "0", "--command", SERVER, VAR_DIR=unused, DATABASE_URL=url)
    embedded_database.remove(second)

    assert result.stdout.strip() == str(embedded_database._place(second).run), result.stderr
    assert not has_server(unused)


@pytest.mark.parametrize("arguments", [["help"], ["check"], ["migrate", "--help"], ["--version"]])
def test_a_command_that_reads_files_only_starts_no_database(tmp_path: Path, arguments: list[str]) -> None:
    result = manage(*arguments, VAR_DIR=tmp_path / "var", DATABASE_URL="")

    assert result.returncode == 0, result.stderr
    assert not has_server(tmp_path / "var")


def test_an_unreachable_database_is_one_sentence(tmp_path: Path) -> None:
    url = "postgres://sam:hunter2@127.0.0.1:1/cases"
    result = manage("migrate", VAR_DIR=tmp_path / "var", DATABASE_URL=url, DATABASE_OWNER_URL=url)

    assert_one_sentence(result, "named by DATABASE_URL does not answer", "Connection refused")
    assert "hunter2" not in result.stderr
    assert not has_server(tmp_path / "var")


def test_a_missing_database_on_a_server_that_answers_is_one_sentence(tmp_path: Path) -> None:
    with embedded_database.running(tmp_path / "second") as url:
        url = url.replace("/react_cases?", "/no_such_name?")
        result = manage("migrate", DATABASE_URL=url, DATABASE_OWNER_URL=url)
    embedded_database.remove(tmp_path / "second")

    assert_one_sentence(result, 'database "no_such_name" does not exist')


def test_a_bad_database_url_is_one_sentence(tmp_path: Path) -> None:
    result = manage("migrate", VAR_DIR=tmp_path / "var", DATABASE_URL="sqlite:///db.sqlite3")

    assert_one_sentence(result, "DATABASE_URL is not an address like postgres://")


def test_a_migration_without_the_owner_is_one_sentence(tmp_path: Path) -> None:
    with embedded_database.running(tmp_path / "second") as url:
        result = manage("migrate", DATABASE_URL=url, DATABASE_OWNER_URL="")
    embedded_database.remove(tmp_path / "second")

    assert_one_sentence(result, "set DATABASE_OWNER_URL")


def test_a_migration_without_the_applications_role_is_one_sentence(tmp_path: Path) -> None:
    owner = embedded_database.url(tmp_path / "second", embedded_database.OWNER)
    with embedded_database.running(tmp_path / "second") as url:
        with embedded_database._superuser(embedded_database._place(tmp_path / "second")) as connection:
            connection.execute("DROP ROLE react_app")
        result = manage("migrate", DATABASE_URL=url, DATABASE_OWNER_URL=owner)
    embedded_database.remove(tmp_path / "second")

    assert_one_sentence(result, "no role react_app")


def test_a_missing_secret_is_one_sentence(tmp_path: Path) -> None:
    result = manage("migrate", VAR_DIR=tmp_path / "var", DEMO=0, SECRET_KEY="", SEALING_KEY="")

    assert_one_sentence(result, "SECRET_KEY is missing")


def test_a_folder_that_cannot_be_used_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    assert_one_sentence(manage("migrate", VAR_DIR=tmp_path / "file" / "var", DATABASE_URL=""), str(tmp_path / "file"))


def test_missing_packages_are_one_sentence() -> None:
    result = subprocess.run(
        [sys.executable, "-S", "manage.py", "migrate"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert_one_sentence(result, "run `make demo`")


def test_a_terminated_command_stops_the_database_it_started(tmp_path: Path) -> None:
    var = tmp_path / "var"
    process = subprocess.Popen(
        [sys.executable, "manage.py", "shell", "--verbosity", "0", "--command", WAIT],
        cwd=ROOT,
        env={**os.environ, "VAR_DIR": str(var), "DATABASE_URL": ""},
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == "in\n"
        process.terminate()
        assert process.wait(30) == 128 + 15

    assert embedded_database._server(embedded_database._place(var)) is None
    embedded_database.remove(var)


def test_a_bug_keeps_its_traceback() -> None:
    later = OperationalError("deadlock detected")
    later.__cause__ = type("Deadlock", (Exception,), {"sqlstate": "40P01"})()

    assert command_line.explained(later) is None
    assert command_line.explained(DataError("invalid input")) is None
    assert command_line.explained(ValueError("wrong")) is None
    assert command_line.explained(ModuleNotFoundError("No module named 'reports.gone'", name="reports.gone")) is None


def test_what_is_explained() -> None:
    assert command_line.explained(ImproperlyConfigured("Say this.")) == "Say this."
    several = OperationalError(
        "Multiple connection attempts failed. All failures were:\n"
        "- host: 'db': connection failed: connection to server at \"::1\" failed: Connection refused\n\tIs it running?"
    )
    assert (command_line.explained(several) or "").endswith("does not answer: Connection refused.")
