"""Stories as their pages show them: where each stands, how it will look, and the words to look at."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from documenters.access import has_permission
from documenters.models import User
from documenters.permissions import Permission
from react_cases.actions.guard import UNDECIDED, Written
from react_cases.actions.papers import KEPT_NAME
from react_cases.actions.story_texts import TEXTS, Told, clues_in, is_whole, languages, left_in
from react_cases.models import Case
from react_cases.models.story import Story, StoryCheck, StoryVerdict, StoryVersion
from react_cases.story_files.words import StoryPage, StoryWords, month_name, story_page
from react_cases.workflow import Status

AROUND = 36
"""Characters shown on either side of a word."""


class StoryState(Enum):
    """Where the newest version of a story stands; each value is the kind of its tag and what it is called."""

    WRITING = ("todo", gettext_lazy("Being written"))
    WITH_READER = ("waiting", gettext_lazy("With the second reader"))
    BACK = ("attention", gettext_lazy("The second reader says: not yet"))
    READY = ("attention", gettext_lazy("Can be published"))
    PUBLISHED = ("done", gettext_lazy("Published"))
    ENDED = ("stop", gettext_lazy("Not shown any more"))

    @property
    def tag(self) -> str:
        """The sign of its tag."""
        return self.value[0]

    @property
    def label(self) -> Promise:
        """In words."""
        return self.value[1]


NO_CONSENT = gettext_lazy("The client has not agreed that the story is told. Ask the client first.")
WITHDRAWN = gettext_lazy("The client has taken the consent back. The story is not told.")
REFUSED: dict[str, Promise] = {
    UNDECIDED: gettext_lazy("Personal data is left in the story: decide about it first."),
    KEPT_NAME: gettext_lazy(
        "A name was kept that a story cannot keep: what the case needs and who is publicly known are changed too."
    ),
    "day_left": gettext_lazy("A day is left in the story: leave only month and year."),
    "no_consent": NO_CONSENT,
    "consent_withdrawn": WITHDRAWN,
    "case_not_approved": gettext_lazy("The case is not approved. Only approved cases are told."),
    "not_qualified": gettext_lazy("The case is not qualified as a violation. Only such cases are told."),
    "practice": gettext_lazy("This is a practice case."),
    "erased": gettext_lazy("The case is erased."),
    "gone": gettext_lazy("This story is not there to be read or written any more."),
    "no_narrative": gettext_lazy("The case has no narrative that could be told."),
    "told_already": gettext_lazy("This case has a story already."),
    "alone": gettext_lazy(
        "It takes a second reader who has no part in it: not a writer, and nobody who worked on the case."
    ),
    "not_answered": gettext_lazy("The second reader has not answered yet."),
    "not_read": gettext_lazy("No second reader has passed this version."),
    "not_with_reader": gettext_lazy("It is not with its reader any more."),
    "not_writing": gettext_lazy("It is with its reader, or read. Nothing was changed."),
    "checks_missing": gettext_lazy("Not every question is ticked."),
    "comment_missing": gettext_lazy("Say what should be changed."),
    "no_text": gettext_lazy("No language is whole yet: title, what happened, what was done, and the result."),
    "unfinished": gettext_lazy("A language is begun and not whole. Finish it, or empty its fields."),
    "published_once": gettext_lazy("It was published once and stays: withdraw it where nobody should read it."),
    "written_meanwhile": gettext_lazy("Somebody has written on it meanwhile. Nothing was thrown away: read it first."),
    "published_already": gettext_lazy("It is published already."),
}
"""Why something was not done, by the code of the refusal."""
FIELD_LABELS: dict[str, Promise] = {
    "title": gettext_lazy("Title"),
    "happened": gettext_lazy("What happened"),
    "done": gettext_lazy("What the REActor did"),
    "result": gettext_lazy("Result"),
}


@dataclass(frozen=True)
class StoryRow:
    """A story in the list."""

    story: Story
    version: StoryVersion
    state: StoryState
    name: str
    code: str
    """Of its case, where the name does not say it."""
    languages: str
    shown: StoryVersion | None
    """The version that can be read outside, where that is another one than the newest."""

    @property
    def since(self) -> datetime.datetime:
        """Since when it stands there."""
        version = self.version
        return version.ended_at or version.published_at or version.read_at or version.sent_at or version.written_at


@dataclass(frozen=True)
class Snippet:
    """Words to look at, with what stands around them."""

    where: str
    before: str
    words: str
    after: str


@dataclass
class Question:
    """One of the questions, with the words that it is about."""

    code: str
    label: str
    is_ticked: bool = False
    snippets: list[Snippet] = field(default_factory=list)


@dataclass(frozen=True)
class Left:
    """A text that cannot be sent as it is, why, and where it is mended."""

    where: str
    said: str
    url: str


@dataclass(frozen=True)
class LanguageTab:
    """One language of a story."""

    code: str
    name: str
    is_current: bool
    is_begun: bool
    is_whole: bool


def state_of(version: StoryVersion) -> StoryState:
    """Where a version stands."""
    if version.ended_as:
        return StoryState.ENDED
    if version.published_at is not None:
        return StoryState.PUBLISHED
    if version.verdict:
        return StoryState.READY if version.verdict == StoryVerdict.PASSED else StoryState.BACK
    return StoryState.WITH_READER if version.sent_at is not None else StoryState.WRITING


def was_published(story: Story) -> bool:
    """Was any version of it ever out? Then it is withdrawn, and never thrown away."""
    return story.versions.filter(published_at__isnull=False).exists()


def story_row(story: Story) -> StoryRow:
    """A story whose case the viewer sees, with its versions and what is published of them at hand."""
    versions = list(story.versions.all())
    newest = versions[0]
    shown = next((one for one in versions if state_of(one) is StoryState.PUBLISHED), None)
    titles = {row.language: row.title for row in (shown or newest).published.all()}
    name = next((titles[code] for code in ("ru", "en", "ky") if code in titles), "")
    return StoryRow(
        story=story,
        version=newest,
        state=StoryState.ENDED if story.case.status == Status.ERASED else state_of(newest),
        name=name or _("Story of case %(code)s") % {"code": story.case.code},
        code=story.case.code if name else "",
        languages=language_names((shown or newest).languages),
        shown=shown if shown is not newest else None,
    )


def language_names(codes: Iterable[str]) -> str:
    """The languages, separated by commas, in the language of the page."""
    names = dict(settings.LANGUAGES)
    return ", ".join(str(names[code]) for code in languages() if code in set(codes))


def language_tabs(told: Mapping[str, Told], current: str) -> list[LanguageTab]:
    """Every language in which the story can be told."""
    names = dict(settings.LANGUAGES)
    return [
        LanguageTab(code, str(names[code]), code == current, code in told, code in told and is_whole(told[code]))
        for code in languages()
    ]


def pages_of(version: StoryVersion, told: Mapping[str, Told]) -> list[StoryPage]:
    """The story as it will look, in each language that it is told in."""
    return [_page(version, language, texts) for language, texts in told.items()]


def _page(version: StoryVersion, language: str, texts: Told) -> StoryPage:
    with override(language):
        place = version.oblast.label if version.oblast else ""
    said = {name: texts[name].text if name in texts else "" for name in TEXTS}
    programme = version.story.programme
    words = StoryWords(
        language=language,
        month=version.month,
        place=place,
        published_on=timezone.localdate(),
        publisher=str(programme),
        **said,
    )
    return story_page(words)


def questions_of(version: StoryVersion, told: Mapping[str, Told], ticked: Sequence[str] = ()) -> list[Question]:
    """The questions that both people answer, with the words of the story by which somebody could be known."""
    questions = {code: Question(code, str(label), code in ticked) for code, label in StoryCheck.choices}
    names = dict(settings.LANGUAGES)
    for language, texts in told.items():
        for name in TEXTS:
            if name in texts:
                where = f"{names[language]}, {FIELD_LABELS[name]}"
                for kind, snippet in _snippets(version, texts[name], where):
                    questions[kind].snippets.append(snippet)
    return list(questions.values())


def lefts_of(version: StoryVersion, told: Mapping[str, Told]) -> list[Left]:
    """What would be refused when the story is sent, text by text."""
    found, names = [], dict(settings.LANGUAGES)
    url = reverse("story_edit", args=[version.story.paper.public_id])
    for language, texts in told.items():
        for name, written in texts.items():
            if code := left_in(written, version.story.programme):
                where = f"{names[language]}, {FIELD_LABELS[name]}"
                found.append(Left(where, str(REFUSED[code]), f"{url}?language={language}#id_{name}"))
    return found


def _snippets(version: StoryVersion, written: Written, where: str) -> Iterable[tuple[str, Snippet]]:
    text = written.text
    for clue in clues_in(written, version.story.programme):
        before, after = text[: clue.start], text[clue.end :]
        if len(before) > AROUND:
            before = "… " + before[-AROUND:].partition(" ")[2]
        if len(after) > AROUND:
            after = after[:AROUND].rpartition(" ")[0] + " …"
        yield clue.kind.value, Snippet(where, before, text[clue.start : clue.end], after)


def month_said(version: StoryVersion) -> str:
    """Month and oblast of a version, as far as it names them."""
    place = version.oblast.label if version.oblast else ""
    return " · ".join(filter(None, [month_name(version.month), place]))


def story_link(case: Case, user: User) -> dict[str, str]:
    """What the page of a case offers to those who write stories: to begin one, or the one that there is."""
    is_out = case.status not in (Status.APPROVED, Status.ERASED)
    if is_out or not has_permission(user, Permission.STORY_WRITE, programme=case.programme):
        return {}
    paper = Story.objects.filter(case=case).values_list("paper__public_id", flat=True).first()
    if paper is not None:
        return {"url": reverse("story_edit", args=[paper]), "label": _("Its story")}
    return {"url": reverse("story_start", args=[case.public_id]), "label": _("Make a story of it")}
