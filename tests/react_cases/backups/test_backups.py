"""S24: a backup brings everything back. S4: what was erased since stays erased, in older backups too."""

import datetime
import gzip
import io
from pathlib import Path
from typing import Any

import hypothesis
import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import strategies

from documenters.models import AuditEvent, MemberKey, Organisation, User
from documenters.vault.age_files import new_key_pair, opened_bytes, recipient_of
from react_cases.actions.guard import Written
from react_cases.actions.papers import PaperField, paper_seal
from react_cases.actions.retention import _remove_content
from react_cases.actions.stories import story_publish
from react_cases.actions.story_ends import story_discard, story_withdraw
from react_cases.actions.story_rules import newest
from react_cases.backups import dumping
from react_cases.backups.dumping import DATA, KEYS, backup
from react_cases.backups.format import BackupBroken, Reader, packed, written
from react_cases.backups.restoring import NotRestored, Restored, Secret, restore
from react_cases.models import Case, CaseKey, PaperText, PublishedStory, SealedText
from react_cases.models.story import StoryEnd
from react_cases.retention import Kind
from react_cases.views.story_rows import StoryState, state_of
from react_cases.workflow import Status
from tests.factories.cases import erase_case, make_case
from tests.factories.keys import keyed, opened
from tests.factories.people import PASSWORD, make_coordinator, make_mentor
from tests.factories.published_stories import make_published
from tests.factories.stories import published_story, tellable_case
from tests.walls import BOTH

COMMITS = pytest.mark.django_db(transaction=True, databases=BOTH)
PAIR = new_key_pair()
SECRET = Secret(identities=[PAIR.secret])
STORY = "Two men in plain clothes waited at the gate.\n\\.\nThey said: \\N"
STRICT = "-c test.strict=on"
"""The walls as in production: in a test, whoever has no identity looks through a window."""


@pytest.fixture
def cases(settings: Any, amina: User, bilal: User, dara: User) -> list[Case]:
    """Three cases in members mode: nobody but people opens them."""
    settings.VAULT_MODE = "members"
    for person in (dara, bilal, amina):
        keyed(person)
    MemberKey.objects.update(by_code=b"code", code_confirmed_at=timezone.now())
    with opened(amina):
        return [make_case(amina, Status.SUBMITTED, narrative=STORY, client_code="ab" * 16) for _ in range(3)]


def dump(kind: str) -> bytes:
    out = io.BytesIO()
    backup(kind, out, recipients=[recipient_of(PAIR.public)], options=STRICT)
    return out.getvalue()


def put_back(data: bytes, keys: bytes, **asked: bool) -> Restored:
    return restore(io.BytesIO(data), io.BytesIO(keys), SECRET, **asked)


class Kept:
    """Takes what a backup holds, and gives it back."""

    def __init__(self) -> None:
        self.tables: list[tuple[str, bytes]] = []

    def header(self, header: dict[str, Any]) -> None:
        assert header["kind"] == DATA

    def table(self, name: str, columns: list[str]) -> None:
        self.tables.append((name, b""))

    def rows(self, piece: bytes) -> None:
        name, rows = self.tables[-1]
        self.tables[-1] = (name, rows + piece)

    def end_of_rows(self) -> int:
        return self.tables[-1][1].count(b"\n")


def read(lines: bytes, size: int = 7) -> list[tuple[str, bytes]]:
    kept = Kept()
    reader = Reader(kept)
    stream = b"".join(packed([lines]))
    for start in range(0, len(stream), size):
        reader.write(stream[start : start + size])
    reader.close()
    return kept.tables


def one_row(raw: bytes) -> bytes:
    """Anything as COPY writes it: backslashes and line ends escaped."""
    return raw.replace(b"\\", b"\\\\").replace(b"\n", b"\\n") + b"\n"


def rows_of(sealed: bytes, table: str) -> list[dict[str, str]]:
    """The rows of one table, as the file has them."""
    text = gzip.decompress(opened_bytes(sealed, identities=[PAIR.secret])).decode()
    _before, _copy, after = text.partition(f"\nCOPY {table} (")
    columns, _stdin, rest = after.partition(") FROM stdin;\n")
    names = [name.strip('"') for name in columns.split(", ")]
    rows = rest.partition("\\.\n")[0].splitlines()
    return [dict(zip(names, row.split("\t"), strict=True)) for row in rows]


def page_of(client: Client, case: Case) -> str:
    """The page of the case for somebody who has just logged in with their passphrase."""
    client.post(reverse("account_login"), {"username": "amina", "password": PASSWORD})
    return client.get(reverse("case_detail", args=[case.public_id])).content.decode()


