"""The most frequent answers as buttons: one tap saves one of them, dated today, with what is usual for the rest."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from documenters.models import User
from react_cases.actions.frequency import LEAST_MENTIONS, SHOWN, USUAL
from react_cases.forms.term_fields import offered_terms
from react_cases.models import Case, Response, Term
from react_cases.models.choices import READINESS_LABELS, ClientView
from react_cases.workflow import ReadinessValue

QUICK = "quick"
"""The name of the buttons."""

OWN_NGO = "OWN"
STILL_OPEN = "ONGOING"
"""The outcome that says that there is none yet: no choice for closing a case."""

PLAIN_READINESS = (ReadinessValue.READY, ReadinessValue.READY_NGO, ReadinessValue.READY_INF, ReadinessValue.UNDEC)
"""What needs no reason."""


@dataclass(frozen=True)
class QuickAnswer:
    """One button."""

    value: str
    label: str


@dataclass(frozen=True)
class QuickGroup:
    """Buttons under one heading, which may be empty."""

    title: str
    answers: list[QuickAnswer]


def quick_help(case: Case, user: User) -> list[QuickGroup]:
    """The help that is recorded most often, over all cases of the programme that this person may open.

    What was recorded less than five times says nothing about what is frequent; the usual order fills the rest.
    """
    visible = Case.objects.visible_to(user).filter(programme=case.programme, is_practice=False)
    counted = Response.objects.filter(case__in=visible).order_by().values_list("type__code").annotate(times=Count("pk"))
    often = [code for code, times in sorted(counted, key=lambda row: -row[1]) if times >= LEAST_MENTIONS]
    return _groups(offered_terms(case.programme, "response_types"), [*often, *USUAL["response_types"][""]])


def quick_outcomes(case: Case) -> list[QuickGroup]:
    """How cases end, in the order of the list; nothing for a closed case, whose outcome is corrected with care."""
    if case.closed_on is not None:
        return []
    terms = offered_terms(case.programme, "outcomes")
    return _groups(terms, [term.code for term in terms if term.code != STILL_OPEN])


def quick_readiness(case: Case) -> list[QuickGroup]:
    """What needs no reason, without what was said last; then “not ready”, for one reason each."""
    plain = [
        QuickAnswer(value.value, str(READINESS_LABELS[value])) for value in PLAIN_READINESS if value != case.readiness
    ]
    reasons = offered_terms(case.programme, "not_ready_reasons")[:SHOWN]
    not_ready = [QuickAnswer(f"{ReadinessValue.NOTREADY}:{term.code}", term.label) for term in reasons]
    return [QuickGroup("", plain), QuickGroup(_("Not ready, because:"), not_ready)]


def _groups(terms: Sequence[Term], order: Sequence[str]) -> list[QuickGroup]:
    by_code = {term.code: term for term in terms}
    chosen = [by_code[code] for code in dict.fromkeys(order) if code in by_code][:SHOWN]
    return [QuickGroup("", [QuickAnswer(term.code, term.label) for term in chosen])] if chosen else []


def help_said(post: QueryDict) -> Mapping[str, Any]:
    """What the form of help gets: the fields that were filled in, or those of the button."""
    if QUICK not in post:
        return post
    return {
        "type": post[QUICK],
        "given_on": _today(),
        "delivered_by": OWN_NGO,
        "sent_as": post.get("sent_as", ""),
    }


def readiness_said(post: QueryDict) -> Mapping[str, Any]:
    """The same for readiness; a button of “not ready” carries its reason."""
    if QUICK not in post:
        return post
    value, _separator, reason = post.get(QUICK, "").partition(":")
    return {"value": value, "reasons": [reason] if reason else [], "stated_on": _today()}


def outcome_said(case: Case, post: QueryDict) -> Mapping[str, Any]:
    """The same for the outcome. What was recorded with the same outcome before the case was reopened, stays."""
    if QUICK not in post:
        return post
    is_same = case.outcome is not None and case.outcome.code == post[QUICK]
    # Without an earlier outcome the sum is what a court awarded (docs/adr/0042).
    keeps_sum = is_same or case.outcome is None
    return {
        "outcome": post[QUICK],
        "effects": [term.code for term in case.effects.all()] if is_same else [],
        "compensation": case.compensation if keeps_sum and case.compensation is not None else "",
        "client_view": (is_same and case.client_view) or ClientView.NOT_ASKED.value,
        "closed_on": _today(),
        "version": post.get("version", ""),
    }


def _today() -> str:
    return timezone.localdate().isoformat()
