"""S9 for what the programme writes: the database lets each person read and write what the pages let them, no more."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.db import InternalError, ProgrammingError, connection, transaction
from django.utils import timezone

from documenters.identity import database_identity
from documenters.models import Organisation, Programme, User
from react_cases.actions.advocacy import AdvocacyData, advocacy_start
from react_cases.actions.alerts import RuleData, alert_add, alerts_check
from react_cases.actions.guard import Written
from react_cases.actions.library import EntryData, EntryWords, entry_publish
from react_cases.actions.responses import consent_withdraw
from react_cases.actions.stories import story_judge
from react_cases.models import (
    AdvocacyAction,
    AdvocacyCase,
    AlertFiring,
    Case,
    Paper,
    PaperKey,
    PaperText,
    Story,
    StoryVersion,
)
from react_cases.models.advocacy import EntryKind
from react_cases.models.choices import ConsentPurpose
from react_cases.models.story import StoryVerdict
from tests.factories.cases import erase_case, make_case, term
from tests.factories.people import OrganisationFactory, make_mentor
from tests.factories.stories import sent_story, tellable_case

pytestmark = pytest.mark.django_db


def refused(write: Callable[[], Any]) -> None:
    with pytest.raises((ProgrammingError, InternalError), match=r"row-level|only those"), transaction.atomic():
        write()


@pytest.fixture
def reader(programme: Programme) -> User:
    """A mentor of another organisation, who knows nothing of the case."""
    return make_mentor(OrganisationFactory(programme=programme, name="Far"), username="faraway")


@pytest.fixture
def case(amina: User) -> Case:
    return tellable_case(amina)


@pytest.fixture
def sent(case: Case, dara: User, reader: User) -> StoryVersion:
    return sent_story(case, dara, reader)


@pytest.fixture
def action(programme: Programme, dara: User) -> AdvocacyAction:
    data = AdvocacyData("letter", term("bodies", "MIA"), datetime.date(2022, 1, 1), Written("Письмо"))
    return advocacy_start(programme, data, None, by=dara)


@pytest.fixture
def chens(chen: User) -> Case:
    return make_case(chen)


def test_the_second_reader_writes_a_comment_and_no_other_word(sent: StoryVersion, reader: User, walls: None) -> None:
    with database_identity(reader):
        paper = Paper.objects.get()
        assert PaperText.objects.count() >= 4
        assert PaperText.objects.update(ciphertext=b"mine") == 0
        assert PaperText.objects.all().delete()[0] == 0
        assert PaperKey.objects.all().delete()[0] == 0
        refused(lambda: PaperText.objects.create(paper=paper, part="version", part_id=1, field="ru.title"))
        refused(lambda: PaperKey.objects.create(paper=paper, sealed=b""))
        story_judge(sent, StoryVerdict.BACK, [], Written("Узнают по работе."), by=reader)
        assert PaperText.objects.filter(field="comment").exists()


def test_an_entry_is_written_by_coordinators_alone(programme: Programme, dara: User, amina: User, walls: None) -> None:
    with database_identity(dara):
        words = {"ru": EntryWords(Written("Ответ"), Written("Покажите это."))}
        entry_publish(programme, EntryData(EntryKind.REPLY, words), by=dara)
    with database_identity(amina):
        assert PaperText.objects.count() == 2
        assert PaperText.objects.all().delete()[0] == 0
        assert PaperText.objects.update(ciphertext=b"") == 0


def test_nobody_puts_a_case_of_theirs_into_an_action_of_others(
    action: AdvocacyAction, chens: Case, chen: User, dara: User, walls: None
) -> None:
    with database_identity(chen):
        refused(lambda: AdvocacyCase.objects.create(action_id=action.pk, case=chens))
    with database_identity(dara):
        AdvocacyCase.objects.create(action=action, case=chens)
    with database_identity(chen):
        assert AdvocacyAction.objects.visible_to(chen).get() == action


def test_the_consent_taken_back_ends_the_reading_and_forgetting_takes_the_words(
    case: Case, sent: StoryVersion, amina: User, dara: User, reader: User, walls: None
) -> None:
    with database_identity(amina):
        consent_withdraw(case, ConsentPurpose.STORY, withdrawn_on=timezone.localdate(), by=amina)
    with database_identity(reader):
        assert not Paper.objects.exists()
        assert not Story.objects.visible_to(reader).exists()
    with database_identity(dara):
        sent.refresh_from_db()
        assert (sent.sent_at, sent.reader) == (None, None)
        assert PaperText.objects.exists()
    with database_identity(amina):
        consent_withdraw(case, ConsentPurpose.RECORD, withdrawn_on=timezone.localdate(), by=amina)
    with database_identity(dara):
        sent.refresh_from_db()
        assert (sent.month, sent.oblast) == (None, None)
        assert not PaperText.objects.exists()
        assert not PaperKey.objects.exists()


def test_an_author_cannot_have_the_story_of_a_kept_case_forgotten(
    case: Case, sent: StoryVersion, amina: User, dara: User, walls: None
) -> None:
    with database_identity(amina), connection.cursor() as cursor:
        refused(lambda: cursor.execute("SELECT react_story_stop(0, 'client', true)"))
        cursor.execute("SELECT react_story_stop(%s, 'client', true)", [case.pk])
    with database_identity(dara):
        assert PaperText.objects.exists()
        assert PaperKey.objects.exists()


def test_a_firing_goes_with_the_last_case_behind_it(
    programme: Programme, organisation_a: Organisation, amina: User, dara: User
) -> None:
    cases = [make_case(amina, event_from=timezone.localdate()) for _each in range(2)]
    alert_add(programme, RuleData(2, 30, "oblast", violator=term("violator_types", "LE")), by=dara)
    assert len(alerts_check(programme, by=dara)) <= 1
    assert AlertFiring.objects.count() == 1
    erase_case(cases[0], by=dara)
    assert AlertFiring.objects.count() == 1
    erase_case(cases[1], by=dara)
    assert not AlertFiring.objects.exists()
