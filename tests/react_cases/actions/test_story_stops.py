"""What stops a story: names in lists of the programme, a case decided anew, people with a part in it, lost consent."""

import datetime
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from documenters.identity import database_identity
from documenters.models import AuditEvent, Invitation, Organisation, User
from react_cases.actions.guard import UNDECIDED, Written, text_check
from react_cases.actions.locking import NotAllowed
from react_cases.actions.papers import PaperField, paper_seal
from react_cases.actions.responses import ResponseData, consent_withdraw
from react_cases.actions.retention import retention_apply, retention_change, rules_of
from react_cases.actions.review import CommentData, case_approve, case_reject, case_reopen, case_validate, comment_add
from react_cases.actions.sealing import OpenReason
from react_cases.actions.stories import story_judge, story_publish, story_renew, story_save, story_send, story_start
from react_cases.actions.story_ends import drafts_empty, stories_in_doubt, story_withdraw
from react_cases.actions.story_rules import ALL_CHECKS, reader_candidates
from react_cases.actions.story_texts import prefilled, story_comment, story_texts
from react_cases.actions.waiting import waiting_count
from react_cases.models import Case, Evidence, PaperKey, PaperText, PublishedStory, Story, StoryVersion, Term
from react_cases.models.choices import CommentField, ConsentPurpose
from react_cases.models.story import StoryEnd, StoryVerdict
from react_cases.retention import Kind
from react_cases.workflow import Qualification
from tests.factories.cases import erase_case, submit, term
from tests.factories.evidence import add_evidence
from tests.factories.people import make_mentor, signed_in
from tests.factories.published_stories import make_published
from tests.factories.stories import published_story, sent_story, tellable_case, told, written_story
from tests.factories.strategic import flag

pytestmark = pytest.mark.django_db

NAMED = "Участковый Асанов Бакыт, РОВД Сулюкта"
HELPED = "LEG1.CONS"


@pytest.fixture
def case(amina: User) -> Case:
    return tellable_case(amina, responses=[HELPED])


@pytest.fixture
def reader(organisation_b: Organisation) -> User:
    """A mentor of another organisation."""
    return make_mentor(organisation_b, username="kanykei")


@pytest.fixture
def version(case: Case, dara: User, reader: User) -> StoryVersion:
    """Published, with sealed texts."""
    made = make_published(case, by=dara, reader=reader)
    texts = {PaperField("version", made.pk, "ru.title"): Written("Полынья"), story_comment(made): Written("Хорошо")}
    paper_seal(made.story.paper, texts, by=dara)
    return made


def code_of(action: Callable[[], Any]) -> str:
    with pytest.raises(NotAllowed) as refused:
        action()
    return refused.value.code


def reopened(case: Case, by: User) -> Case:
    case.refresh_from_db()
    return case_reopen(case, [CommentData(CommentField.EVENT, "Please check the date.")], by=by, version=case.version)


class TestWordsOfTheLists:
    @pytest.mark.parametrize("change", [{"is_own": True}, {"is_renamed": True}])
    def test_a_name_in_a_term_of_the_programme_is_masked_and_asked_about(
        self, amina: User, dara: User, change: dict[str, bool]
    ) -> None:
        case = tellable_case(
            amina, responses=[ResponseData(term("response_types", HELPED), datetime.date(2021, 12, 9))]
        )
        Term.objects.filter(pk=term("response_types", HELPED).pk).update(label_ru=NAMED, **change)
        offered = prefilled(case, "ru")["done"]
        assert NAMED in offered.text
        assert text_check(offered, programme=case.programme).undecided
        version = story_start(case, by=dara)
        assert code_of(lambda: story_save(version, {"ru": {"done": offered}}, by=dara)) == UNDECIDED
        sealed = story_texts(version, by=dara, reason=OpenReason.READ)["ru"]["done"].text
        assert "***" in sealed
        assert not any(word in sealed for word in ("Асанов", "Бакыт"))

    def test_shipped_words_ask_nothing(self, amina: User, dara: User) -> None:
        case = tellable_case(amina, responses=[HELPED])
        Term.objects.filter(pk=term("response_types", HELPED).pk).update(label_ru=NAMED)
        version = story_start(case, by=dara)
        assert NAMED in story_texts(version, by=dara, reason=OpenReason.READ)["ru"]["done"].text


