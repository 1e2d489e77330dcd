"""Two versions of an answer side by side, for the person whose page had become old."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils import formats
from django.utils.translation import gettext as _

from react_cases.actions.responses import OutcomeData
from react_cases.models import Case, Term
from react_cases.models.choices import ClientView
from react_cases.views.case_sections import money

NOTHING = "—"


@dataclass(frozen=True)
class ComparedRow:
    """One question with the answer in the case and the answer just typed."""

    question: str
    now: str
    typed: str

    @property
    def differs(self) -> bool:
        """Are the two answers different?"""
        return self.now != self.typed


def outcome_comparison(case: Case, typed: OutcomeData) -> list[ComparedRow]:
    """The outcome as it is in the case now, and as it was typed."""
    currency = case.programme.currency
    now = _answers(currency, case.outcome, case.effects.all(), case.compensation, case.client_view, case.closed_on)
    then = _answers(currency, typed.outcome, typed.effects, typed.compensation, typed.client_view, typed.closed_on)
    questions = (_("How did it end?"), _("What came of it?"), _("Compensation"), _("Client's own view"), _("Closed on"))
    return [ComparedRow(*row) for row in zip(questions, now, then, strict=True)]


def _answers(
    currency: str,
    outcome: Term | None,
    effects: Iterable[Term],
    compensation: Decimal | None,
    client_view: str,
    closed_on: datetime.date | None,
) -> list[str]:
    return [
        outcome.label if outcome else NOTHING,
        ", ".join(sorted(term.label for term in effects)) or NOTHING,
        NOTHING if compensation is None else money(compensation, currency),
        str(ClientView(client_view).label) if client_view else NOTHING,
        formats.date_format(closed_on, "DATE_FORMAT") if closed_on else NOTHING,
    ]
