"""A guide of two pages for each role, in three languages."""

from typing import NamedTuple

from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from documenters.access import has_permission, reach_of
from documenters.models import ROLE_LABELS
from documenters.permissions import Permission, Role
from documenters.views.guards import SignedInRequest, signed_in

ROLES = (Role.DOCUMENTER, Role.MENTOR, Role.COORDINATOR, Role.DONOR, Role.ADMINISTRATOR)
"""In this order; of somebody with several roles the first is shown, and of somebody with none the first of all."""

LANGUAGES = ("ru", "ky", "en")


class GuideLink(NamedTuple):
    """One guide that can be opened."""

    role: Role
    label: str
    is_current: bool


@require_safe
@signed_in
def guide(request: SignedInRequest) -> HttpResponseBase:
    """The guide of the person's own role."""
    held = reach_of(request.user).roles
    return _page(request, next((role for role in ROLES if role in held), ROLES[0]))


@require_safe
@signed_in
def guide_of(request: SignedInRequest, role: str) -> HttpResponseBase:
    """The guide of any role: nothing in it is secret, and knowing each other's work helps."""
    if role not in list(Role):
        raise Http404
    return _page(request, Role(role))


def _page(request: SignedInRequest, role: Role) -> HttpResponseBase:
    language = get_language() or ""
    context = {
        "text": f"guides/{role}/{language if language in LANGUAGES else LANGUAGES[0]}.html",
        "role_label": ROLE_LABELS[role],
        "guides": [GuideLink(row, str(ROLE_LABELS[row]), row == role) for row in ROLES],
        "can_practise": role == Role.DOCUMENTER and has_permission(request.user, Permission.CASE_CREATE),
    }
    return render(request, "react_cases/guide.html", context)
