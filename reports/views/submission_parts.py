"""The parts of a report: its articles, what stands in it beside the figures, its words, and it as a file."""

import uuid

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from documenters.downloads import SensitiveDownload
from documenters.limits import limited
from documenters.models import User
from documenters.permissions import Permission
from documenters.views.guards import SignedInRequest, permitted
from react_cases.actions.locking import NotAllowed
from react_cases.actions.sealing import OpenReason
from react_cases.models import AdvocacyAction, PublishedStory, Story, Term
from react_cases.taxonomy.articles import article_name, whole_article
from react_cases.taxonomy.treaties import parse_articles
from react_cases.views.fetching import posted_version
from reports.actions import submissions as actions
from reports.actions.submissions import LANGUAGES, RECOMMENDATIONS, ChosenData, SubmissionChanged
from reports.cube import lists_of
from reports.exports.submission import Draft
from reports.exports.submission_docx import submission_docx
from reports.exports.submission_pdf import submission_pdf
from reports.forms.submissions import (
    ChooseForm,
    Offer,
    OrderForm,
    TextsForm,
    action_label,
    release_name,
    story_label,
)
from reports.indicators.registry import Unit, unit_count
from reports.models import Submission
from reports.submissions.articles import Suggestion, article_text, categories_by_article, suggestions
from reports.submissions.cases import combinations_of, filter_of_submission
from reports.submissions.facts import actions_of, still_agreed
from reports.views.submission_draft import draft_in, leaks_of, opened_for, submission_for
from reports.views.submissions import say_changed, status_of

