"""The log: names of fields, never values, and no way to change a row."""

import datetime
import uuid

import pytest
from django.db import DatabaseError, IntegrityError, connection, connections, transaction
from django.utils import timezone

from documenters.audit import moment_of, record, record_apart, record_later, request_trace
from documenters.models import AuditEvent, AuditLink, Organisation, Programme, User

COMMITS = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


@pytest.fixture
def event(dara: User, organisation_a: Organisation) -> AuditEvent:
    record(
        "organisation.renamed",
        organisation_a,
        by=dara,
        programme=organisation_a.programme,
        organisation=organisation_a,
        fields={"name", "is_active"},
        reason="по просьбе",
    )
    return AuditEvent.objects.latest("pk")


def test_row_says_who_did_what_to_which_object(event: AuditEvent, dara: User, organisation_a: Organisation) -> None:
    assert (event.action, event.actor, event.reason) == ("organisation.renamed", dara, "по просьбе")
    assert (event.object_type, event.object_id) == ("documenters.organisation", organisation_a.pk)
    assert event.fields == ["is_active", "name"]
    assert event.roles == "coordinator"
    assert timezone.now() - event.at < datetime.timedelta(minutes=1)
    assert str(event) == f"organisation.renamed documenters.organisation {organisation_a.pk}"


def test_row_holds_no_value_of_the_object(event: AuditEvent, organisation_a: Organisation) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(log)::text FROM documenters_auditevent log WHERE id = %s", [event.pk])
        assert organisation_a.name not in cursor.fetchone()[0]


def test_roles_are_those_of_that_time(amina: User, dara: User, programme: Programme) -> None:
    record("term.added", programme, by=amina, programme=programme)
    amina.memberships.update(role="mentor")
    assert AuditEvent.objects.latest("pk").roles == "documenter"


def test_a_command_has_no_actor(programme: Programme) -> None:
    record("retention.applied", programme, by=None)
    assert (AuditEvent.objects.latest("pk").actor, AuditEvent.objects.latest("pk").roles) == (None, "")


def test_reading_is_kept_to_the_hour_and_changing_to_the_microsecond() -> None:
    moment = datetime.datetime(2026, 3, 4, 15, 44, 3, 123456, tzinfo=datetime.UTC)
    for action in ("sealed.opened", "log.read", "login.succeeded"):
        assert moment_of(action, moment) == moment.replace(minute=0, second=0, microsecond=0)
    assert moment_of("case.approve", moment) == moment


def test_rows_of_one_request_share_a_number(programme: Programme) -> None:
    with request_trace() as trace:
        record("term.added", programme, by=None)
        record("term.moved", programme, by=None)
    record("term.moved", programme, by=None)
    numbers = list(AuditEvent.objects.order_by("pk").values_list("request_id", flat=True))[-3:]
    assert numbers[0] == numbers[1] == trace.request_id
    assert isinstance(numbers[2], uuid.UUID)
    assert numbers[2] != trace.request_id


def test_what_is_kept_for_later_is_written_at_the_end_of_the_request(dara: User) -> None:
    with request_trace():
        with transaction.atomic():
            record("case.approve", dara, by=dara)
            record_later("sealed.broken", by=dara, target=dara, reason="read")
            transaction.set_rollback(True)
        assert not AuditEvent.objects.filter(actor=dara).exists()
    row = AuditEvent.objects.get(actor=dara)
    assert (row.action, row.reason, row.object_id) == ("sealed.broken", "read", dara.pk)


def test_outside_requests_it_is_written_at_once(dara: User) -> None:
    record_later("sealed.broken", by=dara)
    assert AuditEvent.objects.get(actor=dara).object_type == ""


@COMMITS
def test_a_row_apart_needs_a_transaction_of_its_own(dara: User) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        record_apart("access.refused", by=dara)
    record_apart("access.refused", by=dara, reason="case_detail 404")
    assert AuditEvent.objects.get(actor=dara).reason == "case_detail 404"


@COMMITS
@pytest.mark.parametrize("table", ["documenters_auditevent", "documenters_auditlink"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {}"])
def test_s12_nobody_changes_deletes_or_truncates(event: AuditEvent, table: str, statement: str) -> None:
    assert AuditLink.objects.filter(event_id=event.pk).exists()
    for alias, said in (("default", "permission denied"), ("owner", "append-only")):
        expected = DatabaseError if alias == "default" else IntegrityError
        with (
            pytest.raises(expected, match=said),
            transaction.atomic(using=alias),
            connections[alias].cursor() as cursor,
        ):
            cursor.execute(statement.format(table))
    event.refresh_from_db()
    assert event.action == "organisation.renamed"


@COMMITS
def test_s12_the_application_writes_no_links(event: AuditEvent) -> None:
    link = AuditLink.objects.get(event_id=event.pk)
    link.pk, link.seq, link.event_id = None, link.seq + 1, event.pk + 1
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        link.save(force_insert=True)
