"""The intake: eight screens of questions as one form."""

import datetime
from collections.abc import Iterator
from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.dates import MONTHS
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from react_cases.actions.client_codes import ClientCodeParts
from react_cases.forms.dates import DayField
from react_cases.forms.guard_fields import Press
from react_cases.forms.guarded import GuardedForm, Guarding
from react_cases.forms.intake_answers import CODE_PARTS, COUNTED, KEPT_ONLY, REFUSED, Answers, first, single
from react_cases.forms.intake_choices import IntakeChoices
from react_cases.forms.intake_fields import (
    GroupedRadioTiles,
    GroupedTiles,
    Tiles,
    UnechoedInput,
    choice,
    choices,
    code_errors,
    offer,
)
from react_cases.forms.intake_rows import PLACEHOLDER, RowForm, ViolationForm, ViolatorForm
from react_cases.forms.intake_why import WHY
from react_cases.forms.text import TextField
from react_cases.models.choices import READINESS_LABELS, AgeBand, ConsentMode, ConsentPurpose, Gender
from react_cases.workflow import ReadinessValue

MOST_VIOLATORS = 5
MOST_VIOLATIONS = 12
LONGEST_NARRATIVE = 20_000
YEARS_BACK = 20
EARLIEST_YEAR = 1990
ALONE = ("NONE", "UNDISC")
"""Answers to "which groups?" that exclude all others."""

LANGUAGE_NAMES = (("ru", "Русский"), ("ky", "Кыргызча"), ("en", "English"))


def _blank(label: Any) -> list[tuple[str, Any]]:
    return [("", label)]


