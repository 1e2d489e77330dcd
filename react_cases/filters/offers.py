"""What a person is offered to filter by, and what each choice means."""

import calendar
import datetime
import operator
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import reduce
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from documenters.access import reach_of
from documenters.models import Membership, Organisation, Programme, User
from documenters.permissions import Role
from react_cases.filters.fields import ByMethod, CodeField, MonthField, SeveralField
from react_cases.models import (
    AlertCase,
    AlertFiring,
    ClientGroup,
    Consent,
    Location,
    LocationKind,
    StrategicCase,
    Term,
    Violation,
    Violator,
)
from react_cases.models.case import CaseQuerySet
from react_cases.models.choices import (
    QUALIFICATION_LABELS,
    READINESS_LABELS,
    RESPONSE_STATUS_LABELS,
    STATUS_LABELS,
    ConsentPurpose,
)
from react_cases.quality import CHECKS, GROUP_LABELS, SENT, Setting, beginning_of, checks_of, having

Choices = Sequence[tuple[str, Any]]

CODES = ("AA-0000-000000", "ZZ-9999-999999")
PRACTICE_CODES = ("AA-P-000000", "ZZ-P-999999")
"""The lowest and the highest case number of each kind."""

TERM_LISTS = ("client_groups", "violator_types", "violation_categories", "event_settings")

RECENT_DAYS = 90

PERIODS: dict[str, Promise] = {
    "days90": _("In the last 90 days"),
    "year": _("This year"),
    "ever": _("At any time"),
}
"""When a case was first sent for review."""


def filters_for(user: User, cases: CaseQuerySet) -> dict[str, ByMethod]:
    """Those that this person is offered. A person who sees no case is offered none."""
    reach = reach_of(user)
    reviews = bool(reach.mentor_of or reach.programmes_as(Role.COORDINATOR))
    if not (reviews or reach.documenter_of):
        return {}
    terms, places = _terms(user), _places(user)
    oblasts = [(place.code, place.label) for place in places if place.kind == LocationKind.OBLAST]
    # In this order: what is asked for most comes first.
    filters: dict[str, ByMethod] = {
        "status": _axis("status", _("Status"), STATUS_LABELS),
        "from": ByMethod(MonthField(label=_("Registered from"), required=False), _registered_from),
        "to": ByMethod(MonthField(label=_("Registered until"), required=False), _registered_until),
        "code": ByMethod(CodeField(label=_("Case number"), required=False, max_length=20), _code_begins),
    }
    if reviews:
        filters["organisation"] = _several(_("Organisation"), _organisations(user), _column("organisation"))
        filters["documenter"] = _several(_("Documenter"), _documenters(user), _column("documenter__public_id"))
    filters |= {
        "group": _by_terms(_("Client group"), terms["client_groups"], _in_group),
        "violator": _by_terms(_("Violator"), terms["violator_types"], _by_violator),
        "category": _by_terms(_("Violation"), terms["violation_categories"], _of_category),
        "oblast": _several(_("Oblast"), oblasts, lambda codes: Q(oblast__code__in=codes)),
        "response_status": _axis("response_status", _("Help"), RESPONSE_STATUS_LABELS),
        "readiness": _axis("readiness", _("Readiness"), READINESS_LABELS),
        "qualification": _axis("qualification", _("Qualification"), QUALIFICATION_LABELS),
        "primary_group": _by_terms(_("Primary group"), terms["client_groups"], _primarily_in_group),
    }
    return filters | (_quality_filters(user, cases, terms["event_settings"], places) if reviews else {})


def _quality_filters(
    user: User, cases: CaseQuerySet, settings: Sequence[Term], places: Sequence[Location]
) -> dict[str, ByMethod]:
    """What mentors and coordinators look for beside the answers themselves."""
    setting = Setting(cases, tuple(programmes_of(user)), timezone.localdate())
    coordinates = bool(reach_of(user).programmes_as(Role.COORDINATOR))
    checks = [
        (str(title), [(row.code, row.label) for row in checks_of(group) if coordinates or not row.is_for_coordinators])
        for group, title in GROUP_LABELS.items()
    ]
    flags = StrategicCase.objects.filter
    asked = [(purpose.value, purpose.label) for purpose in ConsentPurpose if purpose != ConsentPurpose.RECORD]
    near = [(place.code, place.label) for place in places if place.kind != LocationKind.OBLAST]
    return {
        "check": _several(_("Quality"), checks, lambda codes: _any(CHECKS[code].condition(setting) for code in codes)),
        "sent": _several(
            _("First sent for review"),
            list(PERIODS.items()),
            lambda periods: _any(sent_within(period, setting.today) for period in periods),
        ),
        "strategic": _several(
            _("Strategic case"), [("yes", _("Yes"))], lambda _yes: Q(Exists(flags(case=OuterRef("pk"))))
        ),
        "consent": _several(
            _("The client agrees to"), asked, lambda given: having(Consent, purpose__in=given, withdrawn_on=None)
        ),
        "setting": _by_terms(_("Kind of place"), settings, lambda terms: Q(setting__in=terms)),
        "place": _several(
            _("City or district"), near, lambda codes: Q(city__code__in=codes) | Q(district__code__in=codes)
        ),
    }


