"""S12: whoever changes the log as the owner of the database is noticed, and the first wrong row is named."""

# ruff: noqa: S608  the statements are the tampering

import datetime
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, connections, transaction
from django.utils import timezone

from documenters.actions.audit_log import old_events, old_events_delete
from documenters.audit import record
from documenters.audit_chain import Fault, Finding, Head, Verdict, _months_before, head_of, kept_head, verify
from documenters.models import AuditEvent, AuditLink, Programme, User

COMMITS = pytest.mark.django_db(transaction=True, databases=["default", "owner"])
TABLES = ("documenters_auditevent", "documenters_auditlink")


@contextmanager
def tampering() -> Iterator[None]:
    """As somebody who owns the database and switches its guards off."""
    with connections["owner"].cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def as_owner(*statements: str) -> None:
    with tampering(), connections["owner"].cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def checked(**options: object) -> Verdict:
    return verify(using="owner", **options)  # type: ignore[arg-type]


def links(programme: Programme) -> list[AuditLink]:
    return list(AuditLink.objects.filter(chain=programme.pk).order_by("seq"))


@pytest.fixture
def rows(programme: Programme, dara: User) -> list[AuditLink]:
    """Twelve events more, with everything that a column may hold."""
    for number in range(12):
        record(
            "term.renamed",
            dara,
            by=dara if number % 3 else None,
            programme=programme,
            fields=["username", "ң \u2028 \U0001f600", '"\\\n\t\x01\x7f'][: number % 4],
            reason=f"код {number}",
        )
    record("retention.applied", programme, by=None)
    return links(programme)[-12:]


@COMMITS
def test_s12_an_untouched_log_is_whole(rows: list[AuditLink], programme: Programme) -> None:
    verdict = checked()
    assert verdict.finding is None
    assert verdict.rows == AuditEvent.objects.count() == AuditLink.objects.count()
    assert {head.chain for head in verdict.heads} == {"KG", "-"}
    head = head_of(programme)
    assert head in verdict.heads
    assert head == Head("KG", rows[-1].seq, bytes(rows[-1].hash).hex())
    assert checked(kept=[kept_head(str(head)), kept_head(head.short), kept_head(head.hash.upper())]).finding is None


@COMMITS
@pytest.mark.parametrize(
    "change",
    [
        "actor_id = NULL, roles = ''",
        "action = 'term.added'",
        "at = at + interval '1 microsecond'",
        "fields = '[]'",
        "reason = 'other'",
        "roles = 'mentor'",
        "object_id = object_id + 1",
        "object_type = 'documenters.programme'",
        "request_id = gen_random_uuid()",
        "programme_id = NULL",
    ],
)
def test_s12_an_edited_event_is_named(rows: list[AuditLink], change: str) -> None:
    bad = rows[5]
    as_owner(f"UPDATE documenters_auditevent SET {change} WHERE id IN ({bad.event_id}, {rows[8].event_id})")
    assert checked().finding == Finding(Fault.EDITED, "KG", bad.seq, bad.event_id)


@COMMITS
def test_s12_an_event_edited_together_with_its_link_is_named(rows: list[AuditLink]) -> None:
    bad = rows[5]
    as_owner(
        f"UPDATE documenters_auditevent SET reason = 'other' WHERE id = {bad.event_id}",
        "UPDATE documenters_auditlink link SET digest = audit_digest(event) FROM documenters_auditevent event "
        f"WHERE event.id = link.event_id AND link.event_id = {bad.event_id}",
    )
    assert checked().finding == Finding(Fault.EDITED, "KG", bad.seq, bad.event_id)
    as_owner(f"UPDATE documenters_auditlink link SET hash = audit_link_hash(link) WHERE seq = {bad.seq} AND chain <> 0")
    assert checked().finding == Finding(Fault.REORDERED, "KG", rows[6].seq, rows[6].event_id)


@COMMITS
def test_s12_a_deleted_event_is_named(rows: list[AuditLink]) -> None:
    bad = rows[5]
    as_owner(f"DELETE FROM documenters_auditevent WHERE id = {bad.event_id}")
    assert checked().finding == Finding(Fault.MISSING, "KG", bad.seq, bad.event_id)
    as_owner(f"DELETE FROM documenters_auditlink WHERE event_id = {bad.event_id}")
    assert checked().finding == Finding(Fault.MISSING, "KG", bad.seq, None)
    as_owner(f"UPDATE documenters_auditlink SET seq = seq - 1 WHERE chain <> 0 AND seq = {bad.seq + 1}")
    assert checked().finding == Finding(Fault.REORDERED, "KG", bad.seq, rows[6].event_id)


