"""Who holds which role where."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from documenters.models.organisation import Organisation
from documenters.models.programme import Programme
from documenters.models.user import User
from documenters.permissions import Role
from documenters.sensitivity import Sensitivity

ROLE_LABELS = {
    Role.DOCUMENTER: _("Documenter"),
    Role.MENTOR: _("Mentor"),
    Role.COORDINATOR: _("National coordinator"),
    Role.DONOR: _("Donor"),
    Role.ADMINISTRATOR: _("Administrator"),
}


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Memberships."""

    def current(self) -> Self:
        """Those that have not ended, of people who may log in."""
        return self.filter(Q(ended_at=None) | Q(ended_at__gt=timezone.now()), user__is_active=True)


class Membership(models.Model):
    """One role of one person: in an organisation for documenters, in the programme for all others."""

    SENSITIVITY: ClassVar = {
        "id": Sensitivity.INTERNAL,
        "user": Sensitivity.CONFIDENTIAL,
        "programme": Sensitivity.INTERNAL,
        "organisation": Sensitivity.CONFIDENTIAL,
        "role": Sensitivity.INTERNAL,
        "started_at": Sensitivity.INTERNAL,
        "ended_at": Sensitivity.INTERNAL,
    }

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="memberships", null=True, blank=True
    )
    role = models.CharField(max_length=16, choices=list(ROLE_LABELS.items()))
    started_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(role=Role.DOCUMENTER) | Q(organisation__isnull=False),
                name="membership_documenter_has_organisation",
            ),
            models.CheckConstraint(condition=Q(role__in=list(Role)), name="membership_role_known"),
            models.UniqueConstraint(
                fields=["user", "programme", "organisation", "role"],
                condition=Q(ended_at=None),
                nulls_distinct=False,
                name="membership_current_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role}"


class MentorAssignment(models.Model):
    """A mentor looks after an organisation's cases."""

    SENSITIVITY: ClassVar = {
        "id": Sensitivity.INTERNAL,
        "mentor": Sensitivity.CONFIDENTIAL,
        "organisation": Sensitivity.CONFIDENTIAL,
        "started_at": Sensitivity.INTERNAL,
        "ended_at": Sensitivity.INTERNAL,
    }

    mentor = models.ForeignKey(User, on_delete=models.PROTECT, related_name="mentor_assignments")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="mentor_assignments")
    started_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["mentor", "organisation"], condition=Q(ended_at=None), name="mentor_assignment_current_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mentor_id} {self.organisation_id}"
