"""The answers of an intake as they are typed, posted and kept in the draft: name of the field -> values.

The parts of a client code are no answers: only the keyed hash made of them is kept, apart from the draft.
"""

import datetime
import re
from collections.abc import Mapping, Sequence

from django.utils.datastructures import MultiValueDict

from react_cases.models import Case, Violation, Violator
from react_cases.models.choices import ConsentPurpose, DatePrecision, RoleOfGovernment

Answers = dict[str, list[str]]

PAGE = "page"
CODE_PARTS = ("code_year", "code_mother", "code_father")
SINGLE = frozenset(
    [
        "page",
        "consent",
        "consent_mode",
        "received_on",
        "channel",
        "event_when",
        "event_day",
        "event_month",
        "event_year",
        "is_repeated",
        "event_to",
        "oblast",
        "place",
        "setting",
        "primary_group",
        "gender",
        "age_band",
        "advice_only",
        "narrative",
        "narrative_language",
        "is_urgent",
        "response_by",
        "readiness",
    ]
)
SEVERAL = frozenset(["consent_more", "groups", "tags", "violations", "violators", "responses", "not_ready_reasons"])
DETAIL = re.compile(
    r"(violator-[A-Z0-9_.]{1,61}-(number|uniform|role|unit|links)|violation-[A-Z0-9_.]{1,61}-(amount|currency|hours|injured))"
)
MOST_VALUES = 100
COUNTED, KEPT_ONLY, REFUSED = "count", "keep", "no"
"""Answers to "does the client agree?": keep and count, keep only, neither."""

WITH_AMOUNT = ("EXT", "HEA.PAY")
WITH_HOURS = ("LIB.ARREST",)
WITH_INJURY = ("PHY", "SEX")
STATE_HEADINGS = ("LE", "PEN", "HC", "ST")
NOT_STATE = ("PEN.INMATE", "HC.PRIV")
DETAILS = {
    name: " ".join(codes)
    for name, codes in {
        "amount": WITH_AMOUNT,
        "hours": WITH_HOURS,
        "injured": WITH_INJURY,
        "state": STATE_HEADINGS,
        "not_state": NOT_STATE,
    }.items()
}
"""The same for the page, whose script decides alike."""


def posted_answers(post: MultiValueDict[str, str], today: datetime.date) -> Answers:
    """What a form sent, without what is no answer and without empty fields."""
    known: Answers = {}
    for name in post:
        if name in SINGLE or name in SEVERAL or DETAIL.fullmatch(name):
            values = [value for value in post.getlist(name) if value][:MOST_VALUES]
            if values:
                known[name] = values if name in SEVERAL or name.endswith("-links") else values[-1:]
    return settled(known, today)


def settled(answers: Answers, today: datetime.date) -> Answers:
    """The same with "today" and "yesterday" as a day, because a draft is opened again on another day."""
    when = first(answers, "event_when")
    if when not in ("today", "yesterday"):
        return answers
    day = today if when == "today" else today - datetime.timedelta(days=1)
    return {**answers, "event_when": ["day"], "event_day": [day.isoformat()]}


def reopened(answers: Answers, today: datetime.date) -> Answers:
    """The opposite of `settled`, for the form."""
    named = {today.isoformat(): "today", (today - datetime.timedelta(days=1)).isoformat(): "yesterday"}
    when = named.get(first(answers, "event_day"))
    if first(answers, "event_when") != "day" or when is None:
        return answers
    return {name: values for name, values in answers.items() if name != "event_day"} | {"event_when": [when]}


def first(answers: Mapping[str, Sequence[str]], name: str) -> str:
    """The one value of an answer, empty where nothing was said."""
    values = answers.get(name) or [""]
    return str(values[0])


def may_be_kept(answers: Answers) -> bool:
    """Has the client agreed that the case is kept?"""
    return first(answers, "consent") in (COUNTED, KEPT_ONLY)


def usual_role(violator_type: str) -> str:
    """The role of government that goes without saying for a type of violator."""
    by_state = violator_type.partition(".")[0] in STATE_HEADINGS and violator_type not in NOT_STATE
    return (RoleOfGovernment.PERP if by_state else RoleOfGovernment.NA).value


