"""What two people decide about a release: approve it; and later, show it or a number of it no more."""

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from documenters.permissions import Permission
from documenters.views.guards import SignedInRequest, permitted, recently_authenticated
from reports.actions import releases as actions
from reports.actions.releases import ReleaseRefused, may_approve
from reports.disclosure.schema import key_from_text
from reports.forms.releases import ApproveForm, CellWithdrawForm, WithdrawForm
from reports.models import Release, ReleaseState, WithdrawalReason
from reports.views.release_cells import choice_form, shown_cells, table_asked
from reports.views.release_fetching import fetch_release
from reports.views.release_page import BARRED, detail_context
from reports.views.releases import REFUSED


@require_POST
@permitted(Permission.RELEASE_APPROVE)
@recently_authenticated
def release_approve(request: SignedInRequest, number: int) -> HttpResponseBase:
    """Approve what one has seen; the second person's approval publishes it."""
    release = fetch_release(request.user, number, Permission.RELEASE_APPROVE)
    if not may_approve(request.user, release.programme):
        raise Http404
    form = ApproveForm(release, request.POST)
    if form.is_valid():
        try:
            release = actions.release_approve(release, by=request.user)
        except ReleaseRefused as refused:
            form.add_error(None, str(BARRED[refused.code]))
        else:
            is_out = release.state == ReleaseState.PUBLISHED
            done = _("It is published.") if is_out else _("You have approved it. Now somebody else has to.")
            messages.success(request, done)
            return redirect("release_detail", number)
    return _refused(request, release, form)


@permitted(Permission.RELEASE_BUILD)
@recently_authenticated
def release_withdraw(request: SignedInRequest, number: int) -> HttpResponseBase:
    """Show none of its numbers any more."""
    release = _published(request, number)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        reason = WithdrawalReason(form.cleaned_data["reason"])
        try:
            actions.release_withdraw(release, reason=reason, by=request.user)
        except ReleaseRefused as refused:
            messages.warning(request, str(REFUSED[refused.code]))
        else:
            messages.success(request, _("The release is withdrawn. Nobody is shown its numbers any more."))
        return redirect("release_detail", number)
    return render(request, "reports/release_withdraw.html", {"release": release, "form": form})


@permitted(Permission.RELEASE_BUILD)
@recently_authenticated
def release_cell_withdraw(request: SignedInRequest, number: int) -> HttpResponseBase:
    """Show one number of it no more: choose its table, then the number."""
    release = _published(request, number)
    choice = choice_form(release, request.GET or table_asked(request.POST.get("key", "")))
    cells = shown_cells(release, **choice.cleaned_data) if choice.is_valid() else []
    form = CellWithdrawForm(cells, request.POST if request.method == "POST" else None) if cells else None
    if request.method == "POST" and form is not None and form.is_valid():
        key, reason = key_from_text(form.cleaned_data["key"]), WithdrawalReason(form.cleaned_data["reason"])
        try:
            actions.cell_withdraw(release, key, reason=reason, by=request.user)
        except ReleaseRefused:
            messages.warning(request, _("This number is not shown any more."))
        else:
            messages.success(request, _("The number is withdrawn. Nobody is shown it any more."))
        return redirect("release_detail", number)
    context = {"release": release, "choice": choice, "form": form, "is_chosen": choice.is_bound}
    return render(request, "reports/release_cell_withdraw.html", context)


def _refused(request: SignedInRequest, release: Release, form: ApproveForm) -> HttpResponseBase:
    context = detail_context(release, request.user, form)
    return render(request, "reports/release_detail.html", context, status=422)


def _published(request: SignedInRequest, number: int) -> Release:
    """A release that is shown; 404 for others: there is nothing to take back."""
    release = fetch_release(request.user, number, Permission.RELEASE_BUILD)
    if release.state != ReleaseState.PUBLISHED:
        raise Http404
    return release
