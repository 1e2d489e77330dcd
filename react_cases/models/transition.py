"""The path of a case through its axes, row by row."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from documenters.models import User
from documenters.sensitivity import Sensitivity
from react_cases.models.case import Case
from react_cases.models.term import Term
from react_cases.workflow import Axis, Duty


class CaseTransition(models.Model):
    """One step. A trigger of the database refuses changes and deletions."""

    SENSITIVITY: ClassVar = {
        "id": Sensitivity.INTERNAL,
        "case": Sensitivity.INTERNAL,
        "axis": Sensitivity.INTERNAL,
        "name": Sensitivity.INTERNAL,
        "source": Sensitivity.INTERNAL,
        "target": Sensitivity.INTERNAL,
        "duty": Sensitivity.INTERNAL,
        "reason": Sensitivity.INTERNAL,
        "by": Sensitivity.CONFIDENTIAL,
        "at": Sensitivity.INTERNAL,
    }

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="transitions")
    axis = models.CharField(max_length=14, choices=[(axis.value, axis.value) for axis in Axis])
    name = models.CharField(max_length=16)
    source = models.CharField(max_length=12)
    target = models.CharField(max_length=12)
    duty = models.CharField(max_length=8, blank=True, choices=[(duty.value, duty.value) for duty in Duty])
    reason = models.ForeignKey(
        Term, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("reason")
    )
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(axis__in=list(Axis)), name="case_transition_axis_known"),
            models.CheckConstraint(condition=Q(duty__in=["", *Duty]), name="case_transition_duty_known"),
        ]

    def __str__(self) -> str:
        return f"{self.source} → {self.target}"
