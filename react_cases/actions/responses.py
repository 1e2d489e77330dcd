"""Help given, readiness, outcome and consents: added at any documentation status."""

import datetime
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from documenters.audit import record
from documenters.models import User
from react_cases.actions.evidence import empty_all_evidence
from react_cases.actions.guard import Decisions, Written, seal_written
from react_cases.actions.locking import CaseChanged, NotAllowed, lock_case
from react_cases.actions.sealing import response_note
from react_cases.actions.steps import apply_response_step, require_follow_up
from react_cases.actions.story_ends import stories_stop
from react_cases.models import Case, Consent, Readiness, Response, Term
from react_cases.models.choices import ConsentMode, ConsentPurpose, RemovalReason
from react_cases.models.story import StoryEnd
from react_cases.workflow import ReadinessValue, ResponseStatus, readiness_after


@dataclass(frozen=True)
class ResponseData:
    """One thing done for the client."""

    type: Term
    given_on: datetime.date
    delivered_by: Term | None = None
    channel: Term | None = None
    addressee: Term | None = None
    result: Term | None = None
    note: str = ""
    note_decisions: Decisions = ()


@dataclass(frozen=True)
class OutcomeData:
    """How a case ended."""

    outcome: Term
    closed_on: datetime.date
    effects: tuple[Term, ...] = ()
    compensation: Decimal | None = None
    client_view: str = ""


def write_response(
    case: Case, data: ResponseData, *, by: User, at: datetime.datetime, sent_as: uuid.UUID | None = None
) -> Response:
    """Add one response to a locked case. The first one starts the response axis."""
    response = Response.objects.create(
        case=case,
        type=data.type,
        given_on=data.given_on,
        delivered_by=data.delivered_by,
        channel=data.channel,
        addressee=data.addressee,
        result=data.result,
        recorded_by=by,
        recorded_at=at,
        sent_as=sent_as,
    )
    seal_written(case, {response_note(response): Written(data.note, data.note_decisions)}, by=by)
    if case.response_status == ResponseStatus.NEW and not data.type.code.startswith("NONE"):
        apply_response_step(case, ResponseStatus.IN_PROGRESS, by=by, at=at)
    return response


def write_readiness(
    case: Case,
    stated: ReadinessValue,
    reasons: Iterable[Term],
    *,
    stated_on: datetime.date,
    by: User,
    at: datetime.datetime,
) -> Readiness | None:
    """Add a row to the readiness history of a locked case; nothing where the client says what they said before.

    The caller saves the case.
    """
    history = list(case.readiness_history.all())
    # A statement that is recorded late is judged by what had been said up to its day.
    before = [earlier for earlier in history if earlier.stated_on <= stated_on]
    value = readiness_after([ReadinessValue(earlier.value) for earlier in before], stated)
    wanted = set(reasons)
    if before and before[-1].value in (stated, value) and set(before[-1].reasons.all()) == wanted:
        return None
    row = Readiness.objects.create(case=case, value=value, stated_on=stated_on, recorded_by=by, recorded_at=at)
    row.reasons.set(wanted)
    latest = max([*history, row], key=lambda item: (item.stated_on, item.pk))
    case.readiness = latest.value
    return row


@transaction.atomic
def response_add(case: Case, data: ResponseData, *, by: User, sent_as: uuid.UUID | None = None) -> Response:
    """Add one thing done for the client.

    `sent_as` is the random mark of the page it comes from: sent from there once more, on a slow line, it is the same
    response, and the row that is there already is given back. Another kind of help from one page is another response.
    """
    case = _lock(case, by)
    mark = uuid.uuid5(sent_as, data.type.code) if sent_as else None
    there = case.responses.filter(sent_as=mark).first() if mark else None
    if there is not None:
        return there
    response = write_response(case, data, by=by, at=timezone.now(), sent_as=mark)
    _log("response.added", case, by, ["type", "given_on"])
    return response


@transaction.atomic
def readiness_add(
    case: Case, value: ReadinessValue, reasons: Iterable[Term], *, stated_on: datetime.date, by: User
) -> Readiness | None:
    """Record what the client says today about acting."""
    case = _lock(case, by)
    row = write_readiness(case, value, reasons, stated_on=stated_on, by=by, at=timezone.now())
    case.save(update_fields=["readiness"])
    _log("readiness.added", case, by, ["readiness"])
    return row


