"""A release from the first step to the last: who may do what, in which order, and what can never be undone."""

import datetime
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from documenters.identity import database_identity
from documenters.models import AuditEvent, Programme, User
from react_cases.actions.responses import consent_withdraw
from react_cases.models import Case
from react_cases.models.choices import ConsentPurpose
from reports.actions.releases import (
    ReleaseRefused,
    cell_withdraw,
    may_approve,
    release_approve,
    release_cancel,
    release_discard,
    release_resume,
    release_run,
    release_start,
    release_withdraw,
)
from reports.building import digest_of
from reports.disclosure.schema import Tier, key_of
from reports.models import CountedCase, Release, ReleaseBlock, ReleasedCell, ReleaseSettings, ReleaseState
from reports.models.schedule import due_on, last_day_of, next_periods, periods_of
from reports.reading import read_published
from tests.factories.people import make_mentor
from tests.reports.actions.conftest import UNSAFE

pytestmark = pytest.mark.usefixtures("cases")


def built(programme: Programme, by: User, through: str | None = "2020-Q1") -> Release:
    with database_identity(by):
        return release_run(release_start(programme, by=by, through=through), by=by)


def refused(code: str) -> Any:
    return pytest.raises(ReleaseRefused, match=f"^{code}$")


def actions() -> list[str]:
    found = AuditEvent.objects.filter(action__startswith="release.").order_by("pk")
    return list(found.values_list("action", flat=True))


def test_periods_are_due_one_after_the_other(programme: Programme, dara: User) -> None:
    settings = ReleaseSettings(programme=programme)
    assert due_on("2020-Q1", settings) == datetime.date(2020, 4, 30)
    assert due_on("2020", settings) == due_on("2019-2020", settings) == datetime.date(2021, 4, 1)
    assert due_on("2020", ReleaseSettings(programme=programme, year_lag_days=120)) == datetime.date(2021, 4, 30)
    assert last_day_of("2020-Q4") == last_day_of("2019-2020") == datetime.date(2020, 12, 31)
    order = (*periods_of(2020), *periods_of(2022))
    for day, number in (("2020-04-29", 0), ("2020-04-30", 1), ("2021-03-31", 4), ("2021-04-01", 5), ("2022-04-01", 11)):
        assert tuple(next_periods(programme, datetime.date.fromisoformat(day))) == order[:number]


def test_two_people_publish_what_the_auditor_finds_safe(
    programme: Programme, dara: User, bilal: User, plain: dict[str, Any]
) -> None:
    release = built(programme, dara)
    assert (release.state, release.progress, release.done) == (ReleaseState.BUILT, 1000, ["2020-Q1"])
    assert release.as_of == datetime.date(2020, 3, 31)
    with database_identity(bilal):
        release = release_approve(release, by=bilal)
    assert release.state == ReleaseState.BUILT
    with refused("again"):
        release_approve(release, by=bilal)
    assert not read_published("KG", Tier.DONOR).cells
    release = release_approve(release, by=dara)
    assert release.state == ReleaseState.PUBLISHED
    assert read_published("KG", Tier.DONOR).cells[key_of("2020-Q1")].value == 7
    # In a country with few cases the public is shown whole years.
    assert not read_published("KG", Tier.PUBLIC).cells
    assert actions() == [
        "release.started",
        "release.built",
        "release.approved",
        "release.approved",
        "release.published",
    ]
    with refused("state"):
        release_approve(release, by=dara)


def test_an_unsafe_release_is_never_approved(programme: Programme, dara: User, plain: dict[str, Any]) -> None:
    plain["findings"] = UNSAFE
    release = built(programme, dara)
    assert release.state == ReleaseState.BUILT
    with refused("unsafe"):
        release_approve(release, by=dara)
    assert not release.approvals.exists()
    # Examined once more, from what is stored.
    plain["findings"] = ()
    release = release_run(release_resume(release, by=dara), by=dara)
    assert release.is_safe
    assert plain["calls"] == ["2020-Q1"]


def test_two_mentors_are_not_enough(
    programme: Programme, bilal: User, zarina: User, dara: User, plain: dict[str, Any]
) -> None:
    release = built(programme, dara)
    for mentor in (bilal, zarina):
        release = release_approve(release, by=mentor)
    assert release.state == ReleaseState.BUILT
    assert release_approve(release, by=dara).state == ReleaseState.PUBLISHED


def test_an_approval_counts_as_long_as_its_giver_may_approve(
    programme: Programme, bilal: User, dara: User, nurlan: User, plain: dict[str, Any]
) -> None:
    release = release_approve(built(programme, dara), by=bilal)
    User.objects.filter(pk=bilal.pk).update(is_active=False)
    release = release_approve(release, by=dara)
    assert release.state == ReleaseState.BUILT
    assert release_approve(release, by=nurlan).state == ReleaseState.PUBLISHED


