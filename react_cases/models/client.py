"""A client as far as the system knows one: a code that cannot be read back."""

from typing import ClassVar

from django.db import models

from documenters.models import Organisation, Programme
from documenters.sensitivity import Sensitivity


class Client(models.Model):
    """Cases of one organisation that carry the same client code belong to one client.

    What a client is (groups, gender, age band) is said anew in each case: it is self-declared and changes.
    """

    SENSITIVITY: ClassVar = {
        "id": Sensitivity.INTERNAL,
        "programme": Sensitivity.INTERNAL,
        "organisation": Sensitivity.CONFIDENTIAL,
        "code_hash": Sensitivity.CONFIDENTIAL,
    }

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="clients")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="clients")
    code_hash = models.CharField(max_length=32)

    class Meta:
        constraints = [
            # The organisation is part of it, so that nobody learns of another organisation's clients by trying.
            models.UniqueConstraint(fields=["organisation", "code_hash"], name="client_code_unique_in_organisation"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
