"""Each check finds the case that it is about, and leaves the sound one alone."""

import datetime
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from documenters.models import Programme, User
from react_cases.actions.cases import ViolationData, ViolatorData
from react_cases.actions.responses import ResponseData, response_add
from react_cases.actions.review import CommentData, case_return
from react_cases.actions.same_clients import client_apart, client_same, client_undo
from react_cases.actions.undo import step_undo, undo_offer
from react_cases.models import Case, Readiness
from react_cases.models.choices import CommentField
from react_cases.quality import CHECKS, Group, Setting, checks_of
from react_cases.workflow import Qualification, Status
from tests.factories.cases import make_case, submit, term

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
SAID = [CommentData(CommentField.EVENT, "Which day was it?")]


def found(codes: list[str], user: User, programme: Programme) -> dict[str, set[int]]:
    setting = Setting(Case.objects.visible_to(user), (programme,), timezone.localdate())
    return {
        code: set(setting.cases.filter(CHECKS[code].condition(setting)).values_list("pk", flat=True)) for code in codes
    }


def sound(**fields: Any) -> dict[str, Any]:
    """A case in which every question is answered and nothing contradicts."""
    return {
        "district": "KG-T-D-AITMATOV",
        "setting": "STREET",
        "channel": "HOTLINE",
        "violators": [officer()],
        "violations": ["LIB.SEARCH"],
        "responses": ["LEG1.CONS"],
        **fields,
    }


def officer(code: str = "LE.CRIM", uniform: str = "uniform", role: str = "PERP") -> ViolatorData:
    return ViolatorData(type=term("violator_types", code), uniform=uniform, role_of_government=role)


def violation(code: str, **fields: Any) -> ViolationData:
    return ViolationData(category=term("violation_categories", code), violators=(0,), **fields)


CONTRADICTIONS: dict[str, dict[str, Any]] = {
    "woman_and_msm": {"gender": "F", "groups": ["LGBTIQ.MSM"]},
    "adult_and_minor": {"tags": ["MINOR"]},
    "child_not_minor": {"age_band": "A00_15"},
    "man_and_pregnant": {"tags": ["PREG"]},
    "group_and_none": {"groups": ["PWID", "NONE"]},
    "police_not_named": {"violators": ["IND.NEIGH"], "violations": ["DIS.POL"]},
    "detention_by_nobody": {"violators": ["IND.NEIGH"], "violations": ["LIB.COUNSEL"]},
    "official_not_named": {"violators": ["IND.NEIGH"], "violations": ["PHY.TORT"]},
    "private_not_named": {"violations": ["PHY.ASSAULT"]},
    "health_not_named": {"violations": ["DIS.HC"]},
    "complaint_not_agreed": {"responses": ["CMPL.PROS"]},
}
MISSING: dict[str, dict[str, Any]] = {
    "no_day": {"event_precision": "month"},
    "no_place": {"district": None},
    "no_setting": {"setting": "UNK"},
    "no_channel": {"channel": None},
    "no_narrative": {"narrative": ""},
    "no_age": {"age_band": "AU"},
    "no_gender": {"gender": "U"},
    "no_group": {"groups": ["UNDISC"]},
    "no_violator": {"violators": ["UNK.UNK"], "violations": ["EMO.THREAT"]},
    "no_response": {"responses": []},
    "no_readiness": {"readiness": "NA"},
    "no_reason": {"reasons": []},
}


def test_each_weak_case_is_found_by_its_check_alone(amina: User, dara: User, programme: Programme) -> None:
    weak = CONTRADICTIONS | MISSING
    good = make_case(amina, Status.VALIDATED, **sound())
    made = {code: make_case(amina, Status.VALIDATED, **sound(**fields)).pk for code, fields in weak.items()}
    assert found(list(weak), dara, programme) == {code: {pk} for code, pk in made.items()}
    others = [*checks_of(Group.CONTRADICTION), *checks_of(Group.MISSING)]
    cases = found([check.code for check in others if check.code != "no_client_code"], dara, programme)
    assert not any(good.pk in pks for pks in cases.values())


