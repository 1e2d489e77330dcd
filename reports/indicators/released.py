"""The figures of donors: whole half-years, nothing below the oblast, and no small number.

Everything shown for a longer period is the sum of what its half-years show, so the choice of a period never tells
more than the half-years alone. Only panels of one dimension exist here, and one of two (groups by law enforcement).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from documenters.identity import counting_identity
from documenters.models import Programme
from react_cases.models import Case
from react_cases.workflow import NOT_PURSUING
from reports.cube import Counts, Dimension, Lists, counts_by_half_year, lists_of
from reports.panel import ReleasedPanel, ReleasedRow, add_up, hide_small, is_small, percent_of
from reports.indicators.figures import Figures
from reports.indicators.headline import headline, law_enforcement_note
from reports.indicators.panels import PANELS
from reports.indicators.periods import HalfYear
from reports.indicators.totals import TOTALS

RELEASED_PANELS = (
    "violators",
    "client_groups",
    "law_enforcement_primary_groups",
    "categories",
    "oblasts",
    "responses",
    "outcomes",
    "readiness",
)
LAW_ENFORCEMENT_GROUPS = "law_enforcement_primary_groups"
NOTHING = ReleasedPanel(LAW_ENFORCEMENT_GROUPS, (), None)
"""The groups where the number of cases by law enforcement is hidden: that number is their base."""
SUMMED_TOTALS = ("cases", "qualified", "law_enforcement_cases", "not_pursuing", "violations", "violator_mentions")
"""Clients are left out: a person can come in two half-years, so their numbers do not add up."""


@dataclass(frozen=True)
class ReleasedFigures:
    """What donors are shown of a period."""

    headline: str
    law_enforcement_note: str
    totals: dict[str, int | None]
    panels: dict[str, ReleasedPanel]
    offered: tuple[HalfYear, ...]
    """Half-years that can be chosen."""
    counted: tuple[HalfYear, ...]
    """Half-years of the chosen period that are in the sums."""
    left_out: tuple[HalfYear, ...]
    """Half-years of the chosen period with too few cases."""
    threshold: int


@dataclass(frozen=True)
class _Release:
    """One half-year, released as a whole."""

    totals: dict[str, int | None]
    panels: dict[str, ReleasedPanel]


def released_figures(
    cases: QuerySet[Case], programme: Programme, first: HalfYear | None = None, last: HalfYear | None = None
) -> ReleasedFigures:
    """The released figures from one half-year to another, both included; from the first to the last by default.

    `cases` are all that count in the programme: a choice among them would make the numbers comparable with others.
    """
    lists, threshold = lists_of(programme), programme.small_count
    # The one place where a donor reaches cases: to count them, behind `hide_small`.
    with counting_identity():
        counts = {HalfYear.named(name): value for name, value in counts_by_half_year(cases, programme).items()}
    enough = sorted(half for half, value in counts.items() if value.cases >= threshold)
    offered = tuple(_between(enough[0], enough[-1])) if enough else ()
    chosen = [half for half in offered if (first or half) <= half <= (last or half)]
    counted = tuple(half for half in chosen if half in enough)
    every = _releases({half: counts[half] for half in enough}, lists, threshold)
    releases = {half: every[half] for half in counted}
    totals = _summed_totals(releases)
    panels = {
        code: add_up([release.panels[code] for release in releases.values()]) for code in RELEASED_PANELS if releases
    }
    if releases:
        panels["half_years"] = _half_years(chosen, releases)
        if totals["law_enforcement_cases"] is None:
            panels[LAW_ENFORCEMENT_GROUPS] = NOTHING
    return ReleasedFigures(
        headline=headline(totals["cases"] or 0, totals["law_enforcement_cases"], _groups(panels)),
        law_enforcement_note=law_enforcement_note(lists),
        totals=totals,
        panels=panels,
        offered=offered,
        counted=counted,
        left_out=tuple(half for half in chosen if half not in enough),
        threshold=threshold,
    )


def _between(first: HalfYear, last: HalfYear) -> list[HalfYear]:
    halves = [HalfYear(year, half) for year in range(first.year, last.year + 1) for half in (1, 2)]
    return [half for half in halves if first <= half <= last]


def _releases(counts: Mapping[HalfYear, Counts], lists: Lists, threshold: int) -> dict[HalfYear, _Release]:
    """Every half-year, the earliest first, whatever was asked for: each is released in one way only."""
    releases: dict[HalfYear, _Release] = {}
    hidden: dict[str, set[str]] = {code: set() for code in RELEASED_PANELS}
    for half in sorted(counts):
        releases[half] = _release(counts[half], lists, threshold, hidden)
        for code, panel in releases[half].panels.items():
            hidden[code].update(row.code for row in panel.rows if row.count is None and panel.base_n is not None)
    return releases


def _release(counts: Counts, lists: Lists, threshold: int, hidden_before: Mapping[str, Collection[str]]) -> _Release:
    figures = Figures(counts=counts, lists=lists, is_complete=True)
    told = {LAW_ENFORCEMENT_GROUPS: _nearly_all_by_law_enforcement(counts, threshold)}
    panels = {
        code: hide_small(PANELS[code].compute(figures), threshold, hidden_before[code], told.get(code, ()))
        for code in RELEASED_PANELS
    }
    totals: dict[str, int | None] = {}
    for code in SUMMED_TOTALS:
        total = TOTALS[code].compute(figures)
        hidden = total.count < threshold if total.base_n is None else is_small(total.count, total.base_n, threshold)
        totals[code] = None if hidden else total.count
    # A total that is the sum of rows says what a hidden row among them holds.
    if _has_hidden(panels["violators"], lists.law_enforcement_codes):
        totals["law_enforcement_cases"] = None
    if totals["law_enforcement_cases"] is None:
        panels[LAW_ENFORCEMENT_GROUPS] = NOTHING
    if _has_hidden(panels["readiness"], NOT_PURSUING):
        totals["not_pursuing"] = None
    return _Release(totals, panels)


def _nearly_all_by_law_enforcement(counts: Counts, threshold: int) -> set[str]:
    """Groups of which a few cases only are not by law enforcement: all less those by law enforcement are these few."""
    groups = counts.by[Dimension.GROUPS]
    return {
        code
        for code, tally in counts.by[Dimension.LAW_ENFORCEMENT_GROUPS].items()
        if 0 < groups[code].cases - tally.cases < threshold
    }


def _has_hidden(panel: ReleasedPanel, codes: Collection[str]) -> bool:
    return any(row.count is None for row in panel.rows if row.code in codes)


def _summed_totals(releases: Mapping[HalfYear, _Release]) -> dict[str, int | None]:
    totals: dict[str, int | None] = {}
    for code in SUMMED_TOTALS:
        counts = [release.totals[code] for release in releases.values()]
        known = [count for count in counts if count is not None]
        totals[code] = sum(known) if counts and len(known) == len(counts) else None
    return totals


def _half_years(chosen: list[HalfYear], releases: Mapping[HalfYear, _Release]) -> ReleasedPanel:
    counts = {half: release.totals["cases"] for half, release in releases.items()}
    base = sum(count or 0 for count in counts.values())
    rows = []
    for half in chosen:
        count = counts.get(half)
        rows.append(ReleasedRow(half.name, half.label, count, None if count is None else percent_of(count, base)))
    return ReleasedPanel("half_years", tuple(rows), base)


def _groups(panels: Mapping[str, ReleasedPanel]) -> list[tuple[str, str, int]]:
    panel = panels.get(LAW_ENFORCEMENT_GROUPS)
    return [(row.code, row.label, row.count) for row in panel.rows if row.count is not None] if panel else []
