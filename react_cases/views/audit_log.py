"""The log of a programme for its coordinators, its fingerprint, and what asks to be looked into."""

import uuid
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from documenters.actions import audit_log as actions
from documenters.audit_chain import head_of
from documenters.models import AuditEvent, AuditLink, Programme, User
from documenters.permissions import Permission
from documenters.views.guards import SignedInRequest, managed_programme, permitted
from react_cases.forms.audit_log import LogFilter
from react_cases.views.case_sections import day
from react_cases.views.log_words import LogRow, rows_of

PAGE = 50
"""Events on a page."""

SEQ_DIGITS = 18


@dataclass(frozen=True)
class ReadingWarning:
    """Somebody read unusually much."""

    person: User
    text: str
    is_own: bool


@permitted(Permission.LOG_READ)
def audit_log(request: SignedInRequest) -> HttpResponseBase:
    """What people did, newest first. Reading it is logged. The filter is posted, and answered by its address."""
    programme = managed_programme(request, Permission.LOG_READ)
    is_posted = request.method == "POST"
    asked = request.POST if is_posted else request.GET
    chosen = LogFilter(programme, request.user, asked.dict(), from_address=not is_posted)
    if is_posted and chosen.is_valid():
        return redirect(f"{reverse('audit_log')}?{chosen.query()}")
    query = chosen.query()
    events = actions.log_read(programme, by=request.user, filters=chosen.chosen())
    rows, older = log_page(programme, chosen.narrowed(events), request.GET.get("before", ""), reader=request.user)
    context = {
        "form": chosen,
        "rows": rows,
        "older": older,
        "is_first": "before" not in request.GET,
        "query": f"{query}&" if query else "",
        "is_filtered": bool(chosen.chosen()),
        "warnings": warnings_of(programme, request.user),
        "head": head_of(programme),
    }
    return render(request, "react_cases/audit_log.html", context)


@require_safe
@permitted(Permission.LOG_READ)
def audit_head(request: SignedInRequest) -> HttpResponseBase:
    """The fingerprint of the log on a sheet of paper."""
    programme = managed_programme(request, Permission.LOG_READ)
    context = {"programme": programme, "head": head_of(programme), "now": timezone.now(), "by": request.user}
    return render(request, "react_cases/audit_head.html", context)


@require_POST
@permitted(Permission.LOG_READ)
def reading_seen(request: SignedInRequest, person: uuid.UUID) -> HttpResponseBase:
    """A coordinator has looked into somebody's unusual reading."""
    programme = managed_programme(request, Permission.LOG_READ)
    reader = User.objects.filter(memberships__programme=programme, public_id=person).distinct().first()
    if reader is None:
        raise Http404
    try:
        count = actions.reading_seen(programme, reader, by=request.user)
    except PermissionDenied:
        messages.error(request, _("This is about your own reading. Another coordinator looks into it."))
    else:
        if count:
            messages.success(
                request, _("Written down: you have looked into the reading of %(name)s.") % {"name": reader}
            )
    return redirect("audit_log")


def log_page(
    programme: Programme, events: QuerySet[AuditEvent], before: str, *, reader: User
) -> tuple[list[LogRow], int | None]:
    """One page of events, and the place in the chain from which the next one goes on.

    Pages are found by their place in the programme's own chain: numbers of other programmes show nowhere.
    """
    if before.isascii() and before.isdigit() and len(before) <= SEQ_DIGITS:
        place = AuditLink.objects.filter(chain=programme.pk, seq=int(before)).values("event_id")
        events = events.filter(pk__lt=Subquery(place))
    link = AuditLink.objects.filter(event_id=OuterRef("pk")).values("seq")
    found = list(
        events.select_related("actor", "organisation").annotate(seq=Subquery(link)).order_by("-pk")[: PAGE + 1]
    )
    page = found[:PAGE]
    older = page[-1].seq if len(found) > PAGE else None
    return rows_of(page, reader=reader), older


def warnings_of(programme: Programme, reader: User) -> list[ReadingWarning]:
    """What no coordinator has looked into yet, the newest of each person."""
    newest: dict[int, AuditEvent] = {}
    for event in actions.open_warnings(programme):
        newest.setdefault(event.object_id, event)
    return [
        ReadingWarning(event.actor, _warning_text(event), event.actor == reader)
        for event in newest.values()
        if event.actor is not None
    ]


def _warning_text(event: AuditEvent) -> str:
    what, _colon, number = event.reason.partition(":")
    count = int(number) if number.isdigit() else 0
    texts = {"name": event.actor, "count": count, "day": day(timezone.localdate(event.at))}
    if what == "outside":
        return (
            ngettext(
                "%(name)s opened %(count)s case on %(day)s that neither waited for them nor is theirs.",
                "%(name)s opened %(count)s cases on %(day)s that neither waited for them nor are theirs.",
                count,
            )
            % texts
        )
    return (
        ngettext(
            "%(name)s opened %(count)s case on %(day)s.",
            "%(name)s opened %(count)s different cases on %(day)s.",
            count,
        )
        % texts
    )
