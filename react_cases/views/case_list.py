"""The list of cases, and its export."""

import csv
from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import Prefetch, QuerySet
from django.http import HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import number_format
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from documenters.access import has_permission
from documenters.database.patience import TooSlow, patience
from documenters.downloads import SensitiveDownload
from documenters.limits import limited
from documenters.models import User
from documenters.permissions import Permission
from documenters.views.guards import SignedInRequest, managed_programme, permitted, recently_authenticated
from react_cases.actions.exports import cases_export_record, export_rows
from react_cases.filters import NOT_IN_ADDRESSES, TOO_SLOW, CaseFilter, from_address
from react_cases.forms.alerts import rule_query
from react_cases.forms.case_search import WordsForm
from react_cases.models import Case, ClientGroup, Violation
from react_cases.models.case import CaseQuerySet
from react_cases.workflow import Status

PAGE = 25
"""Cases on a page."""

SECONDS = 5.0
"""For how long one query of a filter may keep the database busy (docs/adr/0026)."""

BY_AGE = "age"
"""The order that begins with what has not moved for longest."""

BYTE_ORDER_MARK = "\ufeff"
"""Without it spreadsheets read Cyrillic letters as another alphabet."""


@permitted(Permission.SEALED_OPEN)
def case_list(request: SignedInRequest) -> HttpResponseBase:
    """The cases that the person may open, narrowed by the filter; one with a case number is posted."""
    asked = request.POST if request.method == "POST" else from_address(request.GET)
    chosen = CaseFilter(asked, queryset=listed(request.user, asked), user=request.user)
    if request.method == "POST" and chosen.is_valid() and not chosen.form.cleaned_data.get(NOT_IN_ADDRESSES):
        return redirect(f"{reverse('case_list')}?{chosen.query()}")
    by_age = asked.get("sort") == BY_AGE
    page = _page(chosen, asked.get("page"), by_age=by_age)
    total, unsorted = page.paginator.count, chosen.query()
    query = "&".join(part for part in (unsorted, f"sort={BY_AGE}" if by_age else "") if part)
    context = {
        "filter": chosen,
        "chips": [{"label": f"{chip.label}: {chip.value}", "href": chip.url} for chip in chosen.chips()],
        "page": page,
        "query": f"{query}&" if query else "",
        "unsorted": unsorted,
        "search": WordsForm(),
        "by_age": by_age,
        "today": timezone.localdate(),
        "posted": chosen.chosen() if request.method == "POST" else [],
        "result": ngettext("%(count)s case", "%(count)s cases", total) % {"count": number_format(total)},
        "can_export": has_permission(request.user, Permission.CASE_EXPORT),
        "can_create": has_permission(request.user, Permission.CASE_CREATE),
        "uses": _uses(request, chosen, total),
    }
    return render(request, "react_cases/case_list.html", context)


@require_POST
@permitted(Permission.CASE_EXPORT)
@recently_authenticated
@limited("export", "20/h")
def case_export(request: SignedInRequest) -> HttpResponseBase:
    """The coded fields of the filtered cases as a CSV file, written while it is sent."""
    programme = managed_programme(request, Permission.CASE_EXPORT)
    sent = Case.objects.visible_to(request.user).filter(programme=programme, submitted_at__isnull=False)
    sent = sent.filter(is_practice=False)
    chosen = CaseFilter(request.POST, queryset=sent.exclude(status=Status.ERASED), user=request.user)
    cases = chosen.qs.order_by("-received_on", "-pk")
    try:
        with patience(SECONDS):
            count = cases.count()
    except TooSlow:
        messages.error(request, TOO_SLOW)
        return redirect("case_list")
    event = cases_export_record(programme, count=count, by=request.user)
    rows = export_rows(cases, with_labels=request.POST.get("say") != "codes", by=request.user)
    return SensitiveDownload(
        in_language(translation.get_language(), csv_lines(rows)),
        event=event,
        file_name=f"cases-{programme.code}-{timezone.localdate():%Y-%m-%d}.csv",
        content_type="text/csv; charset=utf-8",
    )


class _Line:
    """What the CSV writer writes to: hands each line back instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def csv_lines(rows: Iterable[list[str]]) -> Iterator[str]:
    """Rows as the lines of a CSV file that a spreadsheet opens with a double click."""
    writer = csv.writer(_Line())
    yield BYTE_ORDER_MARK
    for row in rows:
        yield writer.writerow(row)


def in_language(language: str | None, lines: Iterator[str]) -> Iterator[str]:
    """The lines in the language of the request, which is over when they are read."""
    while True:
        with translation.override(language):
            line = next(lines, None)
        if line is None:
            return
        yield line


def _uses(request: SignedInRequest, chosen: CaseFilter, count: int) -> dict[str, Any] | None:
    """What a coordinator can make of the cases of a filter; nothing of all cases, and none of what no address holds."""
    query = chosen.query()
    if request.method != "GET" or not (query and count) or not has_permission(request.user, Permission.ALERT_MANAGE):
        return None
    rule = rule_query(chosen.chosen())
    return {"count": count, "text": number_format(count), "query": query, "rule_query": rule}


def listed(user: User, asked: QueryDict) -> CaseQuerySet:
    """What the person may open; erased cases only when they ask for them."""
    cases = Case.objects.visible_to(user)
    return cases if Status.ERASED in asked.getlist("status") else cases.exclude(status=Status.ERASED)


def _page(chosen: CaseFilter, number: str | None, *, by_age: bool) -> Page[Case]:
    """One page of the cases that match; an empty one, with the reason at the filter, where that would take too long."""
    # The second key makes the order total: no case is skipped or shown twice while somebody turns pages.
    order = ("status_at", "pk") if by_age else ("-received_on", "-pk")
    page = Paginator(_with_rows(chosen.qs).order_by(*order), PAGE)
    if not chosen.looks_through:
        return page.get_page(number)
    try:
        with patience(SECONDS):
            found = page.get_page(number)
            list(found)
            return found
    except TooSlow:
        chosen.give_up()
        return Paginator(chosen.qs, PAGE).get_page(1)


def _with_rows(cases: QuerySet[Case]) -> QuerySet[Case]:
    """What a line of the list shows, in as many queries for one case as for twenty-five."""
    violations = Prefetch("violations", Violation._default_manager.select_related("category"), to_attr="rows")
    return cases.select_related("oblast").prefetch_related(primary_groups(), violations)


def primary_groups() -> Prefetch[str, QuerySet[ClientGroup], str]:
    """The group that stands in a line of a list."""
    groups = ClientGroup._default_manager.filter(is_primary=True).select_related("group")
    return Prefetch("client_groups", groups, to_attr="primary_groups")
