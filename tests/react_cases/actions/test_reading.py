"""Unusual reading is noticed once for a person and a day, and nobody is stopped."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from documenters.models import AuditEvent, Programme, User
from react_cases.actions.review import CommentData, case_return
from react_cases.actions.sealing import NARRATIVE, OpenReason, open_sealed
from react_cases.models import Case
from react_cases.models.choices import CommentField
from react_cases.workflow import Status
from tests.factories.cases import make_case

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def low_limit(programme: Programme) -> None:
    programme.unusual_reading_cases = 6
    programme.save()


def read(cases: list[Case], by: User) -> None:
    for case in cases:
        assert open_sealed(case, [NARRATIVE], by=by, reason=OpenReason.READ)


def warnings(by: User) -> list[str]:
    rows = AuditEvent.objects.filter(action="reading.unusual", actor=by)
    return list(rows.order_by("pk").values_list("reason", flat=True))


def cases_of(amina: User, number: int, status: Status = Status.APPROVED) -> list[Case]:
    return [make_case(amina, status) for _ in range(number)]


def test_the_limit_of_the_programme_counts(amina: User, programme: Programme) -> None:
    cases = cases_of(amina, 8)
    read(cases[:5], amina)
    assert warnings(amina) == []
    read(cases[5:6], amina)
    assert warnings(amina) == ["cases:6"]
    row = AuditEvent.objects.get(action="reading.unusual")
    assert (row.programme, row.object_type, row.object_id, row.fields) == (programme, "documenters.user", amina.pk, [])
    read(cases, amina)
    assert warnings(amina) == ["cases:6"]


def test_one_case_many_times_is_nothing_unusual(amina: User, dara: User) -> None:
    case = make_case(amina)
    read([case] * 12, dara)
    assert warnings(dara) == []


def test_reviewers_outside_their_work_are_noticed_at_half(amina: User, bilal: User, dara: User) -> None:
    with time_machine.travel(timezone.now() - datetime.timedelta(days=2)):
        cases = cases_of(amina, 3)
    read(cases[:2], dara)
    assert warnings(dara) == []
    read(cases[2:], dara)
    assert warnings(dara) == ["outside:3"]
    read(cases, bilal)
    assert warnings(bilal) == ["outside:3"]


def test_what_waits_for_a_reviewer_is_their_work(amina: User, bilal: User) -> None:
    read(cases_of(amina, 5, Status.SUBMITTED), bilal)
    assert warnings(bilal) == []


def test_what_a_reviewer_moved_today_was_their_work(amina: User, bilal: User) -> None:
    cases = cases_of(amina, 4, Status.SUBMITTED)
    for case in cases:
        case_return(case, [CommentData(CommentField.EVENT, "Which day?")], version=case.version, by=bilal)
        read([case], bilal)
    assert warnings(bilal) == []


def test_a_new_day_counts_anew(amina: User) -> None:
    cases = cases_of(amina, 6)
    with time_machine.travel(timezone.now() - datetime.timedelta(days=1)):
        read(cases[:5], amina)
    read(cases[5:], amina)
    assert warnings(amina) == []
    read(cases, amina)
    assert warnings(amina) == ["cases:6"]
