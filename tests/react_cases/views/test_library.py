"""The library on its pages: who reads it, how a coordinator publishes, and what the intake fetches."""

from datetime import date
from typing import Any
from unittest import mock

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from pytest_django.fixtures import Settings

from documenters.actions.index_keys import index_key_complete
from documenters.models import AuditEvent, Programme, User
from react_cases.actions.case_keys import member_admit
from react_cases.actions.guard import Checked, Written
from react_cases.actions.library import entry_version
from react_cases.actions.papers import PaperField, paper_file_add, paper_new, paper_seal
from react_cases.forms.guard_fields import encoded
from react_cases.models import AdvocacyAction, LibraryEntry, PaperFile, Term
from react_cases.models.advocacy import EntryKind
from react_cases.models.paper import FileRole, PaperKind
from react_cases.views.library import MOST_BYTES
from react_cases.views.log_words import rows_of
from tests.factories.cases import make_case
from tests.factories.guard import kept
from tests.factories.keys import keyed, opened, signed_in_with_key
from tests.factories.library import SCAN, SHOWN, TEXT, TITLE, publish, words
from tests.factories.people import OrganisationFactory, ProgrammeFactory, make_coordinator, make_documenter, signed_in

pytestmark = pytest.mark.django_db

SAID = {
    "kind": "reply",
    "body": "MOH",
    "dated_on": "2022-01-12",
    "title_ru": TITLE,
    "text_ru": TEXT,
    "shown_ru": SHOWN,
    "title_ky": "",
    "text_ky": "",
    "shown_ky": "",
    "title_en": "",
    "text_en": "",
    "shown_en": "",
}


@pytest.fixture
def entry(programme: Programme, dara: User) -> LibraryEntry:
    return publish(programme, dara, added=SCAN, is_covered=True)


@pytest.fixture
def action(programme: Programme, dara: User) -> AdvocacyAction:
    """A letter with an answer by telephone and one file."""
    paper = paper_new(programme, PaperKind.ADVOCACY, by=dara)
    paper_seal(paper, {PaperField("action", 0, "reply"): Written("Лечение разрешено.")}, by=dara)
    paper_file_add(paper, FileRole.REPLY, SCAN, Written("Ответ, лист 1"), by=dara)
    return AdvocacyAction.objects.create(
        paper=paper,
        programme=programme,
        code="A-2022-001",
        kind="letter",
        body=Term.objects.get(programme=programme, code_list="bodies", code="MOH"),
        done_on=date(2021, 12, 1),
        reply="oral",
        replied_on=date(2022, 1, 12),
    )


def at(name: str, entry: LibraryEntry, *more: Any) -> str:
    return reverse(f"library_{name}", args=[entry.paper.public_id, *more])


def text_of(answer: Any) -> str:
    said: str = answer.content.decode()
    return said


def from_action(action: AdvocacyAction) -> str:
    return f"{reverse('library_add')}?action={action.paper.public_id}"


def test_it_is_read_listed_shown_and_its_scan_opens(
    client: Client, entry: LibraryEntry, chen: User, dara: User
) -> None:
    """Chen works for another organisation of the programme."""
    signed_in(client, chen)
    with translation.override("ru"):
        for url in (reverse("library"), at("entry", entry), at("show", entry), reverse("library_intake")):
            page = text_of(client.get(url))
            for expected in (TITLE, SHOWN, "Минздрав", "12 января 2022"):
                assert expected in page, url
    for url in (at("entry", entry), reverse("library_intake")):
        assert TEXT in text_of(client.get(url)), url
    # What the street lawyer does with it is not for the officer who holds the phone.
    assert TEXT not in text_of(client.get(at("show", entry)))
    file = PaperFile.objects.get()
    assert at("file", entry, file.public_id) in text_of(client.get(at("show", entry)))
    scan = client.get(at("file", entry, file.public_id))
    assert b"".join(scan.streaming_content) == SCAN.data
    assert "no-store" in scan.headers["Cache-Control"]
    assert AuditEvent.objects.get(action="paper.opened").actor == chen
    assert client.get(at("file", entry, entry.paper.public_id)).status_code == 404
    shown = text_of(client.get(at("show", entry)))
    for private in (str(chen), str(dara), reverse("queue"), reverse("library_change", args=[entry.paper.public_id])):
        assert private not in shown


