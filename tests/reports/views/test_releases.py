"""The desk for releases: who sees it, what is due, how building goes, what the page of a release says."""

import datetime
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from documenters.identity import database_identity
from documenters.models import Programme, User
from reports.actions.releases import release_resume, release_run
from reports.auditor.report import Finding, FindingCode, Headlines, Report, TierNumbers
from reports.building import LOCKS
from reports.disclosure.schema import Cell, Tier, key_of
from reports.models import Release, ReleaseState
from reports.tasks import release_job
from tests.factories.people import signed_in
from tests.factories.published import made
from tests.factories.releases import make_built, make_published

# The same programme and the same quick builder as for the actions.
from tests.reports.actions.conftest import cases, plain, today  # noqa: F401

ENGLISH = {"accept-language": "en"}
CELLS = [Cell(Tier.DONOR, key_of("2020-Q1"), 12, 5), Cell(Tier.PUBLIC, key_of("2020-Q1"), 12, 10)]
REPORT = Report(
    (),
    {Tier.DONOR: TierNumbers(200, 120, 130, 117, 40), Tier.PUBLIC: TierNumbers(100, 50, 60, 51, 20)},
    Headlines(8),
    348_480,
    12.4,
).as_json()


def text(client: Client, name: str, *args: Any) -> str:
    """A page in English."""
    response = client.get(reverse(name, args=args), headers=ENGLISH)
    assert response.status_code == 200
    return response.content.decode().replace("\xa0", " ")


def release(programme: Programme, by: User, state: ReleaseState = ReleaseState.BUILDING, **fields: Any) -> Release:
    """A release on which the work has begun, or has ended in this state."""
    row = Release.objects.create(
        programme=programme,
        number=1,
        periods=["2020-Q1", "2020-Q2"],
        done=["2020-Q1"],
        as_of=datetime.date(2020, 6, 30),
        built_by=by,
        created_at=timezone.now(),
        progress=430,
    )
    Release.objects.filter(pk=row.pk).update(state=state, **fields)
    return Release.objects.get(pk=row.pk)


class BeingBuilt:
    """Somebody else's connection holds the lock of a release, as its worker does."""

    def __init__(self, row: Release) -> None:
        self.row = row

    def __enter__(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s, %s)", [LOCKS, self.row.pk])

    def __exit__(self, *_error: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [LOCKS, self.row.pk])


@pytest.mark.parametrize(
    ("who", "status"),
    [("amina", 404), ("bilal", 200), ("dara", 200), ("chen", 404), ("emil", 404), ("aida", 404)],
)
def test_who_sees_the_desk(
    request: pytest.FixtureRequest, client: Client, programme: Programme, dara: User, bilal: User, who: str, status: int
) -> None:
    make_built(programme, CELLS, by=dara, block=made().blocks[0])
    signed_in(client, request.getfixturevalue(who))
    for name, args in (("release_list", ()), ("release_detail", (1,)), ("release_progress", (1,))):
        assert client.get(reverse(name, args=args)).status_code == status, name


def test_an_empty_desk_explains_itself(client: Client, programme: Programme, dara: User) -> None:
    page = text(signed_in(client, dara), "release_list")
    assert "Nothing has been released yet" in page
    assert "Build the release" not in page


@pytest.mark.usefixtures("cases")
def test_the_desk_says_what_is_due_and_what_comes_next(client: Client, programme: Programme, dara: User) -> None:
    with time_machine.travel("2020-03-01T06:00Z"):
        page = text(signed_in(client, dara), "release_list")
        assert "Quarter 1 of 2020 can be released from 30 April 2020." in page
        assert "Build the release" not in page
    with time_machine.travel("2020-05-30T06:00Z"):
        page = text(signed_in(client, dara), "release_list")
        assert "Ready to be released" in page
        assert "Quarter 2 of 2020 can be released from 30 July 2020." in page
        assert "Build the release" in page


@pytest.mark.usefixtures("cases", "today")
def test_a_mentor_reads_and_starts_nothing(client: Client, programme: Programme, bilal: User, dara: User) -> None:
    assert "Build the release" not in text(signed_in(client, bilal), "release_list")
    row = release(programme, dara)
    page = text(client, "release_detail", 1)
    assert "Stop for now" not in page
    assert "Discard" not in page
    for name in ("release_build", "release_cancel", "release_resume", "release_discard"):
        args = () if name == "release_build" else (1,)
        assert client.post(reverse(name, args=args)).status_code == 404
    row.refresh_from_db()
    assert row.state == ReleaseState.BUILDING


