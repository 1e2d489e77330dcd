"""Add help and readiness, close a case, say that it waits or goes on."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from documenters.views.guards import SignedInRequest
from react_cases.actions import responses as actions
from react_cases.actions.locking import CaseChanged
from react_cases.forms.responses import OutcomeForm, ReadinessForm, ResponseForm
from react_cases.models import Case
from react_cases.models.choices import RESPONSE_STATUS_LABELS
from react_cases.views.comparison import outcome_comparison
from react_cases.views.fetching import posted_version
from react_cases.views.follow_up import follow_up, to_case
from react_cases.workflow import ResponseStatus


@follow_up
def response_add(request: SignedInRequest, case: Case) -> HttpResponseBase:
    """Add one thing done for the client."""
    form = ResponseForm(case, request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.response_add(case, form.data_of(), by=request.user)
        messages.success(request, _("The help given is recorded."))
        return to_case(case)
    return render(request, "react_cases/response_add.html", {"case": case, "form": form})


@follow_up
def readiness_add(request: SignedInRequest, case: Case) -> HttpResponseBase:
    """Record what the client says about acting."""
    form = ReadinessForm(case, request.POST or None)
    if request.method == "POST" and form.is_valid():
        row = actions.readiness_add(case, by=request.user, **form.cleaned_data)
        if row:
            messages.success(request, _("Readiness is recorded."))
        else:
            messages.info(request, _("The client has said this before; nothing was added."))
        return to_case(case)
    return render(request, "react_cases/readiness_add.html", {"case": case, "form": form})


@follow_up
def case_close(request: SignedInRequest, case: Case) -> HttpResponseBase:
    """Close a case with its outcome, or correct the outcome of a closed one."""
    form = OutcomeForm(case, request.POST or None)
    context: dict[str, Any] = {"case": case, "form": form}
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            actions.case_close(case, form.data_of(), by=request.user, version=form.cleaned_data["version"])
        except CaseChanged as changed:
            context |= {
                "case": changed.case,
                "form": OutcomeForm(changed.case, _with_version(request, changed.case)),
                "comparison": outcome_comparison(changed.case, form.data_of()),
            }
            status = 409
        else:
            messages.success(request, _("The case is closed. New help can still be added."))
            return to_case(case)
    return render(request, "react_cases/case_close.html", context, status=status)


def _with_version(request: SignedInRequest, case: Case) -> Any:
    """What was typed, ready to be sent again over the case as it is now."""
    data = request.POST.copy()
    data["version"] = str(case.version)
    return data


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
