"""A programme: one country's cases, lists and people."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from documenters.models.user import User
from documenters.sensitivity import Sensitivity


def all_languages() -> list[str]:
    """The languages that the product speaks, the most usual one first."""
    return ["ru", "ky", "en"]


class Programme(models.Model):
    """One country's programme with its settings."""

    SENSITIVITY: ClassVar = {
        "id": Sensitivity.INTERNAL,
        "code": Sensitivity.PUBLIC,
        "name_en": Sensitivity.PUBLIC,
        "name_ru": Sensitivity.PUBLIC,
        "name_ky": Sensitivity.PUBLIC,
        "currency": Sensitivity.PUBLIC,
        "law_enforcement_codes": Sensitivity.PUBLIC,
        "late_after_days": Sensitivity.INTERNAL,
        "unusual_reading_cases": Sensitivity.INTERNAL,
        "languages": Sensitivity.PUBLIC,
        "spike_cases": Sensitivity.INTERNAL,
        "spike_days": Sensitivity.INTERNAL,
        "lockdown_people": Sensitivity.CONFIDENTIAL,
    }

    code = models.CharField(
        _("code"), max_length=2, unique=True, validators=[RegexValidator(r"^[A-Z]{2}$", _("Two capital letters."))]
    )
    name_en = models.CharField(_("name in English"), max_length=100)
    name_ru = models.CharField(_("name in Russian"), max_length=100)
    name_ky = models.CharField(_("name in Kyrgyz"), max_length=100, blank=True)
    currency = models.CharField(_("currency"), max_length=3, default="KGS")
    law_enforcement_codes = models.JSONField(
        _("what counts as law enforcement"),
        default=list,
        help_text=_("Violator headings that the figures call “law enforcement”. Shown in the footnote of each chart."),
    )
    late_after_days = models.PositiveSmallIntegerField(
        _("late after (days)"),
        default=7,
        validators=[MinValueValidator(1), MaxValueValidator(90)],
        help_text=_("A case that waits longer is shown as late."),
    )
    unusual_reading_cases = models.PositiveSmallIntegerField(
        _("unusual reading from (cases a day)"),
        default=30,
        validators=[MinValueValidator(4), MaxValueValidator(1000)],
        help_text=_("Coordinators are told when somebody opens so many different cases in one day."),
    )
    languages = models.JSONField(
        _("languages"),
        default=all_languages,
        help_text=_("Languages that this programme's people can choose, the usual one first."),
    )
    spike_cases = models.PositiveSmallIntegerField(
        _("unusual from (cases)"),
        default=5,
        validators=[MinValueValidator(2), MaxValueValidator(100)],
        help_text=_("So many cases near one kind of place and in one city or district are shown as unusual."),
    )
    spike_days = models.PositiveSmallIntegerField(
        _("within (days)"), default=60, validators=[MinValueValidator(7), MaxValueValidator(365)]
    )
    lockdown_people = models.ManyToManyField(User, related_name="+", blank=True)
    """The two who may log in during a lock-down, named in peace time."""

    def __str__(self) -> str:
        return self.code
