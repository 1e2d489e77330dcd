"""Cases made the way people make them: every step through the real actions, by the people who may take it."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import timezone

from documenters.models import Membership, Organisation, User
from documenters.permissions import Role
from react_cases.actions.cases import CaseData, ViolationData, ViolatorData, case_start, case_submit
from react_cases.actions.erasure import REASONS, case_discard, case_erase
from react_cases.actions.responses import OutcomeData, ResponseData, case_close
from react_cases.actions.review import CommentData, case_approve, case_reject, case_return, case_validate
from react_cases.models import Case
from react_cases.models.choices import CommentField, ConsentMode
from react_cases.workflow import Qualification, Status
from tests.factories.guard import kept
from tests.factories.people import make_coordinator, make_mentor
from tests.factories.taxonomy import known_place, known_term, place, term

__all__ = ["case_data", "coordinator_of", "make_case", "mentor_of", "organisation_of", "place", "submit", "term"]

NARRATIVE = "Two men in plain clothes held the client at the site and asked for money."
CODED = {"setting": "event_settings", "channel": "contact_channels"}


def make_case(
    documenter: User,
    status: Status = Status.APPROVED,
    *,
    organisation: Organisation | None = None,
    mentor: User | None = None,
    coordinator: User | None = None,
    received_on: datetime.date | None = None,
    is_demo: bool = False,
    qualification: Qualification = Qualification.VIOLATION,
    articles: Iterable[str] = ("ICCPR 9",),
    comment: str = "Please check the date.",
    reject_reason: str = "DUPLICATE",
    outcome: str = "",
    effects: Iterable[str] = (),
    client_view: str = "",
    closed_on: datetime.date | None = None,
    **fields: Any,
) -> Case:
    """A case of this status. `fields` are those of `case_data`; with an `outcome` the case is closed as well.

    A mentor and a coordinator who are not given are looked up, and made where there is none.
    """
    organisation = organisation or organisation_of(documenter)
    case = case_start(organisation=organisation, by=documenter, received_on=received_on, is_demo=is_demo)
    if status == Status.DRAFT:
        return _fresh(case)
    if status == Status.ERASED and not fields:
        return _fresh(case_discard(case, by=documenter, version=case.version))
    case = case_submit(case, case_data(received_on=received_on, **fields), by=documenter, version=case.version)
    if outcome:
        data = OutcomeData(
            outcome=known_term("outcomes", outcome),
            closed_on=closed_on or timezone.localdate(),
            effects=tuple(known_term("effects", code) for code in effects),
            client_view=client_view,
        )
        case = case_close(case, data, by=documenter, version=case.version)
    if status == Status.ERASED:
        who = coordinator or coordinator_of(organisation, documenter)
        return _fresh(erase_case(case, by=who))
    return _fresh(
        _review(case, status, documenter, mentor, coordinator, qualification, tuple(articles), comment, reject_reason)
    )


def _review(
    case: Case,
    status: Status,
    documenter: User,
    mentor: User | None,
    coordinator: User | None,
    qualification: Qualification,
    articles: tuple[str, ...],
    comment: str,
    reject_reason: str,
) -> Case:
    if status == Status.SUBMITTED:
        return case
    mentor = mentor or mentor_of(case.organisation, documenter)
    if status == Status.RETURNED:
        said = [CommentData(CommentField.EVENT, comment, known_term("return_reasons", "MISSING"))]
        return case_return(case, said, by=mentor, version=case.version)
    if status == Status.REJECTED:
        return case_reject(case, known_term("reject_reasons", reject_reason), "", by=mentor, version=case.version)
    case = case_validate(case, qualification, by=mentor, version=case.version)
    if status == Status.VALIDATED:
        return case
    coordinator = coordinator or coordinator_of(case.organisation, documenter, mentor)
    return case_approve(case, qualification, articles, by=coordinator, version=case.version)


def erase_case(case: Case, *, by: User, version: int | None = None) -> Case:
    """Erase a case because its client asked for it."""
    reason = known_term(REASONS, "REQUEST")
    return case_erase(case, reason, by=by, version=case.version if version is None else version)


def submit(case: Case, by: User, **fields: Any) -> Case:
    """Send a draft or a returned case, with the fields of `case_data`."""
    case.refresh_from_db()
    return _fresh(case_submit(case, case_data(**fields), by=by, version=case.version))


def case_data(
    *,
    received_on: datetime.date | None = None,
    event_from: datetime.date | None = None,
    event_precision: str = "day",
    oblast: str = "KG-T",
    groups: Iterable[str] = ("PWID",),
    primary: str = "",
    gender: str = "M",
    age_band: str = "A19_35",
    readiness: str = "NOTREADY",
    reasons: Iterable[str] | None = None,
    violators: Iterable[str | ViolatorData] = ("LE.CRIM",),
    violations: Iterable[str | ViolationData] = ("LIB.ARREST",),
    responses: Iterable[str | ResponseData] = (),
    consents: Iterable[str] | Mapping[str, str] = ("RECORD", "STATS"),
    narrative: str = NARRATIVE,
    tags: Iterable[str] = (),
    **fields: Any,
) -> CaseData:
    """What the intake form hands over, from codes.

    The first group is the primary one, every violation is by all violators, the event three days before registration,
    unless said otherwise. `setting`, `channel`, `district`, `city` are codes; other fields go to `CaseData` as given.
    """
    received_on = received_on or timezone.localdate()
    groups = tuple(groups)
    who = tuple(_violator(row) for row in violators)
    everybody = tuple(range(len(who)))
    if reasons is None:
        reasons = ("RETAL",) if readiness == "NOTREADY" else ()
    for name, code_list in CODED.items():
        if isinstance(fields.get(name), str):
            fields[name] = known_term(code_list, fields[name])
    for name in ("district", "city"):
        if isinstance(fields.get(name), str):
            fields[name] = known_place(fields[name])
    return CaseData(
        received_on=received_on,
        event_from=event_from or received_on - datetime.timedelta(days=3),
        event_precision=event_precision,
        oblast=known_place(oblast),
        groups=tuple(known_term("client_groups", code) for code in groups),
        primary_group=known_term("client_groups", primary or groups[0]),
        gender=gender,
        age_band=age_band,
        readiness=readiness,
        not_ready_reasons=tuple(known_term("not_ready_reasons", code) for code in reasons),
        violators=who,
        violations=tuple(_violation(row, everybody) for row in violations),
        responses=tuple(_response(row, received_on) for row in responses),
        narrative=narrative,
        narrative_decisions=fields.pop("narrative_decisions", None) or kept(narrative),
        consents=consents if isinstance(consents, Mapping) else dict.fromkeys(consents, ConsentMode.ORAL.value),
        tags=tuple(known_term("client_tags", code) for code in tags),
        **fields,
    )


def organisation_of(documenter: User) -> Organisation:
    """The organisation in which somebody records cases; the first where there are several."""
    membership = documenter.memberships.filter(role=Role.DOCUMENTER, ended_at=None).order_by("pk").first()
    assert membership is not None
    assert membership.organisation is not None
    return membership.organisation


def mentor_of(organisation: Organisation, *others: User) -> User:
    """The first mentor of an organisation who is none of the others."""
    assignments = organisation.mentor_assignments.filter(ended_at=None, mentor__is_active=True)
    found = assignments.exclude(mentor__in=others).order_by("pk").first()
    return found.mentor if found else make_mentor(organisation)


def coordinator_of(organisation: Organisation, *others: User) -> User:
    """The first coordinator of an organisation's programme who is none of the others."""
    members = Membership.objects.current().filter(programme=organisation.programme, role=Role.COORDINATOR)
    found = members.exclude(user__in=others).order_by("pk").first()
    return found.user if found else make_coordinator(organisation.programme)


def _fresh(case: Case) -> Case:
    return Case.objects.select_related("programme", "organisation", "documenter").get(pk=case.pk)


def _violator(row: str | ViolatorData) -> ViolatorData:
    return ViolatorData(type=known_term("violator_types", row)) if isinstance(row, str) else row


def _violation(row: str | ViolationData, everybody: tuple[int, ...]) -> ViolationData:
    if isinstance(row, str):
        return ViolationData(category=known_term("violation_categories", row), violators=everybody)
    return row


def _response(row: str | ResponseData, given_on: datetime.date) -> ResponseData:
    return ResponseData(type=known_term("response_types", row), given_on=given_on) if isinstance(row, str) else row
