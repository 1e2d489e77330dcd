"""Who may read what of releases: donors and the public a few columns of what is published, and nothing of any case."""

from typing import Any

import pytest
from django.db import InternalError, ProgrammingError, connection, transaction

from documenters.identity import current_identity, database_identity, published_role
from documenters.models import Programme, User
from react_cases.models import Case
from reports.disclosure.schema import Axis, Block, Cell, Tier, key_of
from reports.models import (
    CellWithdrawal,
    CountedCase,
    QuotedFigure,
    Release,
    ReleaseBlock,
    ReleasedCell,
    ReleaseState,
    ShareLink,
)
from reports.reading import read_published
from tests.factories.cases import make_case
from tests.factories.people import make_coordinator, make_mentor
from tests.factories.releases import make_built, make_published
from tests.walls import rows

BLOCK = Block(2020, dict.fromkeys(Axis, ()) | {Axis.VIOLATOR: ("LE", "~OTHER")})
READABLE = {
    "documenters_programme": {"id", "code", "name_en", "name_ru", "name_ky"},
    "reports_release": {
        "id",
        "programme_id",
        "number",
        "state",
        "periods",
        "as_of",
        "published_at",
        "withdrawn_at",
        "withdrawn_reason",
        "digest",
        "previous_digest",
    },
    "reports_releaseblock": {
        "id",
        "programme_id",
        "first_year",
        "codes",
        "details",
        "law_enforcement",
        "is_small",
        "parameters",
        "labels",
    },
    "reports_releasedcell": {
        "id",
        "release_id",
        "programme_id",
        "tier",
        "period",
        "table_code",
        "key",
        "value",
        "threshold",
    },
    "reports_cellwithdrawal": {"id", "release_id", "tier", "key", "reason", "at"},
    "reports_releasesettings": {
        "id",
        "programme_id",
        "k_national",
        "k_subnational",
        "k_donor",
        "concentration_row",
        "quarter_lag_days",
        "year_lag_days",
        "public_page",
        "contact",
    },
    "reports_sharelink": {
        "id",
        "programme_id",
        "tier",
        "token_hash",
        "period_from",
        "period_to",
        "expires_at",
        "revoked_at",
    },
}
"""By hand: every column that the role may read, and there is no other."""
EVERY_COLUMN = """
SELECT kind.relname, held.attname, has_column_privilege('react_published', kind.oid, held.attnum, 'SELECT'),
    has_column_privilege('react_published', kind.oid, held.attnum, 'INSERT, UPDATE, REFERENCES')
FROM pg_class AS kind JOIN pg_attribute AS held ON held.attrelid = kind.oid
WHERE kind.relnamespace = 'public'::regnamespace AND kind.relkind IN ('r', 'v', 'm', 'p') AND held.attnum > 0
    AND NOT held.attisdropped
"""
OWN_FUNCTIONS = """
SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prosecdef
    AND has_function_privilege('react_published', oid, 'EXECUTE')
"""


def cells(period: str) -> list[Cell]:
    return [Cell(tier, key_of(period), 100, 10) for tier in Tier]


@pytest.fixture
def releases(programme: Programme, dara: User, bilal: User) -> tuple[Release, Release]:
    """A published one, and one that waits for approval."""
    shown = make_published(programme, cells("2020-Q1"), by=(dara, bilal), block=BLOCK)
    return shown, make_built(programme, cells("2022-Q1"), by=dara, block=Block(2022, BLOCK.codes))


