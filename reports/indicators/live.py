"""The figures of people who work with the cases: as they are at this moment, nothing hidden."""

import calendar
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from documenters.models import Programme, User
from react_cases.models import Case
from reports.advocacy_counts import AdvocacyCounts, advocacy_counts_of
from reports.case_columns import columns_of
from reports.cube import counts_of, lists_of
from reports.help_counts import help_counts_of
from reports.indicators.advocacy import ADVOCACY
from reports.indicators.figures import Figure, Figures, Number
from reports.indicators.headline import headline, law_enforcement_note
from reports.indicators.help import HELP
from reports.indicators.panels import PANELS
from reports.indicators.totals import TOTALS
from reports.panel import Panel


@dataclass(frozen=True)
class LiveFigures:
    """Every figure over one set of cases."""

    headline: str
    law_enforcement_note: str
    totals: dict[str, Number]
    panels: dict[str, Panel]
    groups_by_violator: "Matrix"
    help: dict[str, Figure]
    """What came of these cases."""
    advocacy: dict[str, Figure]
    """What the programme did with its cases; nothing where the reader does not coordinate it."""


@dataclass(frozen=True)
class Matrix:
    """Primary groups within each violator heading. Rows do not sum up: one case can have several violators."""

    columns: tuple[str, ...]
    """Labels of the groups, the largest first."""
    rows: tuple[tuple[str, int, tuple[int, ...]], ...]
    """(label of the violator, its cases, the cases of each group)."""


def live_figures(
    cases: QuerySet[Case], programme: Programme, chosen: Mapping[str, Any], *, coordinator: User | None = None
) -> LiveFigures:
    """Count `cases`: those that the reader may count, already narrowed by the filter.

    `chosen` is what the filter was given, cleaned: it decides which headings are opened and which months are listed. Of
    it the months alone narrow what the programme did, which is counted where the reader is its `coordinator`.
    """
    columns = columns_of(cases, programme)
    figures = Figures(
        counts=counts_of(columns, programme),
        lists=lists_of(programme),
        help=help_counts_of(columns),
        advocacy=_advocacy(programme, chosen, coordinator) if coordinator else None,
        violator_headings=_headings(chosen.get("violator") or ()),
        category_headings=_headings(chosen.get("category") or ()),
        first_month=f"{chosen['from']:%Y-%m}" if chosen.get("from") else "",
        last_month=f"{chosen['to']:%Y-%m}" if chosen.get("to") else "",
    )
    panels = {code: item.compute(figures) for code, item in PANELS.items()}
    groups = [(row.code, row.label, row.count) for row in panels["law_enforcement_primary_groups"].rows]
    return LiveFigures(
        headline=headline(figures.counts.cases, figures.counts.law_enforcement_cases, groups),
        law_enforcement_note=law_enforcement_note(figures.lists),
        totals={code: item.compute(figures) for code, item in TOTALS.items()},
        panels=panels,
        groups_by_violator=_matrix(figures, panels["primary_groups"]),
        help={code: item.compute(figures) for code, item in HELP.items()},
        advocacy={code: item.compute(figures) for code, item in ADVOCACY.items()} if coordinator else {},
    )


def _advocacy(programme: Programme, chosen: Mapping[str, Any], coordinator: User) -> AdvocacyCounts:
    first, last = chosen.get("from"), chosen.get("to")
    if last:
        last = last.replace(day=calendar.monthrange(last.year, last.month)[1])
    return advocacy_counts_of(programme, first=first, last=last, by=coordinator)


def _headings(codes: Iterable[str]) -> frozenset[str]:
    return frozenset(code.partition(".")[0] for code in codes)


def _matrix(figures: Figures, groups: Panel) -> Matrix:
    columns = sorted(groups.rows, key=lambda row: -row.count)
    cells = figures.counts.groups_by_violator
    rows = []
    for code, term in figures.lists.headings("violator_types").items():
        counts = tuple(cells.get((code, column.code), 0) for column in columns)
        if any(counts):
            rows.append((term.label, sum(counts), counts))
    return Matrix(tuple(column.label for column in columns), tuple(rows))
