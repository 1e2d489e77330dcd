"""The answers that a written case holds, as the intake's form has them: name of the field -> values."""

from collections.abc import Mapping, Sequence

from react_cases.models import Case, Violation, Violator
from react_cases.models.choices import ConsentPurpose, DatePrecision

Answers = dict[str, list[str]]

COUNTED, KEPT_ONLY = "count", "keep"
"""The client agrees that the case is kept and counted, or kept only."""


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