KINDS = {
    "docx": (submission_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "pdf": (submission_pdf, "application/pdf"),
}
MOST_CATEGORIES = 6
"""Types of violations that are named behind an article."""


@permitted(Permission.SUBMISSION_WRITE)
def submission_articles(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """What the cases suggest; a person ticks and orders."""
    submission = submission_for(request, public_id)
    data = request.POST if request.method == "POST" else None
    form, version = OrderForm(_article_offers(submission, request.user), submission.articles, data), submission.version
    if request.method == "POST" and form.is_valid():
        try:
            actions.submission_articles_confirm(
                submission, form.taken(), by=request.user, version=posted_version(request)
            )
        except SubmissionChanged as error:
            version = say_changed(form, error)
        else:
            said = _("The articles are confirmed.") if form.taken() else _("No article stands in the report.")
            messages.success(request, said)
            return redirect("submission_detail", submission.public_id)
    context = {"submission": submission, "form": form, "version": version}
    return render(request, "reports/submission_articles.html", context, status=status_of(form))


@permitted(Permission.SUBMISSION_WRITE)
def submission_choose(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """Published stories, advocacy actions since the period began, recommendations."""
    submission = submission_for(request, public_id)
    data, version = request.POST if request.method == "POST" else None, submission.version
    form = ChooseForm(_stories(submission, request.user), _actions(submission, request.user), submission, data)
    order = OrderForm(_recommendations(submission), submission.recommendations, data, prefix="rec")
    if request.method == "POST" and form.is_valid() and order.is_valid():
        try:
            chosen = _chosen(form, order, request.user)
            actions.submission_choose(submission, chosen, by=request.user, version=posted_version(request))
        except SubmissionChanged as error:
            version = say_changed(form, error)
        except NotAllowed:
            form.add_error(None, _("Something of it is not published any more. Look at the list once more."))
        else:
            messages.success(request, _("Saved."))
            return redirect("submission_detail", submission.public_id)
    context = {"submission": submission, "form": form, "order": order, "version": version}
    return render(request, "reports/submission_choose.html", context, status=status_of(form))


@permitted(Permission.SUBMISSION_WRITE)
def submission_texts(request: SignedInRequest, public_id: uuid.UUID, language: str) -> HttpResponseBase:
    """What people write themselves in one language."""
    submission = submission_for(request, public_id)
    if language not in LANGUAGES:
        raise Http404
    texts = actions.submission_texts(submission, by=request.user, reason=OpenReason.EDIT)
    chosen = actions_of(submission, request.user)
    form = TextsForm(submission, language, chosen, texts, request.POST if request.method == "POST" else None)
    version = posted_version(request) if request.method == "POST" else submission.version
    if request.method == "POST" and form.is_valid():
        try:
            actions.submission_write(submission, form.written(), by=request.user, version=version)
        except SubmissionChanged as error:
            version = say_changed(form, error)
        except NotAllowed:
            form.add_error(None, _("Nothing in a report needs personal data: leave out what was kept as needed."))
        else:
            messages.success(request, _("Saved."))
            return redirect("submission_detail", submission.public_id)
    context = {"submission": submission, "form": form, "version": version, "language": language}
    return render(request, "reports/submission_texts.html", context, status=status_of(form))


@require_safe
@permitted(Permission.SUBMISSION_WRITE)
@limited("submission_file", "60/h")
def submission_file(request: SignedInRequest, public_id: uuid.UUID, kind: str, language: str) -> HttpResponseBase:
    """The draft as a file, in one language."""
    submission = submission_for(request, public_id)
    if kind not in KINDS or language not in LANGUAGES:
        raise Http404
    opened = opened_for(submission, by=request.user, reason=OpenReason.EXPORT)
    draft = draft_in(submission, language, opened, by=request.user)
    if leaks_of(submission, draft):
        messages.error(request, _("There is no file: something in the texts may not leave. It is named below."))
        return redirect("submission_detail", submission.public_id)
    make, content_type = KINDS[kind]
    data = make(draft)
    event = actions.submission_taken_out(submission, kind, language, by=request.user)
    return SensitiveDownload(
        [data], event=event, file_name=_file_name(submission, draft, kind), content_type=content_type, size=len(data)
    )


def _file_name(submission: Submission, draft: Draft, kind: str) -> str:
    """The mark of what is not released comes first: it is what a list of files shows."""
    months = f"{submission.period_from:%Y-%m}-{submission.period_to:%Y-%m}"
    release = f"-{release_name(submission.release)}" if submission.release else ""
    beginning = "INTERNAL-UNRELEASED-report" if draft.mark else "report"
    return f"{beginning}-{submission.body}{release}-{months}-{draft.language}.{kind}"


def _article_offers(submission: Submission, by: User) -> list[Offer]:
    lists, language = lists_of(submission.programme), get_language() or "en"
    terms = lists.terms["violation_categories"]
    by_article = categories_by_article({code: term.articles for code, term in terms.items()}, submission.body)
    found = suggestions(combinations_of(filter_of_submission(submission, by)), by_article)
    labels = {code: term.label for code, term in terms.items()}
    ordered = sorted(found, key=lambda row: not row.cases)
    return [
        Offer(
            article_text(row.article),
            f"{article_text(row.article)}: {article_name(row.article, language)}".rstrip(": "),
            _why(row, labels),
        )
        for row in ordered
    ]


def _why(row: Suggestion, labels: dict[str, str]) -> str:
    if not row.cases:
        return _("No case of the period and the filter.")
    named = [f"{labels[code]} ({count})" for code, count in row.categories[:MOST_CATEGORIES]]
    more = len(row.categories) - len(named)
    if more:
        named.append(ngettext("%(count)d more", "%(count)d more", more) % {"count": more})
    return f"{unit_count(Unit.CASES, row.cases)}: {', '.join(named)}"


def _stories(submission: Submission, by: User) -> dict[int, str]:
    """What is published now, by story, in every language of it."""
    rows = PublishedStory.objects.visible_to(by).filter(programme=submission.programme).select_related("version")
    told: dict[int, list[PublishedStory]] = {}
    for row in rows:
        told.setdefault(row.version.story_id, []).append(row)
    language = get_language()
    return {
        story: story_label(sorted(found, key=lambda row: row.language != language)) for story, found in told.items()
    }


def _actions(submission: Submission, by: User) -> dict[int, str]:
    """Those since the period began: a letter about its cases is often written after its end."""
    since = Q(done_on__gte=submission.period_from)
    found = AdvocacyAction.objects.visible_to(by).filter(
        since | Q(pk__in=submission.actions.values("pk")),
        programme=submission.programme,
        done_on__lte=timezone.localdate(),
    )
    rows = still_agreed(found).select_related("body").order_by("done_on", "pk")
    return {row.pk: f"{row.code}: {action_label(row)}" for row in rows}


def _recommendations(submission: Submission) -> list[Offer]:
    """Those of the confirmed articles first."""
    articles = set(submission.articles)
    terms = Term.objects.of(submission.programme, RECOMMENDATIONS).valid()
    rows = []
    for term in terms:
        named = [article_text(whole_article(article)) for article in parse_articles(term.articles)]
        fitting = [text for text in dict.fromkeys(named) if text in articles]
        hint = _("Suggested by %(articles)s.") % {"articles": ", ".join(fitting)} if fitting else ""
        rows.append(Offer(term.code, term.label, hint))
    return sorted(rows, key=lambda offer: not offer.hint)


def _chosen(form: ChooseForm, order: OrderForm, by: User) -> ChosenData:
    stories = Story.objects.visible_to(by).filter(pk__in=form.chosen("stories"))
    found = AdvocacyAction.objects.visible_to(by).filter(pk__in=form.chosen("actions"))
    return ChosenData(list(stories), list(found), order.taken())
