"""Advocacy actions: the list, a new one, the page of one, what is said about it (docs/adr/0041)."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from documenters.database.patience import TooSlow, patience
from documenters.models import Programme, User
from documenters.permissions import Permission
from documenters.views.guards import SignedInRequest, managed_programme, permitted
from react_cases.actions import advocacy as actions
from react_cases.actions.advocacy import AdvocacyChanged
from react_cases.actions.locking import NotAllowed
from react_cases.actions.papers import paper_open
from react_cases.actions.sealing import OpenReason
from react_cases.filters import CODED_ANSWERS, MONTHS, TOO_SLOW, CaseFilter, from_address
from react_cases.forms.advocacy import COUNTS, TELLS, ActionFilterForm, AdvocacyForm, decided_before
from react_cases.forms.advocacy_draft import SAID, Draft, draft
from react_cases.models import AdvocacyAction, Case, Term
from react_cases.models.advocacy import AdvocacyReply, WhyLeftOut
from react_cases.views.advocacy_rows import (
    Look,
    action_context,
    action_rows,
    list_chips,
    list_query,
    looks,
    too_many,
)
from react_cases.views.fetching import posted_version
from react_cases.views.typed import keeps_typed

PAGE = 25
SECONDS = 5.0
"""For how long the filter may keep the database busy, as in the list of cases."""


@require_safe
@permitted(Permission.ADVOCACY_MANAGE)
def advocacy_list(request: SignedInRequest) -> HttpResponseBase:
    """Every action of the programme, the newest first."""
    found = actions.actions_of(request.user)
    bodies = Term.objects.filter(pk__in=found.order_by().values("body"))
    years = sorted({day.year for day in found.order_by().values_list("done_on", flat=True)}, reverse=True)
    form = ActionFilterForm([(term.code, term.label) for term in bodies], years, request.GET)
    page = Paginator(_filtered(found, form, request.user).prefetch_related("effects"), PAGE).get_page(
        request.GET.get("page")
    )
    context = {"page": page, "rows": action_rows(page, request.user), "form": form}
    context |= {"query": list_query(form), "chips": list_chips(form)}
    return render(request, "react_cases/advocacy_list.html", context)


@permitted(Permission.ADVOCACY_MANAGE)
def advocacy_add(request: SignedInRequest) -> HttpResponseBase:
    """Begin an action, about the cases of a filter that came in the address, or about none."""
    programme = managed_programme(request, Permission.ADVOCACY_MANAGE)
    found = _found(request, programme)
    cases = found.qs if found else None
    try:
        with patience(SECONDS):
            both = looks(cases)
    except TooSlow:
        messages.error(request, TOO_SLOW)
        return redirect("case_list")
    asked = found.said(SAID) if found else []
    drafts = {value: draft(look.taken, programme, asked) for value, look in both.items()}
    form = _new_form(request, programme, drafts)
    if form.is_bound and form.is_valid():
        try:
            with patience(SECONDS):
                action = actions.advocacy_start(programme, form.data_of(_found_by(found)), cases, by=request.user)
        except TooSlow:
            form.add_error(None, TOO_SLOW)
        except NotAllowed as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("Recorded as %(number)s.") % {"number": action.code})
            return redirect("advocacy_detail", action.paper.public_id)
    context: dict[str, Any] = {"form": form, "filter": found, "found": _count(both)}
    context |= {"looks": list(both.values()), "drafts": _draft_rows(drafts)}
    return render(request, "react_cases/advocacy_add.html", context)


@require_safe
@permitted(Permission.ADVOCACY_MANAGE)
def advocacy_detail(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """Everything about one action. Opening the page opens its texts, which is logged."""
    action = visible_action(request, public_id)
    texts = paper_open(action.paper, by=request.user, reason=OpenReason.READ)
    return render(request, "react_cases/advocacy_detail.html", action_context(action, texts, request.user))


@permitted(Permission.ADVOCACY_MANAGE)
@keeps_typed("title", "text", "note")
def advocacy_change(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """Say something else about an action."""
    action = visible_action(request, public_id)
    form = _change_form(request, action)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            lost = actions.advocacy_change(action, form.data_of(), by=request.user, version=posted_version(request))
        except AdvocacyChanged as changed:
            form, status = _again(request, changed.action), 409
        except NotAllowed as refusal:
            form.add_error(_place_of(refusal, action, form), sentence(refusal))
        else:
            messages.success(request, _("Saved."))
            warn_left_out(request, lost)
            if lost:
                messages.warning(request, _("It has fewer cases now: read the numbers in its text again."))
            return redirect("advocacy_detail", public_id)
    context = {"action": action, "form": form, "is_changed": status == 409}
    return render(request, "react_cases/advocacy_change.html", context, status=status)


def visible_action(request: SignedInRequest, public_id: uuid.UUID) -> AdvocacyAction:
    """The action, for somebody who coordinates its programme; 404 for anybody else."""
    action = actions.actions_of(request.user).filter(paper__public_id=public_id).first()
    if action is None:
        raise Http404
    return action


def sentence(refusal: NotAllowed) -> str:
    """Why an action cannot be written so."""
    return {
        "too_many_cases": too_many(),
        "reply_before_action": _("The recorded reply is older than this date. Correct the reply first."),
        "reply_day": _("A reply has a day, and that is not before the action."),
        "too_many_files": _("This action has as many files as it can have."),
        "consent_lost": _("A client agrees no longer: take their case away first, and read the text again."),
    }.get(refusal.code, _("This step is not possible."))


def warn_left_out(request: SignedInRequest, reasons: dict[WhyLeftOut, int]) -> None:
    """Say on the next page how many cases were left out, for each reason."""
    for why, number in reasons.items():
        messages.warning(request, _("Left out: %(number)d. %(reason)s.") % {"number": number, "reason": why.label})


def _place_of(refusal: NotAllowed, action: AdvocacyAction, form: AdvocacyForm) -> str | None:
    """The field beside which a refused change is explained; None: above all of them."""
    if refusal.code != "consent_lost":
        return None
    return "done_on" if form.tells == action.has_case_detail else "detail"


def with_version(data: QueryDict, version: int) -> QueryDict:
    """What was typed, ready to be sent again over what is there now."""
    again = data.copy()
    again["version"] = str(version)
    return again


def _again(request: SignedInRequest, fresh: AdvocacyAction) -> AdvocacyForm:
    data = with_version(request.POST, fresh.version)
    return AdvocacyForm(fresh.programme, request.user, data, action=fresh)


def _change_form(request: SignedInRequest, action: AdvocacyAction) -> AdvocacyForm:
    if request.method == "POST":
        return AdvocacyForm(action.programme, request.user, request.POST, action=action)
    texts = paper_open(action.paper, by=request.user, reason=OpenReason.EDIT, part="action")
    typed = {place.field: texts.get(place, actions.NOTHING) for place in (actions.TITLE, actions.TEXT, actions.NOTE)}
    initial: dict[str, Any] = {
        "kind": action.kind,
        "body": action.body.code,
        "done_on": action.done_on,
        "detail": TELLS if action.has_case_detail else COUNTS,
        "follow_up_on": action.follow_up_on,
        "version": action.version,
        **{name: written.text for name, written in typed.items()},
    }
    return AdvocacyForm(action.programme, request.user, action=action, initial=initial, kept=decided_before(typed))


def _found(request: SignedInRequest, programme: Programme) -> CaseFilter | None:
    """The cases of the filter; None where nothing was chosen: then the action is about no case."""
    asked = request.POST if request.method == "POST" else from_address(request.GET)
    cases = Case.objects.visible_to(request.user).filter(programme=programme, submitted_at__isnull=False)
    found = CaseFilter(asked, queryset=cases, user=request.user)
    return found if found.chosen() else None


def _found_by(found: CaseFilter | None) -> str:
    return found.kept_query((*CODED_ANSWERS, *MONTHS)) if found else ""


def _new_form(request: SignedInRequest, programme: Programme, drafts: dict[str, Draft]) -> AdvocacyForm:
    """The form, its text begun from the cases; what still is the draft for the other answer becomes that for this."""
    if request.method != "POST":
        begun = drafts[COUNTS]
        initial = {"done_on": timezone.localdate(), "text": begun.text}
        return AdvocacyForm(programme, request.user, initial=initial, kept=_decided(begun))
    data = request.POST.copy()
    chosen, other = (TELLS, COUNTS) if data.get("detail") == TELLS else (COUNTS, TELLS)
    own = drafts[chosen]
    if "redraft" in data:
        # Nothing is said about the rest of a form that was not sent.
        typed = {name: str(data[name]) for name in data}
        kept = {**typed, **_decided(own)}
        return AdvocacyForm(programme, request.user, initial={**typed, "text": own.text}, kept=kept)
    text = data.get("text", "").replace("\r\n", "\n").strip()
    if text and text == drafts[other].text:
        for name, value in {"text": own.text, **_decided(own)}.items():
            data[name] = value
        text = own.text
    return AdvocacyForm(programme, request.user, data, left_over=drafts[other].left_in(text, own))


def _decided(written: Draft) -> dict[str, str]:
    return decided_before({"text": written.written})


def _draft_rows(drafts: dict[str, Draft]) -> list[dict[str, str]]:
    """Both drafts, for a page that changes the text with the answer as long as nobody has touched it."""
    return [
        {"value": value, "text": row.text, "counted": row.counted, "decisions": next(iter(_decided(row).values()))}
        for value, row in drafts.items()
        if row.text
    ]


def _count(both: dict[str, Look]) -> int:
    look = both[COUNTS]
    return look.count + sum(row.count for row in look.left_out)


def _filtered(found: QuerySet[AdvocacyAction], form: ActionFilterForm, by: User) -> QuerySet[AdvocacyAction]:
    if not form.is_valid():
        return found.none()
    chosen = form.cleaned_data
    if chosen["kind"]:
        found = found.filter(kind=chosen["kind"])
    if chosen["body"]:
        found = found.filter(body__code=chosen["body"])
    if chosen["year"]:
        found = found.filter(done_on__year=int(chosen["year"]))
    if chosen["reply"]:
        found = found.filter(reply="" if chosen["reply"] not in AdvocacyReply.values else chosen["reply"])
    if chosen["due"]:
        found = found.filter(pk__in=actions.actions_due(by, timezone.localdate()).order_by().values("pk"))
    return found
