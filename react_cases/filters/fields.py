"""Fields of the filter: codes and months, never a word that somebody typed."""

import datetime
import re
from collections.abc import Callable
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from react_cases.models import Case

MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
YEARS = range(2000, 2100)
"""Anything else is a slip of the keyboard."""

CODE_BEGINNING = re.compile(r"[A-Z]{1,2}|[A-Z]{2}-\d{0,4}|[A-Z]{2}-\d{4}-\d{0,9}|[A-Z]{2}-P(-\d{0,9})?", re.ASCII)


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
