"""The pages of stories: writing, the second reader who sees no case, and the publication."""

import pytest
from django.conf import settings
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from documenters.identity import database_identity
from documenters.models import AuditEvent, Organisation, User
from react_cases.actions.guard import Written
from react_cases.actions.locking import NotAllowed
from react_cases.actions.sealing import OpenReason
from react_cases.actions.stories import story_judge, story_save, story_start
from react_cases.actions.story_rules import ALL_CHECKS, newest
from react_cases.actions.story_texts import story_texts
from react_cases.forms.stories import token_of
from react_cases.models import Case, PublishedStory, Story, StoryVersion
from react_cases.models.story import StoryVerdict
from tests.factories.people import make_mentor, signed_in
from tests.factories.stories import TOLD, published_story, read_story, sent_story, tellable_case, told, written_story

pytestmark = pytest.mark.django_db

NARRATIVE = "Клиента держали у пункта и требовали полынью."


@pytest.fixture(autouse=True)
def english(client: Client) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"


@pytest.fixture
def case(amina: User) -> Case:
    return tellable_case(amina, narrative=NARRATIVE, responses=["LEG1.CONS"])


@pytest.fixture
def reader(organisation_b: Organisation) -> User:
    """A mentor of another organisation."""
    return make_mentor(organisation_b, username="kanykei")


def page(name: str, version: StoryVersion) -> str:
    return reverse(name, args=[version.story.paper.public_id])


def typed(version: StoryVersion, **texts: str) -> dict[str, str]:
    return {**TOLD, "month": "", "oblast": "", "seen": token_of(version), **texts}


def latest() -> StoryVersion:
    return newest(Story.objects.get())


def said(client: Client, url: str) -> str:
    """What the page says last after something was sent."""
    return str(list(get_messages(client.post(url).wsgi_request))[-1])


def test_from_the_case_to_the_publication(client: Client, case: Case, dara: User, reader: User, emil: User) -> None:
    signed_in(client, dara)
    start = reverse("story_start", args=[case.public_id])
    assert start in client.get(reverse("case_detail", args=[case.public_id])).content.decode()
    assert client.get(start).status_code == 200
    assert not Story.objects.exists()
    answer = client.post(start, follow=True)
    version = latest()
    assert NARRATIVE in answer.content.decode()
    assert client.get(start).headers["Location"] == page("story_edit", version)
    client.post(page("story_edit", version), typed(version))
    version = latest()
    assert (version.languages, version.month) == (["ru"], None)
    sent = page("story_send", version)
    refused = client.post(sent, {"checks": ALL_CHECKS[1:], "reader": str(reader.public_id)})
    assert refused.context["form"].errors["checks"]
    assert client.post(sent, {"checks": ALL_CHECKS, "reader": str(reader.public_id)}).status_code == 302
    signed_in(client, reader)
    read = page("story_read", version)
    assert read in client.get(reverse("queue")).content.decode()
    assert read in client.get(reverse("story_list")).content.decode()
    assert client.post(read, {"checks": ALL_CHECKS[1:], "verdict": "passed", "comment": ""}).status_code == 200
    assert client.post(read, {"checks": ALL_CHECKS, "verdict": "passed", "comment": ""}).status_code == 302
    signed_in(client, dara)
    assert TOLD["happened"] in client.get(page("story_publish", version)).content.decode()
    client.post(page("story_publish", version))
    assert PublishedStory.objects.get().title == TOLD["title"]
    signed_in(client, emil)
    assert TOLD["title"] in client.get(reverse("published_story_list")).content.decode()


