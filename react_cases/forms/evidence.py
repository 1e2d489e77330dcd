"""Add a file to a case, and delete one."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from documenters.uploads import ReceivedFile
from react_cases.actions.evidence import EvidenceData, Original
from react_cases.actions.guard import masked
from react_cases.evidence.cleaning import clean
from react_cases.evidence.formats import EXTENSIONS, MEGABYTE, SIZE_LIMIT, Cleaned, Reason, Refused, extension_of
from react_cases.evidence.names import LONGEST, cleaned_name
from react_cases.forms.guarded import GuardedForm, Guarding
from react_cases.forms.responses import NO_NAMES
from react_cases.forms.text import LineField, TextField
from react_cases.forms.why import EVIDENCE, explained
from react_cases.models import Case
from react_cases.models.choices import RemovalReason

ACCEPT = ",".join(
    [*(f".{extension}" for extension in EXTENSIONS), "image/jpeg", "image/png", "image/heic", "audio/*", "video/*"]
)
"""What a phone offers: the camera and the recorder too. What is taken, the file itself decides."""

SENTENCES = {
    Reason.EMPTY: _("This file is empty. Choose another."),
    Reason.TOO_LARGE: _("This file is larger than %(megabytes)d MB. Make it smaller, or send a part of it."),
    Reason.NOT_ALLOWED: _("Files of this kind are not taken. Send a JPEG, PNG or HEIC picture, a PDF, sound or video."),
    Reason.NOT_WHAT_IT_SAYS: _("The content of this file does not fit its name. Save it anew in its own program."),
    Reason.DAMAGED: _("This file is damaged: it cannot be read to its end. Take it from the device once more."),
    Reason.TOO_MANY_PIXELS: _("This picture has too many points: at most 12,000 a side and 50 million in all."),
    Reason.ENCRYPTED: _("This document is locked with a password. Save it without one, then send it."),
    Reason.TOO_MANY_PAGES: _("This document has more than 500 pages or is too complicated. Send a part of it."),
    Reason.UNCLEANABLE: _("Something in this file cannot be cleaned of traces. Print it to a PDF, or photograph it."),
    Reason.TOO_HARD: _("This file could not be cleaned: it needs too much time or memory. Send a simpler one."),
}
"""One clear sentence for each code of `Refused`."""


class EvidenceFileField(forms.FileField):
    """The file as it came, within the limit."""

    widget = forms.FileInput

    def to_python(self, data: Any) -> Any:
        """The received file; what is wrong with its size is said here, the rest when it is cleaned."""
        if isinstance(data, ReceivedFile) and data.is_too_large:
            raise refusal_error(Reason.TOO_LARGE)
        if isinstance(data, ReceivedFile) and not data.size:
            raise refusal_error(Reason.EMPTY)
        return super().to_python(data)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """What to offer, and how much a script may promise."""
        return {**super().widget_attrs(widget), "accept": ACCEPT, "data-largest": str(SIZE_LIMIT)}


def refusal_error(reason: Reason) -> ValidationError:
    """A refusal in words."""
    return ValidationError(SENTENCES[reason], code=reason.value, params={"megabytes": SIZE_LIMIT // MEGABYTE})


@explained(EVIDENCE)
class EvidenceForm(GuardedForm):
    """A file, what to call it, and how it was made."""

    file = EvidenceFileField(
        label=_("File"),
        help_text=_("A picture, a PDF, sound or video; at most 25 MB. On a phone you can use the camera."),
        error_messages={"required": _("Choose a file.")},
    )
    name = LineField(
        label=_("What is it?"),
        required=False,
        max_length=LONGEST,
        help_text=_("A few words, such as “protocol, page 1”. No names. Without them the file's own name is kept."),
    )
    note = TextField(label=_("How and when was it made?"), required=False, help_text=NO_NAMES)
    keep_original = forms.BooleanField(
        label=_("Keep the untouched original as evidence"),
        required=False,
        help_text=_("For a court or an expert. It may tell the place, the time and the device; kept sealed as well."),
    )

    cleaned_file: Cleaned | None = None
    is_name_masked = False
    """Did the file's own name hold personal data? Nobody is asked about it: it is left out."""

    def __init__(self, case: Case, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.guard(Guarding.of_case(case), "name", "note", labels=["name"])

    def clean(self) -> dict[str, Any]:
        """Clean the file of its traces, once everything else is in order: it takes a moment."""
        data = super().clean() or self.cleaned_data
        self.check_guards()
        received = data.get("file")
        if received is None or self.errors:
            return data
        self._bytes = received.read()
        try:
            self.cleaned_file = clean(received.name, self._bytes)
        except Refused as refusal:
            self.add_error("file", refusal_error(Reason(refusal.code)))
        return data

    @property
    def is_too_large(self) -> bool:
        """Was the file larger than what is taken?"""
        return self.has_error("file", Reason.TOO_LARGE)

    def data_of(self) -> EvidenceData:
        """The answers of a valid form."""
        assert self.cleaned_file is not None  # noqa: S101  of a valid form
        answers = self.cleaned_data
        own_name = answers["file"].name
        original = Original(self._bytes, extension_of(own_name)[:4]) if answers["keep_original"] else None
        return EvidenceData(
            cleaned=self.cleaned_file,
            name=answers["name"] or self._own_name(cleaned_name(own_name, self.cleaned_file.extension)),
            note=answers["note"],
            name_decisions=self.decisions("name") if answers["name"] else (),
            note_decisions=self.decisions("note"),
            original=original,
        )

    def _own_name(self, name: str) -> str:
        """The file's own name without personal data. Underscores stand for spaces there."""
        read = name.replace("_", " ")
        said = masked(read, programme=self.guarding.programme)
        self.is_name_masked = said != read
        return said if self.is_name_masked else name


class RemovalForm(forms.Form):
    """Why a file is deleted."""

    reason = forms.TypedChoiceField(
        label=_("Why?"),
        coerce=RemovalReason,
        choices=[(reason.value, reason.label) for reason in RemovalReason if reason != RemovalReason.CONSENT],
        widget=forms.RadioSelect,
    )
