"""S23: opened content leaves in bulk only when two people agreed, once, and sealed to its recipient."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.utils import timezone

from documenters.actions.lockdown import lockdown_confirm, lockdown_propose, lockdown_start
from documenters.identity import database_identity
from documenters.models import AuditEvent, Invitation, LockdownReason, Membership, Organisation, Programme, User
from documenters.permissions import Role
from documenters.vault import age_files
from documenters.vault.age_files import BadRecipient, new_key_pair, opened_bytes
from documenters.vault.primitives import SealBroken
from react_cases.actions import content_exports
from react_cases.actions.cases import ViolatorData
from react_cases.actions.content_downloads import content_export_download
from react_cases.actions.content_exports import (
    ExportRefused,
    content_export_approve,
    content_export_refuse,
    content_export_withdraw,
    export_state,
    exports_seen_by,
    may_decide,
    waiting_for_decision,
)
from react_cases.actions.responses import ResponseData
from react_cases.models import Case, CaseKey, Consent, ContentExport, SealedText
from react_cases.models.content_export import ExportRefusal, ExportState
from react_cases.workflow import Status
from tests.factories.cases import make_case, term
from tests.factories.content_exports import PASSPHRASE, approved_by, archive, lines, make_request
from tests.factories.evidence import PICTURE, add_evidence
from tests.factories.guard import kept
from tests.factories.people import ProgrammeFactory, make_coordinator, make_mentor

pytestmark = pytest.mark.django_db

CANARIES = {
    "narrative": "Канарейка жёлтая в рассказе",
    "unit": "Сары куш бөлүмү unit-canary",
    "note": "canary in a note",
    "comment": "Канарейка проверяющего",
    "file": "canary-name.jpg",
}
EVERYBODY = ("RECORD", "STATS", "REFER", "AUTHORITY")


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Guessing the passphrase need not be dear in a test."""
    monkeypatch.setattr(age_files, "WORK_FACTOR", 10)


@pytest.fixture
def zara(programme: Programme) -> User:
    """Another coordinator."""
    return make_coordinator(programme, "zara")


@pytest.fixture
def case(amina: User, bilal: User, dara: User) -> Case:
    """A case with a canary in everything that is sealed."""
    violator = ViolatorData(
        type=term("violator_types", "LE.CRIM"), unit=CANARIES["unit"], unit_decisions=kept(CANARIES["unit"])
    )
    response = ResponseData(
        type=term("response_types", "LEG1.CONS"),
        given_on=timezone.localdate(),
        note=CANARIES["note"],
        note_decisions=kept(CANARIES["note"]),
    )
    made = make_case(
        amina,
        Status.RETURNED,
        narrative=CANARIES["narrative"],
        violators=[violator],
        responses=[response],
        comment=CANARIES["comment"],
        consents=EVERYBODY,
    )
    add_evidence(made, amina, name=CANARIES["file"], original=b"RAW" + PICTURE)
    return made


def refused(export: ContentExport, by: User) -> str:
    """Why the download is refused."""
    with pytest.raises(ExportRefused) as found:
        content_export_download(export, passphrase=PASSPHRASE, by=by)
    return found.value.code


def test_s23_the_file_says_nothing_without_the_key_and_everything_with_it(case: Case, dara: User, zara: User) -> None:
    pair = new_key_pair()
    export = approved_by(make_request(dara, recipient_key=f" {pair.public} "), zara)
    sealed = content_export_download(export, by=dara)
    for text in (*CANARIES.values(), case.code):
        for form in (text.encode(), text.encode("utf-16-le")):
            assert form not in sealed.data
    for other in ({"identities": [new_key_pair().secret]}, {"passphrase": PASSPHRASE}):
        with pytest.raises(SealBroken):
            opened_bytes(sealed.data, **other)
    files = archive(sealed.data, identities=[pair.secret])
    page = files[f"cases/{case.code}.html"].decode()
    said = files["cases.jsonl"].decode()
    for text in CANARIES.values():
        assert text in page
        assert text in said
    assert PICTURE in files.values()
    assert b"RAW" + PICTURE in files.values()
    row = lines(files)[case.code]
    assert row["case"]["status"] == "RETURNED"
    assert row["violators"][0]["type"] == "LE.CRIM"
    assert row["files"][0]["cleaned"]["path"] in files
    assert b'<html lang="ru">' in files["index.html"]
    assert export_state(ContentExport.objects.get()) == ExportState.DOWNLOADED


