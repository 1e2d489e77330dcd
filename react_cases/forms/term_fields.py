"""Choices from a programme's code lists. The browser sends codes, the form hands over terms."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from documenters.models import Programme
from react_cases.models import Term

Choices = list[tuple[Any, Any]]


def offered_terms(programme: Programme, code_list: str, *, keep: Iterable[Term] = ()) -> list[Term]:
    """The terms of a list that can be chosen today, headings that only group left out.

    `keep` are terms that were chosen before: they stay, retired or not, so that an old answer can be read and sent
    again unchanged.
    """
    offered = list(Term.objects.of(programme, code_list).valid().choosable().select_related("parent"))
    held = {term.pk for term in offered}
    return offered + [term for term in keep if term.pk not in held]


def grouped(terms: Sequence[Term]) -> Choices:
    """Choices under their headings; terms without one stand alone."""
    choices: Choices = []
    groups: dict[int, list[tuple[str, str]]] = {}
    for term in terms:
        if term.parent is None:
            choices.append((term.code, term.label))
            continue
        if term.parent_id not in groups:
            groups[term.parent.pk] = []
            choices.append((term.parent.label, groups[term.parent.pk]))
        groups[term.parent.pk].append((term.code, term.label))
    return choices


class TermField(forms.TypedChoiceField):
    """One term of a list."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(empty_value=None, **kwargs)

    def offer(self, terms: Sequence[Term], choices: Choices | None = None) -> None:
        """Set what can be chosen; `choices` where the order or the grouping is not the list's own."""
        by_code = {term.code: term for term in terms}
        self.coerce = by_code.__getitem__
        drawn = grouped(terms) if choices is None else choices
        is_select = isinstance(self.widget, forms.Select) and not isinstance(self.widget, forms.RadioSelect)
        self.choices = [("", "—"), *drawn] if is_select else drawn


class TermsField(forms.TypedMultipleChoiceField):
    """Several terms of a list."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(empty_value=[], **kwargs)

    def offer(self, terms: Sequence[Term]) -> None:
        """Set what can be chosen."""
        by_code = {term.code: term for term in terms}
        self.coerce = by_code.__getitem__
        self.choices = grouped(terms)
