"""Reports to treaty bodies: pages, the four people, and the files with their numbers read back."""

import datetime
import io
import re
from html import unescape
from typing import Any

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext
from docx import Document
from docx.table import Table
from pypdf import PdfReader
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from documenters.models import AuditEvent, Programme, User
from react_cases.forms.guard_fields import DECISIONS, encoded
from react_cases.models import Case, Paper, PaperText
from react_cases.models.choices import KeepReason
from reports.actions.submissions import (
    ChosenData,
    submission_articles_confirm,
    submission_choose,
)
from reports.models import Submission
from tests.factories.advocacy import make_action
from tests.factories.cases import make_case
from tests.factories.guard import kept
from tests.factories.keys import keyed, opened, signed_in_with_key
from tests.factories.people import make_coordinator, signed_in
from tests.factories.published_stories import TOLD, make_published
from tests.factories.quotable import publish_year
from tests.factories.submissions import make_submission, write_all

pytestmark = pytest.mark.django_db

DAY = datetime.date(2020, 5, 17)
ENGLISH = {"accept-language": "en"}
LISTED = 11
DETAIL = 52


@pytest.fixture
def cases(amina: User) -> list[Case]:
    """Six cases of ICESCR 12, two of them also of another category; three more without."""
    made = [make_case(amina, received_on=DAY, violations=("HEA.REF",)) for _ in range(4)]
    made += [make_case(amina, received_on=DAY, violations=("HEA.OST", "LIB.ARREST")) for _ in range(2)]
    return made + [make_case(amina, received_on=DAY, violations=("LIB.ARREST",)) for _ in range(3)]


@pytest.fixture
def whole(cases: list[Case], dara: User, bilal: User) -> Submission:
    """A draft with everything in it, counted now."""
    submission = write_all(make_submission(dara), dara)
    submission = submission_articles_confirm(submission, ["ICESCR 12"], by=dara, version=submission.version)
    story = make_published(cases[0], by=dara, reader=bilal).story
    action = make_action(dara, cases[:6], done_on=datetime.date(2020, 6, 2))
    chosen = ChosenData([story], [action], ["OSTSITES", "POLICEINV"])
    return submission_choose(submission, chosen, by=dara, version=submission.version)


def page(client: Client, user: User, name: str, *args: Any, query: str = "") -> str:
    response = signed_in(client, user).get(f"{reverse(name, args=args)}{query}", headers=ENGLISH)
    assert response.status_code == 200
    return " ".join(unescape(response.content.decode()).split())


def taken(client: Client, user: User, submission: Submission, kind: str, language: str) -> tuple[str, bytes]:
    """The name and the bytes of a file."""
    url = reverse("submission_file", args=[submission.public_id, kind, language])
    response = signed_in(client, user).get(url)
    assert response.status_code == 200
    return response["Content-Disposition"], b"".join(response.streaming_content)  # type: ignore[attr-defined]


def docx_text(data: bytes) -> str:
    """Paragraphs, cells, header, footer and footnotes."""
    document = Document(io.BytesIO(data))
    notes = [rel.target_part.blob.decode() for rel in document.part.rels.values() if rel.reltype.endswith("footnotes")]
    section = document.sections[0]
    rows = [" | ".join(cell.text for cell in row.cells) for table in document.tables for row in table.rows]
    around = [part.text for part in (*section.header.paragraphs, *section.footer.paragraphs)]
    return "\n".join([*around, *(part.text for part in document.paragraphs), *rows, *notes]).replace("\xa0", " ")


def pdf_text(data: bytes) -> str:
    pages = PdfReader(io.BytesIO(data)).pages
    return re.sub(r"[ \xa0]+", " ", "\n".join(page.extract_text() for page in pages))


