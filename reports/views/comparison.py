"""Why a number differs between two releases: “Why did 668 become 671?”"""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from documenters.access import has_permission, programme_for
from documenters.limits import limited
from documenters.models import Programme
from documenters.permissions import Permission
from documenters.views.guards import SignedInRequest, permitted
from reports.comparison import Comparison, Line, State, compare
from reports.disclosure.published import Published
from reports.disclosure.schema import Tier
from reports.forms.comparison import ComparisonForm
from reports.indicators.figure_names import figure_text
from reports.indicators.published_names import period_label
from reports.indicators.published_tables import NOT_PUBLISHED
from reports.indicators.registry import number
from reports.reading import read_published
from reports.views.changes import changes_between


@dataclass(frozen=True)
class LineRow:
    """One period in words."""

    period: str
    before: str
    after: str
    remark: str


@require_safe
@permitted(Permission.FIGURES_PUBLISHED, Permission.RELEASE_BUILD)
@limited("release_compare", "600/h")
def release_compare(request: SignedInRequest) -> HttpResponseBase:
    """Two releases side by side, as donors are shown them; for coordinators with numbers from the case files."""
    user = request.user
    programme = programme_for(user, Permission.FIGURES_PUBLISHED) or programme_for(user, Permission.RELEASE_BUILD)
    if programme is None:
        raise Http404
    published = read_published(programme.code, Tier.DONOR)
    form = ComparisonForm(published, request.GET)
    comparison = _compared(programme, form)
    context = {"form": form, "programme": programme, **_words(published, comparison)}
    if comparison is not None and has_permission(user, Permission.RELEASE_BUILD, programme=programme):
        context["changes"] = changes_between(programme, published, comparison, by=user)
    return render(request, "reports/release_compare.html", context)


def _compared(programme: Programme, form: ComparisonForm) -> Comparison | None:
    if not form.is_valid():
        return None
    before, after = (
        read_published(programme.code, Tier.DONOR, upto=release)
        for release in (form.cleaned_data["before"], form.cleaned_data["after"])
    )
    return compare(before, after, form.cleaned_data["figure"])


def _words(published: Published, comparison: Comparison | None) -> dict[str, Any]:
    if comparison is None:
        return {"is_comparable": len(published.releases) > 1}
    return {
        "is_comparable": True,
        "comparison": comparison,
        "counted": figure_text(published, comparison.figure),
        "before_total": _shown(comparison.before_total),
        "after_total": _shown(comparison.after_total),
        "difference": _shown(comparison.difference),
        "rows": [_row(line) for line in comparison.lines],
        "new_periods": [period_label(line.period) for line in comparison.new],
        "withdrawn": [period_label(line.period) for line in comparison.lines if line.state == State.WITHDRAWN],
    }


def _row(line: Line) -> LineRow:
    remarks = {
        State.SAME: _("the same in both"),
        State.NEW: _("published since then"),
        State.WITHDRAWN: _("withdrawn"),
    }
    value = _shown(line.value)
    return LineRow(period_label(line.period), "–" if line.state == State.NEW else value, value, remarks[line.state])


def _shown(value: int | None) -> str:
    return str(NOT_PUBLISHED) if value is None else number(value)