@COMMITS
def test_s12_reordered_rows_are_named(rows: list[AuditLink]) -> None:
    one, other = rows[4], rows[5]
    as_owner(
        f"UPDATE documenters_auditlink SET seq = 1000000 WHERE id = {one.pk}",
        f"UPDATE documenters_auditlink SET seq = {one.seq} WHERE id = {other.pk}",
        f"UPDATE documenters_auditlink SET seq = {other.seq} WHERE id = {one.pk}",
    )
    assert checked().finding == Finding(Fault.REORDERED, "KG", one.seq, other.event_id)


@COMMITS
def test_s12_a_truncated_end_is_noticed_with_a_kept_head(rows: list[AuditLink], programme: Programme) -> None:
    head = head_of(programme)
    assert head is not None
    last = ", ".join(str(link.event_id) for link in rows[-3:])
    as_owner(
        f"DELETE FROM documenters_auditlink WHERE event_id IN ({last})",
        f"DELETE FROM documenters_auditevent WHERE id IN ({last})",
    )
    assert checked().finding is None
    assert checked(kept=[kept_head(str(head))]).finding == Finding(Fault.TRUNCATED, "KG", head.seq, None)
    assert checked(kept=[kept_head(head.short)]).finding == Finding(Fault.TRUNCATED, "of the kept head", None, None)
    record("term.added", programme, by=None, programme=programme)
    assert checked(kept=[kept_head(str(head))]).finding == Finding(Fault.TRUNCATED, "KG", head.seq, None)


@COMMITS
def test_s12_a_row_put_in_past_the_chain_is_named(rows: list[AuditLink], programme: Programme, dara: User) -> None:
    with tampering():
        event = AuditEvent.objects.using("owner").create(
            action="case.approve", actor=dara, programme=programme, object_type="react_cases.case", object_id=1
        )
    assert checked().finding == Finding(Fault.UNCHAINED, "KG", None, event.pk)
    assert checked(programme=programme).finding == Finding(Fault.UNCHAINED, "KG", None, event.pk)


@COMMITS
def test_s12_old_events_may_go_and_young_ones_may_not(rows: list[AuditLink], programme: Programme) -> None:
    old = AuditEvent(action="term.added", programme=programme, object_type="x", object_id=1)
    old.at = timezone.now() - datetime.timedelta(days=800)
    old.save(using="owner")
    record("term.moved", programme, by=None, programme=programme)
    assert old_events(using="owner").count() == 1
    assert old_events_delete(using="owner") == 1
    assert not AuditEvent.objects.filter(pk=old.pk).exists()
    verdict = checked()
    assert (verdict.finding, verdict.pruned) == (None, 1)
    assert AuditEvent.objects.filter(action="log.pruned", reason="rows:1").count() == 1
    assert old_events_delete(using="owner") == 0
    as_owner(f"UPDATE documenters_auditlink SET day = day + 1 WHERE event_id = {old.pk}")
    finding = checked().finding
    assert finding is not None
    assert (finding.fault, finding.event_id) == (Fault.EDITED, old.pk)


@COMMITS
def test_s12_a_thousand_writes_at_once_leave_one_chain(programme: Programme, dara: User) -> None:
    before = AuditLink.objects.filter(chain=programme.pk).count()

    def write(worker: int) -> None:
        try:
            for number in range(125):
                try:
                    with transaction.atomic():
                        # Both chains in either order: they cannot be locked crosswise.
                        for place in (programme, None) if worker % 2 else (None, programme):
                            record("term.moved", dara, by=place and dara, programme=place, reason=f"{worker}-{number}")
                        if number % 10 == 0:
                            raise InterruptedError
                except InterruptedError:
                    continue
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(8)))
    written = 8 * 112
    seqs = [link.seq for link in links(programme)]
    assert seqs == list(range(1, before + written + 1))
    verdict = checked()
    assert verdict.finding is None
    assert AuditEvent.objects.filter(action="term.moved").count() == 2 * written


