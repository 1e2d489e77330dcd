"""Words to look for in the stories, and how far a search has come. Both come in the body of a request only."""

import datetime
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from react_cases.actions.searching import PAGE, Place, TextPart
from react_cases.forms.text import LineField
from react_cases.pii.sought_words import MOST_WORDS, Sought, Unfit, UnfitWords, read_sought

CASE_CODE = re.compile(r"[A-Z]{2}-(?:\d{4}|P)-\d{1,9}", re.ASCII)
LOOKS_CYRILLIC = str.maketrans("АВЕКМНОРСТУХ", "ABEKMHOPCTYX")
"""Letters of a case number that were typed without changing the keyboard."""
AFTER = re.compile(r"(\d{4}-\d{2}-\d{2})\.(\d{1,18})", re.ASCII)
MOST_FOUND = 200
"""Cases found before that a page without script carries along."""
LONGEST = 200

UNFIT_LABELS: Mapping[Unfit, Any] = {
    Unfit.EMPTY: _("Write at least one word."),
    Unfit.SHORT: _("A single letter stands in every story. Write a word, or its beginning."),
    Unfit.MANY: _("These are more than %(most)d words. Leave the rarest ones."),
}


def _words(help_text: Any = "") -> LineField:
    said = {"required": UNFIT_LABELS[Unfit.EMPTY]}
    return LineField(label=_("Words in the story"), max_length=LONGEST, error_messages=said, help_text=help_text)


class WordsForm(forms.Form):
    """The field as it stands on the list of cases."""

    words = _words()


class CaseSearchForm(WordsForm):
    """What to look for, and where besides the narrative."""

    words = _words(_("All of the words have to be there, with any ending. “In quotation marks”: exactly so."))
    also = forms.MultipleChoiceField(
        label=_("Look also in"),
        required=False,
        choices=[
            (TextPart.COMMENTS.value, _("comments of the review")),
            (TextPart.NOTES.value, _("notes about help")),
            (TextPart.UNITS.value, _("units of violators")),
        ],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose from the list."), "invalid_list": _("Choose from the list.")},
    )

    def clean_words(self) -> Sought | str:
        """What to look for, or the number of a case in capital letters."""
        typed: str = self.cleaned_data["words"]
        code = typed.strip().upper().translate(LOOKS_CYRILLIC)
        if CASE_CODE.fullmatch(code):
            return code
        try:
            return read_sought(typed)
        except UnfitWords as error:
            raise ValidationError(UNFIT_LABELS[error.why], code=error.why, params={"most": MOST_WORDS}) from None

    @property
    def parts(self) -> set[TextPart]:
        """Which texts are looked through."""
        return {TextPart.STORY, *(TextPart(name) for name in self.cleaned_data["also"])}

    def chosen(self) -> list[tuple[str, str]]:
        """(parameter, value) as they were given."""
        also = [("also", str(value)) for value in self.cleaned_data.get("also", [])]
        return [("words", str(self.data.get("words", ""))), *also]

    def chips(self) -> list[str]:
        """What is ticked, in words."""
        labels = dict(self.fields["also"].choices)  # type: ignore[attr-defined]
        return [str(labels[name]) for name in self.cleaned_data.get("also", [])]


@dataclass(frozen=True)
class SearchProgress:
    """How far a search has come, as its last page has sent it back. It decides nothing but where to go on."""

    after: Place | None
    looked: int
    total: int | None
    unopened: int
    room: int
    """Cases that are still shown before somebody has to ask for more."""
    found: list[uuid.UUID]


def progress_of(sent: QueryDict) -> SearchProgress:
    """Where to go on; at the beginning where nothing, or nothing sensible, was sent."""
    after = _place(sent.get("after", ""))
    if after is None:
        return SearchProgress(None, 0, None, 0, PAGE, [])
    shown = _number(sent.get("shown", "")) or 0
    found = [number for value in sent.getlist("found")[:MOST_FOUND] if (number := _identifier(value))]
    return SearchProgress(
        after,
        _number(sent.get("looked", "")) or 0,
        _number(sent.get("total", "")),
        _number(sent.get("unopened", "")) or 0,
        PAGE - shown if shown < PAGE else PAGE,
        found,
    )


def place_in_form(place: Place) -> str:
    """As `progress_of` reads it."""
    return f"{place.received_on.isoformat()}.{place.case_id}"


def _place(text: str) -> Place | None:
    match = AFTER.fullmatch(text)
    try:
        return Place(datetime.date.fromisoformat(match[1]), int(match[2])) if match else None
    except ValueError:
        return None


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _identifier(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
