"""Strategic cases: who makes them, what they hold, and when a deadline reminds whom."""

import datetime
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from documenters.actions.index_keys import index_key_complete
from documenters.actions.notices import notice_address_set
from documenters.identity import database_identity
from documenters.models import AuditEvent, Programme, User
from documenters.vault.opened import KeyLocked
from react_cases.actions.case_keys import member_admit
from react_cases.actions.guard import UNDECIDED, Written
from react_cases.actions.locking import CaseChanged, NotAllowed
from react_cases.actions.sealing import STRATEGIC_NOTE, OpenReason, open_sealed, stage_note
from react_cases.actions.strategic import (
    StrategicData,
    stage_met,
    stage_remove,
    strategic_change,
    strategic_flag,
    strategic_unflag,
)
from react_cases.actions.waiting import waiting_count
from react_cases.forms.strategic import StageForm
from react_cases.models import Case, LitigationStage, SealedText, StrategicCase
from react_cases.tasks import deadline_job, is_waited_for
from react_cases.workflow import Status
from tests.factories.cases import erase_case, make_case, term
from tests.factories.keys import keyed, opened
from tests.factories.strategic import end, flag, reasons, stage

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
NOTE = "It can help many others."
OPEN = [Status.SUBMITTED, Status.RETURNED, Status.VALIDATED, Status.APPROVED]


def refused(code: str, act: Any, *args: Any, **kwargs: Any) -> None:
    with pytest.raises(NotAllowed) as refusal:
        act(*args, **kwargs)
    assert refusal.value.code == code


@pytest.mark.parametrize("status", OPEN)
def test_mentors_and_coordinators_flag_what_was_sent(amina: User, bilal: User, dara: User, status: Status) -> None:
    for person in (bilal, dara):
        case = make_case(amina, status)
        row = flag(case, person, "GRAVE", "PATTERN", claimed=350_650)
        assert ({term.code for term in row.reasons.all()}, row.claimed) == ({"GRAVE", "PATTERN"}, Decimal(350_650))
        event = AuditEvent.objects.get(action="strategic.flagged", object_id=case.pk)
        assert (event.actor, event.fields) == (person, ["claimed", "reasons"])
        refused("strategic_already", flag, case, person)


@pytest.mark.parametrize("who", ["amina", "chen", "emil", "aida"])
def test_nobody_else_does(amina: User, who: str, request: pytest.FixtureRequest) -> None:
    case = make_case(amina, Status.APPROVED)
    with pytest.raises(PermissionDenied):
        flag(case, request.getfixturevalue(who))
    assert not StrategicCase.objects.exists()


@pytest.mark.parametrize("status", [Status.REJECTED, Status.ERASED])
def test_what_was_put_aside_or_erased_is_carried_no_further(amina: User, bilal: User, status: Status) -> None:
    refused("not_open_to_litigation", flag, make_case(amina, status, narrative="So."), bilal)


def test_practice_is_no_litigation(amina: User, bilal: User) -> None:
    case = make_case(amina, Status.SUBMITTED)
    Case.objects.filter(pk=case.pk).update(is_practice=True, counts_in_statistics=False)
    with pytest.raises(PermissionDenied):
        flag(case, bilal)


def test_reasons_are_needed_and_of_their_list(amina: User, bilal: User) -> None:
    case = make_case(amina, Status.APPROVED)
    refused("reason_missing", strategic_flag, case, [], Written(""), by=bilal)
    refused("term", strategic_flag, case, [term("effects", "STOP")], Written(""), by=bilal)


def test_notes_are_sealed_with_the_case_and_a_name_is_asked_about(amina: User, bilal: User) -> None:
    case = make_case(amina, Status.APPROVED)
    named = "Против следователя Айбека Токтогулова"
    refused(UNDECIDED, strategic_flag, case, reasons("GRAVE"), Written(named), by=bilal)
    flag(case, bilal, note=named)
    step = stage(case, bilal, note=named)
    assert all(named.encode() not in bytes(row.ciphertext) for row in SealedText.objects.filter(case=case))
    places = [STRATEGIC_NOTE, stage_note(step)]
    assert open_sealed(case, places, by=amina, reason=OpenReason.READ) == dict.fromkeys(places, named)


def test_in_members_mode_a_note_opens_for_whoever_was_admitted(
    programme: Programme, amina: User, bilal: User, dara: User, settings: Settings
) -> None:
    settings.VAULT_MODE = "members"
    for person in (dara, bilal, amina):
        keyed(person)
    with opened(dara):
        member_admit(bilal, by=dara)
        member_admit(amina, by=dara)
        index_key_complete(programme, by=dara)
    with opened(amina):
        case = make_case(amina, Status.SUBMITTED)
    with pytest.raises(KeyLocked):
        flag(case, bilal, note=NOTE)
    with opened(bilal):
        flag(case, bilal, note=NOTE)
        assert open_sealed(case, [STRATEGIC_NOTE], by=bilal, reason=OpenReason.READ) == {STRATEGIC_NOTE: NOTE}
    with pytest.raises(KeyLocked):
        open_sealed(case, [STRATEGIC_NOTE], by=bilal, reason=OpenReason.READ)