@pytest.mark.parametrize("who", ["emil", "aida", "stranger", "far_coordinator"])
def test_nobody_else_learns_that_it_exists(
    client: Client, entry: LibraryEntry, who: str, request: pytest.FixtureRequest
) -> None:
    far = ProgrammeFactory(code="TJ")
    makers = {
        "stranger": lambda: make_documenter(OrganisationFactory(programme=far), "stranger"),
        "far_coordinator": lambda: make_coordinator(far, "far"),
    }
    signed_in(client, makers[who]() if who in makers else request.getfixturevalue(who))
    file = PaperFile.objects.get()
    for url in (at("entry", entry), at("show", entry), at("change", entry), at("file", entry, file.public_id)):
        assert client.get(url).status_code == 404
    assert client.post(at("remove", entry)).status_code == 404
    for url in (reverse("library"), reverse("library_intake")):
        assert TITLE not in text_of(client.get(url))


@pytest.mark.parametrize("who", ["amina", "bilal"])
def test_readers_change_nothing(client: Client, entry: LibraryEntry, who: str, request: pytest.FixtureRequest) -> None:
    signed_in(client, request.getfixturevalue(who))
    assert client.post(reverse("library_add"), SAID).status_code == 404
    assert client.post(at("change", entry), SAID).status_code == 404
    assert client.post(at("remove", entry)).status_code == 404
    page = text_of(client.get(at("entry", entry)))
    assert at("change", entry) not in page
    assert LibraryEntry.objects.count() == 1


def test_a_reply_is_published_without_typing_it_again(
    client: Client, action: AdvocacyAction, amina: User, dara: User
) -> None:
    signed_in(client, dara)
    with translation.override("ru"):
        form = client.get(from_action(action)).context["form"]
    assert form["body"].initial == "MOH"
    assert form["dated_on"].initial == date(2022, 1, 12)
    assert form["shown_ru"].value() == "Лечение разрешено."
    assert "Минздрав" in form["title_ru"].value()
    ((file, name),) = form.fields["scans"].choices
    assert name == "Ответ, лист 1"
    assert form["scans"].value() == [file]  # the reply itself is ticked
    sent = {**SAID, "title_ru": form["title_ru"].value(), "shown_ru": "Лечение разрешено.", "scans": [file]}
    refused = client.post(from_action(action), sent)
    assert refused.context["form"].errors.keys() == {"is_covered"}
    assert not LibraryEntry.objects.exists()
    assert client.post(from_action(action), {**sent, "is_covered": "on"}).status_code == 302
    entry = LibraryEntry.objects.get()
    assert (entry.action, entry.dated_on, entry.body) == (action, date(2022, 1, 12), action.body)
    signed_in(client, amina)
    assert "Лечение разрешено." in text_of(client.get(reverse("library")))
    assert client.get(from_action(action)).status_code == 404


def test_an_action_that_is_not_theirs_gives_nothing(client: Client, dara: User, action: AdvocacyAction) -> None:
    signed_in(client, make_coordinator(ProgrammeFactory(code="TJ"), "far"))
    assert client.get(from_action(action)).status_code == 404
    assert client.get(f"{reverse('library_add')}?action=no-number").status_code == 404


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"title_ru": "", "text_ru": "", "shown_ru": ""}, "title_"),
        ({"title_ru": ""}, "title_ru"),
        ({"text_ru": "", "shown_ru": ""}, "shown_ru"),
        ({"title_ky": "Жооп"}, "shown_ky"),
        ({"shown_ky": "Жооп"}, "title_ky"),
        ({"shown_ru": "Задержали Айбека Токтогулова"}, "shown_ru"),
        ({"kind": "song"}, "kind"),
        ({"text_ru": "Задержали Айбека Токтогулова"}, "text_ru"),
        ({"text_ru": "Слово " * 400}, "text_ru"),
        ({"dated_on": "yesterday"}, "dated_on"),
    ],
)
def test_what_is_wrong_is_said_beside_it(client: Client, dara: User, fields: dict[str, str], wrong: str) -> None:
    signed_in(client, dara)
    form = client.post(reverse("library_add"), {**SAID, **fields}).context["form"]
    (name,) = form.errors
    assert name.startswith(wrong)
    assert not LibraryEntry.objects.exists()