def refused(statement: str) -> None:
    with (
        pytest.raises((ProgrammingError, InternalError), match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_the_role_may_read_these_columns_and_no_other(db: None) -> None:
    readable: dict[str, set[str]] = {}
    for table, column, may_read, may_write in rows(connection, EVERY_COLUMN):
        assert not may_write, (table, column)
        if may_read:
            readable.setdefault(table, set()).add(column)
    assert readable == READABLE
    assert rows(connection, OWN_FUNCTIONS) == []
    sequences = "SELECT relname FROM pg_class WHERE relkind = 'S' AND relnamespace = 'public'::regnamespace"
    for (name,) in rows(connection, sequences):
        assert rows(connection, f"SELECT has_sequence_privilege('react_published', '{name}', 'SELECT, USAGE')") == [
            (False,)
        ]


def test_the_role_logs_in_nowhere_and_the_application_does_not_inherit_it(db: None) -> None:
    state = "SELECT rolcanlogin, rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname = 'react_published'"
    assert rows(connection, state) == [(False, False, False, False)]
    held = "SELECT pg_has_role('react_app', oid, 'SET'), pg_has_role('react_app', oid, 'USAGE') FROM pg_roles"
    held += " WHERE rolname = 'react_published'"
    assert rows(connection, held) == [(True, False)]


def test_every_table_of_a_case_is_refused_and_everything_else_that_is_not_named(
    releases: tuple[Release, Release], amina: User
) -> None:
    make_case(amina)
    tables = {table for table, *_ in rows(connection, EVERY_COLUMN)}
    assert len(tables) > 40
    with published_role():
        for table in sorted(tables):
            refused(f"SELECT * FROM {table}" if table not in READABLE else f"DELETE FROM {table}")  # noqa: S608
        refused("SELECT report, audit_head, vetoes FROM reports_release")
        refused("SELECT label FROM reports_sharelink")
        refused("CREATE TABLE public.mine ()")


def test_a_view_that_asks_for_cases_meets_an_error(amina: User) -> None:
    make_case(amina)
    with published_role():
        for read in (lambda: list(Case.objects.all()), lambda: CountedCase.objects.count(), User.objects.count):
            with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                read()
    assert Case.objects.count() == 1


def test_what_is_not_published_is_not_there(releases: tuple[Release, Release]) -> None:
    shown, waiting = releases
    with published_role():
        assert list(Release.objects.values_list("pk", flat=True)) == [shown.pk]
        assert set(ReleasedCell.objects.values_list("period", flat=True)) == {"2020-Q1"}
        assert list(ReleaseBlock.objects.values_list("first_year", flat=True)) == [2020]
    assert Release.objects.count() == 2
    assert waiting.state == ReleaseState.BUILT


@pytest.mark.parametrize("who", ["amina", "emil", "aida", "chen"])
def test_people_who_do_not_make_releases_read_them_through_the_role_only(
    who: str, releases: tuple[Release, Release], request: pytest.FixtureRequest, walls: None
) -> None:
    with database_identity(request.getfixturevalue(who)):
        for model in (Release, ReleasedCell, ReleaseBlock, CellWithdrawal, CountedCase, QuotedFigure, ShareLink):
            assert not model._default_manager.exists()
        assert len(read_published("KG", Tier.DONOR).cells) == 1


def test_people_of_another_programme_reach_nothing(releases: tuple[Release, Release], walls: None) -> None:
    from tests.factories.people import OrganisationFactory

    elsewhere = OrganisationFactory()
    for stranger in (make_coordinator(elsewhere.programme), make_mentor(elsewhere)):
        with database_identity(stranger):
            assert not Release.objects.exists()
            assert not ReleasedCell.objects.exists()
            assert not Release.objects.update(cancel_requested=True)


def test_mentors_and_coordinators_reach_releases_and_mentors_no_foreign_record(
    releases: tuple[Release, Release], bilal: User, dara: User, walls: None
) -> None:
    for person in (bilal, dara):
        with database_identity(person):
            assert Release.objects.count() == 2
            assert ReleasedCell.objects.count() == 4


def test_a_donor_reaches_no_record_of_a_case(amina: User, emil: User, dara: User, programme: Programme) -> None:
    case = make_case(amina)
    block = ReleaseBlock.objects.create(programme=programme, first_year=2020, codes={})
    release = make_built(programme, cells("2020-Q1"), by=dara)
    CountedCase.objects.create(case=case, release=release, block=block, quarter="2020-Q1", codes={})
    with database_identity(emil):
        assert not CountedCase.objects.exists()
        assert not Case.objects.exists()
    for person in (amina, dara):
        with database_identity(person):
            assert CountedCase.objects.exists()


def who() -> Any:
    return rows(connection, "SELECT current_user, coalesce(current_setting('app.user_id', true), '')")[0]


def test_the_role_is_put_on_and_taken_off(dara: User) -> None:
    with database_identity(dara):
        with published_role():
            assert who() == ("react_published", "0")
            with published_role():
                assert who() == ("react_published", "0")
            assert who() == ("react_published", "0")
        assert who() == ("react_app", str(dara.pk))
        with pytest.raises(ZeroDivisionError), published_role():
            raise ZeroDivisionError
        assert who() == ("react_app", str(dara.pk))
        with pytest.raises(ProgrammingError), published_role():
            rows(connection, "SELECT 1 FROM react_cases_case")
        assert who() == ("react_app", str(dara.pk))
        with published_role(), pytest.raises(ProgrammingError), transaction.atomic():
            rows(connection, "SELECT 1 FROM react_cases_case")
        assert who() == ("react_app", str(dara.pk))
    assert current_identity() is None


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_the_role_lasts_as_long_as_its_own(programme: Programme) -> None:
    with published_role():
        assert who() == ("react_published", "0")
    assert who()[0] == "react_app"
