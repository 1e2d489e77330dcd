"""Where cases wait, which of them too long, and which came back."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from documenters.models import Programme
from react_cases.models import CaseTransition
from react_cases.models.choices import DatePrecision
from react_cases.quality.checks import (
    KEPT,
    SENT,
    Check,
    Group,
    Setting,
    always,
    base_check,
    beginning_of,
    of_each_programme,
    rows_of,
)
from react_cases.workflow import UNDO, Axis, Qualification, Status

WAITING = (Status.SUBMITTED, Status.VALIDATED, Status.RETURNED)


def _late(setting: Setting) -> Q:
    """As the queue counts: days between the day of the last step and today."""

    def waits_too_long(programme: Programme) -> Q:
        return Q(status_at__lt=beginning_of(setting.days_ago(programme.late_after_days)))

    return SENT & Q(status__in=WAITING) & of_each_programme(setting, waits_too_long)


def _returned() -> Q:
    """Given back, and the return was not taken back: an undo is always the very next step (docs/adr/0025)."""
    path = {"axis": Axis.DOCUMENTATION}
    later = rows_of(CaseTransition, **path, case=OuterRef("case"), pk__gt=OuterRef("pk")).order_by("pk")
    returns = rows_of(CaseTransition, **path, case=OuterRef("pk"), name="return")
    followed = returns.alias(follower=Coalesce(Subquery(later.values("name")[:1]), Value("")))
    return Q(Exists(followed.exclude(follower=UNDO)))


RETURNED = _returned()


def work_checks() -> Iterator[Check]:
    """What waits, is late or came back."""
    for code, status, label, explanation in (
        ("for_mentor", Status.SUBMITTED, _("Waits for a mentor"), _("Sent by the documenter, not checked yet.")),
        (
            "for_coordinator",
            Status.VALIDATED,
            _("Waits for a coordinator"),
            _("Checked by a mentor, not approved yet."),
        ),
        (
            "with_author",
            Status.RETURNED,
            _("Returned to the author"),
            _("The documenter has to correct something and send the case again."),
        ),
    ):
        yield Check(code, Group.WORK, label, explanation, always(SENT & Q(status=status)), "base_sent")
    yield Check(
        "late",
        Group.WORK,
        _("Late"),
        _("Has waited at the same step for longer than the programme's settings allow."),
        _late,
        "base_sent",
    )
    yield Check(
        "returned",
        Group.WORK,
        _("Returned at least once"),
        _("A mentor or a coordinator has sent the case back. Reopening an approved case is not counted."),
        always(SENT & RETURNED),
        "base_sent",
    )


ALL_KEPT = base_check(
    "base_kept", _("Sent and not rejected"), _("All cases that were sent for review and not rejected."), KEPT
)
VIOLATION = base_check(
    "violation",
    _("Qualified as a violation"),
    _("Cases that a reviewer has qualified as a violation of a right."),
    KEPT & Q(qualification=Qualification.VIOLATION),
)
BASES = (
    base_check(
        "base_sent",
        _("Sent for review"),
        _("All cases that were sent for review at least once, rejected ones included."),
        SENT,
    ),
    ALL_KEPT,
    base_check(
        "exact_day",
        _("The day of the event is known"),
        _("Cases whose event has an exact day: the time until registration is counted for these alone."),
        KEPT & Q(event_precision=DatePrecision.DAY),
    ),
    base_check("approved", _("Approved"), _("Cases that are approved now."), SENT & Q(status=Status.APPROVED)),
    VIOLATION,
)
"""The cases that rates and medians are about."""
