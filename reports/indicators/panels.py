"""The panels: cases by one property each."""

from collections.abc import Mapping
from typing import Final, Protocol

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from react_cases.models.choices import READINESS_LABELS
from reports.cube import Dimension, Tally
from reports.indicators.figures import Figures
from reports.indicators.periods import month_label, months_between
from reports.indicators.registry import Indicator, Unit, indicator
from reports.panel import Panel, Row, percent_of

PANELS: Final[dict[str, Indicator[Panel]]] = {}
ALL_CASES = _("all cases counted")
BY_LAW_ENFORCEMENT = _("cases with at least one violator from law enforcement")


class Labelled(Protocol):
    """An entry of a list."""

    @property
    def label(self) -> str:
        """Its name in the language of the page."""


def _panel(
    figures: Figures,
    code: str,
    labels: Mapping[str, Labelled | str],
    tallies: Mapping[str, Tally],
    *,
    base_n: int,
    is_partition: bool = False,
    has_mentions: bool = False,
) -> Panel:
    """The rows of a list that have a case; all of them where the figures are complete."""
    all_mentions = sum(tally.mentions for tally in tallies.values())
    rows = []
    for key, entry in labels.items():
        tally = tallies.get(key, Tally())
        if not tally.cases and not figures.is_complete:
            continue
        row = Row(key, entry if isinstance(entry, str) else entry.label, tally.cases, percent_of(tally.cases, base_n))
        if has_mentions:
            share = percent_of(tally.mentions, all_mentions)
            row = Row(row.code, row.label, row.count, row.share, tally.mentions, share)
        rows.append(row)
    return Panel(code, tuple(rows), base_n, is_partition)


@indicator(
    code="violators",
    title=_("Violators"),
    unit=Unit.CASES,
    base=ALL_CASES,
    definition=_(
        "Cases with at least one violator of the kind. A case with violators of two kinds is in both rows, so shares "
        "of cases can sum to more than 100 %. Shares of mentions sum to 100 %. A chosen heading is opened into its "
        "types."
    ),
    into=PANELS,
)
def violators(figures: Figures) -> Panel:
    """Cases by violator."""
    by, lists = figures.counts.by, figures.lists
    labels, tallies = lists.headings("violator_types"), by[Dimension.VIOLATORS]
    if figures.violator_headings:
        labels = lists.below("violator_types", figures.violator_headings)
        tallies = {code: tally for code, tally in by[Dimension.VIOLATOR_TYPES].items() if code in labels}
    return _panel(figures, "violators", labels, tallies, base_n=figures.counts.cases, has_mentions=True)


@indicator(
    code="client_groups",
    title=_("Client groups, all memberships"),
    unit=Unit.CASES,
    base=ALL_CASES,
    definition=_(
        "Cases whose client belongs to the group. Somebody can belong to several groups and is then in several rows, "
        "so the shares can sum to more than 100 %."
    ),
    into=PANELS,
)
def client_groups(figures: Figures) -> Panel:
    """Cases by every group of the client."""
    return _groups(figures, "client_groups", Dimension.GROUPS, figures.counts.cases)


@indicator(
    code="primary_groups",
    title=_("Client groups, primary group"),
    unit=Unit.CASES,
    base=ALL_CASES,
    definition=_(
        "Each case once, under the group of the client that is most relevant to the violation. With a chosen violator, "
        "these are the groups within the cases by that violator."
    ),
    into=PANELS,
)
def primary_groups(figures: Figures) -> Panel:
    """Cases by the primary group."""
    return _groups(figures, "primary_groups", Dimension.PRIMARY_GROUPS, figures.counts.cases, is_partition=True)


@indicator(
    code="law_enforcement_primary_groups",
    title=_("Client groups in cases by law enforcement"),
    unit=Unit.CASES,
    base=BY_LAW_ENFORCEMENT,
    definition=_("Each case with a violator from law enforcement once, under the primary group of the client."),
    into=PANELS,
)
def law_enforcement_primary_groups(figures: Figures) -> Panel:
    """Cases by law enforcement, by the primary group."""
    return _groups(
        figures,
        "law_enforcement_primary_groups",
        Dimension.LAW_ENFORCEMENT_GROUPS,
        figures.counts.law_enforcement_cases,
        is_partition=True,
    )


