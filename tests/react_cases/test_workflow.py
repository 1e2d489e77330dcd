"""The life of a case as domain.md section 7 tells it, and four eyes under random histories."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documenters.permissions import ROLE_PERMISSIONS, Permission, Role
from react_cases.workflow import (
    EDITABLE,
    NOT_PURSUING,
    OPEN_TO_FOLLOW_UP,
    RESPONSE_STEPS,
    TRANSITIONS,
    UNDO,
    Duty,
    Need,
    ReadinessValue,
    ResponseStatus,
    Status,
    Transition,
    duty_conflict,
    find_transition,
    readiness_after,
    response_step_allowed,
    standing,
    transitions_from,
    undo_of,
)

ANY = ["SUBMITTED", "RETURNED", "VALIDATED"]

# Written out from the table of domain.md section 7: name, from, to, who.
TABLE = {
    ("submit", "DRAFT", "SUBMITTED", Role.DOCUMENTER),
    ("submit", "RETURNED", "SUBMITTED", Role.DOCUMENTER),
    ("return", "SUBMITTED", "RETURNED", Role.MENTOR),
    ("validate", "SUBMITTED", "VALIDATED", Role.MENTOR),
    ("approve", "VALIDATED", "APPROVED", Role.COORDINATOR),
    ("return", "VALIDATED", "RETURNED", Role.COORDINATOR),
    ("reject", "SUBMITTED", "REJECTED", Role.MENTOR),
    *(("reject", source, "REJECTED", Role.COORDINATOR) for source in ANY),
    ("reopen", "APPROVED", "RETURNED", Role.COORDINATOR),
    ("reopen", "REJECTED", "RETURNED", Role.COORDINATOR),
    ("discard", "DRAFT", "ERASED", Role.DOCUMENTER),
    *(("practice_discard", source, "ERASED", Role.DOCUMENTER) for source in (*ANY, "REJECTED")),
    *(("erase", source, "ERASED", Role.COORDINATOR) for source in (*ANY, "APPROVED", "REJECTED")),
}

NEEDS = {
    "submit": {Need.COMPLETE},
    "return": {Need.COMMENT},
    "validate": {Need.QUALIFICATION},
    "approve": {Need.FINAL_QUALIFICATION, Need.ARTICLES},
    "reject": {Need.REASON},
    "reopen": {Need.COMMENT},
    "discard": set(),
    "practice_discard": set(),
    "erase": {Need.REASON},
}

DUTY_OF = {Role.DOCUMENTER: Duty.AUTHOR, Role.MENTOR: Duty.REVIEWER, Role.COORDINATOR: Duty.APPROVER}


def role_of(permission: Permission) -> Role:
    (role,) = [role for role, held in ROLE_PERMISSIONS.items() if permission in held]
    return role


def test_table_is_the_one_agreed() -> None:
    rows = [(row.name, row.source.value, row.target.value, role_of(row.permission)) for row in TRANSITIONS]
    assert len(rows) == len(set(rows))
    assert set(rows) == TABLE


@pytest.mark.parametrize("row", TRANSITIONS, ids=lambda row: f"{row.name}-{row.source}-{row.permission}")
def test_each_row_needs_what_was_agreed_and_gives_the_duty_of_the_role(row: object) -> None:
    assert row.needs == NEEDS[row.name]
    assert row.author_only == (row.name in ("submit", "discard", "practice_discard"))
    assert row.practice_only == (row.name == "practice_discard")
    if row.target != Status.ERASED:
        assert row.duty == DUTY_OF[role_of(row.permission)]


def test_nothing_leaves_erased_and_everything_leads_there() -> None:
    assert transitions_from(Status.ERASED) == ()
    for status in set(Status) - {Status.ERASED}:
        assert any(row.target == Status.ERASED for row in transitions_from(status))


def test_author_edits_only_what_the_author_holds() -> None:
    assert {Status.DRAFT, Status.RETURNED} == EDITABLE
    assert all(row.source in EDITABLE for row in TRANSITIONS if row.name == "submit")


def test_review_never_blocks_help() -> None:
    assert {Status.SUBMITTED, Status.RETURNED, Status.VALIDATED, Status.APPROVED} == OPEN_TO_FOLLOW_UP


def test_find_transition_asks_for_the_permission() -> None:
    mentor = ROLE_PERMISSIONS[Role.MENTOR]
    coordinator = ROLE_PERMISSIONS[Role.COORDINATOR]
    assert find_transition("approve", Status.VALIDATED, mentor) is None
    assert find_transition("approve", Status.SUBMITTED, coordinator) is None
    found = find_transition("approve", Status.VALIDATED, coordinator)
    assert found is not None
    assert found.target == Status.APPROVED


people = st.integers(1, 4)


@given(author=people, steps=st.integers(1, 15), data=st.data())
def test_nobody_ever_holds_two_duties_in_one_case(author: int, steps: int, data: st.DataObject) -> None:
    """Random people, each with every role, try random steps that the status has; who is let through holds one duty."""
    status = Status.DRAFT
    path: list[tuple[Transition, int]] = []
    for _ in range(steps):
        held: dict[Duty, set[int]] = {Duty.REVIEWER: set(), Duty.APPROVER: set()}
        stands = standing([row.name for row, _actor in path])
        for (row, actor), stood in zip(path, stands, strict=True):
            if stood and row.duty in held:
                held[row.duty].add(actor)
        last = path[-1] if path else None
        back = undo_of(last[0].name, last[0].source, last[0].target, Permission) if last else None
        if last and back and data.draw(st.booleans()):
            assert back.duty is None
            status = back.target
            path.append((back, last[1]))
            continue
        rows = [row for row in transitions_from(status) if row.target != Status.ERASED]
        row, actor = data.draw(st.sampled_from(rows)), data.draw(people)
        duties = {duty: frozenset(who) for duty, who in held.items()}
        barred = (row.author_only and actor != author) or duty_conflict(row, actor, author, duties) is not None
        if barred:
            continue
        status = row.target
        path.append((row, actor))
        if row.duty in held:
            held[row.duty].add(actor)
        assert author not in held[Duty.REVIEWER] | held[Duty.APPROVER]
        assert not held[Duty.REVIEWER] & held[Duty.APPROVER]
        if status == Status.APPROVED:
            assert held[Duty.REVIEWER]
            assert held[Duty.APPROVER]


def test_what_is_taken_back_stands_no_more_and_nothing_else() -> None:
    names = ["submit", "validate", UNDO, "return", "submit", "validate", "approve", UNDO]
    assert standing(names) == [True, False, False, True, True, True, False, False]
    assert standing([]) == []


def test_only_decisions_have_a_way_back_and_nobody_has_it_as_a_step() -> None:
    undoable = {row.name for row in TRANSITIONS if undo_of(row.name, row.source, row.target, Permission)}
    assert undoable == {"return", "validate", "approve", "reject"}
    assert all(row.name != UNDO for row in TRANSITIONS)
    mentor = ROLE_PERMISSIONS[Role.MENTOR]
    assert undo_of("approve", Status.VALIDATED, Status.APPROVED, mentor) is None
    back = undo_of("validate", Status.SUBMITTED, Status.VALIDATED, mentor)
    assert back is not None
    assert (back.source, back.target) == (Status.VALIDATED, Status.SUBMITTED)


@pytest.mark.parametrize("row", [row for row in TRANSITIONS if row.duty in (Duty.REVIEWER, Duty.APPROVER)])
def test_author_reviews_and_approves_nothing_of_their_own(row: object) -> None:
    assert duty_conflict(row, 1, 1, {}) == Duty.AUTHOR
    assert duty_conflict(row, 2, 1, {}) is None


def test_same_person_may_take_the_same_duty_again() -> None:
    row = find_transition("validate", Status.SUBMITTED, ROLE_PERMISSIONS[Role.MENTOR])
    assert duty_conflict(row, 2, 1, {Duty.REVIEWER: frozenset({2})}) is None
    assert duty_conflict(row, 2, 1, {Duty.APPROVER: frozenset({2})}) == Duty.APPROVER
    approve = find_transition("approve", Status.VALIDATED, ROLE_PERMISSIONS[Role.COORDINATOR])
    assert duty_conflict(approve, 2, 1, {Duty.REVIEWER: frozenset({2})}) == Duty.REVIEWER


def test_response_axis() -> None:
    assert set(RESPONSE_STEPS) == set(ResponseStatus)
    assert response_step_allowed(ResponseStatus.IN_PROGRESS, ResponseStatus.WAITING)
    assert response_step_allowed(ResponseStatus.WAITING, ResponseStatus.IN_PROGRESS)
    assert RESPONSE_STEPS[ResponseStatus.CLOSED] == {ResponseStatus.REOPENED}
    for source in set(ResponseStatus) - {ResponseStatus.CLOSED}:
        assert response_step_allowed(source, ResponseStatus.CLOSED)
    for status in ResponseStatus:
        assert not response_step_allowed(status, status)
        assert not response_step_allowed(status, ResponseStatus.NEW)


READY = {ReadinessValue.READY, ReadinessValue.READY_NGO, ReadinessValue.READY_INF}
values = st.lists(st.sampled_from(ReadinessValue), max_size=6)


@given(values, st.sampled_from(ReadinessValue))
def test_not_ready_after_ready_is_a_changed_mind_and_all_else_is_as_stated(
    before: list[ReadinessValue], stated: ReadinessValue
) -> None:
    after = readiness_after(before, stated)
    if stated == ReadinessValue.NOTREADY and READY & set(before):
        assert after == ReadinessValue.CHANGED
    else:
        assert after == stated
    assert (after in NOT_PURSUING) == (stated in NOT_PURSUING)
