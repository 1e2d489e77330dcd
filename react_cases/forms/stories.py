"""What is written in a story, and what its two readers answer."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import formats, timezone
from django.utils.translation import gettext_lazy as _

from documenters.models import Programme, User
from react_cases.actions.guard import Written
from react_cases.actions.story_rules import ALL_CHECKS
from react_cases.actions.story_texts import TEXTS, days_in, holds_kept_name
from react_cases.forms.guard_fields import DECISIONS, encoded
from react_cases.forms.guarded import GuardedForm, Guarding
from react_cases.forms.text import LineField, TextField
from react_cases.models import Case, Location
from react_cases.models.story import StoryCheck, StoryVerdict, StoryVersion

STORY_LIMIT = 8_000
"""Characters of one part of a story."""
CHOOSE = {"required": _("Choose one.")}
DAY_LEFT = _("A day is left here: %(days)s. Leave only month and year.")
NAME_KEPT = _(
    "A name was kept that a story cannot keep: what the case needs and who is publicly known are changed too."
)
EMPTY = _("Write this too: a language goes to its reader whole.")
TICK_ALL = _("Go through every line and tick it: a story goes on only when all are ticked.")


class StoryTextForm(GuardedForm):
    """A story in one language; month and oblast are those of all languages."""

    title = LineField(label=_("Title"), required=False)
    happened = TextField(
        label=_("What happened"),
        required=False,
        max_length=STORY_LIMIT,
        help_text=_("An asterisk stands behind a changed name, two stand for a day, three for a place."),
    )
    done = TextField(label=_("What the REActor did"), required=False, max_length=STORY_LIMIT)
    result = TextField(label=_("Result"), required=False, max_length=STORY_LIMIT)
    month = forms.ChoiceField(label=_("Month that the story names"), required=False)
    oblast = forms.ChoiceField(label=_("Oblast that the story names"), required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        version: StoryVersion,
        case: Case,
        language: str,
        told: Mapping[str, Written],
        data: Any = None,
    ) -> None:
        self.months = {month.isoformat(): month for month in _months(version, case)}
        self.oblasts = {place.code: place for place in (case.oblast, version.oblast) if place is not None}
        initial: dict[str, Any] = {name: written.text for name, written in told.items()}
        initial["month"] = version.month.isoformat() if version.month else ""
        initial["oblast"] = version.oblast.code if version.oblast else ""
        initial["seen"] = token_of(version)
        super().__init__(data, initial=initial)
        months = [(code, formats.date_format(month, "F Y")) for code, month in self.months.items()]
        oblasts = [(code, place.label) for code, place in self.oblasts.items()]
        self.fields["month"].choices = [*months, ("", _("None"))]  # type: ignore[attr-defined]
        self.fields["oblast"].choices = [*oblasts, ("", _("None"))]  # type: ignore[attr-defined]
        for name, rows in {"happened": "14", "done": "5", "result": "4"}.items():
            self.fields[name].widget.attrs["rows"] = rows
        for name in TEXTS:
            self.fields[name].widget.attrs["lang"] = language
        kept = {f"{name}{DECISIONS}": encoded(written.decisions) for name, written in told.items()}
        self.guard(Guarding.of_case(case), *TEXTS, kept=kept)

    def clean(self) -> dict[str, Any]:
        """What would be refused when the story is sent is said beside its field already when it is saved."""
        data = super().clean() or self.cleaned_data
        texts = {name: data[name] for name in TEXTS if name in data}
        is_begun = any(text.strip() for text in texts.values())
        for name, text in texts.items():
            if days := days_in(text):
                said = DAY_LEFT % {"days": ", ".join(f"“{day}”" for day in days)}
                self.add_error(name, ValidationError(said, code="day_left"))
            elif holds_kept_name([Written(text, self.decisions(name))]):
                self.add_error(name, ValidationError(NAME_KEPT, code="kept_name"))
            elif "send" in self.data and is_begun and not text.strip():
                self.add_error(name, ValidationError(EMPTY, code="unfinished"))
        return data

    def told(self) -> dict[str, Written]:
        """The texts of a valid form."""
        return {name: Written(self.cleaned_data[name], self.decisions(name)) for name in TEXTS}

    def month_chosen(self) -> datetime.date | None:
        """The month of a valid form."""
        return self.months.get(self.cleaned_data["month"])

    def oblast_chosen(self) -> Location | None:
        """The oblast of a valid form."""
        return self.oblasts.get(self.cleaned_data["oblast"])

    def seen_at(self) -> datetime.datetime:
        """When the version was written that the sender saw."""
        return moment_of(self.cleaned_data["seen"])


def token_of(version: StoryVersion) -> str:
    """What a form carries of the moment in which a version was written."""
    return timezone.localtime(version.written_at, datetime.UTC).isoformat()


def moment_of(token: str) -> datetime.datetime:
    """The moment again; the beginning of time where what came is unreadable."""
    try:
        return datetime.datetime.fromisoformat(token)
    except ValueError:
        return datetime.datetime.min.replace(tzinfo=datetime.UTC)


def _months(version: StoryVersion, case: Case) -> list[datetime.date]:
    found = [case.event_from.replace(day=1)] if case.event_from else []
    return [*found, *(month for month in [version.month] if month and month not in found)]


class ChecksForm(forms.Form):
    """The questions that both people answer; each with the words of the story that it is about."""

    checks = forms.MultipleChoiceField(
        label=_("I have looked, and it is so"),
        choices=StoryCheck.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": TICK_ALL},
    )

    def ticked(self) -> Sequence[str]:
        """Codes that are ticked as the form stands."""
        return list(self["checks"].value() or [])


def require_all(checks: Sequence[str]) -> None:
    """Raise `ValidationError` unless every question is ticked."""
    if sorted(checks) != ALL_CHECKS:
        raise ValidationError(TICK_ALL, code="checks_missing")


class SendForm(ChecksForm):
    """The writer has gone through everything, and asks somebody."""

    reader = forms.ChoiceField(label=_("Who reads it?"), widget=forms.RadioSelect, error_messages=CHOOSE)

    def __init__(self, readers: Sequence[User], data: Any = None) -> None:
        super().__init__(data)
        self.readers = {str(user.public_id): user for user in readers}
        self.fields["reader"].choices = [(code, str(user)) for code, user in self.readers.items()]  # type: ignore[attr-defined]

    def clean_checks(self) -> list[str]:
        """All of them."""
        checks: list[str] = self.cleaned_data["checks"]
        require_all(checks)
        return checks

    def reader_chosen(self) -> User:
        """The person of a valid form."""
        return self.readers[self.cleaned_data["reader"]]


class JudgeForm(GuardedForm, ChecksForm):
    """What the second reader says."""

    verdict = forms.ChoiceField(
        label=_("Your answer"), choices=StoryVerdict.choices, widget=forms.RadioSelect, error_messages=CHOOSE
    )
    comment = TextField(
        label=_("What should be changed?"),
        required=False,
        help_text=_("For the writer alone. It is kept encrypted and never published."),
    )

    def __init__(self, programme: Programme, by: User, data: Any = None) -> None:
        super().__init__(data)
        self.fields["checks"].required = False
        self.fields["comment"].widget.attrs["rows"] = "4"
        self.guard(Guarding.of_person(by, programme), "comment")

    def clean(self) -> dict[str, Any]:
        """Every line ticked where it may go out, and a reason where it may not."""
        data = super().clean() or self.cleaned_data
        if data.get("verdict") == StoryVerdict.PASSED:
            try:
                require_all(data.get("checks", []))
            except ValidationError as error:
                self.add_error("checks", error)
        if data.get("verdict") == StoryVerdict.BACK and not data.get("comment"):
            self.add_error("comment", ValidationError(_("Say what should be changed."), code="comment_missing"))
        return data

    def comment_written(self) -> Written:
        """The comment of a valid form."""
        return Written(self.cleaned_data["comment"], self.decisions("comment"))
