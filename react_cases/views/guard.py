"""Look through a text for personal data while somebody types it. Nothing of it is kept, and nothing is logged."""

import uuid

from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST

from documenters.access import programme_of
from documenters.limits import limited
from documenters.permissions import Permission
from documenters.views.guards import SignedInRequest, background, permitted
from react_cases.forms.guard_fields import BEFORE, Press, changes_in, press_in, written_in
from react_cases.forms.guard_panel import panel_of
from react_cases.forms.guarded import Guarding
from react_cases.forms.intake_answers import PAGE
from react_cases.views.fetching import visible_case

FIELD = "field"
"""Says which field of the page it is: its text stands under this name."""
KIND, LABEL = "kind", "label"
"""Says that the field is no prose but a label or the name of a file."""


@sensitive_post_parameters()
@sensitive_variables()
@background
@require_POST
@permitted(Permission.CASE_COMMENT)
@limited("guard", "120/m")
def guard_check(request: SignedInRequest) -> HttpResponseBase:
    """The panel for a text as it is now, or after one of the panel's buttons; called by the page itself."""
    guarding = _guarding(request)
    name = request.POST.get(FIELD, "")[:100]
    post = {key: value for key, value in request.POST.items() if isinstance(value, str)}
    is_label = request.POST.get(KIND) == LABEL
    press = press_in(
        post,
        programme=guarding.programme,
        seed=guarding.seed,
        is_guarded=lambda field: field == name,
        is_label=lambda _name: is_label,
    )
    press = press or Press(name, written_in(post, name), changes_in(post.get(f"{name}{BEFORE}", "")))
    panel = panel_of(
        name,
        press.written,
        programme=guarding.programme,
        seed=guarding.seed,
        case=guarding.case,
        changes=press.changes,
        is_label=is_label,
    )
    return render(request, "react_cases/guard_check.html", {"guard": panel})


def _guarding(request: SignedInRequest) -> Guarding:
    """For the case that the page names, if the person may see it; else for the case that a new intake will make."""
    if named := request.POST.get("case", ""):
        try:
            return Guarding.of_case(visible_case(request, uuid.UUID(named)))
        except ValueError:
            raise Http404 from None
    programme = programme_of(request.user)
    if programme is None:
        raise Http404
    if page := request.POST.get(PAGE, "")[:32]:
        return Guarding.of_page(request.user, programme, page)
    return Guarding.of_person(request.user, programme)