class TestDecidedAnew:
    def test_while_the_case_is_corrected_it_stays_and_coordinators_are_told(
        self, case: Case, version: StoryVersion, dara: User, amina: User, client: Client
    ) -> None:
        assert not stories_in_doubt(by=dara)
        reopened(case, dara)
        assert PublishedStory.objects.exists()
        assert [one.pk for one in stories_in_doubt(by=dara)] == [version.pk]
        assert not stories_in_doubt(by=amina)
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
        signed_in(client, dara)
        for name in ("queue", "overview"):
            shown = client.get(reverse(name)).content.decode()
            assert "its story is still published" in shown
            assert reverse("story_edit", args=[version.story.paper.public_id]) in shown

    @pytest.mark.parametrize(
        ("qualification", "stays"), [(Qualification.ADVICE, False), (Qualification.VIOLATION, True)]
    )
    def test_approved_as_something_else_it_goes(
        self,
        case: Case,
        version: StoryVersion,
        amina: User,
        bilal: User,
        dara: User,
        qualification: Qualification,
        stays: bool,
    ) -> None:
        reopened(case, dara)
        fresh = submit(case, amina, consents=("RECORD", "STATS", "STORY"))
        fresh = case_validate(fresh, qualification, by=bilal, version=fresh.version)
        assert PublishedStory.objects.exists()
        with database_identity(dara):
            case_approve(fresh, qualification, ["ICCPR 9"], by=dara, version=fresh.version)
        version.refresh_from_db()
        assert PublishedStory.objects.exists() == stays
        assert version.ended_as == ("" if stays else StoryEnd.MISTAKE)
        stopped = AuditEvent.objects.filter(action="story.stopped", reason=StoryEnd.MISTAKE, actor=dara)
        assert stopped.exists() != stays

    def test_rejected_by_a_mentor_who_cannot_see_it_it_goes(
        self, case: Case, version: StoryVersion, amina: User, bilal: User, dara: User
    ) -> None:
        reopened(case, dara)
        fresh = submit(case, amina, consents=("RECORD", "STATS", "STORY"))
        with database_identity(bilal):
            case_reject(fresh, term("reject_reasons", "DUPLICATE"), "", by=bilal, version=fresh.version)
        version.refresh_from_db()
        assert version.ended_as == StoryEnd.MISTAKE
        assert not PublishedStory.objects.exists()


class TestKept:
    def test_drafts_of_a_published_story_go_and_nobody_is_asked_to_read_them(
        self, case: Case, dara: User, reader: User
    ) -> None:
        story, _rows = published_story(case, dara, reader)
        newer = story_send(story_renew(story, by=dara), reader, ALL_CHECKS, by=dara)
        drafts_empty(case)
        assert not PaperText.objects.filter(paper=story.paper, part_id=newer.pk).exists()
        shown = story.versions.get(number=1)
        assert set(story_texts(shown, by=dara, reason=OpenReason.READ)["ru"]) == set(told())
        assert waiting_count(by=reader) == 0
        Case.objects.filter(pk=case.pk).update(content_removed_at=timezone.now())
        newer.refresh_from_db()
        assert code_of(lambda: story_save(newer, {"ru": told()}, by=dara)) == "gone"

    @pytest.mark.parametrize("ends", ["withdrawn", "consent", "unseen"])
    def test_the_copy_of_what_was_published_goes_with_it_once_the_texts_of_the_case_are_gone(
        self, case: Case, version: StoryVersion, amina: User, dara: User, ends: str
    ) -> None:
        Case.objects.filter(pk=case.pk).update(content_removed_at=timezone.now())
        fresh, today = Case.objects.get(pk=case.pk), timezone.localdate()
        if ends == "withdrawn":
            story_withdraw(Story.objects.get(), StoryEnd.DANGER, by=dara)
        else:
            by = dara if ends == "consent" else amina
            Case.objects.filter(pk=case.pk).update(documenter=by)
            with database_identity(by):
                consent_withdraw(fresh, ConsentPurpose.STORY, withdrawn_on=today, by=by)
        if ends == "unseen":
            retention_change(case.programme, {**rules_of(case.programme), Kind.OPEN: 12}, by=dara)
            retention_apply(case.programme)
        assert not PaperText.objects.filter(paper=version.story.paper_id).exists()
        assert not PaperKey.objects.filter(paper=version.story.paper_id).exists()


