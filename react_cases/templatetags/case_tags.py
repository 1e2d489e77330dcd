"""How the states of a case look."""

from django import template

from react_cases.models import Case
from react_cases.workflow import OPEN_TO_FOLLOW_UP, Qualification, ReadinessValue, ResponseStatus, Status

register = template.Library()

KINDS: dict[str, str] = {
    Status.DRAFT: "todo",
    Status.SUBMITTED: "waiting",
    Status.RETURNED: "attention",
    Status.VALIDATED: "waiting",
    Status.APPROVED: "done",
    Status.REJECTED: "stop",
    Status.ERASED: "locked",
    ResponseStatus.NEW: "todo",
    ResponseStatus.IN_PROGRESS: "waiting",
    ResponseStatus.WAITING: "attention",
    ResponseStatus.CLOSED: "done",
    ResponseStatus.REOPENED: "attention",
    Qualification.PENDING: "todo",
    ReadinessValue.READY: "done",
    ReadinessValue.READY_NGO: "done",
    ReadinessValue.READY_INF: "done",
    ReadinessValue.UNDEC: "todo",
}
"""Value of an axis -> kind of `c-status-tag`. No code belongs to two axes."""


@register.filter
def tag_kind(value: str) -> str:
    """The sign of a status, a qualification, a readiness."""
    return KINDS.get(value, "neutral")


@register.filter
def takes_follow_up(case: Case) -> bool:
    """Can help, readiness and an outcome be added in the status of the case? Whoever sees it there may."""
    return case.status in OPEN_TO_FOLLOW_UP
