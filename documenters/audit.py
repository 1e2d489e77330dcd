"""Write a row of the log.

`record` is called inside the transaction of the action that it records: what is rolled back was not done. What must be
written down although its request fails goes through `record_apart` and `record_later`. What was opened was opened: its
row is written before, and once more where the transaction of the request is rolled back afterwards.
"""

import datetime
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.db import models, router, transaction
from django.db.models import sql
from django.utils import timezone

from documenters.access import programme_of, reach_of
from documenters.identity import database_identity
from documenters.models import AuditEvent, Organisation, Programme, User
from documenters.models.audit_actions import READING


@dataclass
class RequestTrace:
    """One request as the log sees it."""

    request_id: uuid.UUID = field(default_factory=uuid.uuid4)
    later: list[Callable[[], None]] = field(default_factory=list)
    """What is written when the request's transaction is over, committed or not."""
    unsettled: list[AuditEvent] = field(default_factory=list)
    """Openings whose transaction is not committed yet."""


OPENINGS = frozenset({"sealed.opened", "sealed.searched", "evidence.opened", "paper.opened"})
"""Actions that stay in the log whatever becomes of the request."""

_trace: ContextVar[RequestTrace | None] = ContextVar("request_trace", default=None)


def record(
    action: str,
    target: models.Model | None,
    *,
    by: User | None,
    programme: Programme | None = None,
    organisation: Organisation | None = None,
    fields: Iterable[str] = (),
    reason: str = "",
) -> AuditEvent:
    """Add one event.

    What somebody does without naming a programme belongs to the one they work in. `fields` are names of fields, never
    values; `reason` is a code, never a sentence somebody typed. The event is returned as it was sent, without its
    number: to write in the log nobody has to be able to read it.
    """
    if programme is None and by is not None:
        programme = programme_of(by)
    event = _event(action, Logged(target, programme, organisation, fields), by, reason)
    _insert([event])
    return event


@dataclass(frozen=True)
class Logged:
    """What one of several events of the same kind is about."""

    target: models.Model | None
    programme: Programme | None
    organisation: Organisation | None
    fields: Iterable[str] = ()


def record_each(action: str, rows: Iterable[Logged], *, by: User, reason: str = "") -> None:
    """Add one event for each row, in one statement: what a search opened, say."""
    events = [_event(action, row, by, reason) for row in rows]
    if events:
        _insert(events)


def _event(action: str, row: Logged, by: User | None, reason: str) -> AuditEvent:
    trace = _trace.get()
    return AuditEvent(
        at=moment_of(action, timezone.now()),
        action=action,
        actor=by,
        roles=",".join(sorted(reach_of(by).roles)) if by is not None else "",
        programme=row.programme,
        organisation=row.organisation,
        object_type=row.target._meta.label_lower if row.target is not None else "",
        object_id=row.target.pk if row.target is not None else 0,
        fields=sorted(row.fields),
        reason=reason,
        request_id=trace.request_id if trace is not None else uuid.uuid4(),
    )


def record_apart(
    action: str,
    *,
    by: User | None,
    reason: str = "",
    target: models.Model | None = None,
    programme: Programme | None = None,
) -> None:
    """Add one event in a transaction of its own; an error where one is open already."""
    with database_identity(by), transaction.atomic(durable=True):
        record(action, target, by=by, programme=programme, reason=reason)


def record_later(
    action: str,
    *,
    by: User | None,
    reason: str = "",
    target: models.Model | None = None,
    programme: Programme | None = None,
) -> None:
    """Add one event when the request is over, whatever becomes of its transaction; at once outside requests."""

    def write() -> None:
        record_apart(action, by=by, reason=reason, target=target, programme=programme)

    trace = _trace.get()
    if trace is not None:
        trace.later.append(write)
    else:
        record(action, target, by=by, programme=programme, reason=reason)


def in_request() -> bool:
    """Is a request being answered?"""
    return _trace.get() is not None


@contextmanager
def request_trace() -> Iterator[RequestTrace]:
    """Give everything that is recorded inside one number; at the end write what was kept for later, or rolled back."""
    trace = RequestTrace()
    token = _trace.set(trace)
    try:
        yield trace
    finally:
        try:
            _write_again(trace)
            for write in trace.later:
                write()
        finally:
            _trace.reset(token)


def moment_of(action: str, now: datetime.datetime) -> datetime.datetime:
    """When it happened: to the microsecond for what changes something, to the hour for what only reads."""
    return now.replace(minute=0, second=0, microsecond=0) if action in READING else now


def _write_again(trace: RequestTrace) -> None:
    """The openings whose transaction was rolled back; inside another transaction nobody knows yet what was."""
    lost, trace.unsettled = trace.unsettled, []
    if lost and not transaction.get_connection().in_atomic_block:
        with database_identity(lost[0].actor), transaction.atomic(durable=True):
            _insert(lost)


def _settle_later(trace: RequestTrace, events: Sequence[AuditEvent]) -> None:
    """Know of these openings until their transaction is committed."""
    trace.unsettled.extend(events)

    def settle() -> None:
        settled = {id(event) for event in events}
        trace.unsettled = [event for event in trace.unsettled if id(event) not in settled]

    transaction.on_commit(settle)


def _insert(events: Sequence[AuditEvent]) -> None:
    """Without RETURNING: row-level security would ask whether the writer may read the row."""
    openings = [event for event in events if event.action in OPENINGS]
    if openings and (trace := _trace.get()) is not None:
        _settle_later(trace, openings)
    columns = [column for column in AuditEvent._meta.concrete_fields if not column.primary_key]
    query = sql.InsertQuery(AuditEvent)
    query.insert_values(columns, list(events))
    query.get_compiler(using=router.db_for_write(AuditEvent)).execute_sql()
