"""How a programme publishes. No setting goes below its floor."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from react_cases.forms.nobody import name_nobody
from react_cases.forms.text import LineField
from reports.disclosure.schema import Parameters
from reports.models import PARAMETERS, ReleaseSettings


def _number(label: Any, least: int, most: int, help_text: Any = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=least,
        max_value=most,
        help_text=help_text,
        widget=forms.NumberInput({"inputmode": "numeric"}),
    )


class ReleaseSettingsForm(forms.Form):
    """Thresholds, delays, and the line under the figures."""

    k_national = _number(
        _("Smallest number for the public: whole country, a year"),
        5,
        100,
        _("Counted in clients, not in cases. Anything smaller is not published, and neither is zero."),
    )
    k_subnational = _number(
        _("Smallest number for the public: an oblast, or a quarter"),
        5,
        100,
        _("Few people live in a small place: use a larger number than for the whole country."),
    )
    k_donor = _number(_("Smallest number for donors"), 5, 100, _("In every table that only donors read."))
    concentration_row = _number(
        _("All in one cell: withhold in rows below"),
        10,
        500,
        _("When all cases of a small row fall into one cell, the cell says it of each of them."),
    )
    rare_below = _number(
        _("Codes become “others together” below"),
        5,
        500,
        _("Cases a year in the whole country. Decided anew every two years."),
    )
    headline_single = _number(
        _("Keep numbers of one kind from"),
        5,
        1000,
        _("Numbers for the whole country from this size on are withheld last when others need protection."),
    )
    headline_pair = _number(
        _("Keep numbers of client group and violator together from"), 5, 1000, _("The same for groups by violator.")
    )
    two_witnesses = forms.BooleanField(
        label=_("If one withheld number leaks, it opens no other"),
        required=False,
        help_text=_("For the public tables. It withholds a few numbers more."),
    )
    small_country_below = _number(
        _("Only whole years, without oblasts, below"),
        0,
        10_000,
        _("Cases a year. In a small country quarters and oblasts lead to people."),
    )
    quarter_lag_days = _number(_("Days after a quarter"), 0, 366, _("So long cases may still be approved for it."))
    year_lag_days = _number(
        _("Days after a year"), 0, 366, _("Also after two years. Never before 31 March, when outcomes are read.")
    )
    contact = LineField(
        label=_("Contact line"),
        required=False,
        max_length=300,
        help_text=_("Stands under the figures. An office or an address, not a person."),
    )

    THRESHOLDS = ("k_national", "k_subnational", "k_donor")
    OTHER_PARAMETERS = (
        "concentration_row",
        "rare_below",
        "headline_single",
        "headline_pair",
        "small_country_below",
        "two_witnesses",
    )
    DELAYS = ("quarter_lag_days", "year_lag_days")
    PAGE = ("contact",)

    def __init__(self, settings: ReleaseSettings, data: Any = None) -> None:
        super().__init__(data, initial={name: getattr(settings, name) for name in self.base_fields})
        self.programme = settings.programme

    def clean_contact(self) -> str:
        """The line, which everybody reads; an office's number or address may stand in it, a person's name may not."""
        contact = str(self.cleaned_data["contact"])
        name_nobody(contact, self.programme)
        return contact

    def group(self, names: tuple[str, ...]) -> list[forms.BoundField]:
        """Some of the fields, to be drawn together."""
        return [self[name] for name in names]

    @property
    def threshold_fields(self) -> list[forms.BoundField]:
        """What is too small to be shown."""
        return self.group(self.THRESHOLDS)

    @property
    def other_fields(self) -> list[forms.BoundField]:
        """What else decides."""
        return self.group(self.OTHER_PARAMETERS)

    @property
    def other_errors(self) -> bool:
        """Is something wrong among them?"""
        return any(field.errors for field in self.other_fields)

    @property
    def delay_fields(self) -> list[forms.BoundField]:
        """When something is due."""
        return self.group(self.DELAYS)

    @property
    def page_fields(self) -> list[forms.BoundField]:
        """What stands on the page of figures."""
        return self.group(self.PAGE)

    @property
    def parameters(self) -> Parameters:
        """What was typed, as the disclosure control takes it."""
        return Parameters(**{name: self.cleaned_data[name] for name in PARAMETERS})