def test_of_violators_and_violations(amina: User, dara: User, programme: Programme) -> None:
    plain = make_case(amina, **sound(violators=[officer("LE.PLAIN")]))
    unknown = make_case(amina, **sound(violators=[officer(uniform="unknown", role="NA")]))
    held = make_case(amina, **sound(violations=[violation("LIB.ARREST")]))
    paid = make_case(amina, **sound(violations=[violation("EXT.OFF")]))
    known = [violation("LIB.ARREST", hours_held=3), violation("EXT.OFF", amount=500, currency="KGS")]
    make_case(amina, **sound(violations=known))
    assert found(["plain_in_uniform", "no_uniform", "no_role", "no_hours", "no_amount"], dara, programme) == {
        "plain_in_uniform": {plain.pk},
        "no_uniform": {unknown.pk},
        "no_role": {unknown.pk},
        "no_hours": {held.pk},
        "no_amount": {paid.pk},
    }
    empty = make_case(amina, **sound(violations=[]), qualification=Qualification.VIOLATION)
    make_case(amina, **sound(violations=[]), qualification=Qualification.ADVICE)
    assert found(["violation_of_nothing"], dara, programme) == {"violation_of_nothing": {empty.pk}}


def test_of_help(amina: User, dara: User, programme: Programme) -> None:
    long_ago = TODAY - datetime.timedelta(days=5)
    urgent = make_case(amina, received_on=long_ago, **sound(is_urgent=True, responses=[]))
    make_case(amina, received_on=TODAY, **sound(is_urgent=True, responses=[]))
    make_case(amina, received_on=long_ago, **sound(is_urgent=True))
    early = make_case(amina, **sound())
    before = early.event_from - datetime.timedelta(days=1)
    response_add(early, ResponseData(type=term("response_types", "LEG1.CONS"), given_on=before), by=amina)
    closed = make_case(amina, **sound(responses=[]), outcome="FULL")
    going_on = make_case(amina, **sound(), outcome="ONGOING", effects=["REST"], client_view="yes")
    make_case(amina, **sound(responses=[]), outcome="LOST", client_view="not_asked")
    ready = make_case(amina, **sound(readiness="READY", reasons=["RETAL"]))
    assert Readiness._default_manager.filter(case=ready, reasons__isnull=False).exists()
    codes = ["urgent_no_help", "help_before_event", "closed_no_help", "closed_ongoing", "ready_with_reasons"]
    assert found([*codes, "no_client_view", "no_effect"], dara, programme) == {
        "urgent_no_help": {urgent.pk},
        "help_before_event": {early.pk},
        "closed_no_help": {closed.pk},
        "closed_ongoing": {going_on.pk},
        "ready_with_reasons": {ready.pk},
        "no_client_view": {closed.pk},
        "no_effect": {closed.pk},
    }


def test_a_complaint_sent_while_the_client_agreed_fits(amina: User, dara: User, programme: Programme) -> None:
    """Clients withdraw midway: what was done until then was agreed."""
    fields = sound(responses=["CMPL.PROS"], readiness="NOTREADY", reasons=["RETAL"])
    agreed, late, never = (make_case(amina, **fields, consents=("RECORD", "STATS", "AUTHORITY")) for _ in range(3))
    for case, days in ((agreed, 1), (late, -1)):
        given_on = case.responses.get().given_on
        consents = case.consents.filter(purpose="AUTHORITY")
        consents.update(
            given_on=given_on - datetime.timedelta(days=2), withdrawn_on=given_on + datetime.timedelta(days=days)
        )
    never.consents.filter(purpose="AUTHORITY").delete()
    assert found(["complaint_not_agreed"], dara, programme)["complaint_not_agreed"] == {late.pk, never.pk}


