"""One test for each constraint that the database holds about stories."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from documenters.models import User
from react_cases.models import PublishedStory, Story, StoryVersion
from react_cases.models.story import StoryCheck
from tests.factories.stories import published_story, tellable_case

pytestmark = pytest.mark.django_db

ALL = sorted(StoryCheck.values)
NOW = timezone.now()


@pytest.fixture
def story(amina: User, dara: User, zarina: User) -> Story:
    return published_story(tellable_case(amina), dara, zarina, "ru", "en")[0]


def with_version(**values: Any) -> Callable[[Story], Any]:
    return lambda story: story.versions.update(**values)


def one_more(number: int = 2, **values: Any) -> Callable[[Story], Any]:
    """Another version; with `True` for a person, the writer."""

    def add(story: Story) -> None:
        writer = story.versions.get().written_by
        people = {name: writer for name, value in values.items() if value is True}
        StoryVersion.objects.create(
            story=story, number=number, written_by=writer, written_at=NOW, **{**values, **people}
        )

    return add


def answered(**values: Any) -> Callable[[Story], Any]:
    """A version that was sent to the first one's reader."""

    def add(story: Story) -> None:
        reader = story.versions.get().reader
        one_more(reader=reader, sent_at=NOW, author_checks=ALL, **values)(story)

    return add


def a_second_one_out(story: Story) -> None:
    row = StoryVersion.objects.get(story=story)
    row.pk, row.number = None, 2
    row._state.adding = True
    row.save()


def published_again(**values: Any) -> Callable[[Story], Any]:
    """A row like the first one, but for these values."""

    def add(story: Story) -> None:
        row = PublishedStory.objects.filter(version__story=story).earliest("pk")
        row.pk, row.public_id = None, uuid.uuid4()
        row._state.adding = True
        for name, value in values.items():
            setattr(row, name, value)
        row.save()

    return add


def at_the_same_address(story: Story) -> None:
    before = PublishedStory.objects.filter(version__story=story).earliest("pk")
    one_more()(story)
    published_again(public_id=before.public_id, version=StoryVersion.objects.get(number=2))(story)


REFUSED: dict[str, list[Callable[[Story], Any]]] = {
    "story_version_number_once": [one_more(number=1)],
    "story_version_published_once": [a_second_one_out],
    "story_checks_known": [one_more(author_checks=["luck"]), one_more(reader_checks=["luck"])],
    "story_sent_to_a_reader": [
        one_more(sent_at=NOW, author_checks=ALL),
        lambda story: one_more(reader=story.versions.get().reader)(story),
        with_version(author_checks=ALL[1:]),
    ],
    "story_read_once_sent": [with_version(read_at=None), answered(verdict="perhaps", read_at=NOW)],
    "story_two_people": [one_more(reader=True, sent_at=NOW, author_checks=ALL)],
    "story_published_once_passed": [
        with_version(published_by=None),
        with_version(verdict="back"),
        with_version(reader_checks=ALL[1:]),
    ],
    "story_ended_once_published": [with_version(ended_as="mistake"), one_more(ended_as="mistake", ended_at=NOW)],
    "published_story_once_in_a_language": [published_again()],
    "published_story_address_once": [at_the_same_address],
}


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_database_refuses(story: Story, name: str) -> None:
    for breaks in REFUSED[name]:
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            breaks(story)
