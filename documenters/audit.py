"""Write a row of the log. Called inside the transaction of the action that it records."""

from collections.abc import Iterable

from django.db import models

from documenters.models import AuditEvent, Organisation, Programme, User


def record(
    action: str,
    target: models.Model,
    *,
    by: User | None,
    programme: Programme | None = None,
    organisation: Organisation | None = None,
    fields: Iterable[str] = (),
    reason: str = "",
) -> AuditEvent:
    """Add one event.

    `fields` are names of fields, never values; `reason` is a code, never a sentence somebody typed.
    """
    return AuditEvent.objects.create(
        action=action,
        actor=by,
        programme=programme,
        organisation=organisation,
        object_type=target._meta.label_lower,
        object_id=target.pk,
        fields=sorted(fields),
        reason=reason,
    )
