"""Text that people type: how long it may be, and which characters may hide in it."""

import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext_lazy as _

TEXT_LIMIT = 4_000
"""Characters of a note, a comment or a narrative."""

LINE_LIMIT = 200
"""Characters of a label."""

_LAYOUT = frozenset("\n\t")
_REORDERING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks that make a line read differently from what is stored."""

NOT_SHOWN = _(
    "There is a character in this text that cannot be seen and could hide something. "
    "It often comes along when text is copied: type that part again."
)


def visible_text(value: str) -> None:
    """Raise `ValidationError` for control characters and for marks that reorder a line.

    Line breaks and tabs are fine, so are the joiners and accents of any script.
    """
    if any(_is_hidden(letter) for letter in value):
        raise ValidationError(NOT_SHOWN, code="hidden_character")


def _is_hidden(letter: str) -> bool:
    return letter in _REORDERING or (unicodedata.category(letter) in ("Cc", "Cs") and letter not in _LAYOUT)


def one_line(value: str) -> None:
    """Raise `ValidationError` for a label of several lines, or with a tab in it."""
    if _LAYOUT.intersection(value):
        raise ValidationError(_("Write this in one line."), code="several_lines")


class TextField(forms.CharField):
    """Several lines of text. Line breaks count as one character, as the person who types sees them."""

    widget: type[forms.Widget] = forms.Textarea

    def __init__(self, *, max_length: int = TEXT_LIMIT, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)
        # Django's own check of null characters would say the same a second time, in fewer words.
        kept = [check for check in self.validators if not isinstance(check, ProhibitNullCharactersValidator)]
        self.validators = [*kept, visible_text]

    def to_python(self, value: Any) -> Any:
        """The text with one kind of line break, composed letters and no blank ends."""
        text = super().to_python(value)
        if not isinstance(text, str):
            return text
        return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """No suggestions and no copy of the text in the browser's form memory.

        The browser would cut a longer text off without a word, so the limit is left to the form's own message.
        """
        attrs = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        return {**attrs, "autocomplete": "off", "rows": "5"}


class LineField(TextField):
    """One line of text."""

    widget: type[forms.Widget] = forms.TextInput

    def __init__(self, *, max_length: int = LINE_LIMIT, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)
        self.validators = [*self.validators, one_line]

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """As a text, without rows."""
        attrs = super().widget_attrs(widget)
        del attrs["rows"]
        return attrs