def test_s11_every_case_and_file_has_its_row_and_who_took_it_stands_in_the_log(
    case: Case, amina: User, dara: User, zara: User
) -> None:
    other = make_case(amina)
    export = approved_by(make_request(dara), zara)
    content_export_download(export, passphrase=PASSPHRASE, by=dara)
    opened = AuditEvent.objects.filter(action="sealed.opened", reason="export", actor=dara)
    assert sorted(opened.values_list("object_id", flat=True)) == [case.pk, other.pk]
    assert AuditEvent.objects.filter(action="evidence.opened", actor=dara, object_id=case.pk).count() == 2
    steps = AuditEvent.objects.filter(action__startswith="content.").order_by("pk")
    assert list(steps.values_list("action", "actor__username", "reason")) == [
        ("content.requested", "dara", "safe"),
        ("content.approved", "zara", "cases:2"),
        ("content.downloaded", "dara", "cases:2"),
    ]
    assert not AuditEvent.objects.filter(action="reading.unusual").exists()


def test_only_the_parts_that_were_asked_for_are_opened(case: Case, dara: User, zara: User) -> None:
    export = approved_by(make_request(dara, parts=["narratives"]), zara)
    files = archive(content_export_download(export, passphrase=PASSPHRASE, by=dara).data, passphrase=PASSPHRASE)
    everything = b"".join(files.values()).decode(errors="replace")
    assert CANARIES["narrative"] in everything
    for name in ("unit", "note", "comment", "file"):
        assert CANARIES[name] not in everything
    assert not [name for name in files if name.startswith("files/")]
    opened = AuditEvent.objects.get(action="sealed.opened", reason="export")
    assert opened.fields == ["narrative"]


def test_organisations_are_named_only_where_the_programme_itself_or_its_successor_gets_it(
    case: Case, dara: User, zara: User, amina: User
) -> None:
    for recipient, names in (("succ", True), ("lawyer", False)):
        export = approved_by(make_request(dara, recipient=recipient), zara)
        files = archive(content_export_download(export, passphrase=PASSPHRASE, by=dara).data, passphrase=PASSPHRASE)
        assert ("organisation" in lines(files)[case.code]["case"]) is names
        everything = b"".join(files.values()).decode(errors="replace")
        assert (case.organisation.name in everything) is names
        assert amina.display_name not in everything


def test_cases_that_may_not_go_out_are_left_out_and_counted(case: Case, amina: User, dara: User, zara: User) -> None:
    make_case(amina, Status.ERASED, event_from=timezone.localdate())
    withdrawn, later = make_case(amina, consents=EVERYBODY), make_case(amina, consents=EVERYBODY)
    make_case(amina)
    Consent.objects.filter(case=withdrawn, purpose="RECORD").update(withdrawn_on=F("given_on"))
    export = make_request(dara, recipient="court")
    assert export.case_ids == sorted([case.pk, later.pk])
    assert export.left_out == {"erased": 1, "record": 1, "agreed": 1}
    approved_by(export, zara)
    Consent.objects.filter(case=later, purpose="AUTHORITY").update(withdrawn_on=F("given_on"))
    files = archive(content_export_download(export, passphrase=PASSPHRASE, by=dara).data, passphrase=PASSPHRASE)
    assert list(lines(files)) == [case.code]


@pytest.mark.parametrize("why", ["broken", "key"])
def test_a_case_that_does_not_open_is_left_out_and_the_rest_goes(
    case: Case, amina: User, dara: User, zara: User, why: str
) -> None:
    other = make_case(amina)
    if why == "key":
        CaseKey.objects.filter(case=other).delete()
    else:
        SealedText.objects.filter(case=other, field="narrative").update(ciphertext=b"x" * 60)
    export = approved_by(make_request(dara), zara)
    files = archive(content_export_download(export, passphrase=PASSPHRASE, by=dara).data, passphrase=PASSPHRASE)
    assert list(lines(files)) == [case.code]
    assert f'"{why}": 1' in files["manifest.json"].decode()
    assert AuditEvent.objects.filter(action="sealed.broken", object_id=other.pk).exists() == (why == "broken")


def test_s23_nobody_agrees_to_their_own_request(case: Case, dara: User, zara: User) -> None:
    export = make_request(dara)
    with pytest.raises(PermissionDenied):
        approved_by(export, dara)
    assert refused(export, dara) == "closed"
    with pytest.raises(PermissionDenied):
        content_export_download(approved_by(export, zara), passphrase=PASSPHRASE, by=zara)