def _groups(figures: Figures, code: str, dimension: Dimension, base_n: int, *, is_partition: bool = False) -> Panel:
    labels = figures.lists.headings("client_groups")
    return _panel(figures, code, labels, figures.counts.by[dimension], base_n=base_n, is_partition=is_partition)


@indicator(
    code="categories",
    title=_("Types of violations"),
    unit=Unit.CASES,
    base=ALL_CASES,
    definition=_(
        "Cases with at least one violation of the kind. One case can have several, so shares of cases can sum to more "
        "than 100 %. Shares of violations sum to 100 %. A chosen heading is opened into its categories."
    ),
    into=PANELS,
)
def categories(figures: Figures) -> Panel:
    """Cases by violation."""
    by, lists = figures.counts.by, figures.lists
    labels, tallies = lists.headings("violation_categories"), by[Dimension.CATEGORIES]
    if figures.category_headings:
        labels = lists.below("violation_categories", figures.category_headings)
        tallies = {code: tally for code, tally in by[Dimension.CATEGORY_TYPES].items() if code in labels}
    return _panel(figures, "categories", labels, tallies, base_n=figures.counts.cases, has_mentions=True)


@indicator(
    code="oblasts",
    title=_("Oblasts"),
    unit=Unit.CASES,
    base=ALL_CASES,
    definition=_("Each case once, under the oblast or city of oblast rank in which it happened."),
    into=PANELS,
)
def oblasts(figures: Figures) -> Panel:
    """Cases by oblast."""
    tallies = figures.counts.by[Dimension.OBLASTS]
    return _panel(figures, "oblasts", figures.lists.oblasts, tallies, base_n=figures.counts.cases, is_partition=True)


@indicator(
    code="months",
    title=_("Months"),
    unit=Unit.CASES,
    base=ALL_CASES,
    definition=_(
        "Each case once, under the month in which it was registered. Months without a case are shown as zero."
    ),
    into=PANELS,
)
def months(figures: Figures) -> Panel:
    """Cases by month of registration."""
    tallies, base_n = figures.counts.by[Dimension.MONTHS], figures.counts.cases
    first = figures.first_month or min(tallies, default="")
    last = figures.last_month or max(tallies, default="")
    rows = []
    for month in months_between(first, last):
        count = tallies.get(month, Tally()).cases
        rows.append(Row(month, month_label(month), count, percent_of(count, base_n)))
    return Panel("months", tuple(rows), base_n, is_partition=True)


@indicator(
    code="responses",
    title=_("Help given"),
    unit=Unit.CASES,
    base=ALL_CASES,
    definition=_(
        "Cases with at least one entry of the kind. One case can have several, so shares of cases can sum to more than "
        "100 %. Shares of entries sum to 100 %. Cases without any entry are stated apart."
    ),
    into=PANELS,
)
def responses(figures: Figures) -> Panel:
    """Cases by kind of help."""
    counts = figures.counts
    tallies = {**counts.by[Dimension.RESPONSES], "": Tally(counts.cases - counts.cases_with_response)}
    labels: dict[str, Labelled | str] = {
        **figures.lists.headings("response_types"),
        "": gettext("Nothing recorded yet"),
    }
    return _panel(figures, "responses", labels, tallies, base_n=counts.cases, has_mentions=True)


@indicator(
    code="outcomes",
    title=_("Outcomes"),
    unit=Unit.CASES,
    base=ALL_CASES,
    definition=_(
        "Each case once. The outcome counts while help is closed; all other cases, reopened ones included, are not "
        "closed yet."
    ),
    into=PANELS,
)
def outcomes(figures: Figures) -> Panel:
    """Cases by outcome."""
    labels: dict[str, Labelled | str] = {**figures.lists.headings("outcomes"), "": gettext("Not closed yet")}
    tallies = figures.counts.by[Dimension.OUTCOMES]
    return _panel(figures, "outcomes", labels, tallies, base_n=figures.counts.cases, is_partition=True)


@indicator(
    code="readiness",
    title=_("Readiness to act"),
    unit=Unit.CASES,
    base=ALL_CASES,
    definition=_("Each case once, under what the client said when last asked."),
    into=PANELS,
)
def readiness(figures: Figures) -> Panel:
    """Cases by readiness."""
    labels = {value.value: str(label) for value, label in READINESS_LABELS.items()}
    tallies = figures.counts.by[Dimension.READINESS]
    return _panel(figures, "readiness", labels, tallies, base_n=figures.counts.cases, is_partition=True)
