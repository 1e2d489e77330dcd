"""A lock-down: one action closes a programme to everybody, two people open it again."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from documenters.models.programme import Programme
from documenters.models.user import User
from documenters.sensitivity import Sensitivity


class LockdownReason(models.TextChoices):
    """Why a programme was locked down. Codes only: nobody types a sentence in that moment."""

    SEIZURE = "seizure", _("Devices or the server were seized")
    SEARCH = "search", _("A search or an inspection")
    THREAT = "threat", _("A threat against somebody of the programme")
    STOLEN_DEVICE = "stolen_device", _("A stolen or lost device")
    SUSPICION = "suspicion", _("Suspicion that somebody else is in the system")
    DRILL = "drill", _("A drill")


class LockdownQuerySet(models.QuerySet["Lockdown"]):
    """Lock-downs."""

    def current(self) -> Self:
        """Those that nobody has ended."""
        return self.filter(reopened_at=None)


class Lockdown(models.Model):
    """One lock-down of a programme, from its start to its end. Of a programme there is one at a time."""

    SENSITIVITY: ClassVar = {
        "id": Sensitivity.INTERNAL,
        "programme": Sensitivity.INTERNAL,
        "started_at": Sensitivity.INTERNAL,
        "started_by": Sensitivity.CONFIDENTIAL,
        "reason": Sensitivity.INTERNAL,
        "first_person": Sensitivity.CONFIDENTIAL,
        "second_person": Sensitivity.CONFIDENTIAL,
        "proposed_at": Sensitivity.INTERNAL,
        "proposed_by": Sensitivity.CONFIDENTIAL,
        "reopened_at": Sensitivity.INTERNAL,
        "reopened_by": Sensitivity.CONFIDENTIAL,
    }

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="lockdowns")
    started_at = models.DateTimeField(auto_now_add=True)
    started_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    """Nobody where the operator acted without being told a name."""
    reason = models.CharField(_("reason"), max_length=16, choices=LockdownReason)
    first_person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    second_person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    """The two who may still log in, and who open the programme again together."""
    proposed_at = models.DateTimeField(null=True, blank=True)
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    reopened_at = models.DateTimeField(null=True, blank=True)
    reopened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    objects = LockdownQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["programme"], condition=Q(reopened_at=None), name="lockdown_one_at_a_time"),
            models.CheckConstraint(condition=Q(reason__in=LockdownReason.values), name="lockdown_reason_known"),
            models.CheckConstraint(condition=~Q(first_person=F("second_person")), name="lockdown_two_people"),
            models.CheckConstraint(
                condition=Q(proposed_by=None, proposed_at=None)
                | (
                    Q(proposed_at__isnull=False, proposed_by__isnull=False)
                    & (Q(proposed_by=F("first_person")) | Q(proposed_by=F("second_person")))
                ),
                name="lockdown_proposed_by_one_of_the_two",
            ),
            models.CheckConstraint(
                condition=Q(reopened_by=None, reopened_at=None)
                | (
                    Q(reopened_at__isnull=False, reopened_by__isnull=False, proposed_by__isnull=False)
                    & (Q(reopened_by=F("first_person")) | Q(reopened_by=F("second_person")))
                    & ~Q(reopened_by=F("proposed_by"))
                ),
                name="lockdown_reopened_by_the_other",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme} {self.started_at:%Y-%m-%d}"

    @property
    def people_ids(self) -> frozenset[int]:
        """The numbers of the two who may still log in."""
        return frozenset({self.first_person_id, self.second_person_id})
