"""Start a case, keep what is typed, and send it for review."""

import datetime
import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from documenters.access import require_permission
from documenters.audit import record
from documenters.models import Organisation, Programme, User
from documenters.permissions import Permission
from react_cases.actions.case_keys import case_key_new, holders_complete
from react_cases.actions.client_codes import client_for
from react_cases.actions.guard import Decisions, Written, seal_written
from react_cases.actions.locking import NotAllowed, lock_case
from react_cases.actions.responses import ResponseData, write_readiness, write_response
from react_cases.actions.sealing import (
    CLIENT_CODE,
    DRAFT,
    NARRATIVE,
    OpenReason,
    open_sealed,
    seal,
    violator_unit,
)
from react_cases.actions.steps import apply_step
from react_cases.models import Case, CaseCounter, ClientGroup, Consent, Location, Term, Violation, Violator
from react_cases.models.choices import ConsentMode, ConsentPurpose, DatePrecision, RoleOfGovernment, Uniform
from react_cases.workflow import EDITABLE, ReadinessValue, Status


@dataclass(frozen=True)
class ViolatorData:
    """One row "who did it"."""

    type: Term
    number: int | None = None
    uniform: str = Uniform.UNKNOWN
    role_of_government: str = RoleOfGovernment.NA
    unit: str = ""
    unit_decisions: Decisions = ()


@dataclass(frozen=True)
class ViolationData:
    """One row "what happened". `violators` are positions in `CaseData.violators`."""

    category: Term
    violators: tuple[int, ...] = ()
    amount: Decimal | None = None
    currency: str = ""
    hours_held: Decimal | None = None
    is_injured: bool = False


@dataclass(frozen=True)
class CaseData:
    """Everything that an intake says, cleaned and complete enough to be sent."""

    received_on: datetime.date
    event_from: datetime.date
    event_precision: str
    oblast: Location
    groups: tuple[Term, ...]
    primary_group: Term
    gender: str
    age_band: str
    readiness: str
    violators: tuple[ViolatorData, ...]
    violations: tuple[ViolationData, ...]
    event_to: datetime.date | None = None
    is_repeated: bool = False
    district: Location | None = None
    city: Location | None = None
    setting: Term | None = None
    channel: Term | None = None
    is_urgent: bool = False
    tags: tuple[Term, ...] = ()
    client_code: str = ""
    """The keyed hash of the client code, empty where none was asked for."""
    not_ready_reasons: tuple[Term, ...] = ()
    responses: tuple[ResponseData, ...] = ()
    narrative: str = ""
    narrative_decisions: Decisions = ()
    """What was decided about personal data in the narrative."""
    narrative_language: str = "ru"
    consents: Mapping[str, str] = field(default_factory=lambda: {ConsentPurpose.RECORD.value: ConsentMode.ORAL.value})
    """Purpose -> mode of the consents given."""


PLAIN_FIELDS = (
    "received_on",
    "event_from",
    "event_to",
    "event_precision",
    "is_repeated",
    "oblast",
    "district",
    "city",
    "setting",
    "channel",
    "is_urgent",
    "gender",
    "age_band",
    "narrative_language",
)
"""What is copied from `CaseData` to the case as it is."""

PRACTICE_YEAR = 0
"""Practice cases are counted under a year that never was: KG-P-000001 takes no number from any real case."""


@transaction.atomic
def case_start(
    *,
    organisation: Organisation,
    by: User,
    received_on: datetime.date | None = None,
    is_demo: bool = False,
    is_practice: bool = False,
    public_id: uuid.UUID | None = None,
) -> Case:
    """Open a draft, which gets its number now. The client has agreed that the case is kept.

    `public_id` comes from a form that may be sent twice, so that both make one case.
    """
    require_permission(by, Permission.CASE_CREATE, organisation=organisation)
    if not organisation.is_active:
        raise NotAllowed("organisation_ended")
    now = timezone.now()
    day = received_on or timezone.localdate(now)
    case = Case.objects.create(
        public_id=public_id or uuid.uuid4(),
        code=_next_code(organisation.programme, day.year, is_practice),
        programme=organisation.programme,
        organisation=organisation,
        documenter=by,
        received_on=day,
        status_at=now,
        is_demo=is_demo,
        is_practice=is_practice,
    )
    case_key_new(case, by=by)
    record("case.started", case, by=by, programme=case.programme, organisation=organisation)
    return case


def _next_code(programme: Programme, year: int, is_practice: bool) -> str:
    if not is_practice:
        return next_codes(programme, year, 1)[0]
    return f"{programme.code}-P-{next_codes(programme, PRACTICE_YEAR, 1)[0].rpartition('-')[2]}"


def next_codes(programme: Programme, year: int, count: int) -> list[str]:
    """The next case numbers of a year, such as KG-2021-000123. Holds the year's counter until the commit."""
    CaseCounter.objects.get_or_create(programme=programme, year=year)
    counter = CaseCounter.objects.select_for_update(no_key=True).get(programme=programme, year=year)
    first = counter.last + 1
    counter.last += count
    counter.save(update_fields=["last"])
    return [f"{programme.code}-{year}-{number:06d}" for number in range(first, first + count)]


