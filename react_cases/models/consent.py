"""What the client agreed to, one row per purpose."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from documenters.models import User
from documenters.sensitivity import Sensitivity
from react_cases.models.case import Case
from react_cases.models.choices import ConsentMode, ConsentPurpose


class Consent(models.Model):
    """Consent for one purpose, until it is withdrawn."""

    SENSITIVITY: ClassVar = {
        "id": Sensitivity.INTERNAL,
        "case": Sensitivity.INTERNAL,
        "purpose": Sensitivity.INTERNAL,
        "mode": Sensitivity.INTERNAL,
        "language": Sensitivity.INTERNAL,
        "given_on": Sensitivity.INTERNAL,
        "withdrawn_on": Sensitivity.INTERNAL,
        "recorded_by": Sensitivity.CONFIDENTIAL,
        "recorded_at": Sensitivity.INTERNAL,
    }

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(_("purpose"), max_length=10, choices=ConsentPurpose.choices)
    mode = models.CharField(_("how"), max_length=8, choices=ConsentMode.choices, default=ConsentMode.ORAL)
    language = models.CharField(_("language"), max_length=2, default="ru")
    given_on = models.DateField(_("given on"))
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "purpose"], condition=Q(withdrawn_on=None), name="consent_current_once"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None) | Q(withdrawn_on__gte=models.F("given_on")),
                name="consent_withdrawn_after_given",
            ),
            models.CheckConstraint(condition=Q(purpose__in=ConsentPurpose.values), name="consent_purpose_known"),
        ]

    def __str__(self) -> str:
        return str(self.purpose)
