"""Write down that somebody took released figures along."""

from django.db import transaction

from documenters.access import require_permission
from documenters.audit import record
from documenters.models import AuditEvent, Programme, User
from documenters.permissions import Permission


@transaction.atomic
def release_download(programme_code: str, *, release: str, period: str, kind: str, by: User | None) -> AuditEvent:
    """Add the row: which release (`KG-R3`), which period, which ending of the file.

    Of whoever holds a link nobody knows the name. Raises `PermissionDenied` for a person who may not read the figures.
    """
    programme = Programme.objects.get(code=programme_code)
    if by is not None:
        require_permission(by, Permission.FIGURES_PUBLISHED, programme=programme)
    return record("release.downloaded", programme, by=by, programme=programme, reason=f"{kind}:{release}:{period}")
