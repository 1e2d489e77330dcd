"""Fields and widgets of the intake: refuse what must not be kept, and never lose what was typed."""

import datetime
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.utils import formats
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

OLDEST_CLIENT = 110
_THOUSANDS = re.compile(r"\d{1,3}([.,])\d{3}(?:\1\d{3})*(?:[.,]\d{1,2})?")
NOT_IN_LIST = _("This answer is not in the list (any more). Please choose again.")


class TypedDecimal(forms.DecimalField):
    """A number typed on a phone: comma or point, spaces between thousands."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            **{"widget": forms.TextInput(attrs={"inputmode": "decimal"}), "required": False, "min_value": 0, **kwargs}
        )

    def to_python(self, value: Any) -> Any:
        """The number, or None for an empty field."""
        if isinstance(value, str):
            value = re.sub(r"[\s\u00a0\u202f]", "", value).replace(",", ".")
        return super().to_python(value)


class MoneyField(TypedDecimal):
    """A sum as people write it: 350650, 350 650, 350,650 or 350.650,50.

    Sums have two decimal places at most, so that three digits behind a comma or a point are thousands.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_digits": 12, "decimal_places": 2, **kwargs})

    def to_python(self, value: Any) -> Any:
        """The number, or None for an empty field."""
        if isinstance(value, str):
            value = re.sub(r"[\s\u00a0\u202f]", "", value)
            if _THOUSANDS.fullmatch(value):
                value = re.sub(r"[.,](?=\d{3})", "", value)
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        """A number as readers of the page write it, cents only where there are any."""
        if isinstance(value, Decimal):
            places = 0 if value == value.to_integral_value() else 2
            return formats.number_format(value, places, use_l10n=True, force_grouping=True)
        return value


class UnechoedInput(forms.TextInput):
    """A field whose content never comes back in a page: the parts of a client code."""

    def format_value(self, value: Any) -> None:  # noqa: ARG002
        """Nothing, whatever was typed."""
        return


class Tiles(forms.RadioSelect):
    """Large radio tiles with a hint below some of them."""

    hints: Mapping[str, str] = {}

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """One tile."""
        option = super().create_option(name, value, *args, **kwargs)
        option["hint"] = self.hints.get(str(value), "")
        return option


class GroupedTiles(forms.CheckboxSelectMultiple):
    """A long list of tiles: the frequent ones, then one closed group for each heading."""

    template_name = "react_cases/_intake_grouped.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The groups with what opens them."""
        context = super().get_context(name, value, attrs)
        context["widget"]["groups"] = [
            {
                "name": group,
                "options": options,
                "heading": str(options[0]["value"]).partition(".")[0] if place else "",
                "is_open": not place or any(option["selected"] for option in options),
            }
            for place, (group, options, _index) in enumerate(context["widget"]["optgroups"])
        ]
        return context


class GroupedRadioTiles(Tiles):
    """The same for one answer out of many."""

    template_name = "react_cases/_intake_places.html"


def choice(label: Any, *, required: bool = True, widget: Any = None, **kwargs: Any) -> forms.ChoiceField:
    """One answer of a list that is filled in when the form is made."""
    field = forms.ChoiceField(label=label, required=required, widget=widget or Tiles(), **kwargs)
    field.error_messages["invalid_choice"] = NOT_IN_LIST
    field.error_messages["required"] = _("Choose one answer.")
    return field


def choices(label: Any, *, required: bool = False, widget: Any = None, **kwargs: Any) -> forms.MultipleChoiceField:
    """Several answers of a list that is filled in when the form is made."""
    field = forms.MultipleChoiceField(
        label=label, required=required, widget=widget or forms.CheckboxSelectMultiple(), **kwargs
    )
    field.error_messages["invalid_choice"] = NOT_IN_LIST
    field.error_messages["invalid_list"] = NOT_IN_LIST
    field.error_messages["required"] = _("Choose at least one.")
    return field


def offer(form: forms.BaseForm, name: str, rows: Any) -> None:
    """Fill in what a field offers."""
    cast(forms.ChoiceField, form.fields[name]).choices = rows


def code_errors(parts: Mapping[str, str], today: datetime.date) -> Iterator[tuple[str, str]]:
    """What is wrong with the parts of a client code, by field; nothing where none was typed."""
    if not any(parts.values()):
        return
    year = parts.get("code_year", "")
    is_year = len(year) == 4 and year.isascii() and year.isdigit()
    if not is_year or not today.year - OLDEST_CLIENT <= int(year) <= today.year:
        yield "code_year", gettext("Four digits, such as 1985. %(anew)s") % {"anew": _type_anew()}
    for name in ("code_mother", "code_father"):
        letters = parts.get(name, "")
        if len(letters) < 2 or not letters.isalpha():
            yield name, gettext("Two letters. %(anew)s") % {"anew": _type_anew()}


def _type_anew() -> str:
    """Why the parts of a client code are empty after an error."""
    return gettext("For the client's safety this page does not show the code again: type it anew.")
