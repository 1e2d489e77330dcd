"""Practice cases: begin one, and throw it away."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from documenters.permissions import Permission
from documenters.views.guards import SignedInRequest, permitted
from react_cases.actions.intake import organisations_of
from react_cases.actions.locking import CaseChanged
from react_cases.actions.practice import practice_discard as discard_practice
from react_cases.actions.practice import practice_start as start_practice
from react_cases.views.fetching import posted_version, visible_case
from react_cases.workflow import Status


@require_POST
@permitted(Permission.CASE_CREATE)
def practice_start(request: SignedInRequest) -> HttpResponseBase:
    """Begin a practice case, or go on with the one that is not sent yet."""
    organisations = {str(row.pk): row for row in organisations_of(request.user)}
    if not organisations:
        raise Http404
    chosen = organisations.get(request.POST.get("organisation", ""))
    if chosen is None and len(organisations) > 1:
        return render(request, "react_cases/practice_start.html", {"organisations": organisations.values()})
    case = start_practice(chosen or next(iter(organisations.values())), by=request.user)
    return redirect("case_edit", public_id=case.public_id)


@permitted(Permission.CASE_DISCARD)
def practice_discard(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """Throw a practice case away, after asking."""
    case = visible_case(request, public_id)
    if not case.is_practice or case.documenter_id != request.user.pk or case.status == Status.ERASED:
        raise Http404
    if request.method == "POST":
        try:
            discard_practice(case, by=request.user, version=posted_version(request))
        except CaseChanged:
            messages.warning(request, _("The case was changed meanwhile. Look at it again."))
            return redirect("case_detail", public_id=case.public_id)
        messages.success(request, _("The practice case is deleted."))
        return redirect("home")
    return render(request, "react_cases/practice_discard.html", {"case": case})
