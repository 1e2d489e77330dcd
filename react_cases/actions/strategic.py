"""Strategic cases: why, what is claimed and won, the steps before bodies, their deadlines (docs/adr/0042)."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from documenters.access import has_permission
from documenters.audit import record
from documenters.models import User
from documenters.permissions import Permission
from react_cases.actions.guard import Written, seal_written
from react_cases.actions.locking import CaseChanged, NotAllowed, lock_case
from react_cases.actions.notices import announce_deadline
from react_cases.actions.sealing import STRATEGIC_NOTE, seal, stage_note
from react_cases.actions.steps import permissions_on
from react_cases.models import Case, LitigationStage, StrategicCase, Term
from react_cases.models.strategic import StrategicOutcome
from react_cases.workflow import OPEN_TO_FOLLOW_UP, Status

REASONS, STAGES, BODIES = "strategic_reasons", "litigation_stages", "bodies"
"""Lists of the programme."""
PAYS = frozenset({StrategicOutcome.WON, StrategicOutcome.PART, StrategicOutcome.SETTLED})
"""Outcomes that can bring money."""

NOTHING = Written("")
"""Nothing was typed."""


@dataclass(frozen=True)
class StrategicData:
    """What is said of a strategic case, its end included. Amounts in the currency of the programme."""

    reasons: tuple[Term, ...]
    claimed: Decimal | None = None
    note: Written = NOTHING
    outcome: str = ""
    ended_on: datetime.date | None = None
    won: Decimal | None = None
    is_compensation: bool = False
    """Write what was won into the case as its compensation, where it has none."""


@dataclass(frozen=True)
class StageData:
    """One step before a body."""

    stage: Term
    happened_on: datetime.date
    body: Term | None = None
    deadline_on: datetime.date | None = None
    note: Written = NOTHING
    meets_deadlines: bool = False
    """The open deadlines of the steps up to this one's day are met with it; a later step's deadline is not."""


def may_manage(case: Case, user: User) -> bool:
    """May the person, who sees the case, carry it through courts now?"""
    return Permission.STRATEGIC_MANAGE in permissions_on(case, user) and _is_open(case)


def require_strategic(case: Case, by: User) -> None:
    """Raise unless the person may make this case a strategic one, or add to it, now."""
    if case.is_practice or Permission.STRATEGIC_MANAGE not in permissions_on(case, by):
        raise PermissionDenied(Permission.STRATEGIC_MANAGE)
    if not Case.objects.visible_to(by).filter(pk=case.pk).exists():
        raise PermissionDenied(Permission.STRATEGIC_MANAGE)
    if not _is_open(case):
        raise NotAllowed("not_open_to_litigation")


def _is_open(case: Case) -> bool:
    return not case.is_practice and Status(case.status) in OPEN_TO_FOLLOW_UP


def strategic_of(case: Case) -> StrategicCase | None:
    """The flag of a case, if it has one."""
    return StrategicCase.objects.filter(case=case).first()


@transaction.atomic
def strategic_flag(
    case: Case, reasons: Iterable[Term], note: Written, claimed: Decimal | None = None, *, by: User
) -> StrategicCase:
    """Make a case a strategic one. Raises `NotAllowed` where it is one already."""
    case = _lock(case, by)
    if strategic_of(case) is not None:
        raise NotAllowed("strategic_already")
    reasons = _checked_reasons(case, reasons)
    made = StrategicCase.objects.create(case=case, claimed=claimed, flagged_by=by)
    made.reasons.set(reasons)
    seal_written(case, {STRATEGIC_NOTE: note}, by=by)
    _log("strategic.flagged", case, by, ["reasons", *(["claimed"] if claimed is not None else [])])
    return made


@transaction.atomic
def strategic_change(case: Case, data: StrategicData, *, by: User, version: int) -> StrategicCase:
    """Change why, the amounts, the note, and how the litigation ended; without an outcome it goes on.

    Raises `CaseChanged` where somebody else wrote in between, and `NotAllowed` for a sum won without an outcome that
    brings one, or an end without its day.
    """
    case = _lock(case, by)
    row = _flagged(case)
    if row.version != version:
        raise CaseChanged(case)
    _check_end(data)
    reasons = _checked_reasons(case, data.reasons)
    changed = [name for name in ("claimed", "won", "outcome", "ended_on") if getattr(row, name) != getattr(data, name)]
    row.claimed, row.won, row.outcome, row.ended_on = data.claimed, data.won, data.outcome, data.ended_on
    if {term.pk for term in row.reasons.all()} != {term.pk for term in reasons}:
        changed.append("reasons")
        row.reasons.set(reasons)
    row.version += 1
    row.save()
    seal_written(case, {STRATEGIC_NOTE: data.note}, by=by)
    if data.is_compensation and data.won is not None:
        _take_over(case, data.won)
    _log("strategic.changed", case, by, changed)
    return row


def _take_over(case: Case, won: Decimal) -> None:
    """What was won is the compensation of the case, unless somebody has written another one."""
    if case.compensation is None:
        case.compensation = won
        case.version += 1
        case.save(update_fields=["compensation", "version"])


@transaction.atomic
def strategic_unflag(case: Case, *, by: User) -> None:
    """The case was no strategic one after all. Once there is a step it is ended instead, and its history stays."""
    case = _lock(case, by)
    row = _flagged(case)
    if row.stages.exists():
        raise NotAllowed("has_stages")
    seal(case, {STRATEGIC_NOTE: ""}, by=by)
    row.delete()
    _log("strategic.unflagged", case, by, ["reasons"])


@transaction.atomic
def stage_add(case: Case, data: StageData, *, by: User) -> LitigationStage:
    """Add a step before a body, with the next deadline. Raises `NotAllowed` where the litigation has ended."""
    case = _lock(case, by)
    row = _flagged(case)
    if not row.is_open:
        raise NotAllowed("litigation_ended")
    _require_term(case, data.stage, STAGES)
    if data.body is not None:
        _require_term(case, data.body, BODIES)
    if data.deadline_on is not None and data.deadline_on < data.happened_on:
        raise NotAllowed("deadline_before_step")
    if data.meets_deadlines:
        for other in row.stages.filter(deadline_on__isnull=False, met_on=None, happened_on__lte=data.happened_on):
            other.met_on = data.happened_on
            other.save(update_fields=["met_on"])
    stage = LitigationStage.objects.create(
        strategic=row,
        stage=data.stage,
        body=data.body,
        happened_on=data.happened_on,
        deadline_on=data.deadline_on,
        recorded_by=by,
    )
    seal_written(case, {stage_note(stage): data.note}, by=by)
    _log("strategic.stage_added", case, by, ["stage", *(["deadline_on"] if data.deadline_on else [])])
    if data.deadline_on is not None:
        announce_deadline(stage, data.deadline_on, by=by)
    return stage


@transaction.atomic
def stage_met(case: Case, stage: LitigationStage, met_on: datetime.date, *, by: User) -> LitigationStage:
    """Say that the deadline of a step was met. Said twice it stays as it was said first."""
    case = _lock(case, by)
    stage = _stage(case, stage)
    if stage.deadline_on is None:
        raise NotAllowed("no_deadline")
    if not stage.happened_on <= met_on <= timezone.localdate():
        raise NotAllowed("met_on_impossible")
    if stage.met_on is None:
        stage.met_on = met_on
        stage.save(update_fields=["met_on"])
        _log("strategic.deadline_met", case, by, ["met_on"])
    return stage


def may_remove(stage: LitigationStage, case: Case, *, by: User) -> bool:
    """May the person take this step away? Their own on the day they recorded it.

    Whoever may erase the whole case, which coordinators do, takes away any step at any time.
    """
    if has_permission(by, Permission.CASE_ERASE, programme=case.programme):
        return True
    return stage.recorded_by_id == by.pk and timezone.localdate(stage.recorded_at) == timezone.localdate()


@transaction.atomic
def stage_remove(case: Case, stage: LitigationStage, *, by: User) -> None:
    """Take away a step that was recorded by mistake. Its note goes with it."""
    case = _lock(case, by)
    stage = _stage(case, stage)
    if not may_remove(stage, case, by=by):
        raise NotAllowed("stage_not_removable")
    seal(case, {stage_note(stage): ""}, by=by)
    stage.delete()
    _log("strategic.stage_removed", case, by, ["stage"])


def _lock(case: Case, by: User) -> Case:
    case = lock_case(case)
    require_strategic(case, by)
    return case


def _flagged(case: Case) -> StrategicCase:
    row = strategic_of(case)
    if row is None:
        raise NotAllowed("not_strategic")
    return row


def _stage(case: Case, stage: LitigationStage) -> LitigationStage:
    found = LitigationStage.objects.filter(pk=stage.pk, strategic__case=case).first()
    if found is None:
        raise NotAllowed("no_such_stage")
    return found


def _checked_reasons(case: Case, reasons: Iterable[Term]) -> list[Term]:
    chosen = list(reasons)
    if not chosen:
        raise NotAllowed("reason_missing")
    for term in chosen:
        _require_term(case, term, REASONS)
    return chosen


def _require_term(case: Case, term: Term, code_list: str) -> None:
    if (term.code_list, term.programme_id) != (code_list, case.programme_id):
        raise NotAllowed("term")


def _check_end(data: StrategicData) -> None:
    if bool(data.outcome) != (data.ended_on is not None):
        raise NotAllowed("end_without_day")
    if data.won is not None and data.outcome not in PAYS:
        raise NotAllowed("won_without_outcome")


def _log(action: str, case: Case, by: User, fields: Iterable[str]) -> None:
    record(action, case, by=by, programme=case.programme, organisation=case.organisation, fields=list(fields))
