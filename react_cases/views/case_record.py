"""Everything about one case, read once: rows, and the texts that this person may read."""

from dataclasses import dataclass, field
from enum import StrEnum

from documenters.models import User
from documenters.vault.opened import KeyMissing
from documenters.vault.primitives import SealBroken
from react_cases.actions.case_keys import has_key
from react_cases.actions.guard import Decided, decided_in
from react_cases.actions.sealing import (
    NARRATIVE,
    STRATEGIC_NOTE,
    OpenReason,
    SealedField,
    comment_text,
    evidence_name,
    evidence_note,
    open_sealed,
    response_note,
    stage_note,
    step_answers,
    violator_unit,
)
from react_cases.actions.snapshots import last_return
from react_cases.models import (
    Case,
    CaseTransition,
    ClientGroup,
    Comment,
    Consent,
    Evidence,
    LitigationStage,
    Readiness,
    Response,
    StrategicCase,
    Term,
    Violation,
    Violator,
)
from react_cases.workflow import Status


class Shut(StrEnum):
    """Why the texts of a case are not shown."""

    BROKEN = "broken"
    """One of them was changed or moved behind the system's back."""
    WAITING = "waiting"
    """The person's key does not open the case: a colleague has to admit them."""
    LOST = "lost"
    """Nobody holds the key of the case any more: the texts are gone."""


@dataclass(frozen=True)
class CaseRecord:
    """A case with its rows in the order of the record, and its opened texts."""

    case: Case
    groups: list[ClientGroup]
    tags: list[Term]
    violators: list[Violator]
    violations: list[Violation]
    responses: list[Response]
    readiness: list[Readiness]
    consents: list[Consent]
    comments: list[Comment]
    transitions: list[CaseTransition]
    effects: list[Term]
    evidence: list[Evidence]
    strategic: StrategicCase | None = None
    stages: list[LitigationStage] = field(default_factory=list)
    """Its steps before bodies, the first one first."""
    texts: dict[SealedField, str] = field(default_factory=dict)
    decided: dict[SealedField, list[Decided]] = field(default_factory=dict)
    """What was decided about personal data in the texts; left out where they are printed."""
    shut: Shut | None = None
    """Why no text is shown, where one should be."""

    @property
    def narrative(self) -> str:
        """What happened, in the author's words."""
        return self.texts.get(NARRATIVE, "")

    def text_of(self, comment: Comment) -> str:
        """The text of a comment."""
        return self.texts.get(comment_text(comment), "")

    def note_of(self, response: Response) -> str:
        """The note of a response."""
        return self.texts.get(response_note(response), "")

    def unit_of(self, violator: Violator) -> str:
        """The station, department or hospital of a violator."""
        return self.texts.get(violator_unit(violator), "")

    def name_of(self, evidence: Evidence) -> str:
        """What a file is called."""
        return self.texts.get(evidence_name(evidence), "")

    def making_of(self, evidence: Evidence) -> str:
        """How and when a file was made."""
        return self.texts.get(evidence_note(evidence), "")


def read_record(case: Case, *, by: User, reason: OpenReason = OpenReason.READ, with_texts: bool = True) -> CaseRecord:
    """Read the rows and open the texts: one call, one row of the log. Without texts nothing is opened."""
    violators = list(case.violators.select_related("type"))
    responses = list(case.responses.select_related("type", "delivered_by", "addressee", "result", "recorded_by"))
    comments = list(case.comments.select_related("reason", "author"))
    evidence = list(case.evidence.select_related("added_by", "removed_by"))
    texts: dict[SealedField, str] = {}
    shut: Shut | None = None
    transitions = list(case.transitions.select_related("by", "reason"))
    returned = last_return(transitions)
    # What goes to courts is no part of the summary on paper.
    strategic = None if reason is OpenReason.PRINT else _strategic(case)
    stages = list(strategic.stages.select_related("stage", "body", "recorded_by")) if strategic else []
    places = [
        NARRATIVE,
        *([step_answers(returned)] if returned and case.status in (Status.SUBMITTED, Status.VALIDATED) else []),
        *(comment_text(row) for row in comments),
        *(response_note(row) for row in responses),
        *(violator_unit(row) for row in violators),
        *(evidence_name(row) for row in evidence),
        *(evidence_note(row) for row in evidence),
        *([STRATEGIC_NOTE] if strategic else []),
        *(stage_note(row) for row in stages),
    ]
    try:
        texts = open_sealed(case, places, by=by, reason=reason) if with_texts else {}
    except SealBroken:
        shut = Shut.BROKEN
    except KeyMissing:
        shut = Shut.WAITING if has_key(case) else Shut.LOST
    return CaseRecord(
        case=case,
        groups=list(case.client_groups.select_related("group")),
        tags=list(case.tags.all()),
        violators=violators,
        violations=list(case.violations.select_related("category").prefetch_related("violators__type")),
        responses=responses,
        readiness=list(case.readiness_history.select_related("recorded_by").prefetch_related("reasons")),
        consents=list(case.consents.select_related("recorded_by")),
        comments=comments,
        transitions=transitions,
        effects=list(case.effects.all()),
        evidence=evidence,
        strategic=strategic,
        stages=stages,
        texts=texts,
        decided=decided_in(case) if texts and reason is not OpenReason.PRINT else {},
        shut=shut,
    )


def _strategic(case: Case) -> StrategicCase | None:
    return StrategicCase.objects.filter(case=case).select_related("flagged_by").prefetch_related("reasons").first()
