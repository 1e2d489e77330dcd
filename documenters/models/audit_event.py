"""The log of what people did. Rows are only ever added."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone

from documenters.models.organisation import Organisation
from documenters.models.programme import Programme
from documenters.models.user import User
from documenters.sensitivity import Sensitivity


class AuditEvent(models.Model):
    """Who did what to which object. Names of fields, never their values; no address of a computer.

    The database adds an `AuditLink` for each row when its transaction commits.
    """

    SENSITIVITY: ClassVar = {
        "id": Sensitivity.INTERNAL,
        "at": Sensitivity.INTERNAL,
        "actor": Sensitivity.CONFIDENTIAL,
        "roles": Sensitivity.INTERNAL,
        "programme": Sensitivity.INTERNAL,
        "organisation": Sensitivity.CONFIDENTIAL,
        "action": Sensitivity.INTERNAL,
        "object_type": Sensitivity.INTERNAL,
        "object_id": Sensitivity.INTERNAL,
        "fields": Sensitivity.INTERNAL,
        "reason": Sensitivity.INTERNAL,
        "request_id": Sensitivity.INTERNAL,
    }

    at = models.DateTimeField(default=timezone.now)
    """The full hour for everything that is only reading, see `audit_actions.READING`."""
    actor = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    """Nobody where a command of the operator acted (the loader of code lists, the demo) or somebody unknown."""
    roles = models.CharField(max_length=60, blank=True)
    """What the actor was at that time, joined by commas."""
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+", null=True, db_index=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", null=True)
    action = models.CharField(max_length=40)
    object_type = models.CharField(max_length=40)
    object_id = models.BigIntegerField()
    fields = models.JSONField(default=list)
    reason = models.CharField(max_length=60, blank=True)
    request_id = models.UUIDField(default=uuid.uuid4)
    """The same for everything that one request wrote; random, so that a fingerprint of the row gives nothing away."""

    class Meta:
        indexes = [
            models.Index(fields=["object_type", "object_id", "id"], name="audit_event_by_object"),
            models.Index(fields=["programme", "id"], name="audit_event_by_programme"),
            models.Index(fields=["programme", "actor", "id"], name="audit_event_by_person"),
            models.Index(fields=["programme", "action", "id"], name="audit_event_by_action"),
            models.Index(fields=["programme", "at"], name="audit_event_by_time"),
            models.Index(fields=["actor", "action", "at"], name="audit_event_of_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.object_type} {self.object_id}"
