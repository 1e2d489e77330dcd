"""Alerts: the programme is told when cases of one kind gather in one place. Never a list of persons."""

import uuid
from typing import ClassVar, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from documenters.access import reach_of
from documenters.models import Programme, User
from documenters.permissions import Role
from documenters.sensitivity import Sensitivity
from react_cases.models.case import Case
from react_cases.models.location import Location
from react_cases.models.term import Term


class AlertArea(models.TextChoices):
    """Within which area cases are counted together."""

    CITY = "city", _("one city")
    DISTRICT = "district", _("one district")
    OBLAST = "oblast", _("one oblast")
    PROGRAMME = "programme", _("the whole country")


class AlertQuerySet(models.QuerySet["Alert"]):
    """Alerts."""

    def visible_to(self, user: User) -> Self:
        """Those of the programmes that the person coordinates."""
        return self.filter(programme__in=reach_of(user).programmes_as(Role.COORDINATOR))

    def current(self) -> Self:
        """Those that are watched."""
        return self.filter(ended_at=None)


class Alert(models.Model):
    """ "Five or more cases by law enforcement near OST sites in one city within 60 days": a rule of codes, no words."""

    SENSITIVITY: ClassVar = {
        "id": Sensitivity.INTERNAL,
        "public_id": Sensitivity.INTERNAL,
        "programme": Sensitivity.INTERNAL,
        "at_least": Sensitivity.INTERNAL,
        "within_days": Sensitivity.INTERNAL,
        "area": Sensitivity.INTERNAL,
        "violator": Sensitivity.INTERNAL,
        "category": Sensitivity.INTERNAL,
        "setting": Sensitivity.INTERNAL,
        "group": Sensitivity.INTERNAL,
        "made_by": Sensitivity.CONFIDENTIAL,
        "made_at": Sensitivity.INTERNAL,
        "ended_by": Sensitivity.CONFIDENTIAL,
        "ended_at": Sensitivity.INTERNAL,
    }

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="alerts")
    at_least = models.PositiveSmallIntegerField(
        _("cases, at least"), validators=[MinValueValidator(2), MaxValueValidator(500)]
    )
    within_days = models.PositiveSmallIntegerField(
        _("within days"), validators=[MinValueValidator(1), MaxValueValidator(366)]
    )
    area = models.CharField(_("in"), max_length=10, choices=AlertArea.choices)
    violator = models.ForeignKey(
        Term, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("violator")
    )
    category = models.ForeignKey(
        Term, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("violation")
    )
    setting = models.ForeignKey(
        Term, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("kind of place")
    )
    group = models.ForeignKey(
        Term, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("client group")
    )
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = AlertQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(area__in=AlertArea.values), name="alert_area_known"),
            models.CheckConstraint(condition=Q(at_least__gte=2, at_least__lte=500), name="alert_counts_some_cases"),
            models.CheckConstraint(condition=Q(within_days__gte=1, within_days__lte=366), name="alert_days_in_a_year"),
            models.CheckConstraint(
                condition=Q(ended_by=None, ended_at=None) | Q(ended_by__isnull=False, ended_at__isnull=False),
                name="alert_ended_whole",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class AlertFiringQuerySet(models.QuerySet["AlertFiring"]):
    """Firings."""

    def visible_to(self, user: User) -> Self:
        """Those of the alerts that the person sees."""
        return self.filter(alert__in=Alert.objects.visible_to(user))


class AlertFiring(models.Model):
    """So many cases gathered: it is said once, with the cases behind it."""

    SENSITIVITY: ClassVar = {
        "id": Sensitivity.INTERNAL,
        "public_id": Sensitivity.INTERNAL,
        "alert": Sensitivity.INTERNAL,
        "place": Sensitivity.CONFIDENTIAL,
        "first_on": Sensitivity.CONFIDENTIAL,
        "last_on": Sensitivity.CONFIDENTIAL,
        "fired_at": Sensitivity.INTERNAL,
        "seen_by": Sensitivity.CONFIDENTIAL,
        "seen_at": Sensitivity.INTERNAL,
    }

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    alert = models.ForeignKey(Alert, on_delete=models.CASCADE, related_name="firings")
    place = models.ForeignKey(Location, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    """Nowhere in particular where the alert watches the whole country."""
    first_on = models.DateField()
    last_on = models.DateField()
    fired_at = models.DateTimeField(auto_now_add=True)
    seen_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)

    objects = AlertFiringQuerySet.as_manager()

    class Meta:
        ordering = ["-fired_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(last_on__gte=F("first_on")), name="alert_firing_ordered"),
            models.CheckConstraint(
                condition=Q(seen_by=None, seen_at=None) | Q(seen_by__isnull=False, seen_at__isnull=False),
                name="alert_firing_seen_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.alert_id}: {self.first_on}"


class AlertCase(models.Model):
    """A case behind a firing. It counts for no later firing of the same alert."""

    SENSITIVITY: ClassVar = {
        "id": Sensitivity.INTERNAL,
        "firing": Sensitivity.INTERNAL,
        "case": Sensitivity.INTERNAL,
    }

    firing = models.ForeignKey(AlertFiring, on_delete=models.CASCADE, related_name="case_links")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="alert_links")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["firing", "case"], name="alert_case_once")]

    def __str__(self) -> str:
        return f"{self.firing_id}: {self.case_id}"