@transaction.atomic
def case_close(case: Case, data: OutcomeData, *, by: User, version: int) -> Case:
    """Close the response axis with an outcome; a closed case gets a corrected outcome the same way.

    Nothing happens where the case is closed with exactly this outcome already: a second tap on a slow line.
    """
    case = _lock(case, by)
    if outcome_of(case) == replace(data, effects=tuple(sorted(data.effects, key=lambda term: term.pk))):
        return case
    if case.version != version:
        raise CaseChanged(case)
    case.outcome = data.outcome
    case.compensation = data.compensation
    case.client_view = data.client_view
    case.closed_on = data.closed_on
    case.follow_up_on = None
    case.effects.set(data.effects)
    if case.response_status == ResponseStatus.CLOSED:
        case.version += 1
        case.save()
    else:
        apply_response_step(case, ResponseStatus.CLOSED, by=by, at=timezone.now())
    _log("case.closed", case, by, ["outcome", "effects", "compensation", "client_view", "closed_on"])
    return case


def outcome_of(case: Case) -> OutcomeData | None:
    """How a closed case ended; nothing where help is open."""
    if case.response_status != ResponseStatus.CLOSED or case.outcome is None or case.closed_on is None:
        return None
    effects = tuple(sorted(case.effects.all(), key=lambda term: term.pk))
    return OutcomeData(case.outcome, case.closed_on, effects, case.compensation, case.client_view)


@transaction.atomic
def response_status_set(case: Case, target: ResponseStatus, *, by: User, version: int) -> Case:
    """Say that the case waits, goes on, or is open again. Closing needs an outcome: see `case_close`."""
    if target == ResponseStatus.CLOSED:
        raise NotAllowed("outcome_missing")
    case = _lock(case, by, version)
    if target == ResponseStatus.REOPENED:
        case.closed_on = None
    apply_response_step(case, target, by=by, at=timezone.now())
    _log(f"response.{target.lower()}", case, by, ["response_status"])
    return case


@transaction.atomic
def consent_give(
    case: Case, purpose: ConsentPurpose, mode: ConsentMode, *, language: str, given_on: datetime.date, by: User
) -> Consent:
    """Record that the client agrees to one more purpose."""
    case = _lock(case, by)
    consent, _ = Consent.objects.get_or_create(
        case=case,
        purpose=purpose,
        withdrawn_on=None,
        defaults={
            "mode": mode,
            "language": language,
            "given_on": given_on,
            "recorded_by": by,
            "recorded_at": timezone.now(),
        },
    )
    _settle_statistics(case)
    _log("consent.given", case, by, [purpose])
    return consent


@transaction.atomic
def consent_withdraw(case: Case, purpose: ConsentPurpose, *, withdrawn_on: datetime.date, by: User) -> bool:
    """Record that the client no longer agrees to one purpose. Takes effect in every live figure at once.

    Answers whether a published story was taken down with it.
    """
    case = _lock(case, by)
    case.consents.filter(purpose=purpose, withdrawn_on=None).update(withdrawn_on=withdrawn_on)
    if purpose == ConsentPurpose.RECORD:
        # Pictures and voices cannot wait for the coordinator, who erases the rest.
        empty_all_evidence(case, RemovalReason.CONSENT, by=by)
    _settle_statistics(case)
    _log("consent.withdrawn", case, by, [purpose])
    ends_story = purpose in (ConsentPurpose.RECORD, ConsentPurpose.STORY)
    is_forgotten = purpose == ConsentPurpose.RECORD
    return ends_story and stories_stop(case, StoryEnd.CLIENT, by=by, is_forgotten=is_forgotten) > 0


def _settle_statistics(case: Case) -> None:
    case.counts_in_statistics = case.statistics_consent
    case.save(update_fields=["counts_in_statistics"])


def _lock(case: Case, by: User, version: int | None = None) -> Case:
    case = lock_case(case, version=version)
    require_follow_up(case, by)
    return case


def _log(action: str, case: Case, by: User, fields: Iterable[str]) -> None:
    record(action, case, by=by, programme=case.programme, organisation=case.organisation, fields=fields)
