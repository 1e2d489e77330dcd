"""The life of a case: four independent axes and the one table of documentation transitions. Pure.

Review never blocks help: the response axis and readiness move at any documentation status.
Source of the rules: domain.md section 7.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from documenters.permissions import Permission


class Status(StrEnum):
    """Documentation status."""

    DRAFT = "DRAFT"
    SUBMITTED = "SUBMITTED"
    RETURNED = "RETURNED"
    VALIDATED = "VALIDATED"
    APPROVED = "APPROVED"
    REJECTED = "REJECTED"
    ERASED = "ERASED"


class Qualification(StrEnum):
    """Is it a violation of a right? Decided by the mentor, settled by the coordinator's approval."""

    PENDING = "PENDING"
    VIOLATION = "VIOLATION"
    ADVICE = "ADVICE"
    INSUFF = "INSUFF"


class ResponseStatus(StrEnum):
    """How far help has come."""

    NEW = "NEW"
    IN_PROGRESS = "IN_PROGRESS"
    WAITING = "WAITING"
    CLOSED = "CLOSED"
    REOPENED = "REOPENED"


class ReadinessValue(StrEnum):
    """Is the client ready to act? The history is kept; the latest value is the case's."""

    READY = "READY"
    READY_NGO = "READY_NGO"
    READY_INF = "READY_INF"
    UNDEC = "UNDEC"
    NOTREADY = "NOTREADY"
    CHANGED = "CHANGED"
    NA = "NA"


NOT_PURSUING = frozenset({ReadinessValue.NOTREADY, ReadinessValue.CHANGED})
"""Readiness of clients who do not go on: the published 43 %."""


class Axis(StrEnum):
    """Which axis a recorded transition moved."""

    DOCUMENTATION = "documentation"
    RESPONSE = "response"


class Duty(StrEnum):
    """A part in one case. One person holds at most one of the three."""

    AUTHOR = "author"
    REVIEWER = "reviewer"
    APPROVER = "approver"


class Need(StrEnum):
    """What a transition must bring along."""

    COMMENT = "comment"
    """At least one comment tied to a field."""
    REASON = "reason"
    """A coded reason."""
    QUALIFICATION = "qualification"
    """A qualification; with `FINAL_QUALIFICATION` one other than pending."""
    FINAL_QUALIFICATION = "final_qualification"
    COMPLETE = "complete"
    """The minimum set of coded fields."""
    ARTICLES = "articles"
    """The treaty articles were confirmed by a person."""


@dataclass(frozen=True)
class Transition:
    """One row of the table."""

    name: str
    source: Status
    target: Status
    permission: Permission
    duty: Duty | None = None
    """The part in the case that the actor takes with this step."""
    needs: frozenset[Need] = field(default_factory=frozenset)
    author_only: bool = False
    practice_only: bool = False
    """Cases made to learn with have this step, and no other case has."""


def _rows() -> Iterator[Transition]:
    for source in (Status.DRAFT, Status.RETURNED):
        yield Transition(
            "submit",
            source,
            Status.SUBMITTED,
            Permission.CASE_SUBMIT,
            Duty.AUTHOR,
            frozenset({Need.COMPLETE}),
            author_only=True,
        )
    yield Transition(
        "return", Status.SUBMITTED, Status.RETURNED, Permission.CASE_RETURN, Duty.REVIEWER, frozenset({Need.COMMENT})
    )
    yield Transition(
        "validate",
        Status.SUBMITTED,
        Status.VALIDATED,
        Permission.CASE_VALIDATE,
        Duty.REVIEWER,
        frozenset({Need.QUALIFICATION}),
    )
    yield Transition(
        "approve",
        Status.VALIDATED,
        Status.APPROVED,
        Permission.CASE_APPROVE,
        Duty.APPROVER,
        frozenset({Need.FINAL_QUALIFICATION, Need.ARTICLES}),
    )
    yield Transition(
        "return",
        Status.VALIDATED,
        Status.RETURNED,
        Permission.CASE_SEND_BACK,
        Duty.APPROVER,
        frozenset({Need.COMMENT}),
    )
    yield Transition(
        "reject", Status.SUBMITTED, Status.REJECTED, Permission.CASE_REJECT, Duty.REVIEWER, frozenset({Need.REASON})
    )
    for source in (Status.SUBMITTED, Status.RETURNED, Status.VALIDATED):
        yield Transition(
            "reject", source, Status.REJECTED, Permission.CASE_DISMISS, Duty.APPROVER, frozenset({Need.REASON})
        )
    for source in (Status.APPROVED, Status.REJECTED):
        yield Transition(
            "reopen", source, Status.RETURNED, Permission.CASE_REOPEN, Duty.APPROVER, frozenset({Need.COMMENT})
        )


