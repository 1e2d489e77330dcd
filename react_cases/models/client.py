"""A client as far as the system knows one: a code that cannot be read back, and what people said about it."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least

from documenters.models import Organisation, Programme, User
from documenters.sensitivity import Sensitivity


class Client(models.Model):
    """Cases of one organisation that carry the same client code belong to one client.

    Clients of several organisations with the same code are the same person, unless somebody set one of them apart.
    What a client is (groups, gender, age band) is said anew in each case: it is self-declared and changes.
    """

    SENSITIVITY: ClassVar = {
        "id": Sensitivity.INTERNAL,
        "programme": Sensitivity.INTERNAL,
        "organisation": Sensitivity.CONFIDENTIAL,
        "code_hash": Sensitivity.CONFIDENTIAL,
        "apart": Sensitivity.CONFIDENTIAL,
    }

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="clients")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="clients")
    code_hash = models.CharField(max_length=32)
    apart = models.CharField(max_length=16, blank=True, default="", db_default="")
    """Random where somebody said that another person has the same code; who has the same code and the same here is one
    person."""

    class Meta:
        indexes = [models.Index(fields=["programme", "code_hash"], name="client_by_code")]
        constraints = [
            # The organisation is part of it, so that nobody learns of another organisation's clients by trying.
            models.UniqueConstraint(
                fields=["organisation", "code_hash", "apart"], name="client_code_unique_in_organisation"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class ClientDecision(models.Model):
    """Somebody said whether two cases are of one client. Taken back, the row goes; the log keeps both.

    It joins cases, not clients: a case without a code can be joined too, and a case that is set apart takes what was
    said about it along.
    """

    SENSITIVITY: ClassVar = {
        "id": Sensitivity.INTERNAL,
        "case": Sensitivity.INTERNAL,
        "other": Sensitivity.INTERNAL,
        "is_same": Sensitivity.CONFIDENTIAL,
        "decided_by": Sensitivity.CONFIDENTIAL,
        "decided_at": Sensitivity.INTERNAL,
    }

    case = models.ForeignKey("react_cases.Case", on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey("react_cases.Case", on_delete=models.CASCADE, related_name="+")
    is_same = models.BooleanField()
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ["decided_at", "pk"]
        constraints = [
            models.UniqueConstraint(Least("case", "other"), Greatest("case", "other"), name="client_decision_once"),
            models.CheckConstraint(condition=~Q(case=F("other")), name="client_decision_of_two_cases"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {'=' if self.is_same else '≠'} {self.other_id}"
