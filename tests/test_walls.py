"""S9: forgetting the filter leaks nothing. The database shows each person what `visible_to` shows, and nobody more."""

import datetime
import re
from typing import Any

import pytest
from django.apps import apps
from django.db import DataError, ProgrammingError, connection, connections, models, transaction
from django.db.utils import InternalError
from django.test import Client as Browser
from django.utils import timezone
from pytest_django.fixtures import Settings

from documenters.audit import record
from documenters.identity import current_identity, database_identity
from documenters.models import AuditEvent, AuditLink, Organisation, Programme, User
from react_cases.actions.client_cases import cases_of_code, client_cases
from react_cases.actions.exports import export_rows
from react_cases.actions.same_clients import client_same
from react_cases.actions.taxonomy import taxonomy_load
from react_cases.models import Case, Client, ClientDecision, Comment, Consent, SealedText, Violation, Violator
from react_cases.workflow import Status
from tests.factories.cases import make_case
from tests.factories.people import OrganisationFactory, signed_in
from tests.walls import BOTH, OBSERVER, rows, set_strict

CODE = re.compile(r"KG-\d{4}-\d{6}")
PEOPLE = ("amina", "bilal", "dara", "chen", "emil", "aida")
MADE_BY_THE_SYSTEM = {
    ("react_cases_case", "public_id"),
    ("react_cases_evidence", "public_id"),
    ("react_cases_litigationstage", "public_id"),
    ("react_cases_publishedstory", "language", "public_id"),
    ("react_cases_publishedstory", "public_id", "language"),
}
"""Random numbers or hashes that contain the person: nobody can try one out."""
GIVEN_IN_ORDER = {("react_cases_case", "code", "programme_id")}
"""Case numbers come from the programme's counter, never from a person."""


def belonging_to_cases() -> list[type[models.Model]]:
    """Every model from which a chain of foreign keys leads to a case, link tables included; and the clients."""
    found: set[type[models.Model]] = {Case}
    every = apps.get_models(include_auto_created=True)
    while True:
        more = {
            model
            for model in every
            if any(field.remote_field and field.remote_field.model in found for field in model._meta.concrete_fields)
        } - found
        if not more:
            return sorted({*found, Client}, key=lambda model: model._meta.db_table)
        found |= more


MODELS = belonging_to_cases()
TABLES = [model._meta.db_table for model in MODELS]


@pytest.fixture
def cases(amina: User, chen: User) -> dict[str, Case]:
    """One case of each status in organisation A, and a draft and an approved one in organisation B."""
    made = {status.value: make_case(amina, status, client_code="a" * 32, comment="?") for status in Status}
    made |= {"chen's draft": make_case(chen, Status.DRAFT), "chen's": make_case(chen, client_code="a" * 32)}
    return made


def everything() -> dict[str, int]:
    """How many rows there are to see in each table."""
    return {model._meta.db_table: model._base_manager.count() for model in MODELS}


def test_s9_the_finder_finds_rows_links_and_links_of_rows() -> None:
    assert {"react_cases_case", "react_cases_sealedtext", "react_cases_case_tags"} <= set(TABLES)
    assert {"react_cases_violation_violators", "react_cases_readiness_reasons", "react_cases_evidenceframe"} <= set(
        TABLES
    )
    assert "react_cases_term" not in TABLES


@pytest.mark.parametrize("table", TABLES)
def test_s9_every_table_of_a_case_has_a_forced_wall_and_policies(db: None, table: str) -> None:
    """A failure means: the migration that makes the table needs `child_wall` of `documenters.database.walls`."""
    state = f"SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE oid = '{table}'::regclass"  # noqa: S608
    assert rows(connection, state) == [(True, True)]
    held = f"SELECT policyname, qual, with_check FROM pg_policies WHERE tablename = '{table}'"  # noqa: S608
    policies = rows(connection, held)
    assert {"maintenance", OBSERVER} < {name for name, _, _ in policies}
    assert not [name for name, qual, check in policies if "true" in (qual, check)]


def test_s9_the_application_is_neither_owner_nor_above_the_walls(db: None) -> None:
    role = (
        "SELECT rolname, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname = current_user"
    )
    assert rows(connection, role) == [("react_app", False, False, False, False)]
    owned = "SELECT relname FROM pg_class WHERE relowner = current_user::regrole"
    assert rows(connection, owned) == []
    for statement in (
        "ALTER TABLE react_cases_case DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE react_cases_case NO FORCE ROW LEVEL SECURITY",
        "CREATE POLICY mine ON react_cases_case USING (true)",
        "DROP POLICY reached ON react_cases_case",
        "SET ROLE react_cases",
        "SET SESSION AUTHORIZATION react_cases",
        "TRUNCATE react_cases_case CASCADE",
        "CREATE TABLE public.mine ()",
        "DELETE FROM django_migrations",
        "UPDATE react_cases_casetransition SET name = ''",
        "DELETE FROM react_cases_casetransition",
        "UPDATE react_cases_readiness SET value = ''",
        "DELETE FROM documenters_auditevent",
    ):
        with pytest.raises((ProgrammingError, InternalError)), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


