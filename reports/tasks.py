"""What is done in the background: each job calls one action as the person who started it (docs/adr/0019).

A view calls the functions below; they write the job into the same transaction as what it is about.
"""

from django.db import transaction
from django_tasks import task

from documenters.identity import database_identity
from documenters.models import Programme, User
from reports.actions.release_settings import settings_trial_run, settings_trial_start
from reports.actions.releases import release_resume, release_start
from reports.building import AlreadyRunning, release_run
from reports.disclosure.schema import Parameters
from reports.jobs import is_waiting
from reports.models import Release, ReleaseState, SettingsTrial


@transaction.atomic
def release_begin(programme: Programme, *, through: str | None = None, by: User) -> Release:
    """Start a release of everything that is due, up to a period if one is named, and have it built."""
    release = release_start(programme, through=through, by=by)
    release_job.enqueue(release=release.pk, by=by.pk)
    return release


@transaction.atomic
def release_go_on(release: Release, *, by: User) -> Release:
    """Take a release up again where it was stopped, where it failed, or where its worker was lost."""
    release = release_resume(release, by=by)
    release_job.enqueue(release=release.pk, by=by.pk)
    return release


@transaction.atomic
def settings_trial_begin(programme: Programme, parameters: Parameters, *, by: User) -> SettingsTrial:
    """Have it worked out what other thresholds would cost."""
    trial = settings_trial_start(programme, parameters, by=by)
    settings_trial_job.enqueue(trial=trial.pk, by=by.pk)
    return trial


@task()
def release_job(*, release: int, by: int) -> None:
    """Build a release, as the person who started it."""
    person = User.objects.get(pk=by)
    with database_identity(person):
        with transaction.atomic():
            row = Release.objects.get(pk=release)
        try:
            release_run(row, by=person)
        except AlreadyRunning:
            # Another worker has it.
            return


@task()
def settings_trial_job(*, trial: int, by: int) -> None:
    """Work out what other thresholds would cost, as the person who asked."""
    person = User.objects.get(pk=by)
    with database_identity(person):
        settings_trial_run(SettingsTrial.objects.get(pk=trial), by=person)


def is_queued(release: Release) -> bool:
    """Does it wait for its turn?"""
    return release.state == ReleaseState.BUILDING and is_waiting(release_job, release=release.pk)
