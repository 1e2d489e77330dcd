"""The coordinator's desk for releases: what is due, how building goes, what came out."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from documenters.access import has_permission
from documenters.downloads import answers_script
from documenters.permissions import Permission
from documenters.views.guards import SignedInRequest, background, permitted
from reports.actions import releases as actions
from reports.actions.releases import ReleaseRefused
from reports.forms.releases import ApproveForm, ReleaseBuildForm
from reports.models import Release
from reports.models.schedule import next_due, next_periods
from reports.tasks import release_begin, release_go_on
from reports.views.release_fetching import fetch_release, release_programme, releases_of
from reports.views.release_page import detail_context
from reports.views.release_rows import due_now, is_at_work, progress_of, release_row

WORKERS = (Permission.RELEASE_BUILD, Permission.RELEASE_APPROVE)
REFUSED: dict[str, Promise] = {
    "open": _("Another release is not finished yet: publish or discard it first."),
    "not_due": _("Nothing is due yet."),
    "running": _("It is being worked on at this moment. Stop it first."),
    "state": _("Somebody else was faster: the release is in another state now."),
}
"""Why something could not be done, by the code of the refusal."""


@require_safe
@permitted(*WORKERS)
def release_list(request: SignedInRequest) -> HttpResponseBase:
    """Every release, the one under way, and what can be released next."""
    programme = release_programme(request.user, *WORKERS)
    releases = list(releases_of(request.user, *WORKERS))
    today = timezone.localdate()
    may_build = has_permission(request.user, Permission.RELEASE_BUILD, programme=programme)
    # Nobody else sees the cases by which it is known what is due.
    due = next_periods(programme, today) if may_build else []
    context = {
        "may_build": may_build,
        "open": next((release_row(release) for release in releases if release.is_open), None),
        "rows": [release_row(release) for release in releases if not release.is_open],
        "due": due_now(due, next_due(programme, today) if may_build else None),
        "build_form": ReleaseBuildForm(due),
    }
    return render(request, "reports/release_list.html", context)


@require_POST
@permitted(Permission.RELEASE_BUILD)
def release_build(request: SignedInRequest) -> HttpResponseBase:
    """Have the next release built."""
    programme = release_programme(request.user, Permission.RELEASE_BUILD)
    form = ReleaseBuildForm(next_periods(programme, timezone.localdate()), request.POST)
    through = form.cleaned_data["through"] if form.is_valid() else ""
    try:
        release = release_begin(programme, through=through or None, by=request.user)
    except ReleaseRefused as refused:
        messages.warning(request, str(REFUSED[refused.code]))
        return redirect("release_list")
    return redirect("release_detail", release.number)


@require_safe
@permitted(*WORKERS)
def release_detail(request: SignedInRequest, number: int) -> HttpResponseBase:
    """One release: how far it is, what the auditor says, who has approved it."""
    release = fetch_release(request.user, number, *WORKERS)
    return render(request, "reports/release_detail.html", detail_context(release, request.user, ApproveForm(release)))


@require_safe
@background
@answers_script
@permitted(*WORKERS)
def release_progress(request: SignedInRequest, number: int) -> HttpResponseBase:
    """How far it is, for the script that moves the bar."""
    release = fetch_release(request.user, number, *WORKERS)
    is_working = is_at_work(release)
    progress = progress_of(release, is_working=is_working)
    answer = {"progress": release.progress, "text": progress.text, "step": progress.step, "is_over": not is_working}
    return JsonResponse(answer)


@require_POST
@permitted(Permission.RELEASE_BUILD)
def release_cancel(request: SignedInRequest, number: int) -> HttpResponseBase:
    """Stop the building for now; what is finished is kept."""
    release = fetch_release(request.user, number, Permission.RELEASE_BUILD)
    _try(request, actions.release_cancel, release)
    return redirect("release_detail", number)


@require_POST
@permitted(Permission.RELEASE_BUILD)
def release_resume(request: SignedInRequest, number: int) -> HttpResponseBase:
    """Go on with the building, also after the worker was lost."""
    release = fetch_release(request.user, number, Permission.RELEASE_BUILD)
    _try(request, release_go_on, release)
    return redirect("release_detail", number)


@require_POST
@permitted(Permission.RELEASE_BUILD)
def release_discard(request: SignedInRequest, number: int) -> HttpResponseBase:
    """Throw a release away that is not published."""
    release = fetch_release(request.user, number, Permission.RELEASE_BUILD)
    if not _try(request, actions.release_discard, release):
        return redirect("release_detail", number)
    messages.success(request, _("The release is discarded. Its cases wait for the next one."))
    return redirect("release_list")


def _try(request: SignedInRequest, action: Callable[..., Release], release: Release) -> bool:
    """Was it done? What stands in the way is said on the next page."""
    try:
        action(release, by=request.user)
    except ReleaseRefused as refused:
        messages.warning(request, str(REFUSED[refused.code]))
        return False
    return True
