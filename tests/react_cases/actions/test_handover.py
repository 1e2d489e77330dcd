"""A leaver's cases go to a colleague, by a coordinator."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.utils import timezone

from documenters.identity import database_identity
from documenters.models import AuditEvent, Membership, Organisation, User
from documenters.permissions import Role
from react_cases.actions.cases import draft_open, draft_save
from react_cases.actions.handover import HandOver, cases_hand_over, cases_held
from react_cases.models import Case
from react_cases.workflow import Status
from tests.factories.cases import make_case
from tests.factories.people import OrganisationFactory, give_role, make_administrator, make_documenter


@pytest.fixture
def colleague(organisation_a: Organisation) -> User:
    return make_documenter(organisation_a, "tamara")


def authors() -> dict[str, str]:
    return dict(Case.objects.values_list("status", "documenter__username"))


def test_every_case_but_the_erased_has_a_new_author(
    organisation_a: Organisation, amina: User, colleague: User, dara: User
) -> None:
    by = dara
    for status in Status:
        make_case(amina, status)
    assert cases_held(amina, organisation_a, by=by) == len(Status) - 1
    assert cases_hand_over(amina, colleague, organisation_a, by=by) == HandOver(handed=len(Status) - 1, kept=0)
    assert authors() == {status.value: "tamara" for status in Status} | {"ERASED": "amina"}
    with database_identity(colleague):
        assert Case.objects.count() == len(Status) - 1
    with database_identity(amina):
        assert set(Case.objects.values_list("status", flat=True)) == {"ERASED"}


def test_one_row_of_the_log_for_each_case(
    organisation_a: Organisation, amina: User, colleague: User, dara: User
) -> None:
    cases = {make_case(amina).pk, make_case(amina, Status.DRAFT).pk}
    cases_hand_over(amina, colleague, organisation_a, by=dara)
    rows = AuditEvent.objects.filter(action="case.handed_over")
    assert {row.object_id for row in rows} == cases
    assert {(row.actor, row.object_type, tuple(row.fields)) for row in rows} == {
        (dara, "react_cases.case", ("documenter",))
    }


def test_the_colleague_goes_on_with_the_draft_and_the_leavers_open_page_does_not(
    organisation_a: Organisation, amina: User, colleague: User, dara: User
) -> None:
    case = make_case(amina, Status.DRAFT)
    case = draft_save(case, {"gender": ["F"]}, by=amina, version=case.version)
    cases_hand_over(amina, colleague, organisation_a, by=dara)
    fresh = Case.objects.get(pk=case.pk)
    assert fresh.version > case.version
    assert draft_open(fresh, by=colleague) == {"gender": ["F"]}
    with pytest.raises(PermissionDenied):
        draft_open(fresh, by=amina)


def test_cases_that_the_colleague_has_judged_stay(
    organisation_a: Organisation, amina: User, bilal: User, dara: User
) -> None:
    give_role(bilal, Role.DOCUMENTER, organisation_a.programme, organisation_a)
    make_case(amina, Status.VALIDATED, mentor=bilal)
    make_case(amina, Status.SUBMITTED)
    assert cases_hand_over(amina, bilal, organisation_a, by=dara) == HandOver(handed=1, kept=1)
    assert authors() == {"VALIDATED": "amina", "SUBMITTED": "bilal"}


def test_only_the_cases_of_this_organisation_go(
    organisation_a: Organisation, amina: User, colleague: User, dara: User
) -> None:
    elsewhere = OrganisationFactory(programme=organisation_a.programme)
    give_role(amina, Role.DOCUMENTER, organisation_a.programme, elsewhere)
    kept = make_case(amina, Status.SUBMITTED, organisation=elsewhere)
    make_case(amina, Status.SUBMITTED)
    cases_hand_over(amina, colleague, organisation_a, by=dara)
    assert list(Case.objects.filter(documenter=amina)) == [kept]


@pytest.mark.parametrize("who", ["amina", "bilal", "chen", "emil", "colleague"])
def test_nobody_else_hands_over(
    who: str, organisation_a: Organisation, amina: User, colleague: User, request: pytest.FixtureRequest
) -> None:
    make_case(amina)
    by = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        cases_hand_over(amina, colleague, organisation_a, by=by)
    with pytest.raises(PermissionDenied):
        cases_held(amina, organisation_a, by=by)
    # The database says so once more, to whoever forgets to ask.
    for statement in ("SELECT react_hand_over(%s, %s, %s)", "SELECT react_cases_held(%s, %s)"):
        parameters = [amina.pk, colleague.pk, organisation_a.pk][-statement.count("%s") :]
        with (
            pytest.raises(ProgrammingError, match="people who manage members"),
            database_identity(by),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement, parameters)
    assert authors() == {"APPROVED": "amina"}


def test_an_administrator_alone_hands_nothing_over(
    organisation_a: Organisation, amina: User, colleague: User, aida: User, dara: User
) -> None:
    """They could invite a documenter, hand that account the cases, and read them."""
    make_case(amina)
    assert cases_held(amina, organisation_a, by=aida) == 1
    with pytest.raises(PermissionDenied, match="takes_two_people"):
        cases_hand_over(amina, colleague, organisation_a, by=aida)
    with (
        pytest.raises(ProgrammingError, match="only coordinators"),
        database_identity(aida),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT react_hand_over(%s, %s, %s)", [amina.pk, colleague.pk, organisation_a.pk])
    assert authors() == {"APPROVED": "amina"}


def test_before_the_first_coordinator_an_administrator_does(
    organisation_a: Organisation, amina: User, colleague: User, aida: User
) -> None:
    make_case(amina, Status.DRAFT)
    Membership.objects.filter(role=Role.COORDINATOR).update(ended_at=timezone.now())
    assert cases_hand_over(amina, colleague, organisation_a, by=aida).handed == 1


def test_an_administrator_of_another_programme_hands_over_nothing(
    organisation_a: Organisation, amina: User, colleague: User
) -> None:
    stranger = make_administrator(OrganisationFactory().programme)
    with pytest.raises(PermissionDenied):
        cases_hand_over(amina, colleague, organisation_a, by=stranger)


@pytest.mark.parametrize("heir", ["amina", "bilal", "chen", "left", "suspended"])
def test_cases_go_to_a_documenter_of_the_organisation(
    heir: str, organisation_a: Organisation, amina: User, dara: User, request: pytest.FixtureRequest
) -> None:
    make_case(amina)
    if heir in ("left", "suspended"):
        to = make_documenter(organisation_a, heir, is_active=heir != "suspended")
        to.memberships.update(ended_at=timezone.now() if heir == "left" else None)
    else:
        to = request.getfixturevalue(heir)
    with pytest.raises(IntegrityError), transaction.atomic():
        cases_hand_over(amina, to, organisation_a, by=dara)
    assert authors() == {"APPROVED": "amina"}


def test_the_door_is_closed_again(organisation_a: Organisation, amina: User, colleague: User, dara: User) -> None:
    make_case(amina, Status.DRAFT)
    with database_identity(dara), connection.cursor() as cursor:
        cursor.execute("SELECT react_hand_over(%s, %s, %s)", [amina.pk, colleague.pk, organisation_a.pk])
        cursor.execute("SELECT current_setting('app.maintenance', true)")
        assert not cursor.fetchone()[0]
        assert not Case.objects.exists()
        # The setting alone opens nothing: its policy is the owner's.
        cursor.execute("SELECT set_config('app.maintenance', 'on', true)")
        assert not Case.objects.exists()
        assert not Case.objects.update(is_urgent=True)
