"""A published story ends: withdrawn, with the consent, with the case; and what is deleted then."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from django.utils import timezone
from pytest_django.fixtures import Settings

from documenters.identity import database_identity
from documenters.models import AuditEvent, Organisation, User
from react_cases.actions.guard import Written
from react_cases.actions.locking import NotAllowed
from react_cases.actions.papers import PaperField, paper_seal
from react_cases.actions.responses import consent_withdraw
from react_cases.actions.retention import retention_apply, retention_change, rules_of
from react_cases.actions.story_ends import (
    downloads_of,
    stories_ended,
    stories_stop,
    story_discard,
    story_download,
    story_withdraw,
)
from react_cases.models import Case, Paper, PaperKey, PaperText, PublishedStory, Story, StoryVersion
from react_cases.models.choices import ConsentPurpose
from react_cases.models.story import StoryEnd
from react_cases.retention import Kind
from tests.factories.cases import erase_case, make_case
from tests.factories.keys import opened
from tests.factories.people import make_mentor
from tests.factories.published_stories import make_published
from tests.factories.stories import sent_story, tellable_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(amina: User, dara: User) -> Case:
    return make_case(amina, consents=("RECORD", "STATS", "STORY"))


@pytest.fixture
def version(case: Case, dara: User, bilal: User) -> StoryVersion:
    """Published, with a sealed text."""
    made = make_published(case, by=dara, reader=bilal)
    paper_seal(made.story.paper, {PaperField("version", made.pk, "ru.title"): Written("Полынья")}, by=dara)
    return made


@pytest.fixture
def reader(organisation_b: Organisation) -> User:
    """A mentor of another organisation."""
    return make_mentor(organisation_b, username="kanykei")


def logged(action: str) -> list[tuple[str, int, str]]:
    found = AuditEvent.objects.filter(action=action).order_by("pk")
    return [(event.object_type, event.object_id, event.reason) for event in found]


def test_a_coordinator_takes_it_down_in_every_language_once(version: StoryVersion, dara: User) -> None:
    with database_identity(dara):
        story_withdraw(version.story, StoryEnd.DANGER, by=dara)
        with pytest.raises(NotAllowed, match="not_published"):
            story_withdraw(version.story, StoryEnd.DANGER, by=dara)
    version.refresh_from_db()
    assert (version.ended_as, version.ended_by) == (StoryEnd.DANGER, dara)
    assert not PublishedStory.objects.exists()
    assert logged("story.withdrawn") == [("react_cases.story", version.story_id, "danger")]
    assert PaperText.objects.filter(paper=version.story.paper).exists()


@pytest.mark.parametrize("why", [StoryEnd.ERASED, StoryEnd.REPLACED])
def test_what_the_system_says_nobody_chooses(version: StoryVersion, dara: User, why: StoryEnd) -> None:
    with pytest.raises(NotAllowed, match="why"):
        story_withdraw(version.story, why, by=dara)


def test_nobody_but_a_coordinator(version: StoryVersion, amina: User, bilal: User, emil: User) -> None:
    for person in (amina, bilal, emil):
        with pytest.raises(PermissionDenied):
            story_withdraw(version.story, StoryEnd.MISTAKE, by=person)
    assert PublishedStory.objects.count() == 2


@pytest.mark.parametrize("purpose", [ConsentPurpose.STORY, ConsentPurpose.RECORD])
def test_it_goes_with_the_consent_though_who_records_that_cannot_see_it(
    case: Case, version: StoryVersion, amina: User, dara: User, purpose: ConsentPurpose
) -> None:
    with database_identity(amina):
        assert not PublishedStory.objects.exists()
        assert not StoryVersion.objects.exists()
        assert consent_withdraw(case, purpose, withdrawn_on=timezone.localdate(), by=amina)
        assert not consent_withdraw(case, purpose, withdrawn_on=timezone.localdate(), by=amina)
    version.refresh_from_db()
    assert (version.ended_as, version.ended_by) == (StoryEnd.CLIENT, amina)
    assert not PublishedStory.objects.exists()
    assert logged("story.stopped") == [("react_cases.case", case.pk, "client")]
    assert [ended.pk for ended in stories_ended(by=dara)] == [version.pk]
    assert not stories_ended(by=amina)


def test_other_consents_leave_it(case: Case, version: StoryVersion, amina: User) -> None:
    assert not consent_withdraw(case, ConsentPurpose.STATS, withdrawn_on=timezone.localdate(), by=amina)
    assert PublishedStory.objects.count() == 2
    assert not logged("story.stopped")


def test_it_goes_with_the_case_and_nothing_opens_its_drafts(case: Case, version: StoryVersion, dara: User) -> None:
    with database_identity(dara):
        erase_case(case, by=dara)
    version.refresh_from_db()
    assert version.ended_as == StoryEnd.ERASED
    assert not PublishedStory.objects.exists()
    assert not PaperText.objects.filter(paper=version.story.paper).exists()
    assert not PaperKey.objects.filter(paper=version.story.paper).exists()
    assert logged("story.stopped") == [("react_cases.case", case.pk, "erased")]


def test_the_door_is_shut_for_who_does_not_see_the_case(case: Case, version: StoryVersion, chen: User) -> None:
    with database_identity(chen):
        with pytest.raises(ProgrammingError, match="only those who see the case"), transaction.atomic():
            stories_stop(case, StoryEnd.CLIENT, by=chen)
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('app.maintenance', true)")
            assert cursor.fetchone()[0] != "on"
    assert PublishedStory.objects.count() == 2


def test_with_keys_of_members_alone_too(
    case: Case, version: StoryVersion, dara: User, amina: User, settings: Settings
) -> None:
    """Taking down needs no key: whoever lost theirs can still do it."""
    settings.VAULT_MODE = "members"
    with database_identity(dara):
        story_withdraw(version.story, StoryEnd.CLIENT, by=dara)
    with opened(amina):
        assert not consent_withdraw(case, ConsentPurpose.STORY, withdrawn_on=timezone.localdate(), by=amina)
    assert not PublishedStory.objects.exists()


def test_the_log_says_who_took_files_one_line_a_day(version: StoryVersion, emil: User, dara: User) -> None:
    row = PublishedStory.objects.get(language="ru")
    with database_identity(emil):
        for _again in range(3):
            story_download(row, kind="docx", language="ru", by=emil)
        story_download(row, kind="html", language="all", by=emil)
    story_withdraw(version.story, StoryEnd.MISTAKE, by=dara)
    with database_identity(dara):
        taken = downloads_of(version.story, by=dara)
    assert [(one.kind, one.language, one.person) for one in taken] == [("html", "all", "Emil"), ("docx", "ru", "Emil")]
    event = AuditEvent.objects.filter(action="story.downloaded").last()
    assert event is not None
    assert event.at.minute == 0
    with pytest.raises(PermissionDenied):
        downloads_of(version.story, by=emil)


@pytest.mark.parametrize("is_published", [True, False])
def test_when_texts_of_old_cases_go_drafts_go_and_what_is_published_stays(
    case: Case, version: StoryVersion, dara: User, is_published: bool
) -> None:
    if not is_published:
        story_withdraw(version.story, StoryEnd.MISTAKE, by=dara)
    retention_change(case.programme, {**rules_of(case.programme), Kind.OPEN: 12}, by=dara)
    Case.objects.filter(pk=case.pk).update(status_at=timezone.now() - datetime.timedelta(days=800))
    case.responses.update(recorded_at=timezone.now() - datetime.timedelta(days=800))
    assert retention_apply(case.programme)[Kind.OPEN] == 1
    assert PublishedStory.objects.exists() == is_published
    assert PaperText.objects.filter(paper=version.story.paper).exists() == is_published


def test_a_draft_that_was_never_published_is_thrown_away_and_its_case_told_anew(
    amina: User, dara: User, bilal: User, chen: User, reader: User
) -> None:
    case = tellable_case(amina)
    draft = sent_story(case, dara, reader)
    for person in (amina, bilal, chen):
        with pytest.raises(PermissionDenied):
            story_discard(draft.story, by=person, seen=draft.written_at)
    with pytest.raises(NotAllowed, match="written_meanwhile"):
        story_discard(draft.story, by=dara, seen=draft.written_at - datetime.timedelta(seconds=1))
    story_discard(draft.story, by=dara, seen=draft.written_at)
    for model in (Story, StoryVersion, Paper, PaperText, PaperKey):
        assert not model.objects.exists(), model
    assert logged("story.discarded") == [("react_cases.story", draft.story_id, "")]
    assert sent_story(case, dara, reader).number == 1


def test_what_was_published_once_is_withdrawn_and_never_thrown_away(version: StoryVersion, dara: User) -> None:
    story, seen = version.story, version.written_at
    for _ in range(2):
        with pytest.raises(NotAllowed, match="published_once"):
            story_discard(story, by=dara, seen=seen)
        if PublishedStory.objects.exists():
            story_withdraw(story, StoryEnd.MISTAKE, by=dara)