def test_the_reader_sees_the_story_and_nothing_behind_it(
    client: Client, case: Case, dara: User, reader: User, zarina: User, walls: None
) -> None:
    with database_identity(dara):
        version = sent_story(case, dara, reader)
    shown = signed_in(client, reader).get(page("story_read", version)).content.decode()
    assert TOLD["happened"] in shown
    for hidden in (case.code, str(case.public_id), "полынью", case.organisation.name, str(case.documenter), "/cases/"):
        assert hidden not in shown.replace('href="/cases/"', ""), hidden
    for name in ("story_edit", "story_send", "story_publish"):
        assert client.get(page(name, version)).status_code == 404
    assert client.get(reverse("case_detail", args=[case.public_id])).status_code == 404
    assert client.get(reverse("story_start", args=[case.public_id])).status_code == 404
    signed_in(client, zarina)
    assert client.get(page("story_read", version)).status_code == 404
    assert page("story_read", version) not in client.get(reverse("story_list")).content.decode()


@pytest.mark.parametrize(
    ("consents", "sentence"),
    [(("RECORD", "STATS"), "has not agreed"), (("RECORD", "STATS", "STORY"), "has taken the consent back")],
)
def test_without_consent_the_page_says_why_not(
    client: Client, amina: User, dara: User, consents: tuple[str, ...], sentence: str
) -> None:
    case = tellable_case(amina, consents=consents)
    case.consents.filter(purpose="STORY").update(withdrawn_on=case.received_on)
    start = reverse("story_start", args=[case.public_id])
    signed_in(client, dara)
    for answer in (client.get(start), client.post(start)):
        assert sentence in answer.content.decode()
    assert not Story.objects.exists()


def test_a_name_that_is_left_in_comes_back_to_be_decided(client: Client, case: Case, dara: User) -> None:
    version = story_start(case, by=dara)
    url = page("story_edit", version)
    answer = signed_in(client, dara).post(url, typed(version, result="Гульнара Токтосунова его видела."))
    assert answer.context["form"].has_error("result", "personal_data_undecided")
    assert "Гульнара" in answer.content.decode()
    assert "title" not in story_texts(version, by=dara, reason=OpenReason.READ)["ru"]


DAY = "Это было 14 февраля 2021 года."


def test_a_day_is_said_beside_its_field_when_it_is_saved(client: Client, case: Case, dara: User) -> None:
    version = story_start(case, by=dara)
    answer = signed_in(client, dara).post(page("story_edit", version), typed(version, result=DAY))
    form = answer.context["form"]
    assert form.has_error("result", "day_left")
    assert "14 февраля" in form.errors["result"][0]
    assert 'href="#id_result"' in answer.content.decode()
    answer = client.post(page("story_edit", version), typed(version, title="") | {"send": "1"})
    assert answer.context["form"].has_error("title", "unfinished")
    assert client.post(page("story_edit", version), typed(version, title="")).status_code == 302


def test_what_is_refused_when_it_is_sent_keeps_ticks_and_reader(
    client: Client, case: Case, dara: User, reader: User
) -> None:
    version = story_start(case, by=dara)
    story_save(version, {"ru": told(result=DAY)}, by=dara)
    url, mend = page("story_send", version), f"{page('story_edit', version)}?language=ru#id_result"
    assert mend in signed_in(client, dara).get(url).content.decode()
    answer = client.post(url, {"checks": ALL_CHECKS, "reader": str(reader.public_id)})
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert mend in shown
    assert "A day is left in the story" in shown
    assert shown.count(TOLD["title"]) == 1
    assert all(question.is_ticked for question in answer.context["questions"])
    assert answer.context["form"]["reader"].value() == str(reader.public_id)
    assert latest().sent_at is None


def test_who_is_asked_to_read_finds_the_way_on_the_page_of_the_story(
    client: Client, case: Case, dara: User, nurlan: User
) -> None:
    version = sent_story(case, dara, nurlan)
    read, back = page("story_read", version), page("story_take_back", version)
    shown = signed_in(client, nurlan).get(page("story_edit", version)).content.decode()
    assert f'<a class="btn btn-primary" href="{read}">' in shown
    assert back not in shown
    shown = signed_in(client, dara).get(page("story_edit", version)).content.decode()
    assert read not in shown
    assert back in shown