@pytest.mark.parametrize("who", ["amina", "bilal", "chen", "emil", "aida"])
def test_s23_only_coordinators_ask_and_with_another_coordinator_only_they_decide(
    request: pytest.FixtureRequest, case: Case, dara: User, zara: User, who: str
) -> None:
    somebody = request.getfixturevalue(who)
    with pytest.raises((PermissionDenied, ExportRefused)):
        make_request(somebody)
    export = make_request(dara)
    for decide in (
        lambda: approved_by(export, somebody),
        lambda: content_export_refuse(export, ExportRefusal.DANGER, by=somebody),
        lambda: content_export_withdraw(export, by=somebody),
        lambda: content_export_download(export, by=somebody),
    ):
        with pytest.raises(PermissionDenied):
            decide()
    assert not exports_seen_by(somebody).exists()


def test_s9_the_database_shows_requests_to_nobody_who_could_not_decide(
    case: Case, dara: User, bilal: User, amina: User, emil: User, aida: User
) -> None:
    make_request(dara)
    stranger = make_coordinator(ProgrammeFactory())
    for person, number in ((dara, 1), (bilal, 1), (amina, 0), (emil, 0), (aida, 0), (stranger, 0)):
        with database_identity(person):
            assert ContentExport.objects.count() == number, person


def test_s23_where_there_is_one_coordinator_a_mentor_who_reads_all_of_it_decides(
    case: Case, amina: User, bilal: User, dara: User, chen: User, organisation_b: Organisation
) -> None:
    elsewhere = make_mentor(organisation_b)
    narrow = make_request(dara, [case])
    assert may_decide(narrow, by=bilal)
    assert not may_decide(narrow, by=elsewhere)
    assert waiting_for_decision(by=bilal) == [narrow]
    assert waiting_for_decision(by=dara) == []
    wide = make_request(dara, [case, make_case(chen)])
    assert not may_decide(wide, by=bilal)
    assert list(exports_seen_by(bilal)) == [narrow]
    assert not exports_seen_by(elsewhere).exists()
    approved_by(narrow, bilal)
    assert content_export_download(narrow, passphrase=PASSPHRASE, by=dara).data
    assert list(exports_seen_by(bilal)) == [narrow]


@pytest.mark.parametrize("who_invited", ["dara", "zara"])
def test_s23_who_let_the_other_in_a_week_ago_is_no_second_person(
    case: Case, programme: Programme, dara: User, zara: User, who_invited: str
) -> None:
    inviter, invited = (dara, zara) if who_invited == "dara" else (zara, dara)
    now = timezone.now()
    Invitation.objects.create(
        programme=programme,
        role=Role.COORDINATOR,
        invited_by=inviter,
        token_digest=bytes(32),
        made_at=now,
        expires_at=now + datetime.timedelta(hours=1),
        used_at=now,
        used_by=invited,
    )
    export = make_request(dara)
    assert not may_decide(export, by=zara)
    with pytest.raises(PermissionDenied):
        approved_by(export, zara)
    with time_machine.travel(now + datetime.timedelta(days=8)):
        assert may_decide(make_request(dara), by=zara)


def test_s23_the_second_person_agrees_to_what_the_page_showed(case: Case, dara: User, zara: User) -> None:
    export = make_request(dara)
    with pytest.raises(ExportRefused, match="changed"):
        content_export_approve(export, digest="0" * 64, by=zara)
    with pytest.raises(ExportRefused, match="changed"):
        content_export_approve(export, digest=make_request(dara).digest, by=zara)


@pytest.mark.parametrize(
    "changed",
    [
        {"case_ids": [1, 2, 3]},
        {"parts": ["comments"]},
        {"recipient": "lawyer"},
        {"recipient_key": new_key_pair().public},
        {"purpose": "help"},
    ],
)
def test_s23_what_was_changed_after_the_approval_does_not_go_out(
    case: Case, dara: User, zara: User, changed: dict[str, Any]
) -> None:
    export = approved_by(make_request(dara), zara)
    ContentExport.objects.filter(pk=export.pk).update(**changed)
    assert refused(export, dara) == "changed"
    assert not AuditEvent.objects.filter(action="sealed.opened", reason="export").exists()