def sensible(code: str, codes: Sequence[str]) -> bool:
    """Does a detail belong to a category, given the categories and headings that have it?"""
    return code in codes or code.partition(".")[0] in codes


def case_answers(case: Case, *, narrative: str, units: Mapping[int, str]) -> Answers:
    """The answers that a case already written holds. `units` are opened: violator's key -> unit."""
    purposes = {consent.purpose: consent for consent in case.consents.all() if consent.withdrawn_on is None}
    groups = list(case.client_groups.select_related("group"))
    more = [purpose for purpose in purposes if purpose not in (ConsentPurpose.RECORD, ConsentPurpose.STATS)]
    place = case.city or case.district
    said: dict[str, Sequence[object]] = {
        "consent": [COUNTED if ConsentPurpose.STATS in purposes else KEPT_ONLY]
        if ConsentPurpose.RECORD in purposes
        else [],
        "consent_more": [*more],
        "consent_mode": [row.mode for row in purposes.values()][:1],
        "received_on": [case.received_on.isoformat()],
        "channel": [case.channel.code] if case.channel else [],
        "oblast": [case.oblast.code] if case.oblast else [],
        "place": [place.code] if place else [],
        "setting": [case.setting.code] if case.setting else [],
        "is_repeated": ["on"] if case.is_repeated else [],
        "is_urgent": ["on"] if case.is_urgent else [],
        "groups": [row.group.code for row in groups],
        "primary_group": [row.group.code for row in groups if row.is_primary],
        "gender": [case.gender],
        "age_band": [case.age_band],
        "tags": list(case.tags.values_list("code", flat=True)),
        "narrative": [narrative],
        "narrative_language": [case.narrative_language],
    }
    answers = {name: [str(value) for value in values if value] for name, values in said.items()}
    answers |= _event(case) | _readiness(case) | _who_and_what(case, units)
    return {name: values for name, values in answers.items() if values}


def _event(case: Case) -> Answers:
    if case.event_from is None:
        return {}
    until = {"event_to": [case.event_to.isoformat()]} if case.event_to else {}
    if case.event_precision == DatePrecision.MONTH:
        return {
            "event_when": ["month"],
            "event_month": [str(case.event_from.month)],
            "event_year": [str(case.event_from.year)],
            **until,
        }
    return {"event_when": ["day"], "event_day": [case.event_from.isoformat()], **until}


def _readiness(case: Case) -> Answers:
    latest = case.readiness_history.prefetch_related("reasons").last()
    if latest is None:
        return {}
    return {"readiness": [case.readiness], "not_ready_reasons": [term.code for term in latest.reasons.all()]}


def _who_and_what(case: Case, units: Mapping[int, str]) -> Answers:
    violators = list(case.violators.select_related("type"))
    violations = list(case.violations.select_related("category").prefetch_related("violators"))
    answers: Answers = {
        "violators": list(dict.fromkeys(row.type.code for row in violators)),
        "violations": [row.category.code for row in violations],
    }
    if case.submitted_at and not violations:
        answers["advice_only"] = ["on"]
    for violator in violators:
        answers |= _violator_answers(violator, violations, units.get(violator.pk, ""))
    for violation in violations:
        name = f"violation-{violation.category.code}"
        if violation.amount is not None:
            answers |= {f"{name}-amount": [str(violation.amount)], f"{name}-currency": [violation.currency]}
        if violation.hours_held is not None:
            answers[f"{name}-hours"] = [str(violation.hours_held)]
        if violation.is_injured:
            answers[f"{name}-injured"] = ["on"]
    return answers


def _violator_answers(row: Violator, violations: Sequence[Violation], unit: str) -> Answers:
    name = f"violator-{row.type.code}"
    committed = [said.category.code for said in violations if row in said.violators.all()]
    answers = {f"{name}-uniform": [row.uniform], f"{name}-role": [row.role_of_government]}
    if row.number:
        answers[f"{name}-number"] = [str(row.number)]
    if unit:
        answers[f"{name}-unit"] = [unit]
    if committed and len(committed) < len(violations):
        answers[f"{name}-links"] = committed
    return answers
