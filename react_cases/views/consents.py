"""What the client agrees to, purpose by purpose."""

import uuid
from dataclasses import dataclass, field

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from documenters.permissions import Permission
from documenters.views.guards import SignedInRequest, permitted
from react_cases.actions import responses as actions
from react_cases.actions.locking import NotAllowed
from react_cases.actions.steps import require_follow_up
from react_cases.forms.consents import ConsentForm, WithdrawalForm
from react_cases.models import Case, Consent
from react_cases.models.choices import ConsentPurpose
from react_cases.views.fetching import visible_case
from react_cases.views.follow_up import follow_up


@dataclass
class PurposeState:
    """One purpose on the page: what the client said about it, and what can be recorded."""

    purpose: ConsentPurpose
    consent: Consent | None
    withdrawn: list[Consent] = field(default_factory=list)
    give_form: ConsentForm | None = None
    withdraw_form: WithdrawalForm | None = None

    @property
    def is_open(self) -> bool:
        """Was a form of this purpose sent with a mistake?"""
        return bool((self.give_form and self.give_form.errors) or (self.withdraw_form and self.withdraw_form.errors))


@require_safe
@permitted(Permission.SEALED_OPEN)
def consent_list(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """All purposes with what the client said about each."""
    return _page(request, visible_case(request, public_id))


@require_POST
@follow_up
def consent_give(request: SignedInRequest, case: Case) -> HttpResponseBase:
    """Record that the client agrees to one more purpose."""
    purpose = _purpose(request)
    form = ConsentForm(case, request.POST, prefix=purpose)
    if not form.is_valid():
        return _page(request, case, give=(purpose, form))
    actions.consent_give(case, purpose, by=request.user, **form.cleaned_data)
    messages.success(request, _("Consent is recorded: %(purpose)s.") % {"purpose": purpose.label})
    return redirect("consent_list", case.public_id)


@require_POST
@follow_up
def consent_withdraw(request: SignedInRequest, case: Case) -> HttpResponseBase:
    """Record that the client no longer agrees to a purpose."""
    purpose = _purpose(request)
    consent = case.consents.filter(purpose=purpose, withdrawn_on=None).first()
    if consent is None:
        messages.info(request, _("This consent is not in force; nothing was changed."))
        return redirect("consent_list", case.public_id)
    form = WithdrawalForm(consent, request.POST, prefix=purpose)
    if not form.is_valid():
        return _page(request, case, withdraw=(purpose, form))
    ended_story = actions.consent_withdraw(case, purpose, by=request.user, **form.cleaned_data)
    if purpose == ConsentPurpose.RECORD:
        messages.warning(request, _("The client no longer agrees that this case is kept: the coordinator erases it."))
    else:
        messages.success(request, _("Consent is withdrawn: %(purpose)s.") % {"purpose": purpose.label})
    if ended_story:
        messages.success(request, _("The published story of this case was taken down. The coordinator is told."))
    return redirect("consent_list", case.public_id)


def _purpose(request: SignedInRequest) -> ConsentPurpose:
    try:
        return ConsentPurpose(request.POST.get("purpose", ""))
    except ValueError:
        raise Http404 from None


def _page(
    request: SignedInRequest,
    case: Case,
    *,
    give: tuple[ConsentPurpose, ConsentForm] | None = None,
    withdraw: tuple[ConsentPurpose, WithdrawalForm] | None = None,
) -> HttpResponseBase:
    states = _states(case, can_change=_can_change(request, case), language=get_language() or "ru")
    for state in states:
        if give and give[0] == state.purpose:
            state.give_form = give[1]
        if withdraw and withdraw[0] == state.purpose:
            state.withdraw_form = withdraw[1]
    form = (give or withdraw or (None, None))[1]
    counts = {
        "agreed": sum(state.consent is not None for state in states),
        "withdrawn": sum(state.consent is None and bool(state.withdrawn) for state in states),
        "open": sum(state.consent is None and not state.withdrawn for state in states),
    }
    context = {"case": case, "states": states, "counts": counts, "form": form}
    return render(request, "react_cases/consent_list.html", context)


def _states(case: Case, *, can_change: bool, language: str) -> list[PurposeState]:
    rows = list(case.consents.all())
    states = []
    for purpose in ConsentPurpose:
        own = [row for row in rows if row.purpose == purpose]
        current = next((row for row in own if row.withdrawn_on is None), None)
        state = PurposeState(purpose, current, [row for row in own if row.withdrawn_on is not None])
        if can_change and current:
            state.withdraw_form = WithdrawalForm(current, prefix=purpose)
        elif can_change:
            state.give_form = ConsentForm(case, prefix=purpose, language=language)
        states.append(state)
    return states


def _can_change(request: SignedInRequest, case: Case) -> bool:
    try:
        require_follow_up(case, request.user)
    except (NotAllowed, PermissionDenied):
        return False
    return True