def test_deferred_rows_are_chained_inside_a_transaction_too(programme: Programme, dara: User) -> None:
    record("term.moved", dara, by=dara, programme=programme)
    event = AuditEvent.objects.latest("pk")
    assert not AuditLink.objects.filter(event_id=event.pk).exists()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert AuditLink.objects.get(event_id=event.pk).chain == programme.pk
    assert verify(using="default", programme=programme).finding is None


@COMMITS
def test_verifying_is_fast_enough(programme: Programme) -> None:
    """20,000 rows a second are asked for; counted is our own part, because other tests share the machine."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "INSERT INTO documenters_auditevent "
            "(at, roles, programme_id, action, object_type, object_id, fields, reason, request_id) "
            "SELECT now(), 'mentor', %s, 'sealed.opened', 'react_cases.case', n, '[\"narrative\"]', 'read', "
            "gen_random_uuid() FROM generate_series(1, 20000) n",
            [programme.pk],
        )
    began = time.process_time()
    assert checked().rows >= 20000
    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("KG 12 9F3A 12BC 0000 1111", ("9f3a12bc00001111", "KG", 12)),
        ("- 3 9f3a12bc00001111", ("9f3a12bc00001111", "-", 3)),
        ("9f3a12bc 00001111", ("9f3a12bc00001111", "", 0)),
    ],
)
def test_heads_are_read_from_paper(text: str, expected: tuple[str, str, int]) -> None:
    assert tuple(kept_head(text)) == expected


@pytest.mark.parametrize("text", ["", "KG 12", "9f3a", "z" * 16, "KG twelve 9f3a12bc00001111", "a" * 65])
def test_other_texts_are_no_heads(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        kept_head(text)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-11-22", "2024-11-22"),
        ("2026-03-31", "2024-03-31"),
        ("2028-02-29", "2026-02-28"),
        ("2026-01-31", "2024-01-31"),
    ],
)
def test_months_are_counted_as_the_database_counts(db: None, day: str, expected: str) -> None:
    assert _months_before(datetime.date.fromisoformat(day), 24).isoformat() == expected
    with connection.cursor() as cursor:
        cursor.execute("SELECT (%s::date - interval '24 months')::date::text", [day])
        assert cursor.fetchone()[0] == expected


@COMMITS
def test_command_says_that_the_log_is_whole(
    rows: list[AuditLink], programme: Programme, capsys: pytest.CaptureFixture[str], tmp_path
) -> None:
    head = head_of(programme)
    file = tmp_path / "heads"
    file.write_text(f"{head}\n\n")
    call_command("verify_audit", "--programme", "KG", "--head-file", str(file), "--head", head.short)
    told = capsys.readouterr().out
    assert told.startswith("The log is whole: ")
    assert f"Head: {head}" in told
    assert "Kept heads found in it: 2." in told


@COMMITS
def test_command_names_the_first_bad_row_and_ends_with_one(
    rows: list[AuditLink], capsys: pytest.CaptureFixture[str]
) -> None:
    bad = rows[2]
    as_owner(f"UPDATE documenters_auditevent SET reason = 'other' WHERE id = {bad.event_id}")
    with pytest.raises(SystemExit) as ended:
        call_command("verify_audit")
    assert ended.value.code == 1
    assert f"edited: chain KG, row {bad.seq}, event {bad.event_id} was changed" in capsys.readouterr().err


@COMMITS
@pytest.mark.parametrize(
    "options", [("--programme", "XX"), ("--head", "what"), ("--head-file", "/nowhere/heads")], ids=lambda row: row[0]
)
def test_command_refuses_what_it_cannot_use(programme: Programme, options: tuple[str, str]) -> None:
    with pytest.raises(CommandError):
        call_command("verify_audit", *options)


@COMMITS
def test_pruning_counts_first(programme: Programme, capsys: pytest.CaptureFixture[str]) -> None:
    AuditEvent(
        action="term.added", object_type="x", object_id=1, at=timezone.now() - datetime.timedelta(days=800)
    ).save(using="owner")
    call_command("prune_audit")
    assert capsys.readouterr().out.startswith("1 events are older than 24 months.")
    call_command("prune_audit", "--delete")
    assert capsys.readouterr().out.startswith("Deleted: 1 events")
    assert checked().finding is None
