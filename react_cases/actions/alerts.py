"""Alerts: a coordinator says which cases belong together, and is told when enough of them gather (docs/adr/0040).

A rule is made of codes alone. What gathers is places and days, never persons: neither clients nor officers nor units.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, Model, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from documenters.access import require_permission
from documenters.audit import record
from documenters.models import Programme, User
from documenters.permissions import Permission
from react_cases.actions.notices import announce_firing
from react_cases.gathering import Event, Gathering, gatherings
from react_cases.models import (
    Alert,
    AlertCase,
    AlertFiring,
    Case,
    ClientGroup,
    Location,
    LocationKind,
    Term,
    Violation,
    Violator,
)
from react_cases.models.alert import AlertArea
from react_cases.models.case import CaseQuerySet
from react_cases.workflow import Status

CODES = ("violator", "category", "setting", "group")
"""What a rule can ask of a case: each is an entry of a code list, or nothing."""

NOT_COUNTED = (Status.DRAFT, Status.REJECTED, Status.ERASED)
YEAR = datetime.timedelta(days=365)


class AlertRefused(Exception):
    """It cannot be watched; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class RuleData:
    """What is watched: so many cases within so many days in one area, of these codes."""

    at_least: int
    within_days: int
    area: str
    violator: Term | None = None
    category: Term | None = None
    setting: Term | None = None
    group: Term | None = None


@dataclass(frozen=True)
class Look:
    """How often a rule would have fired."""

    in_a_year: int
    ever: int


@transaction.atomic
def alert_add(programme: Programme, rule: RuleData, *, by: User) -> Alert:
    """Watch from now on. What has gathered within the last days of the rule's length fires at once.

    Raises `AlertRefused` with `no_code` for a rule that any case meets, and `exists` for one that is watched already.
    """
    require_permission(by, Permission.ALERT_MANAGE, programme=programme)
    if not any(getattr(rule, name) for name in CODES):
        raise AlertRefused("no_code")
    fields = {name: getattr(rule, name) for name in ("at_least", "within_days", "area", *CODES)}
    if Alert.objects.current().filter(programme=programme, **fields).exists():
        raise AlertRefused("exists")
    alert = Alert.objects.create(programme=programme, made_by=by, **fields)
    record("alert.added", alert, by=by, programme=programme)
    if _fire(alert, by):
        announce_firing(programme, besides=by)
    return alert


@transaction.atomic
def alert_end(alert: Alert, *, by: User) -> Alert:
    """Watch no longer. What has fired stays; ended twice is ended once."""
    require_permission(by, Permission.ALERT_MANAGE, programme=alert.programme)
    alert = Alert.objects.select_for_update(no_key=True, of=("self",)).get(pk=alert.pk)
    if alert.ended_at is None:
        alert.ended_by, alert.ended_at = by, timezone.now()
        alert.save(update_fields=["ended_by", "ended_at"])
        record("alert.ended", alert, by=by, programme=alert.programme)
    return alert


@transaction.atomic
def firing_seen(firing: AlertFiring, *, by: User) -> AlertFiring:
    """A coordinator has looked at it; it waits for nobody any more."""
    require_permission(by, Permission.ALERT_MANAGE, programme=firing.alert.programme)
    firing = AlertFiring.objects.select_for_update(no_key=True, of=("self",)).select_related("alert").get(pk=firing.pk)
    if firing.seen_at is None:
        firing.seen_by, firing.seen_at = by, timezone.now()
        firing.save(update_fields=["seen_by", "seen_at"])
        record("alert.seen", firing, by=by, programme=firing.alert.programme)
    return firing


@transaction.atomic
def alerts_check(programme: Programme, *, by: User) -> list[AlertFiring]:
    """Let everything fire that has gathered. Asked again without a new case, nothing fires.

    `by` sees all cases of the programme: the background job acts as one of its coordinators. Each alert is locked while
    it is looked at, so that of two workers the second one finds what the first has written.
    """
    require_permission(by, Permission.ALERT_MANAGE, programme=programme)
    watched = Alert.objects.current().filter(programme=programme).order_by("pk")
    fired = [
        firing
        for alert in watched.select_for_update(no_key=True, of=("self",)).select_related("programme")
        for firing in _fire(alert, by)
    ]
    if fired:
        announce_firing(programme)
    return fired


