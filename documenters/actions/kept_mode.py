"""Who can open the vaults as they lie in the database, whatever the settings say. Reads only."""

from enum import StrEnum

from django.conf import settings
from django.db.models import Count, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from documenters.models import Vault


class Kept(StrEnum):
    """What the database is ready for."""

    SERVER = "server"
    MEMBERS = "members"
    BETWEEN = "between"
    """A switch was begun and not finished, or somebody changed the setting alone."""


PROBLEM = _(
    "The setting of who keeps the keys does not fit the keys in the database: texts stay closed, or the server could "
    "still open them. The operator finishes the switch."
)


def kept_mode() -> Kept | None:
    """By the vaults that there are; None before the first."""
    found = Vault.objects.aggregate(
        served=Count("pk", filter=Q(by_server__isnull=False)),
        closed=Count("pk", filter=Q(by_server=None, retired_at=None)),
    )
    if not found["served"]:
        return Kept.MEMBERS if found["closed"] else None
    return Kept.BETWEEN if found["closed"] else Kept.SERVER


def mode_problem() -> Promise | None:
    """What is wrong where the setting and the database do not fit; nothing otherwise."""
    return PROBLEM if kept_mode() not in (None, settings.VAULT_MODE) else None
