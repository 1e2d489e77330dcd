"""A valid intake as the data that the action writes."""

from react_cases.actions.cases import CaseData, ViolationData, ViolatorData
from react_cases.actions.responses import ResponseData
from react_cases.forms.intake import IntakeForm
from react_cases.forms.intake_answers import COUNTED, usual_role
from react_cases.forms.intake_rows import ViolationForm
from react_cases.models import Location, LocationKind, Term
from react_cases.models.choices import ConsentMode, ConsentPurpose, DatePrecision, Uniform


def case_data(form: IntakeForm, *, client_code: str) -> CaseData:
    """Everything that a valid form says. Only for a form whose `is_valid` was true; `client_code` is the keyed hash."""
    said = form.cleaned_data
    lists = form.lists
    place = lists.places.get(said["place"])
    return CaseData(
        received_on=said["received_on"],
        event_from=said["event_from"],
        event_to=said["event_to"],
        event_precision=DatePrecision.MONTH if said["event_when"] == "month" else DatePrecision.DAY,
        is_repeated=said["is_repeated"],
        oblast=lists.oblasts[said["oblast"]],
        district=_of_kind(place, LocationKind.DISTRICT),
        city=_of_kind(place, LocationKind.CITY),
        setting=_term(form, "event_settings", said["setting"]),
        channel=_term(form, "contact_channels", said["channel"]),
        is_urgent=said["is_urgent"],
        groups=_terms(form, "client_groups", said["groups"]),
        primary_group=lists.term("client_groups", said["primary_group"]),
        tags=_terms(form, "client_tags", said["tags"]),
        gender=said["gender"],
        age_band=said["age_band"],
        client_code=client_code,
        violators=tuple(_violators(form)),
        violations=tuple(_violations(form)),
        readiness=said["readiness"],
        not_ready_reasons=_terms(form, "not_ready_reasons", said["not_ready_reasons"]),
        responses=tuple(_responses(form)),
        narrative=said["narrative"],
        narrative_decisions=form.decisions("narrative"),
        narrative_language=said["narrative_language"] or "ru",
        consents=_consents(form),
    )


def _of_kind(place: Location | None, kind: LocationKind) -> Location | None:
    return place if place is not None and place.kind == kind else None


def _term(form: IntakeForm, code_list: str, code: str) -> Term | None:
    return form.lists.term(code_list, code) if code else None


def _terms(form: IntakeForm, code_list: str, codes: list[str]) -> tuple[Term, ...]:
    return tuple(form.lists.term(code_list, code) for code in codes)


def _consents(form: IntakeForm) -> dict[str, str]:
    mode = form.cleaned_data["consent_mode"] or ConsentMode.ORAL.value
    counted = [ConsentPurpose.STATS.value] if form.cleaned_data["consent"] == COUNTED else []
    return dict.fromkeys([ConsentPurpose.RECORD.value, *counted, *form.cleaned_data["consent_more"]], mode)


def _violators(form: IntakeForm) -> list[ViolatorData]:
    return [
        ViolatorData(
            type=form.lists.term("violator_types", row.code),
            number=row.cleaned_data["number"],
            uniform=row.cleaned_data["uniform"] or Uniform.UNKNOWN,
            role_of_government=row.cleaned_data["role"] or usual_role(row.code),
            unit=row.cleaned_data["unit"],
            unit_decisions=row.decisions("unit"),
        )
        for row in form.violator_rows
    ]


def _violations(form: IntakeForm) -> list[ViolationData]:
    details = {row.code: row for row in form.violation_rows}
    return [_violation(form, code, details.get(code)) for code, _label in form.chosen_violations]


def _violation(form: IntakeForm, code: str, details: ViolationForm | None) -> ViolationData:
    said = details.cleaned_data if details else {}
    amount = said.get("amount")
    return ViolationData(
        category=form.lists.term("violation_categories", code),
        violators=tuple(
            position
            for position, row in enumerate(form.violator_rows)
            # Who says nothing about a violator's part means all of it.
            if not row.cleaned_data["links"] or code in row.cleaned_data["links"]
        ),
        amount=amount,
        currency=(said.get("currency") or form.lists.programme.currency) if amount is not None else "",
        hours_held=said.get("hours"),
        is_injured=bool(said.get("injured")),
    )


def _responses(form: IntakeForm) -> list[ResponseData]:
    said = form.cleaned_data
    return [
        ResponseData(
            type=term,
            given_on=said["received_on"],
            delivered_by=None if term.code.startswith("NONE") else _term(form, "delivered_by", said["response_by"]),
        )
        for term in _terms(form, "response_types", said["responses"])
    ]
