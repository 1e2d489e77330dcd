"""Stories: a case is retold, a second person reads it, and it is published; each step by whoever may (docs/adr/0043).

Nothing of the case changes. Everybody who writes has a version of their own: who wrote any of it can be told from who
only read. The rows are locked in one order everywhere: the case, its story, its version.
"""

import datetime
import uuid
from collections.abc import Collection, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from documenters.access import has_permission, require_permission
from documenters.audit import record
from documenters.models import User
from documenters.permissions import Permission
from react_cases.actions.guard import Written, require_decided
from react_cases.actions.locking import NotAllowed, lock_case
from react_cases.actions.notices import announce_to
from react_cases.actions.paper_keys import paper_key_give, paper_key_take
from react_cases.actions.papers import KEPT_NAME, paper_copy, paper_new, paper_seal
from react_cases.actions.sealing import NARRATIVE, OpenReason, open_sealed
from react_cases.actions.story_ends import published_version, version_end
from react_cases.actions.story_rules import (
    ALL_CHECKS,
    are_two,
    involved_in,
    newest,
    reader_candidates,
    story_bar,
    writing_bar,
)
from react_cases.actions.story_texts import (
    PART,
    TEXTS,
    Told,
    holds_day,
    holds_kept_name,
    is_whole,
    languages,
    marked,
    story_begun,
    story_comment,
    story_field,
    story_texts,
)
from react_cases.models import Case, Location
from react_cases.models.choices import KeepReason
from react_cases.models.paper import PaperKind
from react_cases.models.story import (
    PublishedStory,
    Story,
    StoryEnd,
    StoryVerdict,
    StoryVersion,
)

NOT_KEPT = frozenset({KeepReason.NEEDED.value})
"""What the case needs a story does not."""
UNCHANGED: Any = object()


class StoryChanged(Exception):
    """Somebody else wrote the story after this person had read it; `version` is how it is now."""

    def __init__(self, version: StoryVersion) -> None:
        super().__init__(str(version))
        self.version = version


@transaction.atomic
def story_start(case: Case, *, by: User) -> StoryVersion:
    """Begin the story of a case: its narrative retold, and what the code lists say of help and outcome.

    Raises `NotAllowed` with the code of `story_bar`, `told_already` or `no_narrative`.
    """
    case = _case_of(case.pk, by)
    _require_tellable(case)
    if Story.objects.filter(case=case).exists():
        raise NotAllowed("told_already")
    narrative = open_sealed(case, [NARRATIVE], by=by, reason=OpenReason.EDIT).get(NARRATIVE, "")
    if not narrative.strip():
        raise NotAllowed("no_narrative")
    begun = story_begun(case, narrative)
    story = Story.objects.create(
        paper=paper_new(case.programme, PaperKind.STORY, by=by), programme=case.programme, case=case
    )
    version = StoryVersion.objects.create(
        story=story,
        number=1,
        languages=sorted(begun),
        month=case.event_from.replace(day=1) if case.event_from else None,
        oblast=case.oblast,
        written_by=by,
        written_at=timezone.now(),
    )
    places = {story_field(version, code, name): told[name] for code, told in begun.items() for name in told}
    paper_seal(story.paper, places, by=by, not_kept=NOT_KEPT)
    _log("story.started", story, by, {name for told in begun.values() for name in told})
    return version


@transaction.atomic
def story_save(
    version: StoryVersion,
    texts: Mapping[str, Told],
    *,
    by: User,
    seen: datetime.datetime | None = None,
    month: datetime.date | None = UNCHANGED,
    oblast: Location | None = UNCHANGED,
) -> StoryVersion:
    """Keep what somebody wrote, by language and name of the text; what is not named stays as it was.

    Somebody else's version is left as it is, and a copy of it is written. A changed name gets its asterisk. Raises
    `StoryChanged` where another one is the newest, or it was written after `seen`; `NotAllowed` where it is with its
    reader or read (`not_writing`), something is undecided, a name was kept, or a code of `writing_bar`.
    """
    case = _case_of(version.story.case_id, by)
    story = _locked_story(version, by)
    now = newest(story)
    if now.pk != version.pk or (seen is not None and now.written_at != seen):
        raise StoryChanged(now)
    if now.sent_at is not None:
        raise NotAllowed("not_writing")
    if bar := writing_bar(case):
        raise NotAllowed(bar)
    if any(holds_kept_name(told.values()) for told in texts.values()):
        raise NotAllowed(KEPT_NAME)
    version = _own(now, by)
    places = {
        story_field(version, language, name): marked(written)
        for language, told in texts.items()
        for name, written in told.items()
    }
    paper_seal(story.paper, places, by=by, not_kept=NOT_KEPT)
    changed = {name: to for name, to in (("month", month), ("oblast", oblast)) if to is not UNCHANGED}
    for name, value in changed.items():
        setattr(version, name, value)
    version.languages, version.written_at = _languages_of(version), timezone.now()
    version.save(update_fields=["languages", "month", "oblast", "written_at"])
    _log("story.saved", story, by, [*(place.field for place in places), *changed])
    return version


