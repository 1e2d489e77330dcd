"""Advocacy: what the programme does about several cases at once, what came of it, and what street lawyers can use."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from documenters.models import Programme, User
from documenters.sensitivity import Sensitivity
from react_cases.models.case import Case
from react_cases.models.paper import Paper
from react_cases.models.term import Term


class AdvocacyKind(models.TextChoices):
    """What was done."""

    LETTER = "letter", _("Letter")
    MEETING = "meeting", _("Meeting")
    COMPLAINT = "complaint", _("Complaint")
    INSPECTION = "inspection", _("Request for an inspection")
    SUBMISSION = "submission", _("Submission to an international body")
    MEDIA = "media", _("Media")


class AdvocacyReply(models.TextChoices):
    """What the body answered. Empty: nobody knows yet."""

    NONE = "none", _("No reply")
    ORAL = "oral", _("Oral reply")
    WRITTEN = "written", _("Written reply")


class WhyLeftOut(models.TextChoices):
    """Why a case was not taken into an action."""

    NO_CONSENT = "no_consent", _("The client has not agreed that it goes to a state body")
    WITHDRAWN = "withdrawn", _("The client has taken that agreement back")
    NOT_COUNTED = "not_counted", _("The client has not agreed that it is counted")
    NOT_SETTLED = "not_settled", _("It is not approved yet")
    PRACTICE = "practice", _("It is a practice case")


class WhyRemoved(models.TextChoices):
    """Why an action is removed that should not be there. The log keeps the code; no row does."""

    TWICE = "twice", _("It was entered twice")
    MISTAKE = "mistake", _("It was entered by mistake")
    NOT_DONE = "not_done", _("It was planned and never done")


class AdvocacyQuerySet(models.QuerySet["AdvocacyAction"]):
    """Advocacy actions."""

    def visible_to(self, user: User) -> Self:
        """Those of the person's programme as coordinator, and those that a case of theirs is part of."""
        papers = Paper.objects.visible_to(user)
        cases = AdvocacyCase.objects.filter(case__in=Case.objects.visible_to(user))
        return self.filter(Q(paper__in=papers) | Q(pk__in=cases.values("action")))


class AdvocacyAction(models.Model):
    """One letter, meeting, complaint, request, submission or piece of media, and what came of it. Coded facts only."""

    SENSITIVITY: ClassVar = {
        "id": Sensitivity.INTERNAL,
        "paper": Sensitivity.INTERNAL,
        "programme": Sensitivity.INTERNAL,
        "code": Sensitivity.INTERNAL,
        "kind": Sensitivity.INTERNAL,
        "body": Sensitivity.INTERNAL,
        "done_on": Sensitivity.INTERNAL,
        "has_case_detail": Sensitivity.INTERNAL,
        "found_by": Sensitivity.INTERNAL,
        "left_out": Sensitivity.INTERNAL,
        "reply": Sensitivity.INTERNAL,
        "replied_on": Sensitivity.INTERNAL,
        "effects": Sensitivity.INTERNAL,
        "follow_up_on": Sensitivity.INTERNAL,
        "version": Sensitivity.INTERNAL,
    }

    paper = models.OneToOneField(Paper, on_delete=models.PROTECT, related_name="action")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="advocacy_actions")
    code = models.CharField(_("number"), max_length=20)
    kind = models.CharField(_("what"), max_length=10, choices=AdvocacyKind.choices)
    body = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="+", verbose_name=_("addressed to"))
    done_on = models.DateField(_("date"))
    has_case_detail = models.BooleanField(_("says something about single cases"), default=False)
    """Then each of its cases needs the client's consent AUTHORITY."""
    found_by = models.CharField(max_length=400, blank=True)
    """The filter that the cases were found with, as in an address: coded answers and months only."""
    left_out = models.JSONField(default=dict)
    """Code of `WhyLeftOut` -> how many of the cases last tried were left out; never summed over steps."""
    reply = models.CharField(_("reply"), max_length=8, choices=AdvocacyReply.choices, blank=True)
    replied_on = models.DateField(_("date of the reply"), null=True, blank=True)
    effects = models.ManyToManyField(Term, blank=True, related_name="+", verbose_name=_("effects"))
    follow_up_on = models.DateField(_("look at it again on"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = AdvocacyQuerySet.as_manager()

    class Meta:
        ordering = ["-done_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "code"], name="advocacy_code_once"),
            models.CheckConstraint(condition=Q(kind__in=AdvocacyKind.values), name="advocacy_kind_known"),
            models.CheckConstraint(condition=Q(reply__in=["", *AdvocacyReply.values]), name="advocacy_reply_known"),
            models.CheckConstraint(
                condition=Q(reply__in=["", AdvocacyReply.NONE], replied_on=None)
                | Q(reply__in=[AdvocacyReply.ORAL, AdvocacyReply.WRITTEN], replied_on__isnull=False)
                & Q(replied_on__gte=F("done_on")),
                name="advocacy_reply_has_a_date",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class AdvocacyCase(models.Model):
    """A case that an action is about."""

    SENSITIVITY: ClassVar = {
        "id": Sensitivity.INTERNAL,
        "action": Sensitivity.INTERNAL,
        "case": Sensitivity.INTERNAL,
    }

    action = models.ForeignKey(AdvocacyAction, on_delete=models.CASCADE, related_name="case_links")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="advocacy_links")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["action", "case"], name="advocacy_case_once")]

    def __str__(self) -> str:
        return f"{self.action_id}: {self.case_id}"


class EntryKind(models.TextChoices):
    """What an entry of the library is."""

    REPLY = "reply", _("Official reply")
    RULE = "rule", _("Law or instruction")
    GUIDE = "guide", _("How to act")
    TEMPLATE = "template", _("Template")


class LibraryEntryQuerySet(models.QuerySet["LibraryEntry"]):
    """Entries of the library."""

    def visible_to(self, user: User) -> Self:
        """Those of the programme that the person works in."""
        return self.filter(paper__in=Paper.objects.visible_to(user))


class LibraryEntry(models.Model):
    """Something that street lawyers show or use when they negotiate. Its words and its file are those of its paper."""

    SENSITIVITY: ClassVar = {
        "id": Sensitivity.INTERNAL,
        "paper": Sensitivity.INTERNAL,
        "programme": Sensitivity.INTERNAL,
        "action": Sensitivity.INTERNAL,
        "kind": Sensitivity.INTERNAL,
        "body": Sensitivity.INTERNAL,
        "dated_on": Sensitivity.INTERNAL,
        "position": Sensitivity.INTERNAL,
    }

    paper = models.OneToOneField(Paper, on_delete=models.CASCADE, related_name="entry")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="library")
    action = models.ForeignKey(
        AdvocacyAction, on_delete=models.SET_NULL, related_name="library_entries", null=True, blank=True
    )
    kind = models.CharField(_("what"), max_length=8, choices=EntryKind.choices)
    body = models.ForeignKey(
        Term, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("from")
    )
    dated_on = models.DateField(_("date"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = LibraryEntryQuerySet.as_manager()

    class Meta:
        ordering = ["position", "-dated_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=EntryKind.values), name="library_entry_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