def test_who_may_do_what(
    programme: Programme,
    amina: User,
    bilal: User,
    dara: User,
    emil: User,
    aida: User,
    chen: User,
    plain: dict[str, Any],
) -> None:
    for person in (amina, bilal, emil, aida, chen):
        with pytest.raises(PermissionDenied):
            release_start(programme, by=person)
    release = built(programme, dara)
    for person in (amina, emil, aida, chen):
        with pytest.raises(PermissionDenied):
            release_approve(release, by=person)
        for action in (release_cancel, release_resume, release_discard):
            with pytest.raises(PermissionDenied):
                action(release, by=person)
    from tests.factories.people import OrganisationFactory

    assert not may_approve(make_mentor(OrganisationFactory()), programme)
    with pytest.raises(PermissionDenied):
        release_withdraw(release, by=bilal, reason="wrong")
    Release.objects.filter(pk=release.pk).update(state=ReleaseState.BUILDING)
    with pytest.raises(PermissionDenied):
        release_run(release, by=bilal)


def test_one_at_a_time_and_only_what_is_due(programme: Programme, dara: User, plain: dict[str, Any]) -> None:
    with refused("not_due"):
        release_start(programme, by=dara, through="2120-Q1")
    with time_machine.travel("2020-04-01"), refused("not_due"):
        release_start(programme, by=dara)
    built(programme, dara)
    with refused("open"):
        release_start(programme, by=dara)


def test_the_next_release_goes_on_where_the_last_one_ended(
    programme: Programme, dara: User, bilal: User, plain: dict[str, Any]
) -> None:
    numbers = []
    for through in ("2020-Q1", "2020"):
        release = built(programme, dara, through)
        numbers.append(release.number)
        for person in (bilal, dara):
            release = release_approve(release, by=person)
    assert numbers == [1, 2]
    assert plain["calls"] == list(periods_of(2020)[:5])
    first, second = Release.objects.shown()
    assert second.previous_digest == first.digest
    assert [digest_of(release) for release in (first, second)] == [first.digest, second.digest]
    published = read_published("KG", Tier.DONOR)
    assert published.cells[key_of("2020")].value == 9
    assert published.releases[0].periods == ("2020-Q1",)
    assert len(read_published("KG", Tier.DONOR, upto=1).releases) == 1
    # The auditor was given what had been published before, and everything together.
    (_block, _records, cells), options = plain["audited"]
    assert {cell.period for cell in options["earlier"]} == {"2020-Q1"}
    assert {cell.period for cell in cells} == set(periods_of(2020)[:5])


def test_lists_and_labels_are_frozen_with_the_block(programme: Programme, dara: User, plain: dict[str, Any]) -> None:
    built(programme, dara)
    block = ReleaseBlock.objects.get()
    assert block.first_year == 2020
    assert "~OTHER" in block.codes["violator"]
    assert {"en", "ru", "ky"} == set(next(iter(block.labels["gender"].values())))
    programme.law_enforcement_codes = ["LE", "PEN"]
    programme.save()
    block.refresh_from_db()
    assert block.as_block().law_enforcement == ("LE",)


def test_stopping_keeps_what_is_finished_and_it_goes_on_from_there(
    programme: Programme, dara: User, plain: dict[str, Any]
) -> None:
    def stop(release: Release, period: str) -> None:
        if period == "2020-Q3":
            Release.objects.filter(pk=release.pk).update(cancel_requested=True)

    plain["before"] = stop
    release = built(programme, dara, "2020")
    assert (release.state, release.done) == (ReleaseState.STOPPED, ["2020-Q1", "2020-Q2"])
    assert 0 < Release.objects.get(pk=release.pk).progress < 1000
    plain["before"] = lambda _release, _period: None
    release = release_resume(release, by=dara)
    release = release_run(release, by=dara)
    assert release.state == ReleaseState.BUILT
    assert plain["calls"] == list(periods_of(2020)[:5])
    assert ReleasedCell.objects.filter(period="2020-Q1").exists()
    with refused("state"):
        release_resume(release, by=dara)


def test_a_release_that_nobody_builds_is_stopped_at_once(
    programme: Programme, dara: User, plain: dict[str, Any]
) -> None:
    release = release_cancel(release_start(programme, by=dara), by=dara)
    assert release.state == ReleaseState.STOPPED
    assert release_run(release, by=dara).state == ReleaseState.STOPPED
    assert plain["calls"] == []


def test_a_failure_is_told_and_can_be_taken_up_again(programme: Programme, dara: User, plain: dict[str, Any]) -> None:
    def fail(_release: Release, _period: str) -> None:
        raise ZeroDivisionError

    plain["before"] = fail
    release = release_start(programme, by=dara, through="2020-Q1")
    with pytest.raises(ZeroDivisionError), database_identity(dara):
        release_run(release, by=dara)
    release.refresh_from_db()
    assert (release.state, release.error) == (ReleaseState.FAILED, "ZeroDivisionError")
    plain["before"] = lambda _release, _period: None
    assert release_run(release_resume(release, by=dara), by=dara).state == ReleaseState.BUILT


