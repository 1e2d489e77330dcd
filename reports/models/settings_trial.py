"""What other thresholds would cost: a trial over the latest complete year, of which nothing is published."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from documenters.models import Programme, User
from documenters.sensitivity import Sensitivity


class TrialState(models.TextChoices):
    """How far a trial has come."""

    WAITING = "waiting", _("Being worked out")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")


class SettingsTrial(models.Model):
    """Shares of cells that would be shown with thresholds as they are and as somebody has typed them.

    A programme keeps the last one only.
    """

    SENSITIVITY: ClassVar = {
        "id": Sensitivity.INTERNAL,
        "programme": Sensitivity.INTERNAL,
        "year": Sensitivity.PUBLIC,
        "parameters": Sensitivity.INTERNAL,
        "state": Sensitivity.INTERNAL,
        "progress": Sensitivity.INTERNAL,
        "result": Sensitivity.INTERNAL,
        "by": Sensitivity.CONFIDENTIAL,
        "at": Sensitivity.INTERNAL,
    }

    programme = models.OneToOneField(Programme, on_delete=models.PROTECT, related_name="settings_trial")
    year = models.CharField(max_length=4)
    parameters = models.JSONField()
    """Names of `Parameters` and what was typed."""
    state = models.CharField(max_length=7, choices=TrialState.choices, default=TrialState.WAITING.value)
    progress = models.PositiveSmallIntegerField(default=0)
    """Thousandths."""
    result = models.JSONField(null=True, blank=True)
    """`{"now" | "tried": {tier: [offered, large enough, shown]}}`, counts of cells, never of cases."""
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=TrialState.values), name="settings_trial_state_known"),
            models.CheckConstraint(condition=Q(progress__lte=1000), name="settings_trial_progress_in_thousandths"),
            models.CheckConstraint(
                condition=~Q(state=TrialState.DONE) | Q(result__isnull=False),
                name="settings_trial_done_has_result",
            ),
        ]

    def __str__(self) -> str:
        return self.year
