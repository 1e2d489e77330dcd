"""Places: oblasts, districts and cities."""

import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from documenters.models import Programme
from documenters.sensitivity import Sensitivity
from react_cases.taxonomy.labels import label


class LocationKind(models.TextChoices):
    """Level of a place. Only oblasts are ever published."""

    OBLAST = "oblast", _("Oblast")
    DISTRICT = "district", _("District")
    CITY = "city", _("City")


class LocationQuerySet(models.QuerySet["Location"]):
    """Places."""

    def valid(self, on: datetime.date | None = None) -> Self:
        """Those that exist on a day (today by default)."""
        day = on or timezone.localdate()
        return self.filter(Q(valid_from=None) | Q(valid_from__lte=day), Q(valid_to=None) | Q(valid_to__gt=day))

    def oblasts(self) -> Self:
        """The upper level, cities of oblast rank included."""
        return self.filter(kind=LocationKind.OBLAST)


class Location(models.Model):
    """A place with its names. Renamed places keep their code and carry the old name as another name."""

    SENSITIVITY: ClassVar = {
        "id": Sensitivity.INTERNAL,
        "programme": Sensitivity.INTERNAL,
        "kind": Sensitivity.PUBLIC,
        "code": Sensitivity.PUBLIC,
        "parent": Sensitivity.PUBLIC,
        "label_en": Sensitivity.PUBLIC,
        "label_ru": Sensitivity.PUBLIC,
        "label_ky": Sensitivity.PUBLIC,
        "aliases": Sensitivity.PUBLIC,
        "position": Sensitivity.PUBLIC,
        "valid_from": Sensitivity.PUBLIC,
        "valid_to": Sensitivity.PUBLIC,
    }

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="locations")
    kind = models.CharField(_("level"), max_length=10, choices=LocationKind.choices)
    code = models.CharField(_("code"), max_length=40)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, related_name="children", null=True, blank=True)
    label_en = models.CharField(_("English"), max_length=100)
    label_ru = models.CharField(_("Russian"), max_length=100)
    label_ky = models.CharField(_("Kyrgyz"), max_length=100, blank=True)
    aliases = models.CharField(_("other names"), max_length=300, blank=True)
    position = models.PositiveIntegerField(_("position"), default=0)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    objects = LocationQuerySet.as_manager()

    class Meta:
        ordering = ["position", "code"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "code"], name="location_code_unique"),
            models.CheckConstraint(
                condition=Q(kind=LocationKind.OBLAST, parent=None)
                | Q(kind__in=[LocationKind.DISTRICT, LocationKind.CITY], parent__isnull=False),
                name="location_only_oblasts_have_no_parent",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The name in the language of the page, with fallback ky -> ru -> en."""
        return label(en=self.label_en, ru=self.label_ru, ky=self.label_ky, language=get_language() or "en")
