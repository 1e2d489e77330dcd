"""Stories: one case retold so that it can be published. Two people, the client's consent, versions, withdrawal."""

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from documenters.access import reach_of
from documenters.models import Programme, User
from documenters.permissions import Role
from documenters.sensitivity import Sensitivity
from react_cases.models.case import Case
from react_cases.models.location import Location
from react_cases.models.paper import Paper


class StoryCheck(models.TextChoices):
    """What could give a person away although no name is left. Both people say of each: I have looked."""

    NAMES = "names", _("Names are changed, of relatives, friends and officers too, and marked")
    DAYS = "days", _("No day is left, and no hour that stood in the news")
    PLACES = "places", _("No place below the oblast is left, and no name of an institution")
    WORK = "work", _("Nobody can be known by their work, their studies or their post")
    FAMILY = "family", _("Nobody can be known by their family, illness, age or origin")
    EVENT = "event", _("The event is not so unusual that neighbours, officers or the press know it")
    WORDS = "words", _("Nobody can be known by words, amounts or details that only few can know")
    HARM = "harm", _("Whoever did it, and reads this, can harm nobody with it")


class StoryVerdict(models.TextChoices):
    """What the second reader says."""

    PASSED = "passed", _("Can be published")
    BACK = "back", _("Not yet")


class StoryEnd(models.TextChoices):
    """Why a published version is not shown any more."""

    CLIENT = "client", _("The client took the consent back")
    DANGER = "danger", _("It could harm somebody")
    MISTAKE = "mistake", _("There is a mistake in it")
    REPLACED = "replaced", _("A newer version took its place")
    ERASED = "erased", _("The case was erased")


class StoryQuerySet(models.QuerySet["Story"]):
    """Stories."""

    def visible_to(self, user: User) -> Self:
        """Those of the programmes that the person coordinates, and those that they are asked to read."""
        return self.filter(paper__in=Paper.objects.visible_to(user))


class Story(models.Model):
    """A case retold. Its texts are those of its paper; which case it comes from is known inside alone."""

    SENSITIVITY: ClassVar = {
        "id": Sensitivity.INTERNAL,
        "paper": Sensitivity.INTERNAL,
        "programme": Sensitivity.INTERNAL,
        "case": Sensitivity.CONFIDENTIAL,
    }

    paper = models.OneToOneField(Paper, on_delete=models.PROTECT, related_name="story")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="stories")
    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="story")

    objects = StoryQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return str(self.pk)


class StoryVersionQuerySet(models.QuerySet["StoryVersion"]):
    """Versions."""

    def asked_of(self, user: User) -> Self:
        """Those that were sent to the person, of papers that they may still open. Their cases they need not see."""
        stories = Story.objects.visible_to(user).filter(paper__reader=user)
        return self.filter(story__in=stories.values("pk"), reader=user, sent_at__isnull=False)

    def waiting_for(self, user: User) -> Self:
        """Those that the person is asked to read and has not answered."""
        return self.asked_of(user).filter(verdict="")


