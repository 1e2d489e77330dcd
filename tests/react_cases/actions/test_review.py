"""Every transition by every role and relation; four eyes; what each step must bring along."""

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from documenters.models import AuditEvent, MentorAssignment, User
from documenters.permissions import Role
from react_cases.actions.erasure import case_discard
from react_cases.actions.locking import CaseChanged, NotAllowed
from react_cases.actions.review import (
    CommentData,
    case_approve,
    case_reject,
    case_reopen,
    case_return,
    case_validate,
    comment_add,
)
from react_cases.actions.sealing import OpenReason, comment_text, open_sealed
from react_cases.models import Case, CaseTransition
from react_cases.models.choices import CommentField
from react_cases.workflow import Qualification, Status
from tests.factories.cases import erase_case, make_case, submit, term
from tests.factories.people import ProgrammeFactory, give_role, make_coordinator, make_mentor

SAID = [CommentData(CommentField.EVENT, "Which day was it?")]

Step = Callable[[Case, User], Case]

STEPS: dict[str, Step] = {
    "submit": lambda case, by: submit(case, by),
    "return": lambda case, by: case_return(case, SAID, by=by, version=case.version),
    "validate": lambda case, by: case_validate(case, Qualification.ADVICE, by=by, version=case.version),
    "approve": lambda case, by: case_approve(case, Qualification.VIOLATION, ["CAT 16"], by=by, version=case.version),
    "reject": lambda case, by: case_reject(case, term("reject_reasons", "OTHER"), "", by=by, version=case.version),
    "reopen": lambda case, by: case_reopen(case, SAID, by=by, version=case.version),
    "discard": lambda case, by: case_discard(case, by=by, version=case.version),
    "erase": lambda case, by: erase_case(case, by=by, version=case.version),
}

PEOPLE = ["amina", "bilal", "zarina", "dara", "nurlan", "chen", "emil", "aida"]
MENTORS, COORDINATORS = {"bilal", "zarina"}, {"dara", "nurlan"}

# Who gets through, from which status; the case was recorded by Amina, checked by Bilal, approved by Dara.
# Bilal has reviewed and Dara approved, so where a step gives the other duty they are refused, as is everybody else.
ALLOWED: dict[tuple[str, Status], set[str]] = {
    ("submit", Status.DRAFT): {"amina"},
    ("submit", Status.RETURNED): {"amina"},
    ("return", Status.SUBMITTED): MENTORS,
    ("validate", Status.SUBMITTED): MENTORS,
    ("approve", Status.VALIDATED): COORDINATORS,
    ("return", Status.VALIDATED): COORDINATORS,
    ("reject", Status.SUBMITTED): MENTORS | COORDINATORS,
    ("reject", Status.RETURNED): COORDINATORS,
    ("reject", Status.VALIDATED): COORDINATORS,
    ("reopen", Status.APPROVED): COORDINATORS,
    ("reopen", Status.REJECTED): COORDINATORS,
    ("discard", Status.DRAFT): {"amina"},
    **{
        ("erase", status): COORDINATORS
        for status in (Status.SUBMITTED, Status.RETURNED, Status.VALIDATED, Status.APPROVED, Status.REJECTED)
    },
}

TARGETS = {
    "submit": Status.SUBMITTED,
    "return": Status.RETURNED,
    "validate": Status.VALIDATED,
    "approve": Status.APPROVED,
    "reject": Status.REJECTED,
    "reopen": Status.RETURNED,
    "discard": Status.ERASED,
    "erase": Status.ERASED,
}


@pytest.fixture
def everybody(request: pytest.FixtureRequest) -> dict[str, User]:
    return {name: request.getfixturevalue(name) for name in PEOPLE}


@pytest.mark.parametrize("status", list(Status))
@pytest.mark.parametrize("name", sorted(STEPS))
def test_each_step_from_each_status_by_each_person(everybody: dict[str, User], name: str, status: Status) -> None:
    case = make_case(everybody["amina"], status, mentor=everybody["bilal"], coordinator=everybody["dara"])
    rows, logged = CaseTransition.objects.count(), AuditEvent.objects.count()
    allowed = ALLOWED.get((name, status), set())
    for by in (user for who, user in everybody.items() if who not in allowed):
        with pytest.raises((PermissionDenied, NotAllowed)):
            STEPS[name](case, by)
    case.refresh_from_db()
    assert case.status == status
    assert (CaseTransition.objects.count(), AuditEvent.objects.count()) == (rows, logged)
    for by in (everybody[who] for who in sorted(allowed)):
        with transaction.atomic():
            done = STEPS[name](case, by)
            assert done.status == TARGETS[name]
            step = done.transitions.filter(axis="documentation").latest("pk")
            assert (step.source, step.target, step.by, step.name) == (status, TARGETS[name], by, name)
            transaction.set_rollback(True)


