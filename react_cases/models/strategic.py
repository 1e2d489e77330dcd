"""Strategic cases: those that the programme carries through the courts because they can change more than one life."""

import datetime
import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Min, Q
from django.utils.translation import gettext_lazy as _

from documenters.access import reach_of
from documenters.models import User
from documenters.permissions import Role
from documenters.sensitivity import Sensitivity
from react_cases.models.case import Case
from react_cases.models.term import Term
from react_cases.workflow import OPEN_TO_FOLLOW_UP

REMINDED_DAYS = 14
"""So many days before it a deadline stands among what waits; it stays there when its day is over."""
TOLD_DAYS = 7
"""So many days before it a mail says that something waits."""


def _looked_after(user: User, case: str) -> Q:
    """The cases that the person carries through courts; `case` is the way to them."""
    reach = reach_of(user)
    mentored = Q(**{f"{case}organisation__in": reach.mentor_of})
    coordinated = Q(**{f"{case}programme__in": reach.programmes_as(Role.COORDINATOR)})
    return (mentored | coordinated) & Q(**{f"{case}is_practice": False, f"{case}status__in": OPEN_TO_FOLLOW_UP})


class StrategicOutcome(models.TextChoices):
    """How the litigation ended."""

    WON = "won", _("Won")
    PART = "part", _("Won in part")
    SETTLED = "settled", _("Settled")
    LOST = "lost", _("Lost")
    ENDED = "ended", _("Not carried on")


class StrategicQuerySet(models.QuerySet["StrategicCase"]):
    """Strategic cases."""

    def visible_to(self, user: User) -> Self:
        """Those whose case the person sees."""
        return self.filter(case__in=Case.objects.visible_to(user))

    def managed_by(self, user: User) -> Self:
        """Those that the person carries through courts: mentors of their organisations, coordinators of the programme.

        Cases that were put aside or erased are no longer among them.
        """
        return self.visible_to(user).filter(_looked_after(user, "case__"))

    def by_deadline(self) -> Self:
        """Open ones first, the nearest deadline before the others; `next_on` is that deadline."""
        waiting = Q(stages__deadline_on__isnull=False, stages__met_on=None, outcome="")
        return self.annotate(next_on=Min("stages__deadline_on", filter=waiting)).order_by(
            models.Case(models.When(outcome="", then=0), default=1),
            F("next_on").asc(nulls_last=True),
            F("ended_on").desc(nulls_first=True),
            "-flagged_at",
            "-pk",
        )


class StrategicCase(models.Model):
    """The flag on a case, why, what is claimed, and how it ended. A note is sealed with the case."""

    SENSITIVITY: ClassVar = {
        "id": Sensitivity.INTERNAL,
        "case": Sensitivity.INTERNAL,
        "reasons": Sensitivity.INTERNAL,
        "claimed": Sensitivity.CONFIDENTIAL,
        "won": Sensitivity.CONFIDENTIAL,
        "outcome": Sensitivity.INTERNAL,
        "ended_on": Sensitivity.INTERNAL,
        "flagged_by": Sensitivity.CONFIDENTIAL,
        "flagged_at": Sensitivity.INTERNAL,
        "version": Sensitivity.INTERNAL,
    }

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="strategic")
    reasons = models.ManyToManyField(Term, related_name="+", verbose_name=_("why"))
    claimed = models.DecimalField(_("claimed"), max_digits=12, decimal_places=2, null=True, blank=True)
    won = models.DecimalField(_("won"), max_digits=12, decimal_places=2, null=True, blank=True)
    outcome = models.CharField(_("how it ended"), max_length=8, choices=StrategicOutcome.choices, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    flagged_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    flagged_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    objects = StrategicQuerySet.as_manager()

    class Meta:
        ordering = ["-flagged_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=["", *StrategicOutcome.values]), name="strategic_outcome_known"
            ),
            models.CheckConstraint(
                condition=Q(outcome="", ended_on=None) | (~Q(outcome="") & Q(ended_on__isnull=False)),
                name="strategic_ended_has_an_outcome",
            ),
            models.CheckConstraint(
                condition=(Q(claimed=None) | Q(claimed__gte=0)) & (Q(won=None) | Q(won__gte=0)),
                name="strategic_amounts_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return str(self.case_id)

    @property
    def is_open(self) -> bool:
        """Does the litigation go on?"""
        return not self.outcome


class LitigationStageQuerySet(models.QuerySet["LitigationStage"]):
    """Steps before bodies."""

    def waiting(self) -> Self:
        """Those whose deadline nobody has met, of litigation that goes on."""
        return self.filter(deadline_on__isnull=False, met_on=None, strategic__outcome="")

    def due_for(self, user: User, today: datetime.date, days: int = REMINDED_DAYS) -> Self:
        """Those of which the person is reminded: late, or due within so many days; the latest first.

        `is_late` where the day is over. `today` is the day in the programme's own time zone.
        """
        visible = Q(strategic__case__in=Case.objects.visible_to(user))
        found = self.waiting().filter(visible, _looked_after(user, "strategic__case__"))
        is_late = models.ExpressionWrapper(Q(deadline_on__lt=today), output_field=models.BooleanField())
        return (
            found.filter(deadline_on__lte=today + datetime.timedelta(days=days))
            .annotate(is_late=is_late)
            .order_by("deadline_on", "pk")
        )


class LitigationStage(models.Model):
    """One step before a body: what, where, when, and until when the next is due. A note is sealed with the case."""

    SENSITIVITY: ClassVar = {
        "id": Sensitivity.INTERNAL,
        "public_id": Sensitivity.INTERNAL,
        "strategic": Sensitivity.INTERNAL,
        "stage": Sensitivity.INTERNAL,
        "body": Sensitivity.INTERNAL,
        "happened_on": Sensitivity.INTERNAL,
        "deadline_on": Sensitivity.INTERNAL,
        "met_on": Sensitivity.INTERNAL,
        "recorded_by": Sensitivity.CONFIDENTIAL,
        "recorded_at": Sensitivity.INTERNAL,
    }

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    strategic = models.ForeignKey(StrategicCase, on_delete=models.CASCADE, related_name="stages")
    stage = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="+", verbose_name=_("stage"))
    body = models.ForeignKey(
        Term, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("before")
    )
    happened_on = models.DateField(_("date"))
    deadline_on = models.DateField(_("next deadline"), null=True, blank=True)
    met_on = models.DateField(_("deadline met on"), null=True, blank=True)
    """When it was done; until then it reminds."""
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = LitigationStageQuerySet.as_manager()

    class Meta:
        ordering = ["happened_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(deadline_on=None) | Q(deadline_on__gte=F("happened_on")),
                name="litigation_deadline_after_the_stage",
            ),
            models.CheckConstraint(
                condition=Q(met_on=None) | Q(deadline_on__isnull=False), name="litigation_met_has_a_deadline"
            ),
        ]

    def __str__(self) -> str:
        return str(self.stage)

    @property
    def is_waiting(self) -> bool:
        """Has it a deadline that nobody has met?"""
        return self.deadline_on is not None and self.met_on is None
