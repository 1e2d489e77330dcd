"""Links with which somebody reads released figures without an account."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from documenters.models import Programme, User
from documenters.sensitivity import Sensitivity
from reports.disclosure.schema import Tier


class ShareLinkQuerySet(models.QuerySet["ShareLink"]):
    """Links."""

    def in_force(self) -> Self:
        """Those that open something now."""
        return self.filter(expires_at__gt=timezone.now(), revoked_at=None)


class ShareLink(models.Model):
    """A link to the figures of one tier, for some time, perhaps for some periods only. Its secret is not stored."""

    SENSITIVITY: ClassVar = {
        "id": Sensitivity.INTERNAL,
        "programme": Sensitivity.INTERNAL,
        "label": Sensitivity.CONFIDENTIAL,
        "tier": Sensitivity.INTERNAL,
        "token_hash": Sensitivity.CONFIDENTIAL,
        "period_from": Sensitivity.INTERNAL,
        "period_to": Sensitivity.INTERNAL,
        "created_by": Sensitivity.CONFIDENTIAL,
        "created_at": Sensitivity.INTERNAL,
        "expires_at": Sensitivity.INTERNAL,
        "revoked_at": Sensitivity.INTERNAL,
        "revoked_by": Sensitivity.CONFIDENTIAL,
    }

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="share_links")
    label = models.CharField(_("for whom"), max_length=100)
    tier = models.CharField(
        _("which figures"),
        max_length=6,
        choices=[(Tier.PUBLIC.value, _("Those of the public page")), (Tier.DONOR.value, _("Those of donors"))],
    )
    token_hash = models.BinaryField(max_length=32, unique=True)
    """SHA-256 of the secret in the address."""
    period_from = models.CharField(_("from the year"), max_length=4, blank=True)
    period_to = models.CharField(_("to the year"), max_length=4, blank=True)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(_("valid until"))
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    objects = ShareLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(tier__in=[tier.value for tier in Tier]), name="share_link_tier_known"),
            models.CheckConstraint(condition=Q(expires_at__gt=models.F("created_at")), name="share_link_ends"),
            models.CheckConstraint(
                condition=Q(period_from="") | Q(period_to="") | Q(period_from__lte=models.F("period_to")),
                name="share_link_years_in_order",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_by=None) | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="share_link_revoked_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.label
