"""A strategic case: why, what is claimed and won, its steps before bodies, and the filter of their list."""

import datetime
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from react_cases.actions.guard import Written, decisions_of
from react_cases.actions.sealing import STRATEGIC_NOTE
from react_cases.actions.strategic import BODIES, PAYS, REASONS, STAGES, StageData, StrategicData
from react_cases.forms.dates import DayField, PastDayField
from react_cases.forms.guard_fields import DECISIONS, encoded
from react_cases.forms.guarded import GuardedForm, Guarding
from react_cases.forms.intake_fields import MoneyField
from react_cases.forms.responses import NO_NAMES
from react_cases.forms.term_fields import TermField, TermsField, offered_terms
from react_cases.forms.text import TextField
from react_cases.models import Case, StrategicCase, Term
from react_cases.models.strategic import StrategicOutcome

AHEAD = 3660
"""How many days ahead a deadline can lie: courts take years, a slip of the keyboard centuries."""
STATES: dict[str, Promise] = {"open": _("Going on"), "ended": _("Ended")}


class FlagForm(GuardedForm):
    """Why this case is carried through courts."""

    reasons = TermsField(
        label=_("Why is it a strategic case?"),
        help_text=_("All that apply."),
        error_messages={"required": _("Choose at least one reason. “Another reason” will do.")},
    )
    claimed = MoneyField(
        label=_("Claimed"), help_text=_("Everything that is asked for. Leave it empty where no money is claimed.")
    )
    note = TextField(label=_("Note"), required=False, help_text=NO_NAMES)

    def __init__(self, case: Case, *args: Any, row: StrategicCase | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = list(row.reasons.all()) if row else []
        cast(TermsField, self.fields["reasons"]).offer(offered_terms(case.programme, REASONS, keep=kept))
        self.fields["claimed"].label = _("Claimed (%(currency)s)") % {"currency": case.programme.currency}
        decided = {f"note{DECISIONS}": encoded(decisions_of(case, STRATEGIC_NOTE))} if row else {}
        self.guard(Guarding.of_case(case), "note", kept=decided)

    @property
    def note_written(self) -> Written:
        """The note of a valid form, with what was decided about it."""
        return Written(self.cleaned_data["note"], self.decisions("note"))


class ChangeForm(FlagForm):
    """The same, and how it ended."""

    outcome = forms.ChoiceField(
        label=_("How did it end?"),
        choices=[("", _("It goes on")), *StrategicOutcome.choices],
        widget=forms.RadioSelect,
        required=False,
        help_text=_("It goes on until nothing is left to do, the enforcement of the judgment included."),
    )
    ended_on = PastDayField(label=_("Ended on"), required=False, initial=None, help_text=_("Empty while it goes on."))
    won = MoneyField(label=_("Won"), help_text=_("What the client was awarded in the end."))
    is_compensation = forms.BooleanField(
        label=_("Write this sum into the case as its compensation"),
        required=False,
        help_text=_("The case has none yet. It is one sum, and counts once."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, case: Case, row: StrategicCase, *args: Any, note: str = "", **kwargs: Any) -> None:
        self.row = row
        kwargs.setdefault("initial", _said(row, note))
        super().__init__(case, *args, row=row, **kwargs)
        self.fields["won"].label = _("Won (%(currency)s)") % {"currency": case.programme.currency}
        if case.compensation is not None:
            del self.fields["is_compensation"]

    def clean(self) -> dict[str, Any]:
        """An end has its day, and money comes with an outcome that brings it."""
        data = super().clean() or self.cleaned_data
        outcome = data.get("outcome") or ""
        if not outcome:
            data["ended_on"] = None
        elif data.get("ended_on") is None and "ended_on" not in self.errors:
            self.add_error("ended_on", ValidationError(_("On which day did it end?"), code="required"))
        if data.get("won") is not None and outcome not in PAYS and "outcome" not in self.errors:
            self.add_error("won", ValidationError(str(_WON_WITHOUT[bool(outcome)]), code="won_without_outcome"))
        return data

    def data_of(self) -> StrategicData:
        """The answers of a valid form."""
        answers = self.cleaned_data
        return StrategicData(
            reasons=tuple(answers["reasons"]),
            claimed=answers["claimed"],
            note=self.note_written,
            outcome=answers["outcome"],
            ended_on=answers["ended_on"],
            won=answers["won"],
            is_compensation=answers.get("is_compensation", False),
        )


_WON_WITHOUT: dict[bool, Promise] = {
    False: _("Say first how it ended: a sum is won when a judgment or a settlement stands."),
    True: _("Nothing is won with this outcome. Choose another one, or leave the sum empty."),
}


def _said(row: StrategicCase, note: str) -> dict[str, Any]:
    return {
        "reasons": [term.code for term in row.reasons.all()],
        "claimed": row.claimed,
        "note": note,
        "outcome": row.outcome,
        "ended_on": row.ended_on,
        "won": row.won,
        "version": row.version,
    }


class StageForm(GuardedForm):
    """One step before a body, and what is due next."""

    stage = TermField(
        label=_("What was done?"), widget=forms.Select, error_messages={"required": _("Choose what was done.")}
    )
    body = TermField(label=_("Before which body?"), required=False, widget=forms.Select)
    happened_on = PastDayField(label=_("When?"))
    deadline_on = DayField(
        label=_("Next deadline"),
        required=False,
        help_text=_("The last day for what comes next, such as the appeal. You are reminded two weeks before."),
    )
    meets_deadlines = forms.BooleanField(
        label=_("The open deadline is met with this step"),
        required=False,
        help_text=_("Only deadlines that steps up to this date have set. Those of later steps stay open."),
    )
    note = TextField(label=_("Note"), required=False, help_text=NO_NAMES)

    def __init__(self, row: StrategicCase, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        case = row.case
        cast(TermField, self.fields["stage"]).offer(offered_terms(case.programme, STAGES))
        cast(TermField, self.fields["body"]).offer(offered_terms(case.programme, BODIES))
        cast(PastDayField, self.fields["happened_on"]).start(case.event_from)
        if not row.stages.filter(deadline_on__isnull=False, met_on=None).exists():
            del self.fields["meets_deadlines"]
        self.guard(Guarding.of_case(case), "note")

    def clean(self) -> dict[str, Any]:
        """A deadline lies behind its step, and not centuries away."""
        data = super().clean() or self.cleaned_data
        deadline, happened = data.get("deadline_on"), data.get("happened_on")
        if deadline and happened and deadline < happened:
            self.add_error("deadline_on", ValidationError(_("This is before the step itself."), code="too_early"))
        elif deadline and deadline > timezone.localdate() + datetime.timedelta(days=AHEAD):
            self.add_error("deadline_on", ValidationError(_("This day is too far away."), code="far"))
        return data

    def data_of(self) -> StageData:
        """The answers of a valid form."""
        answers = self.cleaned_data
        return StageData(
            stage=answers["stage"],
            happened_on=answers["happened_on"],
            body=answers["body"],
            deadline_on=answers["deadline_on"],
            note=Written(answers["note"], self.decisions("note")),
            meets_deadlines=answers.get("meets_deadlines", False),
        )


class MetForm(forms.Form):
    """When a deadline was met."""

    met_on = PastDayField(label=_("Met on"))


class StrategicFilterForm(forms.Form):
    """Which strategic cases are listed."""

    state = forms.ChoiceField(label=_("State"), choices=[("", _("All")), *STATES.items()], required=False)
    reason = forms.ChoiceField(label=_("Reason"), required=False)
    due = forms.BooleanField(label=_("Only with a deadline that is late or within two weeks"), required=False)

    def __init__(self, reasons: list[Term], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = {term.code: term.label for term in reasons}
        cast(forms.ChoiceField, self.fields["reason"]).choices = [("", _("All")), *offered.items()]