@pytest.mark.usefixtures("cases", "today")
def test_start_puts_a_job_with_numbers_only_into_the_queue(client: Client, programme: Programme, dara: User) -> None:
    answer = signed_in(client, dara).post(reverse("release_build"), {"through": "2020-Q1"})
    row, job = Release.objects.get(), DBTaskResult.objects.get()
    assert answer.headers["Location"] == reverse("release_detail", args=[1])
    assert (row.state, row.periods) == (ReleaseState.BUILDING, ["2020-Q1"])
    assert job.task_path == "reports.tasks.release_job"
    assert job.args_kwargs == {"args": [], "kwargs": {"release": row.pk, "by": dara.pk}}
    page = text(client, "release_detail", 1)
    assert "It waits for its turn." in page
    assert "<progress" in page
    # One at a time.
    again = client.post(reverse("release_build"), follow=True, headers=ENGLISH)
    assert "Another release is not finished yet" in again.content.decode()
    assert (Release.objects.count(), DBTaskResult.objects.count()) == (1, 1)


def test_nothing_is_started_before_it_is_due(client: Client, programme: Programme, dara: User) -> None:
    answer = signed_in(client, dara).post(reverse("release_build"), follow=True, headers=ENGLISH)
    assert "Nothing is due yet." in answer.content.decode()
    assert not Release.objects.exists()


def test_progress_as_page_and_as_json(client: Client, programme: Programme, dara: User) -> None:
    row = release(programme, dara)
    signed_in(client, dara)
    with BeingBuilt(row):
        answer = client.get(reverse("release_progress", args=[1]), headers=ENGLISH).json()
        page = text(client, "release_detail", 1)
    assert answer == {"progress": 430, "text": "43\xa0%", "step": "Working on: Quarter 2 of 2020", "is_over": False}
    assert 'max="1000" value="430"' in page
    # Without JavaScript the page is loaded again by a link.
    assert f'href="{reverse("release_detail", args=[1])}" data-progress-again' in page
    assert "job_progress.js" in page
    Release.objects.filter(pk=row.pk).update(done=row.periods)
    with BeingBuilt(row):
        assert "auditor" in client.get(reverse("release_progress", args=[1]), headers=ENGLISH).json()["step"]


def test_asking_for_progress_is_no_sign_that_somebody_is_there() -> None:
    from reports.views.release_settings import settings_trial_progress
    from reports.views.releases import release_progress

    assert release_progress.is_background  # type: ignore[attr-defined]
    assert settings_trial_progress.is_background  # type: ignore[attr-defined]


def test_a_lost_worker_is_recognised_and_the_work_taken_up_again(
    client: Client, programme: Programme, dara: User
) -> None:
    """Nobody holds the lock and no job waits: the page says so, and `is_over` makes the script load it."""
    row = release(programme, dara)
    page = text(signed_in(client, dara), "release_detail", 1)
    assert "The work was interrupted" in page
    assert "43 % of the work is done and kept." in page
    assert "job_progress.js" not in page
    assert client.get(reverse("release_progress", args=[1])).json()["is_over"]
    assert "Interrupted" in text(client, "release_list")
    assert client.post(reverse("release_resume", args=[1])).status_code == 302
    assert DBTaskResult.objects.get().args_kwargs["kwargs"]["release"] == row.pk
    assert not client.get(reverse("release_progress", args=[1])).json()["is_over"]


def test_a_job_that_was_just_begun_is_not_lost(client: Client, programme: Programme, dara: User) -> None:
    row = release(programme, dara)
    signed_in(client, dara)
    # Not through the page: in one transaction with it, its look at the lock would last.
    release_job.enqueue(release=row.pk, by=dara.pk)
    job = DBTaskResult.objects.filter(args_kwargs__kwargs__release=row.pk)
    job.update(status="RUNNING", started_at=timezone.now())
    assert not client.get(reverse("release_progress", args=[1])).json()["is_over"]
    job.update(started_at=timezone.now() - datetime.timedelta(minutes=1))
    assert client.get(reverse("release_progress", args=[1])).json()["is_over"]


def test_stop_and_go_on(client: Client, programme: Programme, dara: User) -> None:
    row = release(programme, dara)
    signed_in(client, dara)
    # Nobody is building: it is stopped at once. (A worker's lock is its own connection's: `test_tasks.py`.)
    client.post(reverse("release_cancel", args=[1]))
    row.refresh_from_db()
    assert row.state == ReleaseState.STOPPED
    page = text(client, "release_detail", 1)
    assert "It goes on where it ended." in page
    assert "Go on" in page
    client.post(reverse("release_resume", args=[1]))
    row.refresh_from_db()
    assert (row.state, row.done) == (ReleaseState.BUILDING, ["2020-Q1"])


def test_a_failed_release_names_the_kind_of_error(client: Client, programme: Programme, dara: User) -> None:
    release(programme, dara, ReleaseState.FAILED, error="OperationalError")
    page = text(signed_in(client, dara), "release_detail", 1)
    assert "The work broke off" in page
    assert "OperationalError" in page


def test_discard(client: Client, programme: Programme, dara: User) -> None:
    row = make_built(programme, CELLS, by=dara, block=made().blocks[0])
    answer = signed_in(client, dara).post(reverse("release_discard", args=[1]), follow=True, headers=ENGLISH)
    assert "The release is discarded." in answer.content.decode()
    row.refresh_from_db()
    assert row.state == ReleaseState.DISCARDED
    assert client.get(reverse("release_detail", args=[1])).status_code == 404