def test_a_change_carries_its_version(amina: User, bilal: User, dara: User) -> None:
    case = make_case(amina, Status.APPROVED)
    seen = flag(case, bilal, claimed=1_000).version
    data = StrategicData(reasons("IMPUNITY"), Decimal(2_000))
    strategic_change(case, data, by=dara, version=seen)
    with pytest.raises(CaseChanged):
        strategic_change(case, data, by=bilal, version=seen)
    assert AuditEvent.objects.get(action="strategic.changed").fields == ["claimed", "reasons"]


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("end_without_day", {"ended_on": None}),
        ("end_without_day", {"outcome": ""}),
        ("won_without_outcome", {"outcome": "lost"}),
        ("won_without_outcome", {"outcome": "", "ended_on": None}),
        ("reason_missing", {"reasons": ()}),
    ],
)
def test_ends_that_contradict_themselves(amina: User, bilal: User, code: str, change: dict[str, Any]) -> None:
    case = make_case(amina, Status.APPROVED)
    flag(case, bilal)
    won = StrategicData(reasons("GRAVE"), outcome="won", ended_on=TODAY(), won=Decimal(350_650))
    refused(code, end, case, bilal, replace(won, **change))


def test_a_sum_won_becomes_the_compensation_once_and_only_where_there_is_none(amina: User, bilal: User) -> None:
    case = make_case(amina, Status.APPROVED)
    flag(case, bilal)
    won = StrategicData(reasons("GRAVE"), outcome="won", ended_on=TODAY(), won=Decimal(350_650))
    end(case, bilal, won)
    case.refresh_from_db()
    assert case.compensation is None
    before = case.version
    end(case, bilal, replace(won, is_compensation=True))
    case.refresh_from_db()
    assert (case.compensation, case.version) == (Decimal(350_650), before + 1)
    end(case, bilal, replace(won, won=Decimal(1), is_compensation=True))
    case.refresh_from_db()
    assert case.compensation == Decimal(350_650)


def test_the_flag_goes_while_there_is_no_step(amina: User, bilal: User) -> None:
    case = make_case(amina, Status.APPROVED)
    flag(case, bilal, note="By mistake.")
    step = stage(case, bilal)
    refused("has_stages", strategic_unflag, case, by=bilal)
    stage_remove(case, step, by=bilal)
    strategic_unflag(case, by=bilal)
    assert not StrategicCase.objects.exists()
    assert not case.sealed_texts.filter(part="strategic").exists()


def test_a_step_meets_the_deadlines_before_it_where_that_is_said(amina: User, bilal: User) -> None:
    case = make_case(amina, Status.APPROVED)
    flag(case, bilal)
    first = stage(case, bilal, "CLAIM", ago=9, deadline_in=3)
    stage(case, bilal, "CHECK", ago=4)
    first.refresh_from_db()
    assert first.met_on is None
    stage(case, bilal, "FIRST", ago=2, meets_deadlines=True)
    first.refresh_from_db()
    assert first.met_on == TODAY() - datetime.timedelta(days=2)


def test_an_older_step_silences_no_later_deadline(amina: User, bilal: User) -> None:
    case = make_case(amina, Status.APPROVED)
    row = flag(case, bilal)
    live = stage(case, bilal, "FIRST", ago=3, deadline_in=7)
    assert not StageForm(row)["meets_deadlines"].initial
    stage(case, bilal, "CLAIM", ago=9, meets_deadlines=True)
    live.refresh_from_db()
    assert live.met_on is None
    assert list(LitigationStage.objects.due_for(bilal, TODAY())) == [live]


def test_nothing_is_added_to_what_has_ended_or_is_no_strategic_case(amina: User, bilal: User) -> None:
    case = make_case(amina, Status.APPROVED)
    refused("not_strategic", stage, case, bilal)
    flag(case, bilal, ended="lost")
    refused("litigation_ended", stage, case, bilal)


def test_a_deadline_is_met_once_and_not_in_the_future(amina: User, bilal: User, dara: User) -> None:
    case, other = (make_case(amina, Status.APPROVED) for _ in range(2))
    flag(case, bilal)
    flag(other, bilal)
    step, bare = stage(case, bilal, ago=5, deadline_in=-1), stage(case, bilal)
    tomorrow = TODAY() + datetime.timedelta(days=1)
    refused("met_on_impossible", stage_met, case, step, tomorrow, by=bilal)
    refused("no_deadline", stage_met, case, bare, TODAY(), by=bilal)
    refused("no_such_stage", stage_met, other, step, TODAY(), by=bilal)
    stage_met(case, step, TODAY(), by=bilal)
    stage_met(case, step, TODAY() - datetime.timedelta(days=2), by=dara)
    step.refresh_from_db()
    assert step.met_on == TODAY()
    assert AuditEvent.objects.filter(action="strategic.deadline_met").count() == 1


