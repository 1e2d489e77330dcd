"""A decision is taken back: at once, by whoever made it, and as if it had not been."""

import datetime

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from documenters.models import AuditEvent, User
from documenters.permissions import Role
from react_cases.actions import undo
from react_cases.actions.locking import NotAllowed
from react_cases.actions.review import CommentData, case_approve, case_reject, case_return, case_validate
from react_cases.actions.steps import duties_of
from react_cases.actions.undo import Undone, step_undo, undo_offer
from react_cases.models import Case, SealedText
from react_cases.models.choices import CommentField
from react_cases.workflow import Duty, Qualification, Status
from tests.factories.cases import make_case, submit, term
from tests.factories.people import give_role, make_mentor

pytestmark = pytest.mark.django_db

SAID = [
    CommentData(CommentField.EVENT, "Which day was it?", None),
    CommentData(CommentField.NARRATIVE, "Take the name out.", None),
]
KEPT = ("status", "status_at", "qualification", "articles", "submitted_at", "response_status", "readiness")


def state(case: Case) -> dict[str, object]:
    return {name: getattr(Case.objects.get(pk=case.pk), name) for name in KEPT}


def decide(name: str, case: Case, by: User) -> Case:
    if name == "return":
        return case_return(case, SAID, by=by, version=case.version)
    if name == "validate":
        return case_validate(case, Qualification.ADVICE, by=by, version=case.version)
    if name == "approve":
        return case_approve(case, Qualification.VIOLATION, ["CAT 16"], by=by, version=case.version)
    return case_reject(case, term("reject_reasons", "OTHER"), "Not ours.", by=by, version=case.version)


def take_back(before: Case, after: Case, by: User) -> Undone:
    return step_undo(after, undo_offer(before, after, by=by), by=by)


@pytest.mark.parametrize(
    ("name", "source", "who"),
    [
        ("return", Status.SUBMITTED, "bilal"),
        ("validate", Status.SUBMITTED, "bilal"),
        ("reject", Status.SUBMITTED, "bilal"),
        ("approve", Status.VALIDATED, "dara"),
        ("return", Status.VALIDATED, "dara"),
        ("reject", Status.RETURNED, "dara"),
    ],
)
def test_everything_is_as_before(
    amina: User, request: pytest.FixtureRequest, name: str, source: Status, who: str
) -> None:
    by = request.getfixturevalue(who)
    case = make_case(amina, source)
    before, duties, comments = state(case), duties_of(case), list(case.comments.values_list("pk", flat=True))
    sealed = SealedText.objects.filter(case=case).count()
    after = decide(name, case, by)
    assert state(case) != before
    undone = take_back(case, after, by)
    assert state(case) == before
    assert duties_of(case) == duties
    assert list(case.comments.values_list("pk", flat=True)) == comments
    assert SealedText.objects.filter(case=case).count() == sealed
    assert [(row.field, row.text) for row in undone.comments] == {
        "return": [("event", "Which day was it?"), ("narrative", "Take the name out.")],
        "reject": [("case", "Not ours.")],
    }.get(name, [])
    last = case.transitions.last()
    assert (last.name, last.source, last.target, last.duty, last.by) == ("undo", after.status, source, "", by)
    event = AuditEvent.objects.filter(action="case.undo").get()
    assert (event.object_id, event.actor, event.reason) == (case.pk, by, f"step:{name}")


def test_an_undone_step_bars_nobody(amina: User, bilal: User, dara: User) -> None:
    case = make_case(amina, Status.SUBMITTED)
    take_back(case, decide("validate", case, bilal), bilal)
    give_role(bilal, Role.COORDINATOR, case.programme)
    other = make_mentor(case.organisation)
    checked = case_validate(case, Qualification.VIOLATION, by=other, version=Case.objects.get(pk=case.pk).version)
    bilal = User.objects.get(pk=bilal.pk)
    approved = case_approve(checked, Qualification.VIOLATION, ["CAT 16"], by=bilal, version=checked.version)
    assert (duties_of(approved)[Duty.REVIEWER], duties_of(approved)[Duty.APPROVER]) == ({other.pk}, {bilal.pk})


def test_seconds_only(amina: User, bilal: User) -> None:
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        case = make_case(amina, Status.SUBMITTED)
        after = decide("validate", case, bilal)
        token = undo_offer(case, after, by=bilal)
        clock.shift(datetime.timedelta(seconds=21))
        with pytest.raises(NotAllowed, match="undo_late"):
            step_undo(after, token, by=bilal)
        clock.shift(-datetime.timedelta(seconds=2))
        assert step_undo(after, token, by=bilal).case.status == Status.SUBMITTED


def test_once_only_and_never_a_token_of_ones_own_making(amina: User, bilal: User) -> None:
    case = make_case(amina, Status.SUBMITTED)
    after = decide("validate", case, bilal)
    token = undo_offer(case, after, by=bilal)
    with pytest.raises(NotAllowed, match="undo_late"):
        step_undo(after, token[:-2], by=bilal)
    step_undo(after, token, by=bilal)
    with pytest.raises(NotAllowed, match="undo_moved_on"):
        step_undo(after, token, by=bilal)
    again = Case.objects.get(pk=case.pk)
    decide("validate", again, bilal)
    with pytest.raises(NotAllowed, match="undo_moved_on"):
        step_undo(after, token, by=bilal)


def test_a_token_is_no_good_for_another_case(amina: User, bilal: User) -> None:
    case, other = make_case(amina, Status.SUBMITTED), make_case(amina, Status.SUBMITTED)
    token = undo_offer(case, decide("validate", case, bilal), by=bilal)
    decide("validate", other, bilal)
    with pytest.raises(NotAllowed, match="undo_moved_on"):
        step_undo(other, token, by=bilal)


def test_only_whoever_decided(amina: User, bilal: User) -> None:
    case = make_case(amina, Status.SUBMITTED)
    other = make_mentor(case.organisation)
    after = decide("validate", case, bilal)
    token = undo_offer(case, after, by=bilal)
    assert undo_offer(case, after, by=other) == ""
    with pytest.raises(PermissionDenied):
        step_undo(after, token, by=other)
    bilal.mentor_assignments.update(ended_at=timezone.now())
    with pytest.raises(PermissionDenied):
        step_undo(after, token, by=User.objects.get(pk=bilal.pk))
    assert Case.objects.get(pk=case.pk).status == Status.VALIDATED


def test_not_after_anything_else_has_happened(amina: User, bilal: User) -> None:
    case = make_case(amina, Status.SUBMITTED)
    after = decide("return", case, bilal)
    token = undo_offer(case, after, by=bilal)
    submit(after, amina)
    with pytest.raises(NotAllowed, match="undo_moved_on"):
        step_undo(after, token, by=bilal)


def test_not_what_a_release_has_counted(amina: User, dara: User, monkeypatch: pytest.MonkeyPatch) -> None:
    assert undo._holders, "reports registers its question"
    case = make_case(amina, Status.VALIDATED)
    after = decide("approve", case, dara)
    token = undo_offer(case, after, by=dara)
    assert not any(holder(after) for holder in undo._holders)
    monkeypatch.setattr(undo, "_holders", [lambda approved: approved.pk == case.pk])
    with pytest.raises(NotAllowed, match="undo_in_release"):
        step_undo(after, token, by=dara)
    assert Case.objects.get(pk=case.pk).status == Status.APPROVED


def test_reopening_and_erasing_are_not_taken_back(amina: User) -> None:
    case = make_case(amina, Status.ERASED)
    by = case.transitions.last().by
    assert undo_offer(case, case, by=by) == ""
