"""A report as its author sees it: the draft in one language, what is missing in it, and what may not leave."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from documenters.models import User
from documenters.vault.opened import KeyLocked, KeyMissing
from documenters.views.guards import SignedInRequest
from react_cases.actions.guard import Written
from react_cases.actions.papers import PaperField
from react_cases.actions.sealing import OpenReason
from react_cases.models import AdvocacyAction
from reports.actions.submissions import (
    LANGUAGES,
    SECTIONS,
    section_field,
    subject_field,
    submission_texts,
)
from reports.exports.submission import Draft, draft_of, texts_of
from reports.forms.submissions import action_label, story_label
from reports.models import ReleaseState, Submission
from reports.submissions.facts import actions_of, basis_of, facts_of, stories_of
from reports.submissions.figures import Released
from reports.submissions.leaks import inside_names, labels_in, leaks_in

NEEDED = {
    "submitter": gettext_lazy("who submits it"),
    "session": gettext_lazy("session"),
    "introduction": gettext_lazy("introduction"),
    "conclusions": gettext_lazy("conclusions"),
}
"""Texts whose absence a draft says; the others are a matter of taste."""
EDITED_BY = {
    "recommendations": "submission_choose",
    "actions": "submission_choose",
    "stories": "submission_choose",
    "articles": "submission_articles",
}
"""Part of the draft -> the page that changes it. Chapters are texts; the annex makes itself."""


@dataclass(frozen=True)
class Opened:
    """What is sealed in a report."""

    texts: Mapping[PaperField, Written] = field(default_factory=dict)
    is_shut: bool = False
    """The person's key does not open it."""


@dataclass(frozen=True)
class Leaks:
    """What stops the file."""

    words: list[str]
    """Numbers of cases, organisations and documenters."""
    labels: list[str]
    """Of code lists, with what may be personal data."""

    def __bool__(self) -> bool:
        return bool(self.words or self.labels)


@dataclass(frozen=True)
class Task:
    """Something that is left to do."""

    title: str
    href: str
    hint: str
    kind: str
    status: str


def submission_for(request: SignedInRequest, public_id: Any) -> Submission:
    """The report, if the person coordinates its programme; 404 for anybody else."""
    found = Submission.objects.visible_to(request.user).filter(paper__public_id=public_id)
    submission = found.select_related(
        "paper__programme", "programme__release_settings", "release__programme", "articles_confirmed_by"
    ).first()
    if submission is None:
        raise Http404
    return submission


def language_of_draft(asked: str) -> str:
    """The one that is asked for, else that of the page, else Russian."""
    return next((code for code in (asked, translation.get_language() or "") if code in LANGUAGES), "ru")


def opened_for(submission: Submission, *, by: User, reason: OpenReason) -> Opened:
    """Open everything sealed that the draft says. Raises where the person's key does not open it."""
    return Opened(submission_texts(submission, by=by, reason=reason))


def opened_or_shut(submission: Submission, *, by: User) -> Opened:
    """The same for the page, which says so where it stays shut."""
    try:
        return opened_for(submission, by=by, reason=OpenReason.READ)
    except (KeyMissing, KeyLocked):
        return Opened(is_shut=True)


def draft_in(submission: Submission, language: str, opened: Opened, *, by: User) -> Draft:
    """The draft in a language of the report, whatever the language of the page."""
    with translation.override(language):
        basis = basis_of(submission, language, by=by)
        texts = {
            name: opened.texts[place].text
            for name in SECTIONS
            if (place := section_field(language, name)) in opened.texts
        }
        facts = facts_of(
            submission,
            basis,
            language,
            texts=texts,
            subjects=_subjects(submission, language, opened, by),
            by=by,
            today=timezone.localdate(),
        )
        return draft_of(facts, basis.source, language)


def leaks_of(submission: Submission, draft: Draft) -> Leaks:
    """What may not leave, in what somebody wrote into it or into the code lists."""
    texts = list(texts_of(draft))
    with translation.override(draft.language):
        labels = labels_in(texts, submission.programme)
    return Leaks(leaks_in(texts, inside_names(submission.programme)), labels)


def tasks_of(submission: Submission, language: str, opened: Opened, *, by: User) -> list[Task]:
    """What the author has to do or to know."""
    return [
        _figures(submission),
        _articles(submission),
        *_texts(submission, language, opened, by),
        *_choice(submission, language, by),
    ]


def edit_url(submission: Submission, key: str, language: str) -> str:
    """Where a part of the draft is changed; empty for the annex."""
    if key == "annex":
        return ""
    if key in EDITED_BY:
        return reverse(EDITED_BY[key], args=[submission.public_id])
    return f"{reverse('submission_texts', args=[submission.public_id, language])}#id_{key}_field"


