"""Decide on a case: give back, pass on, approve, put aside, open again, erase.

Every page works the same way: fetch what the person may open, bind the form of the step, call the step's one action.
"""

import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods

from documenters.models import User
from documenters.permissions import Permission
from documenters.views.guards import SignedInRequest, permitted, recently_authenticated, signed_in
from react_cases.actions import erasure, review
from react_cases.actions.locking import CaseChanged, NotAllowed
from react_cases.actions.sealing import OpenReason
from react_cases.forms.review import (
    ApproveForm,
    EraseForm,
    RejectForm,
    ReopenForm,
    ReturnForm,
    ReviewForm,
    ValidateForm,
)
from react_cases.models import Case
from react_cases.views.case_detail import identity_facts
from react_cases.views.case_print import printed_sections
from react_cases.views.case_record import read_record
from react_cases.views.case_sections import sections_of
from react_cases.views.conflict import conflict_of
from react_cases.views.decided import remember_decision
from react_cases.views.fetching import visible_case
from react_cases.views.next_steps import barrier_of, barrier_sentence, holds_step
from react_cases.views.receipts import what_is_destroyed, what_stays
from react_cases.workflow import Qualification

GET_OR_POST = ["GET", "HEAD", "POST"]

TYPED = re.compile(r"text(_\w+)?")
"""Fields of sentences; what was decided about them stands beside them and says nothing."""


@dataclass(frozen=True)
class Decision:
    """One kind of step: its form, its action, and the words around it."""

    name: str
    form: Callable[..., ReviewForm]
    act: Callable[[Case, Any, User], Case]
    wish: str
    """What the person wants, for the comparison after somebody else was quicker."""
    done: str
    goes_to: str = ""
    """The page of the case that follows; without one, the queue."""
    shows_texts: bool = True
    """Is what people wrote needed for it? Each opening is logged, and no more is opened than has to be."""

    @property
    def template(self) -> str:
        """The page, named as the view."""
        return f"react_cases/case_{self.name}.html"


RETURN = Decision(
    "return",
    ReturnForm,
    lambda case, form, by: review.case_return(case, form.comments(), by=by, version=form.cleaned_data["version"]),
    gettext_noop("Give back to the author"),
    gettext_noop("%(case)s is given back to its author."),
)
VALIDATE = Decision(
    "validate",
    ValidateForm,
    lambda case, form, by: review.case_validate(
        case, Qualification(form.cleaned_data["qualification"]), by=by, version=form.cleaned_data["version"]
    ),
    gettext_noop("Pass on to the coordinator"),
    gettext_noop("%(case)s is checked and waits for the coordinator."),
)
APPROVE = Decision(
    "approve",
    ApproveForm,
    lambda case, form, by: review.case_approve(
        case,
        Qualification(form.cleaned_data["qualification"]),
        form.chosen_articles(),
        by=by,
        version=form.cleaned_data["version"],
    ),
    gettext_noop("Approve"),
    gettext_noop("%(case)s is approved."),
)
REJECT = Decision(
    "reject",
    RejectForm,
    lambda case, form, by: review.case_reject(
        case,
        form.cleaned_data["reason"],
        form.cleaned_data["text"],
        by=by,
        version=form.cleaned_data["version"],
        decisions=form.decisions("text"),
    ),
    gettext_noop("Put aside"),
    gettext_noop("%(case)s is put aside."),
)
REOPEN = Decision(
    "reopen",
    ReopenForm,
    lambda case, form, by: review.case_reopen(case, form.comments(), by=by, version=form.cleaned_data["version"]),
    gettext_noop("Open again for correction"),
    gettext_noop("%(case)s is open again; its author can correct it."),
)
ERASE = Decision(
    "erase",
    EraseForm,
    lambda case, form, by: erasure.case_erase(
        case, form.cleaned_data["reason"], by=by, version=form.cleaned_data["version"]
    ),
    gettext_noop("Erase"),
    gettext_noop("%(case)s is erased. Its number and the date remain."),
    goes_to="case_detail",
    shows_texts=False,
)


DECISIONS = {decision.name: decision for decision in (RETURN, VALIDATE, APPROVE, REJECT, REOPEN, ERASE)}
"""By the name of the step."""


