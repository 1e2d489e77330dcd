"""Reports to treaty bodies: drafts that are put together from figures, cases, stories and advocacy."""

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from documenters.access import reach_of
from documenters.models import Programme, User
from documenters.permissions import Role
from documenters.sensitivity import Sensitivity
from react_cases.models import AdvocacyAction, Paper, Story
from reports.models.release import Release


class TreatyBody(models.TextChoices):
    """To whom a report goes."""

    CESCR = "CESCR", _("Committee on Economic, Social and Cultural Rights (CESCR)")
    CCPR = "CCPR", _("Human Rights Committee (CCPR)")
    CEDAW = "CEDAW", _("Committee on the Elimination of Discrimination against Women (CEDAW)")
    CAT = "CAT", _("Committee against Torture (CAT)")
    CRC = "CRC", _("Committee on the Rights of the Child (CRC)")
    OWN = "OWN", _("Another reader")


class SubmissionQuerySet(models.QuerySet["Submission"]):
    """Drafts."""

    def visible_to(self, user: User) -> Self:
        """Those of the programmes that the person coordinates."""
        return self.filter(programme__in=reach_of(user).programmes_as(Role.COORDINATOR))


class Submission(models.Model):
    """A draft: for whom, about what, with which figures. Everything typed is sealed in its paper."""

    SENSITIVITY: ClassVar = {
        "id": Sensitivity.INTERNAL,
        "paper": Sensitivity.INTERNAL,
        "programme": Sensitivity.INTERNAL,
        "body": Sensitivity.INTERNAL,
        "period_from": Sensitivity.INTERNAL,
        "period_to": Sensitivity.INTERNAL,
        "found_by": Sensitivity.INTERNAL,
        "as_of": Sensitivity.INTERNAL,
        "release": Sensitivity.INTERNAL,
        "articles": Sensitivity.INTERNAL,
        "articles_confirmed_by": Sensitivity.CONFIDENTIAL,
        "articles_confirmed_at": Sensitivity.INTERNAL,
        "recommendations": Sensitivity.INTERNAL,
        "stories": Sensitivity.INTERNAL,
        "actions": Sensitivity.INTERNAL,
        "version": Sensitivity.INTERNAL,
    }

    paper = models.OneToOneField(Paper, on_delete=models.PROTECT, related_name="submission")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="submissions")
    body = models.CharField(_("for"), max_length=8, choices=TreatyBody.choices)
    period_from = models.DateField(_("from"))
    """First day of the first month."""
    period_to = models.DateField(_("until"))
    """Last day of the last month."""
    found_by = models.CharField(max_length=400, blank=True)
    """The filter of cases, as in an address: codes and months only."""
    as_of = models.DateField(_("as of"))
    release = models.ForeignKey(
        Release, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("release")
    )
    """Where its figures come from; empty: counted now, and marked as internal and unreleased."""
    articles = models.JSONField(default=list)
    """Articles that a person has confirmed, as `"ICCPR 9"`, in the order of the table."""
    articles_confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    articles_confirmed_at = models.DateTimeField(null=True, blank=True)
    recommendations = models.JSONField(default=list)
    """Codes of the list `recommendations`, in the order in which they stand."""
    stories = models.ManyToManyField(Story, blank=True, related_name="+", verbose_name=_("stories"))
    actions = models.ManyToManyField(AdvocacyAction, blank=True, related_name="+", verbose_name=_("advocacy"))
    version = models.PositiveIntegerField(default=1)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        ordering = ["-as_of", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(body__in=TreatyBody.values), name="submission_body_known"),
            models.CheckConstraint(condition=Q(period_to__gte=F("period_from")), name="submission_period_ordered"),
            models.CheckConstraint(
                condition=Q(articles_confirmed_by=None, articles_confirmed_at=None)
                | Q(articles_confirmed_by__isnull=False, articles_confirmed_at__isnull=False),
                name="submission_articles_confirmed_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body} {self.as_of}"

    @property
    def public_id(self) -> uuid.UUID:
        """Its number in addresses: that of its paper."""
        return self.paper.public_id
