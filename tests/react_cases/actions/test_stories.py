"""Nothing is published without two people, the consent of the client and a clean text; each refusal has its code."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone
from pytest_django.fixtures import Settings

from documenters.identity import database_identity
from documenters.models import AuditEvent, Invitation, Organisation, User
from documenters.vault.opened import KeyMissing
from react_cases.actions.case_keys import member_admit
from react_cases.actions.guard import UNDECIDED, Checked, Written
from react_cases.actions.locking import NotAllowed
from react_cases.actions.papers import KEPT_NAME, paper_open
from react_cases.actions.responses import ResponseData, response_add
from react_cases.actions.sealing import OpenReason
from react_cases.actions.stories import (
    StoryChanged,
    story_judge,
    story_publish,
    story_renew,
    story_save,
    story_send,
    story_start,
    story_take_back,
)
from react_cases.actions.story_rules import ALL_CHECKS, newest, reader_candidates
from react_cases.actions.story_texts import story_comment, story_texts
from react_cases.actions.waiting import waiting_count
from react_cases.models import Case, Paper, PaperKey, PublishedStory, Story, StoryVersion
from react_cases.models.story import StoryEnd, StoryVerdict
from react_cases.pii.findings import Label
from react_cases.retelling import Retold
from react_cases.tasks import is_waited_for
from react_cases.workflow import Qualification, Status
from tests.factories.cases import term
from tests.factories.guard import kept
from tests.factories.keys import keyed, opened
from tests.factories.people import ProgrammeFactory, make_coordinator, make_mentor
from tests.factories.stories import (
    TOLD,
    published_story,
    read_story,
    sent_story,
    tellable_case,
    told,
    written_story,
)

pytestmark = pytest.mark.django_db

NARRATIVE = "12 декабря 2021 года Асель задержали в Таласе. Звонила её подруга Гульнара, 0555 123456."


@pytest.fixture
def case(amina: User) -> Case:
    return tellable_case(amina, responses=["LEG1.CONS"], outcome="FULL", effects=["STOP"])


@pytest.fixture
def reader(organisation_b: Organisation) -> User:
    """A mentor of another organisation."""
    return make_mentor(organisation_b, username="kanykei")


def code_of(action: Callable[[], Any]) -> str:
    with pytest.raises(NotAllowed) as refused:
        action()
    return refused.value.code


def texts_of(version: StoryVersion, by: User) -> dict[str, dict[str, Written]]:
    return story_texts(version, by=by, reason=OpenReason.READ)


class TestStart:
    def test_the_narrative_is_retold_and_nothing_of_the_case_changes(self, amina: User, dara: User) -> None:
        case = tellable_case(
            amina, narrative=NARRATIVE, narrative_decisions=kept(NARRATIVE, "NEEDED"), responses=["LEG1.CONS"]
        )
        before = Case.objects.filter(pk=case.pk).values().get()
        version = story_start(case, by=dara)
        text = texts_of(version, dara)["ru"]["happened"].text
        assert text.startswith("** декабря 2021 года ")
        assert "задержали в ***" in text
        assert text.endswith("***.")
        assert not any(word in text for word in ("Асель", "Гульнара", "Талас", "0555"))
        assert text.count("*") - text.count("***") * 3 == 4  # two of the day, one behind each of two names
        assert (version.number, version.written_by, version.languages) == (1, dara, ["ru"])
        assert (version.month, version.oblast) == (case.event_from.replace(day=1), case.oblast)
        assert Case.objects.filter(pk=case.pk).values().get() == before
        assert AuditEvent.objects.filter(action="sealed.opened", object_id=case.pk, reason="edit").count() == 1
        assert AuditEvent.objects.get(action="story.started").fields == ["done", "happened", "result"]

    def test_what_the_retelling_overlooked_is_masked(
        self, amina: User, dara: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("react_cases.actions.story_texts.retold", lambda text, marks, **_more: Retold(text, (), ()))
        case = tellable_case(amina, narrative=NARRATIVE, narrative_decisions=kept(NARRATIVE, "NEEDED"))
        text = texts_of(story_start(case, by=dara), dara)["ru"]["happened"].text
        assert not any(word in text for word in ("Асель", "Гульнара", "0555"))

    def test_help_and_outcome_come_from_the_lists_in_the_language_of_the_story(self, case: Case, dara: User) -> None:
        texts = texts_of(story_start(case, by=dara), dara)["ru"]
        assert str(term("response_types", "LEG1.CONS").label_ru) in texts["done"].text
        assert str(term("outcomes", "FULL").label_ru) in texts["result"].text

    @pytest.mark.parametrize(
        ("fields", "code"),
        [
            ({"status": Status.VALIDATED}, "case_not_approved"),
            ({"qualification": Qualification.ADVICE}, "not_qualified"),
            ({"consents": ("RECORD", "STATS")}, "no_consent"),
            ({"narrative": ""}, "no_narrative"),
        ],
    )
    def test_why_not(self, amina: User, dara: User, fields: dict[str, Any], code: str) -> None:
        case = tellable_case(amina, **fields)
        assert code_of(lambda: story_start(case, by=dara)) == code
        assert not Story.objects.exists()

    @pytest.mark.parametrize("purpose", ["STORY", "RECORD"])
    def test_not_once_the_client_took_the_consent_back(self, case: Case, dara: User, purpose: str) -> None:
        case.consents.filter(purpose=purpose).update(withdrawn_on=timezone.localdate())
        assert code_of(lambda: story_start(case, by=dara)) == "consent_withdrawn"

    def test_once_for_each_case(self, case: Case, dara: User, nurlan: User) -> None:
        story_start(case, by=dara)
        assert code_of(lambda: story_start(case, by=nurlan)) == "told_already"

    def test_by_coordinators_of_the_programme_alone(self, case: Case, amina: User, bilal: User) -> None:
        stranger = make_coordinator(ProgrammeFactory(code="TJ"), "stranger")
        for person in (amina, bilal, stranger):
            with pytest.raises(PermissionDenied):
                story_start(case, by=person)


class TestSave:
    def test_what_is_not_named_stays_and_languages_are_those_with_words(self, case: Case, dara: User) -> None:
        version = story_start(case, by=dara)
        saved = story_save(version, {"ky": {"title": Written("Беш саат")}}, by=dara, month=None)
        assert (saved.pk, saved.languages, saved.month, saved.oblast) == (version.pk, ["ky", "ru"], None, case.oblast)
        assert texts_of(saved, dara)["ru"]["happened"].text
        emptied = story_save(saved, {"ky": {"title": Written("")}}, by=dara)
        assert emptied.languages == ["ru"]

    def test_an_open_name_is_refused_and_a_kept_one_too(self, case: Case, dara: User) -> None:
        version = story_start(case, by=dara)
        text = "Гульнара Токтосунова всё видела."

        def save(decisions: Any) -> Callable[[], Any]:
            return lambda: story_save(version, {"ru": {"result": Written(text, decisions)}}, by=dara)

        assert code_of(save(())) == UNDECIDED
        assert code_of(save(kept(text, "NEEDED"))) == KEPT_NAME
        assert code_of(save(kept(text, "PUBLIC"))) == KEPT_NAME
        assert text not in str(texts_of(version, dara))

    @pytest.mark.parametrize(
        ("label", "text"),
        [(Label.PLACE, "Это было в селе Беловодское."), (Label.ADDRESS, "Это было на улице Ленина, дом 5.")],
    )
    def test_a_place_kept_as_publicly_known_is_refused(self, case: Case, dara: User, label: Label, text: str) -> None:
        version = story_start(case, by=dara)
        decisions = kept(text, "PUBLIC")
        assert label in {row.label for row in decisions}
        written = {"ru": {"result": Written(text, decisions)}}
        assert code_of(lambda: story_save(version, written, by=dara)) == KEPT_NAME
        story_save(version, {"ru": {"result": Written(text, kept(text, "NOT_DATA"))}}, by=dara)

    def test_an_institution_may_stay_as_publicly_known(self, case: Case, dara: User) -> None:
        text = "Жалобу отправили в Октябрьское РУВД."
        decisions = kept(text, "PUBLIC")
        assert {row.label for row in decisions} == {Label.ORG}
        saved = story_save(story_start(case, by=dara), {"ru": {"result": Written(text, decisions)}}, by=dara)
        assert texts_of(saved, dara)["ru"]["result"].text == text

    def test_a_changed_name_gets_its_asterisk(self, case: Case, dara: User) -> None:
        text = "Гульнара всё видела. Гульнаре угрожали."
        version = story_start(case, by=dara)
        saved = story_save(version, {"ru": {"result": Written(text, kept(text, "CHANGED"))}}, by=dara)
        written = texts_of(saved, dara)["ru"]["result"]
        assert written.text == "Гульнара* всё видела. Гульнаре угрожали."
        again = story_save(saved, {"ru": {"result": written}}, by=dara)
        assert texts_of(again, dara)["ru"]["result"] == written

    def test_whoever_did_not_see_the_last_change_is_told(self, case: Case, dara: User) -> None:
        version = story_start(case, by=dara)
        seen = version.written_at
        story_save(version, {"ru": told()}, by=dara, seen=seen)
        with pytest.raises(StoryChanged) as changed:
            story_save(version, {"ru": told(title="Другое")}, by=dara, seen=seen)
        assert texts_of(changed.value.version, dara)["ru"]["title"].text == TOLD["title"]

    def test_a_second_writer_writes_a_version_of_their_own(self, case: Case, dara: User, nurlan: User) -> None:
        version = written_story(case, dara)
        theirs = story_save(version, {"ru": {"title": Written("Другое")}}, by=nurlan)
        assert (theirs.number, theirs.written_by) == (2, nurlan)
        assert texts_of(theirs, nurlan)["ru"] == {**told(), "title": Written("Другое")}
        assert texts_of(version, dara)["ru"]["title"].text == TOLD["title"]
        with pytest.raises(StoryChanged):
            story_save(version, {"ru": told()}, by=dara)


class TestSecondReader:
    def test_nobody_who_had_a_part_in_it(
        self, case: Case, dara: User, nurlan: User, bilal: User, zarina: User, reader: User
    ) -> None:
        version = story_start(case, by=nurlan)
        # bilal validated the case, dara approved it, nurlan writes
        assert reader_candidates(version.story) == [reader, zarina]
        data = ResponseData(term("response_types", "LEG1.CONS"), timezone.localdate())
        response_add(case, data, by=zarina)
        assert reader_candidates(version.story) == [reader]
        reader.is_active = False
        reader.save()
        assert reader_candidates(version.story) == []

    def test_nobody_whom_the_writer_let_in_this_week(self, case: Case, dara: User, reader: User) -> None:
        story = story_start(case, by=dara).story
        now = timezone.now()
        Invitation.objects.create(
            programme=story.programme,
            role="mentor",
            invited_by=dara,
            token_digest=bytes(32),
            made_at=now,
            expires_at=now,
            used_at=now,
            used_by=reader,
        )
        assert reader not in reader_candidates(story)

    def test_sending_refuses(self, case: Case, dara: User, bilal: User, reader: User) -> None:
        version = story_start(case, by=dara)

        def send(to: User = reader, checks: Any = ALL_CHECKS) -> Callable[[], Any]:
            return lambda: story_send(version, to, checks, by=dara)

        assert code_of(send()) == "no_text"
        story_save(version, {"ru": told(), "en": {"title": Written("Five hours")}}, by=dara)
        assert code_of(send()) == "unfinished"
        story_save(version, {"en": {"title": Written("")}}, by=dara)
        assert code_of(send(checks=ALL_CHECKS[1:])) == "checks_missing"
        assert [code_of(send(to)) for to in (dara, bilal)] == ["alone", "alone"]
        case.consents.filter(purpose="STORY").update(withdrawn_on=timezone.localdate())
        assert code_of(send()) == "consent_withdrawn"
        case.consents.filter(purpose="STORY").delete()
        assert code_of(send()) == "no_consent"

    @pytest.mark.parametrize("is_kept", [False, True])
    @pytest.mark.parametrize(
        "text", ["Её задержали 12 марта 2021 года.", "On 12 March 2021.", "2021-жылдын 12-мартында кармашты."]
    )
    def test_no_day_is_sent(self, case: Case, dara: User, reader: User, text: str, is_kept: bool) -> None:
        version = written_story(case, dara)
        story_save(version, {"ru": {"result": Written(text, kept(text) if is_kept else ())}}, by=dara)
        assert code_of(lambda: story_send(version, reader, ALL_CHECKS, by=dara)) == "day_left"
        story_save(version, {"ru": {"result": Written("Её отпустили в марте 2021 года, ** марта.")}}, by=dara)
        story_send(version, reader, ALL_CHECKS, by=dara)

    def test_a_reader_sees_the_story_and_no_case(
        self, case: Case, dara: User, reader: User, zarina: User, walls: None
    ) -> None:
        with database_identity(dara):
            version = sent_story(case, dara, reader)
        with database_identity(reader):
            assert not Case.objects.exists()
            assert texts_of(version, reader)["ru"] == told()
        with database_identity(zarina):
            assert not Story.objects.exists()
            with pytest.raises(PermissionDenied):
                texts_of(version, zarina)

    def test_it_waits_for_the_reader_until_they_have_answered(
        self, case: Case, dara: User, reader: User, zarina: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        told_of: list[User] = []
        monkeypatch.setattr("react_cases.actions.stories.announce_to", told_of.append)
        version = sent_story(case, dara, reader)
        assert told_of == [reader]
        assert [waiting_count(by=person) for person in (reader, zarina, dara)] == [1, 0, 0]
        assert is_waited_for(reader)
        story_judge(version, StoryVerdict.PASSED, ALL_CHECKS, Written(""), by=reader)
        assert waiting_count(by=reader) == 0
        assert not is_waited_for(reader)

    def test_nothing_is_written_while_it_is_read_until_it_is_taken_back(
        self, case: Case, dara: User, reader: User
    ) -> None:
        version = sent_story(case, dara, reader)
        assert code_of(lambda: story_save(version, {"ru": told()}, by=dara)) == "not_writing"
        assert code_of(lambda: story_publish(version, by=dara)) == "not_read"
        assert code_of(lambda: story_renew(version.story, by=dara)) == "not_read"
        back = story_take_back(version, by=dara)
        assert (back.reader, back.sent_at, back.author_checks) == (None, None, [])
        assert Paper.objects.get(pk=version.story.paper_id).reader is None
        story_save(back, {"ru": told()}, by=dara)
        assert code_of(lambda: story_take_back(back, by=dara)) == "not_with_reader"

    def test_judging(self, case: Case, dara: User, nurlan: User, reader: User) -> None:
        version = sent_story(case, dara, reader)

        def judge(verdict: StoryVerdict, by: User = reader, checks: Any = ALL_CHECKS, said: str = "") -> StoryVersion:
            return story_judge(version, verdict, checks, Written(said), by=by)

        for person in (dara, nurlan):
            with pytest.raises(PermissionDenied):
                judge(StoryVerdict.PASSED, person)
        assert code_of(lambda: judge(StoryVerdict.PASSED, checks=["names"])) == "checks_missing"
        assert code_of(lambda: judge(StoryVerdict.BACK)) == "comment_missing"
        assert code_of(lambda: judge(StoryVerdict.BACK, said="Гульнара Токтосунова")) == UNDECIDED
        judged = judge(StoryVerdict.BACK, checks=["names"], said="Сумму знают немногие")
        assert (judged.verdict, judged.reader_checks) == ("back", ["names"])
        comment = story_comment(judged)
        assert paper_open(judged.story.paper, by=dara, reason=OpenReason.READ)[comment].text == "Сумму знают немногие"
        assert code_of(lambda: judge(StoryVerdict.PASSED)) == "not_with_reader"
        assert code_of(lambda: story_publish(judged, by=dara)) == "not_read"
        renewed = story_renew(judged.story, by=dara)
        assert (renewed.number, renewed.verdict, renewed.reader) == (2, "", None)
        assert texts_of(renewed, dara)["ru"] == told()
        assert story_comment(renewed) not in paper_open(renewed.story.paper, by=dara, reason=OpenReason.READ)
        with pytest.raises(PermissionDenied):
            texts_of(judged, reader)


class TestPublish:
    def test_plain_rows_in_every_language_that_lead_to_no_case(self, case: Case, dara: User, reader: User) -> None:
        story, rows = published_story(case, dara, reader, "ru", "en")
        assert {row.language for row in rows} == {"en", "ru"}
        (number,) = {row.public_id for row in rows}
        assert number not in (story.paper.public_id, case.public_id)
        row = PublishedStory.objects.get(language="ru")
        assert {name: getattr(row, name) for name in TOLD} == TOLD
        assert case.code not in str(PublishedStory.objects.values())
        assert Paper.objects.get(pk=story.paper_id).reader is None
        version = newest(story)
        assert code_of(lambda: story_publish(version, by=dara)) == "published_already"

    def test_a_newer_version_replaces_it_in_the_same_moment(self, case: Case, dara: User, reader: User) -> None:
        story, rows = published_story(case, dara, reader)
        version = story_renew(story, by=dara)
        version = story_save(version, {"ru": {"title": Written("Другое")}}, by=dara)
        assert code_of(lambda: story_publish(version, by=dara)) == "not_read"
        story_send(version, reader, ALL_CHECKS, by=dara)
        story_judge(version, StoryVerdict.PASSED, ALL_CHECKS, Written(""), by=reader)
        story_publish(version, by=dara)
        assert PublishedStory.objects.get().title == "Другое"
        assert PublishedStory.objects.get().public_id != rows[0].public_id
        assert StoryVersion.objects.get(number=1).ended_as == StoryEnd.REPLACED

    def test_no_day_is_published(self, case: Case, dara: User, reader: User, monkeypatch: pytest.MonkeyPatch) -> None:
        version = written_story(case, dara, happened="Её задержали 12 марта 2021 года.")
        with monkeypatch.context() as before:
            before.setattr("react_cases.actions.stories.holds_day", lambda _told: False)
            story_send(version, reader, ALL_CHECKS, by=dara)
        version = story_judge(version, StoryVerdict.PASSED, ALL_CHECKS, Written(""), by=reader)
        assert code_of(lambda: story_publish(version, by=dara)) == "day_left"
        assert not PublishedStory.objects.exists()

    def test_everything_is_asked_once_more(self, case: Case, dara: User, nurlan: User, reader: User) -> None:
        version = read_story(case, dara, reader)

        def code() -> str:
            return code_of(lambda: story_publish(version, by=dara))

        cases = Case.objects.filter(pk=case.pk)
        cases.update(status=Status.VALIDATED)
        assert code() == "case_not_approved"
        cases.update(status=Status.ERASED)
        assert code() == "erased"
        cases.update(status=Status.APPROVED)
        consents = case.consents.filter(purpose="STORY")
        consents.update(withdrawn_on=timezone.localdate())
        assert code() == "consent_withdrawn"
        consents.update(withdrawn_on=None)
        StoryVersion.objects.filter(pk=version.pk).update(reader=nurlan)
        story_version = StoryVersion.objects.create(
            story=version.story, number=0, written_by=nurlan, written_at=timezone.now()
        )
        assert code() == "alone"
        story_version.delete()
        assert not PublishedStory.objects.exists()
        story_publish(version, by=nurlan)

    def test_a_name_that_the_guard_finds_by_now_stops_it(
        self, case: Case, dara: User, reader: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        guard = "react_cases.actions.papers.require_decided"
        monkeypatch.setattr(guard, lambda texts, programme: [*map(_taken, texts)])
        version = story_start(case, by=dara)
        story_save(version, {"ru": told(result="Гульнара Токтосунова отпущена.")}, by=dara)
        assert code_of(lambda: story_send(version, reader, ALL_CHECKS, by=dara)) == UNDECIDED
        StoryVersion.objects.filter(pk=version.pk).update(
            reader=reader,
            sent_at=timezone.now(),
            author_checks=ALL_CHECKS,
            reader_checks=ALL_CHECKS,
            verdict="passed",
            read_at=timezone.now(),
        )
        assert code_of(lambda: story_publish(version, by=dara)) == UNDECIDED
        assert not PublishedStory.objects.exists()

    def test_only_by_those_who_write(self, case: Case, dara: User, reader: User, bilal: User) -> None:
        version = read_story(case, dara, reader)
        for person in (reader, bilal):
            with pytest.raises(PermissionDenied):
                story_publish(version, by=person)

    @pytest.mark.django_db(transaction=True)
    def test_of_two_people_at_once_one_publishes(self, case: Case, dara: User, nurlan: User, reader: User) -> None:
        version = read_story(case, dara, reader)
        outcome: list[str] = []

        def publish(by: User) -> None:
            try:
                with database_identity(by):
                    story_publish(version, by=by)
                outcome.append("published")
            except NotAllowed as refused:
                outcome.append(refused.code)
            finally:
                connection.close()

        threads = [threading.Thread(target=publish, args=[person]) for person in (dara, nurlan)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(outcome) == ["published", "published_already"]
        assert PublishedStory.objects.count() == 1


def _taken(written: Written) -> Any:
    """What the guard of another day lets pass."""
    return Checked(written.text, (), written.decisions, ())


class TestMembersMode:
    """The reader's key is given with the request, and taken with the publication."""

    @pytest.fixture(autouse=True)
    def members(self, settings: Settings) -> None:
        settings.VAULT_MODE = "members"

    def test_from_the_case_to_the_publication(
        self, amina: User, bilal: User, zarina: User, dara: User, nurlan: User, settings: Settings
    ) -> None:
        reader = zarina
        settings.VAULT_MODE = "server"
        for person in (amina, bilal, dara):
            keyed(person)
        case = tellable_case(amina)
        settings.VAULT_MODE = "members"
        keyed(reader)
        with opened(dara):
            version = written_story(case, dara)
            assert reader not in reader_candidates(version.story)
            assert code_of(lambda: story_send(version, reader, ALL_CHECKS, by=dara)) == "alone"
            member_admit(reader, by=dara)
            version = story_send(version, reader, ALL_CHECKS, by=dara)
        with opened(nurlan), pytest.raises(KeyMissing):
            texts_of(version, nurlan)
        with opened(reader):
            assert texts_of(version, reader)["ru"] == told()
            story_judge(version, StoryVerdict.PASSED, ALL_CHECKS, Written(""), by=reader)
        with opened(dara):
            story_publish(version, by=dara)
        assert not PaperKey.objects.filter(member_key__isnull=False).exists()
        assert PublishedStory.objects.count() == 1
