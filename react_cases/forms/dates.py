"""Days that people state: not in the future, and not before what they follow from."""

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import formats, timezone
from django.utils.translation import gettext_lazy as _

DAY_FORMATS = ["%Y-%m-%d", "%d.%m.%Y"]
"""The browser's own calendar speaks ISO whatever the language of the page."""

SHOWN_CHARACTERS = 30


class DayField(forms.DateField):
    """A day; the message repeats what was typed, because date pickers show nothing for what they do not understand."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "autocomplete": "off"})
        super().__init__(**{"widget": widget, "input_formats": DAY_FORMATS, **kwargs})

    def to_python(self, value: Any) -> Any:
        """The day, or a message with the first characters of what came."""
        try:
            return super().to_python(value)
        except ValidationError:
            shown = "".join(letter for letter in str(value) if letter.isprintable())[:SHOWN_CHARACTERS]
            raise ValidationError(
                _("“%(typed)s” is not a day. Write it like 2026-03-25."), code="invalid", params={"typed": shown}
            ) from None


class PastDayField(DayField):
    """A day up to today, today by default."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"initial": timezone.localdate, **kwargs})
        self.start(None)

    def start(self, not_before: datetime.date | None) -> None:
        """Set the first day that makes sense."""
        self.not_before = not_before
        # Here and not once for the class: a server runs for longer than a day.
        self.widget.attrs["max"] = timezone.localdate().isoformat()
        if not_before:
            self.widget.attrs["min"] = not_before.isoformat()

    def validate(self, value: Any) -> None:
        """Raise `ValidationError` for a day of the future or before the first one."""
        super().validate(value)
        if value is None:
            return
        if value > timezone.localdate():
            raise ValidationError(_("This day is in the future."), code="future")
        if self.not_before and value < self.not_before:
            raise ValidationError(
                _("This day is too early: choose %(day)s or a later one."),
                code="too_early",
                params={"day": formats.date_format(self.not_before, "DATE_FORMAT")},
            )
