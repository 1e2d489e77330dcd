"""What is counted of a case, frozen when its quarter is built (docs/adr/0017)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from documenters.sensitivity import Sensitivity
from react_cases.models import Case
from reports.models.release import Release, ReleaseBlock

QUARTER = "^[0-9]{4}-Q[1-4]$"


class CountedCase(models.Model):
    """One unit of the statistics.

    The database blanks it when the client takes the consent back or the case is erased: what is published already stays
    as it is, by somebody who is nobody any more; nothing later says anything of it.
    """

    SENSITIVITY: ClassVar = {
        "id": Sensitivity.INTERNAL,
        "case": Sensitivity.INTERNAL,
        "release": Sensitivity.INTERNAL,
        "block": Sensitivity.INTERNAL,
        "quarter": Sensitivity.INTERNAL,
        "codes": Sensitivity.CONFIDENTIAL,
        "outcome": Sensitivity.CONFIDENTIAL,
        "readiness": Sensitivity.CONFIDENTIAL,
        "is_blanked": Sensitivity.INTERNAL,
    }

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="counted", null=True, blank=True)
    """None after the case was erased."""
    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="counted_cases")
    """The one that publishes its quarter."""
    block = models.ForeignKey(ReleaseBlock, on_delete=models.PROTECT, related_name="counted_cases")
    quarter = models.CharField(max_length=7)
    codes = models.JSONField()
    """Of `Record`: client, primary_group, groups, violators, categories, oblast, qualification, gender, age."""
    outcome = models.CharField(max_length=30, blank=True)
    """A code, or one of the schema's; empty until the step of its year."""
    readiness = models.CharField(max_length=16, blank=True)
    is_blanked = models.BooleanField(default=False)
    """Without a date: the log says when a case was erased, and would lead back to it."""

    class Meta:
        indexes = [models.Index(fields=["block", "quarter"], name="counted_case_by_quarter")]
        constraints = [
            models.CheckConstraint(condition=Q(quarter__regex=QUARTER), name="counted_case_quarter_well_formed"),
            models.CheckConstraint(
                condition=Q(case__isnull=False) | Q(is_blanked=True), name="counted_case_unlinked_is_blanked"
            ),
        ]

    def __str__(self) -> str:
        return self.quarter