def test_nobody_but_coordinators_knows_of_it(
    client: Client, whole: Submission, amina: User, bilal: User, chen: User, emil: User, aida: User
) -> None:
    urls = [
        reverse("submission_list"),
        reverse("submission_add"),
        *(
            reverse(name, args=[whole.public_id])
            for name in ("submission_detail", "submission_change", "submission_articles", "submission_choose")
        ),
        reverse("submission_texts", args=[whole.public_id, "en"]),
        reverse("submission_file", args=[whole.public_id, "docx", "en"]),
    ]
    for person in (amina, bilal, chen, emil, aida):
        assert {signed_in(client, person).get(url).status_code for url in urls} == {404}
        assert client.post(reverse("submission_remove", args=[whole.public_id])).status_code == 404


def test_it_begins_from_the_filter_of_the_list(client: Client, programme: Programme, dara: User, bilal: User) -> None:
    publish_year(programme, by=(dara, bilal))
    organisation = programme.organisations.create(name="Zqorganisation")
    query = f"?from=2020-01&to=2020-12&violator=LE&organisation={organisation.pk}"
    text = page(client, dara, "submission_add", query=query)
    assert "Violator: Law enforcement" in text
    assert "never says anything about: Organisation" in text
    assert 'value="2020-01"' in text
    fields = {"violator": "LE", "organisation": str(organisation.pk), "body": "CCPR", "session": "130th session"}
    form = {**fields, "period_from": "2020-02", "period_to": "2020-12", "figures": "R1", "keep": "violator=LE"}
    refused = client.post(reverse("submission_add"), form, headers=ENGLISH)
    assert "has no figures of these months" in unescape(refused.content.decode())
    answer = client.post(reverse("submission_add"), {**form, "period_from": "2020-01"})
    made = Submission.objects.get()
    assert answer["Location"] == reverse("submission_detail", args=[made.public_id])
    assert (made.body, made.found_by, made.release and made.release.number) == ("CCPR", "violator=LE", 1)
    assert PaperText.objects.get(paper=made.paper).field.endswith(".session")
    assert AuditEvent.objects.filter(action="submission.started", object_id=made.pk).exists()


def refusal(answer: Any) -> str:
    with translation.override("en"):
        (said,) = answer.context["form"].errors["figures"]
        return str(said)


def test_what_a_release_cannot_answer_is_said_before_the_draft_is_made(
    client: Client, programme: Programme, dara: User, bilal: User
) -> None:
    publish_year(programme, by=(dara, bilal))
    add, months = reverse("submission_add"), {"period_from": "2020-01", "period_to": "2020-12"}
    chosen = {"violator": "LE", "setting": "OSTSITE", "category": ["HEA", "LIB"]}
    every = ["violator=LE", "setting=OSTSITE", "category=HEA", "category=LIB"]
    form = {**chosen, **months, "body": "CCPR", "figures": "R1"}
    signed_in(client, dara)
    refused = client.post(add, {**form, "keep": every}, headers=ENGLISH)
    said = refusal(refused)
    assert "has no tables of: " in said
    assert "Violator" not in said
    assert all(word in said for word in ("harm-reduction site", "Violation: Right to health", "“Count now”"))
    # Two that the release tells apart each by itself, and never together.
    chosen = {"violator": "LE", "group": "PWUD"}
    pairs = ["violator=LE", "group=PWUD"]
    refused = client.post(add, {**form, **chosen, "keep": pairs, "setting": "", "category": ""}, headers=ENGLISH)
    said = refusal(refused)
    assert said.startswith("This release has no table of these together: ")
    assert not Submission.objects.exists()
    client.post(add, {**form, "keep": ["violator=LE"]})
    client.post(add, {**form, "keep": every, "figures": "live"})
    found = set(Submission.objects.values_list("found_by", "release__number"))
    assert ("violator=LE", 1) in found
    ((counted, release),) = found - {("violator=LE", 1)}
    assert release is None
    assert set(counted.split("&")) == set(every)


def test_personal_data_is_asked_about(client: Client, dara: User) -> None:
    made = make_submission(dara)
    url = reverse("submission_texts", args=[made.public_id, "ru"])
    answer = signed_in(client, dara).post(url, {"version": made.version, "summary": "Асель Токтогулова пришла сама."})
    assert answer.status_code == 200
    assert PaperText.objects.filter(paper=made.paper).count() == 1


