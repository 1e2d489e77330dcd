"""The queue and its worker: what the table holds, what an error leaves, how it ends."""

import datetime
import os
import signal

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from django_tasks import task
from django_tasks_db.management.commands import db_worker
from django_tasks_db.models import DBTaskResult

from documenters.models import Programme, User
from react_cases.actions.practice import practice_start
from react_cases.models import Case
from react_cases.workflow import Status
from reports.jobs import KEPT_DAYS, JobWorker, without_values
from tests.factories.cases import organisation_of

SECRET = "a sex worker from Talas"


@task()
def write_down(*, programme: int) -> str:
    """A job that does something, and answers something."""
    Programme.objects.filter(pk=programme).update(currency="EUR")
    return SECRET


@task()
def stumble(*, programme: int) -> None:
    """A job that meets an error whose message repeats what was typed, while it handles another one."""
    try:
        raise KeyError(SECRET)
    except KeyError as error:
        raise ValueError(SECRET, programme) from error


@task()
def be_told_to_end(*, programme: int) -> None:
    """A job in whose middle the worker is told to end; told twice, as by somebody impatient."""
    Programme.objects.filter(pk=programme).update(currency="USD")
    os.kill(os.getpid(), signal.SIGTERM)
    os.kill(os.getpid(), signal.SIGTERM)


@pytest.fixture(autouse=True)
def same_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    """Between jobs the worker gives its connection up; here that would be the end of the test's transaction."""
    monkeypatch.setattr(db_worker, "close_old_connections", lambda: None)


def everything() -> str:
    """The whole table as text."""
    return "\n".join(str(row) for row in DBTaskResult.objects.values())


def test_a_job_is_done_and_its_row_holds_numbers_only(programme: Programme) -> None:
    write_down.enqueue(programme=programme.pk)
    call_command("run_jobs", once=True)
    programme.refresh_from_db()
    row = DBTaskResult.objects.get()
    assert programme.currency == "EUR"
    assert (row.status, row.return_value) == ("SUCCESSFUL", None)
    assert row.args_kwargs == {"args": [], "kwargs": {"programme": programme.pk}}
    assert SECRET not in everything()


@pytest.mark.parametrize("given", [SECRET, None, True, 1.5, [1], {"a": 1}])
def test_a_job_takes_nothing_but_numbers(db: None, given: object) -> None:
    with pytest.raises(TypeError, match="numbers"):
        write_down.enqueue(programme=given)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="numbers"):
        write_down.enqueue(1)  # type: ignore[call-arg, misc]
    assert not DBTaskResult.objects.exists()


def test_a_job_belongs_to_the_transaction_that_wants_it(programme: Programme) -> None:
    with transaction.atomic():
        write_down.enqueue(programme=programme.pk)
        transaction.set_rollback(True)
    assert not DBTaskResult.objects.exists()


def test_of_an_error_its_kind_and_place_are_kept_and_no_value(
    programme: Programme, caplog: pytest.LogCaptureFixture
) -> None:
    stumble.enqueue(programme=programme.pk)
    call_command("run_jobs", once=True)
    row = DBTaskResult.objects.get()
    assert row.status == "FAILED"
    assert row.exception_class_path == "reports.jobs.JobFailed"
    assert row.traceback.startswith("reports.jobs.JobFailed: ValueError jobs.py:")
    assert "test_jobs.py:" in row.traceback
    assert row.traceback.count("\n") == 1
    assert SECRET not in everything()
    # The server's log has the traceback; the formatter of the settings takes the messages out.
    assert [record.getMessage() for record in caplog.records if record.name == "reports.jobs"] == ["A job failed"]


def test_old_practice_cases_are_thrown_away_and_never_in_the_way_of_jobs(
    programme: Programme, amina: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = (practice_start(organisation_of(amina), by=amina) for _ in range(2))
    assert old == new
    Case.objects.filter(pk=old.pk).update(created_at=timezone.now() - datetime.timedelta(days=31))
    call_command("run_jobs", once=True)
    assert Case.objects.get(pk=old.pk).status == Status.ERASED

    def stumbles() -> int:
        raise ValueError(SECRET)

    monkeypatch.setattr("react_cases.management.commands.discard_practice.practice_expire", stumbles)
    write_down.enqueue(programme=programme.pk)
    call_command("run_jobs", once=True)
    programme.refresh_from_db()
    assert programme.currency == "EUR"


def test_a_worker_that_is_told_to_end_does_so_in_the_middle_of_a_job(programme: Programme) -> None:
    be_told_to_end.enqueue(programme=programme.pk)
    write_down.enqueue(programme=programme.pk)
    before = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)]
    JobWorker(is_once=False).run()
    assert [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)] == before
    stopped, waiting = DBTaskResult.objects.order_by("enqueued_at")
    assert (stopped.status, waiting.status) == ("FAILED", "READY")
    assert "JobStopped" in stopped.traceback


def test_rows_of_jobs_that_are_over_go_after_a_while(programme: Programme) -> None:
    for _ in range(3):
        write_down.enqueue(programme=programme.pk)
    old, recent, waiting = DBTaskResult.objects.order_by("enqueued_at")
    now = timezone.now()
    for row, days in ((old, KEPT_DAYS + 1), (recent, KEPT_DAYS - 1)):
        DBTaskResult.objects.filter(pk=row.pk).update(
            status="SUCCESSFUL", finished_at=now - datetime.timedelta(days=days)
        )
    call_command("run_jobs", once=True)
    assert set(DBTaskResult.objects.values_list("pk", flat=True)) == {recent.pk, waiting.pk}


def test_an_error_that_was_never_raised_has_a_kind() -> None:
    assert without_values(ValueError(SECRET)) == "ValueError"
