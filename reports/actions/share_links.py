"""Links with which somebody reads released figures without an account, and the public page.

Nothing here shows a number that is not published; it decides who may come and look.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from documenters.access import require_permission
from documenters.audit import record
from documenters.models import Programme, User
from documenters.permissions import Permission
from reports.disclosure.schema import Tier
from reports.models import ReleaseSettings, ShareLink

TOKEN_BYTES = 32
LONGEST_DAYS = 366


@dataclass(frozen=True)
class Made:
    """A fresh link. Its token is in memory only, and only now."""

    link: ShareLink
    token: str


@transaction.atomic
def share_link_add(
    programme: Programme,
    *,
    label: str,
    tier: Tier,
    days: int,
    period_from: str = "",
    period_to: str = "",
    by: User,
) -> Made:
    """Make a link that shows the releases of a tier for some days, perhaps of some years only.

    Raises ValueError for a number of days that is none, or more than a year.
    """
    require_permission(by, Permission.SHARE_LINK_MANAGE, programme=programme)
    if not 1 <= days <= LONGEST_DAYS:
        raise ValueError("a link is valid for 1 to 366 days")
    token, now = secrets.token_urlsafe(TOKEN_BYTES), timezone.now()
    link = ShareLink.objects.create(
        programme=programme,
        label=label,
        tier=tier.value,
        token_hash=token_hash(token),
        period_from=period_from,
        period_to=period_to,
        created_by=by,
        created_at=now,
        expires_at=now + timedelta(days=days),
    )
    record("share_link.added", link, by=by, programme=programme, reason=tier.value)
    return Made(link, token)


@transaction.atomic
def share_link_revoke(link: ShareLink, *, by: User) -> bool:
    """End a link now. False where it is revoked already."""
    require_permission(by, Permission.SHARE_LINK_MANAGE, programme=link.programme)
    still = ShareLink.objects.filter(pk=link.pk, revoked_at=None)
    if not still.update(revoked_at=timezone.now(), revoked_by=by):
        return False
    record("share_link.revoked", link, by=by, programme=link.programme)
    return True


@transaction.atomic
def public_page_set(programme: Programme, *, is_on: bool, by: User) -> None:
    """Open the public page to everybody, or take it back at once."""
    require_permission(by, Permission.SHARE_LINK_MANAGE, programme=programme)
    settings, _made = ReleaseSettings.objects.get_or_create(programme=programme)
    if settings.public_page == is_on:
        return
    settings.public_page = is_on
    settings.save(update_fields=["public_page"])
    record("public_page.opened" if is_on else "public_page.closed", settings, by=by, programme=programme)


def token_hash(token: str) -> bytes:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).digest()
