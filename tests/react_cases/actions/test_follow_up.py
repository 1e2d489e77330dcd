"""The day to look at a case again, help taken back on the same day, one press for one response."""

import datetime
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from documenters.models import AuditEvent, MentorAssignment, User
from react_cases.actions.follow_up import case_print, follow_up_set, response_remove
from react_cases.actions.locking import CaseChanged, NotAllowed
from react_cases.actions.responses import (
    OutcomeData,
    ResponseData,
    case_close,
    readiness_add,
    response_add,
    response_status_set,
)
from react_cases.models import Case, Response, SealedText
from react_cases.workflow import ReadinessValue, ResponseStatus, Status
from tests.factories.cases import erase_case, make_case, term

PAGE = uuid.UUID("6a1d6b0c-6a0e-4a83-9d3f-2f2f4c1f9a55")


@pytest.fixture
def case(amina: User) -> Case:
    return make_case(amina, Status.SUBMITTED)


def today(days: int = 0) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=days)


def advice(note: str = "") -> ResponseData:
    return ResponseData(term("response_types", "LEG1.CONS"), today(), note=note)


def due(user: User, days: int = 0) -> list[tuple[str, bool]]:
    user = User.objects.get(pk=user.pk)
    found = Case.objects.due_for(user, today(days))
    return [(case.code, case.is_late) for case in found]  # type: ignore[attr-defined]


def test_a_case_comes_back_on_its_day_and_is_late_after_it(case: Case, amina: User, bilal: User, dara: User) -> None:
    follow_up_set(case, today(1), by=bilal)
    assert due(amina) == []
    assert due(amina, 1) == [(case.code, False)]
    assert due(amina, 2) == [(case.code, True)]
    assert due(bilal, 2) == due(dara, 2) == []
    event = AuditEvent.objects.get(action="follow_up.set")
    assert (event.actor, event.fields) == (bilal, ["follow_up_on"])


def test_what_nobody_is_responsible_for_comes_to_the_mentor(case: Case, amina: User, bilal: User) -> None:
    follow_up_set(case, today(), by=amina)
    amina.memberships.update(ended_at=timezone.now())
    assert due(bilal) == [(case.code, False)]
    MentorAssignment.objects.filter(mentor=bilal).update(ended_at=timezone.now())
    assert due(bilal) == due(amina) == []


def test_the_day_is_never_over_and_setting_it_twice_is_once(case: Case, amina: User, chen: User) -> None:
    with pytest.raises(NotAllowed, match="day_is_over"):
        follow_up_set(case, today(-1), by=amina)
    with pytest.raises(PermissionDenied):
        follow_up_set(case, today(1), by=chen)
    for _ in range(2):
        follow_up_set(case, today(), by=amina)
    assert AuditEvent.objects.filter(action="follow_up.set").count() == 1
    assert follow_up_set(case, None, by=amina).follow_up_on is None


def test_closed_and_erased_cases_lose_their_day(case: Case, amina: User, dara: User) -> None:
    case = follow_up_set(case, today(3), by=amina)
    closed = case_close(case, OutcomeData(term("outcomes", "FULL"), today()), by=amina, version=case.version)
    assert closed.follow_up_on is None
    with pytest.raises(NotAllowed, match="case_is_closed"):
        follow_up_set(closed, today(3), by=amina)
    again = response_status_set(closed, ResponseStatus.REOPENED, by=amina, version=closed.version)
    again = follow_up_set(again, today(), by=amina)
    Case.objects.filter(pk=again.pk).update(status=Status.REJECTED)
    assert due(amina) == []
    Case.objects.filter(pk=again.pk).update(status=Status.SUBMITTED)
    assert erase_case(again, by=dara, version=again.version).follow_up_on is None


def test_one_press_is_one_response(case: Case, amina: User) -> None:
    first = response_add(case, advice(note="Called."), by=amina, sent_as=PAGE)
    assert response_add(case, advice(), by=amina, sent_as=PAGE) == first
    other = ResponseData(term("response_types", "PSY.PSY"), today())
    response_add(case, other, by=amina, sent_as=PAGE)
    for _ in range(2):
        response_add(case, advice(), by=amina)
    assert sorted(row.type.code for row in case.responses.all()) == ["LEG1.CONS"] * 3 + ["PSY.PSY"]
    assert AuditEvent.objects.filter(action="response.added").count() == 4


def test_the_same_readiness_and_the_same_outcome_are_recorded_once(case: Case, amina: User) -> None:
    for _ in range(2):
        readiness_add(case, ReadinessValue.READY, [], stated_on=today(), by=amina)
    assert case.readiness_history.filter(value="READY").count() == 1
    version = Case.objects.get(pk=case.pk).version
    effects = tuple(term("effects", code) for code in ("APOL", "COMP"))
    for some in (effects, effects[::-1]):
        case_close(case, OutcomeData(term("outcomes", "PART"), today(), some), by=amina, version=version)
    assert AuditEvent.objects.filter(action="case.closed").count() == 1
    with pytest.raises(CaseChanged):
        case_close(case, OutcomeData(term("outcomes", "FULL"), today()), by=amina, version=version)


def test_help_is_taken_back_by_whoever_recorded_it_on_that_day(case: Case, amina: User, bilal: User) -> None:
    row = response_add(case, advice(note="The wrong client."), by=amina)
    for by, recorded in ((bilal, 0), (amina, -1)):
        Response.objects.filter(pk=row.pk).update(recorded_at=timezone.now() + datetime.timedelta(days=recorded))
        with pytest.raises(NotAllowed, match="response_not_removable"):
            response_remove(case, row.pk, by=by)
    Response.objects.filter(pk=row.pk).update(recorded_at=timezone.now())
    with pytest.raises(NotAllowed, match="response_not_removable"):
        response_remove(make_case(amina, Status.SUBMITTED), row.pk, by=amina)
    response_remove(case, row.pk, by=amina)
    assert not case.responses.exists()
    assert not SealedText.objects.filter(case=case, part="response").exists()
    event = AuditEvent.objects.get(action="response.removed")
    assert (event.actor, event.fields) == (amina, ["type"])


def test_a_summary_is_for_those_who_may_read_the_case(case: Case, amina: User, chen: User) -> None:
    case_print(case, by=amina)
    assert AuditEvent.objects.filter(action="case.printed", actor=amina).count() == 1
    with pytest.raises(PermissionDenied):
        case_print(case, by=chen)
    with pytest.raises(NotAllowed):
        case_print(make_case(amina, Status.DRAFT), by=amina)