def test_late_is_what_the_queue_calls_late(amina: User, dara: User, programme: Programme) -> None:
    programme.late_after_days = 3
    for status in (Status.SUBMITTED, Status.VALIDATED, Status.RETURNED, Status.APPROVED):
        make_case(amina, status)
    for days, late in ((3, 0), (4, 3)):
        with time_machine.travel(timezone.now() + datetime.timedelta(days=days)):
            assert len(found(["late"], dara, programme)["late"]) == late


def test_returned_stays_said_when_the_case_went_on(amina: User, bilal: User, dara: User, programme: Programme) -> None:
    case = make_case(amina, Status.RETURNED)
    make_case(amina, Status.SUBMITTED)
    submit(case, amina)
    assert found(["returned", "with_author", "for_mentor"], dara, programme)["returned"] == {case.pk}


def test_a_return_that_was_taken_back_is_none(amina: User, bilal: User, dara: User, programme: Programme) -> None:
    undone, twice = (make_case(amina, Status.SUBMITTED) for _ in range(2))
    for case in (undone, twice):
        after = case_return(case, SAID, by=bilal, version=case.version)
        step_undo(after, undo_offer(case, after, by=bilal), by=bilal)
    case_return(twice, SAID, by=bilal, version=Case.objects.get(pk=twice.pk).version)
    assert found(["returned"], dara, programme)["returned"] == {twice.pk}


def test_one_code_in_two_organisations(amina: User, chen: User, bilal: User, dara: User, programme: Programme) -> None:
    code = "a" * 32
    here, again = (make_case(amina, **sound(), client_code=code) for _ in range(2))
    there = make_case(chen, **sound(), client_code=code)
    make_case(chen, **sound(), client_code="b" * 32)
    assert found(["same_code"], dara, programme)["same_code"] == {here.pk, again.pk, there.pk}
    # A mentor of one organisation learns of no other's clients.
    assert found(["same_code"], bilal, programme)["same_code"] == set()
    # What somebody has decided is not asked again, for none of the two clients' cases.
    client_apart(again, there, by=dara)
    assert found(["same_code"], dara, programme)["same_code"] == set()
    client_undo(again, there, by=dara)
    assert found(["same_code"], dara, programme)["same_code"] == {here.pk, again.pk, there.pk}
    client_same(here, there, by=dara)
    assert found(["same_code"], dara, programme)["same_code"] == set()


def test_alike_without_a_code(amina: User, chen: User, dara: User, programme: Programme) -> None:
    day = TODAY - datetime.timedelta(days=10)
    one = make_case(amina, **sound(event_from=day))
    other = make_case(chen, **sound(event_from=day + datetime.timedelta(days=3)))
    for different in (
        {"event_from": day + datetime.timedelta(days=7)},
        {"gender": "F"},
        {"age_band": "A36_55"},
        {"groups": ["SW"]},
        {"violations": ["DIS.POL"]},
        {"district": None},
        {"event_precision": "month"},
    ):
        make_case(chen, **sound(**{"event_from": day, **different}))
    assert found(["alike"], dara, programme)["alike"] == {one.pk, other.pk}
    client_apart(other, one, by=dara)
    assert found(["alike"], dara, programme)["alike"] == set()


def test_practice_rejected_and_erased_cases_are_in_no_check(amina: User, dara: User, programme: Programme) -> None:
    weak = sound(event_precision="month", tags=["PREG"])
    make_case(amina, Status.REJECTED, **weak)
    make_case(amina, Status.ERASED, **weak)
    practice = make_case(amina, Status.VALIDATED, **weak)
    Case.objects.filter(pk=practice.pk).update(is_practice=True, counts_in_statistics=False)
    assert not any(found(["no_day", "man_and_pregnant", "for_coordinator"], dara, programme).values())


def test_every_check_has_a_base_and_words() -> None:
    for code, check in CHECKS.items():
        assert code == check.code
        assert CHECKS[check.base].group == Group.BASE
        assert str(check.label)
        assert str(check.explanation).endswith((".", "!"))
