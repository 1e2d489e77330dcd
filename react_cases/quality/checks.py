"""What a check is, and the cases that checks look at."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from documenters.models import Programme
from react_cases.models.case import CaseQuerySet
from react_cases.workflow import Status


class Group(StrEnum):
    """What kind of question a check answers."""

    WORK = "work"
    MISSING = "missing"
    CONTRADICTION = "contradiction"
    ALIKE = "alike"
    BASE = "base"
    """Not a weakness: the cases that a rate is a share of."""


GROUP_LABELS: dict[Group, Promise] = {
    Group.WORK: _("Waiting and returned"),
    Group.CONTRADICTION: _("Answers that do not fit together"),
    Group.MISSING: _("Missing or unknown"),
    Group.ALIKE: _("Alike or close to each other"),
    Group.BASE: _("All cases of one kind"),
}


@dataclass(frozen=True)
class Setting:
    """What conditions hang on besides the case."""

    cases: CaseQuerySet
    """What the person may see: a case is compared with these and with no others."""
    programmes: tuple[Programme, ...]
    today: datetime.date

    def days_ago(self, days: int) -> datetime.date:
        """A day before today."""
        return self.today - datetime.timedelta(days=days)


Condition = Callable[[Setting], Q]


@dataclass(frozen=True)
class Check:
    """A set of cases with a name: the number on the overview and the filter of the list are the same condition."""

    code: str
    group: Group
    label: Promise
    explanation: Promise
    condition: Condition
    base: str = "base_kept"
    """Code of the check whose cases a rate is a share of."""
    is_for_coordinators: bool = False
    """Does it join what organisations know of clients? Mentors may look at several, and do not compare them."""


def rows_of(model: type[Model], *conditions: Q, **named: object) -> QuerySet[Model]:
    """Rows that belong to cases, for use inside a condition on cases that were scoped before."""
    return model._default_manager.filter(*conditions, **named)


def having(model: type[Model], *conditions: Q, **named: object) -> Q:
    """Cases with at least one such row. Joining instead would count a case once for each row."""
    return Q(Exists(rows_of(model, *conditions, case=OuterRef("pk"), **named)))


SENT = Q(submitted_at__isnull=False, is_practice=False) & ~Q(status=Status.ERASED)
"""Cases that were sent for review. Practice cases and erased ones are in no check."""

KEPT = SENT & ~Q(status=Status.REJECTED)
"""Without those that were rejected: nobody mends them."""


def always(condition: Q) -> Condition:
    """A condition that hangs on nothing but the case."""
    return lambda _setting: condition


def base_check(code: str, label: Promise, explanation: Promise, condition: Q) -> Check:
    """The cases that a rate or a median is about."""
    return Check(code, Group.BASE, label, explanation, always(condition))


def of_each_programme(setting: Setting, condition: Callable[[Programme], Q]) -> Q:
    """The condition as each programme's settings make it."""
    whole = Q(pk__in=[])
    for programme in setting.programmes:
        whole |= Q(programme=programme) & condition(programme)
    return whole


def beginning_of(day: datetime.date) -> datetime.datetime:
    """Its first moment where the programme works."""
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))