def _last_rows() -> Iterator[Transition]:
    yield Transition("discard", Status.DRAFT, Status.ERASED, Permission.CASE_DISCARD, author_only=True)
    for source in (Status.SUBMITTED, Status.RETURNED, Status.VALIDATED, Status.REJECTED):
        yield Transition(
            "practice_discard", source, Status.ERASED, Permission.CASE_DISCARD, author_only=True, practice_only=True
        )
    for source in (Status.SUBMITTED, Status.RETURNED, Status.VALIDATED, Status.APPROVED, Status.REJECTED):
        yield Transition("erase", source, Status.ERASED, Permission.CASE_ERASE, needs=frozenset({Need.REASON}))


TRANSITIONS: tuple[Transition, ...] = (*_rows(), *_last_rows())

UNDO = "undo"
"""The name of the row that takes the step before it back. It is no row of the table: nobody has it as a next step."""

UNDOABLE = frozenset({"return", "validate", "approve", "reject"})
"""What its author may take back at once (docs/adr/0025)."""

EDITABLE = frozenset({Status.DRAFT, Status.RETURNED})
"""The author changes the coded fields and the narrative only in these."""

OPEN_TO_FOLLOW_UP = frozenset(Status) - {Status.DRAFT, Status.ERASED, Status.REJECTED}
"""Responses, readiness and outcome are added in these: review never blocks help."""

RESPONSE_STEPS: dict[ResponseStatus, frozenset[ResponseStatus]] = {
    ResponseStatus.NEW: frozenset({ResponseStatus.IN_PROGRESS, ResponseStatus.WAITING, ResponseStatus.CLOSED}),
    ResponseStatus.IN_PROGRESS: frozenset({ResponseStatus.WAITING, ResponseStatus.CLOSED}),
    ResponseStatus.WAITING: frozenset({ResponseStatus.IN_PROGRESS, ResponseStatus.CLOSED}),
    ResponseStatus.CLOSED: frozenset({ResponseStatus.REOPENED}),
    ResponseStatus.REOPENED: frozenset({ResponseStatus.IN_PROGRESS, ResponseStatus.WAITING, ResponseStatus.CLOSED}),
}


def transitions_from(status: Status) -> tuple[Transition, ...]:
    """The rows that leave this status."""
    return tuple(row for row in TRANSITIONS if row.source == status)


def find_transition(name: str, source: Status, permissions: Collection[Permission]) -> Transition | None:
    """The row of this name that leaves `source` and that these permissions allow."""
    return next(
        (row for row in transitions_from(source) if row.name == name and row.permission in permissions),
        None,
    )


def duty_conflict(row: Transition, actor: int, author: int, duties: dict[Duty, frozenset[int]]) -> Duty | None:
    """The part in the case that keeps this person from this step, if any.

    `duties` says who has reviewed and who has approved the case so far, by identifier. The author never reviews or
    approves, a reviewer never approves, an approver never reviews: four eyes, and a third pair.
    """
    if row.duty in (Duty.REVIEWER, Duty.APPROVER) and actor == author:
        return Duty.AUTHOR
    if row.duty == Duty.APPROVER and actor in duties.get(Duty.REVIEWER, frozenset()):
        return Duty.REVIEWER
    if row.duty == Duty.REVIEWER and actor in duties.get(Duty.APPROVER, frozenset()):
        return Duty.APPROVER
    return None


def undo_of(name: str, source: Status, target: Status, permissions: Collection[Permission]) -> Transition | None:
    """The way back of a step just taken, for somebody who could take it again; none where there is no way back.

    It gives nobody a part in the case: with the step, the duty that the step gave is gone.
    """
    for row in transitions_from(source):
        if row.name in UNDOABLE and (row.name, row.target) == (name, target) and row.permission in permissions:
            return Transition(UNDO, target, source, row.permission)
    return None


def standing(names: Sequence[str]) -> list[bool]:
    """Which steps of a documentation path still stand: neither an undo nor taken back by the one right after."""
    followers = [*names[1:], ""] if names else []
    return [UNDO not in pair for pair in zip(names, followers, strict=True)]


def response_step_allowed(source: ResponseStatus, target: ResponseStatus) -> bool:
    """May the response axis go from one to the other?"""
    return target in RESPONSE_STEPS[source]


def readiness_after(values: Collection[ReadinessValue], stated: ReadinessValue) -> ReadinessValue:
    """What to record when a client states something, given what was recorded before.

    "Not ready" after any kind of "ready" is "changed mind": the field counts these apart.
    """
    ready = {ReadinessValue.READY, ReadinessValue.READY_NGO, ReadinessValue.READY_INF}
    if stated == ReadinessValue.NOTREADY and ready.intersection(values):
        return ReadinessValue.CHANGED
    return stated