@pytest.mark.parametrize("who", PEOPLE)
def test_s9_an_unscoped_query_answers_exactly_what_the_person_may_see(
    who: str, cases: dict[str, Case], walls: None, request: pytest.FixtureRequest
) -> None:
    person = request.getfixturevalue(who)
    set_strict("")
    may_see = set(Case.objects.visible_to(person).values_list("pk", flat=True))
    of_them = {
        model: set(model.objects.filter(case__in=may_see).values_list("pk", flat=True))  # type: ignore[attr-defined]
        for model in (Violator, Violation, SealedText, Consent, Comment)
    }
    set_strict("on")
    with database_identity(person):
        assert set(Case.objects.values_list("pk", flat=True)) == may_see
        for model, expected in of_them.items():
            assert set(model._default_manager.values_list("pk", flat=True)) == expected
        assert Violation.violators.through.objects.count() == len(of_them[Violation])
    assert bool(may_see) is (who not in ("emil", "aida"))


def test_s9_without_an_identity_there_is_nothing(cases: dict[str, Case], walls: None) -> None:
    assert set(everything().values()) == {0}
    with database_identity(None):
        assert set(everything().values()) == {0}
        assert not AuditEvent.objects.exists()
        assert not AuditLink.objects.exists()
    assert not Case.objects.update(is_urgent=True)


def test_s9_somebody_who_left_or_is_suspended_sees_nothing(cases: dict[str, Case], amina: User, bilal: User) -> None:
    amina.memberships.update(ended_at=timezone.now())
    User.objects.filter(pk=bilal.pk).update(is_active=False)
    for person in (amina, bilal):
        with database_identity(person):
            assert set(everything().values()) == {0}


def refused(change: Any) -> None:
    with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        change()


def test_s9_nobody_writes_a_row_of_another_organisation(
    cases: dict[str, Case], amina: User, chen: User, bilal: User, organisation_a: Organisation
) -> None:
    theirs, own = cases["RETURNED"], cases["chen's draft"]
    plain = {
        "programme": organisation_a.programme,
        "received_on": datetime.date(2021, 1, 1),
        "status_at": timezone.now(),
    }
    with database_identity(chen):
        refused(lambda: Case.objects.create(code="X1", organisation=organisation_a, documenter=chen, **plain))
        refused(lambda: Case.objects.create(code="X2", organisation=own.organisation, documenter=amina, **plain))
        refused(
            lambda: Client.objects.create(
                programme=organisation_a.programme, organisation=organisation_a, code_hash="b" * 32
            )
        )
        refused(
            lambda: SealedText.objects.create(
                case=theirs, part="case", part_id=0, field="x", generation=1, ciphertext=b""
            )
        )
        refused(lambda: Case.tags.through.objects.create(case_id=theirs.pk, term_id=theirs.channel_id or 1))
        # One's own case cannot be put among theirs, and theirs are not there to be changed.
        refused(lambda: Case.objects.filter(pk=own.pk).update(organisation=organisation_a))
        refused(lambda: Case.objects.filter(pk=own.pk).update(documenter=amina))
        assert not Case.objects.filter(pk=theirs.pk).update(is_urgent=True)
        assert not Violator.objects.filter(case=theirs).update(number=7)
        assert not SealedText.objects.filter(case=theirs).delete()[0]
    with database_identity(bilal):
        refused(lambda: Case.objects.filter(pk=theirs.pk).update(organisation=own.organisation))
    assert SealedText.objects.filter(case=theirs).exists()


def test_s9_a_link_joins_only_rows_that_the_writer_sees(cases: dict[str, Case], chen: User) -> None:
    own, foreign = cases["chen's"].violations.get(), cases["APPROVED"].violators.get()
    with database_identity(chen):
        refused(lambda: Violation.violators.through.objects.create(violation_id=own.pk, violator_id=foreign.pk))


def test_s9_a_donor_reaches_no_case_and_no_record_of_one(cases: dict[str, Case], emil: User, aida: User) -> None:
    for person in (emil, aida):
        with database_identity(person):
            assert set(everything().values()) == {0}
            assert not Case.objects.update(is_urgent=True)
            refused(
                lambda: SealedText.objects.create(
                    case=cases["APPROVED"], part="case", part_id=0, field="x", generation=1, ciphertext=b""
                )
            )


