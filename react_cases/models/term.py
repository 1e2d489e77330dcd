"""Code lists of a programme: terms with labels in three languages."""

import datetime
from typing import ClassVar, Self

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from documenters.models import Programme
from documenters.sensitivity import Sensitivity
from react_cases.taxonomy.labels import label

CODE = RegexValidator(r"^[A-Z0-9_]+(\.[A-Z0-9_]+)?$", _("Capital letters, digits and one dot."))


class TermQuerySet(models.QuerySet["Term"]):
    """Terms."""

    def of(self, programme: Programme, code_list: str) -> Self:
        """All terms of one list of a programme in the list's order: each heading before its children."""
        return self.filter(programme=programme, code_list=code_list).order_by(
            Coalesce("parent__position", "position"), F("parent_id").asc(nulls_first=True), "position", "code"
        )

    def valid(self, on: datetime.date | None = None) -> Self:
        """Those that can be chosen on a day (today by default)."""
        day = on or timezone.localdate()
        return self.filter(
            Q(valid_from=None) | Q(valid_from__lte=day), Q(valid_to=None) | Q(valid_to__gt=day), is_enabled=True
        )

    def choosable(self) -> Self:
        """Those that a case can record: everything but the headings of lists whose headings only group."""
        return self.exclude(code_list__in=GROUPING_LISTS, parent=None)


GROUPING_LISTS = ("violator_types", "violation_categories", "response_types")
"""Lists whose headings only group; a client group such as LGBTIQ is itself a choice beside its children."""


class Term(models.Model):
    """One entry of a code list. A used term is retired, never deleted, and stays readable on old cases."""

    SENSITIVITY: ClassVar = {
        "id": Sensitivity.INTERNAL,
        "programme": Sensitivity.INTERNAL,
        "code_list": Sensitivity.PUBLIC,
        "code": Sensitivity.PUBLIC,
        "parent": Sensitivity.PUBLIC,
        "label_en": Sensitivity.PUBLIC,
        "label_ru": Sensitivity.PUBLIC,
        "label_ky": Sensitivity.PUBLIC,
        "position": Sensitivity.PUBLIC,
        "valid_from": Sensitivity.PUBLIC,
        "valid_to": Sensitivity.PUBLIC,
        "is_enabled": Sensitivity.PUBLIC,
        "is_own": Sensitivity.PUBLIC,
        "is_renamed": Sensitivity.PUBLIC,
        "rollup": Sensitivity.PUBLIC,
        "articles": Sensitivity.PUBLIC,
        "huridocs": Sensitivity.PUBLIC,
        "aliases": Sensitivity.PUBLIC,
    }

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="terms")
    code_list = models.CharField(_("list"), max_length=30)
    code = models.CharField(_("code"), max_length=30, validators=[CODE])
    parent = models.ForeignKey("self", on_delete=models.PROTECT, related_name="children", null=True, blank=True)
    label_en = models.CharField(_("English"), max_length=200)
    label_ru = models.CharField(_("Russian"), max_length=200)
    label_ky = models.CharField(_("Kyrgyz"), max_length=200, blank=True)
    position = models.PositiveIntegerField(_("position"), default=0)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("retired on"), null=True, blank=True)
    """The first day on which the term is not offered any more."""
    is_enabled = models.BooleanField(_("offered"), default=True)
    is_own = models.BooleanField(_("added by the programme"), default=False)
    is_renamed = models.BooleanField(_("renamed by the programme"), default=False)
    rollup = models.CharField(_("published bucket"), max_length=30, blank=True)
    articles = models.CharField(_("treaty articles"), max_length=200, blank=True)
    huridocs = models.CharField(_("HURIDOCS code"), max_length=30, blank=True)
    aliases = models.CharField(_("other names"), max_length=300, blank=True)

    objects = TermQuerySet.as_manager()

    class Meta:
        ordering = ["position", "code"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "code_list", "code"], name="term_code_unique_in_list"),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=models.F("valid_from")),
                name="term_validity_ordered",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The label in the language of the page, with fallback ky -> ru -> en."""
        return label(en=self.label_en, ru=self.label_ru, ky=self.label_ky, language=get_language() or "en")

    @property
    def heading_code(self) -> str:
        """The code of the upper level: `LE` for `LE.CRIM`."""
        return self.code.partition(".")[0]

    @property
    def is_retired(self) -> bool:
        """Not offered any more, still readable on old cases."""
        return self.valid_to is not None and self.valid_to <= timezone.localdate()


class TaxonomyVersion(models.Model):
    """Which version of the data files a programme's lists were last loaded from."""

    SENSITIVITY: ClassVar = {
        "id": Sensitivity.INTERNAL,
        "programme": Sensitivity.INTERNAL,
        "version": Sensitivity.PUBLIC,
        "loaded_at": Sensitivity.INTERNAL,
    }

    programme = models.OneToOneField(Programme, on_delete=models.PROTECT, related_name="taxonomy_version")
    version = models.CharField(max_length=20)
    loaded_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return self.version
