"""The answers of a case at its return: sealed, shown to those who may, gone when nobody needs them."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from documenters.models import User
from react_cases.actions.review import CommentData, case_approve, case_return, case_validate
from react_cases.actions.sealing import step_answers
from react_cases.actions.snapshots import last_return, returned_answers
from react_cases.actions.undo import step_undo, undo_offer
from react_cases.models import Case, SealedText
from react_cases.models.choices import CommentField
from react_cases.workflow import Qualification, Status
from tests.factories.cases import NARRATIVE, coordinator_of, erase_case, make_case, submit

pytestmark = pytest.mark.django_db

SAID = [CommentData(CommentField.EVENT, "Which day was it?")]


def kept() -> list[int]:
    return list(SealedText.objects.filter(part="step").order_by("part_id").values_list("part_id", flat=True))


def test_the_answers_of_that_moment_are_kept_sealed(amina: User, bilal: User) -> None:
    case = make_case(amina, Status.RETURNED)
    row = SealedText.objects.get(part="step")
    assert row.part_id == case.transitions.get(name="return").pk
    assert b"plain clothes" not in bytes(row.ciphertext)
    answers = returned_answers(case, by=amina)
    assert answers["narrative"] == [NARRATIVE]
    assert answers["violations"] == ["LIB.ARREST"]
    assert answers["violators"] == ["LE.CRIM"]
    submit(case, amina)
    assert returned_answers(Case.objects.get(pk=case.pk), by=amina) is None


def test_a_broken_one_does_not_keep_the_author_from_correcting(amina: User, bilal: User) -> None:
    case = make_case(amina, Status.RETURNED)
    assert returned_answers(case, by=amina)
    SealedText.objects.filter(case=case, part="step").update(ciphertext=b"changed")
    assert returned_answers(case, by=amina) is None


def test_an_undone_return_takes_its_own_snapshot_along_and_no_other(amina: User, bilal: User) -> None:
    case = submit(make_case(amina, Status.RETURNED), amina)
    first = kept()
    after = case_return(case, SAID, by=bilal, version=case.version)
    assert len(kept()) == 2
    step_undo(after, undo_offer(case, after, by=bilal), by=bilal)
    assert kept() == first
    returned = last_return(list(case.transitions.all()))
    assert returned is not None
    assert [returned.pk] == first
    assert step_answers(returned).part == "step"


def test_a_decided_case_loses_its_snapshot_with_the_next_decision(amina: User, bilal: User, dara: User) -> None:
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        case = submit(make_case(amina, Status.RETURNED, mentor=bilal), amina)
        case = case_validate(case, Qualification.VIOLATION, by=bilal, version=case.version)
        approved = case_approve(case, Qualification.VIOLATION, ["CAT 16"], by=dara, version=case.version)
        undone = step_undo(approved, undo_offer(case, approved, by=dara), by=dara).case
        assert len(kept()) == 1, "what is taken back has to find its snapshot"
        case_approve(undone, Qualification.VIOLATION, ["CAT 16"], by=dara, version=undone.version)
        waiting = make_case(amina, Status.RETURNED)
        clock.shift(datetime.timedelta(seconds=21))
        make_case(amina, Status.REJECTED)
    assert kept() == [waiting.transitions.get(name="return").pk]


def test_erasing_takes_it_at_once(amina: User) -> None:
    case = make_case(amina, Status.RETURNED)
    erase_case(case, by=coordinator_of(case.organisation), version=case.version)
    assert kept() == []
