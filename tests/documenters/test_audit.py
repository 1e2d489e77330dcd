"""The log: names of fields, never values, and no way to change a row."""

import pytest
from django.db import IntegrityError, connection, transaction

from documenters.audit import record
from documenters.models import AuditEvent, Organisation, Programme, User


@pytest.fixture
def event(dara: User, organisation_a: Organisation) -> AuditEvent:
    return record(
        "organisation.renamed",
        organisation_a,
        by=dara,
        programme=organisation_a.programme,
        organisation=organisation_a,
        fields={"name", "is_active"},
        reason="request",
    )


def test_row_says_who_did_what_to_which_object(event: AuditEvent, dara: User, organisation_a: Organisation) -> None:
    event.refresh_from_db()
    assert (event.action, event.actor, event.reason) == ("organisation.renamed", dara, "request")
    assert (event.object_type, event.object_id) == ("documenters.organisation", organisation_a.pk)
    assert event.fields == ["is_active", "name"]
    assert event.at is not None
    assert str(event) == f"organisation.renamed documenters.organisation {organisation_a.pk}"


def test_row_holds_no_value_of_the_object(event: AuditEvent, organisation_a: Organisation) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(log)::text FROM documenters_auditevent log WHERE id = %s", [event.pk])
        assert organisation_a.name not in cursor.fetchone()[0]


def test_a_command_has_no_actor(programme: Programme) -> None:
    assert record("taxonomy.loaded", programme, by=None).actor is None


def test_database_refuses_to_change_a_row(event: AuditEvent) -> None:
    event.action = "nothing.happened"
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        event.save()
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        AuditEvent.objects.filter(pk=event.pk).update(actor=None)
    event.refresh_from_db()
    assert event.action == "organisation.renamed"


def test_database_refuses_to_delete_a_row(event: AuditEvent) -> None:
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        event.delete()
    with (
        pytest.raises(IntegrityError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("DELETE FROM documenters_auditevent")
    assert AuditEvent.objects.filter(object_type="documenters.organisation").exists()
