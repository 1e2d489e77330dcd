"""The chain that shows when the log was changed. Only the database's own trigger writes here."""

from typing import ClassVar

from django.db import models

from documenters.sensitivity import Sensitivity

NO_PROGRAMME = 0
"""The chain of events that belong to no programme."""


class AuditLink(models.Model):
    """One event in its place in the chain. Without references: it outlives the event, which goes after 24 months."""

    SENSITIVITY: ClassVar = {
        "id": Sensitivity.INTERNAL,
        "chain": Sensitivity.INTERNAL,
        "seq": Sensitivity.INTERNAL,
        "event_id": Sensitivity.INTERNAL,
        "day": Sensitivity.INTERNAL,
        "digest": Sensitivity.INTERNAL,
        "prev_hash": Sensitivity.INTERNAL,
        "hash": Sensitivity.INTERNAL,
    }

    chain = models.BigIntegerField()
    """The programme's identifier, or `NO_PROGRAMME`."""
    seq = models.BigIntegerField()
    """1, 2, 3 … without gaps, in the order in which transactions were committed."""
    event_id = models.BigIntegerField(unique=True)
    day = models.DateField()
    """The event's day (UTC): says after the event is gone that it was old enough to go."""
    digest = models.BinaryField()
    """SHA-256 of the event."""
    prev_hash = models.BinaryField()
    hash = models.BinaryField()
    """SHA-256 of everything else in this row, `prev_hash` included."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["chain", "seq"], name="audit_link_place_taken_once"),
            models.CheckConstraint(condition=models.Q(seq__gt=0), name="audit_link_counts_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.chain}: {self.seq}"
