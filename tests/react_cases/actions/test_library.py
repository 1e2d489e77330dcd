"""The library: published by coordinators, read by everybody who works in the programme, and gone when it is deleted."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from documenters.actions.index_keys import index_key_complete
from documenters.identity import database_identity
from documenters.models import AuditEvent, Programme, User
from documenters.vault.opened import KeyMissing
from documenters.vault.primitives import SealBroken
from react_cases.actions.case_keys import member_admit
from react_cases.actions.guard import UNDECIDED, Written
from react_cases.actions.library import (
    EntryWords,
    entries_for,
    entries_read,
    entry_change,
    entry_publish,
    entry_remove,
    entry_words,
    offered_by,
)
from react_cases.actions.locking import NotAllowed
from react_cases.actions.papers import KEPT_NAME, PaperField, paper_file_add, paper_file_open, paper_new, paper_seal
from react_cases.models import AdvocacyAction, LibraryEntry, Paper, PaperFile, PaperFrame, PaperKey, PaperText, Term
from react_cases.models.advocacy import AdvocacyReply, EntryKind
from react_cases.models.paper import FileRole, PaperKind
from tests.factories.guard import kept
from tests.factories.keys import keyed, opened
from tests.factories.library import SCAN, SHOWN, TEXT, TITLE, entry_data, publish, words
from tests.factories.people import OrganisationFactory, ProgrammeFactory, make_coordinator, make_documenter

pytestmark = pytest.mark.django_db


@pytest.fixture
def action(programme: Programme, dara: User) -> AdvocacyAction:
    """A letter with a written reply and two files."""
    paper = paper_new(programme, PaperKind.ADVOCACY, by=dara)
    paper_seal(paper, {PaperField("action", 0, "reply"): Written("Задерживать нельзя.")}, by=dara)
    paper_file_add(paper, FileRole.SENT, SCAN, Written("Наше письмо"), by=dara)
    paper_file_add(paper, FileRole.REPLY, SCAN, Written("Ответ"), by=dara)
    return AdvocacyAction.objects.create(
        paper=paper,
        programme=programme,
        code="A-2022-001",
        kind="letter",
        body=Term.objects.get(programme=programme, code_list="bodies", code="MOH"),
        done_on=date(2021, 12, 1),
        reply=AdvocacyReply.WRITTEN,
        replied_on=date(2022, 1, 12),
    )


def read_by(user: User, language: str = "ru") -> list[tuple[str, str, str]]:
    return [(row.title, row.text, row.language) for row in entries_read(entries_for(user), language, by=user)]


def test_a_reply_becomes_an_entry_without_typing_anything(
    action: AdvocacyAction, programme: Programme, dara: User, amina: User
) -> None:
    offer = offered_by(action, "ru", by=dara)
    assert (offer.body.code, offer.dated_on) == ("MOH", date(2022, 1, 12))
    assert [name for _file, name in offer.files] == ["Наше письмо", "Ответ"]
    assert (offer.words["ru"].text.text, offer.words["ru"].shown.text) == ("", "Задерживать нельзя.")
    assert "Минздрав" in offer.words["ru"].title.text
    data = entry_data(words=offer.words, body=offer.body, dated_on=offer.dated_on, is_covered=True)
    entry = entry_publish(programme, data, action=action, files=[offer.files[1][0]], by=dara)
    copy = PaperFile.objects.get(paper=entry.paper)
    assert copy.role == FileRole.REPLY
    assert b"".join(paper_file_open(copy, by=amina).parts) == SCAN.data
    assert not PaperText.objects.filter(paper=entry.paper, part="file").exists()  # names stay with the action
    assert [row.shown for row in entries_read(entries_for(amina), "ru", by=amina)] == ["Задерживать нельзя."]
    event = AuditEvent.objects.get(action="library.published")
    assert (event.object_id, event.fields) == (entry.pk, ["ru"])


def test_a_file_of_another_action_is_not_taken(action: AdvocacyAction, programme: Programme, dara: User) -> None:
    other = paper_new(programme, PaperKind.ADVOCACY, by=dara)
    file = paper_file_add(other, FileRole.SENT, SCAN, Written(""), by=dara)
    for of in (action, None):
        with pytest.raises(NotAllowed) as refused:
            entry_publish(programme, entry_data(is_covered=True), action=of, files=[file], by=dara)
        assert refused.value.code == "no_such_file"
    assert not LibraryEntry.objects.exists()


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"added": SCAN}, "not_covered"),
        ({"words": {"ru": words(text="", shown="")}}, "nothing_said"),
        ({"words": {}}, "nothing_said"),
        ({"words": {"ru": words(text="Задержали Айбека Токтогулова")}}, UNDECIDED),
    ],
)
def test_what_is_not_published(programme: Programme, dara: User, given: dict[str, Any], code: str) -> None:
    with pytest.raises(NotAllowed) as refused:
        publish(programme, dara, **given)
    assert refused.value.code == code
    assert not Paper.objects.exists()


def test_a_name_that_a_case_needs_does_not_stand_in_it(programme: Programme, dara: User) -> None:
    text = "Ответ подписал Айбек Токтогулов"
    for reason, is_taken in (("NEEDED", False), ("PUBLIC", True)):
        said = EntryWords(Written(TITLE), Written(text, kept(text, reason)))
        if is_taken:
            publish(programme, dara, words={"ru": said})
            continue
        with pytest.raises(NotAllowed) as refused:
            publish(programme, dara, words={"ru": said})
        assert refused.value.code == KEPT_NAME
    assert LibraryEntry.objects.count() == 1


@pytest.mark.parametrize("who", ["amina", "bilal", "chen", "emil", "aida"])
def test_only_coordinators_publish_change_and_delete(
    programme: Programme, dara: User, who: str, request: pytest.FixtureRequest
) -> None:
    person: User = request.getfixturevalue(who)
    entry = publish(programme, dara)
    with pytest.raises(PermissionDenied):
        publish(programme, person)
    with pytest.raises(PermissionDenied):
        entry_change(entry, entry_data(EntryKind.RULE), by=person)
    with pytest.raises(PermissionDenied):
        entry_remove(entry, by=person)
    assert LibraryEntry.objects.get().kind == EntryKind.REPLY


def test_who_reads_it(
    programme: Programme, dara: User, amina: User, bilal: User, chen: User, emil: User, aida: User, walls: None
) -> None:
    far = ProgrammeFactory(code="TJ")
    strangers = [make_coordinator(far, "far"), make_documenter(OrganisationFactory(programme=far), "farther")]
    with database_identity(dara):
        publish(programme, dara)
    for person in (dara, amina, bilal, chen):
        with database_identity(person):
            assert read_by(person) == [(TITLE, TEXT, "ru")]
    for person in (emil, aida, *strangers):
        with database_identity(person):
            assert read_by(person) == []
            assert not LibraryEntry.objects.exists()


@pytest.mark.parametrize(
    ("has", "wanted", "shown"),
    [
        ("ru ky en", "ky", "ky"),
        ("ru en", "ky", "ru"),
        ("en", "ky", "en"),
        ("en ky", "ru", "en"),
        ("ky", "ru", "ky"),
        ("ky ru", "en", "ru"),
    ],
)
def test_the_nearest_language_is_shown(programme: Programme, dara: User, has: str, wanted: str, shown: str) -> None:
    publish(programme, dara, words={language: words(language, "Text") for language in has.split()})
    (read,) = entries_read(entries_for(dara), wanted, by=dara)
    assert (read.title, read.language, read.is_other) == (shown, shown, shown != wanted)


def test_official_replies_come_first_and_each_kind_has_its_order(programme: Programme, dara: User) -> None:
    for kind, title in ((EntryKind.GUIDE, "guide"), (EntryKind.REPLY, "first"), (EntryKind.REPLY, "second")):
        publish(programme, dara, kind, words={"ru": words(title)})
    # The newest first, until somebody says otherwise.
    assert [title for title, _text, _language in read_by(dara)] == ["second", "first", "guide"]
    entry = entries_for(dara).filter(kind=EntryKind.REPLY).last()
    assert entry is not None
    entry_change(entry, entry_data(words=entry_words(entry, by=dara)), place=1, by=dara)
    assert [title for title, _text, _language in read_by(dara)] == ["first", "second", "guide"]


def test_a_change_replaces_words_and_files(programme: Programme, dara: User) -> None:
    entry = publish(
        programme, dara, words={"ru": words(), "ky": words("Жооп", "Көрсөтүңүз.")}, added=SCAN, is_covered=True
    )
    with pytest.raises(NotAllowed):
        entry_change(entry, entry_data(added=SCAN), keep=[], by=dara)
    entry_change(entry, entry_data(EntryKind.RULE, words={"en": words("A rule", "It says so.")}), keep=[], by=dara)
    assert read_by(dara, "ky") == [("A rule", "It says so.", "en")]
    assert not PaperFile.objects.exists()
    assert not PaperFrame.objects.exists()
    assert AuditEvent.objects.get(action="library.changed").fields == ["en"]


def test_what_is_deleted_is_gone_with_its_keys(programme: Programme, dara: User, amina: User) -> None:
    entry = publish(programme, dara, added=SCAN, is_covered=True)
    number = entry.pk
    entry_remove(entry, by=dara)
    for model in (LibraryEntry, Paper, PaperText, PaperFile, PaperFrame, PaperKey):
        assert not model.objects.exists()
    assert read_by(amina) == []
    assert AuditEvent.objects.get(action="library.removed").object_id == number


def test_the_database_holds_no_word_of_it(programme: Programme, dara: User) -> None:
    publish(programme, dara, added=SCAN, is_covered=True)
    for table in (
        "react_cases_papertext",
        "react_cases_paperframe",
        "react_cases_libraryentry",
        "documenters_auditevent",
    ):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT coalesce(string_agg(row::text, ' '), '') FROM {table} AS row")  # noqa: S608
            held = cursor.fetchone()[0]
        for word in (TITLE, TEXT, SHOWN, TEXT.encode().hex()[:40], SCAN.data[:40].hex()):
            assert word not in held


def test_words_that_were_moved_do_not_open(programme: Programme, dara: User, amina: User) -> None:
    publish(programme, dara)
    PaperText.objects.filter(field="ru.text").update(field="ky.text")
    with pytest.raises(SealBroken):
        read_by(amina)


def test_many_are_read_in_as_few_queries_as_one(programme: Programme, dara: User, amina: User) -> None:
    counts = []
    read_by(amina)  # who the person is, is asked once
    for _time in range(2):
        publish(programme, dara, added=SCAN, is_covered=True)
        with CaptureQueriesContext(connection) as queries:
            read_by(amina)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_in_members_mode_everybody_admitted_reads_and_nobody_else(
    settings: Settings, programme: Programme, dara: User, amina: User, bilal: User, chen: User
) -> None:
    settings.VAULT_MODE = "members"
    for person in (dara, amina, bilal, chen):
        keyed(person)
    with opened(dara):
        entry = publish(programme, dara)
        member_admit(bilal, by=dara)
        member_admit(chen, by=dara)
        index_key_complete(programme, by=dara)
    for person in (dara, bilal, chen):
        with opened(person):
            assert read_by(person) == [(TITLE, TEXT, "ru")]
    with opened(amina), pytest.raises(KeyMissing):
        read_by(amina)
    assert list(entries_for(amina)) == [entry]
