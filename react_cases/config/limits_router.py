"""The counts of the limits have a connection of their own, outside the transaction of the request."""

from typing import Any

from django.db.models import Model

CACHE_APP = "django_cache"
"""What Django calls the table of a database cache."""


class LimitsRouter:
    """Sends the shared cache, and nothing else, to the connection `limits`."""

    def db_for_read(self, model: type[Model], **_hints: Any) -> str | None:
        """Where to look a count up."""
        return "limits" if model._meta.app_label == CACHE_APP else None

    def db_for_write(self, model: type[Model], **_hints: Any) -> str | None:
        """Where to count."""
        return "limits" if model._meta.app_label == CACHE_APP else None

    def allow_migrate(self, db: str, _app_label: str, **_hints: Any) -> bool | None:
        """It is the same database: what there is to migrate is migrated elsewhere."""
        return False if db == "limits" else None
