"""Jobs from the button to the end, with a worker that is a process of its own: built, stopped, killed, gone on."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, connections, transaction
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from documenters.identity import current_identity, database_identity
from documenters.models import Programme, User
from reports import building
from reports.building import seems_running
from reports.models import Release, ReleaseState
from reports.tasks import release_begin, release_go_on
from tests.factories.people import signed_in
from tests.factories.taxonomy import loaded_programme
from tests.reports.actions.conftest import cases, plain, today  # noqa: F401

ROOT = Path(__file__).parents[2]
SLOW_WORKER = """
import time
import django
django.setup()
from reports import building
def new_cells(release, counted, block, period, progress):
    while True:
        progress(0.5)
        time.sleep(0.05)
building._new_cells = new_cells
from django.core.management import call_command
call_command("run_jobs")
"""


@pytest.fixture
def committed(transactional_db: None) -> None:
    """The code lists, which another test that commits has taken away."""
    loaded_programme()


def until(condition: Callable[[], bool], seconds: float = 60) -> None:
    """Wait for what another process does."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it never came"
        time.sleep(0.1)


@contextmanager
def working() -> Iterator[subprocess.Popen[bytes]]:
    """A worker on the database of this test, for which building never ends by itself."""
    names = connections["default"].settings_dict
    address = f"postgres://{names['USER']}@/{names['NAME']}?host={names['HOST']}&port={names['PORT']}"
    environment = {**os.environ, "DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "react_cases.config.settings"}
    worker = subprocess.Popen([sys.executable, "-c", SLOW_WORKER], cwd=ROOT, env=environment)
    try:
        yield worker
    finally:
        worker.kill()
        worker.wait()


@pytest.mark.django_db(transaction=True)
def test_from_the_button_to_the_built_release(
    committed: None,
    client: Client,
    programme: Programme,
    dara: User,
    cases: None,  # noqa: F811
    today: None,  # noqa: F811
    plain: dict[str, Any],  # noqa: F811
) -> None:
    identities: list[int | None] = []
    plain["before"] = lambda _release, _period: identities.append(current_identity())
    signed_in(client, dara).post(reverse("release_build"))
    call_command("run_jobs", once=True)
    release, job = Release.objects.get(), DBTaskResult.objects.get()
    assert (release.state, release.progress) == (ReleaseState.BUILT, 1000)
    assert release.cells.exists()
    assert (job.status, job.return_value, job.traceback) == ("SUCCESSFUL", None, "")
    # It worked as the person who pressed the button, and as nobody else before and after.
    assert set(identities) == {dara.pk}
    assert current_identity() is None
    assert not seems_running(release)
    page = client.get(reverse("release_progress", args=[1])).json()
    assert page["is_over"]


@pytest.mark.django_db(transaction=True)
def test_an_error_while_building_leaves_its_kind_only(
    committed: None,
    programme: Programme,
    dara: User,
    cases: None,  # noqa: F811
    today: None,  # noqa: F811
    plain: dict[str, Any],  # noqa: F811
) -> None:
    def stumble(_release: Release, _period: str) -> None:
        raise ValueError("a client from Talas")

    plain["before"] = stumble
    with database_identity(dara):
        release_begin(programme, by=dara)
    call_command("run_jobs", once=True)
    release = Release.objects.get()
    assert (release.state, release.error) == (ReleaseState.FAILED, "ValueError")
    assert "Talas" not in str(list(DBTaskResult.objects.values()))
    plain["before"] = lambda _release, _period: None
    with database_identity(dara):
        release_go_on(release, by=dara)
    call_command("run_jobs", once=True)
    release.refresh_from_db()
    assert release.state == ReleaseState.BUILT


@pytest.mark.django_db(transaction=True)
def test_what_somebody_may_no_longer_do_their_job_may_not_do_either(
    committed: None,
    programme: Programme,
    dara: User,
    nurlan: User,
    cases: None,  # noqa: F811
    today: None,  # noqa: F811
    plain: dict[str, Any],  # noqa: F811
) -> None:
    with database_identity(dara):
        release_begin(programme, by=dara)
    dara.memberships.all().delete()
    call_command("run_jobs", once=True)
    assert DBTaskResult.objects.get().status == "FAILED"
    assert not Release.objects.get().cells.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGKILL], ids=["told to end", "killed"])
def test_a_worker_that_ends_in_the_middle_leaves_a_release_that_goes_on(
    committed: None,
    programme: Programme,
    dara: User,
    cases: None,  # noqa: F811
    today: None,  # noqa: F811
    plain: dict[str, Any],  # noqa: F811
    client: Client,
    sent: signal.Signals,
) -> None:
    with database_identity(dara):
        release = release_begin(programme, by=dara)
    with working() as worker:
        until(lambda: seems_running(release))
        until(lambda: Release.objects.get().progress > 0)
        # A second worker leaves it alone.
        with database_identity(dara), pytest.raises(building.AlreadyRunning), transaction.atomic():
            building.release_run(Release.objects.get(), by=dara)
        worker.send_signal(sent)
        assert worker.wait(20) == (0 if sent == signal.SIGTERM else -signal.SIGKILL)
    until(lambda: not seems_running(release))
    release.refresh_from_db()
    assert release.state == (ReleaseState.STOPPED if sent == signal.SIGTERM else ReleaseState.BUILDING)
    DBTaskResult.objects.update(started_at=release.created_at.replace(year=2019))
    assert signed_in(client, dara).get(reverse("release_progress", args=[1])).json()["is_over"]
    with database_identity(dara):
        release_go_on(release, by=dara)
    call_command("run_jobs", once=True)
    release.refresh_from_db()
    assert release.state == ReleaseState.BUILT


@pytest.mark.django_db(transaction=True)
def test_stopping_reaches_the_worker_at_its_next_look(
    committed: None,
    programme: Programme,
    dara: User,
    cases: None,  # noqa: F811
    today: None,  # noqa: F811
    client: Client,
) -> None:
    with database_identity(dara):
        release = release_begin(programme, by=dara)
    with working() as worker:
        until(lambda: seems_running(release))
        signed_in(client, dara).post(reverse("release_cancel", args=[1]))
        until(lambda: Release.objects.get().state == ReleaseState.STOPPED)
        assert worker.poll() is None
    assert not Release.objects.get().cancel_requested
    assert connection.is_usable()
