"""Help, readiness, outcome and consents: at any documentation status, by the people of the case."""

import datetime
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from documenters.models import AuditEvent, User
from react_cases.actions.locking import CaseChanged, NotAllowed
from react_cases.actions.responses import (
    OutcomeData,
    ResponseData,
    case_close,
    consent_give,
    consent_withdraw,
    readiness_add,
    response_add,
    response_status_set,
)
from react_cases.actions.sealing import OpenReason, open_sealed, response_note
from react_cases.models import Case, CaseTransition
from react_cases.models.choices import ConsentMode, ConsentPurpose
from react_cases.workflow import OPEN_TO_FOLLOW_UP, ReadinessValue, ResponseStatus, Status
from tests.factories.cases import make_case, submit, term

DAY = datetime.date(2026, 3, 16)


def day(number: int) -> datetime.date:
    return DAY + datetime.timedelta(days=number)


def help_given(code: str = "LEG1.CONS", **fields: object) -> ResponseData:
    return ResponseData(term("response_types", code), day(1), **fields)


def full(code: str = "FULL", **fields: object) -> OutcomeData:
    return OutcomeData(term("outcomes", code), day(9), **fields)


def state(case: Case, value: str, on: datetime.date, by: User, *reasons: str) -> Case:
    rows = [term("not_ready_reasons", code) for code in reasons]
    readiness_add(case, ReadinessValue(value), rows, stated_on=on, by=by)
    case.refresh_from_db()
    return case


WRITES: dict[str, Callable[[Case, User], object]] = {
    "response_add": lambda case, by: response_add(case, help_given(), by=by),
    "readiness_add": lambda case, by: state(case, "READY", day(2), by),
    "case_close": lambda case, by: case_close(case, full(), by=by, version=case.version),
    "response_status_set": lambda case, by: response_status_set(
        case, ResponseStatus.WAITING, by=by, version=case.version
    ),
    "consent_give": lambda case, by: consent_give(
        case, ConsentPurpose.STORY, ConsentMode.ORAL, language="ru", given_on=DAY, by=by
    ),
    "consent_withdraw": lambda case, by: consent_withdraw(case, ConsentPurpose.STATS, withdrawn_on=day(3), by=by),
}


@pytest.mark.parametrize("name", sorted(WRITES))
@pytest.mark.parametrize("status", list(Status))
def test_help_goes_on_in_every_status_but_the_last_ones(amina: User, name: str, status: Status) -> None:
    case = make_case(amina, status, received_on=DAY)
    if status in OPEN_TO_FOLLOW_UP:
        WRITES[name](case, amina)
        case.refresh_from_db()
        assert case.status == status
    else:
        with pytest.raises(NotAllowed, match="not_open_to_follow_up"):
            WRITES[name](case, amina)


@pytest.mark.parametrize("name", sorted(WRITES))
def test_people_of_the_case_write_and_strangers_do_not(
    amina: User, bilal: User, dara: User, chen: User, emil: User, aida: User, name: str
) -> None:
    case = make_case(amina, Status.SUBMITTED, received_on=DAY)
    logged = AuditEvent.objects.count()
    for stranger in (chen, emil, aida):
        with pytest.raises(PermissionDenied):
            WRITES[name](case, stranger)
    assert AuditEvent.objects.count() == logged
    for by in (bilal, dara):
        case = make_case(amina, Status.SUBMITTED, received_on=DAY)
        WRITES[name](case, by)
        event = AuditEvent.objects.latest("pk")
        assert (event.actor, event.object_type, event.object_id) == (by, "react_cases.case", case.pk)


@pytest.mark.parametrize("name", ["case_close", "response_status_set"])
def test_who_has_not_seen_the_last_change_is_stopped(amina: User, name: str) -> None:
    case = make_case(amina)
    Case.objects.filter(pk=case.pk).update(version=case.version + 1)
    with pytest.raises(CaseChanged):
        WRITES[name](case, amina)
    case.refresh_from_db()
    assert case.response_status == ResponseStatus.NEW


def test_response_is_written_with_a_sealed_note(amina: User) -> None:
    case = make_case(amina)
    data = help_given(
        "CMPL.PROS",
        delivered_by=term("delivered_by", "OWN"),
        channel=term("contact_channels", "HOTLINE"),
        addressee=term("bodies", "PROSECUTOR"),
        result=term("effects", "WRITTEN"),
        note="called twice",
    )
    response = response_add(case, data, by=amina)
    response.refresh_from_db()
    assert response.given_on == day(1)
    codes = [row.code for row in (response.type, response.delivered_by, response.channel)]
    assert codes == ["CMPL.PROS", "OWN", "HOTLINE"]
    assert (response.addressee.code, response.result.code, response.recorded_by) == ("PROSECUTOR", "WRITTEN", amina)
    place = response_note(response)
    assert open_sealed(case, [place], by=amina, reason=OpenReason.READ) == {place: "called twice"}