@pytest.mark.parametrize("name", ["return", "validate", "reject"])
def test_mentor_of_another_organisation_is_refused(amina: User, organisation_b: object, name: str) -> None:
    with pytest.raises(PermissionDenied):
        STEPS[name](make_case(amina, Status.SUBMITTED), make_mentor(organisation_b))


@pytest.mark.parametrize("name", ["approve", "return", "reject", "erase"])
def test_coordinator_of_another_programme_is_refused(amina: User, name: str) -> None:
    with pytest.raises(PermissionDenied):
        STEPS[name](make_case(amina, Status.VALIDATED), make_coordinator(ProgrammeFactory()))


def with_all_roles(user: User, case: Case) -> User:
    """The same person with every role that has a duty."""
    held = set(user.memberships.values_list("role", flat=True))
    for role in {Role.DOCUMENTER, Role.MENTOR, Role.COORDINATOR} - held:
        give_role(user, role, case.programme, case.organisation if role == Role.DOCUMENTER else None)
    MentorAssignment.objects.get_or_create(mentor=user, organisation=case.organisation, ended_at=None)
    return User.objects.get(pk=user.pk)


@pytest.mark.parametrize(
    ("name", "status"), [key for key in sorted(ALLOWED) if key[0] in ("return", "validate", "approve", "reject")]
)
def test_author_reviews_and_approves_nothing_of_their_own(amina: User, name: str, status: Status) -> None:
    case = make_case(amina, status)
    with pytest.raises(NotAllowed, match="duty_author"):
        STEPS[name](case, with_all_roles(amina, case))


def test_mentor_who_checked_does_not_approve(amina: User, bilal: User) -> None:
    case = make_case(amina, Status.VALIDATED, mentor=bilal)
    with pytest.raises(NotAllowed, match="duty_reviewer"):
        STEPS["approve"](case, with_all_roles(bilal, case))


def test_mentor_who_returned_it_long_ago_does_not_approve(amina: User, bilal: User, zarina: User) -> None:
    case = submit(make_case(amina, Status.RETURNED, mentor=bilal), amina)
    case = STEPS["validate"](case, zarina)
    with pytest.raises(NotAllowed, match="duty_reviewer"):
        STEPS["approve"](case, with_all_roles(bilal, case))


def test_coordinator_who_approved_does_not_check_it_later(amina: User, dara: User) -> None:
    case = STEPS["reopen"](make_case(amina, coordinator=dara), dara)
    case = submit(case, amina)
    with pytest.raises(NotAllowed, match="duty_approver"):
        STEPS["validate"](case, with_all_roles(dara, case))


def test_whole_way_with_a_correction(amina: User, bilal: User, dara: User) -> None:
    case = submit(make_case(amina, Status.RETURNED), amina)
    case = STEPS["validate"](case, bilal)
    assert case.qualification == Qualification.ADVICE
    case = STEPS["approve"](case, dara)
    assert (case.qualification, case.articles) == (Qualification.VIOLATION, ["CAT 16"])
    steps = case.transitions.values_list("name", "by__username", "duty")
    assert list(steps) == [
        ("submit", "amina", "author"),
        ("return", "bilal", "reviewer"),
        ("submit", "amina", "author"),
        ("validate", "bilal", "reviewer"),
        ("approve", "dara", "approver"),
    ]


@pytest.mark.parametrize("comments", [[], [CommentData(CommentField.CASE, "  \n ")]])
@pytest.mark.parametrize("action", [case_return, case_reopen])
def test_giving_back_needs_a_comment(amina: User, bilal: User, action: Callable, comments: list) -> None:
    case = make_case(amina, Status.SUBMITTED)
    with pytest.raises(NotAllowed, match="comment_missing"):
        action(case, comments, by=bilal, version=case.version)
    case.refresh_from_db()
    assert case.status == Status.SUBMITTED


