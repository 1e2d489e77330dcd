"""What is done with the log itself: reading it is logged, warnings are looked into, old rows go."""

import datetime
from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, Func, OuterRef, QuerySet, Value
from django.db.models.functions import Now
from django.utils import timezone

from documenters.access import reach_of, require_permission
from documenters.audit import record, record_apart
from documenters.audit_chain import KEPT_MONTHS
from documenters.models import AuditEvent, Programme, User
from documenters.permissions import ROLE_PERMISSIONS, Permission

WARNING = "reading.unusual"
SEEN = "reading.seen"
WARNING_DAYS = datetime.timedelta(days=90)
"""A warning that nobody looked into is shown for so long; the row stays in the log."""


def log_read(programme: Programme, *, by: User, filters: Iterable[str]) -> QuerySet[AuditEvent]:
    """The log of a programme, and a row in it that says that somebody reads it, narrowed by these filters.

    Raises `PermissionDenied` for anybody but the programme's coordinators.
    """
    require_permission(by, Permission.LOG_READ, programme=programme)
    record("log.read", programme, by=by, programme=programme, fields=filters)
    return AuditEvent.objects.filter(programme=programme)


def open_warnings(programme: Programme) -> QuerySet[AuditEvent]:
    """Warnings about unusual reading that no coordinator has looked into since, newest first."""
    return _open_warnings([programme.pk]).select_related("actor").order_by("-pk")


def waiting_warnings(*, by: User) -> int:
    """How many people's reading this coordinator has to look into; nobody looks into their own."""
    programmes = [held for role, held in reach_of(by).programme_roles if Permission.LOG_READ in ROLE_PERMISSIONS[role]]
    if not programmes:
        return 0
    return _open_warnings(programmes).exclude(object_id=by.pk).values("object_id").distinct().count()


@transaction.atomic
def reading_seen(programme: Programme, person: User, *, by: User) -> int:
    """A coordinator has looked into the warnings about one person's reading; answers how many there were.

    Raises `PermissionDenied` for anybody else, and for the person whose reading it is.
    """
    require_permission(by, Permission.LOG_READ, programme=programme)
    if person.pk == by.pk:
        raise PermissionDenied("own_reading")
    count = open_warnings(programme).filter(object_id=person.pk).count()
    if count:
        record(SEEN, person, by=by, programme=programme, reason=f"warnings:{count}")
    return count


def _open_warnings(programmes: Iterable[int]) -> QuerySet[AuditEvent]:
    seen = AuditEvent.objects.filter(
        programme=OuterRef("programme"), action=SEEN, object_id=OuterRef("object_id"), pk__gt=OuterRef("pk")
    )
    since = timezone.now() - WARNING_DAYS
    warnings = AuditEvent.objects.filter(programme__in=programmes, action=WARNING, at__gt=since)
    return warnings.exclude(Exists(seen))


def old_events(*, using: str) -> QuerySet[AuditEvent]:
    """Events whose 24 months are over, by the clock of the database."""
    months = Func(Value(KEPT_MONTHS), template="make_interval(months => %(expressions)s)")
    return AuditEvent.objects.using(using).filter(at__lt=Now() - months)


def old_events_delete(*, using: str) -> int:
    """Delete them, as the owner of the database; answers how many. The chain keeps their links."""
    with transaction.atomic(using=using):
        count, _by_model = old_events(using=using).delete()
    if count:
        record_apart("log.pruned", by=None, reason=f"rows:{count}")
    return count
