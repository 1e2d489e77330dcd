"""Words in the stories of the cases that somebody may see. They come in the body of a request and stay nowhere."""

from dataclasses import dataclass
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db.models import prefetch_related_objects
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documenters.database.patience import TooSlow, patience
from documenters.limits import limited
from documenters.permissions import Permission
from documenters.views.guards import SignedInRequest, permitted
from react_cases.actions.searching import FoundText, SearchBatch, TextPart, story_search
from react_cases.filters import CaseFilter, from_address
from react_cases.forms.case_search import MOST_FOUND, CaseSearchForm, SearchProgress, place_in_form, progress_of
from react_cases.models import Case
from react_cases.models.case import CaseQuerySet
from react_cases.views.case_list import SECONDS, listed, primary_groups

PLACE_LABELS: dict[TextPart, Promise] = {
    TextPart.COMMENTS: gettext_lazy("In a comment"),
    TextPart.NOTES: gettext_lazy("In a note about help"),
    TextPart.UNITS: gettext_lazy("In the unit of a violator"),
}
PART = "part"
"""Sent by the script, which has the page already and wants the next batch alone."""
DRAFT_LABEL = gettext_lazy("In your draft")


@permitted(Permission.SEALED_OPEN)
@limited("search", "400/h")
def case_search(request: SignedInRequest) -> HttpResponseBase:
    """The field. Posted, the next thousand cases of the filter are looked through; the number of a case opens it."""
    is_sent = request.method == "POST"
    asked = request.POST if is_sent else from_address(request.GET)
    chosen = CaseFilter(asked, queryset=listed(request.user, asked), user=request.user)
    form = CaseSearchForm(request.POST if is_sent else None)
    context: dict[str, Any] = {"filter": chosen, "form": form}
    if is_sent and form.is_valid() and chosen.is_valid():
        if isinstance(form.cleaned_data["words"], str):
            case = _case_with(form, request)
            if case is not None:
                return redirect("case_detail", case.public_id)
        else:
            context |= _looked_through(request, form, chosen)
            if "batch" in context and request.POST.get(PART):
                return render(request, "react_cases/_search_batch.html", context)
    context["chips"] = [f"{chip.label}: {chip.value}" for chip in chosen.chips()] + (form.chips() if is_sent else [])
    context["is_more_open"] = bool(chosen.form.errors or form.errors.get("also"))
    return render(request, "react_cases/case_search.html", context)


@dataclass(frozen=True)
class Extract:
    """What stands around the words, and where that is, if not in the story."""

    place: str
    text: FoundText


def _case_with(form: CaseSearchForm, request: SignedInRequest) -> Case | None:
    """The case of this number; an error beside the field where the person has none."""
    case = Case.objects.visible_to(request.user).filter(code=form.cleaned_data["words"]).first()
    if case is None:
        form.add_error("words", ValidationError(_("You have no case with this number."), code="no_case"))
    return case


def _looked_through(request: SignedInRequest, form: CaseSearchForm, chosen: CaseFilter) -> dict[str, Any]:
    """One batch of the search for the page; nothing, with the reason at the filter, where that would take too long."""
    progress = progress_of(request.POST)
    try:
        if not chosen.looks_through:
            return _batch(request, form, chosen, progress)
        with patience(SECONDS):
            return _batch(request, form, chosen, progress)
    except TooSlow:
        chosen.give_up()
        return {}


def _batch(
    request: SignedInRequest, form: CaseSearchForm, chosen: CaseFilter, progress: SearchProgress
) -> dict[str, Any]:
    batch = story_search(
        cast("CaseQuerySet", chosen.qs),
        form.cleaned_data["words"],
        form.parts,
        by=request.user,
        after=progress.after,
        room=progress.room,
    )
    prefetch_related_objects([row.case for row in batch.found], primary_groups())
    looked = progress.looked + batch.looked
    total = looked if batch.after is None else progress.total or chosen.qs.count()
    before = Case.objects.visible_to(request.user).filter(public_id__in=progress.found) if progress.found else []
    return {
        "batch": batch,
        "rows": [(row.case, [_extract(text) for text in row.texts]) for row in batch.found],
        "before": before,
        "unopened": progress.unopened + batch.unopened,
        "looked": min(looked, total),
        "total": total,
        "sent": [*chosen.chosen(), *form.chosen(), *_progress_fields(progress, batch, looked, total)],
    }


def _progress_fields(progress: SearchProgress, batch: SearchBatch, looked: int, total: int) -> list[tuple[str, str]]:
    if batch.after is None:
        return []
    found = [*progress.found, *(row.case.public_id for row in batch.found)][-MOST_FOUND:]
    return [
        ("after", place_in_form(batch.after)),
        ("looked", str(looked)),
        ("total", str(total)),
        ("unopened", str(progress.unopened + batch.unopened)),
        *(("found", str(number)) for number in found),
    ]


def _extract(text: FoundText) -> Extract:
    place = DRAFT_LABEL if text.is_draft else PLACE_LABELS.get(text.part, "")
    return Extract(str(place), text)
