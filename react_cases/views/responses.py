"""Add help and readiness, close a case, say that it waits or goes on, choose the day to look again.

Help, readiness and the outcome take two taps from the case or from a row of a list: the page, then a button of one of
the most frequent answers.
"""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from documenters.views.guards import SignedInRequest
from react_cases.actions import follow_up as follow_up_actions
from react_cases.actions import responses as actions
from react_cases.actions.locking import CaseChanged
from react_cases.forms.quick import (
    help_said,
    outcome_said,
    quick_help,
    quick_outcomes,
    quick_readiness,
    readiness_said,
)
from react_cases.forms.responses import (
    QUICK_DAYS,
    FollowUpForm,
    OutcomeForm,
    ReadinessForm,
    ResponseForm,
    day_of,
    quick_days,
)
from react_cases.models import Case
from react_cases.models.choices import RESPONSE_STATUS_LABELS
from react_cases.views.comparison import outcome_comparison
from react_cases.views.fetching import posted_version
from react_cases.views.follow_up import follow_up, follow_up_page, saved_notice, to_case, went_back
from react_cases.workflow import ResponseStatus


@follow_up
def response_add(request: SignedInRequest, case: Case) -> HttpResponseBase:
    """Add one thing done for the client."""
    form = ResponseForm(case, help_said(request.POST) or None)
    if request.method == "POST" and form.is_valid():
        row = actions.response_add(case, form.data_of(), by=request.user, sent_as=form.cleaned_data["sent_as"])
        url = reverse("case_detail", args=[case.public_id]) + "#section-responses"
        said = _("Recorded: %(what)s.") % {"what": row.type.label}
        saved_notice(request, case, said, link=_("Look at it, or take it back"), url=url)
        return went_back(request, case)
    context = {"case": case, "form": form, "quick": quick_help(case, request.user)}
    return follow_up_page(request, "react_cases/response_add.html", context)


@follow_up
def readiness_add(request: SignedInRequest, case: Case) -> HttpResponseBase:
    """Record what the client says about acting."""
    form = ReadinessForm(case, readiness_said(request.POST) or None)
    if request.method == "POST" and form.is_valid():
        row = actions.readiness_add(case, by=request.user, **form.cleaned_data)
        if row:
            said = _("Recorded: %(what)s.") % {"what": row.get_value_display()}
            url = reverse("readiness_add", args=[case.public_id])
            saved_notice(request, case, said, link=_("Say it more exactly"), url=url)
        else:
            messages.info(request, _("The client has said this before; nothing was added."))
        return went_back(request, case)
    return follow_up_page(
        request, "react_cases/readiness_add.html", {"case": case, "form": form, "quick": quick_readiness(case)}
    )


@follow_up
def case_close(request: SignedInRequest, case: Case) -> HttpResponseBase:
    """Close a case with its outcome, or correct the outcome of a closed one."""
    answers = outcome_said(case, request.POST)
    form = OutcomeForm(case, answers or None)
    context: dict[str, Any] = {"case": case, "form": form, "quick": quick_outcomes(case)}
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            closed = actions.case_close(case, form.data_of(), by=request.user, version=form.cleaned_data["version"])
        except CaseChanged as changed:
            context |= {
                "case": changed.case,
                "form": OutcomeForm(changed.case, _with_version(answers, changed.case)),
                "comparison": outcome_comparison(changed.case, form.data_of()),
                "quick": [],
            }
            status = 409
        else:
            said = _("The case is closed: %(outcome)s.") % {"outcome": closed.outcome}
            url = reverse("case_close", args=[case.public_id])
            saved_notice(request, case, said, link=_("Add what came of it"), url=url)
            return went_back(request, case)
    return follow_up_page(request, "react_cases/case_close.html", context, status=status)


def _with_version(answers: Mapping[str, Any], case: Case) -> Any:
    """What was typed, ready to be sent again over the case as it is now."""
    data: Any = answers.copy()  # type: ignore[attr-defined]
    data["version"] = str(case.version)
    return data


@require_POST
@follow_up
def response_remove(request: SignedInRequest, case: Case) -> HttpResponseBase:
    """Take back one's own help that was recorded by mistake, on the same day."""
    number = request.POST.get("response", "")
    known = int(number) if number.isascii() and number.isdigit() and len(number) < 19 else 0
    follow_up_actions.response_remove(case, known, by=request.user)
    messages.success(request, _("It is taken back, as if it had not been recorded."))
    return to_case(case)


@follow_up
def follow_up_set(request: SignedInRequest, case: Case) -> HttpResponseBase:
    """Choose the day to look at the case again: one button, or any day that is not over."""
    quick = request.POST.get("quick", "")
    form = FollowUpForm(request.POST if request.method == "POST" and not quick else None)
    if quick in (*QUICK_DAYS, "none") or form.is_valid():
        on = day_of(quick) if quick else form.cleaned_data["on"]
        follow_up_actions.follow_up_set(case, on, by=request.user)
        day = formats.date_format(on) if on else ""
        said = _("You are reminded of this case on %(day)s.") % {"day": day} if on else _("No day is set any more.")
        messages.success(request, said)
        return went_back(request, case)
    return follow_up_page(request, "react_cases/follow_up_set.html", {"case": case, "form": form, "days": quick_days()})


@require_POST
@follow_up
def response_status_set(request: SignedInRequest, case: Case) -> HttpResponseBase:
    """Say that the case waits for an answer, goes on, or is open again."""
    target, version = request.POST.get("status", ""), posted_version(request)
    if target not in set(ResponseStatus) - {ResponseStatus.CLOSED} or not version:
        messages.error(request, _("This step is not possible."))
        return to_case(case)
    try:
        actions.response_status_set(case, ResponseStatus(target), by=request.user, version=version)
    except CaseChanged:
        messages.warning(request, _("Somebody else has just changed this case. Read it again, then decide."))
    else:
        label = RESPONSE_STATUS_LABELS[ResponseStatus(target)]
        messages.success(request, _("Recorded: %(status)s.") % {"status": label})
    return to_case(case)
