"""Settings of a programme."""

from collections.abc import Sequence

from django.db import transaction

from documenters.access import require_permission
from documenters.audit import record
from documenters.models import Programme, User
from documenters.permissions import Permission


@transaction.atomic
def programme_settings_change(
    programme: Programme,
    *,
    law_enforcement_codes: Sequence[str],
    late_after_days: int,
    unusual_reading_cases: int,
    spike_cases: int,
    spike_days: int,
    languages: Sequence[str],
    by: User,
) -> Programme:
    """Change what counts as law enforcement, what is late or unusual, and the languages, the usual one first."""
    require_permission(by, Permission.SETTINGS_MANAGE, programme=programme)
    programme.law_enforcement_codes = sorted(law_enforcement_codes)
    programme.late_after_days = late_after_days
    programme.unusual_reading_cases = unusual_reading_cases
    programme.spike_cases, programme.spike_days = spike_cases, spike_days
    programme.languages = list(languages)
    programme.full_clean()
    fields = [
        "law_enforcement_codes",
        "late_after_days",
        "unusual_reading_cases",
        "spike_cases",
        "spike_days",
        "languages",
    ]
    programme.save(update_fields=fields)
    record("programme.settings_changed", programme, by=by, programme=programme, fields=fields)
    return programme
