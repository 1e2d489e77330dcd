"""What every page that adds something to a case starts with, and where it goes on afterwards."""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from documenters.permissions import Permission
from documenters.views.guards import SignedInRequest, permitted
from react_cases.actions.locking import NotAllowed
from react_cases.actions.steps import require_follow_up
from react_cases.models import Case
from react_cases.views.fetching import visible_case

CaseView = Callable[[SignedInRequest, Case], HttpResponseBase]

BACK = {"list": "case_list", "queue": "queue"}
"""The value of `?back=` -> URL name of the page that somebody comes from; from the case itself without one."""


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


def went_back(request: SignedInRequest, case: Case) -> HttpResponseRedirect:
    """Back where the person came from."""
    return redirect(_back_url(request, case))


def follow_up_page(
    request: SignedInRequest, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponseBase:
    """The page of a form, with the way back."""
    back = {"back_url": _back_url(request, context["case"]), "is_from_elsewhere": request.GET.get("back") in BACK}
    return render(request, template, {**back, **context}, status=status)


def saved_notice(request: SignedInRequest, case: Case, said: str, *, link: str, url: str) -> None:
    """Say what was saved, with the one thing that may be wanted next; the number where another page shows it."""
    if request.GET.get("back") in BACK:
        said = f"{case.code}. {said}"
    messages.success(request, format_html('{} <a href="{}">{}</a>', said, url, link))


def _back_url(request: SignedInRequest, case: Case) -> str:
    name = BACK.get(request.GET.get("back", ""))
    return reverse(name) if name else reverse("case_detail", args=[case.public_id])


def _sentence(refusal: NotAllowed) -> str:
    return {
        "not_open_to_follow_up": _("Nothing can be added to this case in its present status."),
        "no_such_step": _("This step is not possible any more: the case has moved on."),
        "case_is_closed": _("The case is closed. Open help again first, then choose a day."),
        "response_not_removable": _("Help can be taken back only by whoever recorded it, on the same day."),
    }.get(refusal.code, _("This step is not possible."))
