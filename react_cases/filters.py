"""The one filter of cases: for the list, its export and the live figures.

Every parameter is a code or a month, never a word somebody typed, so that an address bar tells no story.
"""

import calendar
import datetime
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.http import QueryDict
from django.utils import formats
from django.utils.translation import gettext_lazy as _

from documenters.access import reach_of
from documenters.models import Membership, Organisation, Programme, User
from documenters.permissions import Role
from react_cases.models import Case, ClientGroup, Location, LocationKind, Term, Violation, Violator
from react_cases.models.case import CaseQuerySet
from react_cases.models.choices import (
    QUALIFICATION_LABELS,
    READINESS_LABELS,
    RESPONSE_STATUS_LABELS,
    STATUS_LABELS,
)

Choices = Sequence[tuple[str, Any]]

MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
YEARS = range(2000, 2100)
"""Anything else is a slip of the keyboard."""

NOT_IN_ADDRESSES = "code"
"""Comes in the body of a request only: addresses stay in the history of a browser."""

CODE_BEGINNING = re.compile(r"[A-Z]{1,2}|[A-Z]{2}-\d{0,4}|[A-Z]{2}-\d{4}-\d{0,9}", re.ASCII)
LOWEST_CODE, HIGHEST_CODE = "AA-0000-000000", "ZZ-9999-999999"

NAMES = (
    "from",
    "to",
    "oblast",
    "group",
    "primary_group",
    "violator",
    "category",
    "status",
    "qualification",
    "response_status",
    "readiness",
    "organisation",
    "documenter",
    "code",
)
"""Every parameter. Which of them a person is offered depends on what the person may see."""

TERM_LISTS = ("client_groups", "violator_types", "violation_categories")


class Chip(NamedTuple):
    """One chosen value: what it filters, its label, and the address of the page without it."""

    label: str
    value: str
    url: str


class MonthField(forms.CharField):
    """A month such as 2021-03; its value is the first day."""

    widget = forms.TextInput(
        attrs={"type": "month", "placeholder": "2021-03", "autocomplete": "off", "min": "2000-01", "max": "2099-12"}
    )

    def clean(self, value: Any) -> datetime.date | None:
        """The first day of the month, or nothing. Raises `ValidationError` for anything else."""
        text = str(super().clean(value) or "").strip()
        if not text:
            return None
        match = MONTH.fullmatch(text)
        if match is None or int(match[1]) not in YEARS or not 1 <= int(match[2]) <= 12:
            raise ValidationError(_("Write the month as year and month, such as 2021-03."), code="month")
        return datetime.date(int(match[1]), int(match[2]), 1)


class CodeField(forms.CharField):
    """A case number or its beginning."""

    def clean(self, value: Any) -> str:
        """The beginning in capital letters. Raises `ValidationError` where no case number begins so."""
        text = str(super().clean(value) or "").strip().upper()
        if text and not CODE_BEGINNING.fullmatch(text):
            raise ValidationError(_("Write the beginning of a case number, such as KG-2021-0001."), code="code")
        return text


class SeveralField(forms.MultipleChoiceField):
    """Any of these codes."""

    widget = forms.CheckboxSelectMultiple
    default_error_messages = {
        "invalid_choice": _("“%(value)s” is not in this list."),
        "invalid_list": _("Choose from the list."),
    }

    def to_python(self, value: Any) -> list[str]:
        """The codes; an empty one is none, as in an empty selection of a browser."""
        return [code for code in super().to_python(value) if code.strip()]


class CaseFilterForm(forms.Form):
    """The fields of the filter, checked together."""

    offered: frozenset[str] = frozenset()

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it begins, and parameters that this person is not offered."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = cleaned.get("from"), cleaned.get("to")
        if first and last and last < first:
            self.add_error("to", ValidationError(_("The last month is before the first."), code="order"))
        if any(self.data.get(name) for name in NAMES if name not in self.offered):
            raise ValidationError(_("One of the filters is not available to you."), code="not_offered")
        return cleaned


class ByMethod(django_filters.Filter):  # type: ignore[misc]
    """A filter made of a form field and a function that narrows the cases."""

    def __init__(self, field: forms.Field, narrow: Callable[[Any], Q]) -> None:
        super().__init__(label=field.label)
        self.form_field = field
        self.narrow = narrow

    @property
    def field(self) -> forms.Field:
        """The form field."""
        return self.form_field

    def filter(self, qs: QuerySet[Case], value: Any) -> QuerySet[Case]:
        """The cases left; all of them where nothing was chosen."""
        return qs.filter(self.narrow(value)) if value else qs


class CaseFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Which of these cases? `queryset` is what the person may see or count already.

    Headings include what lies below them: `LE` finds `LE.CRIM`. Several values of one parameter mean any of them,
    several parameters mean all of them. With a value that cannot be, `qs` is empty: never the unfiltered cases.
    """

    class Meta:
        model = Case
        fields: list[str] = []
        form = CaseFilterForm

    def __init__(self, data: Mapping[str, Any] | None, queryset: CaseQuerySet, user: User) -> None:
        super().__init__(data, queryset)
        self.filters = _filters_for(user)
        for name, item in self.filters.items():
            item.parent, item.model, item.field_name = self, Case, name

    def get_form_class(self) -> type[forms.Form]:
        """The form, which knows what this person is offered."""
        form: type[CaseFilterForm] = super().get_form_class()
        form.offered = frozenset(self.filters)
        return form

    @property
    def qs(self) -> QuerySet[Case]:
        """The cases that match."""
        if not hasattr(self, "_qs"):
            cases = self.queryset.all()
            if self.is_bound:
                cases = self.filter_queryset(cases) if self.is_valid() else cases.none()
            self._qs: QuerySet[Case] = cases
        return self._qs

    def chosen(self) -> list[tuple[str, str]]:
        """(parameter, value) as they were given, without the empty ones."""
        return [(name, value) for name in self.filters for value in _values(self.data, name) if value.strip()]

    def chips(self) -> list[Chip]:
        """One for each chosen value. A value in error has a chip as well, so that it can be taken away."""
        chips = []
        for name, value in self.chosen():
            field = self.filters[name].field
            chips.append(Chip(str(field.label), _value_label(field, value), "?" + self._query_without(name, value)))
        return chips

    def query(self) -> str:
        """The chosen values as a query string, without what no address may hold."""
        query = QueryDict(mutable=True)
        for name, value in self.chosen():
            if name != NOT_IN_ADDRESSES:
                query.appendlist(name, value)
        return query.urlencode()

    def _query_without(self, name: str, value: str) -> str:
        query = QueryDict(mutable=True)
        for other in self.data:
            if other not in ("page", "csrfmiddlewaretoken", NOT_IN_ADDRESSES):
                query.setlist(other, [item for item in _values(self.data, other) if (other, item) != (name, value)])
        return query.urlencode()


def from_address(query: QueryDict) -> QueryDict:
    """What an address may ask of the filter."""
    kept = query.copy()
    kept.pop(NOT_IN_ADDRESSES, None)
    return kept


def _values(data: Mapping[str, Any], name: str) -> list[str]:
    if isinstance(data, QueryDict):
        return data.getlist(name)
    value = data.get(name, [])
    return [str(item) for item in value] if isinstance(value, list | tuple) else [str(value)]


def _value_label(field: forms.Field, value: str) -> str:
    if isinstance(field, forms.MultipleChoiceField):
        choices: Any = field.choices
        return next((str(label).strip() for code, label in choices if str(code) == value), value)
    if isinstance(field, MonthField):
        try:
            month = field.clean(value)
        except ValidationError:
            return value
        return formats.date_format(month, "YEAR_MONTH_FORMAT") if month else value
    return value.strip().upper()


def _filters_for(user: User) -> dict[str, ByMethod]:
    """Those that this person is offered. A person who sees no case is offered none."""
    reach = reach_of(user)
    reviews = bool(reach.mentor_of or reach.programmes_as(Role.COORDINATOR))
    if not (reviews or reach.documenter_of):
        return {}
    terms = _terms(user)
    filters = {
        "from": ByMethod(MonthField(label=_("Registered from"), required=False), _registered_from),
        "to": ByMethod(MonthField(label=_("Registered until"), required=False), _registered_until),
        "oblast": _several(_("Oblast"), _oblasts(user), lambda codes: Q(oblast__code__in=codes)),
        "group": _by_terms(_("Client group"), terms["client_groups"], _in_group),
        "primary_group": _by_terms(_("Primary group"), terms["client_groups"], _primarily_in_group),
        "violator": _by_terms(_("Violator"), terms["violator_types"], _by_violator),
        "category": _by_terms(_("Violation"), terms["violation_categories"], _of_category),
    }
    for name, label, choices in (
        ("status", _("Status"), STATUS_LABELS),
        ("qualification", _("Qualification"), QUALIFICATION_LABELS),
        ("response_status", _("Help"), RESPONSE_STATUS_LABELS),
        ("readiness", _("Readiness"), READINESS_LABELS),
    ):
        filters[name] = _several(label, [(code.value, text) for code, text in choices.items()], _column(name))
    if reviews:
        filters["organisation"] = _several(_("Organisation"), _organisations(user), _column("organisation"))
        filters["documenter"] = _several(_("Documenter"), _documenters(user), _column("documenter__public_id"))
    filters["code"] = ByMethod(CodeField(label=_("Case number"), required=False, max_length=20), _code_begins)
    return filters


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


def _rows(model: type[Model], **conditions: object) -> Q:
    """Cases with at least one such row. Joining instead would count a case once for each row."""
    return Q(Exists(model._default_manager.filter(case=OuterRef("pk"), **conditions)))


def _in_group(terms: list[int]) -> Q:
    return _rows(ClientGroup, group__in=terms)


def _primarily_in_group(terms: list[int]) -> Q:
    return _rows(ClientGroup, group__in=terms, is_primary=True)


def _by_violator(terms: list[int]) -> Q:
    return _rows(Violator, type__in=terms)


def _of_category(terms: list[int]) -> Q:
    return _rows(Violation, category__in=terms)


def _code_begins(beginning: str) -> Q:
    # Between two whole numbers and byte by byte: LIKE runs after row-level security and cannot use the index.
    lowest, highest = (beginning + bound[len(beginning) :] for bound in (LOWEST_CODE, HIGHEST_CODE))
    return Q(code__gte=lowest, code__lte=highest)


def _programmes(user: User) -> QuerySet[Programme]:
    return Programme.objects.filter(memberships__in=Membership.objects.current().filter(user=user))


def _terms(user: User) -> dict[str, list[Term]]:
    rows = Term.objects.filter(programme__in=_programmes(user), code_list__in=TERM_LISTS).select_related("parent")
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


def _oblasts(user: User) -> Choices:
    rows = Location.objects.filter(programme__in=_programmes(user), kind=LocationKind.OBLAST)
    return [(place.code, place.label) for place in rows]


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
