"""Everything that happened to a case, newest first."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from react_cases.models import CaseTransition
from react_cases.models.choices import RESPONSE_STATUS_LABELS
from react_cases.views.case_record import CaseRecord
from react_cases.views.case_sections import day, labels, moment, note_of
from react_cases.workflow import Axis, ResponseStatus


@dataclass(frozen=True)
class Event:
    """One entry, as `c-timeline` shows it."""

    at: datetime.datetime
    title: str
    by: str
    kind: str = "neutral"
    text: str = ""
    is_whole_day: bool = False
    """The time of the day is not known."""

    @property
    def when(self) -> str:
        """The time in words."""
        return day(timezone.localdate(self.at)) if self.is_whole_day else moment(self.at)

    @property
    def datetime(self) -> str:
        """The time for machines."""
        return timezone.localdate(self.at).isoformat() if self.is_whole_day else self.at.isoformat(timespec="minutes")


KINDS = {
    "submit": "waiting",
    "return": "attention",
    "validate": "done",
    "approve": "done",
    "reject": "stop",
    "reopen": "attention",
    "discard": "stop",
    "erase": "stop",
}


def step_title(row: CaseTransition) -> str:
    """What one step did, in words."""
    if row.axis == Axis.RESPONSE:
        return _("Help: %(status)s") % {"status": RESPONSE_STATUS_LABELS[ResponseStatus(row.target)]}
    return {
        "submit": _("Sent for review"),
        "return": _("Returned for correction"),
        "validate": _("Checked by the mentor"),
        "approve": _("Approved"),
        "reject": _("Rejected"),
        "reopen": _("Opened again for correction"),
        "discard": _("Thrown away by its author"),
        "erase": _("Erased at the client's request"),
        "undo": _("The decision was taken back at once"),
    }.get(row.name, row.name)


def timeline_of(record: CaseRecord) -> list[Event]:
    """The events of both axes, help, readiness, consents and comments, newest first."""
    events = [
        _start(record),
        *_consents(record),
        *_readiness(record),
        *_responses(record),
        *_comments(record),
        *_steps(record),
    ]
    # What was written in one step has one time: the step stands above what it brought along.
    return sorted(events, key=lambda event: event.at)[::-1]


def _start(record: CaseRecord) -> Event:
    case = record.case
    at = min([case.created_at, *(row.at for row in record.transitions)])
    return Event(at, _("Case opened"), str(case.documenter))


def _steps(record: CaseRecord) -> Iterator[Event]:
    closings = [row.pk for row in record.transitions if row.target == ResponseStatus.CLOSED]
    for row in record.transitions:
        text = row.reason.label if row.reason else ""
        if closings and row.pk == closings[-1] and record.case.outcome:
            text = "\n".join(filter(None, [record.case.outcome.label, labels(record.effects)]))
        yield Event(row.at, step_title(row), str(row.by), KINDS.get(row.name, "neutral"), text)


def _responses(record: CaseRecord) -> Iterator[Event]:
    for row in record.responses:
        lines = [day(row.given_on), labels([row.addressee, row.result]), record.note_of(row)]
        title = _("Help given: %(type)s") % {"type": row.type.label}
        yield Event(row.recorded_at, title, str(row.recorded_by), "done", "\n".join(filter(None, lines)))


def _readiness(record: CaseRecord) -> Iterator[Event]:
    for row in record.readiness:
        lines = [day(row.stated_on), labels(row.reasons.all())]
        title = _("Readiness: %(value)s") % {"value": row.get_value_display()}
        yield Event(row.recorded_at, title, str(row.recorded_by), "neutral", "\n".join(filter(None, lines)))


def _consents(record: CaseRecord) -> Iterator[Event]:
    for row in record.consents:
        purpose = {"purpose": row.get_purpose_display()}
        mode = f"{day(row.given_on)} · {row.get_mode_display()}"
        yield Event(row.recorded_at, _("Consent given: %(purpose)s") % purpose, str(row.recorded_by), "done", mode)
        if row.withdrawn_on:
            at = timezone.make_aware(datetime.datetime.combine(row.withdrawn_on, datetime.time(23, 59)))
            title = _("Consent withdrawn: %(purpose)s") % purpose
            # Who recorded it is in the log; the record itself keeps the day alone.
            yield Event(max(at, row.recorded_at), title, "", "stop", "", is_whole_day=True)


def _comments(record: CaseRecord) -> Iterator[Event]:
    for row in record.comments:
        note = note_of(record, row)
        title = _("Comment: %(part)s") % {"part": row.get_field_display()}
        text = "\n".join(filter(None, [note.reason, note.text]))
        yield Event(row.created_at, title, note.by, "attention", text)
