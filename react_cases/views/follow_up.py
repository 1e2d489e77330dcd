"""What every page that adds something to a case starts with."""

import uuid
from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from documenters.permissions import Permission
from documenters.views.guards import SignedInRequest, permitted
from react_cases.actions.locking import NotAllowed
from react_cases.actions.steps import require_follow_up
from react_cases.models import Case
from react_cases.views.fetching import visible_case

CaseView = Callable[[SignedInRequest, Case], HttpResponseBase]


def follow_up(view: CaseView) -> Callable[..., HttpResponseBase]:
    """Hand a case to the view that may be added to now; otherwise say why not on the case's page."""

    @permitted(Permission.CASE_FOLLOW_UP)
    @wraps(view)
    def guarded(request: SignedInRequest, /, public_id: uuid.UUID) -> HttpResponseBase:
        case = visible_case(request, public_id)
        try:
            require_follow_up(case, request.user)
            return view(request, case)
        except PermissionDenied:
            raise Http404 from None
        except NotAllowed as refusal:
            messages.error(request, _sentence(refusal))
            return to_case(case)

    return guarded


def to_case(case: Case) -> HttpResponseRedirect:
    """Back to the case."""
    return redirect("case_detail", case.public_id)


def _sentence(refusal: NotAllowed) -> str:
    return {
        "not_open_to_follow_up": _("Nothing can be added to this case in its present status."),
        "no_such_step": _("This step is not possible any more: the case has moved on."),
    }.get(refusal.code, _("This step is not possible."))
