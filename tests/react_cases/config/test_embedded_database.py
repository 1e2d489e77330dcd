"""Real servers in folders of their own; the server of the test run is left alone."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg
import pytest

from react_cases.config import embedded_database
from react_cases.config.embedded_database import EmbeddedDatabaseError

ROOT = Path(__file__).parents[3]
USER = """
import sys
from pathlib import Path
from react_cases.config import embedded_database
with embedded_database.running(Path(sys.argv[1])):
    print("in", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture(scope="module")
def var(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A var folder whose server was never started, or was stopped by the test before."""
    folder = tmp_path_factory.mktemp("embedded") / "var"
    yield folder
    embedded_database.remove(folder)


@contextmanager
def another_user(var: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that uses the server until its input ends."""
    process = subprocess.Popen(
        [sys.executable, "-c", USER, str(var)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == "in\n"
        yield process


def ask(var: Path, query: str, role: str = embedded_database.APPLICATION) -> object:
    with psycopg.connect(embedded_database.url(var, role), autocommit=True) as connection:
        cursor = connection.execute(query)
        return cursor.fetchone()[0] if cursor.description else None


def is_up(var: Path) -> bool:
    try:
        return ask(var, "SELECT 1") == 1
    except psycopg.OperationalError:
        return False


def server_pid(var: Path) -> int:
    pid = embedded_database._server(embedded_database._place(var))
    assert pid is not None
    return pid


def test_url_starts_and_makes_nothing(tmp_path: Path) -> None:
    before = embedded_database.url(tmp_path / "var")

    assert embedded_database.url(tmp_path / "var") == before
    assert not (tmp_path / "var").exists()
    assert not embedded_database._place(tmp_path / "var").home.exists()


def test_a_deep_folder_has_its_socket_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    shallow, deep, comma = Path("/srv/var"), Path("/srv") / ("я" * 60) / "var", Path("/srv/a,b/var")

    assert embedded_database._place(shallow).run == Path("/srv/var/postgres/run")
    assert embedded_database._place(comma).run.parent == Path("/tmp")  # noqa: S108
    assert len(os.fsencode(embedded_database._place(deep).run / ".s.PGSQL.5432")) <= embedded_database.SOCKET_PATH_LIMIT


def test_the_server_runs_only_while_it_is_used_and_keeps_its_data(var: Path) -> None:
    with embedded_database.running(var) as url:
        assert url == embedded_database.url(var)
        ask(var, "CREATE TABLE kept AS SELECT 'yes' AS answer", embedded_database.OWNER)
    assert not is_up(var)

    with embedded_database.running(var):
        assert ask(var, "SELECT answer FROM kept", embedded_database.OWNER) == "yes"
        ask(var, "DROP TABLE kept", embedded_database.OWNER)
    assert not is_up(var)


def test_neither_role_is_a_superuser_and_only_the_owner_owns(var: Path) -> None:
    owns = "SELECT pg_get_userbyid(datdba) = current_user FROM pg_database WHERE datname = current_database()"
    with embedded_database.running(var):
        for role in (embedded_database.OWNER, embedded_database.APPLICATION):
            assert ask(var, "SELECT current_user", role) == role
            assert ask(var, "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user", role) is False
            assert ask(var, owns, role) is (role == embedded_database.OWNER)
        assert ask(var, "SELECT rolcreatedb FROM pg_roles WHERE rolname = current_user") is False


def test_data_of_a_version_with_one_role_gets_the_second(var: Path) -> None:
    with embedded_database.running(var), embedded_database._superuser(embedded_database._place(var)) as connection:
        connection.execute("DROP ROLE react_app")
    with embedded_database.running(var):
        assert ask(var, "SELECT current_user") == "react_app"


def test_the_database_knows_cyrillic_letters(var: Path) -> None:
    with embedded_database.running(var):
        assert ask(var, "SHOW server_encoding") == "UTF8"
        assert ask(var, "SELECT lower('ӨҢҮ ЁЖ')") == "өңү ёж"
        assert ask(var, "SELECT 'Ёж' ILIKE 'ёЖ' AND 'Ҥ' ~ '^[[:alpha:]]$'") is True


def test_no_network_and_no_values_in_the_log(var: Path) -> None:
    with embedded_database.running(var):
        assert ask(var, "SHOW listen_addresses") == ""
        with pytest.raises(psycopg.DataError):
            ask(var, "SELECT 'Айбек'::int")
        log = (embedded_database._place(var).run / "server.log").read_text()
    assert "SELECT" not in log


def test_several_processes_share_one_server_and_the_last_stops_it(var: Path) -> None:
    with another_user(var) as other:
        pid = server_pid(var)
        with embedded_database.running(var):
            assert server_pid(var) == pid
            other.communicate()
            assert is_up(var)
        assert not is_up(var)


def test_processes_that_start_at_once_share_one_server(var: Path) -> None:
    with ExitStack() as stack, ThreadPoolExecutor(4) as pool:
        for process in pool.map(lambda _: stack.enter_context(another_user(var)), range(4)):
            assert process.poll() is None
        assert is_up(var)
    assert not is_up(var)


def test_the_server_of_a_killed_process_is_joined_and_stopped(var: Path) -> None:
    with another_user(var) as other:
        pid = server_pid(var)
        other.kill()
    assert is_up(var)

    with embedded_database.running(var):
        assert server_pid(var) == pid
    assert not is_up(var)


def test_a_killed_server_is_started_again(var: Path) -> None:
    with another_user(var):
        killed = server_pid(var)
        os.kill(killed, signal.SIGKILL)
        while is_up(var):
            time.sleep(0.01)
        with embedded_database.running(var):
            assert server_pid(var) != killed
            assert is_up(var)


def test_a_leftover_process_number_that_is_somebody_elses_by_now(var: Path) -> None:
    with embedded_database.running(var):
        pass
    leftover = embedded_database._place(var).data / "postmaster.pid"
    leftover.write_text(f"{os.getpid()}\n")

    with embedded_database.running(var):
        assert is_up(var)
    assert not is_up(var)


def test_an_interrupted_first_start_is_made_good(var: Path) -> None:
    with embedded_database.running(var):
        pass
    place = embedded_database._place(var)
    place.data.rename(place.home / "data-new")

    with embedded_database.running(var):
        assert is_up(var)


def test_ctrl_c_reaches_the_server_only_after_its_users(var: Path) -> None:
    with another_user(var):
        assert os.getpgid(server_pid(var)) != os.getpgid(0)
        assert os.getsid(server_pid(var)) != os.getsid(0)


def test_a_server_in_use_is_not_removed(var: Path) -> None:
    with another_user(var):
        with pytest.raises(EmbeddedDatabaseError, match="is in use"):
            embedded_database.remove(var)
        assert is_up(var)


def test_remove_leaves_nothing(tmp_path: Path) -> None:
    var = tmp_path / "var"
    with embedded_database.running(var):
        pass
    embedded_database.remove(var)

    assert not embedded_database._place(var).home.exists()
    embedded_database.remove(var)


def test_folders_of_others_keep_their_permissions(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    var = closed / "var"
    home = embedded_database._place(var).home
    existing = {folder for path in (var, home, Path(embedded_database.__file__)) for folder in path.parents}
    before = {folder: (folder.stat().st_mode, folder.stat().st_uid) for folder in existing if folder.exists()}

    with embedded_database.running(var):
        assert is_up(var)
        place = embedded_database._place(var)
        private = {path: path.stat().st_mode & 0o777 for path in (place.run, place.data)}
    embedded_database.remove(var)

    assert {folder: (folder.stat().st_mode, folder.stat().st_uid) for folder in before} == before
    assert set(private.values()) == {0o700}


def test_the_data_of_a_deleted_var_folder_is_forgotten(tmp_path: Path) -> None:
    var = tmp_path / "var"
    with embedded_database.running(var):
        ask(var, "CREATE TABLE sealed_with_keys_that_are_gone ()", embedded_database.OWNER)
    shutil.rmtree(var)

    with embedded_database.running(var):
        assert ask(var, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == 0
    embedded_database.remove(var)


def test_data_of_another_postgresql_is_refused_in_one_sentence(var: Path) -> None:
    with embedded_database.running(var):
        pass
    version = embedded_database._place(var).data / "PG_VERSION"
    ours = version.read_text()
    version.write_text("9\n")
    try:
        with pytest.raises(EmbeddedDatabaseError, match="was made by PostgreSQL 9"), embedded_database.running(var):
            pytest.fail("it must not start")
    finally:
        version.write_text(ours)


def test_missing_programs_are_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)

    with (
        pytest.raises(EmbeddedDatabaseError, match="programs are missing"),
        embedded_database.running(tmp_path / "var"),
    ):
        pytest.fail("it must not start")
    monkeypatch.undo()
    embedded_database.remove(tmp_path / "var")


def test_a_folder_that_cannot_be_used_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(EmbeddedDatabaseError, match="cannot use"), embedded_database.running(tmp_path / "file" / "var"):
        pytest.fail("it must not start")
    embedded_database.remove(tmp_path / "file" / "var")


def test_a_path_with_spaces_quotes_and_cyrillic_letters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = "Ёж's folder"
    if os.geteuid() == 0:
        # Somewhere that `nobody` can enter.
        homes = Path(tempfile.mkdtemp(dir="/var/lib", prefix="react_cases_test_"))
        monkeypatch.setattr(embedded_database, "ROOT_HOMES", homes / name)
        homes.chmod(0o711)
    var = tmp_path / name / "var"

    with embedded_database.running(var):
        assert is_up(var)
        assert name in embedded_database._place(var).home.parts
    embedded_database.remove(var)
    if os.geteuid() == 0:
        shutil.rmtree(homes)


def test_a_start_that_fails_says_why(var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(embedded_database.SERVER_SETTINGS, "shared_buffers", "nonsense")
    monkeypatch.setattr(embedded_database, "START_TRIES", 1)

    with (
        pytest.raises(EmbeddedDatabaseError, match="did not start: invalid value for parameter"),
        embedded_database.running(var),
    ):
        pytest.fail("it must not start")


def test_an_interrupted_start_leaves_no_server(var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(place: object) -> bool:
        if embedded_database._children:
            raise KeyboardInterrupt
        return False

    monkeypatch.setattr(embedded_database, "_children", {})
    monkeypatch.setattr(embedded_database, "_answers", interrupt)

    with pytest.raises(KeyboardInterrupt), embedded_database.running(var):
        pytest.fail("it must not start")
    (started,) = embedded_database._children.values()
    assert started.poll() is not None
