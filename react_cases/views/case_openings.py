"""Who opened a case: for its author and the coordinators."""

import uuid
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from documenters.models import AuditEvent
from documenters.permissions import Permission
from documenters.views.guards import SignedInRequest, permitted
from react_cases.actions.openings import openings_read
from react_cases.views.fetching import visible_case
from react_cases.views.log_words import opened_in_words, reason_in_words, roles_in_words, when

PAGE = 50


@dataclass(frozen=True)
class OpeningRow:
    """One opening in words."""

    who: str
    role: str
    when: str
    what: str
    why: str


@require_safe
@permitted(Permission.SEALED_OPEN)
def case_openings(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """Who, as what, when, which texts, and why. Reading it is logged."""
    case = visible_case(request, public_id)
    events = openings_read(case, by=request.user)
    if events is None:
        raise Http404
    page = Paginator(events, PAGE).get_page(request.GET.get("page"))
    rows = [_in_words(event) for event in page]
    return render(request, "react_cases/case_openings.html", {"case": case, "page": page, "rows": rows})


def _in_words(event: AuditEvent) -> OpeningRow:
    return OpeningRow(
        str(event.actor or ""), roles_in_words(event), when(event), opened_in_words(event), reason_in_words(event)
    )
