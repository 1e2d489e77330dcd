"""What reviewers and authors say to each other about a part of a case."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from documenters.models import User
from documenters.sensitivity import Sensitivity
from react_cases.models.case import Case
from react_cases.models.choices import CommentField
from react_cases.models.term import Term


class Comment(models.Model):
    """A comment tied to a part of the case. Its text is sealed; its coded reason is not."""

    SENSITIVITY: ClassVar = {
        "id": Sensitivity.INTERNAL,
        "case": Sensitivity.INTERNAL,
        "field": Sensitivity.INTERNAL,
        "reason": Sensitivity.INTERNAL,
        "author": Sensitivity.CONFIDENTIAL,
        "created_at": Sensitivity.INTERNAL,
        "resolved_at": Sensitivity.INTERNAL,
    }

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="comments")
    field = models.CharField(_("about"), max_length=12, choices=CommentField.choices, default=CommentField.CASE)
    reason = models.ForeignKey(
        Term, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("reason")
    )
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.field)
