"""The pages and files of published stories, and the page on which a coordinator takes one down."""

import io
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from docx import Document

from documenters.models import AuditEvent, User
from react_cases.models import Case, PublishedStory, StoryVersion
from tests.factories.cases import make_case, place
from tests.factories.people import make_donor, signed_in
from tests.factories.published_stories import TOLD, make_published

pytestmark = pytest.mark.django_db
LIST = "/published/stories/"


@pytest.fixture
def client() -> Client:
    """A browser in English."""
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def case(amina: User, dara: User) -> Case:
    return make_case(amina, consents=("RECORD", "STATS", "STORY"))


@pytest.fixture
def version(case: Case, dara: User, bilal: User) -> StoryVersion:
    return make_published(case, by=dara, reader=bilal, oblast=place("KG-T"))


def page_of(version: StoryVersion) -> str:
    row = PublishedStory.objects.filter(version=version).first()
    assert row is not None
    return reverse("published_story", args=[row.public_id])


def withdrawal_of(version: StoryVersion) -> str:
    return reverse("story_withdraw", args=[version.story.paper.public_id])


def text(client: Client, address: str, spoken: str = "en", **query: str) -> str:
    answer = client.get(address, query, headers={"accept-language": spoken})
    assert answer.status_code == 200
    return answer.content.decode()


def taken(client: Client, address: str, kind: str, language: str) -> Any:
    return client.get(f"{address}{kind}/", {"language": language})


def test_each_story_stands_once_in_the_language_of_the_page(client: Client, version: StoryVersion, emil: User) -> None:
    signed_in(client, emil)
    english = text(client, LIST)
    assert english.count(page_of(version)) == 1
    assert TOLD["en"]["title"] in english
    assert TOLD["ru"]["title"] not in english
    assert "January 2022" in english
    assert "Talas" in english
    assert "Русский" in english
    kyrgyz = text(client, LIST, "ky")
    assert TOLD["ru"]["title"] in kyrgyz
    assert TOLD["en"]["title"] not in kyrgyz


def test_nothing_is_published_yet(client: Client, emil: User) -> None:
    signed_in(client, emil)
    assert "No story is published" in text(client, LIST)


def test_one_story_in_the_form_that_the_field_knows(client: Client, version: StoryVersion, emil: User) -> None:
    signed_in(client, emil)
    shown = text(client, page_of(version))
    for said in (
        *("<h2>Case</h2>", "<h2>What was done by the REActor</h2>", "<h2>Result</h2>"),
        *("name changed", "January 2022 · Talas", "consent", "?language=ru", 'lang="en"', "published_story.css"),
    ):
        assert said in shown, said
    russian = text(client, page_of(version), language="ru")
    assert 'class="told" lang="ru"' in russian
    assert "Январь 2022" in russian
    assert TOLD["en"]["title"] not in russian
    assert reverse("story_withdraw", args=[version.story.paper.public_id]) not in shown + russian


def test_a_language_that_nobody_knows_is_that_of_the_page(client: Client, version: StoryVersion, emil: User) -> None:
    signed_in(client, emil)
    assert TOLD["en"]["title"] in text(client, page_of(version), language="xx")


@pytest.mark.parametrize("kind", ["html", "docx"])
@pytest.mark.parametrize("language", ["ru", "all"])
def test_a_file_is_logged_and_says_what_the_page_says(
    client: Client, version: StoryVersion, emil: User, kind: str, language: str
) -> None:
    signed_in(client, emil)
    answer = taken(client, page_of(version), kind, language)
    assert f"story-{timezone.localdate().isoformat()}-{language}.{kind}" in answer.headers["Content-Disposition"]
    assert answer.headers["Cache-Control"] == "no-store"
    data = answer.getvalue()
    said = data.decode() if kind == "html" else "\n".join(one.text for one in Document(io.BytesIO(data)).paragraphs)
    assert TOLD["ru"]["title"] in said
    assert (TOLD["en"]["title"] in said) == (language == "all")
    event = AuditEvent.objects.get(action="story.downloaded")
    assert (event.actor, event.reason) == (emil, f"{kind}:{language}")
    assert (event.object_type, event.object_id) == ("react_cases.storyversion", version.pk)
    assert taken(client, page_of(version), kind, language).getvalue() == data


def test_no_other_kind_of_file(client: Client, version: StoryVersion, emil: User) -> None:
    assert taken(signed_in(client, emil), page_of(version), "pdf", "ru").status_code == 404


