"""How long the content of cases is kept."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from documenters.models import Programme
from react_cases.actions.retention import rules_of
from react_cases.models.choices import RetentionKind
from react_cases.models.retention import LONGEST_MONTHS
from react_cases.retention import USUAL, Kind

WHY = {
    Kind.DRAFT: _("The draft is erased: only its number and date stay. Each day of writing starts the time anew."),
    Kind.RETURNED: _("Texts and files are deleted; the answers stay. Each day of writing starts the time anew."),
    Kind.REJECTED: _("Texts and files are deleted; the answers stay."),
    Kind.CLOSED: _("Texts and files are deleted; the answers stay and count as before."),
    Kind.OPEN: _("Help may still be needed, so texts and files usually stay until somebody closes the case."),
}


class RetentionForm(forms.Form):
    """One number of months for each kind; nothing at all: until somebody erases it."""

    def __init__(self, programme: Programme, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind, months in rules_of(programme).items():
            self.fields[kind.value] = forms.IntegerField(
                label=RetentionKind(kind.value).label,
                min_value=1,
                max_value=LONGEST_MONTHS,
                required=False,
                initial=months,
                help_text=WHY[kind],
            )

    def months(self) -> dict[Kind, int | None]:
        """What was chosen, by kind."""
        return {kind: self.cleaned_data[kind.value] for kind in USUAL}