def test_a_worker_that_ends_leaves_it_stopped(programme: Programme, dara: User, plain: dict[str, Any]) -> None:
    def interrupt(_release: Release, _period: str) -> None:
        raise KeyboardInterrupt

    plain["before"] = interrupt
    release = release_start(programme, by=dara, through="2020-Q1")
    with pytest.raises(KeyboardInterrupt):
        release_run(release, by=dara)
    release.refresh_from_db()
    assert release.state == ReleaseState.STOPPED


def test_discarding_leaves_nothing_and_its_number_is_given_again(
    programme: Programme, dara: User, plain: dict[str, Any]
) -> None:
    release = release_discard(built(programme, dara, "2020"), by=dara)
    assert release.state == ReleaseState.DISCARDED
    for model in (ReleasedCell, CountedCase, ReleaseBlock):
        assert not model._default_manager.exists()
    again = built(programme, dara, "2020")
    assert (again.number, again.cells.filter(period="2020").exists()) == (1, True)
    assert CountedCase.objects.count() == 9


def test_a_consent_taken_back_before_publication_makes_it_stale_and_it_is_counted_anew(
    programme: Programme, dara: User, plain: dict[str, Any]
) -> None:
    release = built(programme, dara)
    case = Case.objects.order_by("pk").first()
    with database_identity(dara):
        consent_withdraw(case, ConsentPurpose.STATS, withdrawn_on=timezone.localdate(), by=dara)
    with refused("stale"):
        release_approve(release, by=dara)
    with database_identity(dara):
        release = release_run(release_resume(release, by=dara), by=dara)
    assert (release.state, release.stale_at) == (ReleaseState.BUILT, None)
    assert release.cells.get(tier="donor", key="period=2020-Q1").value == 6
    release_approve(release, by=dara)


def test_a_consent_taken_back_while_it_is_built_is_not_counted(
    programme: Programme, dara: User, plain: dict[str, Any]
) -> None:
    def take_back(_release: Release, _period: str) -> None:
        plain["before"] = lambda _release, _period: None
        case = Case.objects.order_by("pk").first()
        consent_withdraw(case, ConsentPurpose.STATS, withdrawn_on=timezone.localdate(), by=dara)

    plain["before"] = take_back
    release = built(programme, dara)
    assert release.state == ReleaseState.BUILT
    assert plain["calls"] == ["2020-Q1", "2020-Q1"]
    assert release.cells.get(tier="donor", key="period=2020-Q1").value == 6


def test_approvals_of_an_earlier_build_do_not_count(
    programme: Programme, dara: User, bilal: User, plain: dict[str, Any]
) -> None:
    release = release_approve(built(programme, dara), by=bilal)
    Release.objects.filter(pk=release.pk).update(stale_at=timezone.now(), audit_head="")
    case = Case.objects.order_by("pk").first()
    consent_withdraw(case, ConsentPurpose.STATS, withdrawn_on=timezone.localdate(), by=dara)
    release = release_run(release_resume(release, by=dara), by=dara)
    assert release.approvals.count() == 1
    assert not release.approvals_in_force().exists()
    assert release_approve(release, by=dara).state == ReleaseState.BUILT


def test_numbers_that_were_changed_behind_its_back_are_not_approved(
    programme: Programme, dara: User, plain: dict[str, Any]
) -> None:
    release = built(programme, dara)
    release.cells.filter(key="period=2020-Q1", tier="donor").delete()
    with refused("changed"):
        release_approve(release, by=dara)


def test_a_withdrawn_number_and_a_withdrawn_release_are_shown_no_more(
    programme: Programme, dara: User, bilal: User, plain: dict[str, Any]
) -> None:
    release = built(programme, dara)
    with refused("state"):
        cell_withdraw(release, key_of("2020-Q1"), by=dara, reason="wrong")
    for person in (bilal, dara):
        release = release_approve(release, by=person)
    before = read_published("KG", Tier.DONOR)
    group = key_of("2020-Q1", group="PWID")
    assert before.cells[group].value == 7
    assert [row.tier for row in cell_withdraw(release, group, by=dara, reason="wrong")] == ["donor"]
    after = read_published("KG", Tier.DONOR)
    assert after.cells[group].value is None
    assert after.withdrawn == {group}
    assert before.cells.keys() == after.cells.keys()
    for key in (group, key_of("2020-Q1", group="SW"), key_of("2099-Q1")):
        with refused("unknown"):
            cell_withdraw(release, key, by=dara, reason="wrong")
    release_withdraw(release, by=dara, reason="harm")
    gone = read_published("KG", Tier.DONOR)
    assert {cell.value for cell in gone.cells.values()} == {None}
    assert gone.releases[0].is_withdrawn
    assert Release.objects.shown().count() == 1
    assert AuditEvent.objects.latest("pk").reason == "harm"


def test_an_outer_transaction_is_not_needed_and_nobody_builds_twice(
    programme: Programme, dara: User, plain: dict[str, Any]
) -> None:
    seen = []

    def look(release: Release, _period: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = %s", [release.pk])
            seen.append(cursor.fetchone()[0])

    plain["before"] = look
    built(programme, dara)
    assert seen == [1]
