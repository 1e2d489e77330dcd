"""What somebody chooses for themselves: language and short cuts. Notices by mail are in `notices`."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from documenters.access import languages_of
from documenters.audit import record
from documenters.models import User


@transaction.atomic
def account_settings_change(*, language: str, uses_keys: bool, by: User) -> list[str]:
    """Keep what the person chose; gives the names of what is another now. The log names these alone.

    Raises `PermissionDenied` for a language that the programme does not offer.
    """
    if language not in languages_of(by):
        raise PermissionDenied("language")
    wanted = {"language": language, "uses_keys": uses_keys}
    changed = [name for name, value in wanted.items() if getattr(by, name) != value]
    if changed:
        by.language, by.uses_keys = language, uses_keys
        by.save(update_fields=changed)
        record("account.settings_changed", by, by=by, fields=changed)
    return changed