def test_comments_of_a_return_are_tied_to_their_parts(amina: User, bilal: User) -> None:
    case = make_case(amina, Status.SUBMITTED)
    said = [*SAID, CommentData(CommentField.VIOLATORS, "Who was it?", term("return_reasons", "MISSING"))]
    case = case_return(case, said, by=bilal, version=case.version)
    first, second = case.comments.all()
    assert (first.field, first.reason, first.author) == ("event", None, bilal)
    assert (second.field, second.reason.code) == ("violators", "MISSING")
    opened = open_sealed(case, map(comment_text, (first, second)), by=amina, reason=OpenReason.READ)
    assert list(opened.values()) == ["Which day was it?", "Who was it?"]


def test_approval_needs_a_qualification(amina: User, dara: User) -> None:
    case = make_case(amina, Status.VALIDATED)
    with pytest.raises(NotAllowed, match="qualification_pending"):
        case_approve(case, Qualification.PENDING, [], by=dara, version=case.version)
    case.refresh_from_db()
    assert case.status == Status.VALIDATED


def test_articles_are_kept_once_and_in_order(amina: User, dara: User) -> None:
    case = make_case(amina, Status.VALIDATED)
    case = case_approve(case, Qualification.VIOLATION, ["ICCPR 9", "CAT 16", "ICCPR 9"], by=dara, version=case.version)
    case.refresh_from_db()
    assert case.articles == ["CAT 16", "ICCPR 9"]


def test_rejection_keeps_its_reason_and_says_more_if_asked(amina: User, bilal: User) -> None:
    case = make_case(amina, Status.SUBMITTED)
    case = case_reject(case, term("reject_reasons", "DUPLICATE"), "See the other one.", by=bilal, version=case.version)
    step = case.transitions.latest("pk")
    assert step.reason.code == "DUPLICATE"
    assert AuditEvent.objects.get(action="case.reject").reason == "DUPLICATE"
    comment = case.comments.get()
    assert open_sealed(case, [comment_text(comment)], by=amina, reason=OpenReason.READ) == {
        comment_text(comment): "See the other one."
    }


@pytest.mark.parametrize("name", ["return", "validate", "reject", "erase"])
def test_who_has_not_seen_the_last_change_is_stopped(amina: User, bilal: User, dara: User, name: str) -> None:
    case = make_case(amina, Status.SUBMITTED)
    Case.objects.filter(pk=case.pk).update(version=case.version + 1)
    with pytest.raises(CaseChanged):
        STEPS[name](case, dara if name == "erase" else bilal)
    case.refresh_from_db()
    assert case.status == Status.SUBMITTED
    assert not case.comments.exists()


def test_suspended_mentor_does_nothing(amina: User, bilal: User) -> None:
    case = make_case(amina, Status.SUBMITTED)
    User.objects.filter(pk=bilal.pk).update(is_active=False)
    with pytest.raises(PermissionDenied):
        STEPS["validate"](case, User.objects.get(pk=bilal.pk))


@pytest.mark.parametrize("name", ["amina", "bilal", "dara"])
def test_people_of_a_case_comment_without_moving_it(request: pytest.FixtureRequest, amina: User, name: str) -> None:
    case, by = make_case(amina), request.getfixturevalue(name)
    comment = comment_add(case, SAID[0], by=by)
    assert (comment.author, comment.field) == (by, "event")
    event = AuditEvent.objects.latest("pk")
    assert (event.action, event.actor, event.fields) == ("comment.added", by, ["event"])
    case.refresh_from_db()
    assert case.status == Status.APPROVED


@pytest.mark.parametrize("name", ["chen", "emil", "aida"])
def test_strangers_do_not_comment(request: pytest.FixtureRequest, amina: User, name: str) -> None:
    case = make_case(amina)
    with pytest.raises(PermissionDenied):
        comment_add(case, SAID[0], by=request.getfixturevalue(name))
    assert not case.comments.exists()


def test_reviewers_do_not_comment_on_what_was_not_sent(amina: User, bilal: User, dara: User) -> None:
    case = make_case(amina, Status.DRAFT)
    for by in (bilal, dara):
        with pytest.raises(PermissionDenied):
            comment_add(case, SAID[0], by=by)


def test_nothing_is_said_about_an_erased_case(amina: User, dara: User) -> None:
    case = make_case(amina, Status.ERASED, groups=("SW",))
    for by in (amina, dara):
        with pytest.raises(NotAllowed, match="erased"):
            comment_add(case, SAID[0], by=by)
    assert not case.sealed_texts.exists()


def test_steps_are_dated(amina: User, bilal: User) -> None:
    before = timezone.now()
    case = STEPS["validate"](make_case(amina, Status.SUBMITTED), bilal)
    assert before < case.status_at <= timezone.now()
    assert case.transitions.latest("pk").at == case.status_at