def test_before_the_reader_has_answered_nobody_is_asked_for_a_password(
    client: Client, case: Case, dara: User, reader: User
) -> None:
    version = sent_story(case, dara, reader)
    signed_in(client, dara)
    session = client.session
    session["account_authentication_methods"] = []
    session.save()
    url = page("story_publish", version)
    for answer in (client.get(url), client.post(url)):
        assert answer.headers["Location"] == page("story_edit", version)
        assert "has not answered yet" in str(list(get_messages(answer.wsgi_request))[-1])


def test_another_language_in_a_text_is_said_at_the_field(client: Client, case: Case, dara: User) -> None:
    version = written_story(case, dara)
    url = page("story_edit", version)
    assert "another language" not in signed_in(client, dara).get(url).content.decode()
    mixed = "Его остановили и сказали: «Now you will go with us to the station». Потом его отпустили."
    client.post(url, typed(version, happened=mixed))
    assert "holds another language: English" in client.get(url).content.decode()


def test_nothing_typed_is_lost_when_somebody_was_quicker(client: Client, case: Case, dara: User, nurlan: User) -> None:
    version = story_start(case, by=dara)
    data = typed(version, title="Моё название")
    story_save(version, {"ru": told(title="Чужое название")}, by=nurlan)
    answer = signed_in(client, dara).post(page("story_edit", version), data)
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "Моё название" in shown
    assert "Чужое название" in shown
    form = answer.context["form"]
    client.post(page("story_edit", version), {**data, "seen": form.data["seen"]})
    assert story_texts(latest(), by=dara, reason=OpenReason.READ)["ru"]["title"].text == "Моё название"


def test_another_language_begins_empty_beside_the_first_one(client: Client, case: Case, dara: User) -> None:
    version = written_story(case, dara)
    answer = signed_in(client, dara).get(page("story_edit", version), {"language": "ky"})
    form = answer.context["form"]
    assert (form["title"].value(), form["happened"].value()) == (None, None)
    assert form["done"].value()
    assert [row.language for row in answer.context["beside"]] == ["ru"]


def test_words_to_look_at_stand_beside_the_questions(client: Client, case: Case, dara: User, reader: User) -> None:
    version = story_start(case, by=dara)
    story_save(version, {"ru": told(result="Там было 29 человек.")}, by=dara)
    questions = signed_in(client, dara).get(page("story_send", version)).context["questions"]
    found = [(question.code, row.words) for question in questions for row in question.snippets]
    assert found == [("words", "29 человек")]
    story_save(
        latest(), {"ru": told(result="Оказана помощь: Юридическая консультация. Консультировал консул.")}, by=dara
    )
    questions = client.get(page("story_send", version)).context["questions"]
    assert [(question.code, row.words) for question in questions for row in question.snippets] == [("work", "консул")]


def test_alone_nobody_can_be_asked(client: Client, case: Case, dara: User, bilal: User) -> None:
    version = written_story(case, dara)
    answer = signed_in(client, dara).get(page("story_send", version))
    assert "There is nobody who could read it" in answer.content.decode()
    answer = client.post(page("story_send", version), {"checks": ALL_CHECKS, "reader": str(dara.public_id)})
    assert answer.context["form"].has_error("reader")


def test_each_refusal_is_said(client: Client, case: Case, dara: User, reader: User) -> None:
    version = story_start(case, by=dara)
    signed_in(client, dara)
    assert "No language is whole yet" in said(client, page("story_send", version))
    assert "It is not with its reader" in said(client, page("story_take_back", version))
    assert "No second reader" in said(client, page("story_publish", version))
    assert "No second reader" in said(client, page("story_renew", version))
    Story.objects.all().delete()
    version = read_story(case, dara, reader)
    case.consents.filter(purpose="STORY").update(withdrawn_on=case.received_on)
    assert "has taken the consent back" in said(client, page("story_publish", version))
    assert not PublishedStory.objects.exists()