def test_what_was_published_is_not_discarded(client: Client, programme: Programme, dara: User, bilal: User) -> None:
    row = make_published(programme, CELLS, by=(dara, bilal), block=made().blocks[0])
    answer = signed_in(client, dara).post(reverse("release_discard", args=[1]), follow=True, headers=ENGLISH)
    assert "Somebody else was faster" in answer.content.decode()
    row.refresh_from_db()
    assert row.state == ReleaseState.PUBLISHED


def test_the_page_of_a_built_release_says_what_the_auditor_says(
    client: Client, programme: Programme, dara: User
) -> None:
    row = make_built(programme, CELLS, by=dara, block=made().blocks[0], report=REPORT)
    page = text(signed_in(client, dara), "release_detail", 1)
    assert "300 numbers were checked, and 348,480 combinations" in page
    assert "60 withheld" in page
    assert "90 %" in page
    assert "85 %" in page
    assert "The auditor worked for 12 seconds." in page
    assert row.digest[:8] in page
    assert page.count(reverse("published_preview", args=[1])) == 2
    assert "Waiting for approval" in text(client, "release_list")


def test_an_unsafe_release_is_explained_and_cannot_be_approved(
    client: Client, programme: Programme, dara: User
) -> None:
    key = key_of("2020", primary_group="PWID", violator="LE")
    report = Report((Finding(FindingCode.EXACT, key, Tier.DONOR),), {}, Headlines(), 0, 0.1).as_json()
    make_built(programme, CELLS, by=dara, block=made().blocks[0], report=report)
    page = text(signed_in(client, dara), "release_detail", 1)
    assert "It must not be published" in page
    assert "The auditor found 1 fault." in page
    assert "A withheld number could be worked out exactly." in page
    assert "It cannot be approved" in page
    assert reverse("release_approve", args=[1]) not in page
    assert "Not safe" in text(client, "release_list")


def test_what_is_known_already_is_told_and_stops_nothing(client: Client, programme: Programme, dara: User) -> None:
    key = key_of("2020", primary_group="PWID", violator="LE")
    notes = (Finding(FindingCode.EXISTS, key, Tier.PUBLIC), Finding(FindingCode.FACT_DIFFERS, key))
    report = Report((), {}, Headlines(), 0, 0.1, notes).as_json()
    make_built(programme, CELLS, by=dara, block=made().blocks[0], report=report)
    page = text(signed_in(client, dara), "release_detail", 1)
    assert "2 things are known already, from earlier releases or quoted numbers" in page
    assert "The check found nothing new" in page
    assert "Of a withheld number it could be worked out that it is not zero." in page
    assert "It must not be published" not in page
    assert reverse("release_approve", args=[1]) in page


def test_a_stale_release_has_to_be_built_again(client: Client, programme: Programme, dara: User) -> None:
    row = make_built(programme, CELLS, by=dara, block=made().blocks[0])
    Release.objects.filter(pk=row.pk).update(stale_at=timezone.now())
    page = text(signed_in(client, dara), "release_detail", 1)
    assert "It has to be built again" in page
    assert reverse("release_approve", args=[1]) not in page
    assert "Out of date" in text(client, "release_list")


def test_the_list_marks_what_was_withdrawn(client: Client, programme: Programme, dara: User, bilal: User) -> None:
    row = make_published(programme, CELLS, by=(dara, bilal), block=made().blocks[0])
    fields = {"withdrawn_at": timezone.now(), "withdrawn_by": dara, "withdrawn_reason": "wrong"}
    Release.objects.filter(pk=row.pk).update(state=ReleaseState.WITHDRAWN, **fields)
    page = text(signed_in(client, dara), "release_list")
    assert 'class="is-withdrawn"' in page
    assert "The number is wrong" in text(client, "release_detail", 1)


def test_the_list_asks_the_database_as_often_for_many_as_for_one(
    client: Client, programme: Programme, dara: User, bilal: User
) -> None:
    counts = []
    signed_in(client, dara).get(reverse("release_list"))
    for quarter in (1, 2, 3):
        make_published(programme, [Cell(Tier.DONOR, key_of(f"2020-Q{quarter}"), 12, 5)], by=(dara, bilal))
        with CaptureQueriesContext(connection) as asked:
            assert client.get(reverse("release_list")).status_code == 200
        counts.append(len(asked))
    assert len(set(counts)) == 1
    assert counts[0] <= 20


@pytest.mark.usefixtures("cases", "today")
def test_the_page_of_a_really_built_release(
    client: Client,
    programme: Programme,
    dara: User,
    plain: dict[str, Any],  # noqa: F811
) -> None:
    signed_in(client, dara).post(reverse("release_build"))
    row = Release.objects.get()
    with database_identity(dara):
        release_run(row, by=dara)
    page = text(client, "release_detail", 1)
    assert "The check found nothing" in page
    assert "2020–2021" in page
    with pytest.raises(Exception, match="state"):
        release_resume(Release.objects.get(), by=dara)
