"""Strategic cases: their list, and what mentors and coordinators add to one."""

import uuid
from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from documenters.permissions import Permission
from documenters.views.guards import SignedInRequest, permitted
from react_cases.actions import strategic as actions
from react_cases.actions.locking import CaseChanged, NotAllowed
from react_cases.actions.sealing import STRATEGIC_NOTE, OpenReason, open_sealed
from react_cases.filters.offers import programmes_of
from react_cases.forms.strategic import ChangeForm, FlagForm, MetForm, StageForm, StrategicFilterForm
from react_cases.models import Case, LitigationStage, StrategicCase, Term
from react_cases.views.fetching import visible_case
from react_cases.views.strategic_rows import facts_of, list_rows, totals_of, with_rows

PAGE = 25
CaseView = Callable[..., HttpResponseBase]


@require_safe
@permitted(Permission.STRATEGIC_MANAGE)
def strategic_list(request: SignedInRequest) -> HttpResponseBase:
    """The strategic cases that the person carries through courts: late deadlines first, then the nearest."""
    reasons = Term.objects.filter(programme__in=programmes_of(request.user), code_list=actions.REASONS)
    form = StrategicFilterForm(list(reasons), request.GET or None)
    found = StrategicCase.objects.managed_by(request.user)
    chosen = form.cleaned_data if form.is_bound and form.is_valid() else {}
    if state := chosen.get("state"):
        found = found.filter(outcome="") if state == "open" else found.exclude(outcome="")
    if reason := chosen.get("reason"):
        found = found.filter(pk__in=StrategicCase.objects.filter(reasons__code=reason).values("pk"))
    if chosen.get("due"):
        near = LitigationStage.objects.due_for(request.user, timezone.localdate())
        found = found.filter(pk__in=near.order_by().values("strategic"))
    page = Paginator(with_rows(found.by_deadline()), PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "rows": list(list_rows(page)),
        "totals": totals_of(found),
        "is_filtered": any(chosen.values()),
    }
    return render(request, "react_cases/strategic_list.html", context)


def strategic(view: CaseView) -> CaseView:
    """Hand a case to the view that may be carried through courts now; otherwise say why not on its page."""

    @permitted(Permission.STRATEGIC_MANAGE)
    @wraps(view)
    def guarded(request: SignedInRequest, /, public_id: uuid.UUID, **more: uuid.UUID) -> HttpResponseBase:
        case = visible_case(request, public_id)
        try:
            actions.require_strategic(case, request.user)
            return view(request, case, **more)
        except PermissionDenied:
            raise Http404 from None
        except NotAllowed as refusal:
            messages.error(request, _sentence(refusal))
            return _to_case(case)

    return guarded


@strategic
def strategic_flag(request: SignedInRequest, case: Case) -> HttpResponseBase:
    """Make the case a strategic one."""
    if actions.strategic_of(case) is not None:
        return redirect("strategic_change", case.public_id)
    form = FlagForm(case, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        actions.strategic_flag(case, said["reasons"], form.note_written, said["claimed"], by=request.user)
        messages.success(request, _("This is a strategic case now. Add its first step."))
        return _to_case(case)
    return render(request, "react_cases/strategic_flag.html", {"case": case, "form": form})


@strategic
def strategic_change(request: SignedInRequest, case: Case) -> HttpResponseBase:
    """Change why, sums and note, and say how it ended."""
    row, note = _flagged(case), ""
    if request.method != "POST":
        opened = open_sealed(case, [STRATEGIC_NOTE], by=request.user, reason=OpenReason.EDIT)
        note = opened.get(STRATEGIC_NOTE, "")
    form = ChangeForm(case, row, request.POST if request.method == "POST" else None, note=note)
    if request.method == "POST" and form.is_valid():
        try:
            version = form.cleaned_data["version"]
            actions.strategic_change(case, form.data_of(), by=request.user, version=version)
        except CaseChanged as changed:
            return _compare(request, changed.case)
        messages.success(request, _("Saved."))
        return _to_case(case)
    return render(request, "react_cases/strategic_change.html", {"case": case, "form": form})


def _compare(request: SignedInRequest, case: Case) -> HttpResponseBase:
    """Somebody else was quicker: what stands there now, and beside it everything that was typed, ready to be sent."""
    row, typed = _flagged(case), request.POST.copy()
    typed["version"] = str(row.version)
    context = {"case": case, "form": ChangeForm(case, row, typed), "now": facts_of(row, case)}
    return render(request, "react_cases/strategic_change.html", context, status=409)


@require_POST
@strategic
def strategic_unflag(request: SignedInRequest, case: Case) -> HttpResponseBase:
    """The case was no strategic one after all."""
    actions.strategic_unflag(case, by=request.user)
    messages.success(request, _("This is no strategic case any more."))
    return redirect("case_detail", case.public_id)


@strategic
def stage_add(request: SignedInRequest, case: Case) -> HttpResponseBase:
    """Add a step before a body, with the next deadline."""
    row = _flagged(case)
    if not row.is_open:
        raise NotAllowed("litigation_ended")
    form = StageForm(row, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        stage = actions.stage_add(case, form.data_of(), by=request.user)
        messages.success(request, _("Recorded: %(what)s.") % {"what": stage.stage.label})
        return _to_case(case)
    return render(request, "react_cases/stage_add.html", {"case": case, "form": form})


@require_POST
@strategic
def stage_met(request: SignedInRequest, case: Case, stage_id: uuid.UUID) -> HttpResponseBase:
    """Say that a deadline was met, today or on an earlier day."""
    stage, form = _stage(case, stage_id), MetForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Nothing was saved. %(why)s") % {"why": form.errors["met_on"][0]})
        return _to_case(case)
    actions.stage_met(case, stage, form.cleaned_data["met_on"], by=request.user)
    messages.success(request, _("The deadline is met. You are not reminded of it any more."))
    return _to_case(case)


@require_POST
@strategic
def stage_remove(request: SignedInRequest, case: Case, stage_id: uuid.UUID) -> HttpResponseBase:
    """Take away a step that was recorded by mistake."""
    actions.stage_remove(case, _stage(case, stage_id), by=request.user)
    messages.success(request, _("It is taken back, as if it had not been recorded."))
    return _to_case(case)


def _flagged(case: Case) -> StrategicCase:
    row = StrategicCase.objects.filter(case=case).select_related("flagged_by", "case__programme").first()
    if row is None:
        raise NotAllowed("not_strategic")
    return row


def _stage(case: Case, stage_id: uuid.UUID) -> LitigationStage:
    stage = LitigationStage.objects.filter(public_id=stage_id, strategic__case=case).first()
    if stage is None:
        raise Http404
    return stage


def _to_case(case: Case) -> HttpResponseRedirect:
    return redirect(reverse("case_detail", args=[case.public_id]) + "#strategic")


def _sentence(refusal: NotAllowed) -> str:
    return {
        "not_open_to_litigation": _("Nothing can be added to this case in its present status."),
        "strategic_already": _("This is a strategic case already."),
        "not_strategic": _("This is no strategic case, or not any more."),
        "has_stages": _("It has steps already. Say how it ended instead: its history stays."),
        "litigation_ended": _("It has ended. Say first that it goes on, then add the step."),
        "stage_not_removable": _("A step can be taken back only by whoever recorded it, on the same day."),
        "met_on_impossible": _("A deadline is met after its step and not in the future."),
    }.get(refusal.code, _("This step is not possible."))