def _subjects(submission: Submission, language: str, opened: Opened, by: User) -> dict[int, str]:
    """What actions were about, in the report's own words and in no others."""
    places = {action.pk: subject_field(language, action) for action in actions_of(submission, by)}
    return {pk: opened.texts[place].text for pk, place in places.items() if place in opened.texts}


def _figures(submission: Submission) -> Task:
    href = reverse("submission_change", args=[submission.public_id])
    release, title = submission.release, _("Figures")
    if release is None:
        hint = _("Counted now. Every figure, every page and the name of the file say that it is internal.")
        return Task(title, href, hint, "attention", _("internal, unreleased"))
    if release.state == ReleaseState.WITHDRAWN:
        hint = _("The release was withdrawn: its figures are “not published” here. Choose another one.")
        return Task(title, href, hint, "stop", _("withdrawn"))
    hint = _("What the release does not contain is “not published” here; it is never counted instead.")
    return Task(title, href, hint, "done", f"{submission.programme.code}-R{release.number}")


def _articles(submission: Submission) -> Task:
    href, title = reverse("submission_articles", args=[submission.public_id]), _("Articles")
    count = len(submission.articles)
    if submission.articles_confirmed_at is not None and count:
        said = ngettext("%(count)d article", "%(count)d articles", count) % {"count": count}
        return Task(title, href, "", "done", said)
    if count:
        hint = _(
            "They were confirmed for other cases: the body, the period or the filter changed afterwards. Until "
            "somebody confirms them again, no article stands in the report."
        )
        return Task(title, href, hint, "attention", _("confirm again"))
    hint = _("Nothing about articles stands in the report until somebody confirms them.")
    return Task(title, href, hint, "todo", _("to confirm"))


def _texts(submission: Submission, language: str, opened: Opened, by: User) -> Iterator[Task]:
    """One for each language of the report, that of the page first."""
    if opened.is_shut:
        return
    chosen = actions_of(submission, by)
    for each in dict.fromkeys((language, *LANGUAGES)):
        yield _texts_in(submission, each, opened, chosen)


def _texts_in(submission: Submission, language: str, opened: Opened, chosen: list[AdvocacyAction]) -> Task:
    href = reverse("submission_texts", args=[submission.public_id, language])
    missing = [str(label) for name, label in NEEDED.items() if section_field(language, name) not in opened.texts]
    title = _("Texts in English") if language == "en" else _("Texts in Russian")
    hints = [_("Not written in this language: %(names)s.") % {"names": ", ".join(missing)}] if missing else []
    silent = [action_label(action) for action in chosen if subject_field(language, action) not in opened.texts]
    if silent:
        said = _(
            "The report does not say what these actions were about: %(actions)s. A subject in another language, with "
            "personal data or with a number is not taken over from the action; write it in the texts."
        )
        hints.append(said % {"actions": "; ".join(silent)})
    kind, status = ("todo", _("to write")) if missing else ("done", _("written"))
    return Task(title, href, " ".join(hints), kind, status)


def _choice(submission: Submission, language: str, by: User) -> Iterator[Task]:
    href, rows = reverse("submission_choose", args=[submission.public_id]), stories_of(submission, by)
    told: dict[int, list[Any]] = {}
    for row in rows:
        told.setdefault(row.version.story_id, []).append(row)
    gone = submission.stories.count() - len(told)
    missing = [story_label(found) for found in told.values() if language not in {row.language for row in found}]
    hints = []
    if gone:
        said = ngettext(
            "%(count)d story was withdrawn: it does not stand in the report any more.",
            "%(count)d stories were withdrawn: they do not stand in the report any more.",
            gone,
        )
        hints.append(said % {"count": gone})
    actions = len(actions_of(submission, by))
    lost = submission.actions.filter(done_on__lte=timezone.localdate()).count() - actions
    if lost:
        said = ngettext(
            "%(count)d action has a client who agrees no longer: it does not stand in the report any more.",
            "%(count)d actions have a client who agrees no longer: they do not stand in the report any more.",
            lost,
        )
        hints.append(said % {"count": lost})
    if missing:
        hints.append(_("Not told in this language, left out: %(titles)s.") % {"titles": "; ".join(missing)})
    counts = {"stories": len(told), "actions": actions, "points": len(submission.recommendations)}
    status = _("%(stories)d / %(actions)d / %(points)d") % counts
    kind = "attention" if hints else "done" if all(counts.values()) else "todo"
    title = _("Stories, advocacy actions, recommendations")
    yield Task(title, href, " ".join(hints), kind, status)


def is_outside_release(submission: Submission, language: str, *, by: User) -> bool:
    """Has the release no tables of the filter or of the period, so that it shows nothing?"""
    if submission.release is None:
        return False
    with translation.override(language):
        source = basis_of(submission, language, by=by).source
    return isinstance(source, Released) and not source.has_tables
