"""What was done for the client, and whether the client is ready to act."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from documenters.models import User
from documenters.sensitivity import Sensitivity
from react_cases.models.case import Case
from react_cases.models.choices import READINESS_LABELS
from react_cases.models.term import Term
from react_cases.workflow import NOT_PURSUING, ReadinessValue


class Response(models.Model):
    """One thing done for the client. The note is sealed."""

    SENSITIVITY: ClassVar = {
        "id": Sensitivity.INTERNAL,
        "case": Sensitivity.INTERNAL,
        "type": Sensitivity.INTERNAL,
        "given_on": Sensitivity.INTERNAL,
        "delivered_by": Sensitivity.INTERNAL,
        "channel": Sensitivity.INTERNAL,
        "addressee": Sensitivity.CONFIDENTIAL,
        "result": Sensitivity.INTERNAL,
        "recorded_by": Sensitivity.CONFIDENTIAL,
        "recorded_at": Sensitivity.INTERNAL,
        "sent_as": Sensitivity.INTERNAL,
    }

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="responses")
    type = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="+", verbose_name=_("help given"))
    given_on = models.DateField(_("date"))
    delivered_by = models.ForeignKey(
        Term, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("given by")
    )
    channel = models.ForeignKey(
        Term, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("contact")
    )
    addressee = models.ForeignKey(
        Term, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("addressed to")
    )
    result = models.ForeignKey(
        Term, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("result")
    )
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    sent_as = models.UUIDField(null=True, blank=True)
    """The page it was sent from: a second tap on a slow line sends the same one again."""

    class Meta:
        ordering = ["given_on", "pk"]
        constraints = [models.UniqueConstraint(fields=["case", "sent_as"], name="response_sent_once")]

    def __str__(self) -> str:
        return str(self.type)


class Readiness(models.Model):
    """What the client said about acting, on a day. Rows are only ever added; the latest counts."""

    SENSITIVITY: ClassVar = {
        "id": Sensitivity.INTERNAL,
        "case": Sensitivity.INTERNAL,
        "value": Sensitivity.INTERNAL,
        "reasons": Sensitivity.INTERNAL,
        "stated_on": Sensitivity.INTERNAL,
        "recorded_by": Sensitivity.CONFIDENTIAL,
        "recorded_at": Sensitivity.INTERNAL,
    }

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="readiness_history")
    value = models.CharField(_("readiness"), max_length=10, choices=list(READINESS_LABELS.items()))
    reasons = models.ManyToManyField(Term, blank=True, related_name="+", verbose_name=_("why not"))
    stated_on = models.DateField(_("date"))
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["stated_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(value__in=list(ReadinessValue)), name="readiness_value_known"),
        ]

    def __str__(self) -> str:
        return str(self.value)

    @property
    def is_not_pursuing(self) -> bool:
        """Does the client not go on?"""
        return self.value in NOT_PURSUING
