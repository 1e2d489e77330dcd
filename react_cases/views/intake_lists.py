"""The questions and lists of the intake without any answers: the same for everybody in a programme and a language.

A browser keeps them for a year under an address that changes with them (docs/adr/0023). A page of the intake then
brings the answers alone, and a script puts both together. Whoever runs no scripts gets the whole page.
"""

import json
import re
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe

from documenters.downloads import keep_in_browser
from documenters.permissions import Permission
from documenters.views.guards import SignedInRequest, background, permitted
from react_cases.actions.frequency import OF_TAG, frequent_codes
from react_cases.actions.intake import organisations_of
from react_cases.forms.intake import IntakeForm
from react_cases.forms.intake_answers import DETAILS
from react_cases.forms.intake_choices import IntakeChoices
from react_cases.forms.intake_screens import intake_screens
from react_cases.models import Case

SCRIPTS_RUN = "scripts"
"""Cookie that quick_exit.js sets on every page: here scripts run."""

WHOLE_PAGE = "full"
"""Asked for by a page whose lists did not come."""

MOST_KEPT = 64

LAYOUT = re.compile(r"\s*\n\s*")
"""Line ends and indents of templates; nothing in the lists says anything by them."""


TILE = re.compile(r' id="(?![^"]*__CODE__)[^"]+"(\s*>\s*<label) for="[^"]+"')
"""What ties a tile's label to its box, hundreds of times over: the script ties them again."""


@dataclass(frozen=True)
class Part:
    """The questions of one programme in one language."""

    digest: str
    text: str


_rendered: dict[str, Part] = {}


@background
@require_safe
@permitted(Permission.CASE_CREATE)
def intake_lists(request: SignedInRequest, digest: str, language: str) -> HttpResponseBase:
    """The lists as they are today. An address of another day is no longer there: the page then asks for the whole."""
    if language not in dict(settings.LANGUAGES):
        raise Http404
    programmes = {organisation.programme for organisation in organisations_of(request.user)}
    with override(language):
        for programme in programmes:
            part = part_of(IntakeChoices(programme, frequent=frequent_codes(programme)))
            if part.digest == digest:
                return keep_in_browser(HttpResponse(part.text))
    raise Http404


def lists_url(request: SignedInRequest, case: Case | None, form: IntakeForm) -> str:
    """The address of the lists for a page that may leave them out; empty where the whole page has to be sent.

    A case that was sent before may hold codes of another day, and parts of its page are its own.
    """
    is_usual = form.codes_work and (case is None or not (case.submitted_at or case.is_practice or form.has_code))
    if request.method != "GET" or WHOLE_PAGE in request.GET or SCRIPTS_RUN not in request.COOKIES or not is_usual:
        return ""
    part = part_of(form.lists.without_habits())
    return reverse("intake_lists", args=[part.digest, get_language() or settings.LANGUAGE_CODE])


def frequent_text(lists: IntakeChoices) -> str:
    """The frequent codes by client group and by tag, for the script that brings their tiles forward."""
    order = {
        "violations": lists.frequent.get("violation_categories", {}),
        "violators": lists.frequent.get("violator_types", {}),
        "of_tag": OF_TAG,
    }
    return json.dumps(order, separators=(",", ":"))


def part_of(lists: IntakeChoices) -> Part:
    """The lists as text, made once for each state that they are in."""
    state = sha256(repr((get_language(), timezone.localdate().year, lists.state)).encode()).hexdigest()
    part = _rendered.get(state)
    if part is None:
        if len(_rendered) >= MOST_KEPT:
            _rendered.clear()
        # The day of registration is today's, which the page says.
        form = IntakeForm(lists, {"received_on": [""]}, bound=False)
        context: dict[str, Any] = {
            "form": form,
            "screens": intake_screens([]),
            "frequent": frequent_text(lists),
            "details": DETAILS,
        }
        text = LAYOUT.sub("\n", render_to_string("react_cases/intake_lists.html", context))
        text = TILE.sub(r"\1", text)
        part = _rendered[state] = Part(sha256(text.encode()).hexdigest()[:16], text)
    # Not read back: another thread may have emptied what is kept.
    return part