def sent_within(period: str, today: datetime.date) -> Q:
    """Cases first sent for review in one of `PERIODS`."""
    if period == "ever":
        return SENT
    first = today - datetime.timedelta(days=RECENT_DAYS) if period == "days90" else today.replace(month=1, day=1)
    return SENT & Q(submitted_at__gte=beginning_of(first))


def _any(conditions: Iterable[Q]) -> Q:
    return reduce(operator.or_, conditions)


def chosen_cases(cases: CaseQuerySet, asked: Sequence[str]) -> ByMethod:
    """Exactly these cases. Only those that the person may see can be named."""
    wanted = [found for value in asked if (found := _uuid(value))]
    rows = cases.filter(public_id__in=wanted).order_by("code").values_list("public_id", "code")
    return _several(_("Case"), [(str(public_id), code) for public_id, code in rows], _column("public_id"))


def chosen_firings(user: User, asked: Sequence[str]) -> ByMethod:
    """Exactly the cases behind what an alert has found."""
    wanted = [found for value in asked if (found := _uuid(value))]
    rows = AlertFiring.objects.visible_to(user).filter(public_id__in=wanted).select_related("place")
    labels = [(str(row.public_id), _firing_label(row)) for row in rows]
    links = AlertCase._default_manager.filter
    return _several(
        _("Alert"), labels, lambda fired: Q(Exists(links(firing__public_id__in=fired, case=OuterRef("pk"))))
    )


def _firing_label(firing: AlertFiring) -> str:
    days = f"{date_format(firing.first_on, 'SHORT_DATE_FORMAT')} – {date_format(firing.last_on, 'SHORT_DATE_FORMAT')}"
    return f"{firing.place.label}, {days}" if firing.place else days


def _uuid(value: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(value)
    except ValueError:
        return None


def _axis(name: str, label: Any, labels: Mapping[Any, Any]) -> ByMethod:
    return _several(label, [(code.value, text) for code, text in labels.items()], _column(name))


def _several(label: Any, choices: Choices, narrow: Callable[[Any], Q]) -> ByMethod:
    return ByMethod(SeveralField(label=label, choices=choices, required=False), narrow)


def _column(name: str) -> Callable[[Any], Q]:
    return lambda values: Q(**{f"{name}__in": values})


def _by_terms(label: Any, terms: Sequence[Term], narrow: Callable[[list[int]], Q]) -> ByMethod:
    """Choices are codes, two levels indented; what is looked for are rows, those below a chosen heading included."""

    def rows_of(codes: list[str]) -> Q:
        return narrow([term.pk for term in terms if term.code in codes or term.heading_code in codes])

    labels: dict[str, str] = {}
    for term in terms:
        labels.setdefault(term.code, term.label if term.parent_id is None else f"\u2003{term.label}")
    return _several(label, list(labels.items()), rows_of)


def _registered_from(month: datetime.date) -> Q:
    return Q(received_on__gte=month)


def _registered_until(month: datetime.date) -> Q:
    return Q(received_on__lte=month.replace(day=calendar.monthrange(month.year, month.month)[1]))


def _in_group(terms: list[int]) -> Q:
    return having(ClientGroup, group__in=terms)


def _primarily_in_group(terms: list[int]) -> Q:
    return having(ClientGroup, group__in=terms, is_primary=True)


def _by_violator(terms: list[int]) -> Q:
    return having(Violator, type__in=terms)


def _of_category(terms: list[int]) -> Q:
    return having(Violation, category__in=terms)


def _code_begins(beginning: str) -> Q:
    # Between two whole numbers and byte by byte: LIKE runs after row-level security and cannot use the index.
    bounds = PRACTICE_CODES if beginning[3:4] == "P" else CODES
    lowest, highest = (beginning + bound[len(beginning) :] for bound in bounds)
    return Q(code__gte=lowest, code__lte=highest)


def programmes_of(user: User) -> QuerySet[Programme]:
    """The programmes in which the person holds a role."""
    return Programme.objects.filter(memberships__in=Membership.objects.current().filter(user=user)).distinct()


def _terms(user: User) -> dict[str, list[Term]]:
    rows = Term.objects.filter(programme__in=programmes_of(user), code_list__in=TERM_LISTS).select_related("parent")
    terms: dict[str, list[Term]] = {name: [] for name in TERM_LISTS}
    for term in rows:
        terms[term.code_list].append(term)
    for name in TERM_LISTS:
        terms[name].sort(key=_list_order)
    return terms


def _list_order(term: Term) -> tuple[int, str, bool, int, str]:
    """Each heading before its children."""
    heading = term.parent or term
    return heading.position, heading.code, term.parent_id is not None, term.position, term.code


def _places(user: User) -> list[Location]:
    return list(Location.objects.filter(programme__in=programmes_of(user)))


def _visible_organisations(user: User) -> Q:
    reach = reach_of(user)
    return Q(pk__in=reach.mentor_of | reach.documenter_of) | Q(programme__in=reach.programmes_as(Role.COORDINATOR))


def _organisations(user: User) -> Choices:
    return [(str(row.pk), row.name) for row in Organisation.objects.filter(_visible_organisations(user))]


def _documenters(user: User) -> Choices:
    """Those who record or recorded cases in the organisations that the person reviews."""
    organisations = Organisation.objects.filter(_visible_organisations(user))
    held = Membership.objects.filter(role=Role.DOCUMENTER, organisation__in=organisations)
    return [(str(row.public_id), str(row)) for row in User.objects.filter(pk__in=held.values("user"))]