def test_a_step_is_taken_back_by_its_recorder_on_the_day_and_by_coordinators_later(
    amina: User, bilal: User, dara: User
) -> None:
    case = make_case(amina, Status.APPROVED)
    flag(case, bilal)
    step = stage(case, bilal, note="A mistake.")
    with time_machine.travel(timezone.now() + datetime.timedelta(days=1)):
        refused("stage_not_removable", stage_remove, case, step, by=bilal)
        stage_remove(case, step, by=dara)
    assert not LitigationStage.objects.exists()
    assert not case.sealed_texts.filter(part="stage").exists()
    refused("stage_not_removable", stage_remove, case, stage(case, dara), by=bilal)


def test_erasing_the_case_erases_all_of_it(amina: User, bilal: User, dara: User) -> None:
    case = make_case(amina, Status.APPROVED)
    flag(case, bilal, claimed=5, note="A note.")
    stage(case, bilal, note="A note.")
    case.refresh_from_db()
    erase_case(case, by=dara)
    assert not StrategicCase.objects.exists()
    assert not LitigationStage.objects.exists()
    assert not SealedText.objects.filter(case=case).exists()


def expected(rows: Iterable[dict[str, Any]], today: datetime.date, days: int) -> list[tuple[int, bool]]:
    """An own model: what reminds, the latest first."""
    reminding = []
    for row in rows:
        on = row["deadline"]
        if on is None or row["met"] or row["ended"]:
            continue
        if (on - today).days <= days:
            reminding.append((on, row["stage"], on < today))
    return [(stage, is_late) for _on, stage, is_late in sorted(reminding)]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.one_of(st.none(), st.integers(-30, 30)), st.booleans()), max_size=7),
    st.booleans(),
    st.integers(0, 20),
)
def test_late_deadlines_are_those_of_an_own_model(
    amina: User, bilal: User, dara: User, stages: list[tuple[int | None, bool]], ended: bool, days: int
) -> None:
    LitigationStage.objects.all().delete()
    StrategicCase.objects.all().delete()
    case, today = Case.objects.first() or make_case(amina, Status.APPROVED), TODAY()
    flag(case, bilal)
    rows = []
    for deadline_in, met in stages:
        row = stage(case, bilal, ago=40, deadline_in=deadline_in)
        if met and row.deadline_on:
            stage_met(case, row, today, by=bilal)
        rows.append({"stage": row.pk, "deadline": row.deadline_on, "met": met, "ended": ended})
    if ended:
        end(case, bilal, StrategicData(reasons("GRAVE"), outcome="lost", ended_on=today))
    for person in (bilal, dara):
        found = LitigationStage.objects.due_for(person, today, days=days)
        assert [(row.pk, row.is_late) for row in found] == expected(rows, today, days)


def test_only_those_who_carry_the_case_are_reminded(amina: User, bilal: User, dara: User, chen: User) -> None:
    case = make_case(amina, Status.APPROVED)
    flag(case, bilal)
    stage(case, bilal, deadline_in=14)
    counts = {person.username: waiting_count(by=person) for person in (amina, bilal, dara, chen)}
    assert counts == {amina.username: 0, bilal.username: 1, dara.username: 1, chen.username: 0}
    Case.objects.filter(pk=case.pk).update(status=Status.REJECTED)
    assert waiting_count(by=dara) == 0


def jobs() -> list[dict[str, int]]:
    found = DBTaskResult.objects.filter(task_path=deadline_job.module_path)
    return [row.args_kwargs["kwargs"] for row in found.order_by("enqueued_at")]


def test_a_mail_says_once_that_something_waits_when_a_deadline_comes_near(
    amina: User, bilal: User, dara: User, settings: Settings, programme: Programme
) -> None:
    settings.MAIL_IS_SET_UP = True
    for user in (bilal, dara):
        notice_address_set(f"{user.username}@mailbox.example", by=user)
    case = make_case(amina, Status.APPROVED)
    User.objects.update(notice_sent_at=None)
    flag(case, bilal)
    step = stage(case, bilal, deadline_in=30)
    (job,) = jobs()
    assert set(job.values()) == {step.pk, case.organisation_id, programme.pk, 0}
    deadline_job.call(**job)
    assert not User.objects.exclude(notice_sent_at=None).exists()
    with time_machine.travel(timezone.now() + datetime.timedelta(days=24)):
        deadline_job.call(**job)
        assert set(User.objects.exclude(notice_sent_at=None)) == {bilal, dara}
        with database_identity(bilal):
            assert is_waited_for(bilal)
        stage_met(case, step, TODAY(), by=bilal)
        assert not is_waited_for(bilal)


def test_who_records_a_near_deadline_is_not_told_of_it(
    amina: User, bilal: User, dara: User, settings: Settings
) -> None:
    settings.MAIL_IS_SET_UP = True
    for user in (bilal, dara):
        notice_address_set(f"{user.username}@mailbox.example", by=user)
    case = make_case(amina, Status.APPROVED)
    User.objects.update(notice_sent_at=None)
    flag(case, bilal)
    stage(case, bilal, deadline_in=3)
    deadline_job.call(**jobs()[0])
    assert set(User.objects.exclude(notice_sent_at=None)) == {dara}
