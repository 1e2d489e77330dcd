"""Reports to treaty bodies: begin, change, confirm articles, choose, write, take out, remove (docs/adr/0044)."""

import datetime
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.db import transaction
from django.utils import timezone

from documenters.access import require_permission
from documenters.audit import record
from documenters.models import AuditEvent, Programme, User
from documenters.permissions import Permission
from react_cases.actions.advocacy import NOTHING, TITLE
from react_cases.actions.guard import Written, text_check
from react_cases.actions.locking import NotAllowed
from react_cases.actions.papers import PaperField, paper_empty, paper_new, paper_open, paper_seal
from react_cases.actions.sealing import OpenReason
from react_cases.models import AdvocacyAction, PublishedStory, Story, Term
from react_cases.models.choices import KeepReason
from react_cases.models.paper import PaperKind
from reports.models import Release, ReleaseState, Submission
from reports.submissions.articles import TREATIES_OF, article_of
from reports.submissions.facts import still_agreed
from reports.submissions.sentences import says_a_number

LANGUAGES: Final = ("en", "ru")
"""In which a report is written: those in which the bodies of the United Nations read."""
SECTIONS: Final = ("title", "submitter", "session", "summary", "introduction", "own", "conclusions")
"""What people write themselves, in each language."""
RECOMMENDATIONS: Final = "recommendations"
"""The code list."""
CYRILLIC: Final = re.compile("[а-яё]", re.IGNORECASE)
NOT_KEPT: Final = (KeepReason.NEEDED.value,)
"""Nothing in a report needs personal data."""


class SubmissionChanged(Exception):
    """Somebody else changed the report after this person had read it; `submission` is as it is now."""

    def __init__(self, submission: Submission) -> None:
        super().__init__(str(submission))
        self.submission = submission


@dataclass(frozen=True)
class SubmissionData:
    """For whom, about what, with which figures."""

    body: str
    period_from: datetime.date
    """First day of a month."""
    period_to: datetime.date
    """Last day of a month."""
    found_by: str = ""
    release: Release | None = None
    """None: counted now, internal."""


@dataclass(frozen=True)
class ChosenData:
    """What stands in the report beside its figures."""

    stories: Collection[Story] = ()
    actions: Collection[AdvocacyAction] = ()
    recommendations: Sequence[str] = ()
    """Codes, in their order."""


def section_field(language: str, name: str) -> PaperField:
    """Where a text of one language is sealed."""
    return PaperField("section", 0, f"{language}.{name}")


def subject_field(language: str, action: AdvocacyAction) -> PaperField:
    """What an action was about, in the words of one language of the report; empty where it does not say so."""
    return PaperField("action", action.pk, f"{language}.subject")


@transaction.atomic
def submission_start(
    programme: Programme, data: SubmissionData, session: Written, language: str, *, by: User
) -> Submission:
    """Begin a draft. `session` is sealed in the language in which it was typed, if that is one of the report's.

    Raises `NotAllowed` for a release that is not published, and where something in the text is undecided.
    """
    require_permission(by, Permission.SUBMISSION_WRITE, programme=programme)
    _require_release(data.release, programme)
    paper = paper_new(programme, PaperKind.SUBMISSION, by=by)
    submission = Submission(paper=paper, programme=programme)
    _fill(submission, data)
    submission.save()
    written = language if language in LANGUAGES else "ru"
    paper_seal(paper, {section_field(written, "session"): session}, by=by, not_kept=NOT_KEPT)
    _log("submission.started", submission, by=by, reason=data.body)
    return submission


@transaction.atomic
def submission_change(submission: Submission, data: SubmissionData, *, by: User, version: int) -> Submission:
    """Change what it is about. Confirmed articles wait for a new confirmation where other cases are meant now."""
    submission = _lock(submission, version, by)
    _require_release(data.release, submission.programme, submission.release)
    about = (submission.body, submission.period_from, submission.period_to, submission.found_by)
    _fill(submission, data)
    if about != (submission.body, submission.period_from, submission.period_to, submission.found_by):
        submission.articles_confirmed_by = submission.articles_confirmed_at = None
    return _saved(submission, by, ["about"])


@transaction.atomic
def submission_articles_confirm(
    submission: Submission, articles: Sequence[str], *, by: User, version: int
) -> Submission:
    """A person says which articles the report is about, in which order: `["ICCPR 9", …]`; none takes the word back.

    Raises `NotAllowed` for one of another treaty, or for one that is named twice.
    """
    submission = _lock(submission, version, by)
    try:
        treaties = {article_of(text).treaty for text in articles}
    except ValueError:
        raise NotAllowed("article") from None
    if not treaties <= set(TREATIES_OF[submission.body]) or len(set(articles)) != len(articles):
        raise NotAllowed("article")
    submission.articles = list(articles)
    submission.articles_confirmed_by = submission.articles_confirmed_at = None
    if not articles:
        return _saved(submission, by, ["articles"])
    submission.articles_confirmed_by, submission.articles_confirmed_at = by, timezone.now()
    submission.version += 1
    submission.save()
    _log("submission.articles_confirmed", submission, by=by)
    return submission