def test_a_name_that_only_a_case_needs_cannot_stay(client: Client, dara: User) -> None:
    text = "Ответ о задержании Айбека Токтогулова"
    sent = {**SAID, "text_ru": text, "text_ru-decisions": encoded(kept(text, "NEEDED")), "text_ru-seen": text}
    signed_in(client, dara)
    assert client.post(reverse("library_add"), sent).context["form"].errors.keys() == {"text_ru"}
    public = {**sent, "text_ru-decisions": encoded(kept(text, "PUBLIC"))}
    assert client.post(reverse("library_add"), public).status_code == 302


def test_a_new_scan_is_cleaned_and_asks_whether_names_are_covered(client: Client, dara: User) -> None:
    signed_in(client, dara)

    def sent(**more: str) -> Any:
        upload = SimpleUploadedFile("reply.jpg", SCAN.data)
        return client.post(reverse("library_add"), {**SAID, "upload": upload, **more})

    with mock.patch("react_cases.forms.library.clean", return_value=SCAN) as clean:
        assert sent().context["form"].errors.keys() == {"is_covered", "upload"}
        assert not clean.called
        assert sent(is_covered="on").status_code == 302
    assert clean.called
    assert PaperFile.objects.get().size == len(SCAN.data)


def test_a_change_keeps_what_is_ticked_and_a_deletion_keeps_nothing(
    client: Client, entry: LibraryEntry, dara: User
) -> None:
    signed_in(client, dara)
    form = client.get(at("change", entry)).context["form"]
    assert form["text_ru"].value() == TEXT
    file = PaperFile.objects.get()
    assert form["scans"].initial == [file.pk]
    stays = {**SAID, "title_ru": "Новый заголовок", "scans": [file.pk], "place": "1", "version": entry_version(entry)}
    assert client.post(at("change", entry), stays).status_code == 302
    assert "Новый заголовок" in text_of(client.get(at("entry", entry)))
    assert PaperFile.objects.exists()
    client.post(at("change", entry), {**SAID, "place": "1", "version": entry_version(entry)})
    assert not PaperFile.objects.exists()
    # What a colleague has just written is not deleted unread.
    unread = client.post(at("remove", entry), {"version": "0"}, follow=True, headers={"accept-language": "en"})
    assert "Nothing was deleted: read it first." in text_of(unread)
    seen = client.get(at("entry", entry)).context["version"]
    assert client.post(at("remove", entry), {"version": seen}).status_code == 302
    assert client.get(at("entry", entry)).status_code == 404
    with translation.override("en"):
        rows = rows_of(AuditEvent.objects.filter(action__startswith="library."), reader=dara)
    assert {(row.what, row.details) for row in rows} == {
        ("Published an entry of the library", "Russian"),
        ("Changed an entry of the library", "Russian"),
        ("Deleted an entry of the library", ""),
    }


def test_two_who_change_one_entry_lose_nothing(client: Client, entry: LibraryEntry, dara: User) -> None:
    signed_in(client, dara)
    file = PaperFile.objects.get()
    seen = client.get(at("change", entry)).context["form"]["version"].value()
    sent = {**SAID, "scans": [file.pk], "place": "1", "version": seen}
    assert f'value="{seen}"' in text_of(client.get(at("change", entry)))
    # A colleague saves the same words once more, then another title: each save counts.
    assert client.post(at("change", entry), sent).status_code == 302
    late = client.post(at("change", entry), {**sent, "title_ru": "Мой заголовок"}, headers={"accept-language": "en"})
    assert late.status_code == 409
    assert "Мой заголовок" in text_of(late)
    assert "Nothing that you typed is lost" in text_of(late)
    assert "Мой заголовок" not in text_of(client.get(at("entry", entry)))
    again = {**sent, "title_ru": "Мой заголовок", "version": late.context["form"]["version"].value()}
    assert client.post(at("change", entry), again).status_code == 302
    assert "Мой заголовок" in text_of(client.get(at("entry", entry)))


