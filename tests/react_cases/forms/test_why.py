"""Every question says why it is asked, and the notes about violence name codes that exist."""

import re

import pytest
from django import forms

from documenters.models import Programme
from react_cases.forms.consents import ConsentForm, WithdrawalForm
from react_cases.forms.do_no_harm import HINTS, SHOWN_FOR
from react_cases.forms.evidence import EvidenceForm
from react_cases.forms.intake import IntakeForm
from react_cases.forms.intake_rows import ViolationForm, ViolatorForm
from react_cases.forms.intake_why import WHY
from react_cases.forms.responses import OutcomeForm, ReadinessForm, ResponseForm
from react_cases.forms.review import ApproveForm, RejectForm, ValidateForm
from react_cases.models import Term
from react_cases.models.choices import AgeBand

PARTS = {
    "event_day": "event_when",
    "event_month": "event_when",
    "event_year": "event_when",
    "event_to": "is_repeated",
    "code_mother": "code_year",
    "code_father": "code_year",
    "currency": "amount",
}
"""Fields that are a part of another question, which says why."""

EVIDENT = {
    ResponseForm: {"channel", "note", "sent_as"},
    ReadinessForm: {"stated_on"},
    OutcomeForm: {"closed_on", "version"},
    ConsentForm: {"given_on"},
    EvidenceForm: {"name"},
    ApproveForm: {"version", "seen", "more_articles"},
    ValidateForm: {"version", "seen"},
    RejectForm: {"version", "seen", "text"},
}
"""What nobody asks “why?” about."""


def test_every_question_of_the_intake_says_why() -> None:
    assert set(IntakeForm.base_fields) - set(WHY) <= set(PARTS)
    assert set(WHY) <= set(IntakeForm.base_fields)


@pytest.mark.parametrize(
    "form",
    [
        ViolatorForm, ViolationForm, ResponseForm, ReadinessForm, OutcomeForm, ConsentForm, WithdrawalForm,
        EvidenceForm, ValidateForm, ApproveForm, RejectForm,
    ],
)  # fmt: skip
def test_the_forms_after_it_say_why(form: type[forms.Form]) -> None:
    silent = {name for name, field in form.base_fields.items() if not getattr(field, "why", "")}
    assert silent - EVIDENT.get(form, set()) <= set(PARTS)


@pytest.mark.django_db
def test_notes_are_called_for_by_codes_that_exist(programme: Programme) -> None:
    lists = {"violations": "violation_categories", "tags": "client_tags"}
    for pair in " ".join([SHOWN_FOR, *(hint.when for hint in HINTS)]).split():
        field, code = re.fullmatch(r"(\w+):([\w.]+)", pair).groups()  # type: ignore[union-attr]
        if field == "age_band":
            assert code in AgeBand.values
        else:
            assert Term.objects.filter(code_list=lists[field], code=code).exists(), pair
