"""Work that is killed in the middle, as by a power cut: a process of its own, `python -m tests.react_cases.killed`.

It reads jobs, one JSON object on a line, does each in a fork that kills itself with SIGKILL before it sends the
statement number `die_at` to the database (0: it lives), and answers with the number of statements, or "killed".
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import django


class Worker:
    """The process, from the side of the test."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def work(self, name: str, *, die_at: int = 0, **job: Any) -> int | None:
        """Do a job; gives how many statements it took, None where it was killed."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"name": name, "die_at": die_at, **job}) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline().strip()
        assert answer == "killed" or answer.isdigit(), answer
        return None if answer == "killed" else int(answer)


@contextmanager
def worker(database_url: str) -> Iterator[Worker]:
    """Such a process on the database of the tests, in members mode."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.react_cases.killed"],
        env={**os.environ, "DATABASE_URL": database_url, "VAULT_MODE": "members"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        yield Worker(process)


def main() -> None:
    """Fork for each job, before anything is connected."""
    django.setup()
    from react_cases.pii import scan
    from tests.factories import cases  # noqa: F401  so that no fork loads them anew

    scan("The word lists are read.")
    for line in sys.stdin:
        job = json.loads(line)
        reading, writing = os.pipe()
        child = os.fork()
        if not child:
            os.write(writing, str(counted(job)).encode())
            os._exit(0)
        os.close(writing)
        _, status = os.waitpid(child, 0)
        said = os.read(reading, 100).decode()
        os.close(reading)
        is_killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
        print("killed" if is_killed else said or f"failed: {status}", flush=True)  # noqa: T201


def counted(job: dict[str, Any]) -> int:
    """Do the job; how many statements it took, unless it dies."""
    from django.db import connection

    sent = 0

    def count(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        nonlocal sent
        sent += 1
        if sent == job["die_at"]:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        JOBS[job["name"]](job)
    return sent


def renew(job: dict[str, Any]) -> None:
    """Put every case key that stands under a renewed vault under the present one, some at a time."""
    from documenters.identity import database_identity
    from documenters.models import User
    from documenters.vault.opened import key_opened
    from react_cases.actions.case_keys import keys_complete

    by = User.objects.get(pk=job["by"])
    with key_opened(by.pk, job["member_key"], lambda: bytes.fromhex(job["private"])), database_identity(by):
        while keys_complete(by=by, limit=job["limit"]):
            pass


def submit(job: dict[str, Any]) -> None:
    """Send a draft."""
    from documenters.identity import database_identity
    from documenters.models import User
    from documenters.vault.opened import key_opened
    from react_cases.actions.cases import case_submit
    from react_cases.models import Case
    from tests.factories.cases import case_data
    from tests.factories.taxonomy import keep_programme

    by = User.objects.get(pk=job["by"])
    keep_programme()
    with key_opened(by.pk, job["member_key"], lambda: bytes.fromhex(job["private"])), database_identity(by):
        case = Case.objects.visible_to(by).get(pk=job["case"])
        case_submit(case, case_data(narrative=job["narrative"]), by=by, version=case.version)


JOBS = {"renew": renew, "submit": submit}

if __name__ == "__main__":
    main()
