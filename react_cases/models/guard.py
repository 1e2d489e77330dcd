"""What people decided about personal data in what they typed, and what needs no decision. Never the words."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from documenters.models import Programme, User
from documenters.sensitivity import Sensitivity
from react_cases.models.choices import GuardChoice, GuardLabel, KeepReason
from react_cases.models.sealed_text import SealedText


class GuardDecision(models.Model):
    """One decision about one place of a sealed text: which kind of thing stood there, and what became of it."""

    SENSITIVITY: ClassVar = {
        "id": Sensitivity.INTERNAL,
        "text": Sensitivity.INTERNAL,
        "label": Sensitivity.INTERNAL,
        "rule": Sensitivity.INTERNAL,
        "start": Sensitivity.INTERNAL,
        "end": Sensitivity.INTERNAL,
        "choice": Sensitivity.INTERNAL,
        "reason": Sensitivity.INTERNAL,
        "decided_by": Sensitivity.CONFIDENTIAL,
        "decided_at": Sensitivity.INTERNAL,
    }

    text = models.ForeignKey(SealedText, on_delete=models.CASCADE, related_name="decisions")
    label = models.CharField(max_length=10, choices=GuardLabel.choices)
    rule = models.CharField(max_length=40)
    """The rule that found it, such as `name.patronymic`; see `react_cases.pii.rules`."""
    start = models.PositiveIntegerField()
    """Characters before the place in the text as it is sealed: what was kept, or what was put there instead."""
    end = models.PositiveIntegerField()
    choice = models.CharField(max_length=10, choices=GuardChoice.choices)
    reason = models.CharField(max_length=10, choices=KeepReason.choices, blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ["text", "start"]
        constraints = [
            models.CheckConstraint(condition=models.Q(end__gte=models.F("start")), name="guard_decision_ordered"),
            models.CheckConstraint(
                condition=models.Q(choice=GuardChoice.KEEP, reason__in=KeepReason.values)
                | ~models.Q(choice=GuardChoice.KEEP) & models.Q(reason=""),
                name="guard_decision_reason_to_keep",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.choice}"


class GuardTally(models.Model):
    """How often a rule of the guard was followed or overruled in a programme; it tells of no case and nobody."""

    SENSITIVITY: ClassVar = {
        "id": Sensitivity.INTERNAL,
        "programme": Sensitivity.INTERNAL,
        "label": Sensitivity.INTERNAL,
        "rule": Sensitivity.INTERNAL,
        "choice": Sensitivity.INTERNAL,
        "reason": Sensitivity.INTERNAL,
        "count": Sensitivity.INTERNAL,
    }

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="guard_tallies")
    label = models.CharField(max_length=10, choices=GuardLabel.choices)
    rule = models.CharField(max_length=40)
    choice = models.CharField(max_length=10, choices=GuardChoice.choices)
    reason = models.CharField(max_length=10, choices=KeepReason.choices, blank=True)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["rule", "choice", "reason"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "label", "rule", "choice", "reason"], name="guard_tally_once"),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.choice}: {self.count}"


class AllowedWord(models.Model):
    """A name of an organisation, a medium or a drug that the guard never stops at in a programme; never a person's."""

    SENSITIVITY: ClassVar = {
        "id": Sensitivity.INTERNAL,
        "programme": Sensitivity.INTERNAL,
        "text": Sensitivity.PUBLIC,
        "added_by": Sensitivity.CONFIDENTIAL,
        "added_at": Sensitivity.INTERNAL,
    }

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="allowed_words")
    text = models.CharField(_("words"), max_length=80)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["text"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "text"], name="allowed_word_once"),
        ]

    def __str__(self) -> str:
        return self.text
