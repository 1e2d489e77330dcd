"""The queue of background jobs and its worker: django-tasks-db, and nothing of a case in its table.

A row of the queue says which function is to be called with which numbers of rows. What comes back is nothing; of an
error, its kind and the places in the program that it came through, never its message (docs/adr/0019).
"""

import datetime
import logging
import signal
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

from django.core.management import call_command
from django.db.models import Q
from django.utils import timezone
from django_tasks.base import Task, TaskResultStatus
from django_tasks_db.backend import DatabaseBackend
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

logger = logging.getLogger(__name__)

KEPT_DAYS = 7
"""How long the row of a job that is over stays."""
BEGINNING = datetime.timedelta(seconds=15)
"""Within this time a job that is begun says so by itself."""
PRUNE_EVERY = datetime.timedelta(hours=1)
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
PROGRAM = Path(__file__).parent.parent


class JobQueue(DatabaseBackend):
    """Keeps jobs in PostgreSQL. A job is put there by the transaction that it belongs to, and is gone with it."""

    def enqueue(self, task: Any, args: Any, kwargs: Any) -> Any:
        """Let it be done as soon as there is time. Raises TypeError for anything that is no number with a name."""
        if args or any(type(value) is not int for value in kwargs.values()):
            raise TypeError(f"{task.name} is given something else than numbers of rows")
        return super().enqueue(task, args, kwargs)


def is_waiting(task: Task[Any, Any], **about: int) -> bool:
    """Is there a job about these rows that nobody has begun, or has begun a moment ago?"""
    jobs = DBTaskResult.objects.filter(
        task_path=task.module_path, **{f"args_kwargs__kwargs__{name}": number for name, number in about.items()}
    )
    just_begun = Q(status=TaskResultStatus.RUNNING, started_at__gt=timezone.now() - BEGINNING)
    return jobs.filter(Q(status=TaskResultStatus.READY) | just_begun).exists()


class JobFailed(Exception):
    """What is kept of an error. Never raised, so that no traceback and no other error hangs on it."""


class JobStopped(KeyboardInterrupt):
    """The worker has been told to end. A kind of Ctrl-C: the database driver then cancels the statement under way."""


class JobWorker(Worker):
    """Does jobs one after the other until it is told to end, and then ends at once.

    What a job has finished by then is kept by the job; it can be taken up again.
    """

    def __init__(self, *, is_once: bool) -> None:
        super().__init__(
            queue_names=["*"],
            interval=1,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id="worker",
            excluded_queue_names=[],
        )
        self._is_once = is_once
        self._pruned_at: datetime.datetime | None = None
        self._discarded_at: datetime.datetime | None = None

    def shutdown(self, signum: int, frame: FrameType | None) -> None:  # noqa: ARG002  what signal handlers are given
        """End now, in the middle of a job too. Being told twice is no reason to leave something undone."""
        for number in SIGNALS:
            signal.signal(number, signal.SIG_IGN)
        self.running = False
        raise JobStopped

    def run(self) -> None:
        """Work until told to end, or until nothing is left to do."""
        with _signals(self.shutdown):
            try:
                self._work()
            except JobStopped:
                return

    def _work(self) -> None:
        """Do what waits, look after the house once an hour, and wait for more."""
        while True:
            self._discard_practice()
            super().run()
            if self._is_once or not self.running:
                return
            time.sleep(self.interval)

    def run_task(self, db_task_result: DBTaskResult[Any, Any]) -> None:
        """Do one job and keep how it ended. Replaces the library's: that one keeps the messages of errors."""
        self.running_task = True
        try:
            db_task_result.task.call(**db_task_result.args_kwargs["kwargs"])
            db_task_result.set_successful(None)
        except BaseException as error:
            if not isinstance(error, JobStopped):
                logger.exception("A job failed")
            db_task_result.set_failed(JobFailed(without_values(error)))
        finally:
            self.running_task = False
            self._run_tasks += 1
        self._prune()

    def _prune(self) -> None:
        now = timezone.now()
        if self._pruned_at is None or now - self._pruned_at >= PRUNE_EVERY:
            self._pruned_at = now
            call_command("prune_db_task_results", queue_name="*", min_age_days=KEPT_DAYS, verbosity=0)

    def _discard_practice(self) -> None:
        now = timezone.now()
        if self._discarded_at is None or now - self._discarded_at >= PRUNE_EVERY:
            self._discarded_at = now
            try:
                call_command("discard_practice", verbosity=0)
            except Exception:
                # Other jobs must not wait for it; it is tried again in an hour.
                logger.exception("Practice cases could not be thrown away")


def without_values(error: BaseException) -> str:
    """The kind of an error and the places of ours that it came through: `ValueError cube.py:12 releases.py:80`."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if Path(frame.filename).is_relative_to(PROGRAM)]
    places = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in ours]
    return " ".join([type(error).__qualname__, *places])


@contextmanager
def _signals(handler: Any) -> Iterator[None]:
    before = {number: signal.signal(number, handler) for number in SIGNALS}
    try:
        yield
    finally:
        for number, earlier in before.items():
            signal.signal(number, earlier)
