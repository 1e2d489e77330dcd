"""Lines outside of cases that everybody may read some day: nobody is named in them, and nobody decides otherwise."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from documenters.models import Programme
from react_cases.actions.guard import Written, text_check
from react_cases.pii.findings import Label


def name_nobody(text: str, programme: Programme) -> None:
    """Raise `ValidationError`, which quotes the words, where the guard takes some of a line for a person's name."""
    for suggestion in text_check(Written(text), programme=programme).undecided:
        if suggestion.label is Label.PERSON:
            first = suggestion.findings[0]
            message = _(
                "“%(words)s” looks like a person's name: leave it out. The name of an organisation can be added to"
                " the words that the check lets pass, in the settings."
            )
            raise ValidationError(message, code="names_somebody", params={"words": text[first.start : first.end]})