def rule_look(programme: Programme, rule: RuleData, *, by: User) -> Look:
    """What the rule would have found in the cases that are there now."""
    require_permission(by, Permission.ALERT_MANAGE, programme=programme)
    found = _gathered(rule, rule_cases(programme, rule, by=by))
    since = timezone.localdate() - YEAR
    return Look(sum(gathering.last > since for gathering in found), len(found))


def rule_cases(programme: Programme, rule: RuleData | Alert, *, by: User) -> CaseQuerySet:
    """The cases that the rule is about: sent, and neither rejected nor erased nor made to practise."""
    cases = Case.objects.visible_to(by).filter(programme=programme, is_practice=False, submitted_at__isnull=False)
    cases = cases.exclude(status__in=NOT_COUNTED)
    if rule.violator:
        cases = cases.filter(_having(Violator, "type", rule.violator))
    if rule.category:
        cases = cases.filter(_having(Violation, "category", rule.category))
    if rule.group:
        cases = cases.filter(_having(ClientGroup, "group", rule.group))
    return cases.filter(_is_or_below("setting", rule.setting)) if rule.setting else cases


def _having(model: type[Model], name: str, term: Term) -> Q:
    rows: Any = model._default_manager.filter(_is_or_below(name, term), case=OuterRef("pk"))
    return Q(Exists(rows))


def _is_or_below(name: str, term: Term) -> Q:
    """A heading means everything below it, as in the filter of cases."""
    return Q(**{name: term}) | Q(**{f"{name}__parent": term})


def _fire(alert: Alert, by: User) -> list[AlertFiring]:
    # What had gathered long before somebody began to watch is no news.
    since = timezone.localdate(alert.made_at) - datetime.timedelta(days=alert.within_days)
    told = AlertCase.objects.filter(firing__alert=alert, case=OuterRef("pk"))
    cases = rule_cases(alert.programme, alert, by=by).filter(~Exists(told), event_from__gte=since)
    return [_firing(alert, gathering) for gathering in _gathered(alert, cases)]


def _firing(alert: Alert, gathering: Gathering) -> AlertFiring:
    firing = AlertFiring.objects.create(
        alert=alert, place_id=gathering.place, first_on=gathering.first, last_on=gathering.last
    )
    AlertCase.objects.bulk_create(AlertCase(firing=firing, case_id=event.case) for event in gathering.events)
    record("alert.fired", firing, by=None, programme=alert.programme)
    return firing


def _gathered(rule: RuleData | Alert, cases: CaseQuerySet) -> list[Gathering]:
    return gatherings(_events(rule, cases), at_least=rule.at_least, within_days=rule.within_days)


def _events(rule: RuleData | Alert, cases: CaseQuerySet) -> Iterator[Event]:
    """Cases with a place of the wanted kind. Where only the month is known the day is its first one."""
    dated: Any = cases.filter(event_from__isnull=False).order_by()
    if rule.area == AlertArea.PROGRAMME:
        return (Event(case, None, day) for case, day in dated.values_list("pk", "event_from"))
    if rule.area == AlertArea.CITY:
        # Bishkek and Osh stand among the oblasts and have no city of their own below them.
        towns = Location.objects.oblasts().exclude(children__kind=LocationKind.CITY)
        of_rank = Q(oblast__in=towns.values("pk"))
        rows = dated.filter(Q(city__isnull=False) | of_rank).annotate(at=Coalesce(F("city_id"), F("oblast_id")))
    else:
        rows = dated.filter(**{f"{rule.area}__isnull": False}).annotate(at=F(f"{rule.area}_id"))
    return (Event(case, place, day) for case, place, day in rows.values_list("pk", "at", "event_from"))