def test_first_help_starts_the_axis_and_the_next_leaves_it(amina: User) -> None:
    case = make_case(amina, Status.SUBMITTED)
    response_add(case, help_given(), by=amina)
    response_add(case, help_given("MEDI.CALL"), by=amina)
    case.refresh_from_db()
    assert case.response_status == ResponseStatus.IN_PROGRESS
    assert CaseTransition.objects.filter(case=case, axis="response").count() == 1


def test_no_help_possible_starts_nothing(amina: User) -> None:
    case = make_case(amina, Status.SUBMITTED)
    response_add(case, help_given("NONE.DECL"), by=amina)
    case.refresh_from_db()
    assert case.response_status == ResponseStatus.NEW


def test_amina_refused_agreed_and_withdrew(amina: User) -> None:
    """The published story: afraid at first, then ready, then not any more."""
    case = make_case(amina, received_on=DAY, readiness="NOTREADY", reasons=("RETAL",))
    case = state(case, "READY", day(3), amina)
    case = state(case, "NOTREADY", day(20), amina, "STIGMA")
    history = list(case.readiness_history.all())
    assert [row.value for row in history] == ["NOTREADY", "READY", "CHANGED"]
    assert [row.is_not_pursuing for row in history] == [True, False, True]
    assert case.readiness == ReadinessValue.CHANGED
    assert {reason.code for reason in history[-1].reasons.all()} == {"STIGMA"}
    assert case.status == Status.APPROVED


def test_saying_the_same_again_adds_no_row(amina: User) -> None:
    case = make_case(amina, received_on=DAY, readiness="NOTREADY", reasons=("RETAL",))
    case = state(case, "NOTREADY", day(2), amina, "RETAL")
    assert case.readiness_history.count() == 1
    case = state(case, "NOTREADY", day(2), amina, "RETAL", "COST")
    assert case.readiness_history.count() == 2


def test_changed_mind_said_again_adds_no_row(amina: User) -> None:
    case = make_case(amina, received_on=DAY, readiness="READY")
    for number in (1, 2):
        case = state(case, "NOTREADY", day(number), amina, "RETAL")
    assert [row.value for row in case.readiness_history.all()] == ["READY", "CHANGED"]


def test_what_is_recorded_late_is_judged_by_its_day(amina: User) -> None:
    case = make_case(amina, received_on=DAY, readiness="UNDEC")
    case = state(case, "READY", day(10), amina)
    case = state(case, "NOTREADY", day(5), amina, "COST")
    assert [row.value for row in case.readiness_history.all()] == ["UNDEC", "NOTREADY", "READY"]
    assert case.readiness == ReadinessValue.READY


def test_sending_a_corrected_case_does_not_undo_what_the_client_said_since(amina: User) -> None:
    case = make_case(amina, Status.RETURNED, received_on=DAY, readiness="NOTREADY", reasons=("RETAL",))
    case = state(case, "READY", day(4), amina)
    case = submit(case, amina, received_on=DAY, readiness="NOTREADY", reasons=("RETAL",))
    assert [row.value for row in case.readiness_history.all()] == ["NOTREADY", "READY"]
    assert case.readiness == ReadinessValue.READY


def test_close_keeps_outcome_effects_and_the_clients_view(amina: User) -> None:
    case = make_case(amina)
    effects = (term("effects", "APOL"), term("effects", "COMP"))
    data = full(effects=effects, compensation=Decimal("12000"), client_view="partly")
    case = case_close(case, data, by=amina, version=case.version)
    case.refresh_from_db()
    assert (case.response_status, case.outcome.code, case.closed_on) == ("CLOSED", "FULL", day(9))
    assert {row.code for row in case.effects.all()} == {"APOL", "COMP"}
    assert (case.compensation, case.client_view) == (Decimal("12000.00"), "partly")
    step = case.transitions.get(axis="response")
    assert (step.source, step.target, step.duty) == ("NEW", "CLOSED", "")


