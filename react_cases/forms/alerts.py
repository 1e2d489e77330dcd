"""A rule that is watched: one sentence with choices. Codes and numbers alone; there is no line to type a name into."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from documenters.models import Programme
from react_cases.actions.alerts import CODES, AlertRefused, RuleData
from react_cases.forms.term_fields import TermField
from react_cases.models import Term
from react_cases.models.alert import AlertArea

LISTS = {
    "violator": ("violator_types", _("By whom")),
    "category": ("violation_categories", _("What happened")),
    "setting": ("event_settings", _("At what kind of place")),
    "group": ("client_groups", _("To which client group")),
}
"""Field -> its code list and its label, in the order of the sentence. The names are those of the filter of cases."""

USUAL = {"at_least": 5, "within_days": 60, "area": AlertArea.CITY.value}


class AlertForm(forms.Form):
    """Which cases, how many, how near to each other."""

    at_least = forms.IntegerField(label=_("At least so many cases"), min_value=2, max_value=500)
    area = forms.ChoiceField(label=_("Together in"), choices=AlertArea.choices)
    within_days = forms.IntegerField(
        label=_("Within so many days"),
        min_value=1,
        max_value=366,
        help_text=_("The first and the last day are counted."),
    )

    def __init__(self, programme: Programme, data: Any = None, *, asked: QueryDict | None = None) -> None:
        super().__init__(data, initial=USUAL)
        for name, (code_list, label) in LISTS.items():
            terms = list(Term.objects.of(programme, code_list).valid().select_related("parent"))
            field = TermField(label=label, required=False)
            field.offer(terms)
            field.choices = [("", pgettext_lazy("alert", "any")), *((term.code, _indented(term)) for term in terms)]
            self.fields[name] = field
            if asked is not None and (code := _only_one(asked, name, terms)):
                self.initial[name] = code
        self.order_fields(["at_least", *LISTS, "area", "within_days"])

    def clean(self) -> dict[str, Any]:
        """At least one code: what any case meets would tell nothing."""
        data = super().clean() or self.cleaned_data
        if not self.errors and not any(data.get(name) for name in CODES):
            self.say(AlertRefused("no_code"))
        return data

    def rule(self) -> RuleData:
        """What is to be watched."""
        return RuleData(**{name: self.cleaned_data[name] for name in ("at_least", "within_days", "area", *CODES)})

    def say(self, error: AlertRefused) -> None:
        """Put a refusal of the action beside what it is about."""
        said = {
            "no_code": _("Choose at least one: by whom, what happened, where, or to whom."),
            "exists": _("This is watched already."),
        }
        self.add_error(
            "violator" if error.code == "no_code" else None, ValidationError(said[error.code], code=error.code)
        )


def rule_query(chosen: list[tuple[str, str]]) -> str:
    """What a filter of cases and a rule have in common, as in an address: codes of which exactly one is chosen."""
    query = QueryDict(mutable=True)
    for name in CODES:
        values = [value for parameter, value in chosen if parameter == name]
        if len(values) == 1:
            query[name] = values[0]
    return query.urlencode()


def prefilled(asked: QueryDict) -> Mapping[str, Any] | None:
    """A whole rule where an address names one of its codes, so that the page can say at once what it would find."""
    codes = {name: asked[name] for name in CODES if len(asked.getlist(name)) == 1}
    return {**USUAL, **codes} if codes else None


def _only_one(asked: QueryDict, name: str, terms: list[Term]) -> str:
    values = asked.getlist(name)
    return values[0] if len(values) == 1 and any(term.code == values[0] for term in terms) else ""


def _indented(term: Term) -> str:
    return term.label if term.parent_id is None else f"\u2003{term.label}"
