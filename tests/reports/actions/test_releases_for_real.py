"""Releases with the real disclosure control and the real auditor, over some months with everything that happens."""

import datetime
from collections.abc import Callable

import pytest
from django.utils import timezone

from documenters.identity import database_identity
from documenters.models import Programme, User
from react_cases.actions.responses import consent_withdraw
from react_cases.models import Case, CaseTransition, Consent
from react_cases.models.choices import ConsentPurpose
from react_cases.workflow import Axis, Status
from reports.actions.releases import release_approve, release_run, release_start
from reports.building import audit_block, digest_of
from reports.disclosure.schema import Tier, key_of
from reports.models import Release, ReleaseBlock, ReleaseState
from reports.reading import read_published
from tests.factories.cases import erase_case
from tests.reports.populations import populate


@pytest.fixture
def approved(programme: Programme, amina: User, chen: User, dara: User) -> None:
    """Four hundred random cases of 2020 and 2021, approved on the day of registration."""
    populate([amina, chen], 400, seed=3)
    steps, consents = [], []
    for case in Case.objects.filter(status=Status.APPROVED):
        day = datetime.datetime.combine(case.received_on, datetime.time(6), datetime.UTC)
        common = {"source": Status.VALIDATED, "target": Status.APPROVED, "duty": "approver", "by": dara}
        steps.append(CaseTransition(case=case, axis=Axis.DOCUMENTATION, name="approve", at=day, **common))
        for purpose in (ConsentPurpose.RECORD, ConsentPurpose.STATS) if case.counts_in_statistics else ():
            given = {"given_on": case.received_on, "recorded_by": dara, "recorded_at": day}
            consents.append(Consent(case=case, purpose=purpose, **given))
    CaseTransition.objects.bulk_create(steps)
    Consent.objects.bulk_create(consents)


def published(programme: Programme, people: tuple[User, ...], through: str) -> Release:
    with database_identity(people[0]):
        release = release_run(release_start(programme, by=people[0], through=through), by=people[0])
    assert release.is_safe, release.report
    for person in people:
        with database_identity(person):
            release = release_approve(release, by=person)
    assert release.state == ReleaseState.PUBLISHED
    return release


def take_back(case: Case, by: User) -> None:
    consent_withdraw(case, ConsentPurpose.STATS, withdrawn_on=timezone.localdate(), by=by)


def erase(case: Case, by: User) -> None:
    erase_case(case, by=by, version=case.version)


@pytest.mark.usefixtures("approved")
def test_whatever_happens_between_releases_all_of_them_stay_safe_and_count_the_same(
    programme: Programme, dara: User, bilal: User
) -> None:
    people = (dara, bilal)
    happens: list[Callable[[Case, User], None]] = [take_back, erase]
    releases = []
    for through in ("2020-Q2", "2020-Q4", "2020", "2020-2021"):
        releases.append(published(programme, people, through))
        counted = Case.objects.filter(counted__is_blanked=False).order_by("pk")
        for case, way in zip(counted[7:9], happens, strict=True):
            with database_identity(dara):
                way(case, dara)
    assert [release.number for release in releases] == [1, 2, 3, 4]
    with database_identity(dara):
        row = ReleaseBlock.objects.get()
        for release in releases:
            # Every shown number is still what the frozen records give.
            assert audit_block(release, row).is_safe
            assert digest_of(release) == release.digest
    shown = read_published("KG", Tier.DONOR)
    first, second, both = (shown.cells[key_of(name)].value for name in ("2020", "2021", "2020-2021"))
    assert both == (first or 0) + (second or 0) > 0
