"""The one filter of cases: for the list, its export and the live figures.

Every parameter is a code or a month, never a word somebody typed, so that an address bar tells no story.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import formats
from django.utils.translation import gettext_lazy as _

from documenters.access import has_permission
from documenters.models import User
from documenters.permissions import Permission
from react_cases.filters.fields import MonthField
from react_cases.filters.offers import chosen_cases, chosen_firings, filters_for
from react_cases.models import Case
from react_cases.models.case import CaseQuerySet

NOT_IN_ADDRESSES = "code"
"""Comes in the body of a request only: addresses stay in the history of a browser."""

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
    "check",
    "sent",
    "setting",
    "place",
    "case",
    "firing",
    "strategic",
    "consent",
)
"""Every parameter. Which of them a person is offered depends on what the person may see."""


CODED_ANSWERS = (
    *("violator", "category", "group", "primary_group", "oblast"),
    *("qualification", "readiness", "response_status", "setting"),
)
"""What a report or an action keeps of a filter: answers. Never an organisation, a person, a place below the oblast,
or a case."""

MONTHS = ("from", "to")

IN_SIGHT = ("status", "check", "organisation", "group", "violator", "category", "oblast", "case", "firing")
"""Lists that a page shows at once; the others are one tap away."""


TOO_SLOW = _("Over so many cases this takes too long. Choose a shorter period: first sent for review, or registered.")


class Chip(NamedTuple):
    """One chosen value: what it filters, its label, and the address of the page without it."""

    label: str
    value: str
    url: str


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
        self.filters = filters_for(user, queryset)
        chosen = [value for value in _values(self.data, "case") if value.strip()]
        if chosen and "check" in self.filters:
            self.filters["case"] = chosen_cases(queryset, chosen)
        fired = [value for value in _values(self.data, "firing") if value.strip()]
        if fired and has_permission(user, Permission.ALERT_MANAGE):
            self.filters["firing"] = chosen_firings(user, fired)
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

    in_sight = IN_SIGHT

    @property
    def looks_through(self) -> bool:
        """Is every answer of every case looked at? Behind row-level security that takes long over very many cases."""
        return bool(_values(self.data, "check"))

    def give_up(self) -> None:
        """The database would take too long: no case matches, and the page says how to ask for less."""
        self.form.add_error("check", ValidationError(TOO_SLOW, code="slow"))
        self._qs = self.queryset.none()

    @property
    def has_more_chosen(self) -> bool:
        """Is something chosen in a list that is not in sight?"""
        lists = (name for name, item in self.filters.items() if isinstance(item.field, forms.MultipleChoiceField))
        return bool({name for name, _value in self.chosen()} & set(lists) - set(IN_SIGHT))

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

    def said(self, names: Iterable[str]) -> list[tuple[str, list[str]]]:
        """What is chosen of these parameters, in their order: the label of each and those of its values."""
        return [
            (str(self.filters[name].field.label), labels)
            for name in names
            if name in self.filters
            if (
                labels := [_value_label(self.filters[name].field, value) for key, value in self.chosen() if key == name]
            )
        ]

    def query(self) -> str:
        """The chosen values as a query string, without what no address may hold."""
        return self._query_of(name for name in self.filters if name != NOT_IN_ADDRESSES)

    def kept_query(self, names: Iterable[str] = CODED_ANSWERS) -> str:
        """What may be kept of it beside what was found, as in an address: the values of these parameters alone."""
        return self._query_of(names)

    def _query_of(self, names: Iterable[str]) -> str:
        wanted, query = frozenset(names), QueryDict(mutable=True)
        for name, value in self.chosen():
            if name in wanted:
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
        return next((str(label).strip() for code, label in _flat(field.choices) if str(code) == value), value)
    if isinstance(field, MonthField):
        try:
            month = field.clean(value)
        except ValidationError:
            return value
        return formats.date_format(month, "YEAR_MONTH_FORMAT") if month else value
    return value.strip().upper()


def _flat(choices: Any) -> Iterator[tuple[Any, Any]]:
    """Choices without their headings."""
    for value, label in choices:
        if isinstance(label, list):
            yield from label
        else:
            yield value, label
