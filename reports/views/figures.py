"""The figures as they are at this moment, for people who work with the cases. Donors read what is released."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from documenters.access import has_permission, programme_of, reach_of
from documenters.limits import limited
from documenters.models import Programme, User
from documenters.permissions import Permission, Role
from documenters.views.guards import SignedInRequest, permitted
from react_cases.filters import CaseFilter, from_address
from react_cases.forms.shares import percent
from react_cases.models import Case, ExternalFigure
from reports.charts.drawing import chart
from reports.cube import external_figures_of
from reports.indicators.live import LiveFigures, live_figures
from reports.indicators.panels import PANELS
from reports.indicators.registry import Unit, number, unit_base, unit_count
from reports.indicators.totals import TOTALS
from reports.views.case_links import CaseLinks
from reports.views.change_figures import change_context

FILTERS = (
    "from",
    "to",
    "oblast",
    "primary_group",
    "group",
    "violator",
    "category",
    "qualification",
    "readiness",
    "response_status",
    "organisation",
    "documenter",
)
"""What the page offers of the filter of cases, in this order: all counted cases are approved."""


@dataclass(frozen=True)
class Tile:
    """One total."""

    number: str
    label: str
    base: str = ""
    href: str = ""


@dataclass(frozen=True)
class Quotation:
    """A figure that somebody else published."""

    text: str
    note: str
    period: str
    value: str
    source: str


@require_safe
@permitted(Permission.FIGURES_LIVE, Permission.FIGURES_PUBLISHED)
@limited("figures", "300/h")
def figures(request: SignedInRequest) -> HttpResponseBase:
    """The figures of the cases that the person may open; donors go on to the released ones."""
    programme = programme_of(request.user)
    if programme is None:
        raise Http404
    if not has_permission(request.user, Permission.FIGURES_LIVE):
        return redirect("published")
    return render(request, "reports/figures.html", _live(request, programme))


def _live(request: SignedInRequest, programme: Programme) -> dict[str, Any]:
    cases = Case.objects.countable_by(request.user).filter(programme=programme)
    case_filter = CaseFilter(from_address(request.GET), cases, request.user)
    chosen = case_filter.form.cleaned_data if case_filter.is_valid() else {}
    coordinates = has_permission(request.user, Permission.ADVOCACY_MANAGE, programme=programme)
    live = live_figures(case_filter.qs, programme, chosen, coordinator=request.user if coordinates else None)
    links = CaseLinks(case_filter.chosen(), programme.law_enforcement_codes)
    charts = {code: chart(panel, partial(links.row, code)) for code, panel in live.panels.items()}
    return {
        **_frame(programme),
        "live": live,
        "scope": _scope(request.user),
        "chips": [{"label": f"{chip.label}: {chip.value}", "href": chip.url} for chip in case_filter.chips()],
        "filter_is_open": not case_filter.is_valid(),
        "filter_fields": [case_filter.form[name] for name in FILTERS if name in case_filter.form.fields],
        "cases": unit_count(Unit.CASES, live.totals["cases"].count),
        "case_count": live.totals["cases"].count,
        "tiles": _tiles(live, links),
        "charts": charts,
        "change": change_context(live, programme.currency),
        "violator_is_chosen": any(name == "violator" for name, _value in case_filter.chosen()),
    }


def _frame(programme: Programme) -> dict[str, Any]:
    return {
        "programme": programme,
        "as_of": timezone.localtime(),
        "external_figures": [_quotation(figure) for figure in external_figures_of(programme)],
        "definitions": [*TOTALS.values(), *PANELS.values()],
    }


def _quotation(figure: ExternalFigure) -> Quotation:
    first, last = figure.period_from.year, figure.period_to.year
    if figure.unit == "violations":
        value = unit_count(Unit.VIOLATIONS, figure.value)
    else:
        value = _("%(share)s of reports") % {"share": percent(figure.value, 0)}
    period = str(first) if first == last else f"{first}–{last}"
    return Quotation(figure.text, figure.note, period, value, figure.source)


def _scope(user: User) -> str:
    """Whose cases are counted."""
    reach = reach_of(user)
    if reach.programmes_as(Role.COORDINATOR):
        return _("All cases of the programme")
    if reach.mentor_of:
        return _("Cases of the organisations assigned to you")
    return _("Your cases")


def _tiles(live: LiveFigures, links: CaseLinks) -> list[Tile]:
    tiles = []
    for code, total in live.totals.items():
        share = 100 * total.count / total.base_n if total.base_n else None
        tiles.append(_tile(code, total.count, share, total.base_n, links.total(code) if total.count else ""))
    return tiles


def _tile(code: str, count: int, share: float | None, base_n: int | None, href: str = "") -> Tile:
    base = ""
    if share is not None and base_n is not None:
        base = _("%(share)s of %(base)s") % {"share": percent(share), "base": unit_base(Unit.CASES, base_n)}
    return Tile(number(count), str(TOTALS[code].title), base, href)
