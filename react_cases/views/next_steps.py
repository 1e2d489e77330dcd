"""What a person can do with a case now, and why not, in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from documenters.models import User
from documenters.permissions import Permission
from react_cases.actions.steps import permissions_on, possible_steps
from react_cases.forms.responses import FollowUpForm, quick_days
from react_cases.models import Case
from react_cases.workflow import OPEN_TO_FOLLOW_UP, RESPONSE_STEPS, TRANSITIONS, ResponseStatus, Status

PAGES = {
    "submit": "case_edit",
    "return": "case_return",
    "validate": "case_validate",
    "approve": "case_approve",
    "reject": "case_reject",
    "reopen": "case_reopen",
    "discard": "case_discard",
    "erase": "case_erase",
    "practice_discard": "practice_discard",
}
"""Transition -> URL name of its page."""

MAIN = ("submit", "validate", "approve")
"""Steps that carry a case forward: their buttons are the strong ones."""

KEYS = {"submit": "a", "validate": "a", "approve": "a", "return": "r", "reopen": "r"}

ORDER = ("submit", "validate", "approve", "return", "reopen", "reject", "discard", "practice_discard", "erase")


@dataclass(frozen=True)
class NextStep:
    """One button, or the sentence in its place."""

    name: str
    label: str
    url: str
    barrier: str = ""
    """Why this person cannot take the step; empty where they can."""

    @property
    def is_main(self) -> bool:
        """Does it carry the case forward?"""
        return self.name in MAIN

    @property
    def key(self) -> str:
        """The letter that takes it, in static/js/keys.js."""
        return KEYS.get(self.name, "")


def next_steps(case: Case, user: User) -> list[NextStep]:
    """The steps of the documentation axis for this person, the forward one first."""
    found: dict[str, NextStep] = {}
    for step in possible_steps(case, user):
        name = step.transition.name
        # Somebody who is mentor and coordinator has two rows of one name; the workflow takes the first as well.
        if name not in found:
            barrier = barrier_sentence(f"duty_{step.barrier}") if step.barrier else ""
            found[name] = NextStep(name, _label(name, case), _url(name, case), barrier)
    return sorted(found.values(), key=lambda step: ORDER.index(step.name))


def holds_step(case: Case, user: User, name: str) -> bool:
    """Could this person take a step of this name at some point in the case's life?"""
    allowed = permissions_on(case, user)
    return any(row.name == name and row.permission in allowed and not row.author_only for row in TRANSITIONS)


def barrier_of(case: Case, user: User, name: str) -> str:
    """Why this person cannot take the step now, as a code of `NotAllowed`; empty where they can."""
    for step in possible_steps(case, user):
        if step.transition.name == name:
            return f"duty_{step.barrier}" if step.barrier else ""
    return "no_such_step"


def barrier_sentence(code: str) -> str:
    """A code of `NotAllowed` in words."""
    return {
        "no_such_step": _("This step is not possible any more: the case has moved on."),
        "duty_author": _("You recorded this case, so somebody else has to decide on it."),
        "duty_reviewer": _("You checked this case as its mentor, so another person has to decide on it now."),
        "duty_approver": _("You decided on this case as a coordinator, so a mentor has to check it."),
        "comment_missing": _("Say at least once what to change."),
        "qualification_pending": _("Say first whether it is a violation."),
        "not_editable": _("The case cannot be changed in its present status."),
    }.get(code, _("This step is not possible."))


def waiting_sentence(case: Case, user: User) -> str:
    """Who has the next step, for somebody who has none."""
    is_author = case.documenter_id == user.pk
    if case.is_practice and case.status == Status.VALIDATED:
        return _("The practice is over: a real case would go to the coordinator now.")
    return {
        Status.DRAFT: _("The case is not sent yet."),
        Status.SUBMITTED: _("The case waits for a mentor's check. Help can be added at any time."),
        Status.RETURNED: _("The case was given back to you.") if is_author else _("The case is with its author."),
        Status.VALIDATED: _("A mentor has checked the case. It waits for the coordinator's approval."),
        Status.APPROVED: _("The case is approved. Help and its outcome can still be added."),
        Status.REJECTED: _("The case was put aside and does not count."),
    }.get(Status(case.status), "")


@dataclass(frozen=True)
class FollowUp:
    """What can be added to the case, and where the response axis can go."""

    links: list[tuple[str, str]]
    """(label, address)"""
    statuses: list[tuple[str, str]]
    """(code, label) of the response statuses that one button sets."""
    days: list[dict[str, Any]]
    """Buttons of the day to look at the case again; none for a closed case."""
    day_form: FollowUpForm
    """Any other day."""


def follow_up_of(case: Case, user: User) -> FollowUp | None:
    """What this person may add now; nothing where nothing can be added."""
    if Status(case.status) not in OPEN_TO_FOLLOW_UP or Permission.CASE_FOLLOW_UP not in permissions_on(case, user):
        return None
    days = [] if case.response_status == ResponseStatus.CLOSED else quick_days()
    return FollowUp(list(_links(case)), list(_statuses(case)), days, FollowUpForm())


def _links(case: Case) -> Iterator[tuple[str, str]]:
    for name, label in (
        ("response_add", _("Help given")),
        ("readiness_add", _("Readiness")),
        ("case_close", _("Outcome")),
        ("consent_list", _("Consent")),
        ("comment_add", _("Comment")),
    ):
        if url := page_of(name, case):
            yield label, url


def _statuses(case: Case) -> Iterator[tuple[str, str]]:
    labels = {
        ResponseStatus.IN_PROGRESS: _("Help goes on"),
        ResponseStatus.WAITING: _("Waits for an answer"),
        ResponseStatus.REOPENED: _("Open again"),
    }
    for target in sorted(RESPONSE_STEPS[ResponseStatus(case.response_status)] & labels.keys()):
        yield target.value, labels[target]


def page_of(name: str, case: Case) -> str:
    """The address of a page of the case, empty where this programme has no such page."""
    try:
        return reverse(name, args=[case.public_id])
    except NoReverseMatch:
        return ""


def _url(name: str, case: Case) -> str:
    return page_of(PAGES[name], case)


def _label(name: str, case: Case) -> str:
    return {
        "submit": _("Correct and send again") if case.status == Status.RETURNED else _("Continue"),
        "validate": _("Checked: pass on"),
        "approve": _("Approve"),
        "return": _("Give back to the author"),
        "reopen": _("Open again for correction"),
        "reject": _("Put aside"),
        "discard": _("Throw the draft away"),
        "practice_discard": _("Throw the practice case away"),
        "erase": _("Erase at the client's request"),
    }[name]
