"""The report of the demo: a draft to CESCR about the two years of the second release, with everything in it."""

import tomllib
from pathlib import Path
from typing import Any

from django.db import transaction

from documenters.identity import database_identity
from documenters.models import Programme, User
from react_cases.actions.guard import Written
from react_cases.management.demo.guarding import told
from react_cases.models import AdvocacyAction, PublishedStory, Story
from reports.actions.submissions import (
    LANGUAGES,
    SECTIONS,
    ChosenData,
    SubmissionData,
    section_field,
    subject_field,
    submission_articles_confirm,
    submission_choose,
    submission_start,
    submission_write,
)
from reports.models import Release, ReleaseState, Submission

FILE = Path(__file__).parent / "demo_submission.toml"
AUTHOR = "dara"


def submission_draft(programme: Programme) -> int:
    """Write it, if there is none and the release of its years is published; how many were written."""
    said = tomllib.loads(FILE.read_text(encoding="utf-8"))
    by = User.objects.get(username=AUTHOR)
    with database_identity(by), transaction.atomic():
        release = _release(programme, f"{said['from'].year}-{said['to'].year}")
        if release is None or Submission.objects.visible_to(by).filter(programme=programme).exists():
            return 0
        data = SubmissionData(said["body"], said["from"], said["to"], release=release)
        draft = submission_start(programme, data, _words(programme, said["en"]["session"]), "en", by=by)
        draft = submission_articles_confirm(draft, said["articles"], by=by, version=draft.version)
        actions = list(AdvocacyAction.objects.visible_to(by).filter(done_on__range=(said["from"], said["to"])))
        told_now = PublishedStory.objects.visible_to(by).filter(programme=programme)
        stories = list(Story.objects.visible_to(by).filter(pk__in=told_now.values("version__story")))
        chosen = ChosenData(stories, actions, said["recommendations"])
        draft = submission_choose(draft, chosen, by=by, version=draft.version)
        _write(draft, said, actions, by)
    return 1


def _release(programme: Programme, through: str) -> Release | None:
    """The release that published a period last."""
    shown = Release.objects.filter(programme=programme, state=ReleaseState.PUBLISHED).order_by("number")
    return next((release for release in shown if through in release.periods), None)


def _write(draft: Submission, said: dict[str, Any], actions: list[AdvocacyAction], by: User) -> None:
    texts = {}
    for language in LANGUAGES:
        for name in SECTIONS:
            texts[section_field(language, name)] = _words(draft.programme, said[language][name])
        for action in actions:
            texts[subject_field(language, action)] = _words(draft.programme, said[language]["subject"])
    submission_write(draft, texts, by=by, version=draft.version)


def _words(programme: Programme, text: str) -> Written:
    return told(text.strip(), programme)
