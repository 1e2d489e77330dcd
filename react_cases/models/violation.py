"""Who did what: violators and violations of a case, many to many."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from documenters.sensitivity import Sensitivity
from react_cases.models.case import Case
from react_cases.models.choices import RoleOfGovernment, Uniform
from react_cases.models.term import Term


class Violator(models.Model):
    """One violator, or several of one kind who acted together. The unit is sealed."""

    SENSITIVITY: ClassVar = {
        "id": Sensitivity.INTERNAL,
        "case": Sensitivity.INTERNAL,
        "type": Sensitivity.INTERNAL,
        "number": Sensitivity.CONFIDENTIAL,
        "uniform": Sensitivity.CONFIDENTIAL,
        "role_of_government": Sensitivity.INTERNAL,
    }

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="violators")
    type = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="+", verbose_name=_("who"))
    number = models.PositiveSmallIntegerField(_("how many"), null=True, blank=True)
    uniform = models.CharField(_("clothes"), max_length=8, choices=Uniform.choices, default=Uniform.UNKNOWN)
    role_of_government = models.CharField(
        _("role of the state"), max_length=8, choices=RoleOfGovernment.choices, default=RoleOfGovernment.NA
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(number=None) | Q(number__gte=1), name="violator_number_positive"),
        ]

    def __str__(self) -> str:
        return str(self.type)


class Violation(models.Model):
    """One violated right, by some or all of the case's violators."""

    SENSITIVITY: ClassVar = {
        "id": Sensitivity.INTERNAL,
        "case": Sensitivity.INTERNAL,
        "category": Sensitivity.INTERNAL,
        "violators": Sensitivity.INTERNAL,
        "amount": Sensitivity.CONFIDENTIAL,
        "currency": Sensitivity.INTERNAL,
        "hours_held": Sensitivity.CONFIDENTIAL,
        "is_injured": Sensitivity.CONFIDENTIAL,
    }

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="violations")
    category = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="+", verbose_name=_("what"))
    violators = models.ManyToManyField(Violator, blank=True, related_name="violations", verbose_name=_("who"))
    amount = models.DecimalField(_("money demanded"), max_digits=12, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    hours_held = models.DecimalField(_("hours held"), max_digits=6, decimal_places=1, null=True, blank=True)
    is_injured = models.BooleanField(_("client was injured"), default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "category"], name="violation_category_once_in_case"),
            models.CheckConstraint(condition=Q(amount=None) | Q(amount__gte=0), name="violation_amount_not_negative"),
            models.CheckConstraint(condition=Q(amount=None) | ~Q(currency=""), name="violation_amount_has_currency"),
            models.CheckConstraint(
                condition=Q(hours_held=None) | Q(hours_held__gte=0), name="violation_hours_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return str(self.category)
