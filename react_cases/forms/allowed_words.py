"""A word that the personal-data guard lets pass: an organisation, a medium, a drug; never a person."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from documenters.models import Programme
from react_cases.actions.allowed_words import NO_NAME, PERSON, refusal_of
from react_cases.forms.text import LineField

WORD_LIMIT = 80
"""Characters, as the column has them."""


class AllowedWordForm(forms.Form):
    """One name to let pass from now on."""

    text = LineField(
        label=_("Words to let pass"),
        max_length=WORD_LIMIT,
        help_text=_("As they stand in texts, in their basic form: other endings are recognised."),
    )
    is_nobody = forms.BooleanField(label=_("This is not a person's name"), required=False)

    def __init__(self, programme: Programme, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.programme = programme

    def clean_text(self) -> str:
        """The words with single spaces."""
        return " ".join(str(self.cleaned_data["text"]).split())

    def clean(self) -> dict[str, Any]:
        """Refuse numbers and addresses, and what looks like a person's name unless somebody says that it is none."""
        data = super().clean() or self.cleaned_data
        refusal = refusal_of(self.programme, data.get("text", ""), is_nobody=bool(data.get("is_nobody")))
        if refusal == NO_NAME:
            message = _(
                "This is a number or an address of somebody. Only names of organisations, media and drugs belong here."
            )
            self.add_error("text", ValidationError(message, code="no_name"))
        elif refusal == PERSON:
            message = _(
                "The check takes this for a person's name. A person's name never belongs here: it would pass in every"
                " text. If it is none, say so below."
            )
            self.add_error("text", ValidationError(message, code="person"))
        return data

    @property
    def asks_about_person(self) -> bool:
        """Was the word taken for a person's name, so that the box below is shown?"""
        return self.is_bound and (self.has_error("text", "person") or "is_nobody" in self.data)