@require_http_methods(GET_OR_POST)
@signed_in
def case_return(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """Give a case back to its author, with comments beside the parts they are about."""
    return _decide(request, public_id, RETURN)


@require_http_methods(GET_OR_POST)
@signed_in
def case_validate(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """The mentor passes a case on, with its qualification."""
    return _decide(request, public_id, VALIDATE)


@require_http_methods(GET_OR_POST)
@signed_in
def case_approve(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """The coordinator settles qualification and treaty articles."""
    return _decide(request, public_id, APPROVE)


@require_http_methods(GET_OR_POST)
@signed_in
def case_reject(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """Put a case aside for a coded reason."""
    return _decide(request, public_id, REJECT)


@require_http_methods(GET_OR_POST)
@signed_in
def case_reopen(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """Open an approved or rejected case for correction."""
    return _decide(request, public_id, REOPEN)


@require_http_methods(GET_OR_POST)
@permitted(Permission.CASE_ERASE)
@recently_authenticated
def case_erase(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """Erase a case because its client asked for it."""
    return _decide(request, public_id, ERASE)


def _decide(request: SignedInRequest, public_id: uuid.UUID, decision: Decision) -> HttpResponseBase:
    case = visible_case(request, public_id)
    if not holds_step(case, request.user, decision.name):
        raise Http404
    barrier = barrier_of(case, request.user, decision.name)
    if request.method != "POST":
        form = decision.form(case=case)
        return _barred(request, case, decision, barrier) if barrier else decision_page(request, case, decision, form)
    form = decision.form(request.POST, case=case)
    if not form.is_valid():
        if barrier == "no_such_step":
            return _conflict(request, case, decision)
        return _barred(request, case, decision, barrier) if barrier else decision_page(request, case, decision, form)
    try:
        after = decision.act(case, form, request.user)
    except CaseChanged:
        return _conflict(request, visible_case(request, public_id), decision)
    except PermissionDenied:
        # A step of this name leaves this status, but it is somebody else's.
        return _barred(request, case, decision, "no_such_step")
    except NotAllowed as refusal:
        return _barred(request, case, decision, refusal.code)
    if decision.goes_to:
        messages.success(request, _(decision.done) % {"case": case.code})
        return redirect(decision.goes_to, case.public_id)
    remember_decision(request, case, after, _(decision.done) % {"case": case.code})
    return redirect("queue")


def decision_page(
    request: SignedInRequest, case: Case, decision: Decision, form: ReviewForm, status: int = 200, **more: Any
) -> HttpResponseBase:
    """The form beside what the decision is about; its texts are opened for it, which is logged."""
    record = read_record(case, by=request.user, reason=OpenReason.REVIEW, with_texts=decision.shows_texts)
    sections = sections_of(record)
    if not decision.shows_texts:
        sections = printed_sections(record, with_texts=False)
    context = {"case": case, "record": record, "sections": sections, "form": form}
    context |= {"form_url": reverse(f"case_{decision.name}", args=[case.public_id])}
    context |= {"facts": identity_facts(case, request.user)}
    if isinstance(form, EraseForm):
        context |= {"destroyed": what_is_destroyed(), "stays": what_stays()}
    if isinstance(form, ReturnForm):
        fields = {part: (reason, text) for part, reason, text in form.parts()}
        context["form_parts"] = [(section, *fields[section.field]) for section in sections]
    return render(request, decision.template, context | more, status=status)


def _barred(request: SignedInRequest, case: Case, decision: Decision, code: str) -> HttpResponseBase:
    """Why this person cannot take the step, and what they had typed."""
    context = {"case": case, "sentence": barrier_sentence(code), "typed": _typed(request), "wish": _(decision.wish)}
    return render(request, "react_cases/step_barred.html", context, status=409 if request.method == "POST" else 200)


def _conflict(request: SignedInRequest, case: Case, decision: Decision) -> HttpResponseBase:
    """Somebody else was quicker: both versions, with nothing of what was typed lost."""
    conflict = conflict_of(case, request.POST.get("seen", ""), _(decision.wish), request.POST)
    barrier = barrier_of(case, request.user, decision.name)
    if barrier:
        context = {"case": case, "conflict": conflict, "typed": _typed(request), "wish": _(decision.wish)}
        sentence = barrier_sentence(barrier)
        return render(request, "react_cases/step_barred.html", context | {"sentence": sentence}, status=409)
    data = request.POST.copy()
    fresh = decision.form(case=case)
    for name in ("version", "seen"):
        data[name] = str(fresh.initial[name])
    return decision_page(request, case, decision, decision.form(data, case=case), status=409, conflict=conflict)


def _typed(request: SignedInRequest) -> list[str]:
    """The sentences of a refused form, so that they can be copied."""
    return [
        text for name, text in request.POST.items() if isinstance(text, str) and text.strip() and TYPED.fullmatch(name)
    ]
