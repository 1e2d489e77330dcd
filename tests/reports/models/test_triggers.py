"""What was published stays as it is: refused to the application, and to the owner as well."""

from typing import Any

import pytest
from django.db import IntegrityError, ProgrammingError, connections, transaction
from django.db.utils import InternalError
from django.utils import timezone

from documenters.models import Programme, User
from reports.disclosure.schema import Cell, Tier, key_of
from reports.models import CountedCase, QuotedFigure, Release, ReleaseApproval, ReleaseBlock
from tests.factories.cases import make_case
from tests.factories.releases import SAFE, make_built
from tests.walls import BOTH

CELL = Cell(Tier.PUBLIC, key_of("2020-Q1"), 100, 10)
REFUSED = (IntegrityError, InternalError, ProgrammingError)


@pytest.fixture
def published(programme: Programme, amina: User, dara: User, bilal: User) -> Release:
    """A published release with a counted case, a withdrawal and a quoted number."""
    release = make_built(programme, [CELL], by=dara)
    block = ReleaseBlock.objects.create(programme=programme, first_year=2020, codes={})
    codes = {"groups": ["PWID"], "categories": ["LIB.ARREST"], "oblast": "KG-T"}
    CountedCase.objects.create(case=make_case(amina), release=release, block=block, quarter="2020-Q1", codes=codes)
    for person in (dara, bilal):
        ReleaseApproval.objects.create(release=release, digest=release.digest, by=person, at=timezone.now())
    release.state, release.published_at = "published", timezone.now()
    release.save()
    release.withdrawals.create(tier="public", key="period=2020-Q1", reason="wrong", by=dara, at=timezone.now())
    said = {"value": 7, "where": "A newspaper", "quoted_on": "2021-01-01", "verdict": "safe"}
    QuotedFigure.objects.create(programme=programme, by=dara, at=timezone.now(), **said)
    return release


STATEMENTS = (
    "UPDATE reports_release SET digest = repeat('0', 64)",
    "UPDATE reports_release SET periods = '[]'",
    "UPDATE reports_release SET state = 'built', published_at = NULL",
    "UPDATE reports_release SET state = 'discarded'",
    "UPDATE reports_release SET published_at = now()",
    "UPDATE reports_release SET report = '{}'",
    "UPDATE reports_release SET number = 7",
    "DELETE FROM reports_release",
    "UPDATE reports_releasedcell SET value = 101",
    "UPDATE reports_releasedcell SET value = NULL",
    "DELETE FROM reports_releasedcell",
    "INSERT INTO reports_releasedcell (release_id, programme_id, tier, period, table_code, key, value, threshold) "
    "SELECT id, programme_id, 'donor', '2020-Q1', 'total', 'period=2020-Q1', 100, 10 FROM reports_release",
    "UPDATE reports_releaseapproval SET digest = ''",
    "DELETE FROM reports_releaseapproval",
    "UPDATE reports_cellwithdrawal SET reason = 'other'",
    "DELETE FROM reports_cellwithdrawal",
    "UPDATE reports_quotedfigure SET value = 8",
    "DELETE FROM reports_quotedfigure",
    "DELETE FROM reports_countedcase",
    "UPDATE reports_countedcase SET quarter = '2020-Q2'",
    "UPDATE reports_countedcase SET codes = '{}'",
    "UPDATE reports_countedcase SET codes = '{}', is_blanked = true",
    "TRUNCATE reports_release CASCADE",
    "TRUNCATE reports_releasedcell",
    "TRUNCATE reports_releaseapproval",
    "TRUNCATE reports_cellwithdrawal",
    "TRUNCATE reports_quotedfigure",
)


@pytest.mark.parametrize("statement", STATEMENTS)
def test_what_was_published_is_refused_to_the_application(published: Release, statement: str) -> None:
    refuse("default", statement)


@pytest.mark.django_db(transaction=True, databases=BOTH)
def test_and_to_the_owner(published: Release) -> None:
    for statement in STATEMENTS:
        refuse("owner", f"SET LOCAL app.maintenance = 'on'; {statement}")


def refuse(alias: str, statement: str) -> None:
    with pytest.raises(REFUSED), transaction.atomic(using=alias), connections[alias].cursor() as cursor:
        cursor.execute(statement)


def test_a_record_is_blanked_to_what_is_published_of_it_and_no_further(published: Release) -> None:
    unit = CountedCase.objects.get()
    unit.is_blanked, unit.codes = True, {"groups": ["PWID"], "categories": ["LIB"]}
    unit.save()
    for name, value in (("is_blanked", False), ("codes", {}), ("outcome", "FULL")):
        unit.refresh_from_db()
        setattr(unit, name, value)
        if name == "outcome":
            # Its year is not published yet.
            unit.save()
            continue
        with pytest.raises(IntegrityError), transaction.atomic():
            unit.save()


@pytest.fixture
def built(programme: Programme, dara: User) -> Release:
    return make_built(programme, [CELL], by=dara)


def approve(release: Release, *people: User, digest: str = "") -> None:
    for person in people:
        ReleaseApproval.objects.create(release=release, digest=digest or release.digest, by=person, at=timezone.now())


def publish(release: Release, **fields: Any) -> None:
    Release.objects.filter(pk=release.pk).update(state="published", published_at=timezone.now(), **fields)


def test_nothing_is_published_that_two_people_have_not_approved(built: Release, dara: User, bilal: User) -> None:
    approve(built, dara)
    approve(built, bilal, digest="0" * 64)
    with pytest.raises(IntegrityError, match="two people"), transaction.atomic():
        publish(built)
    approve(built, bilal)
    with pytest.raises(IntegrityError), transaction.atomic():
        publish(built, digest="0" * 64)
    publish(built)


@pytest.mark.parametrize(
    "change",
    [{"report": {**SAFE, "is_safe": False}}, {"report": None}, {"report": {}}, {"stale_at": timezone.now()}],
)
def test_nothing_is_published_that_is_not_safe(built: Release, dara: User, bilal: User, change: dict[str, Any]) -> None:
    approve(built, dara, bilal)
    Release.objects.filter(pk=built.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        publish(built)
    with pytest.raises(IntegrityError), transaction.atomic():
        publish(built, report=SAFE, stale_at=None)


def test_a_release_begins_by_being_built_and_only_then_gets_cells(
    programme: Programme, built: Release, dara: User
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Release.objects.create(
            programme=programme, number=2, as_of="2020-03-31", built_by=dara, created_at=timezone.now(), state="built"
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        built.cells.create(
            programme=programme, tier="donor", period="2020-Q1", table_code="total", key="x", value=10, threshold=5
        )
    built.cells.all().delete()
    Release.objects.filter(pk=built.pk).update(state="discarded")
    with pytest.raises(IntegrityError), transaction.atomic():
        Release.objects.filter(pk=built.pk).update(state="built")


def test_only_what_was_published_is_withdrawn(programme: Programme, dara: User, bilal: User, built: Release) -> None:
    gone = {"state": "withdrawn", "withdrawn_at": timezone.now(), "withdrawn_by": dara, "withdrawn_reason": "wrong"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Release.objects.filter(pk=built.pk).update(**gone)
    approve(built, dara, bilal)
    publish(built)
    Release.objects.filter(pk=built.pk).update(**gone)
    with pytest.raises(IntegrityError), transaction.atomic():
        Release.objects.filter(pk=built.pk).update(state="published")