def test_another_language_is_named(client: Client, programme: Programme, amina: User, dara: User) -> None:
    publish(programme, dara, words={"ky": words("Жооп", "Көрсөтүңүз")})
    signed_in(client, amina)
    with translation.override("ru"):
        page = text_of(client.get(reverse("library")))
    assert 'lang="ky"' in page
    (entry,) = LibraryEntry.objects.all()
    assert client.get(at("entry", entry)).context["read"].is_other


def test_what_the_intake_fetches_stays_small(client: Client, programme: Programme, amina: User, dara: User) -> None:
    publish(programme, dara, EntryKind.GUIDE, words={"ru": words("Последний")})
    # Words that do not repeat themselves: nothing that a library would hold compresses worse.
    for number in range(40):
        text = " ".join(f"{(number * 977 + at * 7919) % 99_991:05d}" for at in range(150))
        with mock.patch("react_cases.actions.papers.require_decided", side_effect=undecided_is_fine):
            publish(programme, dara, words={"ru": words(f"Ответ {number}", text)})
    signed_in(client, amina)
    answer = client.get(reverse("library_intake"), headers={"accept-encoding": "gzip"})
    assert MOST_BYTES / 2 < len(answer.content) <= 20 * 1024
    plain = text_of(client.get(reverse("library_intake")))
    assert "Ответ 39<" in plain  # the newest first
    assert "Ответ 0<" not in plain
    assert "Последний" not in plain
    assert 5 < plain.count("<details>") < 41


def undecided_is_fine(texts: Any, *, programme: Programme) -> Any:
    """The numbers of the test would be asked about."""
    return [Checked(row.text, (), (), ()) for row in texts]


def test_opened_by_hand_the_piece_leads_to_the_library(client: Client, amina: User) -> None:
    signed_in(client, amina)
    answer = client.get(reverse("library_intake"), headers={"sec-fetch-dest": "document"})
    assert answer.url == reverse("library")
    assert client.get(reverse("library_intake"), headers={"sec-fetch-dest": "empty"}).status_code == 200


def test_the_list_takes_as_many_queries_for_one_as_for_many(
    client: Client, programme: Programme, dara: User, amina: User
) -> None:
    signed_in(client, amina)
    client.get(reverse("library"))
    counts = []
    for _time in range(2):
        publish(programme, dara, added=SCAN, is_covered=True)
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("library"))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_links_to_it_stand_where_help_is_recorded_and_in_the_intake(client: Client, amina: User) -> None:
    case = make_case(amina)
    signed_in(client, amina)
    for url in (reverse("response_add", args=[case.public_id]), reverse("case_intake")):
        assert f'href="{reverse("library")}"' in text_of(client.get(url)).partition("<main")[2]
    assert f'data-library="{reverse("library_intake")}"' in text_of(client.get(reverse("case_intake")))


def test_in_members_mode_somebody_who_waits_is_told_so(
    client: Client, settings: Settings, programme: Programme, dara: User, bilal: User, amina: User, chen: User
) -> None:
    settings.VAULT_MODE = "members"
    for person in (dara, bilal, amina, chen):
        keyed(person)
    with opened(dara):
        member_admit(bilal, by=dara)
        member_admit(chen, by=dara)
        index_key_complete(programme, by=dara)
        entry = publish(programme, dara)
    signed_in_with_key(client, amina)
    for url in (reverse("library"), at("entry", entry)):
        answer = client.get(url, headers={"accept-language": "en"})
        assert answer.status_code == 403
        assert reverse("key_waiting") in text_of(answer)
        assert TITLE not in text_of(answer)
    piece = client.get(reverse("library_intake"))
    assert piece.status_code == 200
    assert piece.context["is_shut"]
    assert TITLE not in text_of(piece)
    signed_in_with_key(client, chen)
    assert TITLE in text_of(client.get(reverse("library")))
    assert TITLE in text_of(client.get(reverse("library_intake")))
