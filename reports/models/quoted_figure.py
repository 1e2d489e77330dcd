"""The ledger of numbers about our own cases that were quoted elsewhere (rule R13)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from documenters.models import Programme, User
from documenters.sensitivity import Sensitivity


class QuotedFigure(models.Model):
    """A number that left the house past the releases, or was about to. Never changed: whoever read it knows it."""

    SENSITIVITY: ClassVar = {
        "id": Sensitivity.INTERNAL,
        "programme": Sensitivity.INTERNAL,
        "key": Sensitivity.INTERNAL,
        "value": Sensitivity.CONFIDENTIAL,
        "text": Sensitivity.CONFIDENTIAL,
        "where": Sensitivity.INTERNAL,
        "quoted_on": Sensitivity.INTERNAL,
        "verdict": Sensitivity.INTERNAL,
        "by": Sensitivity.CONFIDENTIAL,
        "at": Sensitivity.INTERNAL,
    }

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="quoted_figures")
    key = models.CharField(max_length=200, null=True, blank=True)
    """The cell it is about, see `key_text`; null where no table has such a cell."""
    value = models.PositiveIntegerField(_("number"))
    text = models.CharField(_("what it says"), max_length=300, blank=True)
    where = models.CharField(_("where it stands"), max_length=200)
    quoted_on = models.DateField(_("on"))
    verdict = models.CharField(max_length=20)
    """Code of what the check answered."""
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-quoted_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(key=""), name="quoted_figure_key_or_none"),
        ]

    def __str__(self) -> str:
        return f"{self.value}: {self.where}"
