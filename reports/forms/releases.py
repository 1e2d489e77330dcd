"""What is asked before a release is approved or something published is withdrawn."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from reports.indicators.published_names import period_label
from reports.models import Release, WithdrawalReason


class ReleaseBuildForm(forms.Form):
    """Up to which of the periods that are due; usually all."""

    through = forms.ChoiceField(label=_("Up to which period?"), required=False)

    def __init__(self, periods: list[str], data: Any = None) -> None:
        super().__init__(data, initial={"through": periods[-1] if periods else ""})
        self.fields["through"].choices = [(period, period_label(period)) for period in periods]  # type: ignore[attr-defined]


class ApproveForm(forms.Form):
    """Nothing to fill in: it says which numbers the person has seen."""

    digest = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, release: Release, data: Any = None) -> None:
        super().__init__(data, initial={"digest": release.digest})
        self.release = release

    def clean(self) -> dict[str, Any]:
        """Refuse where it was built anew while the person was reading."""
        data = super().clean() or self.cleaned_data
        if data.get("digest") != self.release.digest:
            raise ValidationError(
                _("The release was built again while you were reading. Look at it once more, then approve."),
                code="changed",
            )
        return data


class WithdrawForm(forms.Form):
    """Why something published is no longer shown."""

    reason = forms.ChoiceField(
        label=_("Why?"),
        choices=WithdrawalReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a reason. Readers are told it.")},
    )


class CellWithdrawForm(WithdrawForm):
    """Which number, and why."""

    key = forms.ChoiceField(
        label=_("Which number?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the number."), "invalid_choice": _("This number is not shown here.")},
    )
    field_order = ("key", "reason")

    def __init__(self, choices: list[tuple[str, str]], data: Any = None) -> None:
        super().__init__(data)
        self.fields["key"].choices = choices  # type: ignore[attr-defined]


class TableChoiceForm(forms.Form):
    """In which table the number stands."""

    period = forms.ChoiceField(label=_("Period"))
    table = forms.ChoiceField(label=_("Table"))

    def __init__(self, periods: list[tuple[str, str]], tables: list[tuple[str, str]], data: Any = None) -> None:
        super().__init__(data)
        self.fields["period"].choices = periods  # type: ignore[attr-defined]
        self.fields["table"].choices = tables  # type: ignore[attr-defined]