@COMMITS
def test_s24_dump_wipe_restore_log_in_open_a_case(client: Client, cases: list[Case], amina: User) -> None:
    data, keys = dump(DATA), dump(KEYS)
    events = AuditEvent.objects.count()
    Case.objects.filter(pk=cases[0].pk).update(narrative_language="en")
    done = put_back(data, keys, replaces=True)
    assert (done.buried.erased, done.keys_left_out, done.without_key) == ([], 0, 0)
    assert AuditEvent.objects.count() == events + 1
    assert Case.objects.get(pk=cases[0].pk).narrative_language == "ru"
    found = page_of(client, cases[0])
    assert "Two men in plain clothes waited at the gate." in found
    # Numbers go on where they had been, and the triggers and walls stand as before.
    with opened(amina):
        assert make_case(amina, Status.DRAFT).pk > cases[-1].pk
    call_command("verify_audit", verbosity=0)


@COMMITS
def test_no_key_is_among_the_data_and_no_session_in_either(client: Client, cases: list[Case], amina: User) -> None:
    page_of(client, cases[0])
    data, keys = dump(DATA), dump(KEYS)
    key = MemberKey.objects.get(user=amina)
    for table in ("react_cases_casekey", "documenters_memberkey", "documenters_vaultgrant"):
        assert rows_of(data, table) == []
        assert rows_of(keys, table)
    plain = gzip.decompress(opened_bytes(data, identities=[PAIR.secret]))
    assert bytes(key.by_passphrase).hex().encode() not in plain
    assert b"django_session" not in plain
    assert rows_of(keys, "react_cases_sealedtext") == []
    assert len(rows_of(data, "react_cases_sealedtext")) == SealedText.objects.count()


@COMMITS
def test_s4_older_data_and_present_keys_leave_an_erased_case_unreadable(
    client: Client, cases: list[Case], amina: User
) -> None:
    data = dump(DATA)
    erased, emptied, kept = cases
    newcomer = make_coordinator(erased.programme, "newcomer")
    erase_case(erased, by=newcomer, version=erased.version)
    _remove_content(Case.objects.get(pk=emptied.pk), Kind.CLOSED)
    with opened(amina):
        later = make_case(amina, Status.SUBMITTED, narrative=STORY)
    keys = dump(KEYS)
    # With both files and what opens them: the ciphertext is there, and no key for it.
    assert str(erased.pk) in {row["case_id"] for row in rows_of(data, "react_cases_sealedtext")}
    assert str(erased.pk) not in {row["case_id"] for row in rows_of(keys, "react_cases_casekey")}

    done = put_back(data, keys, replaces=True)
    assert done.buried.erased == [erased.code]
    assert done.buried.emptied == 1
    assert done.keys_left_out == CaseKey.objects.filter(case=kept).count()
    case = Case.objects.get(pk=erased.pk)
    assert (case.status, case.oblast, case.client) == (Status.ERASED, None, None)
    step = case.transitions.latest("pk")
    assert (step.name, step.by.username, step.reason.code, step.at) == ("erase", "newcomer", "REQUEST", case.status_at)
    # Who is younger than the data is named all the same, and cannot log in.
    assert (step.by.is_active, step.by.has_usable_password()) == (False, False)
    assert set(SealedText.objects.values_list("case", flat=True)) == {kept.pk}
    assert Case.objects.get(pk=emptied.pk).content_removed_at is not None
    assert not Case.objects.filter(pk=later.pk).exists()
    assert AuditEvent.objects.filter(action="case.erase", object_id=erased.pk, reason="restored").exists()
    assert "This case was erased" in page_of(client, erased)
    with opened(amina):
        assert make_case(amina, Status.DRAFT).pk > later.pk


@COMMITS
def test_s4_what_an_older_backup_has_published_of_an_erased_case_is_taken_down_again(
    cases: list[Case], bilal: User, dara: User
) -> None:
    erased, kept, _other = cases
    with opened(dara):
        version, stays = (make_published(case, by=dara, reader=bilal) for case in (erased, kept))
        paper_seal(version.story.paper, {PaperField("version", version.pk, "ru.title"): Written("Полынья")}, by=dara)
    data = dump(DATA)
    erase_case(erased, by=dara, version=erased.version)
    put_back(data, dump(KEYS), replaces=True)
    assert not PublishedStory.objects.filter(version=version).exists()
    version.refresh_from_db()
    stays.refresh_from_db()
    assert (version.ended_as, version.ended_by) == (StoryEnd.ERASED, None)
    assert (stays.ended_as, stays.published_at) == ("", None)
    assert not PaperText.objects.filter(paper=version.story.paper).exists()
    assert AuditEvent.objects.filter(action="story.stopped", object_id=erased.pk, actor=None, reason="erased").exists()