class StoryVersion(models.Model):
    """One version: written, read by a second person, published, withdrawn. A newer one begins as its copy."""

    SENSITIVITY: ClassVar = {
        "id": Sensitivity.INTERNAL,
        "story": Sensitivity.INTERNAL,
        "number": Sensitivity.INTERNAL,
        "languages": Sensitivity.INTERNAL,
        "month": Sensitivity.CONFIDENTIAL,
        "oblast": Sensitivity.CONFIDENTIAL,
        "written_by": Sensitivity.CONFIDENTIAL,
        "written_at": Sensitivity.INTERNAL,
        "author_checks": Sensitivity.INTERNAL,
        "sent_at": Sensitivity.INTERNAL,
        "reader": Sensitivity.CONFIDENTIAL,
        "reader_checks": Sensitivity.INTERNAL,
        "verdict": Sensitivity.INTERNAL,
        "read_at": Sensitivity.INTERNAL,
        "published_by": Sensitivity.CONFIDENTIAL,
        "published_at": Sensitivity.INTERNAL,
        "ended_as": Sensitivity.INTERNAL,
        "ended_by": Sensitivity.CONFIDENTIAL,
        "ended_at": Sensitivity.INTERNAL,
    }

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    languages = models.JSONField(default=list)
    """Codes of the languages that this version is told in, sorted."""
    month = models.DateField(_("month"), null=True, blank=True)
    """First day of the month that the story names; empty where it names none."""
    oblast = models.ForeignKey(
        Location, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("oblast")
    )
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    author_checks = models.JSONField(default=list)
    """Codes of `StoryCheck`, sorted."""
    sent_at = models.DateTimeField(null=True, blank=True)
    reader = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    reader_checks = models.JSONField(default=list)
    verdict = models.CharField(max_length=8, choices=StoryVerdict.choices, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    ended_as = models.CharField(max_length=8, choices=StoryEnd.choices, blank=True)
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    """Nobody where it ended with the client's consent or with the case."""
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = StoryVersionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["story", "number"], name="story_version_number_once"),
            models.UniqueConstraint(
                fields=["story"],
                condition=Q(published_at__isnull=False, ended_at=None),
                name="story_version_published_once",
            ),
            models.CheckConstraint(
                condition=Q(author_checks__contained_by=sorted(StoryCheck.values))
                & Q(reader_checks__contained_by=sorted(StoryCheck.values)),
                name="story_checks_known",
            ),
            models.CheckConstraint(
                condition=Q(sent_at=None, reader=None, verdict="", read_at=None)
                | Q(sent_at__isnull=False, reader__isnull=False, author_checks=sorted(StoryCheck.values)),
                name="story_sent_to_a_reader",
            ),
            models.CheckConstraint(
                condition=Q(verdict="", read_at=None)
                | (Q(verdict__in=StoryVerdict.values) & Q(read_at__isnull=False, sent_at__isnull=False)),
                name="story_read_once_sent",
            ),
            models.CheckConstraint(condition=Q(reader=None) | ~Q(reader=F("written_by")), name="story_two_people"),
            models.CheckConstraint(
                condition=Q(published_at=None, published_by=None)
                | Q(
                    published_at__isnull=False,
                    published_by__isnull=False,
                    verdict=StoryVerdict.PASSED,
                    reader_checks=sorted(StoryCheck.values),
                ),
                name="story_published_once_passed",
            ),
            models.CheckConstraint(
                condition=Q(ended_as="", ended_by=None, ended_at=None)
                | Q(ended_as__in=StoryEnd.values, ended_at__isnull=False, published_at__isnull=False),
                name="story_ended_once_published",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.story_id}/{self.number}"


class PublishedStoryQuerySet(models.QuerySet["PublishedStory"]):
    """Published stories."""

    def visible_to(self, user: User) -> Self:
        """Those of the programmes that the person coordinates or is a donor of."""
        reach = reach_of(user)
        return self.filter(programme__in=reach.programmes_as(Role.COORDINATOR) | reach.programmes_as(Role.DONOR))


class PublishedStory(models.Model):
    """What everybody may read, in one language: not sealed any more. Withdrawn, the row is deleted.

    Its number outside is its own: neither the story's nor the case's.
    """

    SENSITIVITY: ClassVar = {
        "id": Sensitivity.INTERNAL,
        "public_id": Sensitivity.PUBLIC,
        "programme": Sensitivity.INTERNAL,
        "version": Sensitivity.INTERNAL,
        "language": Sensitivity.PUBLIC,
        "title": Sensitivity.PUBLIC,
        "happened": Sensitivity.PUBLIC,
        "done": Sensitivity.PUBLIC,
        "result": Sensitivity.PUBLIC,
        "month": Sensitivity.PUBLIC,
        "oblast": Sensitivity.PUBLIC,
        "published_on": Sensitivity.PUBLIC,
    }

    public_id = models.UUIDField(default=uuid.uuid4, editable=False)
    """The same in every language of the story, another one in every version."""
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="published_stories")
    version = models.ForeignKey(StoryVersion, on_delete=models.CASCADE, related_name="published")
    language = models.CharField(max_length=2)
    title = models.CharField(max_length=300)
    happened = models.CharField(max_length=10_000)
    done = models.CharField(max_length=10_000)
    result = models.CharField(max_length=10_000)
    month = models.DateField(null=True, blank=True)
    oblast = models.ForeignKey(Location, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    published_on = models.DateField()

    objects = PublishedStoryQuerySet.as_manager()

    class Meta:
        ordering = ["-published_on", "-version_id", "language"]
        constraints = [
            models.UniqueConstraint(fields=["version", "language"], name="published_story_once_in_a_language"),
            models.UniqueConstraint(fields=["public_id", "language"], name="published_story_address_once"),
        ]

    def __str__(self) -> str:
        return self.title
