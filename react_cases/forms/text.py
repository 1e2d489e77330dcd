"""Text that people type: how long it may be, and which characters may hide in it."""

import unicodedata
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

TEXT_LIMIT = 4_000
"""Characters of a note, a comment or a narrative."""

LINE_LIMIT = 200
"""Characters of a label."""

_LAYOUT = frozenset("\n\t\r")
_REORDERING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks that make a line read differently from what is stored (Unicode TR 9)."""


def visible_text(value: str) -> None:
    """Raise `ValidationError`, which names them, for control characters and for marks that reorder a line.

    Line breaks and tabs are fine, so are the joiners and accents of any script.
    """
    controls = {letter for letter in value if unicodedata.category(letter) in ("Cc", "Cs") and letter not in _LAYOUT}
    if "\x00" in controls:
        message = _("The text contains a null byte (U+0000), probably from copying. Delete it or type the place again.")
        raise ValidationError(message, code="hidden_character")
    if controls:
        message = _("The text contains invisible control characters (%(names)s). Delete them or type the place again.")
        raise ValidationError(message, code="hidden_character", params={"names": _code_points(controls)})
    if reordering := _REORDERING.intersection(value):
        message = _(
            "The text contains invisible characters that turn the direction of reading (%(names)s). Delete them."
        )
        raise ValidationError(message, code="hidden_character", params={"names": _code_points(reordering)})


def _code_points(letters: Iterable[str]) -> str:
    """Characters that cannot be shown, by number: U+202E."""
    return ", ".join(f"U+{ord(letter):04X}" for letter in sorted(letters))


def one_line(value: str) -> None:
    """Raise `ValidationError` for a label of several lines, or with a tab in it."""
    if _LAYOUT.intersection(value):
        raise ValidationError(_("Write this in one line."), code="several_lines")


class TextField(forms.CharField):
    """Several lines of text. Line breaks count as one character, as the person who types sees them."""

    widget: type[forms.Widget] = forms.Textarea

    def __init__(self, *, max_length: int = TEXT_LIMIT, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)
        # Instead of Django's own, which say the same in fewer words.
        self.validators = [visible_text, self._check_length]

    def _check_length(self, value: str) -> None:
        if self.max_length is not None and len(value) > self.max_length:
            raise ValidationError(
                _("This text has %(count)d characters; at most %(longest)d fit. All of it is still here: shorten it."),
                code="max_length",
                params={"count": len(value), "longest": self.max_length},
            )

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
