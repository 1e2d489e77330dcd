"""What a person could do with a case now, and what bars them."""

import pytest

from documenters.models import MentorAssignment, User
from documenters.permissions import Permission, Role
from react_cases.actions.steps import duties_of, permissions_on, possible_steps
from react_cases.models import Case
from react_cases.workflow import Duty, Status
from tests.factories.cases import make_case
from tests.factories.people import give_role


def names(case: Case, user: User) -> list[tuple[str, str]]:
    return [(step.transition.name, step.barrier) for step in possible_steps(case, user)]


@pytest.mark.parametrize(
    ("status", "name", "expected"),
    [
        (Status.DRAFT, "amina", ["submit", "discard"]),
        (Status.SUBMITTED, "amina", []),
        (Status.RETURNED, "amina", ["submit"]),
        (Status.SUBMITTED, "bilal", ["return", "validate", "reject"]),
        (Status.VALIDATED, "bilal", []),
        (Status.VALIDATED, "dara", ["approve", "return", "reject", "erase"]),
        (Status.APPROVED, "dara", ["reopen", "erase"]),
        (Status.ERASED, "dara", []),
        (Status.SUBMITTED, "chen", []),
        (Status.APPROVED, "emil", []),
        (Status.APPROVED, "aida", []),
    ],
)
def test_possible_steps(
    request: pytest.FixtureRequest, amina: User, status: Status, name: str, expected: list[str]
) -> None:
    assert names(make_case(amina, status), request.getfixturevalue(name)) == [(step, "") for step in expected]


def test_barrier_names_the_duty_held(amina: User, bilal: User) -> None:
    give_role(amina, Role.MENTOR, amina.memberships.get().programme)
    case = make_case(amina, Status.SUBMITTED)
    MentorAssignment.objects.create(mentor=amina, organisation=case.organisation)
    author = User.objects.get(pk=amina.pk)
    assert names(case, author) == [("return", "author"), ("validate", "author"), ("reject", "author")]
    assert names(case, bilal) == [("return", ""), ("validate", ""), ("reject", "")]


def test_duties_are_read_from_the_path(amina: User, bilal: User, dara: User) -> None:
    assert duties_of(make_case(amina)) == {
        Duty.AUTHOR: {amina.pk},
        Duty.REVIEWER: {bilal.pk},
        Duty.APPROVER: {dara.pk},
    }
    assert duties_of(make_case(amina, Status.DRAFT)) == {Duty.REVIEWER: frozenset(), Duty.APPROVER: frozenset()}


def test_permissions_are_those_at_this_case(amina: User, bilal: User, chen: User, emil: User) -> None:
    case = make_case(amina)
    assert Permission.CASE_EDIT in permissions_on(case, amina)
    assert Permission.CASE_VALIDATE in permissions_on(case, bilal)
    assert Permission.CASE_EDIT not in permissions_on(case, bilal)
    assert permissions_on(case, chen) == frozenset()
    assert permissions_on(case, emil) == {Permission.FIGURES_PUBLISHED}