def test_s9_the_log_is_read_by_whom_it_concerns(
    cases: dict[str, Case], amina: User, chen: User, dara: User, emil: User, walls: None
) -> None:
    def actors() -> set[str]:
        return set(AuditEvent.objects.values_list("actor__username", flat=True))

    with database_identity(dara):
        assert {"amina", "bilal", "chen", "dara"} <= actors()
        everybodys = AuditEvent.objects.count()
    with database_identity(chen):
        of_chens = AuditEvent.objects.exclude(actor=chen).values_list("object_id", flat=True)
        assert set(of_chens) == {cases["chen's"].pk}
        assert 0 < AuditEvent.objects.count() < everybodys
        assert not AuditLink.objects.exists()
    with database_identity(emil):
        assert not AuditEvent.objects.exists()


def test_s12_nobody_writes_in_the_log_in_the_name_of_somebody_else(
    programme: Programme, amina: User, chen: User, walls: None
) -> None:
    with database_identity(chen):
        refused(lambda: record("case.erase", programme, by=amina, programme=programme))
        record("log.read", programme, by=chen, programme=programme)
        record("login.refused", None, by=None, programme=programme)
    # Before a login nobody has said who asks, and what follows is written in the name of the person.
    with database_identity(None):
        record("member.joined", chen, by=chen, programme=programme)


def test_s9_no_unique_constraint_tells_of_other_organisations() -> None:
    """A unique index answers for rows that the asker cannot see: it must lie within one case or one organisation."""
    parents = {"case_id", "organisation_id", "evidence_id", "violation_id", "readiness_id", "strategiccase_id"}
    # Papers, and what belongs to one, are the coordinators' of one programme, who see all of it.
    parents |= {"paper_id", "story_id", "version_id", "submission_id"}
    for model in MODELS:
        table = model._meta.db_table
        uniques = [(field.column,) for field in model._meta.concrete_fields if field.unique and not field.primary_key]
        uniques += [
            tuple(model._meta.get_field(name).column for name in names)
            for constraint in model._meta.constraints
            if isinstance(constraint, models.UniqueConstraint) and (names := constraint.fields)
        ]
        uniques += [
            tuple(model._meta.get_field(name).column for name in names) for names in model._meta.unique_together
        ]
        for columns in uniques:
            known = {(table, *columns), (table, *sorted(columns))} & (MADE_BY_THE_SYSTEM | GIVEN_IN_ORDER)
            assert known or parents & set(columns), (table, columns)


def told_by_door(case: Case, code_hash: str) -> int:
    return int(rows(connection, f"SELECT react_client_cases({case.pk}, '{code_hash}')")[0][0])


def test_s9_the_same_client_code_in_two_organisations_is_no_secret_told(
    cases: dict[str, Case], amina: User, chen: User
) -> None:
    own = cases["chen's"]
    with database_identity(chen):
        assert Client.objects.get().organisation == own.organisation
        assert client_cases(own, by=chen).number == 0
        # Asked about another person's case the door stays shut.
        assert told_by_door(cases["APPROVED"], "a" * 32) == 0
    with database_identity(amina):
        assert told_by_door(cases["APPROVED"], "") == 4
        assert told_by_door(cases["DRAFT"], "a" * 32) == 5
        assert told_by_door(cases["DRAFT"], "c" * 32) == 0


def test_s9_what_was_decided_across_organisations_is_seen_by_who_sees_both_cases(
    cases: dict[str, Case], amina: User, chen: User, bilal: User, dara: User, walls: None
) -> None:
    with database_identity(dara):
        client_same(cases["APPROVED"], cases["chen's"], by=dara)
        assert ClientDecision.objects.count() == 1
    for person, own, foreign in ((amina, "APPROVED", "chen's"), (chen, "chen's", "APPROVED")):
        with database_identity(person):
            assert not ClientDecision.objects.exists()
            refused(
                lambda: ClientDecision.objects.create(
                    case=cases[own],  # noqa: B023
                    other=cases[foreign],  # noqa: B023
                    is_same=False,
                    decided_by=person,  # noqa: B023
                    decided_at=timezone.now(),
                )
            )
    with database_identity(bilal):
        assert not ClientDecision.objects.exists()


def test_s9_a_colleagues_client_is_known_without_seeing_the_case(organisation_a: Organisation, amina: User) -> None:
    from tests.factories.people import make_documenter

    colleague = make_documenter(organisation_a, "tamara")
    make_case(colleague, client_code="a" * 32)
    mine = make_case(amina, Status.DRAFT)
    with database_identity(amina):
        assert list(Case.objects.all()) == [mine]
        assert cases_of_code(mine, "a" * 32, by=amina).unseen == 1


