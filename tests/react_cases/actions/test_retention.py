"""What is kept no longer goes, by the rules of the programme, and nothing else."""

import datetime
from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.utils import timezone

from documenters.models import AuditEvent, Programme, User
from react_cases.actions.case_keys import case_key_open
from react_cases.actions.cases import draft_save
from react_cases.actions.retention import (
    retention_apply,
    retention_change,
    retention_preview,
    retention_table,
    rules_of,
)
from react_cases.models import Case, SealedText
from react_cases.retention import Kind, months_before
from react_cases.workflow import Status
from tests.factories.cases import make_case, submit
from tests.factories.evidence import add_evidence

LONG_AGO = timezone.now() - datetime.timedelta(days=1200)
MONTHS = {Kind.DRAFT: 6, Kind.RETURNED: 12, Kind.REJECTED: 6, Kind.CLOSED: 24, Kind.OPEN: None}


@pytest.fixture
def decided(programme: Programme, dara: User) -> Programme:
    """The usual times, as a coordinator has saved them."""
    retention_change(programme, MONTHS, by=dara)
    return programme


def old(case: Case, **values: object) -> Case:
    """The same case, untouched for years."""
    Case.objects.filter(pk=case.pk).update(status_at=LONG_AGO, touched_on=LONG_AGO.date(), **values)
    return Case.objects.get(pk=case.pk)


def closed(amina: User) -> Case:
    day = LONG_AGO.date()
    return old(make_case(amina, received_on=day, event_from=day, outcome="FULL", closed_on=day))


def test_texts_and_files_go_and_the_coded_answers_stay(amina: User, dara: User, decided: Programme) -> None:
    case = closed(amina)
    fresh, waiting = make_case(amina, outcome="FULL"), old(make_case(amina, Status.SUBMITTED))
    add_evidence(case, amina, b"picture")
    before, key = Case.objects.filter(pk=case.pk).values().get(), case_key_open(case, by=amina)
    assert retention_apply(decided)[Kind.CLOSED] == 1
    after = Case.objects.filter(pk=case.pk).values().get()
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"content_removed_at", "version"}
    case.refresh_from_db()
    assert [rows.count() for rows in (case.sealed_texts, case.evidence, case.evidence_frames)] == [0, 0, 0]
    assert case.violations.exists()
    assert case_key_open(case, by=amina) != key
    assert set(SealedText.objects.values_list("case", flat=True)) == {fresh.pk, waiting.pk}
    event = AuditEvent.objects.get(action="case.content_removed")
    assert (event.actor, event.object_id, event.reason) == (None, case.pk, "CLOSED")
    assert sum(retention_apply(decided).values()) == 0


def test_a_draft_is_erased_by_its_last_day_of_writing(amina: User, dara: User, decided: Programme) -> None:
    untouched, at_work = (old(make_case(amina, Status.DRAFT)) for _ in range(2))
    draft_save(at_work, {"narrative": "half"}, by=amina, version=at_work.version)
    (line,) = [line for line in retention_preview(decided) if line.kind is Kind.DRAFT]
    assert (line.cases, line.due, line.oldest) == (2, 1, LONG_AGO.date())
    assert retention_apply(decided)[Kind.DRAFT] == 1
    assert [Case.objects.get(pk=case.pk).status for case in (untouched, at_work)] == [Status.ERASED, Status.DRAFT]
    assert AuditEvent.objects.get(action="case.discard").actor is None


def test_a_returned_case_that_its_author_works_on_keeps_its_texts(amina: User, dara: User, decided: Programme) -> None:
    case = old(make_case(amina, Status.RETURNED))
    case = draft_save(case, {"narrative": "half"}, by=amina, version=case.version)
    assert retention_apply(decided)[Kind.RETURNED] == 0
    old(case)
    assert retention_apply(decided)[Kind.RETURNED] == 1
    # It can be written again all the same.
    assert submit(Case.objects.get(pk=case.pk), amina, narrative="Anew.").status == Status.SUBMITTED


def test_a_day_to_look_again_and_the_settings_hold_it_back(amina: User, dara: User, programme: Programme) -> None:
    looked_at = old(closed(amina), follow_up_on=timezone.localdate())
    rejected = old(make_case(amina, Status.REJECTED))
    retention_change(programme, {**MONTHS, Kind.REJECTED: None}, by=dara)
    event = AuditEvent.objects.get(action="programme.retention_changed")
    assert event.fields == ["closed", "draft", "open", "rejected", "returned"]
    assert sum(retention_apply(programme).values()) == 0
    retention_change(programme, {**MONTHS, Kind.CLOSED: 120, Kind.REJECTED: 1}, by=dara)
    Case.objects.filter(pk=looked_at.pk).update(follow_up_on=None)
    assert retention_apply(programme) == {Kind.DRAFT: 0, Kind.RETURNED: 0, Kind.REJECTED: 1, Kind.CLOSED: 0}
    assert Case.objects.get(pk=rejected.pk).content_removed_at is not None


def test_only_coordinators_decide_and_the_table_counts_what_they_see(
    amina: User, bilal: User, dara: User, chen: User, programme: Programme
) -> None:
    closed(amina)
    old(make_case(amina, Status.DRAFT))
    lines = {line.kind: line for line in retention_table(programme, by=dara)}
    assert set(lines) == set(Kind) - {Kind.DRAFT}
    assert (lines[Kind.CLOSED].cases, lines[Kind.CLOSED].due) == (1, 1)
    assert [line.cases for line in retention_table(programme, by=chen)] == [0, 0, 0, 0]
    for person in (amina, bilal):
        with pytest.raises(PermissionDenied):
            retention_change(programme, MONTHS, by=person)
    assert rules_of(programme) == MONTHS


def test_the_command_prints_the_table_and_does_it_unless_told_not_to(
    amina: User, dara: User, programme: Programme
) -> None:
    case = closed(amina)
    out = StringIO()
    call_command("apply_retention", dry_run=True, stdout=out)
    assert "CLOSED    24 months  texts and files deleted  1      1" in out.getvalue()
    call_command("apply_retention", stdout=out)
    assert "No coordinator has saved these times yet" in out.getvalue()
    assert Case.objects.get(pk=case.pk).content_removed_at is None
    retention_change(programme, MONTHS, by=dara)
    call_command("apply_retention", stdout=out)
    assert "CLOSED 1" in out.getvalue()
    assert Case.objects.get(pk=case.pk).content_removed_at is not None


def test_months_before_ends_with_the_month() -> None:
    assert months_before(datetime.date(2026, 3, 31), 1) == datetime.date(2026, 2, 28)
    assert months_before(datetime.date(2026, 1, 15), 25) == datetime.date(2023, 12, 15)
