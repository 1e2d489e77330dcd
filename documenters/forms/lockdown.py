"""Forms of a lock-down."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from documenters.actions.lockdown import lockdown_candidates
from documenters.models import LockdownReason, Programme, User


class PeopleForm(forms.Form):
    """The two people who may log in during a lock-down."""

    first = forms.ModelChoiceField(label=_("First person"), queryset=User.objects.none(), empty_label=_("Choose"))
    second = forms.ModelChoiceField(label=_("Second person"), queryset=User.objects.none(), empty_label=_("Choose"))

    def __init__(self, programme: Programme, data: Any = None) -> None:
        named = list(programme.lockdown_people.order_by("pk"))
        super().__init__(data, initial=dict(zip(("first", "second"), named, strict=False)))
        for name in ("first", "second"):
            field = cast("forms.ModelChoiceField[User]", self.fields[name])
            field.queryset = lockdown_candidates(programme)
            field.to_field_name = "public_id"

    def clean(self) -> dict[str, Any]:
        """Two different people."""
        data = super().clean() or self.cleaned_data
        if data.get("first") and data.get("first") == data.get("second"):
            self.add_error("second", ValidationError(_("Choose somebody else: it takes two people."), code="same"))
        return data

    @property
    def people(self) -> list[User]:
        """The two."""
        return [self.cleaned_data["first"], self.cleaned_data["second"]]


class LockdownForm(PeopleForm):
    """Why, and who may still log in."""

    field_order = ("reason", "first", "second")

    reason = forms.TypedChoiceField(
        label=_("Why?"),
        coerce=LockdownReason,
        choices=LockdownReason.choices,
        widget=forms.RadioSelect,
        help_text=_("It stands in the log, and the two people see it."),
    )
