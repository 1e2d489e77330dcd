"""A case on paper: A4, coded facts only; with what people wrote only for somebody who has just said the password."""

import uuid
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from documenters.permissions import Permission
from documenters.views.guards import SignedInRequest, permitted, recently_authenticated
from react_cases.actions.follow_up import case_print as note_printing
from react_cases.actions.locking import NotAllowed
from react_cases.actions.sealing import OpenReason
from react_cases.models.choices import CommentField
from react_cases.views.case_detail import articles_of, axes_of
from react_cases.views.case_record import CaseRecord, read_record
from react_cases.views.case_sections import Row, Section, day, moment, sections_of
from react_cases.views.fetching import visible_case
from react_cases.views.timeline import step_title
from react_cases.workflow import Axis, Duty

TEXTS = frozenset({CommentField.NARRATIVE.value, CommentField.CASE.value})
"""Sections that are nothing but what people wrote."""


@require_safe
@permitted(Permission.SEALED_OPEN)
def case_print(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """The summary without a single typed word. Who opens it is logged."""
    return _page(request, public_id, with_texts=False)


@require_safe
@permitted(Permission.SEALED_OPEN)
@recently_authenticated
def case_print_texts(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """The summary with narrative, notes and units; opening them is logged as well."""
    return _page(request, public_id, with_texts=True)


def _page(request: SignedInRequest, public_id: uuid.UUID, *, with_texts: bool) -> HttpResponseBase:
    case = visible_case(request, public_id)
    try:
        note_printing(case, by=request.user)
    except (PermissionDenied, NotAllowed):
        raise Http404 from None
    record = read_record(case, by=request.user, reason=OpenReason.PRINT, with_texts=with_texts)
    context = {
        "case": case,
        "record": record,
        "with_texts": with_texts,
        "axes": axes_of(case),
        "sections": printed_sections(record, with_texts=with_texts),
        "articles": articles_of(record),
        "files": printed_files(record),
        "steps": printed_steps(record),
        "printed_at": moment(timezone.now()),
    }
    return render(request, "react_cases/case_print.html", context)


def printed_sections(record: CaseRecord, *, with_texts: bool) -> list[Section]:
    """The sections as on the page; what reviewers said is left out: it is about the record, not about the client."""
    sections = [Section(part.field, part.title, part.rows, []) for part in sections_of(record)]
    kept = [part for part in sections if part.rows and (with_texts or part.field not in TEXTS)]
    if not with_texts:
        kept = [_without_gaps(part) if part.field == CommentField.VIOLATORS else part for part in kept]
    return [_with_consent_days(part, record) if part.field == CommentField.CONSENT else part for part in kept]


def _without_gaps(section: Section) -> Section:
    """A unit that is not printed is not unknown."""
    rows = [Row(row.key, "" if row.value == _("Nothing more is known") else row.value) for row in section.rows]
    return Section(section.field, section.title, rows, [])


def _with_consent_days(section: Section, record: CaseRecord) -> Section:
    rows = [row for row in section.rows if row.key not in (_("The client agrees to"), _("No longer agrees to"))]
    for consent in record.consents:
        said = _("agreed on %(day)s") % {"day": day(consent.given_on)}
        if consent.withdrawn_on:
            said = _("agreed on %(day)s, withdrawn on %(end)s") % {
                "day": day(consent.given_on),
                "end": day(consent.withdrawn_on),
            }
        rows.append(Row(str(consent.get_purpose_display()), said))
    return Section(section.field, section.title, rows, [])


def printed_files(record: CaseRecord) -> list[str]:
    """The files that are kept: number and kind, and what they are called where texts are printed."""
    kept = [row for row in record.evidence if row.removed_at is None]
    return [": ".join(filter(None, [f"{row.number}. {row.get_kind_display()}", record.name_of(row)])) for row in kept]


def printed_steps(record: CaseRecord) -> list[dict[str, Any]]:
    """The steps of review and help with their days. Nobody's name: the part in the case is enough on paper."""
    parts = {Duty.AUTHOR: _("Documenter"), Duty.REVIEWER: _("Mentor"), Duty.APPROVER: _("Coordinator")}
    return [
        {
            "day": day(timezone.localdate(row.at)),
            "title": step_title(row),
            "part": parts.get(Duty(row.duty), "") if row.duty and row.axis == Axis.DOCUMENTATION else "",
        }
        for row in record.transitions
    ]
