"""Leaving and moving: the cases go to a colleague in the same step, or nothing happens at all."""

import pytest
from django.core.exceptions import PermissionDenied

from documenters.actions.roles import LastOfRole
from documenters.models import AuditEvent, Organisation, Programme, User
from documenters.permissions import Role
from react_cases.actions.handover import may_hand_over
from react_cases.actions.leaving import Estate, member_change, member_hand_over, member_leave
from react_cases.models import Case
from react_cases.workflow import Status
from tests.factories.cases import make_case
from tests.factories.people import give_role, make_documenter


def fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


def seen_by(user: User) -> set[int]:
    return set(Case.objects.visible_to(fresh(user)).values_list("pk", flat=True))


@pytest.fixture
def colleague(organisation_a: Organisation) -> User:
    """A second documenter of organisation A."""
    return make_documenter(organisation_a, "gulnara")


def test_the_colleague_takes_over_everything_with_the_drafts(
    programme: Programme, organisation_a: Organisation, amina: User, colleague: User, dara: User
) -> None:
    by = dara
    cases = {make_case(amina, status).pk for status in (Status.DRAFT, Status.RETURNED, Status.APPROVED)}
    kept = member_leave(amina, programme, estate=Estate(organisation_a, colleague), by=by)
    assert kept == 0
    assert seen_by(colleague) == cases
    assert seen_by(amina) == set()
    assert not fresh(amina).is_active
    actions = (
        AuditEvent.objects.filter(actor=by)
        .exclude(action="case.approve")
        .order_by("pk")
        .values_list("action", flat=True)
    )
    assert list(actions) == ["case.handed_over"] * 3 + ["member.left"]


def test_without_an_heir_sent_cases_stay_with_the_mentor(
    programme: Programme, organisation_a: Organisation, amina: User, bilal: User, aida: User
) -> None:
    sent = make_case(amina, Status.SUBMITTED)
    make_case(amina, Status.DRAFT)
    member_leave(amina, programme, estate=Estate(organisation_a, None), by=aida)
    assert seen_by(amina) == set()
    assert seen_by(bilal) == {sent.pk}


def test_whoever_moves_sees_nothing_of_the_old_organisation(
    programme: Programme,
    organisation_a: Organisation,
    organisation_b: Organisation,
    amina: User,
    colleague: User,
    dara: User,
) -> None:
    case = make_case(amina, Status.DRAFT)
    changed = member_change(
        amina,
        programme,
        role=Role.DOCUMENTER,
        organisation=organisation_b,
        looks_after=(),
        estate=Estate(organisation_a, colleague),
        by=dara,
    )
    assert (changed.proposal, changed.kept) == (None, 0)
    assert seen_by(amina) == set()
    assert seen_by(colleague) == {case.pk}
    new = make_case(fresh(amina), Status.DRAFT)
    assert seen_by(amina) == {new.pk}


def test_cases_go_to_colleagues_of_the_organisation_only(
    programme: Programme, organisation_a: Organisation, amina: User, bilal: User, chen: User, dara: User
) -> None:
    make_case(amina, Status.DRAFT)
    for stranger in (amina, bilal, chen):
        with pytest.raises(PermissionDenied, match="no_colleague"):
            member_leave(amina, programme, estate=Estate(organisation_a, stranger), by=dara)
    assert fresh(amina).is_active


def test_nothing_is_handed_over_where_the_person_stays(
    programme: Programme, organisation_a: Organisation, amina: User, colleague: User, dara: User, aida: User
) -> None:
    give_role(amina, Role.ADMINISTRATOR, programme)
    member_leave(aida, programme, estate=None, by=dara)
    case = make_case(fresh(amina), Status.DRAFT)
    with pytest.raises(LastOfRole):
        member_leave(amina, programme, estate=Estate(organisation_a, colleague), by=dara)
    assert seen_by(amina) == {case.pk}
    assert not AuditEvent.objects.filter(action="case.handed_over").exists()


def test_an_administrator_alone_gives_nobody_a_colleagues_cases(
    programme: Programme, organisation_a: Organisation, amina: User, colleague: User, aida: User, dara: User
) -> None:
    """The way round two people: invite a documenter, end a colleague's work, and read the cases as their author."""
    case = make_case(amina, Status.DRAFT)
    estate = Estate(organisation_a, colleague)
    for attempt in (member_leave, member_change):
        role = {"role": Role.DONOR, "organisation": None, "looks_after": ()} if attempt is member_change else {}
        with pytest.raises(PermissionDenied, match="takes_two_people"):
            attempt(amina, programme, **role, estate=estate, by=aida)
    with pytest.raises(PermissionDenied, match="takes_two_people"):
        member_hand_over(amina, estate, by=aida)
    assert not may_hand_over(programme, by=aida)
    assert seen_by(colleague) == set()
    member_leave(amina, programme, estate=None, by=aida)
    member_hand_over(amina, estate, by=dara)
    assert seen_by(colleague) == {case.pk}


def test_before_the_first_coordinator_administrators_hand_over(programme: Programme, aida: User) -> None:
    assert may_hand_over(programme, by=aida)


@pytest.mark.parametrize("name", ["amina", "bilal", "chen", "emil"])
def test_only_managers(
    request: pytest.FixtureRequest, programme: Programme, organisation_a: Organisation, colleague: User, name: str
) -> None:
    by = request.getfixturevalue(name)
    with pytest.raises(PermissionDenied):
        member_leave(colleague, programme, estate=None, by=by)
    assert fresh(colleague).is_active
