"""Help given, readiness, the outcome, the day to look again, and comments."""

import datetime
import uuid
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from react_cases.actions.responses import OutcomeData, ResponseData
from react_cases.actions.review import CommentData
from react_cases.forms.dates import DayField, PastDayField
from react_cases.forms.guarded import GuardedForm, Guarding
from react_cases.forms.intake_fields import MoneyField
from react_cases.forms.quick import OWN_NGO, STILL_OPEN
from react_cases.forms.term_fields import TermField, TermsField, offered_terms
from react_cases.forms.text import TextField
from react_cases.forms.why import OUTCOME, READINESS, RESPONSE, explained
from react_cases.models import Case
from react_cases.models.choices import READINESS_LABELS, ClientView, CommentField
from react_cases.workflow import NOT_PURSUING, ReadinessValue

WITH_REASONS = NOT_PURSUING | {ReadinessValue.UNDEC}
QUICK_DAYS = {"tomorrow": 1, "week": 7, "month": 30}
"""Days from today, by the button that chooses them."""

NO_NAMES = _("No names, addresses or phone numbers. The text is kept encrypted.")


@explained(RESPONSE)
class ResponseForm(GuardedForm):
    """One thing done for the client."""

    type = TermField(label=_("What was done?"), widget=forms.RadioSelect)
    given_on = PastDayField(label=_("When?"))
    delivered_by = TermField(label=_("Who gave it?"), required=False, widget=forms.Select)
    channel = TermField(label=_("How did you talk with the client?"), required=False, widget=forms.Select)
    addressee = TermField(
        label=_("Addressed to"),
        required=False,
        widget=forms.Select,
        help_text=_("The body that got the call, the letter or the complaint."),
    )
    result = TermField(label=_("Result so far"), required=False, widget=forms.Select)
    note = TextField(label=_("Note"), required=False, help_text=NO_NAMES)
    sent_as = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4, required=False)
    """One mark for everything that is sent from one page: see `actions.responses.response_add`."""

    def __init__(self, case: Case, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, code_list in (
            ("type", "response_types"),
            ("delivered_by", "delivered_by"),
            ("channel", "contact_channels"),
            ("addressee", "bodies"),
            ("result", "effects"),
        ):
            cast(TermField, self.fields[name]).offer(offered_terms(case.programme, code_list))
        self.fields["delivered_by"].initial = OWN_NGO
        cast(PastDayField, self.fields["given_on"]).start(case.event_from)
        self.guard(Guarding.of_case(case), "note")

    @property
    def details_needed(self) -> bool:
        """Does one of the optional answers need another look?"""
        return any(name in self.errors for name in ("delivered_by", "channel", "addressee", "result", "note"))

    def data_of(self) -> ResponseData:
        """The answers of a valid form."""
        answers = {name: answer for name, answer in self.cleaned_data.items() if name != "sent_as"}
        return ResponseData(**answers, note_decisions=self.decisions("note"))


@explained(READINESS)
class ReadinessForm(forms.Form):
    """What the client says about acting."""

    value = forms.TypedChoiceField(
        label=_("What does the client say?"),
        coerce=ReadinessValue,
        choices=[(value.value, label) for value, label in READINESS_LABELS.items()],
        widget=forms.RadioSelect,
    )
    reasons = TermsField(
        label=_("Why not?"),
        required=False,
        help_text=_("All that apply. Asked only where the client does not want to act or has not decided."),
    )
    stated_on = PastDayField(label=_("When did the client say so?"))

    def __init__(self, case: Case, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(TermsField, self.fields["reasons"]).offer(offered_terms(case.programme, "not_ready_reasons"))
        cast(PastDayField, self.fields["stated_on"]).start(case.event_from)

    def clean(self) -> dict[str, Any]:
        """Reasons belong to “not ready” and “undecided”; the first needs at least one."""
        data = super().clean() or self.cleaned_data
        value = data.get("value")
        if value and value not in WITH_REASONS:
            data["reasons"] = []
        elif value in NOT_PURSUING and not data.get("reasons") and "reasons" not in self.errors:
            self.add_error("reasons", _("Choose at least one reason. “Other” will do."))
        return data


@explained(OUTCOME)
class OutcomeForm(forms.Form):
    """How the case ended."""

    outcome = TermField(label=_("How did it end?"), widget=forms.RadioSelect)
    effects = TermsField(label=_("What came of it?"), required=False, help_text=_("All that apply."))
    compensation = MoneyField(
        help_text=_("Only what the client was awarded or got back."),
    )
    client_view = forms.ChoiceField(
        label=_("Does the client feel that the right was restored?"),
        help_text=_("In the client's own view, not in ours."),
        choices=ClientView.choices,
        widget=forms.RadioSelect,
    )
    closed_on = PastDayField(label=_("Closed on"))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, case: Case, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", self._kept(case))
        super().__init__(*args, **kwargs)
        outcomes = offered_terms(case.programme, "outcomes", keep=[case.outcome] if case.outcome else [])
        offered = [term for term in outcomes if term.code != STILL_OPEN or term == case.outcome]
        cast(TermField, self.fields["outcome"]).offer(offered)
        cast(TermsField, self.fields["effects"]).offer(
            offered_terms(case.programme, "effects", keep=case.effects.all())
        )
        self.fields["compensation"].label = _("Compensation (%(currency)s)") % {"currency": case.programme.currency}
        cast(PastDayField, self.fields["closed_on"]).start(case.received_on)

    @staticmethod
    def _kept(case: Case) -> dict[str, Any]:
        # A sum may be known before the case is closed: what a court awarded (docs/adr/0042).
        kept: dict[str, Any] = {"version": case.version, "compensation": case.compensation}
        if case.outcome:
            kept |= {
                "outcome": case.outcome.code,
                "effects": [term.code for term in case.effects.all()],
                "client_view": case.client_view,
            }
        if case.closed_on:
            kept["closed_on"] = case.closed_on
        return kept

    def data_of(self) -> OutcomeData:
        """The answers of a valid form."""
        answers = {**self.cleaned_data, "effects": tuple(self.cleaned_data["effects"])}
        del answers["version"]
        return OutcomeData(**answers)


class FollowUpForm(forms.Form):
    """The day to look at the case again: from tomorrow on, or today."""

    on = DayField(label=_("Another day"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].widget.attrs["min"] = timezone.localdate().isoformat()

    def clean_on(self) -> datetime.date:
        """Raise `ValidationError` for a day that is over."""
        on: datetime.date = self.cleaned_data["on"]
        if on < timezone.localdate():
            raise ValidationError(_("This day is over. Choose today or a later day."), code="day_is_over")
        return on


def quick_days() -> list[dict[str, Any]]:
    """The buttons for the day, with the day that each means."""
    labels = {"tomorrow": _("Tomorrow"), "week": _("In a week"), "month": _("In a month")}
    return [{"value": value, "label": label, "on": day_of(value)} for value, label in labels.items()]


def day_of(quick: str) -> datetime.date | None:
    """The day that a button means; None for the button that sets none."""
    days = QUICK_DAYS.get(quick)
    return timezone.localdate() + datetime.timedelta(days=days) if days else None


class CommentForm(GuardedForm):
    """Something to say about a part of the case."""

    field = forms.TypedChoiceField(
        label=_("About"),
        coerce=CommentField,
        choices=CommentField.choices,
        initial=CommentField.CASE.value,
        widget=forms.RadioSelect,
    )
    text = TextField(label=_("Comment"), help_text=NO_NAMES)

    def __init__(self, case: Case, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.guard(Guarding.of_case(case), "text")

    def data_of(self) -> CommentData:
        """The answers of a valid form."""
        return CommentData(**self.cleaned_data, decisions=self.decisions("text"))
