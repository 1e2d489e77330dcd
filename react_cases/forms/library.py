"""What a coordinator says of an entry of the library."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from documenters.models import Programme, User
from documenters.uploads import ReceivedFile
from react_cases.actions.guard import Written
from react_cases.actions.library import NAMES, NOT_KEPT, SHOWN_KINDS, EntryData, EntryWords
from react_cases.actions.locking import NotAllowed
from react_cases.actions.papers import KEPT_NAME
from react_cases.evidence.cleaning import clean
from react_cases.evidence.formats import Cleaned, Reason, Refused
from react_cases.forms.dates import DayField
from react_cases.forms.evidence import EvidenceFileField, refusal_error
from react_cases.forms.guard_fields import DECISIONS, encoded
from react_cases.forms.guarded import GuardedForm, Guarding
from react_cases.forms.term_fields import TermField, offered_terms
from react_cases.forms.text import LineField, TextField
from react_cases.models import LibraryEntry, PaperFile, Term
from react_cases.models.advocacy import EntryKind

TITLE_LIMIT = 160
TEXT_LIMIT = 1_000
"""Characters of each of the two: three sentences, and a phone that was given them keeps twenty entries."""

ACCEPT = ".jpg,.jpeg,.png,.heic,.heif,.pdf,image/jpeg,image/png,image/heic,application/pdf"

ASKED = ("title", "shown", "text")
"""The texts of an entry in the order in which the form asks for them."""

KEPT_SENTENCE = _(
    "Everybody who works in the programme reads this: a name that only one case needs cannot stay. Leave it out."
)
SENTENCES = {
    "not_covered": _("Look at the files first, then tick this."),
    "nothing_said": _("Write the title and the text in at least one language."),
}


class EntryForm(GuardedForm):
    """An entry: what it is, from whom, when, its words in one language or several, its files."""

    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=EntryKind.choices,
        widget=forms.RadioSelect,
        initial=EntryKind.REPLY,
        error_messages={"required": _("Choose one.")},
    )
    body = TermField(label=_("From which body?"), required=False, widget=forms.Select(attrs={"class": "form-select"}))
    dated_on = DayField(label=_("Its date"), required=False)
    scans = forms.TypedMultipleChoiceField(
        label=_("Files"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    upload = EvidenceFileField(
        label=_("Add a scan"),
        required=False,
        help_text=_("A picture or a PDF, at most 25 MB. Place, device and author are taken out of it."),
    )
    is_covered = forms.BooleanField(
        label=_("On the files all names and numbers of clients are covered"),
        required=False,
        help_text=_("Look at each page yourself: the check for personal data cannot read pictures."),
    )
    place = forms.IntegerField(
        label=_("Its place among entries of this kind"), required=False, min_value=1, help_text=_("1 stands first.")
    )

    version = forms.CharField(widget=forms.HiddenInput, required=False)

    cleaned_file: Cleaned | None = None

    def __init__(
        self,
        programme: Programme,
        *args: Any,
        by: User,
        candidates: Sequence[tuple[PaperFile, str]] = (),
        words: Mapping[str, EntryWords],
        body: Term | None = None,
        entry: LibraryEntry | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.candidates = {file.pk: file for file, _name in candidates}
        self.languages = languages_first(words)
        for language in self.languages:
            self._ask_in(language, words.get(language, EntryWords()))
        self.fields["body"].offer(offered_terms(programme, "bodies", keep=[body] if body else []))  # type: ignore[attr-defined]
        self.fields["scans"].choices = [(file.pk, name) for file, name in candidates]  # type: ignore[attr-defined]
        self.fields["upload"].widget.attrs["accept"] = ACCEPT
        self.fields["scans"].label = _("Files of the action that go along") if entry is None else _("Files that stay")
        if not candidates:
            del self.fields["scans"]
        if entry is None:
            del self.fields["place"], self.fields["version"]
        self.is_new = entry is None
        kept = {
            f"{self.add_prefix(f'{name}_{language}')}{DECISIONS}": encoded(getattr(said, name).decisions)
            for language, said in words.items()
            for name in NAMES
        }
        self.guard(Guarding.of_person(by, programme), *self._word_names(), kept=kept)

    def clean(self) -> dict[str, Any]:
        """A title and something below it go together; a file is cleaned once everything else is in order."""
        data = super().clean() or self.cleaned_data
        self._check_words(data)
        self.check_guards()
        for name in self._word_names():
            if data.get(name) and any(row.reason in NOT_KEPT for row in self.decisions(name)):
                self.add_error(name, ValidationError(KEPT_SENTENCE, code=KEPT_NAME))
        received = data.get("upload")
        if (received or (self.is_new and data.get("scans"))) and not data.get("is_covered"):
            self.add_error("is_covered", ValidationError(SENTENCES["not_covered"], code="not_covered"))
        if received is not None and not self.errors:
            self._take(received)
        return data

    def data_of(self) -> EntryData:
        """The answers of a valid form."""
        answers = self.cleaned_data
        return EntryData(
            kind=EntryKind(answers["kind"]),
            words={language: self._words_in(language) for language in self.languages if answers[f"title_{language}"]},
            body=answers["body"],
            dated_on=answers["dated_on"],
            added=self.cleaned_file,
            is_covered=answers["is_covered"],
        )

    def files_of(self) -> list[PaperFile]:
        """The chosen files of a valid form."""
        return [self.candidates[number] for number in self.cleaned_data.get("scans", [])]

    def say(self, refusal: NotAllowed) -> None:
        """Put a refusal of the action where it belongs."""
        if refusal.code == KEPT_NAME:
            self.add_error(None, ValidationError(KEPT_SENTENCE, code=KEPT_NAME))
        elif refusal.code == "not_covered":
            self.add_error("is_covered", ValidationError(SENTENCES["not_covered"], code=refusal.code))
        else:
            self.add_error(None, ValidationError(SENTENCES["nothing_said"], code=refusal.code))

    @property
    def is_too_large(self) -> bool:
        """Was the file larger than what is taken?"""
        return self.has_error("upload", Reason.TOO_LARGE)

    @property
    def word_groups(self) -> list[dict[str, Any]]:
        """The texts of each language; the first is open, and whichever has something in it."""
        groups = []
        for number, language in enumerate(self.languages):
            fields = [self[f"{name}_{language}"] for name in ASKED]
            is_open = number == 0 or any(one.value() or one.errors for one in fields)
            groups.append({"name": dict(settings.LANGUAGES)[language], "fields": fields, "is_open": is_open})
        return groups

    def _ask_in(self, language: str, said: EntryWords) -> None:
        title = LineField(
            label=_("Title"),
            required=False,
            max_length=TITLE_LIMIT,
            help_text=_("For example: “Reply of the Ministry of Health, No. 04-2”. Its date stands beside it."),
            initial=said.title.text,
        )
        shown = TextField(
            label=_("What it says"),
            required=False,
            max_length=TEXT_LIMIT,
            help_text=_(
                "Three sentences that the officer reads in big letters. Nothing about a single case or client."
            ),
            initial=said.shown.text,
        )
        text = TextField(
            label=_("When to show it, and what to ask for"),
            required=False,
            max_length=TEXT_LIMIT,
            help_text=_("For the street lawyer alone: it is not on the screen that the officer sees."),
            initial=said.text.text,
        )
        for name, asked in zip(ASKED, (title, shown, text), strict=True):
            asked.widget.attrs["lang"] = language
            self.fields[f"{name}_{language}"] = asked

    def _word_names(self) -> list[str]:
        return [f"{name}_{language}" for language in self.languages for name in ASKED]

    def _words_in(self, language: str) -> EntryWords:
        names = (f"{name}_{language}" for name in NAMES)
        return EntryWords(*(Written(self.cleaned_data[name], self.decisions(name)) for name in names))

    def _check_words(self, data: dict[str, Any]) -> None:
        for language in self.languages:
            title, text, shown = (data.get(f"{name}_{language}") for name in NAMES)
            if (text or shown) and not title and not self.has_error(f"title_{language}"):
                self.add_error(f"title_{language}", ValidationError(_("Write the title too."), code="required"))
            below = [f"shown_{language}", f"text_{language}"]
            if title and not (text or shown) and not any(self.has_error(name) for name in below):
                said = _("Write what it says, or when to show it.")
                self.add_error(below[0], ValidationError(said, code="required"))
        if not any(data.get(name) for name in self._word_names()) and not self.errors:
            name = f"title_{self.languages[0]}"
            self.add_error(name, ValidationError(SENTENCES["nothing_said"], code="nothing_said"))

    def _take(self, received: ReceivedFile) -> None:
        try:
            cleaned = clean(received.name or "", received.read())
            if cleaned.kind not in SHOWN_KINDS:
                raise Refused(Reason.NOT_ALLOWED)
        except Refused as refusal:
            self.add_error("upload", refusal_error(Reason(refusal.code)))
        else:
            self.cleaned_file = cleaned


def languages_first(words: Mapping[str, EntryWords]) -> list[str]:
    """All languages; those first in which something is said already, then that of the page."""
    codes, own = [code for code, _name in settings.LANGUAGES], get_language()
    return sorted(codes, key=lambda code: (not words.get(code, EntryWords()).title.text, code != own))