@transaction.atomic
def story_send(version: StoryVersion, reader: User, checks: Collection[str], *, by: User) -> StoryVersion:
    """Ask a second person to read it, after going through everything that could give somebody away.

    Raises `NotAllowed`: `checks_missing`, `no_text`, `unfinished`, `day_left`, `alone`, `not_writing`, of `story_bar`.
    """
    case = _case_of(version.story.case_id, by)
    story = _locked_story(version, by)
    version = _own(_writing(story, version), by)
    _require_tellable(case)
    if sorted(checks) != ALL_CHECKS:
        raise NotAllowed("checks_missing")
    _whole_texts(version, by)
    if reader.pk == by.pk or reader not in reader_candidates(story):
        raise NotAllowed("alone")
    version.author_checks, version.sent_at, version.reader = ALL_CHECKS, timezone.now(), reader
    version.save(update_fields=["author_checks", "sent_at", "reader"])
    _let_read(story, reader, by)
    announce_to(reader)
    _log("story.sent", story, by)
    return version


@transaction.atomic
def story_take_back(version: StoryVersion, *, by: User) -> StoryVersion:
    """Take it back from a reader who has not answered yet. Raises `NotAllowed` with `not_with_reader`."""
    story = _locked_story(version, by)
    version = _with_reader(story, version)
    version.author_checks, version.sent_at, version.reader = [], None, None
    version.save(update_fields=["author_checks", "sent_at", "reader"])
    _let_read(story, None, by)
    _log("story.taken_back", story, by)
    return version


@transaction.atomic
def story_judge(
    version: StoryVersion, verdict: StoryVerdict, checks: Collection[str], comment: Written, *, by: User
) -> StoryVersion:
    """The second reader answers. They need not see the case.

    Raises `PermissionDenied` for anybody else; `NotAllowed`: `not_with_reader`, `alone` for a writer, `checks_missing`
    where it may be published, `comment_missing` where it may not, `gone` where it was taken from them with the client's
    consent or the case, a code of `writing_bar` for a reader who sees that.
    """
    story = _asked_story(version, by)
    version = _with_reader(story, version)
    if version.reader_id != by.pk or not has_permission(by, Permission.STORY_REVIEW):
        raise PermissionDenied(Permission.STORY_REVIEW)
    if story.versions.filter(written_by=by).exists():
        raise NotAllowed("alone")
    if verdict == StoryVerdict.PASSED and sorted(checks) != ALL_CHECKS:
        raise NotAllowed("checks_missing")
    if verdict == StoryVerdict.BACK and not comment.text.strip():
        raise NotAllowed("comment_missing")
    paper_seal(story.paper, {story_comment(version): comment}, by=by, not_kept=NOT_KEPT)
    version.reader_checks = sorted(set(checks) & set(ALL_CHECKS))
    version.verdict, version.read_at = verdict, timezone.now()
    version.save(update_fields=["reader_checks", "verdict", "read_at"])
    _log("story.judged", story, by, reason=str(verdict))
    return version


@transaction.atomic
def story_publish(version: StoryVersion, *, by: User) -> list[PublishedStory]:
    """Let it out in every language that it is told in; an earlier version goes in the same moment.

    Everything is asked once more: the case, the client's consent, the guard, the two people. Raises `NotAllowed`:
    `published_already`, `not_read`, `alone`, `checks_missing`, codes of `story_bar`, of the guard and of the texts.
    """
    case = _case_of(version.story.case_id, by)
    story = _locked_story(version, by)
    now = newest(story)
    if now.pk != version.pk or now.verdict != StoryVerdict.PASSED:
        raise NotAllowed("not_read")
    if now.published_at is not None:
        raise NotAllowed("published_already")
    _require_tellable(case)
    if now.reader is None or now.reader.pk in involved_in(story) or not are_two(story, now.reader):
        raise NotAllowed("alone")
    if now.author_checks != ALL_CHECKS or now.reader_checks != ALL_CHECKS:
        raise NotAllowed("checks_missing")
    told = _whole_texts(now, by)
    _replace_earlier(story, by)
    now.published_by, now.published_at = by, timezone.now()
    now.save(update_fields=["published_by", "published_at"])
    rows = PublishedStory.objects.bulk_create(_rows_of(now, told))
    _let_read(story, None, by)
    _log("story.published", story, by, told)
    return rows


@transaction.atomic
def story_renew(story: Story, *, by: User) -> StoryVersion:
    """Begin a newer version as a copy of the newest one; it takes a second reader again.

    Raises `NotAllowed`: `not_read` while the newest one is being written or read, or a code of `story_bar`.
    """
    case = _case_of(story.case_id, by)
    latest = newest(story)
    story = _locked_story(latest, by)
    latest = newest(story)
    if not latest.verdict:
        raise NotAllowed("not_read")
    _require_tellable(case)
    version = _copy(latest, by)
    _let_read(story, None, by)
    _log("story.renewed", story, by)
    return version


