"""A new link to released figures: for whom, which figures, how long."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from react_cases.forms.text import LineField
from reports.disclosure.schema import Tier

DAYS = (
    (7, gettext_lazy("one week")),
    (30, gettext_lazy("30 days")),
    (90, gettext_lazy("three months")),
    (365, gettext_lazy("one year")),
)


class ShareLinkForm(forms.Form):
    """For whom the link is, what it shows and how long."""

    label = LineField(
        label=gettext_lazy("For whom?"),
        max_length=100,
        help_text=gettext_lazy("An organisation or a meeting. Only coordinators see this."),
    )
    tier = forms.ChoiceField(
        label=gettext_lazy("Which figures?"),
        choices=[
            (Tier.PUBLIC.value, gettext_lazy("Those of the public page")),
            (Tier.DONOR.value, gettext_lazy("Those of donors: more detail, smaller numbers")),
        ],
        initial=Tier.PUBLIC.value,
        widget=forms.RadioSelect,
    )
    days = forms.TypedChoiceField(label=gettext_lazy("For how long?"), choices=DAYS, coerce=int, initial=30)
    period_from = forms.ChoiceField(label=gettext_lazy("From the year"), required=False)
    period_to = forms.ChoiceField(label=gettext_lazy("To the year"), required=False)

    def __init__(self, years: Sequence[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = [(year, year) for year in years]
        first, last = _("the first one"), _("the latest one, and those that come")
        cast("forms.ChoiceField", self.fields["period_from"]).choices = [("", first), *found]
        cast("forms.ChoiceField", self.fields["period_to"]).choices = [("", last), *found]

    def clean(self) -> dict[str, Any]:
        """The years are in order."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("period_from") and data.get("period_to") and data["period_from"] > data["period_to"]:
            self.add_error("period_to", _("This year is before the first one."))
        return data
