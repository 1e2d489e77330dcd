"""Notice when somebody reads unusually many cases. Nobody is stopped: a coordinator is told, once for a day."""

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from documenters.access import reach_of
from documenters.audit import record
from documenters.models import AuditEvent, User
from documenters.permissions import Role
from react_cases.models import Case, CaseTransition

OPENED = "sealed.opened"
WARNING = "reading.unusual"
REVIEWERS = frozenset({Role.MENTOR, Role.COORDINATOR})


def watch_reading(case: Case, *, by: User) -> None:
    """After an opening: warn when the person's different cases of today reach the programme's limit.

    For reviewers half of it is enough where the cases neither wait for them nor are their own nor got a step from
    them today. Practice cases tell of nobody and are left out.
    """
    if case.is_practice:
        return
    limit = case.programme.unusual_reading_cases
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    today = AuditEvent.objects.filter(actor=by, action__in=(OPENED, WARNING), at__gte=midnight)
    practice = Case.objects.filter(is_practice=True).values("pk")
    # What left in a sealed file was agreed on by two people.
    today = today.exclude(action=OPENED, object_id__in=practice).exclude(action=OPENED, reason="export")
    count = today.aggregate(
        opened=Count("object_id", distinct=True, filter=Q(action=OPENED, programme=case.programme)),
        warned=Count("pk", filter=Q(action=WARNING, programme=case.programme)),
    )
    if count["warned"] or count["opened"] * 2 < limit:
        return
    reason = ""
    if count["opened"] >= limit:
        reason = f"cases:{count['opened']}"
    elif reach_of(by).roles & REVIEWERS:
        moved = CaseTransition.objects.filter(case=OuterRef("pk"), by=by, at__gte=midnight)
        opened = today.filter(action=OPENED, programme=case.programme).values("object_id")
        waiting = Case.objects.waiting_for(by).order_by().values("pk")
        cases = Case.objects.filter(pk__in=opened).exclude(documenter=by).exclude(pk__in=waiting).exclude(Exists(moved))
        outside = cases.count()
        reason = f"outside:{outside}" if outside * 2 >= limit else ""
    if reason:
        record(WARNING, by, by=by, programme=case.programme, reason=reason)