@pytest.mark.parametrize(("code", "status"), [("alone", 409), ("gone", 302)])
def test_what_the_reader_typed_is_not_lost_when_it_is_refused(
    client: Client, case: Case, dara: User, reader: User, monkeypatch: pytest.MonkeyPatch, code: str, status: int
) -> None:
    version = sent_story(case, dara, reader)

    def refuse(*_args: object, **_more: object) -> None:
        raise NotAllowed(code)

    monkeypatch.setattr("react_cases.views.story_steps.actions.story_judge", refuse)
    answer = signed_in(client, reader).post(
        page("story_read", version), {"verdict": "back", "comment": "Сумму знают немногие"}
    )
    assert answer.status_code == status
    if status == 409:
        assert "It takes a second reader who has no part in it" in answer.content.decode()
        assert "Сумму знают немногие" in answer.content.decode()


def test_what_the_reader_said_stands_with_the_story(client: Client, case: Case, dara: User, reader: User) -> None:
    version = sent_story(case, dara, reader)
    story_judge(version, StoryVerdict.BACK, [], Written("Сумму знают немногие"), by=reader)
    assert "Сумму знают немногие" in signed_in(client, dara).get(page("story_edit", version)).content.decode()
    client.post(page("story_renew", version))
    assert latest().number == 2


def test_the_list_costs_the_same_for_one_and_for_three(client: Client, amina: User, dara: User, reader: User) -> None:
    signed_in(client, dara)

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            client.get(reverse("story_list"))
        return len(found)

    published_story(tellable_case(amina), dara, reader)
    before = queries()
    sent_story(tellable_case(amina), dara, reader)
    story_start(tellable_case(amina), by=dara)
    assert queries() == before


def test_a_story_whose_words_are_deleted_says_so(client: Client, case: Case, dara: User) -> None:
    version = written_story(case, dara)
    version.story.paper.texts.all().delete()
    version.story.paper.keys.all().delete()
    answer = signed_in(client, dara).get(page("story_edit", version))
    assert "The words of this story are deleted" in answer.content.decode()
    assert not AuditEvent.objects.filter(action="paper.opened", reason="read").exists()


def test_a_story_that_was_never_published_is_thrown_away(client: Client, case: Case, dara: User, reader: User) -> None:
    signed_in(client, dara)
    version = written_story(case, dara)
    discard, pages = page("story_discard", version), reverse("story_edit", args=[version.story.paper.public_id])
    assert discard in client.get(pages).content.decode()
    assert said(client, discard).startswith("Somebody has written on it meanwhile.")
    answer = client.post(discard, {"seen": token_of(version)}, follow=True)
    assert "The story is gone" in answer.content.decode()
    assert client.get(pages).status_code == 404
    assert (
        reverse("story_start", args=[case.public_id])
        in client.get(reverse("case_detail", args=[case.public_id])).content.decode()
    )
    story, _rows = published_story(case, dara, reader)
    version = newest(story)
    assert page("story_discard", version) not in client.get(page("story_edit", version)).content.decode()
    assert client.post(page("story_discard", version), {"seen": token_of(version)}).status_code == 302
    assert PublishedStory.objects.exists()


def test_a_narrative_in_two_languages_begins_a_story_in_each(client: Client, amina: User, dara: User) -> None:
    english = "He was stopped near the site by two men and taken to the station. They let him go."
    russian = "Его остановили у пункта двое в штатском и отвезли в отдел. Потом его отпустили."
    case = tellable_case(amina, narrative=f"{russian}\n{english}", responses=["LEG1.CONS"])
    answer = signed_in(client, dara).post(reverse("story_start", args=[case.public_id]), follow=True)
    assert "each of its languages by itself" in answer.content.decode()
    texts = story_texts(latest(), by=dara, reason=OpenReason.READ)
    assert latest().languages == ["en", "ru"]
    assert {code: told["happened"].text for code, told in texts.items()} == {"ru": russian, "en": english}
    assert all(told["done"].text for told in texts.values())
