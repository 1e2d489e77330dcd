"""Fields and widgets of the intake: refuse what must not be kept, and never lose what was typed."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from react_cases.forms.text import TextField

BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Characters that make text read in another order than it is stored (Unicode TR 9)."""

NOT_IN_LIST = gettext_lazy("This answer is not in the list (any more). Please choose again.")
DAY_FORMATS = ["%Y-%m-%d", "%d.%m.%Y"]
SHOWN_CHARACTERS = 30


def refused_characters(text: str) -> list[str]:
    """The control characters of a text other than tab and line ends, each named once as U+0000."""
    found = {letter for letter in text if unicodedata.category(letter) == "Cc" and letter not in "\t\n\r"}
    return [f"U+{ord(letter):04X}" for letter in sorted(found)]


def check_text(text: str) -> None:
    """Raise a readable error for characters that are invisible and do harm."""
    if "\x00" in text:
        raise ValidationError(
            _("The text contains a null byte (U+0000), probably from copying. Delete it or type the place again."),
            code="control",
        )
    if names := refused_characters(text):
        raise ValidationError(
            _("The text contains invisible control characters (%(names)s). Delete them or type the place again.")
            % {"names": ", ".join(names)},
            code="control",
        )
    if names := sorted({f"U+{ord(letter):04X}" for letter in BIDI.findall(text)}):
        raise ValidationError(
            _("The text contains invisible characters that turn the direction of reading (%(names)s). Delete them.")
            % {"names": ", ".join(names)},
            code="bidi",
        )


class CleanText(TextField):
    """A text whose messages name the character that cannot stay, and count what is too much."""

    def __init__(self, *, longest: int, **kwargs: Any) -> None:
        super().__init__(max_length=longest, **kwargs)
        self.longest = longest
        self.validators = [check_text, self._check_length]

    def _check_length(self, text: str) -> None:
        if len(text) > self.longest:
            raise ValidationError(
                _("This text has %(count)d characters; at most %(longest)d fit. All of it is still here: shorten it.")
                % {"count": len(text), "longest": self.longest},
                code="max_length",
            )


class DayField(forms.DateField):
    """A day; the message repeats what was typed, because date pickers show nothing for what they do not understand."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        super().__init__(**{"widget": widget, "input_formats": DAY_FORMATS, "required": False, **kwargs})

    def to_python(self, value: Any) -> Any:
        """The day, or a message with the first characters of what came."""
        try:
            return super().to_python(value)
        except ValidationError:
            shown = "".join(letter for letter in str(value) if letter.isprintable())[:SHOWN_CHARACTERS]
            raise ValidationError(
                _("“%(typed)s” is not a day. Write it like 2026-03-25.") % {"typed": shown}, code="invalid"
            ) from None


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
    field.error_messages["required"] = gettext_lazy("Choose one answer.")
    return field


def choices(label: Any, *, required: bool = False, widget: Any = None, **kwargs: Any) -> forms.MultipleChoiceField:
    """Several answers of a list that is filled in when the form is made."""
    field = forms.MultipleChoiceField(
        label=label, required=required, widget=widget or forms.CheckboxSelectMultiple(), **kwargs
    )
    field.error_messages["invalid_choice"] = NOT_IN_LIST
    field.error_messages["invalid_list"] = NOT_IN_LIST
    field.error_messages["required"] = gettext_lazy("Choose at least one.")
    return field


def offer(form: forms.BaseForm, name: str, rows: Any) -> None:
    """Fill in what a field offers."""
    cast(forms.ChoiceField, form.fields[name]).choices = rows
