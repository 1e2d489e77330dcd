"""Evidence: who adds, opens and deletes it, what is stored, and what is gone."""

import datetime
import hashlib
from base64 import b64encode

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction

from documenters.identity import database_identity
from documenters.models import AuditEvent, User
from documenters.vault.frames import FRAME_BYTES
from documenters.vault.primitives import SealBroken
from react_cases.actions import evidence as actions
from react_cases.actions.erasure import case_discard
from react_cases.actions.evidence import (
    OpenedEvidence,
    evidence_open,
    evidence_remove,
    may_remove,
    require_evidence_adder,
)
from react_cases.actions.locking import NotAllowed
from react_cases.actions.openings import openings_of
from react_cases.actions.responses import consent_withdraw
from react_cases.actions.sealing import OpenReason, evidence_name, evidence_note, open_sealed
from react_cases.models import Case, Evidence, EvidenceFrame, SealedText
from react_cases.models.choices import ConsentPurpose, EvidencePart, RemovalReason
from react_cases.workflow import Status
from tests.factories.cases import erase_case, make_case
from tests.factories.evidence import PICTURE, add_evidence

CLEANED, ORIGINAL = EvidencePart.CLEANED, EvidencePart.ORIGINAL
OPEN = [Status.SUBMITTED, Status.RETURNED, Status.VALIDATED, Status.APPROVED]


def body(opened: OpenedEvidence) -> bytes:
    return b"".join(opened.parts)


@pytest.fixture
def case(amina: User) -> Case:
    return make_case(amina, Status.SUBMITTED)


