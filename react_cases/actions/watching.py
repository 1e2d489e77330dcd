"""The job that looks whether cases gather, put into the queue by the step that sends a case (docs/adr/0040).

Alerts are seen by coordinators alone, and only they see all cases. Whether anything is watched, and what has gathered,
is therefore asked as one of them, whoever sends the case; nothing of the answer comes back to that person.
"""

from django.db import transaction
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from documenters.identity import database_identity
from documenters.models import Membership, Programme, User
from documenters.permissions import Role
from react_cases.actions.alerts import alerts_check
from react_cases.models import Alert


def alerts_later(programme: Programme) -> None:
    """Part of the step after which other cases count: have it looked whether they gather, if anything is watched.

    Many cases sent one after the other are looked at by one job: whoever finds one that nobody has begun adds none.
    """
    person = _watcher(programme)
    if person is None:
        return
    with database_identity(person):
        is_watched = Alert.objects.current().filter(programme=programme).exists()
    if is_watched and not _is_held_back(programme):
        alerts_job.enqueue(programme=programme.pk)


@task()
def alerts_job(*, programme: int) -> None:
    """Let the alerts of a programme fire, as one of its coordinators; nothing happens where there is none."""
    watched = Programme.objects.get(pk=programme)
    person = _watcher(watched)
    if person is not None:
        with database_identity(person), transaction.atomic():
            alerts_check(watched, by=person)


def _is_held_back(programme: Programme) -> bool:
    """Is there a job that looks after this transaction? Locked, so that no worker begins it before the step is there;
    one that a step of somebody else holds is passed over, as it could end before this one does."""
    waiting = DBTaskResult.objects.filter(
        task_path=alerts_job.module_path,
        status=TaskResultStatus.READY,
        args_kwargs__kwargs__programme=programme.pk,
    )
    return bool(waiting.select_for_update(skip_locked=True, no_key=True)[:1])


def _watcher(programme: Programme) -> User | None:
    held = Membership.objects.current().filter(programme=programme, role=Role.COORDINATOR)
    return User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("pk").first()