class TestTwoPeople:
    def test_nobody_who_said_added_or_recorded_anything_of_the_case(
        self, case: Case, dara: User, nurlan: User, zarina: User, reader: User
    ) -> None:
        story = story_start(case, by=dara).story
        assert {nurlan, zarina, reader} <= set(reader_candidates(story))
        comment_add(case, CommentData(CommentField.EVENT, "Please check the date."), by=zarina)
        assert zarina not in reader_candidates(story)
        flag(case, nurlan)
        assert nurlan not in reader_candidates(story)
        case.consents.filter(purpose="STATS").update(recorded_by=reader)
        assert reader not in reader_candidates(story)

    def test_nor_who_added_a_file(self, case: Case, dara: User, zarina: User) -> None:
        story = story_start(case, by=dara).story
        add_evidence(case, dara)
        assert zarina in reader_candidates(story)
        Evidence.objects.update(added_by=zarina)
        assert zarina not in reader_candidates(story)

    def test_each_writer_counts_and_once_more_when_it_is_published(
        self, case: Case, dara: User, nurlan: User, reader: User
    ) -> None:
        version = written_story(case, dara)
        version = story_save(version, {"ru": {"title": Written("Другое")}}, by=nurlan)
        version = story_send(version, reader, ALL_CHECKS, by=nurlan)
        version = story_judge(version, StoryVerdict.PASSED, ALL_CHECKS, Written(""), by=reader)
        now = timezone.now()
        Invitation.objects.create(
            programme=case.programme,
            role="mentor",
            invited_by=dara,
            token_digest=bytes(32),
            made_at=now,
            expires_at=now,
            used_at=now,
            used_by=reader,
        )
        assert reader not in reader_candidates(version.story)
        assert code_of(lambda: story_publish(version, by=nurlan)) == "alone"


class TestNothingToRead:
    @pytest.mark.parametrize("ends", ["STORY", "RECORD", "erased"])
    def test_taken_from_the_reader_with_a_sentence(
        self, case: Case, dara: User, reader: User, client: Client, ends: str
    ) -> None:
        version = sent_story(case, dara, reader)
        assert waiting_count(by=reader) == 1
        signed_in(client, reader)
        address = reverse("story_read", args=[version.story.paper.public_id])
        (asked,) = re.findall(r'name="asked" value="([^"]+)"', client.get(address).content.decode())
        with database_identity(dara):
            if ends == "erased":
                erase_case(Case.objects.get(pk=case.pk), by=dara)
            else:
                consent_withdraw(case, ConsentPurpose(ends), withdrawn_on=timezone.localdate(), by=dara)
        with database_identity(reader):
            answer = code_of(lambda: story_judge(version, StoryVerdict.PASSED, ALL_CHECKS, Written(""), by=reader))
            assert answer == "gone"
            assert waiting_count(by=reader) == 0
        assert client.post(address, {"asked": asked}).headers["Location"] == reverse("story_list")
        assert [client.post(address).status_code, client.get(address).status_code] == [404, 404]
        why = "erased" if ends == "erased" else "consent_withdrawn"
        now = StoryVersion.objects.get(pk=version.pk)
        with database_identity(dara):
            assert code_of(lambda: story_save(now, {"ru": told()}, by=dara)) == why
            assert code_of(lambda: story_send(now, reader, ALL_CHECKS, by=dara)) == why
        signed_in(client, dara)
        for url in (reverse("story_list"), reverse("story_edit", args=[version.story.paper.public_id])):
            assert client.get(url).status_code == 200

    def test_a_reader_who_sees_the_case_learns_why(self, case: Case, dara: User, zarina: User) -> None:
        version = sent_story(case, dara, zarina)
        case.consents.filter(purpose="STORY").update(withdrawn_on=timezone.localdate())
        answer = code_of(lambda: story_judge(version, StoryVerdict.PASSED, ALL_CHECKS, Written(""), by=zarina))
        assert answer == "consent_withdrawn"
