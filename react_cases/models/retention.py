"""How long the content of cases is kept, by what became of them."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from documenters.models import Programme
from documenters.sensitivity import Sensitivity
from react_cases.models.choices import RetentionKind

LONGEST_MONTHS = 120


class RetentionRule(models.Model):
    """What a programme has decided for one kind of case; without a row the usual time holds.

    What happens then, and the usual times, are in `react_cases.retention`.
    """

    SENSITIVITY: ClassVar = {
        "id": Sensitivity.INTERNAL,
        "programme": Sensitivity.INTERNAL,
        "kind": Sensitivity.INTERNAL,
        "months": Sensitivity.INTERNAL,
    }

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="retention_rules")
    kind = models.CharField(max_length=10, choices=RetentionKind.choices)
    months = models.PositiveSmallIntegerField(
        _("months"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST_MONTHS)],
    )
    """Whole months; none at all: it is kept until somebody erases it."""

    class Meta:
        ordering = ["programme", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "kind"], name="retention_rule_once"),
            models.CheckConstraint(condition=Q(kind__in=RetentionKind.values), name="retention_rule_kind_known"),
            models.CheckConstraint(
                condition=Q(months=None) | Q(months__gte=1, months__lte=LONGEST_MONTHS),
                name="retention_rule_months_sensible",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.months}"
