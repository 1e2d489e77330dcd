"""Figures that others published: dated citations, shown apart, never added up."""

from typing import ClassVar

from django.db import models
from django.utils.translation import get_language

from documenters.models import Programme
from documenters.sensitivity import Sensitivity
from react_cases.taxonomy.labels import label


class ExternalFigure(models.Model):
    """A published figure with its period, unit and source."""

    SENSITIVITY: ClassVar = {
        "id": Sensitivity.INTERNAL,
        "programme": Sensitivity.INTERNAL,
        "code": Sensitivity.PUBLIC,
        "period_from": Sensitivity.PUBLIC,
        "period_to": Sensitivity.PUBLIC,
        "value": Sensitivity.PUBLIC,
        "unit": Sensitivity.PUBLIC,
        "text_en": Sensitivity.PUBLIC,
        "text_ru": Sensitivity.PUBLIC,
        "text_ky": Sensitivity.PUBLIC,
        "note_en": Sensitivity.PUBLIC,
        "note_ru": Sensitivity.PUBLIC,
        "note_ky": Sensitivity.PUBLIC,
        "source": Sensitivity.PUBLIC,
    }

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="external_figures")
    code = models.CharField(max_length=30)
    period_from = models.DateField()
    period_to = models.DateField()
    value = models.PositiveIntegerField()
    unit = models.CharField(max_length=30)
    text_en = models.CharField(max_length=300)
    text_ru = models.CharField(max_length=300)
    text_ky = models.CharField(max_length=300, blank=True)
    note_en = models.CharField(max_length=300, blank=True)
    note_ru = models.CharField(max_length=300, blank=True)
    note_ky = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=300)

    class Meta:
        ordering = ["period_from", "code"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "code"], name="external_figure_code_unique"),
            models.CheckConstraint(
                condition=models.Q(period_to__gte=models.F("period_from")), name="external_figure_period_ordered"
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def text(self) -> str:
        """What the figure says, in the language of the page."""
        return label(en=self.text_en, ru=self.text_ru, ky=self.text_ky, language=get_language() or "en")

    @property
    def note(self) -> str:
        """What the figure conflicts with or overlaps."""
        return label(en=self.note_en, ru=self.note_ru, ky=self.note_ky, language=get_language() or "en")