def test_a_name_kept_in_the_session_is_refused_beside_it(client: Client, dara: User) -> None:
    name = "Асель Токтогулова"
    form = {"body": "CCPR", "period_from": "2020-01", "period_to": "2020-12", "figures": "live", "session": name}
    form |= {f"session{DECISIONS}": encoded(kept(name, KeepReason.NEEDED.value))}
    answer = signed_in(client, dara).post(reverse("submission_add"), form, headers=ENGLISH)
    assert answer.status_code == 200
    assert "session" in answer.context["form"].errors
    text = unescape(answer.content.decode())
    assert "leave out what was kept as needed" in text
    assert name in text
    assert not Submission.objects.exists()


def test_articles_enter_only_when_somebody_has_confirmed_them(client: Client, cases: list[Case], dara: User) -> None:
    made = make_submission(dara)
    assert "ICESCR 12" not in page(client, dara, "submission_detail", made.public_id)
    offers = page(client, dara, "submission_articles", made.public_id)
    assert re.search(
        r"ICESCR 12: The right to health.*?6 cases: Refusal of medical care \(4\), OST refused.*?\(2\)", offers
    )
    places = re.findall(r'name="(take_[\w-]+)"[^>]*>.*?<label for="[^"]*"> (ICESCR \d+)', offers)
    # By its code: what is offered, and where, can change before the answer.
    assert ("take_ICESCR-12", "ICESCR 12") in places
    ticked = {name: "on" for name, article in places if article in ("ICESCR 12", "ICESCR 2")}
    last = next(name.replace("take", "place") for name, article in places if article == "ICESCR 12")
    answer = client.post(
        reverse("submission_articles", args=[made.public_id]), {**ticked, last: "9", "version": made.version}
    )
    assert answer.status_code == 302
    made.refresh_from_db()
    # What has no number stands after what has one.
    assert made.articles == ["ICESCR 12", "ICESCR 2"]
    assert "ICESCR 12: The right to health" in page(client, dara, "submission_detail", made.public_id)


def test_a_change_of_the_cases_asks_for_a_new_confirmation(client: Client, whole: Submission, dara: User) -> None:
    form = {"body": "CESCR", "period_from": "2020-01", "period_to": "2020-11", "figures": "live"}
    url = reverse("submission_change", args=[whole.public_id])
    signed_in(client, dara).post(url, {**form, "period_to": "2020-12", "version": whole.version})
    whole.refresh_from_db()
    assert whole.articles_confirmed_at
    client.post(url, {**form, "version": whole.version})
    text = page(client, dara, "submission_detail", whole.public_id)
    assert "They were confirmed for other cases" in text
    assert "ICESCR 12" not in text
    assert "older than the choice of cases" in page(client, dara, "submission_articles", whole.public_id)


def test_two_at_once(client: Client, whole: Submission, dara: User) -> None:
    url = reverse("submission_texts", args=[whole.public_id, "en"])
    form = {"version": whole.version - 1, "summary": "My own words."}
    answer = signed_in(client, dara).post(url, form, headers=ENGLISH)
    assert answer.status_code == 409
    text = unescape(answer.content.decode())
    assert "Somebody else changed this report" in text
    assert "My own words." in text
    assert client.post(url, {"version": whole.version, "summary": "My own words."}).status_code == 302


