"""A request for texts of cases in words: for the list, and for the page on which the second person decides."""

import datetime
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from documenters.models import User
from react_cases.actions.content_bundle import Tally
from react_cases.actions.content_exports import MOST_BYTES, MOST_CASES, deciders, export_state, may_decide
from react_cases.filters import CaseFilter
from react_cases.forms.content_exports import RequestForm
from react_cases.models import Case, ContentExport
from react_cases.models.choices import STATUS_LABELS
from react_cases.models.content_export import ExportLeftOut, ExportPart, ExportState
from react_cases.workflow import Status

TAGS = {
    ExportState.WAITING: "waiting",
    ExportState.APPROVED: "todo",
    ExportState.DOWNLOADED: "done",
    ExportState.REFUSED: "stop",
    ExportState.WITHDRAWN: "neutral",
    ExportState.EXPIRED: "neutral",
}
GROUP = 8
"""Characters of a key that are read out together."""


@dataclass(frozen=True)
class ExportRow:
    """One line of the list."""

    export: ContentExport
    state: str
    tag: str
    count: int
    is_for_reader: bool


@dataclass(frozen=True)
class Composition:
    """What the frozen cases are, as far as the reader may know."""

    organisations: list[tuple[str, int]]
    statuses: list[tuple[str, int]]
    first: datetime.date | None
    last: datetime.date | None
    codes: list[str]
    unseen: int
    """Cases that the reader may not open: they are only counted."""


def export_row(export: ContentExport, *, is_for_reader: bool) -> ExportRow:
    """A request in one line."""
    state = export_state(export)
    tag = "attention" if is_for_reader else TAGS[state]
    return ExportRow(export, str(state.label), tag, len(export.case_ids), is_for_reader)


def export_context(export: ContentExport, *, reader: User) -> dict[str, Any]:
    """Everything that its page says."""
    state = export_state(export)
    is_open = state in (ExportState.WAITING, ExportState.APPROVED)
    is_mine = export.requested_by_id == reader.pk
    return {
        "export": export,
        "row": export_row(export, is_for_reader=False),
        "state": state,
        "is_waiting": state == ExportState.WAITING,
        "is_ready": state == ExportState.APPROVED and is_mine,
        "is_mine": is_mine,
        "is_open": is_open,
        "may_decide": is_open and may_decide(export, by=reader),
        "deciders": deciders(export) if is_mine and state == ExportState.WAITING else [],
        "parts": [ExportPart(part).label for part in ExportPart.values if part in export.parts],
        "left_out": _in_words(export.left_out),
        "key": [export.recipient_key[at : at + GROUP] for at in range(0, len(export.recipient_key), GROUP)],
        "cases": composition(export, reader=reader),
    }


def request_context(form: RequestForm, cases: CaseFilter, look: Tally) -> dict[str, Any]:
    """Everything that the page says on which somebody asks."""
    return {
        "form": form,
        "filter": cases,
        "chips": [f"{chip.label}: {chip.value}" for chip in cases.chips()],
        "count": look.sent,
        "left_out": _in_words(look.left_out),
        "most_cases": MOST_CASES,
        "most_megabytes": MOST_BYTES // (1024 * 1024),
    }


def _in_words(left_out: Mapping[str, int]) -> list[tuple[str, int]]:
    return [(str(ExportLeftOut(why).label), number) for why, number in sorted(left_out.items())]


def composition(export: ContentExport, *, reader: User) -> Composition:
    """The cases of a request by organisation and status, their period and their numbers, in one query."""
    rows = list(
        Case.objects.visible_to(reader)
        .filter(pk__in=export.case_ids)
        .order_by("code")
        .values_list("code", "received_on", "organisation__name", "status")
    )
    days = [day for _code, day, _place, _status in rows]
    statuses = Counter(status for _code, _day, _place, status in rows)
    return Composition(
        organisations=sorted(Counter(place for _code, _day, place, _status in rows).items()),
        statuses=[(str(STATUS_LABELS[status]), statuses[status]) for status in Status if status in statuses],
        first=min(days, default=None),
        last=max(days, default=None),
        codes=[code for code, _day, _place, _status in rows],
        unseen=len(export.case_ids) - len(rows),
    )