@pytest.mark.parametrize("size", [0, 1, FRAME_BYTES, FRAME_BYTES + 1, 20 * FRAME_BYTES, 40 * FRAME_BYTES + 7])
def test_what_was_added_opens(case: Case, amina: User, size: int) -> None:
    data = (PICTURE * (size // len(PICTURE) + 1))[:size]
    evidence = add_evidence(case, amina, data)
    opened = evidence_open(evidence, CLEANED, by=amina)
    assert body(opened) == data
    assert (opened.size, opened.content_type) == (size, "image/jpeg")
    assert opened.file_name == f"evidence-{case.code}-1.jpg"
    assert evidence.stored_frames.count() == evidence.frames


def test_the_original_is_kept_with_its_hash(case: Case, amina: User) -> None:
    evidence = add_evidence(case, amina, original=b"untouched" * 9_000)
    assert evidence.original_sha256 == hashlib.sha256(b"untouched" * 9_000).hexdigest()
    opened = evidence_open(evidence, ORIGINAL, by=amina)
    assert body(opened) == b"untouched" * 9_000
    assert opened.file_name == f"evidence-{case.code}-1-original.heic"
    assert opened.content_type == "application/octet-stream"
    assert body(evidence_open(evidence, CLEANED, by=amina)) == PICTURE


def test_no_original_without_the_wish(case: Case, amina: User) -> None:
    evidence = add_evidence(case, amina)
    assert (evidence.original_sha256, evidence.original_size) == ("", None)
    with pytest.raises(NotAllowed, match="no_such_evidence"):
        evidence_open(evidence, ORIGINAL, by=amina)


@pytest.mark.parametrize("status", OPEN)
@pytest.mark.parametrize("who", ["amina", "bilal", "dara"])
def test_whoever_follows_a_case_up_adds(amina: User, status: Status, who: str, request: pytest.FixtureRequest) -> None:
    case = make_case(amina, status)
    evidence = add_evidence(case, request.getfixturevalue(who))
    event = AuditEvent.objects.filter(action="evidence.added").get()
    assert (event.object_id, event.fields, event.actor) == (case.pk, ["evidence.1"], evidence.added_by)


@pytest.mark.parametrize("who", ["chen", "emil", "aida"])
def test_others_neither_add_nor_open(case: Case, amina: User, who: str, request: pytest.FixtureRequest) -> None:
    evidence = add_evidence(case, amina)
    other = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        add_evidence(case, other)
    with pytest.raises(PermissionDenied):
        evidence_open(evidence, CLEANED, by=other)
    with pytest.raises(NotAllowed):
        evidence_remove(evidence, RemovalReason.WRONG, by=other)
    assert not AuditEvent.objects.filter(action="evidence.opened").exists()


def test_a_draft_is_its_authors(amina: User, bilal: User, dara: User) -> None:
    case = make_case(amina, Status.DRAFT)
    evidence = add_evidence(case, amina)
    assert body(evidence_open(evidence, CLEANED, by=amina)) == PICTURE
    for other in (bilal, dara):
        with pytest.raises(PermissionDenied):
            add_evidence(case, other)
        with pytest.raises(PermissionDenied):
            evidence_open(evidence, CLEANED, by=other)
        assert not may_remove(evidence, by=other)


@pytest.mark.parametrize("status", [Status.REJECTED, Status.ERASED])
def test_a_case_that_is_over_takes_nothing(amina: User, status: Status) -> None:
    with pytest.raises(NotAllowed):
        require_evidence_adder(make_case(amina, status), amina)


def test_no_file_too_many(case: Case, amina: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "MOST", 1)
    add_evidence(case, amina)
    with pytest.raises(NotAllowed, match="too_much_evidence"):
        add_evidence(case, amina)


def test_s11_each_opening_is_in_the_log_before_its_first_byte(case: Case, amina: User, bilal: User) -> None:
    evidence = add_evidence(case, amina, original=b"x")
    opened = evidence_open(evidence, CLEANED, by=bilal)
    event = AuditEvent.objects.get(action="evidence.opened")
    assert (event.actor, event.object_id, event.fields) == (bilal, case.pk, ["evidence.1", "evidence.1.cleaned"])
    assert opened.event.action == "evidence.opened"
    body(opened)
    body(evidence_open(evidence, ORIGINAL, by=bilal))
    assert AuditEvent.objects.filter(action="evidence.opened").count() == 2
    assert [opening.person for opening in openings_of(case, by=amina) or []] == [str(bilal)]


def test_s1_nothing_of_a_file_is_in_the_database_in_clear(case: Case, amina: User) -> None:
    canary = "Канарейка-бермет"
    add_evidence(
        case, amina, canary.encode() * 9_000, name=f"{canary}.jpg", note=f"{canary} at noon", original=canary.encode()
    )
    spellings = [canary.encode(encoding) for encoding in ("utf-8", "utf-16-le")]
    spellings.append(b64encode(canary.encode())[:12])
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        for (table,) in cursor.fetchall():
            if table == "django_migrations":
                continue
            cursor.execute(f'SELECT "{table}"::text FROM "{table}"')  # noqa: S608  a name from the catalogue
            text = "".join(row[0] for row in cursor.fetchall())
            for spelling in spellings:
                assert spelling.hex() not in text, table
            assert canary not in text, table


def test_name_and_note_are_sealed_texts(case: Case, amina: User) -> None:
    evidence = add_evidence(case, amina, name="spravka.jpg", note="By phone, at the station")
    places = [evidence_name(evidence), evidence_note(evidence)]
    assert open_sealed(case, places, by=amina, reason=OpenReason.READ) == dict(
        zip(places, ["spravka.jpg", "By phone, at the station"], strict=True)
    )


@pytest.mark.parametrize("how", ["cut", "moved to another file", "turned into the original", "repeated"])
def test_s3_frames_cannot_be_cut_or_moved(case: Case, amina: User, how: str) -> None:
    """Whoever writes to the database does not get anything past the reader, nor past the log."""
    evidence, other = add_evidence(case, amina, original=PICTURE), add_evidence(case, amina, PICTURE[::-1])
    frames = EvidenceFrame.objects.filter(evidence=evidence, part=CLEANED)
    stored = list(frames.order_by("number"))
    frames.filter(number=1).delete()
    if how == "moved to another file":
        stranger = EvidenceFrame.objects.get(evidence=other, part=CLEANED, number=1)
        EvidenceFrame.objects.create(
            case=case, evidence=evidence, part=CLEANED, number=1, ciphertext=bytes(stranger.ciphertext)
        )
    elif how == "turned into the original":
        twin = EvidenceFrame.objects.get(evidence=evidence, part=ORIGINAL, number=1)
        EvidenceFrame.objects.create(
            case=case, evidence=evidence, part=CLEANED, number=1, ciphertext=bytes(twin.ciphertext)
        )
    elif how == "repeated":
        EvidenceFrame.objects.create(
            case=case, evidence=evidence, part=CLEANED, number=1, ciphertext=bytes(stored[0].ciphertext)
        )
    with pytest.raises(SealBroken):
        body(evidence_open(evidence, CLEANED, by=amina))
    assert AuditEvent.objects.filter(action="sealed.broken").count() == 1
    assert body(evidence_open(other, CLEANED, by=amina)) == PICTURE[::-1]


def test_its_adder_deletes_while_the_case_can_be_edited(amina: User, bilal: User) -> None:
    case = make_case(amina, Status.RETURNED)
    mine, mentors = add_evidence(case, amina, original=b"x"), add_evidence(case, bilal)
    assert not may_remove(mentors, by=amina)
    evidence_remove(mine, RemovalReason.OTHERS, by=amina)
    mine.refresh_from_db()
    assert (mine.size, mine.frames, mine.original_sha256, mine.removed_by) == (0, 0, "", amina)
    assert not mine.stored_frames.exists()
    assert not SealedText.objects.filter(part="evidence", part_id=mine.pk).exists()
    event = AuditEvent.objects.get(action="evidence.removed")
    assert (event.reason, event.fields) == ("others", ["evidence.1"])
    assert add_evidence(case, amina).number == 3
    with pytest.raises(NotAllowed, match="no_such_evidence"):
        evidence_open(mine, CLEANED, by=amina)
    with pytest.raises(NotAllowed, match="evidence_not_removable"):
        evidence_remove(mine, RemovalReason.OTHERS, by=amina)


@pytest.mark.parametrize("status", [Status.SUBMITTED, Status.APPROVED, Status.REJECTED])
def test_its_adder_deletes_on_that_day_later_only_a_coordinator(
    amina: User, bilal: User, dara: User, status: Status
) -> None:
    case = make_case(amina, Status.SUBMITTED)
    evidence = add_evidence(case, amina)
    Case.objects.filter(pk=case.pk).update(status=status, qualification="VIOLATION")
    evidence.refresh_from_db()
    assert may_remove(evidence, by=amina) is (status != Status.REJECTED)
    evidence.added_at -= datetime.timedelta(days=1)
    for other in (amina, bilal):
        assert not may_remove(evidence, by=other)
    evidence_remove(evidence, RemovalReason.CLIENT, by=dara)
    assert not EvidenceFrame.objects.exists()


def test_a_withdrawn_consent_deletes_files_at_once_and_takes_no_more(case: Case, amina: User, dara: User) -> None:
    add_evidence(case, amina, original=b"x")
    evidence_remove(add_evidence(case, amina), RemovalReason.CLIENT, by=dara)
    consent_withdraw(case, ConsentPurpose.STATS, withdrawn_on=case.received_on, by=amina)
    assert EvidenceFrame.objects.exists()
    consent_withdraw(case, ConsentPurpose.RECORD, withdrawn_on=case.received_on, by=amina)
    assert not EvidenceFrame.objects.exists()
    assert [row.removed_reason for row in case.evidence.all()] == ["consent", "client"]
    with pytest.raises(NotAllowed, match="record_consent_missing"):
        add_evidence(case, amina)


def test_erasing_a_case_deletes_rows_and_frames(case: Case, amina: User, dara: User) -> None:
    add_evidence(case, amina, original=b"x")
    kept = add_evidence(make_case(amina, Status.SUBMITTED), amina)
    case.refresh_from_db()
    erase_case(case, by=dara, version=case.version)
    assert not Evidence.objects.filter(case=case).exists()
    assert set(EvidenceFrame.objects.values_list("evidence", flat=True)) == {kept.pk}


def test_discarding_a_draft_deletes_its_files(amina: User) -> None:
    case = make_case(amina, Status.DRAFT)
    add_evidence(case, amina)
    case_discard(case, by=amina, version=case.version)
    assert not Evidence.objects.exists()
    assert not EvidenceFrame.objects.exists()


def test_s9_the_database_shows_files_to_those_of_the_case_only(
    case: Case, amina: User, bilal: User, chen: User
) -> None:
    add_evidence(case, amina)
    for user, count in ((amina, 3), (bilal, 3), (chen, 0)):
        with database_identity(user), transaction.atomic():
            assert EvidenceFrame.objects.count() == count
            assert Evidence.objects.count() == bool(count)