@transaction.atomic
def submission_choose(submission: Submission, chosen: ChosenData, *, by: User, version: int) -> Submission:
    """Choose published stories, advocacy actions, and recommendations.

    The title of an action that is new becomes its line of the report, once and where the guard has no objection: from
    then on the two change apart. Raises `NotAllowed` for what is of another programme, for a story that is not
    published, for an action one of whose clients agrees no longer, and for an unknown code; opening the titles raises
    as `paper_open` does.
    """
    submission = _lock(submission, version, by)
    own = submission.programme
    stories = Story.objects.visible_to(by).filter(programme=own, pk__in=[row.pk for row in chosen.stories])
    published = PublishedStory.objects.visible_to(by).filter(programme=own, version__story__in=stories)
    wanted = AdvocacyAction.objects.visible_to(by).filter(programme=own, pk__in=[row.pk for row in chosen.actions])
    actions = still_agreed(wanted)
    codes = set(Term.objects.filter(programme=own, code_list=RECOMMENDATIONS).values_list("code", flat=True))
    if published.values("version__story").distinct().count() != len(set(chosen.stories)):
        raise NotAllowed("story")
    if actions.count() != len(set(chosen.actions)) or not set(chosen.recommendations) <= codes:
        raise NotAllowed("choice")
    new = list(actions.exclude(pk__in=submission.actions.values("pk")).select_related("paper__programme"))
    submission.stories.set(stories)
    submission.actions.set(actions)
    _copy_subjects(submission, new, by=by)
    submission.recommendations = list(dict.fromkeys(chosen.recommendations))
    return _saved(submission, by, ["stories", "actions", "recommendations"])


@transaction.atomic
def submission_write(
    submission: Submission, texts: Mapping[PaperField, Written], *, by: User, version: int
) -> Submission:
    """Seal what somebody wrote. Raises `NotAllowed` where something in it is undecided, or kept as needed."""
    submission = _lock(submission, version, by)
    paper_seal(submission.paper, texts, by=by, not_kept=NOT_KEPT)
    return _saved(submission, by, sorted(place.log_name for place in texts))


@transaction.atomic
def submission_remove(submission: Submission, *, by: User) -> None:
    """Throw the draft away, with everything that was written in it."""
    submission = _lock(submission, None, by)
    paper = submission.paper
    _log("submission.removed", submission, by=by, reason=submission.body)
    submission.stories.clear()
    submission.actions.clear()
    submission.delete()
    paper_empty(paper)
    paper.delete()


def submission_texts(submission: Submission, *, by: User, reason: OpenReason) -> dict[PaperField, Written]:
    """Everything that was written in it. Logged; raises as `paper_open` does."""
    return paper_open(submission.paper, by=by, reason=reason)


def submission_taken_out(submission: Submission, kind: str, language: str, *, by: User) -> AuditEvent:
    """Write down that somebody takes the draft along as a file; answers the row of the log."""
    require_permission(by, Permission.SUBMISSION_WRITE, programme=submission.programme)
    source = "released" if submission.release_id else "internal"
    return _log("submission.taken_out", submission, by=by, reason=f"{source}.{kind}.{language}")


def _copy_subjects(submission: Submission, actions: Collection[AdvocacyAction], *, by: User) -> None:
    """In the language whose letters a title has, Russian or English. Where a line was written before, it stays."""
    if not actions:
        return
    written = paper_open(submission.paper, by=by, reason=OpenReason.EDIT, part="action")
    texts: dict[PaperField, Written] = {}
    for action in actions:
        subject = _subject_from(action, by=by)
        place = subject_field("ru" if CYRILLIC.search(subject.text) else "en", action)
        if subject.text and place not in written:
            texts[place] = subject
    paper_seal(submission.paper, texts, by=by, not_kept=NOT_KEPT)


def _subject_from(action: AdvocacyAction, *, by: User) -> Written:
    """The title of an action as a line of a report: nobody has decided about it here yet, so it has to do without.

    Nothing where it holds personal data, or a number: a count of that day would stand beside released figures.
    """
    title = paper_open(action.paper, by=by, reason=OpenReason.EDIT, part=TITLE.part, part_id=0).get(TITLE, NOTHING)
    line = Written(title.text)
    is_needed = any(decision.reason in NOT_KEPT for decision in title.decisions)
    if is_needed or says_a_number(line.text) or text_check(line, programme=action.paper.programme).undecided:
        return NOTHING
    return line


def _fill(submission: Submission, data: SubmissionData) -> None:
    submission.body, submission.release = data.body, data.release
    submission.period_from, submission.period_to = data.period_from, data.period_to
    submission.found_by = data.found_by
    submission.as_of = data.release.as_of if data.release else timezone.localdate()


def _require_release(release: Release | None, programme: Programme, before: Release | None = None) -> None:
    """A release of the programme, published; one that was withdrawn only where it stood there before."""
    if release is None:
        return
    is_shown = release.state == ReleaseState.PUBLISHED or release == before
    if release.programme_id != programme.pk or not is_shown:
        raise NotAllowed("release")


def _lock(submission: Submission, version: int | None, by: User) -> Submission:
    require_permission(by, Permission.SUBMISSION_WRITE, programme=submission.programme)
    found = Submission.objects.visible_to(by).select_for_update(no_key=True, of=("self",))
    fresh = found.select_related("paper__programme", "programme", "release").get(pk=submission.pk)
    if version is not None and fresh.version != version:
        raise SubmissionChanged(fresh)
    return fresh


def _saved(submission: Submission, by: User, fields: Sequence[str]) -> Submission:
    submission.version += 1
    submission.save()
    _log("submission.changed", submission, by=by, fields=fields)
    return submission


def _log(action: str, submission: Submission, *, by: User, reason: str = "", fields: Sequence[str] = ()) -> AuditEvent:
    return record(action, submission, by=by, programme=submission.programme, reason=reason, fields=fields)
