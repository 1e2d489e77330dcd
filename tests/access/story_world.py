"""A story of each programme, which is put into the state that a page is asked for."""

from typing import Any

from django.utils import timezone

from documenters.models import User
from react_cases.actions.guard import Written
from react_cases.actions.papers import paper_new, paper_seal
from react_cases.actions.story_rules import ALL_CHECKS
from react_cases.actions.story_texts import TEXTS, story_field
from react_cases.forms.stories import token_of
from react_cases.models import Case, Story, StoryVersion
from react_cases.models.paper import PaperKind
from react_cases.models.story import StoryVerdict

STATES = ("WRITING", "ASKED", "READY")


def story_of(case: Case, by: User, word: str) -> StoryVersion:
    """A story that is whole in English."""
    for purpose in ("RECORD", "STORY"):
        if not case.consents.filter(purpose=purpose, withdrawn_on=None).exists():
            today = timezone.localdate()
            case.consents.create(purpose=purpose, given_on=today, recorded_by=by, recorded_at=timezone.now())
    paper = paper_new(case.programme, PaperKind.STORY, by=by)
    story = Story.objects.create(paper=paper, programme=case.programme, case=case)
    now = timezone.now()
    version = StoryVersion.objects.create(story=story, number=1, languages=["en"], written_by=by, written_at=now)
    paper_seal(paper, {story_field(version, "en", name): Written(f"{word} {name}") for name in TEXTS}, by=by)
    return version


def put_into(version: StoryVersion, state: str, reader: User) -> None:
    """Being written, with its reader, or passed by the reader."""
    changed: dict[str, Any] = {"sent_at": None, "reader": None, "author_checks": [], "verdict": "", "read_at": None}
    changed |= {"reader_checks": []}
    if state in ("ASKED", "READY"):
        changed |= {"sent_at": timezone.now(), "reader": reader, "author_checks": ALL_CHECKS}
    if state == "READY":
        changed |= {"verdict": StoryVerdict.PASSED, "read_at": timezone.now(), "reader_checks": ALL_CHECKS}
    StoryVersion.objects.filter(pk=version.pk).update(**changed)
    paper = version.story.paper
    paper.reader = reader if changed["reader"] else None
    paper.save(update_fields=["reader"])


def story_form(version: StoryVersion) -> dict[str, Any]:
    """Something is written."""
    version.refresh_from_db()
    return {"title": "Five hours", "seen": token_of(version), "month": "", "oblast": ""}