def _case_of(case_id: int, by: User) -> Case:
    """The case, locked, for somebody who writes stories of its programme and sees it."""
    case = Case.objects.visible_to(by).select_related("programme").filter(pk=case_id).first()
    if case is None:
        raise PermissionDenied(Permission.STORY_WRITE)
    require_permission(by, Permission.STORY_WRITE, programme=case.programme)
    return lock_case(case)


def _require_tellable(case: Case) -> None:
    if bar := story_bar(case) or writing_bar(case):
        raise NotAllowed(bar)


def _locked_story(version: StoryVersion, by: User) -> Story:
    """The story as it is now, held still, for somebody who writes stories of its programme."""
    story = _held_still(version, by)
    require_permission(by, Permission.STORY_WRITE, programme=story.programme)
    return story


def _held_still(version: StoryVersion, by: User) -> Story:
    locked = Story.objects.select_for_update(no_key=True, of=("self",)).select_related("paper__programme", "programme")
    story = locked.filter(pk__in=Story.objects.visible_to(by).filter(pk=version.story_id).values("pk")).first()
    if story is None:
        raise PermissionDenied("story")
    return story


def _asked_story(version: StoryVersion, by: User) -> Story:
    """The story that somebody was asked to read, its version held still: nobody takes it from them meanwhile."""
    case = Case.objects.visible_to(by).filter(story=version.story_id).first()
    if case is not None and (bar := writing_bar(case)):
        raise NotAllowed(bar)
    try:
        story = _held_still(version, by)
    except PermissionDenied:
        if version.reader_id == by.pk:
            raise NotAllowed("gone") from None
        raise
    if not story.versions.select_for_update(no_key=True, of=("self",)).filter(pk=version.pk):
        raise NotAllowed("gone")
    return story


def _writing(story: Story, version: StoryVersion) -> StoryVersion:
    """The version as it is now, if it is the newest and still being written."""
    now = newest(story)
    if now.pk != version.pk or now.sent_at is not None:
        raise NotAllowed("not_writing")
    return now


def _with_reader(story: Story, version: StoryVersion) -> StoryVersion:
    now = newest(story)
    if now.pk != version.pk or now.sent_at is None or now.verdict:
        raise NotAllowed("not_with_reader")
    return now


def _own(version: StoryVersion, by: User) -> StoryVersion:
    """The version if this person writes it; else a copy that is theirs."""
    return version if version.written_by_id == by.pk else _copy(version, by)


def _copy(latest: StoryVersion, by: User) -> StoryVersion:
    version = StoryVersion.objects.create(
        story=latest.story,
        number=latest.number + 1,
        languages=latest.languages,
        month=latest.month,
        oblast=latest.oblast,
        written_by=by,
        written_at=timezone.now(),
    )
    paper_copy(latest.story.paper, part=PART, part_id=latest.pk, to_id=version.pk, by=by)
    paper_seal(latest.story.paper, {story_comment(version): Written("")}, by=by)
    return version


def _languages_of(version: StoryVersion) -> list[str]:
    """The languages in which something is sealed. It opens nothing."""
    fields = version.story.paper.texts.filter(part=PART, part_id=version.pk).values_list("field", flat=True)
    return sorted({field.partition(".")[0] for field in fields} & set(languages()))


def _whole_texts(version: StoryVersion, by: User) -> dict[str, dict[str, Written]]:
    """The texts as they are sealed, looked through by the guard once more; each language has to be whole."""
    told = story_texts(version, by=by, reason=OpenReason.EDIT)
    whole = set(map(is_whole, told.values()))
    if whole != {True}:
        raise NotAllowed("unfinished" if True in whole else "no_text")
    for texts in told.values():
        require_decided(texts.values(), programme=version.story.paper.programme)
        kept = {row.reason for written in texts.values() for row in written.decisions}
        if holds_kept_name(texts.values()) or kept & NOT_KEPT:
            raise NotAllowed(KEPT_NAME)
        if holds_day(texts.values()):
            raise NotAllowed("day_left")
    return told


def _replace_earlier(story: Story, by: User) -> None:
    """One after the other: the database lets one version be out at a time."""
    earlier = published_version(story, is_locked=True)
    if earlier is not None:
        version_end(earlier, StoryEnd.REPLACED, by=by)


def _rows_of(version: StoryVersion, told: Mapping[str, Told]) -> list[PublishedStory]:
    """What everybody may read, in each language, under one number of its own."""
    public_id, today = uuid.uuid4(), timezone.localdate()
    return [
        PublishedStory(
            public_id=public_id,
            programme=version.story.programme,
            version=version,
            language=language,
            month=version.month,
            oblast=version.oblast,
            published_on=today,
            **{name: texts[name].text.strip() for name in TEXTS},
        )
        for language, texts in told.items()
    ]


def _let_read(story: Story, reader: User | None, by: User) -> None:
    """Give the paper to its reader, or take it from whoever had it."""
    paper = story.paper
    paper_key_take(paper)
    paper.reader = reader
    paper.save(update_fields=["reader"])
    if reader is not None:
        paper_key_give(paper, reader, by=by)


def _log(action: str, story: Story, by: User, fields: Collection[str] = (), reason: str = "") -> None:
    record(action, story, by=by, programme=story.programme, fields=sorted(fields), reason=reason)