def test_the_list_and_the_draft_ask_little(
    client: Client, whole: Submission, dara: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    signed_in(client, dara)
    client.get(reverse("submission_list"))
    with django_assert_num_queries(LISTED):
        client.get(reverse("submission_list"))
    make_submission(dara)
    with django_assert_num_queries(LISTED):
        client.get(reverse("submission_list"))
    with django_assert_num_queries(DETAIL):
        client.get(reverse("submission_detail", args=[whole.public_id]))


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_draft_that_counts_is_marked_everywhere(client: Client, whole: Submission, dara: User, language: str) -> None:
    with translation.override(language):
        mark, ending = gettext("INTERNAL, UNRELEASED: DO NOT HAND ON"), gettext("%(heading)s (internal, unreleased)")
    name, docx = taken(client, dara, whole, "docx", language)
    _name, pdf = taken(client, dara, whole, "pdf", language)
    assert 'filename="INTERNAL-UNRELEASED-report-CESCR-2020-01-2020-12-' in name
    document = Document(io.BytesIO(docx))
    assert document.sections[0].header.paragraphs[0].text == mark
    assert document.sections[0].footer.paragraphs[0].text.startswith(mark)
    assert pdf_text(pdf).count(mark) >= 2 * len(pikepdf.open(io.BytesIO(pdf)).pages)
    headings = [part.text for part in document.paragraphs if part.style.name == "Heading 1"]
    assert headings
    assert all(text.endswith(ending.removeprefix("%(heading)s")) for text in headings)
    if language == "en":
        for text in (docx_text(docx), pdf_text(pdf)):
            flat = " ".join(text.split())
            assert "Registered in the period: 9 cases [internal]." in flat
            assert "Cases that concern this article: 6 cases (66.7 %) [internal]." in flat
            # Few are not written out, and neither is their share.
            assert re.search(r"OST refused[^:]*: fewer than 5 \[internal\]\.", flat)
    event = AuditEvent.objects.filter(action="submission.taken_out").latest("pk")
    assert event.reason == f"internal.pdf.{language}"


def test_the_draft_says_what_was_done_and_chosen(client: Client, whole: Submission, dara: User) -> None:
    for language, story in (("en", TOLD["en"]), ("ru", TOLD["ru"])):
        text = docx_text(taken(client, dara, whole, "docx", language)[1])
        assert story["title"] in text
        assert TOLD["ru" if language == "en" else "en"]["title"] not in text
    english = docx_text(taken(client, dara, whole, "docx", "en")[1])
    assert "On 2 June 2020 a letter was sent to: Ministry of Internal Affairs." in english
    assert "It was about: “Detentions near treatment sites”, 6 cases [internal]." in english
    assert "No reply is known yet." in english
    assert "1.\tStop detaining" in english
    assert "* Name changed. ** Day left out. *** Place left out." in english
    assert "Shadow report on the right to health" in english


def test_a_story_stands_below_the_article_that_its_case_is_about(client: Client, whole: Submission, dara: User) -> None:
    """Its case is one of HEA.REF, which ICESCR 12 covers and ICESCR 13 does not."""

    def heading_above_story() -> str:
        above = ""
        for block in Document(io.BytesIO(taken(client, dara, whole, "docx", "en")[1])).iter_inner_content():
            if isinstance(block, Table):
                if TOLD["en"]["title"] in block.cell(0, 0).text:
                    return above
            elif str(block.style.name).startswith("Heading"):
                above = block.text
        return "no story"

    assert heading_above_story().startswith("ICESCR 12")
    submission_articles_confirm(whole, ["ICESCR 13"], by=dara, version=whole.version)
    assert heading_above_story() == "What happened to people (internal, unreleased)"
    whole.refresh_from_db()
    submission_articles_confirm(whole, [], by=dara, version=whole.version)
    whole.refresh_from_db()
    assert whole.articles_confirmed_at is None


def test_nothing_inside_leaves(client: Client, whole: Submission, cases: list[Case], dara: User) -> None:
    names = {case.code for case in cases} | {cases[0].organisation.name, str(cases[0].documenter)}
    for kind, read in (("docx", docx_text), ("pdf", pdf_text)):
        for language in ("en", "ru"):
            text = read(taken(client, dara, whole, kind, language)[1])
            assert not [name for name in names if name in text]
            assert not re.search(r"17 May 2020|17 мая 2020|17\.05\.2020|14 May 2020|\bLE\.CRIM\b", text)


def test_a_number_or_a_name_that_somebody_typed_stops_the_file(
    client: Client, whole: Submission, cases: list[Case], dara: User
) -> None:
    form = {"version": whole.version, "summary": f"See {cases[0].code} of {cases[0].organisation.name}."}
    signed_in(client, dara).post(reverse("submission_texts", args=[whole.public_id, "en"]), form)
    text = page(client, dara, "submission_detail", whole.public_id)
    assert "This may not leave" in text
    assert f"{cases[0].code}, {cases[0].organisation.name}" in text
    answer = client.get(reverse("submission_file", args=[whole.public_id, "docx", "en"]))
    assert answer.status_code == 302


def test_released_figures_come_from_the_release_alone(
    client: Client, programme: Programme, whole: Submission, cases: list[Case], dara: User, bilal: User
) -> None:
    publish_year(programme, by=(dara, bilal))
    form = {"body": "CESCR", "period_from": "2020-01", "period_to": "2020-12", "figures": "R1"}
    signed_in(client, dara).post(
        reverse("submission_change", args=[whole.public_id]), {**form, "version": whole.version}
    )
    name, docx = taken(client, dara, whole, "docx", "en")
    assert 'filename="report-CESCR-KG-R1-2020-01-2020-12-en.docx"' in name
    for text in (docx_text(docx), pdf_text(taken(client, dara, whole, "pdf", "en")[1])):
        flat = " ".join(text.split())
        assert "Registered in the period: 267 cases." in flat
        assert "Release KG-R1, as of 31 December 2020." in flat
        assert flat.count("Releases count types of violations and not articles") == 1
        assert "concern this article" not in flat
        assert "[internal]" not in flat
        assert "UNRELEASED" not in flat
        assert "6 cases" not in flat
        assert "9 cases" not in flat


def test_the_same_draft_makes_the_same_bytes_and_a_tagged_pdf(client: Client, whole: Submission, dara: User) -> None:
    for kind in ("docx", "pdf"):
        assert taken(client, dara, whole, kind, "ru")[1] == taken(client, dara, whole, kind, "ru")[1]
    with pikepdf.open(io.BytesIO(taken(client, dara, whole, "pdf", "ru")[1])) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "ru"
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"


def test_footnotes_are_real(client: Client, whole: Submission, dara: User) -> None:
    document = Document(io.BytesIO(taken(client, dara, whole, "docx", "en")[1]))
    notes = next(rel.target_part.blob for rel in document.part.rels.values() if rel.reltype.endswith("footnotes"))
    said = re.findall(r'<w:footnote w:id="(\d+)"><w:p>.*?<w:t[^>]*> (\w[\w ]*):', notes.decode())
    referred = re.findall(r'<w:footnoteReference w:id="(\d+)"', document.element.xml)
    assert [number for number, _term in said] == referred
    assert {term for _number, term in said} == {"Case", "Client", "Qualified", "Law enforcement", "Violation"}


def test_a_story_that_is_gone_or_not_told_is_said(client: Client, whole: Submission, dara: User) -> None:
    story = whole.stories.get()
    story.versions.get().published.filter(language="ru").delete()
    text = page(client, dara, "submission_detail", whole.public_id, query="?language=ru")
    assert "Not told in this language, left out: A gap in the ice" in text
    story.versions.get().published.all().delete()
    text = page(client, dara, "submission_detail", whole.public_id)
    assert "1 story was withdrawn" in text
    assert "A gap in the ice" not in text


def test_what_is_chosen_is_kept_in_its_order(client: Client, whole: Submission, dara: User) -> None:
    text = page(client, dara, "submission_choose", whole.public_id)
    assert "A gap in the ice (English, Russian)" in text
    assert "Letter, Ministry of Internal Affairs, 2 June 2020" in text
    assert "Suggested by ICESCR 12." in text
    form = {
        "version": whole.version,
        "stories": [],
        "actions": [],
        "rec-take_OSTSITES": "on",
        "rec-place_OSTSITES": "2",
    }
    last = {"rec-take_POLICEINV": "on", "rec-place_POLICEINV": "1"}
    answer = client.post(reverse("submission_choose", args=[whole.public_id]), {**form, **last})
    assert answer.status_code == 302
    whole.refresh_from_db()
    assert whole.recommendations == ["POLICEINV", "OSTSITES"]
    assert not whole.stories.exists()


def test_a_letter_written_after_the_period_is_offered(client: Client, whole: Submission, dara: User) -> None:
    after = make_action(dara, done_on=whole.period_to + datetime.timedelta(days=90))
    before = make_action(dara, done_on=whole.period_from - datetime.timedelta(days=1))
    offered = page(client, dara, "submission_choose", whole.public_id)
    assert f'name="actions" value="{after.pk}"' in offered
    assert f'name="actions" value="{before.pk}"' not in offered


def test_no_article_is_not_called_confirmed(client: Client, whole: Submission, dara: User) -> None:
    url = reverse("submission_articles", args=[whole.public_id])
    answer = signed_in(client, dara).post(url, {"version": whole.version}, headers=ENGLISH, follow=True)
    text = unescape(answer.content.decode())
    assert "No article stands in the report." in text
    assert "The articles are confirmed." not in text
    assert "until somebody confirms them" in text


def test_both_languages_are_reminded_of_and_who_submits_stands_on_the_cover(
    client: Client, cases: list[Case], dara: User
) -> None:
    made = make_submission(dara)
    form = {"version": made.version, "submitter": "A coalition", "session": "76th session"}
    signed_in(client, dara).post(reverse("submission_texts", args=[made.public_id, "en"]), form)
    text = page(client, dara, "submission_detail", made.public_id)
    assert re.search(r"Submitted by.{0,200}A coalition", text, re.DOTALL)
    assert "Not written in this language: introduction, conclusions." in text
    assert "Not written in this language: who submits it, session, introduction, conclusions." in text


def test_what_is_only_planned_is_neither_offered_nor_said(client: Client, whole: Submission, dara: User) -> None:
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    action = whole.actions.get()
    type(action).objects.filter(pk=action.pk).update(done_on=tomorrow)
    assert f'name="actions" value="{action.pk}"' not in page(client, dara, "submission_choose", whole.public_id)
    text = page(client, dara, "submission_detail", whole.public_id)
    assert "a letter was sent" not in text
    assert "agrees no longer" not in text


def test_list_and_file_of_an_internal_draft_say_the_same_day(client: Client, whole: Submission, dara: User) -> None:
    Submission.objects.filter(pk=whole.pk).update(as_of=DAY)
    answer = signed_in(client, dara).get(reverse("submission_list"))
    assert [row["as_of"] for row in answer.context["rows"]] == [timezone.localdate()]
    text = docx_text(taken(client, dara, whole, "docx", "en")[1])
    with translation.override("en"):
        assert f"As of: {date_format(timezone.localdate(), 'DATE_FORMAT')}" in text


def test_thrown_away_nothing_is_left(client: Client, whole: Submission, dara: User) -> None:
    paper = whole.paper_id
    assert signed_in(client, dara).post(reverse("submission_remove", args=[whole.public_id])).status_code == 302
    assert not Submission.objects.exists()
    assert not Paper.objects.filter(pk=paper).exists()
    assert not PaperText.objects.filter(paper=paper).exists()
    assert AuditEvent.objects.filter(action="submission.removed").exists()


def test_without_an_open_key_the_page_says_so(
    client: Client, programme: Programme, dara: User, settings: Settings
) -> None:
    settings.VAULT_MODE = "members"
    with opened(keyed(dara)):
        made = write_all(make_submission(dara), dara)
    viktor = make_coordinator(programme)
    assert "Police wait for patients" in _as_member(client, dara, made)
    text = _as_member(client, keyed(viktor), made)
    assert "Your key does not open the texts" in text
    assert "Police wait for patients" not in text
    assert client.get(reverse("submission_file", args=[made.public_id, "docx", "en"])).status_code == 403


def _as_member(client: Client, user: User, submission: Submission) -> str:
    url = reverse("submission_detail", args=[submission.public_id])
    return signed_in_with_key(client, user).get(f"{url}?language=en", headers=ENGLISH).content.decode()