class IntakeForm(GuardedForm):
    """Everything the intake asks, bound to the answers that were posted or kept in the draft.

    `answers` are raw values; `parts` are the parts of a client code, which no page ever shows again. `seed` fixes other
    names of people; `press` is a button of the guard that the answers follow already.
    """

    use_required_attribute = False
    codes_work = True
    """Can the person make client codes? Not before a colleague has admitted them."""

    consent = choice(
        _("Does the client agree that you keep this case?"),
        choices=[
            (COUNTED, _("Yes, keep it and count it in the statistics")),
            (KEPT_ONLY, _("Yes, keep it, but do not count it")),
            (REFUSED, _("No")),
        ],
    )
    consent_more = choices(_("The client also agrees to this"))
    consent_mode = choice(_("How did the client agree?"), required=False, choices=ConsentMode.choices)
    received_on = DayField(label=_("Day of registration"), required=False)
    channel = choice(_("How did the client reach you?"), required=False, widget=forms.Select())

    event_when = choice(
        _("When did it happen?"),
        choices=[
            ("today", _("Today")),
            ("yesterday", _("Yesterday")),
            ("day", _("Another day")),
            ("month", _("Only the month")),
        ],
    )
    event_day = DayField(label=_("Day"), required=False)
    event_month = choice(_("Month"), required=False, widget=forms.Select())
    event_year = choice(_("Year"), required=False, widget=forms.Select())
    is_repeated = forms.BooleanField(label=_("It happened more than once, or it lasted"), required=False)
    event_to = DayField(label=_("Until"), required=False)
    oblast = choice(_("Where did it happen?"))
    place = choice(_("District or city"), required=False, widget=GroupedRadioTiles())
    setting = choice(_("Kind of place"), required=False, widget=forms.Select())

    groups = choices(_("Which groups does the client belong to?"), required=True)
    primary_group = choice(
        _("Because of which of them did it happen?"), required=False, help_text=_("Only if you chose several.")
    )
    tags = choices(_("Also true of the client"))
    code_year = forms.CharField(
        label=_("Year of birth"), required=False, widget=UnechoedInput(attrs={"inputmode": "numeric", "maxlength": "4"})
    )
    code_mother = forms.CharField(
        label=_("First two letters of the mother's first name"),
        required=False,
        widget=UnechoedInput(attrs={"maxlength": "2"}),
    )
    code_father = forms.CharField(
        label=_("First two letters of the father's first name"),
        required=False,
        widget=UnechoedInput(attrs={"maxlength": "2"}),
    )
    gender = choice(_("Gender"), choices=Gender.choices)
    age_band = choice(_("Age"), choices=AgeBand.choices)

    violations = choices(_("What happened?"), widget=GroupedTiles())
    advice_only = forms.BooleanField(label=_("No right was violated: the client only wants advice"), required=False)
    violators = choices(_("Who did it?"), widget=GroupedTiles())
    narrative = TextField(
        label=_("What happened, in short"),
        required=False,
        max_length=LONGEST_NARRATIVE,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("2–5 sentences. No names, phone numbers, addresses or document numbers. You can finish it later."),
    )
    narrative_language = choice(
        _("Language of this text"), required=False, widget=forms.Select(), choices=LANGUAGE_NAMES
    )
    responses = choices(_("What have you done for the client so far?"), widget=GroupedTiles())
    response_by = choice(_("Who gave this help?"), required=False, widget=forms.Select())
    is_urgent = forms.BooleanField(label=_("The client is in urgent danger now"), required=False)
    readiness = choice(_("Is the client ready to act?"), choices=list(READINESS_LABELS.items()))
    not_ready_reasons = choices(_("What holds the client back?"))

    def __init__(
        self,
        lists: IntakeChoices,
        answers: Answers,
        *,
        bound: bool,
        parts: dict[str, str] | None = None,
        has_code: bool = False,
        seed: bytes = b"",
        press: Press | None = None,
    ) -> None:
        self.lists = lists
        self.answers = answers
        self.parts = {name: value.strip() for name, value in (parts or {}).items()}
        self.has_code = has_code
        self.today = timezone.localdate()
        typed = {**answers, **{name: [value] for name, value in self.parts.items()}}
        super().__init__(data=MultiValueDict(typed) if bound else None, initial=self._initial(bound))
        self._offer_lists()
        for name, field in self.fields.items():
            field.widget.attrs["autocomplete"] = "off"
            setattr(field, "why", WHY.get(name, ""))  # noqa: B010  the template reads it, Django's type lacks it
        self.guard(Guarding(lists.programme, seed), "narrative", press=press, kept=single(answers))
        self.violator_rows = list(self._violator_rows(bound))
        self.violation_rows = list(self._violation_rows(bound))

    def said(self, name: str) -> str:
        """The raw answer to a question with one answer."""
        return first(self.answers, name)

    def all_said(self, name: str) -> list[str]:
        """The raw answers to a question with several."""
        return self.answers.get(name, [])

    def _initial(self, bound: bool) -> dict[str, Any]:
        language = get_language() or "ru"
        initial: dict[str, Any] = {
            "received_on": self.today.isoformat(),
            "consent_mode": ConsentMode.ORAL.value,
            "narrative_language": language if language in dict(LANGUAGE_NAMES) else "ru",
            "event_year": str(self.today.year),
            "response_by": "OWN",
        }
        if bound:
            return initial
        for name, field in self.base_fields.items():
            if name in self.answers:
                several = isinstance(field, forms.MultipleChoiceField)
                initial[name] = self.answers[name] if several else self.said(name)
        return initial

    def _offer_lists(self) -> None:
        nothing = _blank(_("Not said"))
        group = self.main_group
        oldest = min(self.today.year - YEARS_BACK, int(self.said("event_year") or 9999) if self._has_year() else 9999)
        offered = {
            "consent_more": [
                item for item in ConsentPurpose.choices if item[0] not in (ConsentPurpose.RECORD, ConsentPurpose.STATS)
            ],
            "channel": nothing + self.lists.flat("contact_channels"),
            "event_month": _blank(_("Month")) + [(str(number), name) for number, name in MONTHS.items()],
            "event_year": [(str(year), str(year)) for year in range(self.today.year, oldest - 1, -1)],
            "oblast": self.lists.oblast_offer(),
            "place": self.lists.place_offer(),
            "setting": nothing + self.lists.flat("event_settings"),
            "groups": self.lists.groups(),
            "primary_group": self.lists.flat("client_groups"),
            "tags": self.lists.flat("client_tags"),
            "violations": self.lists.grouped("violation_categories", group, self.all_said("tags")),
            "violators": self.lists.grouped("violator_types", group),
            "responses": self.lists.grouped("response_types"),
            "response_by": self.lists.flat("delivered_by"),
            "not_ready_reasons": self.lists.flat("not_ready_reasons"),
        }
        for name, rows in offered.items():
            offer(self, name, rows)
        cast(Tiles, self.fields["place"].widget).hints = self.lists.place_hints()

    def _has_year(self) -> bool:
        year = self.said("event_year")
        return len(year) == 4 and year.isascii() and year.isdigit() and int(year) >= EARLIEST_YEAR

    @property
    def main_group(self) -> str:
        """The primary group as far as it is known: the one that was named, or the only one."""
        groups = self.all_said("groups")
        return self.said("primary_group") or (groups[0] if len(groups) == 1 else "")

    def _violator_rows(self, bound: bool) -> Iterator[ViolatorForm]:
        for code in self._chosen("violators", "violator_types"):
            yield ViolatorForm(
                code,
                self.lists.label("violator_types", code),
                self.answers,
                violations=self.chosen_violations,
                bound=bound,
                guarding=self.guarding,
                press=self.press,
            )

    def _violation_rows(self, bound: bool) -> Iterator[ViolationForm]:
        for code, label in self.chosen_violations:
            row = ViolationForm(code, label, self.answers, currency=self.lists.programme.currency, bound=bound)
            if row.is_needed:
                yield row

    def _chosen(self, name: str, code_list: str) -> list[str]:
        said = set(self.all_said(name))
        return [code for code, _label in self.lists.flat(code_list) if code in said]

    @property
    def chosen_violations(self) -> list[tuple[str, str]]:
        """Code and label of the chosen categories in the order of the list."""
        return [
            (code, self.lists.label("violation_categories", code))
            for code in self._chosen("violations", "violation_categories")
        ]

    @property
    def has_parts(self) -> bool:
        """Did several persons do several things, so that it matters who did what?"""
        return len(self.violator_rows) > 1 and len(self.chosen_violations) > 1

    @property
    def blank_violator(self) -> ViolatorForm:
        """What a script copies when a violator is chosen."""
        return ViolatorForm(PLACEHOLDER, "", {}, violations=[], bound=False, guarding=self.guarding)

    @property
    def blank_violation(self) -> ViolationForm:
        """What a script copies when a violation is chosen."""
        return ViolationForm(PLACEHOLDER, "", {}, currency=self.lists.programme.currency, bound=False)

    @property
    def rows(self) -> list[RowForm]:
        """The details of what was chosen."""
        return [*self.violation_rows, *self.violator_rows]

    def rows_of(self, screen: str) -> list[RowForm]:
        """The details that belong to one screen."""
        if screen == "what":
            return [*self.violation_rows]
        return [*self.violator_rows] if screen == "who" else []

    def is_valid(self) -> bool:
        """Are the form and all of its details valid?"""
        return all([super().is_valid(), *(row.is_valid() for row in self.rows)])

    @property
    def client_code(self) -> ClientCodeParts | None:
        """The parts of a client code typed now; nothing where they are missing or not valid."""
        if not any(self.parts.values()) or any(self.errors.get(name) for name in (*CODE_PARTS, "gender")):
            return None
        return ClientCodeParts(
            self.said("gender"), int(self.parts["code_year"]), self.parts["code_mother"], self.parts["code_father"]
        )

    def clean(self) -> dict[str, Any]:
        """Rules between answers."""
        self._clean_consent()
        self._clean_event()
        self._clean_place()
        self._clean_groups()
        self._clean_code()
        self._clean_what()
        return self.cleaned_data

    def _clean_consent(self) -> None:
        if self.cleaned_data.get("consent") == REFUSED:
            self.add_error(
                "consent",
                gettext("Without the client's agreement nothing may be kept. Ask again, or leave: nothing is saved."),
            )
        if "received_on" in self.cleaned_data:
            day = self.cleaned_data["received_on"] or self.today
            self.cleaned_data["received_on"] = day
            self._check_day("received_on", day)

    def _check_day(self, name: str, day: datetime.date | None) -> None:
        if day and day > self.today:
            self.add_error(name, gettext("This day is in the future."))
        elif day and day.year < EARLIEST_YEAR:
            self.add_error(name, gettext("Check the year."))

    def _clean_event(self) -> None:
        start, field = self._event_start()
        until = self.cleaned_data.get("event_to")
        registered = self.cleaned_data.get("received_on")
        self._check_day("event_to", until)
        if start is None:
            return
        self.cleaned_data["event_from"] = start
        if field != "event_when":
            self._check_day(field, start)
        if field not in self.errors and registered and start > registered:
            self.add_error(field, gettext("This is after the day of registration."))
        if until and until < start and "event_to" not in self.errors:
            self.add_error("event_to", gettext("The end is before the beginning."))

    def _event_start(self) -> tuple[datetime.date | None, str]:
        """The first day of the event and the field that says it; errors where it is missing."""
        when = self.cleaned_data.get("event_when")
        if when == "today":
            return self.today, "event_when"
        if when == "yesterday":
            return self.today - datetime.timedelta(days=1), "event_when"
        if when == "month":
            month, year = self.cleaned_data.get("event_month"), self.cleaned_data.get("event_year")
            if month and year:
                return datetime.date(int(year), int(month), 1), "event_month"
            if "event_month" not in self.errors:
                self.add_error("event_month", gettext("Choose the month and the year."))
        elif when == "day" and "event_day" not in self.errors:
            day = self.cleaned_data.get("event_day")
            if day:
                return day, "event_day"
            self.add_error("event_day", gettext("Choose the day, or say that only the month is known."))
        return None, ""

    def _clean_place(self) -> None:
        place = self.lists.places.get(self.cleaned_data.get("place") or "")
        if place is None or place.parent is None:
            return
        if not self.said("oblast"):
            # Whoever found the city by its name has said the oblast as well.
            self.errors.pop("oblast", None)
            self.cleaned_data["oblast"] = place.parent.code
        oblast = self.lists.oblasts.get(self.cleaned_data.get("oblast") or "")
        if oblast is not None and place.parent_id != oblast.pk:
            self.add_error(
                "place",
                gettext("%(place)s lies in %(right)s, not in %(wrong)s. Change one of them.")
                % {"place": place.label, "right": place.parent.label, "wrong": oblast.label},
            )

    def _clean_groups(self) -> None:
        groups = self.cleaned_data.get("groups") or []
        if len(groups) > 1 and any(code in ALONE for code in groups):
            self.add_error("groups", gettext("“No group” and “does not want to say” cannot stand beside a group."))
        elif len(groups) == 1:
            self.cleaned_data["primary_group"] = groups[0]
            self.errors.pop("primary_group", None)
        elif groups and "primary_group" not in self.errors and self.cleaned_data.get("primary_group") not in groups:
            self.add_error("primary_group", gettext("Choose one of the groups of the client."))

    def _clean_code(self) -> None:
        for name, message in code_errors(self.parts, self.today):
            self.add_error(name, message)

    def _clean_what(self) -> None:
        violations, violators = self.cleaned_data.get("violations"), self.cleaned_data.get("violators")
        advice_only = self.cleaned_data.get("advice_only")
        if advice_only and (violations or violators):
            self.add_error("advice_only", gettext("You also chose what happened or who did it. Take one of them back."))
        if violations == [] and not advice_only:
            self.add_error("violations", gettext("Choose what happened, or say that the client only wants advice."))
        if violators == [] and not advice_only:
            self.add_error("violators", gettext("Choose who did it. “Unknown” is an answer, too."))
        for name, most in (("violations", MOST_VIOLATIONS), ("violators", MOST_VIOLATORS)):
            number = len(self.cleaned_data.get(name) or [])
            if number > most:
                message = gettext("You chose %(number)d. Choose at most %(most)d, the most important ones.")
                self.add_error(name, message % {"number": number, "most": most})
        if self.cleaned_data.get("not_ready_reasons") and not self.said("readiness"):
            # Whoever says why the client does not act has said that the client does not act.
            self.errors.pop("readiness", None)
            self.cleaned_data["readiness"] = ReadinessValue.NOTREADY.value
