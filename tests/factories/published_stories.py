"""Published stories as they are afterwards, without the way there: the words alone, in clear."""

import datetime
import uuid
from collections.abc import Mapping

from django.utils import timezone

from documenters.models import User
from react_cases.actions.papers import paper_new
from react_cases.models import Case, Location, PublishedStory, Story, StoryVersion
from react_cases.models.paper import PaperKind
from react_cases.models.story import StoryCheck, StoryVerdict

Words = Mapping[str, str]
TOLD: Mapping[str, Words] = {
    "ru": {
        "title": "Полынья в окне",
        "happened": "Эльнару* избили в ** января недалеко от ***.\n\nОна пришла на третий день.",
        "done": "Уличный юрист проводил её к врачу.",
        "result": "Операция сделана, обидчики заплатили.",
    },
    "en": {
        "title": "A gap in the ice",
        "happened": "Elnara* was beaten on ** January near ***.\n\nShe came on the third day.",
        "done": "A street lawyer went to the doctor with her.",
        "result": "She had her operation, and those who did it paid.",
    },
}
"""An invented story."""


def make_published(
    case: Case,
    *,
    by: User,
    reader: User,
    texts: Mapping[str, Words] = TOLD,
    month: datetime.date | None = datetime.date(2022, 1, 1),
    oblast: Location | None = None,
) -> StoryVersion:
    """A story of a case that went all the way, and its rows outside."""
    now, checks = timezone.now(), sorted(StoryCheck.values)
    story = Story.objects.filter(case=case).first() or Story.objects.create(
        paper=paper_new(case.programme, PaperKind.STORY, by=by), programme=case.programme, case=case
    )
    version = StoryVersion.objects.create(
        story=story,
        number=story.versions.count() + 1,
        languages=sorted(texts),
        month=month,
        oblast=oblast,
        written_by=by,
        written_at=now,
        author_checks=checks,
        sent_at=now,
        reader=reader,
        reader_checks=checks,
        verdict=StoryVerdict.PASSED,
        read_at=now,
        published_by=by,
        published_at=now,
    )
    address = uuid.uuid4()
    PublishedStory.objects.bulk_create(
        PublishedStory(
            public_id=address,
            programme=case.programme,
            version=version,
            language=language,
            month=month,
            oblast=oblast,
            published_on=timezone.localdate(),
            **words,
        )
        for language, words in texts.items()
    )
    return version
