"""An advocacy action: what it is, which cases it is about, what came of it."""

import datetime
import re
from collections.abc import Mapping, Sequence
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from documenters.models import Programme, User
from react_cases.actions.advocacy import BODIES, EFFECTS, AdvocacyData, ReplyData
from react_cases.actions.guard import Written
from react_cases.forms.dates import DayField
from react_cases.forms.guard_fields import DECISIONS, encoded
from react_cases.forms.guarded import GuardedForm, Guarding
from react_cases.forms.term_fields import TermField, TermsField, offered_terms
from react_cases.forms.text import LineField, TextField
from react_cases.models import AdvocacyAction, Case
from react_cases.models.advocacy import AdvocacyKind, AdvocacyReply, WhyRemoved

LETTER_LIMIT = 12_000
"""Characters of a letter: about five pages."""
AHEAD = 366
"""How many days ahead an action can be planned."""
CHOOSE = {"required": _("Choose one.")}
COUNTS, TELLS = "counts", "tells"
DETAIL = {
    COUNTS: _("It only counts its cases"),
    TELLS: _("It says something about single cases"),
}


EFFECT_NO_REPLY, EFFECT_WRITTEN = "NOREPLY", "WRITTEN"
"""Codes of effects that say something of the reply as well."""


def decided_before(texts: Mapping[str, Written]) -> dict[str, str]:
    """What was decided about texts that stand in a form again, as its hidden fields say it."""
    return {f"{name}{DECISIONS}": encoded(written.decisions) for name, written in texts.items()}