def test_s9_the_loader_keeps_terms_of_cases_that_it_cannot_see(
    cases: dict[str, Case], walls: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    from react_cases.actions import taxonomy
    from react_cases.models import Term

    lists = taxonomy.read_code_lists()
    gone = {"LE.CRIM", "LIB.ARREST"}

    class Without:
        def __init__(self, code_list: Any) -> None:
            self.name, self.is_open = code_list.name, code_list.is_open
            self.terms = [row for row in code_list.terms if row.code not in gone]

    monkeypatch.setattr(taxonomy, "read_code_lists", lambda: {name: Without(item) for name, item in lists.items()})
    taxonomy_load(cases["APPROVED"].programme)
    connection.check_constraints()
    held = Term.objects.filter(code__in=gone)
    assert {term.code for term in held} == gone
    assert all(term.is_retired for term in held)


@pytest.fixture
def committed(amina: User, chen: User) -> dict[str, Case]:
    return {"amina's": make_case(amina), "chen's": make_case(chen)}


@pytest.mark.django_db(transaction=True, databases=BOTH)
def test_s9_the_owner_is_bound_too(committed: dict[str, Case]) -> None:
    owner = connections["owner"]
    try:
        set_strict("on", "owner")
        assert rows(owner, "SELECT current_user, count(*) FROM react_cases_case") == [("react_cases", 0)]
        assert rows(owner, "SELECT count(*) FROM react_cases_sealedtext") == [(0,)]
        with transaction.atomic(using="owner"), owner.cursor() as cursor:
            cursor.execute("SET LOCAL app.maintenance = 'on'")
            assert rows(owner, "SELECT count(*) FROM react_cases_case") == [(2,)]
    finally:
        set_strict("", "owner")


@pytest.mark.django_db(transaction=True, databases=BOTH)
def test_s9_the_identity_lasts_as_long_as_the_transaction(committed: dict[str, Case], amina: User, walls: None) -> None:
    told = "SELECT coalesce(current_setting('app.user_id', true), '')"
    with database_identity(amina):
        # Outside a transaction nobody is asking.
        assert not Case.objects.exists()
        with transaction.atomic():
            assert rows(connection, told) == [(str(amina.pk),)]
            assert list(Case.objects.all()) == [committed["amina's"]]
        assert rows(connection, told) == [("",)]
        assert not Case.objects.exists()
    with transaction.atomic():
        assert not Case.objects.exists()


@pytest.mark.django_db(transaction=True, databases=BOTH)
def test_s9_a_streamed_answer_keeps_the_identity_and_gives_it_back(
    committed: dict[str, Case], amina: User, chen: User, walls: None
) -> None:
    with database_identity(amina), transaction.atomic():
        streamed = export_rows(Case.objects.order_by("pk"), with_labels=False, by=amina)
    assert [row[0] for row in streamed][1:] == [committed["amina's"].code]
    begun = export_rows(Case.objects.order_by("pk"), with_labels=False, by=chen)
    next(begun)
    assert next(begun)[0] == committed["chen's"].code
    begun.close()  # type: ignore[attr-defined]
    assert current_identity() is None
    assert not connection.in_atomic_block
    assert not Case.objects.exists()


def test_s9_identities_nest_and_survive_errors(cases: dict[str, Case], amina: User, chen: User) -> None:
    def seen() -> int:
        return Case.objects.count()

    everybodys = seen()
    with database_identity(amina):
        own = seen()
        with database_identity(chen):
            assert seen() == 2
        assert seen() == own
        with pytest.raises(DataError), transaction.atomic(), database_identity(chen), connection.cursor() as cursor:
            cursor.execute("SELECT 1 / 0")
        assert seen() == own
        with pytest.raises(ZeroDivisionError), database_identity(chen):
            raise ZeroDivisionError
        assert seen() == own
    assert seen() == everybodys


@pytest.fixture
def forgetful(settings: Settings) -> None:
    """A site with a view that forgets `visible_to`."""
    settings.ROOT_URLCONF = "tests.forgetful_urls"


@pytest.mark.usefixtures("forgetful")
def test_s9_a_view_that_forgets_the_filter_shows_nothing_foreign(
    client: Browser, cases: dict[str, Case], chen: User, dara: User, emil: User, aida: User
) -> None:
    own = {cases["chen's"].code, cases["chen's draft"].code}
    sent = {case.code for case in cases.values() if case.submitted_at}
    for person, expected in ((chen, own), (dara, sent), (emil, set()), (aida, set())):
        cases_shown, of_violators = signed_in(client, person).get("/forgetful/").content.decode().split("</p><p>")
        assert set(CODE.findall(cases_shown)) == expected
        assert set(CODE.findall(of_violators)) <= expected
    client.logout()
    assert not CODE.findall(client.get("/forgetful/").content.decode())


def test_s9_other_programmes_are_other_worlds(cases: dict[str, Case]) -> None:
    from tests.factories.people import make_coordinator

    stranger = make_coordinator(OrganisationFactory().programme)
    with database_identity(stranger):
        assert set(everything().values()) == {0}
