"""Published stories end: a coordinator withdraws one, or it goes with the client's consent or with the case.

What was published is deleted, in every language. What was printed or downloaded elsewhere is out of reach: the log
knows who took a file, so that somebody can tell them.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.db import connections, router, transaction
from django.db.models import QuerySet
from django.utils import timezone

from documenters.access import reach_of, require_permission
from documenters.audit import record
from documenters.models import AuditEvent, Programme, User
from documenters.permissions import Permission, Role
from react_cases.actions.locking import NotAllowed, lock_case
from react_cases.actions.paper_keys import paper_key_take
from react_cases.actions.papers import paper_empty
from react_cases.actions.story_rules import newest, story_bar
from react_cases.actions.story_texts import PART, story_comment
from react_cases.models import Case, PublishedStory, Story, StoryVersion
from react_cases.models.story import StoryEnd
from react_cases.workflow import Status

WHY: Final = (StoryEnd.CLIENT, StoryEnd.DANGER, StoryEnd.MISTAKE)
"""What a coordinator may say."""
TOLD_DAYS: Final = 14
"""For how long coordinators are reminded that somebody may hold copies."""
SHOWN: Final = 50
"""The newest downloads that are listed."""


@dataclass(frozen=True)
class Taken:
    """One person took a file of one kind, on one day."""

    day: datetime.date
    kind: str
    language: str
    """`all` for a file in every language."""
    person: str


@transaction.atomic
def story_withdraw(story: Story, why: StoryEnd, *, by: User) -> StoryVersion:
    """Take down what is published of a story. Raises `NotAllowed` where nothing is, or nothing any more."""
    require_permission(by, Permission.STORY_WRITE, programme=story.programme)
    if why not in WHY:
        raise NotAllowed("why")
    version = published_version(story, is_locked=True)
    if version is None:
        raise NotAllowed("not_published")
    version_end(version, why, by=by)
    record("story.withdrawn", story, by=by, programme=story.programme, reason=why.value)
    return version


@transaction.atomic
def story_discard(story: Story, *, by: User, seen: datetime.datetime) -> None:
    """Throw a story away that was never published: its words, its questions, its keys. The case can be told anew.

    `seen` is when the newest version was written, as the person saw it. Raises `NotAllowed`: `published_once`, as then
    its versions say who let it out and who read it, or `written_meanwhile`.
    """
    require_permission(by, Permission.STORY_WRITE, programme=story.programme)
    lock_case(story.case)
    story = Story.objects.select_for_update(no_key=True, of=("self",)).select_related("paper").get(pk=story.pk)
    if story.versions.filter(published_at__isnull=False).exists():
        raise NotAllowed("published_once")
    if newest(story).written_at != seen:
        raise NotAllowed("written_meanwhile")
    record("story.discarded", story, by=by, programme=story.programme)
    paper = story.paper
    story.delete()
    paper_empty(paper)
    paper.delete()


def published_version(story: Story, *, is_locked: bool = False) -> StoryVersion | None:
    """The version of a story that can be read outside now; its row locked where an action is to end it."""
    found = story.versions.filter(published_at__isnull=False, ended_at=None)
    return found.select_for_update(no_key=True).first() if is_locked else found.first()


def version_end(version: StoryVersion, why: StoryEnd, *, by: User) -> None:
    """Show a version to nobody any more; must run inside the action's transaction, which asks, locks and logs."""
    version.ended_as, version.ended_by, version.ended_at = why.value, by, timezone.now()
    version.save(update_fields=["ended_as", "ended_by", "ended_at"])
    PublishedStory.objects.filter(version=version).delete()
    _empty_where_removed(version.story.case)


def version_hide(version: StoryVersion) -> None:
    """Take what is published back to “can be published”: publishing it again asks everything once more.

    For a backup that is put back, inside its transaction, as the owner of the database: nobody did it.
    """
    PublishedStory.objects.filter(version=version).delete()
    version.published_at = version.published_by = None
    version.save(update_fields=["published_at", "published_by"])
    record("story.hidden", version.story, by=None, programme=version.story.programme)


def stories_stop(case: Case, why: StoryEnd, *, by: User | None, is_forgotten: bool = False) -> int:
    """Take down what is published of a case, for somebody who sees the case and perhaps not the story.

    The second reader reads it no more. Forgotten, nothing opens its words any more and month and oblast go too: where
    the case is erased, or its client does not agree that it is kept. Answers how many versions were shown until now.
    Must run inside the action's transaction. The database refuses it to anybody who does not see the case.
    """
    # Restoring a backup, everything goes through the owner.
    with connections[router.db_for_write(StoryVersion)].cursor() as cursor:
        cursor.execute("SELECT react_story_stop(%s, %s, %s)", [case.pk, why.value, is_forgotten])
        row = cursor.fetchone()
    stopped = int(row[0]) if row else 0
    _empty_where_removed(case)
    if stopped:
        place = case.organisation
        record("story.stopped", case, by=by, programme=case.programme, organisation=place, reason=why.value)
    return stopped


