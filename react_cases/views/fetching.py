"""Fetch a case and decide in one step who gets it."""

import uuid

from django.http import Http404

from documenters.views.guards import SignedInRequest
from react_cases.models import Case


def visible_case(request: SignedInRequest, public_id: uuid.UUID) -> Case:
    """The case, if the person may open it; anybody else gets 404, as for a case that does not exist."""
    case = (
        Case.objects.visible_to(request.user)
        .select_related("programme", "organisation", "documenter", "oblast", "district", "city", "setting", "outcome")
        .filter(public_id=public_id)
        .first()
    )
    if case is None:
        raise Http404
    return case


def posted_version(request: SignedInRequest) -> int:
    """The version of the case that the sender's page showed; 0, which no case has, where none was sent."""
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
