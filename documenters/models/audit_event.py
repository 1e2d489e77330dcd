"""The log of what people did. Rows are only ever added."""

from typing import ClassVar

from django.db import models

from documenters.models.organisation import Organisation
from documenters.models.programme import Programme
from documenters.models.user import User
from documenters.sensitivity import Sensitivity


class AuditEvent(models.Model):
    """Who did what to which object. Names of fields, never their values; no address of a computer."""

    SENSITIVITY: ClassVar = {
        "id": Sensitivity.INTERNAL,
        "at": Sensitivity.INTERNAL,
        "actor": Sensitivity.CONFIDENTIAL,
        "programme": Sensitivity.INTERNAL,
        "organisation": Sensitivity.CONFIDENTIAL,
        "action": Sensitivity.INTERNAL,
        "object_type": Sensitivity.INTERNAL,
        "object_id": Sensitivity.INTERNAL,
        "fields": Sensitivity.INTERNAL,
        "reason": Sensitivity.INTERNAL,
    }

    at = models.DateTimeField(auto_now_add=True)
    actor = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    """Nobody where a command of the operator acted: the loader of code lists, the demo."""
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+", null=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", null=True)
    action = models.CharField(max_length=40)
    object_type = models.CharField(max_length=40)
    object_id = models.BigIntegerField()
    fields = models.JSONField(default=list)
    reason = models.CharField(max_length=40, blank=True)

    class Meta:
        indexes = [models.Index(fields=["object_type", "object_id", "id"], name="audit_event_by_object")]

    def __str__(self) -> str:
        return f"{self.action} {self.object_type} {self.object_id}"