def test_closed_case_gets_a_corrected_outcome(amina: User) -> None:
    case = make_case(amina, outcome="NOTRES", effects=("NOREPLY",))
    case = case_close(case, full("PART", effects=(term("effects", "APOL"),)), by=amina, version=case.version)
    case.refresh_from_db()
    assert case.outcome.code == "PART"
    assert [row.code for row in case.effects.all()] == ["APOL"]
    assert case.transitions.filter(axis="response").count() == 1


def test_closing_needs_an_outcome(amina: User) -> None:
    case = make_case(amina)
    with pytest.raises(NotAllowed, match="outcome_missing"):
        response_status_set(case, ResponseStatus.CLOSED, by=amina, version=case.version)


def test_axis_goes_on_and_opens_again(amina: User) -> None:
    case = make_case(amina, outcome="FULL")
    for target in (ResponseStatus.REOPENED, ResponseStatus.WAITING, ResponseStatus.IN_PROGRESS):
        case = response_status_set(case, target, by=amina, version=case.version)
        assert case.response_status == target
    case.refresh_from_db()
    assert case.closed_on is None
    rows = case.transitions.filter(axis="response").values_list("target", flat=True)
    assert list(rows) == ["CLOSED", "REOPENED", "WAITING", "IN_PROGRESS"]


@pytest.mark.parametrize(
    ("outcome", "target"),
    [("", ResponseStatus.REOPENED), ("FULL", ResponseStatus.WAITING), ("FULL", ResponseStatus.IN_PROGRESS)],
)
def test_steps_that_the_axis_does_not_have(amina: User, outcome: str, target: ResponseStatus) -> None:
    case = make_case(amina, outcome=outcome)
    with pytest.raises(NotAllowed, match="no_such_step"):
        response_status_set(case, target, by=amina, version=case.version)
    case.refresh_from_db()
    assert (case.closed_on is None) == (outcome == "")


def test_staying_where_one_is_writes_no_row(amina: User) -> None:
    case = make_case(amina, responses=("LEG1.CONS",))
    response_status_set(case, ResponseStatus.IN_PROGRESS, by=amina, version=case.version)
    assert case.transitions.filter(axis="response").count() == 1


def test_withdrawn_consent_takes_the_case_out_of_every_figure_at_once(amina: User, dara: User) -> None:
    case = make_case(amina, received_on=DAY)
    assert all(case in Case.objects.countable_by(user) for user in (amina, dara))
    consent_withdraw(case, ConsentPurpose.STATS, withdrawn_on=day(3), by=amina)
    case.refresh_from_db()
    assert not case.counts_in_statistics
    assert not any(Case.objects.countable_by(user).exists() for user in (amina, dara))
    assert case in Case.objects.visible_to(amina)
    event = AuditEvent.objects.latest("pk")
    assert (event.action, event.fields) == ("consent.withdrawn", ["STATS"])


def test_consent_to_something_else_leaves_the_figures_alone(amina: User) -> None:
    case = make_case(amina, received_on=DAY, consents=("RECORD", "STATS", "STORY"))
    consent_withdraw(case, ConsentPurpose.STORY, withdrawn_on=day(3), by=amina)
    case.refresh_from_db()
    assert case.counts_in_statistics


def test_consent_given_later_counts_and_is_kept_once(amina: User) -> None:
    case = make_case(amina, received_on=DAY, consents=("RECORD",))
    given = [
        consent_give(case, ConsentPurpose.STATS, ConsentMode.WRITTEN, language="ky", given_on=day(2), by=amina)
        for _ in range(2)
    ]
    case.refresh_from_db()
    assert given[0] == given[1]
    assert (given[0].mode, given[0].language, given[0].given_on) == ("written", "ky", day(2))
    assert case.counts_in_statistics


def test_consent_withdrawn_and_given_again_keeps_both_rows(amina: User) -> None:
    case = make_case(amina, received_on=DAY)
    consent_withdraw(case, ConsentPurpose.STATS, withdrawn_on=day(3), by=amina)
    consent_give(case, ConsentPurpose.STATS, ConsentMode.ORAL, language="ru", given_on=day(5), by=amina)
    case.refresh_from_db()
    assert case.counts_in_statistics
    rows = case.consents.filter(purpose="STATS").values_list("given_on", "withdrawn_on")
    assert list(rows) == [(DAY, day(3)), (day(5), None)]


def test_a_case_that_may_not_be_kept_counts_no_more(amina: User) -> None:
    case = make_case(amina, received_on=DAY)
    consent_withdraw(case, ConsentPurpose.RECORD, withdrawn_on=day(3), by=amina)
    case.refresh_from_db()
    assert not case.counts_in_statistics