def drafts_empty(case: Case) -> None:
    """Delete the drafts of a case whose texts are kept no longer, other versions of what is published too. What is
    published stays, with its sealed copy: the client agreed to it. Nobody is asked to read what is deleted."""
    for story in Story.objects.filter(case=case).select_related("paper"):
        _ask_nobody(story)
        shown = published_version(story)
        if shown is None:
            paper_empty(story.paper)
        else:
            told = story.paper.texts.filter(part=PART, part_id=shown.pk).exclude(field=story_comment(shown).field)
            story.paper.texts.exclude(pk__in=told.values("pk")).delete()


def drafts_sweep(programme: Programme) -> None:
    """Delete what is left of stories that are shown no longer, of cases whose texts are deleted: whoever recorded that
    the client took the consent back may not have seen them. For those who see the stories of the programme."""
    removed = Case.objects.filter(story__programme=programme, content_removed_at__isnull=False)
    for case in removed.filter(story__paper__keys__isnull=False).distinct():
        _empty_where_removed(case)


def _empty_where_removed(case: Case) -> None:
    """What was kept as the copy of a published story goes with it where the texts of the case went long ago."""
    if case.content_removed_at is None:
        return
    for story in Story.objects.filter(case=case).select_related("paper"):
        if published_version(story) is None:
            paper_empty(story.paper)


def _ask_nobody(story: Story) -> None:
    paper_key_take(story.paper)
    story.paper.reader = None
    story.paper.save(update_fields=["reader"])
    asked = story.versions.filter(sent_at__isnull=False, verdict="")
    asked.update(sent_at=None, reader=None, author_checks=[])


def story_settle(case: Case, *, by: User) -> None:
    """A case was decided anew: take down what is told of it, if it could not be told now. Inside the action that
    decides. While a case is corrected its story stays, and coordinators are reminded (`stories_in_doubt`)."""
    if story_bar(case):
        stories_stop(case, StoryEnd.MISTAKE, by=by)


def stories_in_doubt(*, by: User) -> QuerySet[StoryVersion]:
    """What is published of cases that are being corrected, in the programmes that the person coordinates."""
    programmes = reach_of(by).programmes_as(Role.COORDINATOR)
    shown = StoryVersion.objects.filter(story__programme__in=programmes, published_at__isnull=False, ended_at=None)
    found = shown.exclude(story__case__status=Status.APPROVED)
    return found.select_related("story__paper", "story__case").order_by("published_at")


def stories_ended(*, by: User) -> QuerySet[StoryVersion]:
    """What was taken down lately in the programmes that the person coordinates: somebody may hold copies."""
    since = timezone.now() - datetime.timedelta(days=TOLD_DAYS)
    programmes = reach_of(by).programmes_as(Role.COORDINATOR)
    found = StoryVersion.objects.filter(story__programme__in=programmes, ended_at__gte=since)
    return found.exclude(ended_as=StoryEnd.REPLACED).select_related("story__paper", "story__case").order_by("-ended_at")


def story_download(row: PublishedStory, *, kind: str, language: str, by: User) -> AuditEvent:
    """Log that somebody takes a published story along. Raises `PermissionDenied` for whoever may not read it."""
    require_permission(by, Permission.FIGURES_PUBLISHED, programme=row.programme)
    version = StoryVersion(pk=row.version_id)
    return record("story.downloaded", version, by=by, programme=row.programme, reason=f"{kind}:{language}")


def downloads_of(story: Story, *, by: User) -> list[Taken]:
    """Who took a file of any version of a story, the newest first. The log shows rows to whoever may read it."""
    require_permission(by, Permission.LOG_READ, programme=story.programme)
    versions: Sequence[int] = list(story.versions.values_list("pk", flat=True))
    found = AuditEvent.objects.filter(
        action="story.downloaded", object_type=StoryVersion._meta.label_lower, object_id__in=versions
    )
    seen: dict[Taken, None] = {}
    for event in found.select_related("actor").order_by("-pk")[: 4 * SHOWN]:
        kind, _colon, language = event.reason.partition(":")
        seen.setdefault(Taken(timezone.localdate(event.at), kind, language, str(event.actor or "")))
    return list(seen)[:SHOWN]
