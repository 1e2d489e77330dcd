"""What a case said when it was given back, kept sealed until the case is decided: what has changed since?

One snapshot belongs to one step, so that a step taken back takes its own snapshot along and no other.
"""

import datetime
import json
from collections.abc import Sequence

from django.utils import timezone

from documenters.models import Programme, User
from documenters.vault.primitives import SealBroken
from react_cases.actions.answers import Answers, case_answers
from react_cases.actions.sealing import (
    NARRATIVE,
    OpenReason,
    open_sealed,
    seal,
    step_answers,
    unseal_in,
    violator_unit,
)
from react_cases.models import Case, CaseTransition
from react_cases.workflow import Axis, Status, standing

UNDO_SECONDS = 20
"""How long a decision can be taken back: the ten seconds that the page shows, and the time of a slow line."""

DECIDED = (Status.APPROVED, Status.REJECTED)


def keep_snapshot(case: Case, *, by: User) -> None:
    """Seal the answers of a case that was given back with its last step. The log keeps that its texts were opened."""
    units = {violator_unit(row): row.pk for row in case.violators.all()}
    try:
        texts = open_sealed(case, [NARRATIVE, *units], by=by, reason=OpenReason.REVIEW)
    except SealBroken:
        # The case can be given back all the same; the log knows of the broken text.
        texts = {}
    answers = case_answers(
        case,
        narrative=texts.get(NARRATIVE, ""),
        units={units[place]: text for place, text in texts.items() if place in units},
    )
    step = case.transitions.filter(axis=Axis.DOCUMENTATION).order_by("-pk")[0]
    seal(case, {step_answers(step): json.dumps(answers, ensure_ascii=False)}, by=by)


def last_return(transitions: Sequence[CaseTransition]) -> CaseTransition | None:
    """The step that last gave the case back to its author, of those that were not taken back."""
    path = sorted((row for row in transitions if row.axis == Axis.DOCUMENTATION), key=lambda row: row.pk)
    stands = standing([row.name for row in path])
    found = [row for row, stood in zip(path, stands, strict=True) if stood and row.target == Status.RETURNED]
    return found[-1] if found else None


def read_answers(text: str) -> Answers:
    """A snapshot as answers of the intake."""
    answers: Answers = json.loads(text)
    return answers


def returned_answers(case: Case, *, by: User) -> Answers | None:
    """For the author of a case that was given back: what it said then; nothing where no snapshot is kept."""
    step = last_return(list(case.transitions.all()))
    if step is None or case.status != Status.RETURNED:
        return None
    place = step_answers(step)
    try:
        texts = open_sealed(case, [place], by=by, reason=OpenReason.EDIT)
    except SealBroken:
        # The case can be corrected without it; the log knows of the broken text.
        texts = {}
    return read_answers(texts[place]) if place in texts else None


def forget_old_snapshots(programme: Programme) -> None:
    """Delete the snapshots of decided cases whose decision cannot be taken back any more.

    Every decision calls it: the snapshots of a decided case go with the next one.
    """
    over = timezone.now() - datetime.timedelta(seconds=UNDO_SECONDS)
    unseal_in(Case.objects.filter(programme=programme, status__in=DECIDED, status_at__lt=over), "step")