@transaction.atomic
def draft_save(case: Case, answers: Mapping[str, Any], *, by: User, version: int) -> Case:
    """Keep what the author has typed so far, valid or not, sealed.

    Not logged each time (it happens every few seconds); starting, opening and sending are.
    """
    case = _lock_for_author(case, by, version)
    seal(case, {DRAFT: json.dumps(answers, ensure_ascii=False)}, by=by)
    case.version += 1
    case.content_removed_at = None
    case.save(update_fields=["version", "touched_on", "content_removed_at"])
    return case


def draft_open(case: Case, *, by: User) -> dict[str, Any] | None:
    """What the author had typed, or nothing where no draft is kept."""
    opened = open_sealed(case, [DRAFT], by=by, reason=OpenReason.EDIT)
    if DRAFT not in opened:
        return None
    answers: dict[str, Any] = json.loads(opened[DRAFT])
    return answers


@transaction.atomic
def case_submit(case: Case, data: CaseData, *, by: User, version: int) -> Case:
    """Write everything the author says and send the case for review.

    Raises `NotAllowed` for an incomplete case, where the client does not agree (any more) that it is kept, and where
    personal data in a text is undecided.
    """
    case = _lock_for_author(case, by, version)
    _require_complete(data)
    now = timezone.now()
    _write_fields(case, data)
    _write_consents(case, data, by, now)
    if not case.consents.filter(purpose=ConsentPurpose.RECORD, withdrawn_on=None).exists():
        raise NotAllowed("record_consent_missing")
    _write_violators(case, data, by)
    for response in data.responses:
        write_response(case, response, by=by, at=now)
    write_readiness(
        case, ReadinessValue(data.readiness), data.not_ready_reasons, stated_on=data.received_on, by=by, at=now
    )
    seal_written(case, {NARRATIVE: Written(data.narrative, data.narrative_decisions)}, by=by)
    seal(case, {DRAFT: "", CLIENT_CODE: ""}, by=by)
    case.comments.filter(resolved_at=None).update(resolved_at=now)
    case.submitted_at, case.content_removed_at = case.submitted_at or now, None
    holders_complete(case, by=by)
    return apply_step(case, "submit", by=by, at=now)


def _lock_for_author(case: Case, by: User, version: int) -> Case:
    case = lock_case(case, version=version)
    require_permission(by, Permission.CASE_EDIT, organisation=case.organisation)
    if case.documenter_id != by.pk:
        raise PermissionDenied(Permission.CASE_EDIT)
    if Status(case.status) not in EDITABLE:
        raise NotAllowed("not_editable")
    return case


def _require_complete(data: CaseData) -> None:
    """The minimum set that the columns themselves cannot demand; without violations it is a case of advice only."""
    if data.primary_group not in data.groups or (data.violations and not data.violators):
        raise NotAllowed("incomplete")


def _write_fields(case: Case, data: CaseData) -> None:
    for name in PLAIN_FIELDS:
        setattr(case, name, getattr(data, name))
    if data.event_precision == DatePrecision.MONTH:
        case.event_from = data.event_from.replace(day=1)
    is_new_code = case.client is None or case.client.code_hash != data.client_code
    if data.client_code and is_new_code and not case.is_practice:
        case.client = client_for(case.organisation, data.client_code)
    case.tags.set(data.tags)
    case.client_groups.all().delete()
    ClientGroup.objects.bulk_create(
        ClientGroup(case=case, group=group, is_primary=group == data.primary_group) for group in data.groups
    )


def _write_consents(case: Case, data: CaseData, by: User, now: datetime.datetime) -> None:
    # A purpose that was withdrawn stays withdrawn: only the consents page gives it anew.
    recorded = set(case.consents.values_list("purpose", flat=True))
    Consent.objects.bulk_create(
        Consent(
            case=case,
            purpose=purpose,
            mode=mode,
            language=data.narrative_language,
            given_on=data.received_on,
            recorded_by=by,
            recorded_at=now,
        )
        for purpose, mode in data.consents.items()
        if purpose not in recorded
    )
    case.counts_in_statistics = case.statistics_consent


def _write_violators(case: Case, data: CaseData, by: User) -> None:
    case.violations.all().delete()
    case.violators.all().delete()
    violators = [
        Violator.objects.create(
            case=case,
            type=row.type,
            number=row.number,
            uniform=row.uniform,
            role_of_government=row.role_of_government,
        )
        for row in data.violators
    ]
    units = {
        violator_unit(row): Written(said.unit, said.unit_decisions)
        for row, said in zip(violators, data.violators, strict=True)
    }
    seal_written(case, units, by=by, renewed="violator")
    for said in data.violations:
        violation = Violation.objects.create(
            case=case,
            category=said.category,
            amount=said.amount,
            currency=said.currency,
            hours_held=said.hours_held,
            is_injured=said.is_injured,
        )
        violation.violators.set([violators[position] for position in said.violators])
