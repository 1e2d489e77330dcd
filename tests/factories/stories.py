"""Stories made the way people make them: started, written, read by a second person, published."""

import datetime
from typing import Any

from documenters.models import User
from react_cases.actions.guard import Written
from react_cases.actions.stories import story_judge, story_publish, story_save, story_send, story_start
from react_cases.actions.story_rules import ALL_CHECKS
from react_cases.actions.story_texts import TEXTS
from react_cases.models import Case, PublishedStory, Story, StoryVersion
from react_cases.models.story import StoryVerdict
from tests.factories.cases import make_case

__all__ = ["TOLD", "published_story", "read_story", "sent_story", "tellable_case", "told", "written_story"]

CONSENTS = ("RECORD", "STATS", "STORY")
TOLD = {
    "title": "Отпустили через пять часов",
    "happened": "Его остановили двое в штатском и отвезли в отдел.",
    "done": "Рассказали о правах при задержании.",
    "result": "Его отпустили.",
}


def tellable_case(documenter: User, **fields: Any) -> Case:
    """An approved case of a client who agreed that it is told."""
    fields.setdefault("consents", CONSENTS)
    fields.setdefault("narrative_language", "ru")
    fields.setdefault("event_from", datetime.date(2021, 12, 7))
    fields.setdefault("received_on", datetime.date(2021, 12, 9))
    return make_case(documenter, **fields)


def told(**texts: str) -> dict[str, Written]:
    """The texts of one language, those of `TOLD` where nothing else is said."""
    return {name: Written({**TOLD, **texts}[name]) for name in TEXTS}


def written_story(case: Case, by: User, *languages: str, **texts: str) -> StoryVersion:
    """A story that is whole in these languages (Russian, where none is said)."""
    version = story_start(case, by=by)
    return story_save(version, {language: told(**texts) for language in languages or ("ru",)}, by=by)


def sent_story(case: Case, by: User, reader: User, *languages: str) -> StoryVersion:
    """A story that waits for its second reader."""
    return story_send(written_story(case, by, *languages), reader, ALL_CHECKS, by=by)


def read_story(case: Case, by: User, reader: User, *languages: str) -> StoryVersion:
    """A story that can be published."""
    version = sent_story(case, by, reader, *languages)
    return story_judge(version, StoryVerdict.PASSED, ALL_CHECKS, Written(""), by=reader)


def published_story(case: Case, by: User, reader: User, *languages: str) -> tuple[Story, list[PublishedStory]]:
    """A story that is out, and what of it everybody may read."""
    rows = story_publish(read_story(case, by, reader, *languages), by=by)
    return Story.objects.get(case=case), rows
