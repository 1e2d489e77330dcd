"""Reports to treaty bodies: the list, a new one, the draft as a page, what it is about (docs/adr/0044)."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from documenters.limits import limited
from documenters.models import Programme
from documenters.permissions import Permission
from documenters.views.guards import SignedInRequest, managed_programme, permitted
from react_cases.actions.locking import NotAllowed
from react_cases.filters import CaseFilter, from_address
from react_cases.forms.guarded import Guarding
from react_cases.models import Case
from react_cases.views.fetching import posted_version
from reports.actions import submissions as actions
from reports.actions.submissions import LANGUAGES, SubmissionChanged
from reports.forms.submissions import ChangeForm, StartForm, release_name
from reports.models import Release, ReleaseState, Submission
from reports.submissions.cases import chosen_words, filter_of_submission, kept_query, left_out
from reports.submissions.periods import period_words
from reports.views.submission_draft import (
    draft_in,
    edit_url,
    is_outside_release,
    language_of_draft,
    leaks_of,
    opened_or_shut,
    submission_for,
    tasks_of,
)

PAGE = 25


@require_safe
@permitted(Permission.SUBMISSION_WRITE)
def submission_list(request: SignedInRequest) -> HttpResponseBase:
    """The drafts of the programme."""
    rows = Submission.objects.visible_to(request.user).select_related("paper", "release__programme")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    found = [
        {
            "submission": row,
            "period": period_words(row.period_from, row.period_to),
            "release": release_name(row.release) if row.release else "",
            # Counted now is counted today, as the file says.
            "as_of": row.as_of if row.release else timezone.localdate(),
        }
        for row in page
    ]
    return render(request, "reports/submission_list.html", {"page": page, "rows": found})


@permitted(Permission.SUBMISSION_WRITE)
def submission_add(request: SignedInRequest) -> HttpResponseBase:
    """Begin a report, about the cases of a filter where one came in the address."""
    programme = managed_programme(request, Permission.SUBMISSION_WRITE)
    chosen = _filtered(request, programme)
    query, filters = (kept_query(chosen), chosen_words(chosen)) if chosen.is_valid() else ("", [])
    guarding = Guarding.of_person(request.user, programme)
    initial = {f"period_{name}": chosen.data.get(name, "") for name in ("from", "to")}
    form = StartForm(_releases(programme), query, filters, guarding, request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        language = get_language() or "ru"
        try:
            made = actions.submission_start(programme, form.about(), form.session_written(), language, by=request.user)
        except NotAllowed as refusal:
            _say_refused(form, refusal)
        else:
            messages.success(request, _("The draft is begun. Next: confirm the articles."))
            return redirect("submission_detail", made.public_id)
    context = {"form": form, "filter": chosen, "left_out": left_out(chosen)}
    return render(request, "reports/submission_add.html", context)


@require_safe
@permitted(Permission.SUBMISSION_WRITE)
@limited("submission_detail", "600/h")
def submission_detail(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """The draft as it will be, part by part, with what is left to do."""
    submission = submission_for(request, public_id)
    language = language_of_draft(request.GET.get("language", ""))
    opened = opened_or_shut(submission, by=request.user)
    draft = draft_in(submission, language, opened, by=request.user)
    context = {
        **_frame(submission),
        "draft": draft,
        "parts": [(part, edit_url(submission, part.key, language)) for part in draft.parts],
        "language": language,
        "languages": LANGUAGES,
        "is_shut": opened.is_shut,
        "tasks": tasks_of(submission, language, opened, by=request.user),
        "leaks": leaks_of(submission, draft),
        "is_outside": is_outside_release(submission, language, by=request.user),
    }
    return render(request, "reports/submission_detail.html", context)


@permitted(Permission.SUBMISSION_WRITE)
def submission_change(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """For whom, about when, with which figures."""
    submission = submission_for(request, public_id)
    filters = chosen_words(filter_of_submission(submission, request.user))
    releases = _releases(submission.programme, submission.release)
    form = ChangeForm(submission, releases, filters, request.POST if request.method == "POST" else None)
    version = submission.version
    if request.method == "POST" and form.is_valid():
        try:
            actions.submission_change(submission, form.about(), by=request.user, version=posted_version(request))
        except SubmissionChanged as error:
            version = say_changed(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("submission_detail", submission.public_id)
    context = {**_frame(submission), "form": form, "version": version}
    return render(request, "reports/submission_change.html", context, status=status_of(form))


@require_POST
@permitted(Permission.SUBMISSION_WRITE)
def submission_remove(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """Throw the draft away."""
    actions.submission_remove(submission_for(request, public_id), by=request.user)
    messages.success(request, _("The report is gone, with everything that was written in it."))
    return redirect("submission_list")


def say_changed(form: Any, error: SubmissionChanged) -> int:
    """Nothing typed is lost: the form comes back, for the report as it is now. Answers its version."""
    form.add_error(
        None,
        _(
            "Somebody else changed this report while you were at it. What you typed is still here and not saved. Look "
            "at the report in another window; send again to put yours in the place of theirs."
        ),
    )
    form.is_late = True
    return error.submission.version


def status_of(form: Any) -> int:
    """409 where somebody else was faster."""
    return 409 if getattr(form, "is_late", False) else 200


def _say_refused(form: StartForm, refusal: NotAllowed) -> None:
    """Beside the field that it is about."""
    if refusal.code == "release":
        form.add_error("figures", _("Something of it is not published any more. Look at the list once more."))
    else:
        said = _("Nothing in a report needs personal data: leave out what was kept as needed.")
        form.add_error("session", said)


def _frame(submission: Submission) -> dict[str, Any]:
    return {
        "submission": submission,
        "period": period_words(submission.period_from, submission.period_to),
        "release": release_name(submission.release) if submission.release else "",
    }


def _filtered(request: SignedInRequest, programme: Programme) -> CaseFilter:
    asked = request.POST if request.method == "POST" else from_address(request.GET)
    return CaseFilter(asked, Case.objects.visible_to(request.user).filter(programme=programme), request.user)


def _releases(programme: Programme, before: Release | None = None) -> list[Release]:
    """The published ones, the latest first, and the one that stands in the report already."""
    shown = Release.objects.filter(programme=programme).shown().select_related("programme")
    found = [row for row in shown if row.state == ReleaseState.PUBLISHED or row == before]
    return found[::-1]
