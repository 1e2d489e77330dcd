"""Add a file to something that the programme writes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from documenters.models import Programme, User
from react_cases.actions.guard import Written, masked
from react_cases.evidence.cleaning import clean
from react_cases.evidence.formats import Cleaned, Reason, Refused
from react_cases.evidence.names import LONGEST, cleaned_name
from react_cases.forms.evidence import EvidenceFileField, refusal_error
from react_cases.forms.guarded import GuardedForm, Guarding
from react_cases.forms.text import LineField
from react_cases.models.paper import FileRole


class PaperFileForm(GuardedForm):
    """A file, what it is, and what to call it. It is cleaned of its traces as evidence is."""

    file = EvidenceFileField(
        label=_("File"),
        help_text=_("A PDF or a picture of each page; at most 25 MB. On a phone you can use the camera."),
        error_messages={"required": _("Choose a file.")},
    )
    role = forms.TypedChoiceField(
        label=_("What is it?"), choices=FileRole.choices, coerce=FileRole, widget=forms.RadioSelect
    )
    name = LineField(
        label=_("What to call it"),
        required=False,
        max_length=LONGEST,
        help_text=_("A few words, such as “reply, page 1”. Without them the file's own name is kept."),
    )

    cleaned_file: Cleaned | None = None
    is_name_masked = False
    """Did the file's own name hold personal data? Nobody is asked about it: it is left out."""

    def __init__(self, programme: Programme, by: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.guard(Guarding.of_person(by, programme), "name", labels=["name"])

    def clean(self) -> dict[str, Any]:
        """Clean the file of its traces, once everything else is in order: it takes a moment."""
        data = super().clean() or self.cleaned_data
        self.check_guards()
        received = data.get("file")
        if received is None or self.errors:
            return data
        try:
            self.cleaned_file = clean(received.name, received.read())
        except Refused as refusal:
            self.add_error("file", refusal_error(Reason(refusal.code)))
        return data

    @property
    def is_too_large(self) -> bool:
        """Was the file larger than what is taken?"""
        return self.has_error("file", Reason.TOO_LARGE)

    def name_of(self) -> Written:
        """What a valid form calls the file."""
        assert self.cleaned_file is not None  # noqa: S101  of a valid form
        if self.cleaned_data["name"]:
            return Written(self.cleaned_data["name"], self.decisions("name"))
        # Underscores stand for spaces in names of files.
        name = cleaned_name(self.cleaned_data["file"].name, self.cleaned_file.extension)
        read = name.replace("_", " ")
        said = masked(read, programme=self.guarding.programme)
        self.is_name_masked = said != read
        return Written(said if self.is_name_masked else name)