class AdvocacyForm(GuardedForm):
    """One action. Its cases stand beside the form."""

    kind = forms.ChoiceField(
        label=_("What is done?"), choices=AdvocacyKind.choices, widget=forms.RadioSelect, error_messages=CHOOSE
    )
    body = TermField(
        label=_("Addressed to"),
        widget=forms.Select,
        error_messages=CHOOSE,
        help_text=_("“Other body” where it is not in the list."),
    )
    done_on = DayField(label=_("Date"), help_text=_("A day to come where it is only planned."))
    detail = forms.ChoiceField(
        label=_("What does it say about the cases?"),
        choices=list(DETAIL.items()),
        widget=forms.RadioSelect,
        initial=COUNTS,
        error_messages=CHOOSE,
    )
    title = LineField(label=_("Subject"), help_text=_("One line, such as “Detentions near treatment sites”."))
    text = TextField(
        label=_("Text"),
        required=False,
        max_length=LETTER_LIMIT,
        help_text=_("The letter as it goes out, or what was said at the meeting. It is kept encrypted."),
    )
    note = TextField(label=_("Note for colleagues"), required=False, help_text=_("It is not printed."))
    follow_up_on = DayField(
        label=_("Look at it again on"), required=False, help_text=_("From that day on it stands in “Waiting for me”.")
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        programme: Programme,
        by: User,
        data: Any = None,
        *,
        action: AdvocacyAction | None = None,
        kept: Mapping[str, str] | None = None,
        left_over: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        self.left_over = left_over
        before = [action.body] if action else []
        self.followed_up_before = action.follow_up_on if action else None
        cast(TermField, self.fields["body"]).offer(offered_terms(programme, BODIES, keep=before))
        self.fields["text"].widget.attrs["rows"] = "14"
        self.fields["note"].widget.attrs["rows"] = "3"
        self.guard(Guarding.of_person(by, programme), "title", "text", "note", kept=kept)

    def clean_done_on(self) -> datetime.date:
        """A day between the beginning of the century and a year from now."""
        day: datetime.date = self.cleaned_data["done_on"]
        if not datetime.date(2000, 1, 1) <= day <= timezone.localdate() + datetime.timedelta(days=AHEAD):
            raise ValidationError(_("This day is too far away."), code="far")
        return day

    def clean_text(self) -> str:
        """Nothing that only the other answer about the cases makes true."""
        if self.left_over:
            said = _("The text still speaks of “%(words)s”: that was the other answer. Correct it, or draft it anew.")
            raise ValidationError(said, code="left_over", params={"words": self.left_over})
        return str(self.cleaned_data["text"])

    def clean_follow_up_on(self) -> datetime.date | None:
        """Today or a day to come, unless it stood there before."""
        return _to_come(self.cleaned_data["follow_up_on"], self.followed_up_before)

    @property
    def tells(self) -> bool:
        """Does the action say something about single cases, as far as this form says so?"""
        return bool(self["detail"].value() == TELLS)

    def data_of(self, found_by: str = "") -> AdvocacyData:
        """The answers of a valid form."""
        answers = self.cleaned_data
        return AdvocacyData(
            kind=answers["kind"],
            body=answers["body"],
            done_on=answers["done_on"],
            title=self.written("title"),
            text=self.written("text"),
            note=self.written("note"),
            has_case_detail=answers["detail"] == TELLS,
            follow_up_on=answers["follow_up_on"],
            found_by=found_by,
        )

    def written(self, name: str) -> Written:
        """A text of a valid form with its decisions."""
        return Written(self.cleaned_data[name], self.decisions(name))


class ReplyForm(GuardedForm):
    """What the body answered, and what came of the action."""

    reply = forms.ChoiceField(
        label=_("Reply"),
        choices=[("", _("Still waiting")), *AdvocacyReply.choices],
        widget=forms.RadioSelect,
        required=False,
    )
    replied_on = DayField(label=_("Date of the reply"), required=False)
    text = TextField(
        label=_("What does it say, in short?"), required=False, help_text=_("No names. It is kept encrypted.")
    )
    effects = TermsField(label=_("What came of it?"), required=False, help_text=_("All that apply."))
    follow_up_on = DayField(
        label=_("Look at it again on"), required=False, help_text=_("Empty where nothing is left to do.")
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        action: AdvocacyAction,
        by: User,
        data: Any = None,
        *,
        kept: Mapping[str, str] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        self.done_on, self.followed_up_before = action.done_on, action.follow_up_on
        effects = offered_terms(action.programme, EFFECTS, keep=action.effects.all())
        cast(TermsField, self.fields["effects"]).offer(effects)
        self.guard(Guarding.of_person(by, action.programme), "text", kept=kept)

    def clean_follow_up_on(self) -> datetime.date | None:
        """Today or a day to come, unless it stood there before."""
        return _to_come(self.cleaned_data["follow_up_on"], self.followed_up_before)

    def clean(self) -> dict[str, Any]:
        """A reply has its day: not before the action, not in the future; and what came of it says nothing else."""
        data = super().clean() or self.cleaned_data
        self._check_effects(data)
        if data.get("reply") not in (AdvocacyReply.ORAL, AdvocacyReply.WRITTEN):
            data["replied_on"] = None
            return data
        day = data.get("replied_on")
        if day is None and "replied_on" not in self.errors:
            self.add_error("replied_on", ValidationError(_("When did the reply come?"), code="required"))
        elif day and day < self.done_on:
            self.add_error("replied_on", ValidationError(_("This is before the action itself."), code="too_early"))
        elif day and day > timezone.localdate():
            self.add_error("replied_on", ValidationError(_("This day is in the future."), code="future"))
        return data

    def _check_effects(self, data: Mapping[str, Any]) -> None:
        effects, reply = {term.code: term for term in data.get("effects", ())}, data.get("reply")
        for code, is_wrong in (
            (EFFECT_NO_REPLY, reply in (AdvocacyReply.ORAL, AdvocacyReply.WRITTEN)),
            (EFFECT_WRITTEN, reply != AdvocacyReply.WRITTEN),
        ):
            if is_wrong and code in effects and "reply" not in self.errors:
                said = _("“%(effect)s” does not go with the reply that is chosen above. Correct one of them.")
                refused = ValidationError(said, code="contrary", params={"effect": effects[code].label})
                self.add_error("effects", refused)

    def data_of(self) -> ReplyData:
        """The answers of a valid form."""
        answers = self.cleaned_data
        return ReplyData(
            reply=answers["reply"],
            replied_on=answers["replied_on"],
            effects=tuple(answers["effects"]),
            text=Written(answers["text"], self.decisions("text")),
            follow_up_on=answers["follow_up_on"],
        )


def _to_come(day: datetime.date | None, before: datetime.date | None) -> datetime.date | None:
    if day is not None and day != before and day < timezone.localdate():
        raise ValidationError(_("This day is past. Choose a day to come, or leave it empty."), code="past")
    return day


class ActionCasesForm(forms.Form):
    """Take cases of an action away, and add others by their numbers."""

    remove = forms.TypedMultipleChoiceField(
        label=_("Take away"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    add = LineField(
        label=_("Add by number"),
        required=False,
        max_length=2_000,
        help_text=_("One or several case numbers, with commas between them."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, cases: Sequence[Case], data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["remove"].choices = [(case.pk, case.code) for case in cases]  # type: ignore[attr-defined]

    def clean_add(self) -> list[str]:
        """The numbers, as they stand on cases."""
        return [code for code in re.split(r"[\s,;]+", self.cleaned_data["add"].upper()) if code]


class ActionRemoveForm(forms.Form):
    """Why an action should not be there: codes, no words."""

    why = forms.TypedChoiceField(
        label=_("Why?"),
        coerce=WhyRemoved,
        choices=WhyRemoved.choices,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ActionFilterForm(forms.Form):
    """Which actions the list shows. Codes and years only: it stands in the address."""

    kind = forms.ChoiceField(label=_("Kind of action"), required=False)
    body = forms.ChoiceField(label=_("Addressed to"), required=False)
    year = forms.ChoiceField(label=_("Year"), required=False)
    reply = forms.ChoiceField(label=_("Reply"), required=False)
    due = forms.BooleanField(label=_("Only those to look at again"), required=False)

    WAITING = "waiting"

    def __init__(self, bodies: Sequence[tuple[str, str]], years: Sequence[int], data: Any) -> None:
        super().__init__(data)
        every = [("", _("All"))]
        choices = {
            "kind": AdvocacyKind.choices,
            "body": bodies,
            "year": [(str(year), str(year)) for year in years],
            "reply": [(self.WAITING, _("Still waiting")), *AdvocacyReply.choices],
        }
        for name, found in choices.items():
            self.fields[name].choices = [*every, *found]  # type: ignore[attr-defined]
