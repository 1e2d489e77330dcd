"""Links that work once, to make an account or to choose a new passphrase; and the second pair of eyes for roles."""

import uuid
from datetime import timedelta
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from documenters.models.membership import ROLE_LABELS
from documenters.models.organisation import Organisation
from documenters.models.programme import Programme
from documenters.models.user import User
from documenters.permissions import Role
from documenters.sensitivity import Sensitivity

VALID_FOR = timedelta(hours=72)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Invitations."""

    def open(self) -> Self:
        """Those that somebody can still accept."""
        return self.filter(used_at=None, revoked_at=None, expires_at__gt=timezone.now())


class Invitation(models.Model):
    """One person may make one account of this role, or renew the passphrase of one account, once, until it expires.

    A trigger keeps it as it was made.
    """

    SENSITIVITY: ClassVar = {
        "id": Sensitivity.INTERNAL,
        "public_id": Sensitivity.INTERNAL,
        "programme": Sensitivity.INTERNAL,
        "role": Sensitivity.INTERNAL,
        "organisation": Sensitivity.CONFIDENTIAL,
        "looks_after": Sensitivity.CONFIDENTIAL,
        "renews": Sensitivity.CONFIDENTIAL,
        "token_digest": Sensitivity.CONFIDENTIAL,
        "invited_by": Sensitivity.CONFIDENTIAL,
        "made_at": Sensitivity.INTERNAL,
        "expires_at": Sensitivity.INTERNAL,
        "used_at": Sensitivity.INTERNAL,
        "used_by": Sensitivity.CONFIDENTIAL,
        "revoked_at": Sensitivity.INTERNAL,
        "revoked_by": Sensitivity.CONFIDENTIAL,
    }

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="invitations")
    role = models.CharField(max_length=16, choices=list(ROLE_LABELS.items()), blank=True)
    """Empty where it renews a passphrase."""
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="invitations", null=True, blank=True
    )
    looks_after = models.JSONField(default=list, blank=True)
    """Numbers of the organisations whose cases a mentor will review."""
    renews = models.ForeignKey(User, on_delete=models.PROTECT, related_name="renewals", null=True, blank=True)
    """Whose passphrase is chosen anew with this link; nobody where it makes an account."""
    token_digest = models.BinaryField(max_length=32, unique=True)
    """SHA-256 of the token; the token itself is kept nowhere."""
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="invitations_made", null=True)
    """Nobody where the operator's command invites the first administrator."""
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    used_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(role=Role.DOCUMENTER) | Q(organisation__isnull=False),
                name="invitation_documenter_has_organisation",
            ),
            # Either a role for somebody new, or a new passphrase for somebody who is here.
            models.CheckConstraint(
                condition=Q(renews=None, role__in=list(Role))
                | Q(renews__isnull=False, role="", organisation=None, looks_after=[], invited_by__isnull=False),
                name="invitation_role_or_renewal",
            ),
            models.CheckConstraint(
                condition=Q(renews=None) | ~Q(renews=models.F("invited_by")), name="invitation_renews_another"
            ),
            models.CheckConstraint(
                condition=Q(used_at=None) | Q(revoked_at=None), name="invitation_used_or_revoked_not_both"
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)

    @property
    def is_open(self) -> bool:
        """Can somebody still accept it?"""
        return self.used_at is None and self.revoked_at is None and self.expires_at > timezone.now()


class RoleProposal(models.Model):
    """A manager would give somebody a role that reads other people's cases; a second one confirms or refuses it."""

    SENSITIVITY: ClassVar = {
        "id": Sensitivity.INTERNAL,
        "public_id": Sensitivity.INTERNAL,
        "user": Sensitivity.CONFIDENTIAL,
        "programme": Sensitivity.INTERNAL,
        "role": Sensitivity.INTERNAL,
        "looks_after": Sensitivity.CONFIDENTIAL,
        "proposed_by": Sensitivity.CONFIDENTIAL,
        "proposed_at": Sensitivity.INTERNAL,
        "decided_by": Sensitivity.CONFIDENTIAL,
        "decided_at": Sensitivity.INTERNAL,
        "is_confirmed": Sensitivity.INTERNAL,
    }

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="role_proposals")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="role_proposals")
    role = models.CharField(max_length=16, choices=list(ROLE_LABELS.items()))
    looks_after = models.JSONField(default=list, blank=True)
    """Numbers of the organisations whose cases a mentor will review."""
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    proposed_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    is_confirmed = models.BooleanField(default=False)

    class Meta:
        ordering = ["proposed_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "programme"], condition=Q(decided_at=None), name="role_proposal_open_once"
            ),
            models.CheckConstraint(condition=Q(role__in=list(Role)), name="role_proposal_role_known"),
            models.CheckConstraint(
                condition=Q(is_confirmed=False) | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="role_proposal_confirmed_by_somebody",
            ),
            # Two people: nobody confirms what they proposed, or their own rise.
            models.CheckConstraint(
                condition=Q(is_confirmed=False)
                | ((Q(proposed_by=None) | ~Q(decided_by=models.F("proposed_by"))) & ~Q(decided_by=models.F("user"))),
                name="role_proposal_takes_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role}"