def test_who_does_not_read_published_figures_gets_404(
    client: Client, version: StoryVersion, amina: User, bilal: User, aida: User
) -> None:
    for person in (amina, bilal, aida):
        signed_in(client, person)
        for address in (LIST, page_of(version), f"{page_of(version)}html/", withdrawal_of(version)):
            assert client.get(address).status_code == 404, (person, address)
        assert client.post(withdrawal_of(version), {"why": "danger"}).status_code == 404
    assert PublishedStory.objects.count() == 2


def test_one_question_takes_it_down(client: Client, version: StoryVersion, dara: User, emil: User) -> None:
    address = page_of(version)
    signed_in(client, emil)
    taken(client, address, "docx", "ru")
    signed_in(client, dara)
    assert withdrawal_of(version) in text(client, address)
    asked = text(client, withdrawal_of(version))
    for said in (TOLD["en"]["title"], "cannot be called back", "Emil", "DOCX, Русский", version.story.case.code):
        assert said in asked, said
    assert client.post(withdrawal_of(version), {}).context["form"].errors
    assert PublishedStory.objects.exists()
    answer = client.post(withdrawal_of(version), {"why": "mistake"}, follow=True).content.decode()
    for said in ("taken down, in every language", "There is a mistake in it", "Emil"):
        assert said in answer, said
    assert TOLD["en"]["title"] not in answer
    again = client.post(withdrawal_of(version), {"why": "danger"}, follow=True).content.decode()
    assert "taken down already" in again
    assert AuditEvent.objects.filter(action="story.withdrawn").count() == 1


def test_a_withdrawn_story_looks_like_one_that_never_was(
    client: Client, version: StoryVersion, dara: User, emil: User
) -> None:
    address = page_of(version)
    signed_in(client, dara).post(withdrawal_of(version), {"why": "danger"})
    signed_in(client, emil)
    gone = client.get(address)
    never = client.get(reverse("published_story", args=["00000000-0000-4000-8000-000000000000"]))
    for answer in (gone, never, client.get(f"{address}docx/")):
        assert answer.status_code == 410
        assert b"not published any more" in answer.content
        assert b"It could harm somebody" not in answer.content
    assert TOLD["en"]["title"] not in text(client, LIST)
    assert not AuditEvent.objects.filter(action="access.refused").exists()


def test_there_is_nothing_to_withdraw_before_it_is_published(
    client: Client, case: Case, dara: User, bilal: User
) -> None:
    version = make_published(case, by=dara, reader=bilal)
    StoryVersion.objects.filter(pk=version.pk).update(published_at=None, published_by=None)
    assert signed_in(client, dara).get(withdrawal_of(version)).status_code == 404


def test_who_takes_the_consent_back_hears_it_and_so_do_coordinators(
    client: Client, case: Case, version: StoryVersion, amina: User, dara: User
) -> None:
    signed_in(client, amina)
    sent = {"purpose": "STORY", "STORY-withdrawn_on": timezone.localdate().isoformat()}
    address = reverse("consent_withdraw", args=[case.public_id])
    answer = client.post(address, sent, follow=True)
    assert "published story of this case was taken down" in answer.content.decode()
    assert withdrawal_of(version) not in text(client, reverse("queue"))
    signed_in(client, dara)
    for name in ("queue", "overview"):
        shown = text(client, reverse(name))
        assert withdrawal_of(version) in shown
        assert "tell those who have copies" in shown


def test_donors_find_stories_on_the_page_of_figures_once_there_are_any(
    client: Client, case: Case, dara: User, bilal: User, emil: User
) -> None:
    link = '<p class="published-actions">'
    signed_in(client, emil)
    before = text(client, reverse("published"))
    make_published(case, by=dara, reader=bilal)
    after = text(client, reverse("published"))
    assert after[after.index(link) :].count(LIST) == 1
    assert LIST not in before[before.index(link) :]


def test_queries_do_not_grow(client: Client, amina: User, dara: User, bilal: User, version: StoryVersion) -> None:
    donor = make_donor(version.story.programme, "another")
    signed_in(client, donor)
    client.get(LIST)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(LIST)
        return len(asked)

    before = queries()
    for _number in range(3):
        make_published(make_case(amina), by=dara, reader=bilal, oblast=place("KG-O"))
    assert queries() == before