@COMMITS
def test_no_story_of_a_backup_is_shown_until_a_coordinator_publishes_it_again(
    amina: User, dara: User, organisation_b: Organisation, tmp_path: Path
) -> None:
    reader = make_mentor(organisation_b, username="kanykei")
    danger, stays = (published_story(tellable_case(amina), dara, reader)[0] for _ in range(2))
    old = make_published(make_case(amina, consents=("RECORD", "STATS", "STORY")), by=dara, reader=reader).story
    _remove_content(old.case, Kind.CLOSED)
    before = set(PublishedStory.objects.values_list("public_id", flat=True))
    data, keys = dump(DATA), dump(KEYS)
    # Withdrawn after both files were made: no file knows of it.
    story_withdraw(danger, StoryEnd.DANGER, by=dara)
    done = put_back(data, keys, replaces=True)
    assert done.stories.hidden == sorted([danger.case.code, stays.case.code])
    assert done.stories.shown == [old.case.code]
    assert set(PublishedStory.objects.values_list("version__story", flat=True)) == {old.pk}
    assert {state_of(newest(story)) for story in (danger, stays)} == {StoryState.READY}
    assert AuditEvent.objects.filter(action="story.hidden", object_id=danger.pk, actor=None).exists()
    (again,) = story_publish(newest(stays), by=dara)
    assert again.public_id not in before
    story = newest(danger)
    story_discard(danger, by=dara, seen=story.written_at)


@COMMITS
def test_what_does_not_fit_is_refused_and_changes_nothing(cases: list[Case], monkeypatch: pytest.MonkeyPatch) -> None:
    with time_machine.travel(timezone.now() - datetime.timedelta(hours=1)):
        older = dump(KEYS)
    data, keys = dump(DATA), dump(KEYS)
    middle = len(data) // 2
    changed = data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]
    for broken in (changed, data[:-20], b"something else"):
        with pytest.raises(BackupBroken):
            put_back(broken, keys, replaces=True)
    with pytest.raises(BackupBroken, match="holds data"):
        put_back(data, data, replaces=True)
    with pytest.raises(NotRestored, match="not empty"):
        put_back(data, keys)
    with pytest.raises(NotRestored, match="older than the data"):
        put_back(data, older, replaces=True)
    monkeypatch.setattr(dumping, "installation_of", lambda _cursor: {str(cases[0].programme_id): "another"})
    with pytest.raises(NotRestored, match="different installations"):
        put_back(data, dump(KEYS), replaces=True)
    monkeypatch.setattr(dumping, "migrations_of", lambda _cursor: ["react_cases.0001_initial"])
    with pytest.raises(NotRestored, match="another version"):
        put_back(dump(DATA), keys, replaces=True)
    assert User.objects.filter(username="amina").exists()
    assert SealedText.objects.filter(case=cases[0]).exists()
    assert CaseKey.objects.filter(case=cases[0]).exists()


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace(b"gate", b"door", 1),
        lambda text: text.rpartition(b"COPY t")[0],
        lambda text: text[:-1],
        lambda text: text.replace(b'"version": 1', b'"version": 2'),
    ],
)
def test_a_file_that_was_changed_by_somebody_who_can_seal_it_is_refused_by_its_checksum(change: Any) -> None:
    lines = b"".join(written({"kind": DATA}, [("t", ["id", "text"], [b"1\tgate\n", b"2\tx\n"])]))
    with pytest.raises(BackupBroken):
        read(change(lines))


@hypothesis.settings(max_examples=30)
@hypothesis.given(
    tables=strategies.lists(strategies.lists(strategies.binary(max_size=40).map(one_row), max_size=6), max_size=3),
    size=strategies.integers(1, 50),
)
def test_rows_come_back_however_the_file_is_cut(tables: list[list[bytes]], size: int) -> None:
    named = [(f"t{number}", ["a", "b"], rows) for number, rows in enumerate(tables)]
    taken = read(b"".join(written({"kind": DATA}, named)), size)
    assert taken == [(name, b"".join(rows)) for name, _columns, rows in named]


@COMMITS
def test_commands_write_sealed_files_and_prune_old_keys(cases: list[Case], tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    call_command("backup_key", secret, verbosity=0)
    public = secret.read_text().splitlines()[0].rpartition(" ")[2]
    old = [tmp_path / f"{kind}-2026-01-01T000000Z.age" for kind in (DATA, KEYS)]
    for path in old:
        path.write_bytes(b"old")
    for command in ("backup_data", "backup_keys"):
        call_command(command, tmp_path, recipient=[public], prune_days=14 if command == "backup_keys" else None)
    assert [path.exists() for path in old] == [True, False]
    (data,) = sorted(tmp_path.glob("data-*.age"))[1:]
    (keys,) = tmp_path.glob("keys-*.age")
    assert data.read_bytes().startswith(b"age-encryption.org/v1\n")
    assert (data.stat().st_mode & 0o777, secret.stat().st_mode & 0o777) == (0o600, 0o600)
    assert AuditEvent.objects.filter(action="backup.made").count() == 2
    with pytest.raises(CommandError, match="not empty"):
        call_command("restore_backup", data=data, keys=keys, identity=secret)
    call_command("restore_backup", data=data, keys=keys, identity=secret, replace=True)
    assert AuditEvent.objects.filter(action="backup.restored").exists()
