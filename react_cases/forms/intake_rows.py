"""The small forms of the intake: one for each chosen violator and one for each chosen violation."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from react_cases.forms.guard_fields import Press
from react_cases.forms.guarded import GuardedForm, Guarding
from react_cases.forms.intake_answers import (
    WITH_AMOUNT,
    WITH_HOURS,
    WITH_INJURY,
    Answers,
    sensible,
    single,
    usual_role,
)
from react_cases.forms.intake_fields import TypedDecimal, choice, choices, offer
from react_cases.forms.intake_why import WHY_VIOLATION, WHY_VIOLATOR
from react_cases.forms.text import TextField
from react_cases.forms.why import explained
from react_cases.models.choices import RoleOfGovernment, Uniform

PLACEHOLDER = "__CODE__"
"""Stands for the code in the forms that a script copies."""

MOST_PERSONS = 999
LONGEST_UNIT = 200
CURRENCIES = ("KGS", "USD", "EUR", "RUB", "KZT", "UZS", "TJS")


class RowForm(GuardedForm):
    """Details of one chosen code; its fields are named `violator-LE.CRIM-number`."""

    kind: str
    use_required_attribute = False

    def __init__(self, code: str, label: str, answers: Answers, *, bound: bool) -> None:
        self.code = code
        self.row_label = label
        self.answers = answers
        super().__init__(
            data=MultiValueDict(answers) if bound else None, prefix=f"{self.kind}-{code}", initial=self._initial()
        )
        for field in self.fields.values():
            field.widget.attrs["autocomplete"] = "off"

    def _initial(self) -> dict[str, Any]:
        return {name: self.said(name) for name in self.base_fields if self.said(name)}

    def said(self, name: str) -> str:
        """What was typed into one field."""
        return (self.answers.get(f"{self.kind}-{self.code}-{name}") or [""])[0]


@explained(WHY_VIOLATOR)
class ViolatorForm(RowForm):
    """How many, in uniform or not, the role of the state, the unit, and which of the violations."""

    kind = "violator"

    number = forms.IntegerField(
        label=_("How many persons"),
        required=False,
        min_value=1,
        max_value=MOST_PERSONS,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    uniform = choice(_("Clothes"), required=False, choices=Uniform.choices)
    unit = TextField(
        label=_("Station, department or hospital"),
        required=False,
        max_length=LONGEST_UNIT,
        widget=forms.TextInput(),
        help_text=_("Not the name of a person. Kept sealed; never published."),
    )
    role = choice(_("Role of the state"), required=False, widget=forms.Select(), choices=RoleOfGovernment.choices)
    links = choices(_("What of it did they do?"), help_text=_("If you choose nothing: all of it."))

    def __init__(
        self,
        code: str,
        label: str,
        answers: Answers,
        *,
        violations: Sequence[tuple[str, str]],
        bound: bool,
        guarding: Guarding,
        press: Press | None = None,
    ) -> None:
        name = f"violator-{code}-links"
        known = {value for value, _label in violations}
        # A link to a violation that was unchosen afterwards goes with it.
        linked = [value for value in answers.get(name, []) if value in known]
        super().__init__(code, label, {**answers, name: linked}, bound=bound)
        self.initial.setdefault("role", usual_role(code))
        self.initial.setdefault("uniform", Uniform.UNKNOWN.value)
        self.initial["links"] = linked
        offer(self, "links", violations)
        self.guard(guarding, "unit", press=press, kept=single(answers))


@explained(WHY_VIOLATION)
class ViolationForm(RowForm):
    """Money demanded, hours held, injury: each only where it belongs to the category."""

    kind = "violation"

    amount = TypedDecimal(label=_("Money demanded"), max_digits=12, decimal_places=2)
    currency = choice(
        _("Currency"), required=False, widget=forms.Select(), choices=[(code, code) for code in CURRENCIES]
    )
    hours = TypedDecimal(label=_("Hours held"), max_digits=6, decimal_places=1)
    injured = forms.BooleanField(label=_("The client was injured"), required=False)

    def __init__(self, code: str, label: str, answers: Answers, *, currency: str, bound: bool) -> None:
        super().__init__(code, label, answers, bound=bound)
        self.initial.setdefault("currency", currency)
        for names, codes in (
            (("amount", "currency"), WITH_AMOUNT),
            (("hours",), WITH_HOURS),
            (("injured",), WITH_INJURY),
        ):
            # What somebody has recorded before stays in sight, whatever the category.
            if not sensible(code, codes) and not self.said(names[0]) and code != PLACEHOLDER:
                for name in names:
                    del self.fields[name]

    @property
    def is_needed(self) -> bool:
        """Is there any detail to ask for?"""
        return bool(self.fields)