def test_s23_a_second_download_is_a_new_request(case: Case, dara: User, zara: User) -> None:
    export = approved_by(make_request(dara), zara)
    content_export_download(export, passphrase=PASSPHRASE, by=dara)
    assert refused(export, dara) == "closed"
    with pytest.raises(ExportRefused):
        approved_by(export, zara)


def test_s23_it_expires_before_and_after_the_approval(case: Case, dara: User, zara: User) -> None:
    early, late = make_request(dara), approved_by(make_request(dara), zara)
    with time_machine.travel(timezone.now() + datetime.timedelta(days=3, minutes=1)):
        assert export_state(late) == ExportState.EXPIRED
        assert refused(late, dara) == "closed"
        assert export_state(early) == ExportState.WAITING
    with time_machine.travel(timezone.now() + datetime.timedelta(days=7, minutes=1)):
        assert waiting_for_decision(by=zara) == []
        with pytest.raises(ExportRefused):
            approved_by(early, zara)


def lose_role(user: User) -> None:
    Membership.objects.filter(user=user).update(ended_at=timezone.now())


def suspend(user: User) -> None:
    User.objects.filter(pk=user.pk).update(is_active=False)


@pytest.mark.parametrize("lose", [lose_role, suspend])
def test_s23_it_takes_two_people_who_still_read_at_the_download(
    case: Case, dara: User, zara: User, lose: Callable[[User], None]
) -> None:
    export = approved_by(make_request(dara), zara)
    lose(zara)
    assert refused(export, dara) == "approver_gone"


def test_s23_who_is_no_coordinator_any_more_takes_nothing_along(case: Case, dara: User, zara: User) -> None:
    export = approved_by(make_request(dara), zara)
    lose_role(dara)
    with pytest.raises(PermissionDenied):
        content_export_download(export, passphrase=PASSPHRASE, by=User.objects.get(pk=dara.pk))


def test_s26_a_lockdown_voids_what_was_asked_for_before_it(
    case: Case, programme: Programme, dara: User, zara: User
) -> None:
    asked_for, ready = make_request(dara), approved_by(make_request(dara), zara)
    closed = lockdown_start(programme, reason=LockdownReason.DRILL, people=[dara, zara], by=dara).lockdown
    lockdown_propose(closed, by=dara)
    lockdown_confirm(closed, by=zara)
    assert refused(ready, dara) == "closed"
    with pytest.raises(ExportRefused):
        approved_by(asked_for, zara)
    assert content_export_download(approved_by(make_request(dara), zara), passphrase=PASSPHRASE, by=dara).data


@pytest.mark.parametrize("is_approved", [False, True])
def test_it_can_be_refused_and_taken_back_until_it_is_downloaded(
    case: Case, dara: User, zara: User, is_approved: bool
) -> None:
    for end, state in (
        (lambda row: content_export_refuse(row, ExportRefusal.NOT_NEEDED, by=zara), ExportState.REFUSED),
        (lambda row: content_export_withdraw(row, by=dara), ExportState.WITHDRAWN),
    ):
        export = make_request(dara)
        if is_approved:
            approved_by(export, zara)
        end(export)
        export.refresh_from_db()
        assert export_state(export) == state
        assert refused(export, dara) == "closed"
        with pytest.raises(ExportRefused):
            end(export)


def test_what_is_too_much_is_refused_before_anything_is_opened(
    case: Case, amina: User, dara: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_case(amina)
    monkeypatch.setattr(content_exports, "MOST_BYTES", len(PICTURE) + 10)
    with pytest.raises(ExportRefused, match="too_big"):
        make_request(dara)
    assert make_request(dara, parts=["files"])
    monkeypatch.setattr(content_exports, "MOST_CASES", 1)
    with pytest.raises(ExportRefused, match="too_many"):
        make_request(dara, parts=["narratives"])


def test_a_client_gets_the_cases_of_one_client_and_nobody_an_empty_file(case: Case, amina: User, dara: User) -> None:
    make_case(amina)
    assert make_request(dara, [case], recipient="client")
    with pytest.raises(ExportRefused, match="several_clients"):
        make_request(dara, recipient="client")
    with pytest.raises(ExportRefused, match="no_case"):
        make_request(dara, [])


def test_what_is_no_public_key_is_refused(case: Case, dara: User) -> None:
    with pytest.raises(BadRecipient):
        make_request(dara, recipient_key="age1nobody")
