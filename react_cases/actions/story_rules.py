"""What a story waits for: may the case be told, and who could be its second reader. Nothing is opened or changed."""

import uuid
from collections.abc import Iterable
from typing import Any, Final

from django.db.models import Model, QuerySet

from documenters.access import reach_of
from documenters.actions.proposals import are_two_people, let_in_lately
from documenters.actions.vaults import server_reads
from documenters.models import MemberKey, Membership, User
from documenters.permissions import ROLE_PERMISSIONS, Permission, Role
from react_cases.models import (
    Case,
    CaseTransition,
    Comment,
    Consent,
    Evidence,
    LitigationStage,
    Readiness,
    Response,
    StrategicCase,
)
from react_cases.models.choices import ConsentPurpose
from react_cases.models.story import Story, StoryCheck, StoryVersion
from react_cases.workflow import Qualification, Status

ALL_CHECKS = sorted(StoryCheck.values)
PARTS: Final[tuple[tuple[type[Model], str], ...]] = (
    (CaseTransition, "by"),
    (Response, "recorded_by"),
    (Readiness, "recorded_by"),
    (Comment, "author"),
    (Evidence, "added_by"),
    (Consent, "recorded_by"),
    (StrategicCase, "flagged_by"),
)
"""Who has a part in a case, by the rows that belong to it."""
READERS = [role for role in Role if Permission.STORY_REVIEW in ROLE_PERMISSIONS[role]]


def story_bar(case: Case) -> str:
    """Why the case may not be told now, as a code; empty where it may. It opens nothing."""
    if case.status == Status.ERASED:
        return "erased"
    if case.is_practice:
        return "practice"
    if case.status != Status.APPROVED:
        return "case_not_approved"
    if case.qualification != Qualification.VIOLATION:
        return "not_qualified"
    return _consent_bar(case)


def writing_bar(case: Case) -> str:
    """Why no word of its story may be kept now, as a code; empty where it may, also while the case is corrected."""
    if case.status == Status.ERASED:
        return "erased"
    return _consent_bar(case) or ("gone" if case.content_removed_at is not None else "")


def _consent_bar(case: Case) -> str:
    given = set(case.consents.filter(withdrawn_on=None).values_list("purpose", flat=True))
    if {ConsentPurpose.STORY, ConsentPurpose.RECORD} <= given:
        return ""
    missing = {ConsentPurpose.STORY, ConsentPurpose.RECORD} - given
    is_withdrawn = case.consents.filter(purpose__in=missing, withdrawn_on__isnull=False).exists()
    return "consent_withdrawn" if is_withdrawn else "no_consent"


def involved_in(story: Story) -> set[int]:
    """Who wrote a version, or had a part in the case: as documenter, in a step, in help, in whatever was said, added or
    recorded of it, or in its way through the courts. For those who see it."""
    of_case: list[tuple[QuerySet[Any], str]] = [
        (model._default_manager.filter(case=story.case_id), name) for model, name in PARTS
    ]
    of_case.append((Case.objects.filter(pk=story.case_id), "documenter"))
    of_case.append((LitigationStage.objects.filter(strategic__case=story.case_id), "recorded_by"))
    rows = [found.order_by().values_list(name, flat=True) for found, name in of_case]
    return set(story.versions.order_by().values_list("written_by", flat=True).union(*rows))


def are_two(story: Story, reader: User) -> bool:
    """Did neither the reader let in anybody who wrote a version, nor any of these the reader, within a week?"""
    return bool(_of_two(story, [reader]))


def _of_two(story: Story, readers: Iterable[User]) -> list[User]:
    writers = list(User.objects.filter(pk__in=story.versions.order_by().values("written_by")))
    programme, let_in = story.programme, let_in_lately(story.programme)
    return [
        user for user in readers if all(are_two_people(writer, user, programme, let_in=let_in) for writer in writers)
    ]


def reader_candidates(story: Story) -> list[User]:
    """Who could be the second reader: had no part in the case or its story, and can open what they are sent."""
    held = Membership.objects.current().filter(programme=story.programme_id, role__in=READERS)
    found = User.objects.filter(pk__in=held.values("user"), is_active=True).exclude(pk__in=involved_in(story))
    if not server_reads():
        keys = MemberKey.objects.current().filter(admitted_at__isnull=False)
        found = found.filter(pk__in=keys.values("user"))
    return _of_two(story, found.order_by("display_name", "pk"))


def newest(story: Story) -> StoryVersion:
    """The version that is worked on, or was last."""
    return story.versions.select_related("story__paper__programme", "written_by", "reader", "oblast").order_by(
        "-number"
    )[0]


def stories_of(user: User) -> QuerySet[Story]:
    """The stories of the programmes that the person coordinates, with what a list shows of each."""
    programmes = reach_of(user).programmes_as(Role.COORDINATOR)
    found = Story.objects.visible_to(user).filter(programme__in=programmes)
    people = ("paper", "programme", "case__programme", "case__oblast")
    return found.select_related(*people).prefetch_related("versions__published", "versions__reader", "versions__oblast")


def readings_of(user: User) -> list[StoryVersion]:
    """What the person is asked to read and has not answered, the oldest first."""
    return list(_with_story(StoryVersion.objects.waiting_for(user)).order_by("sent_at", "pk"))


def reading_of(user: User, paper: uuid.UUID) -> StoryVersion | None:
    """The version that the person was asked to read, by the number of its paper, also once they have answered."""
    asked = StoryVersion.objects.asked_of(user).filter(story__paper__public_id=paper, published_at=None)
    return _with_story(asked).order_by("-number").first()


def _with_story(found: QuerySet[StoryVersion]) -> QuerySet[StoryVersion]:
    return found.select_related("story__paper__programme", "story__programme", "oblast", "written_by")
