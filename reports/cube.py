"""Counts over a set of cases, and the labels that go with them. Different cases are counted, never joined rows."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

import numpy as np

from documenters.models import Programme
from react_cases.models import ExternalFigure, Location, Term
from react_cases.models.location import LocationKind
from react_cases.workflow import NOT_PURSUING, Qualification, ResponseStatus
from reports.case_columns import CaseColumns, Lot, by_heading, primary_groups_of
from reports.packed import Flags, Numbers


class Dimension(StrEnum):
    """By what cases are grouped. `_TYPES` are the lower level of a code list, all others the upper."""

    VIOLATORS = "violators"
    VIOLATOR_TYPES = "violator_types"
    CATEGORIES = "categories"
    CATEGORY_TYPES = "category_types"
    RESPONSES = "responses"
    GROUPS = "groups"
    PRIMARY_GROUPS = "primary_groups"
    LAW_ENFORCEMENT_GROUPS = "law_enforcement_groups"
    OBLASTS = "oblasts"
    MONTHS = "months"
    OUTCOMES = "outcomes"
    READINESS = "readiness"


class Tally(NamedTuple):
    """Distinct cases, and rows of theirs."""

    cases: int = 0
    mentions: int = 0


@dataclass
class Counts:
    """Everything counted over one set of cases. Keys are codes of the code lists; months are YYYY-MM."""

    cases: int = 0
    qualified: int = 0
    clients: int = 0
    """Different clients, known by a code or because somebody said whose case it is."""
    cases_without_client_code: int = 0
    """Those of which nothing tells whose they are."""
    not_pursuing: int = 0
    law_enforcement_cases: int = 0
    violations: int = 0
    violator_mentions: int = 0
    responses: int = 0
    cases_with_response: int = 0
    by: dict[Dimension, dict[str, Tally]] = field(default_factory=lambda: {name: {} for name in Dimension})
    groups_by_violator: dict[tuple[str, str], int] = field(default_factory=dict)
    """(violator heading, primary group) -> cases."""


@dataclass(frozen=True)
class Lists:
    """A programme's code lists as far as figures name their entries, in the order of the lists."""

    terms: Mapping[str, Mapping[str, Term]]
    oblasts: Mapping[str, Location]
    law_enforcement_codes: Sequence[str]

    def headings(self, code_list: str) -> dict[str, Term]:
        """The upper level of a list."""
        return {code: term for code, term in self.terms[code_list].items() if "." not in code}

    def below(self, code_list: str, headings: Iterable[str]) -> dict[str, Term]:
        """The lower level under some headings, the headings themselves included."""
        wanted = set(headings)
        return {code: term for code, term in self.terms[code_list].items() if term.heading_code in wanted}


def counts_of(columns: CaseColumns | None, programme: Programme) -> Counts:
    """Count these cases of a programme; None are no cases."""
    counts = Counts()
    if columns is None:
        return counts
    law_enforcement = set(programme.law_enforcement_codes)
    accused = columns.having(lot for lot in columns.violators if law_enforcement & {lot.code, lot.heading})
    counts.cases = columns.size
    counts.qualified = _sum(columns.of_kind(lambda kind: kind.qualification == Qualification.VIOLATION))
    counts.not_pursuing = _sum(columns.of_kind(lambda kind: kind.readiness in NOT_PURSUING))
    counts.cases_without_client_code = _sum(columns.person == 0)
    counts.clients = len(np.unique(columns.person[columns.person != 0]))
    counts.law_enforcement_cases = _sum(accused)
    counts.violations, counts.violator_mentions, counts.responses = (
        sum(len(lot.cases) for lot in lots) for lots in (columns.violations, columns.violators, columns.responses)
    )
    counts.cases_with_response = _sum(columns.having(columns.responses))
    counts.by |= _by_term(columns) | _by_column(columns)
    _with_primary_groups(counts, columns, accused)
    return counts


def cases_by(numbers: Numbers, codes: Mapping[int, str]) -> dict[str, int]:
    """How many cases have each code, of a column of numbers that stand for codes; a number without one is left out."""
    found, counts = np.unique(numbers, return_counts=True)
    pairs = zip(found.tolist(), counts.tolist(), strict=True)
    return {codes[number]: count for number, count in pairs if number in codes}


def _sum(flags: Flags) -> int:
    return int(np.count_nonzero(flags))


def _tallies(cases: Mapping[str, int]) -> dict[str, Tally]:
    return {code: Tally(count) for code, count in cases.items()}


def _by_term(columns: CaseColumns) -> dict[Dimension, dict[str, Tally]]:
    """Both levels of the lists of which a case can have several entries."""

    def tally(lots: Iterable[Lot]) -> Tally:
        lots = list(lots)
        return Tally(_sum(columns.having(lots)), sum(len(lot.cases) for lot in lots))

    headings = (
        (Dimension.VIOLATORS, columns.violators),
        (Dimension.CATEGORIES, columns.violations),
        (Dimension.RESPONSES, columns.responses),
        (Dimension.GROUPS, columns.groups),
    )
    types = ((Dimension.VIOLATOR_TYPES, columns.violators), (Dimension.CATEGORY_TYPES, columns.violations))
    return {name: {code: tally(some) for code, some in by_heading(lots)} for name, lots in headings} | {
        name: {lot.code: tally([lot]) for lot in lots if lot.code} for name, lots in types
    }


def _by_column(columns: CaseColumns) -> dict[Dimension, dict[str, Tally]]:
    """What a case has one of."""
    readiness: Counter[str] = Counter()
    for kind, count in zip(columns.kinds, np.bincount(columns.kind).tolist(), strict=True):
        readiness[kind.readiness] += count
    is_closed = columns.of_kind(lambda kind: kind.response_status == ResponseStatus.CLOSED)
    outcomes = cases_by(np.where(is_closed, columns.outcome, 0), {**columns.outcomes, 0: ""})
    months = columns.day.astype("datetime64[D]").astype("datetime64[M]")
    month, counts = np.unique(months, return_counts=True)
    return {
        Dimension.READINESS: _tallies(readiness),
        Dimension.MONTHS: _tallies(dict(zip(month.astype(str).tolist(), counts.tolist(), strict=True))),
        Dimension.OBLASTS: _tallies(cases_by(columns.oblast, columns.places)),
        Dimension.OUTCOMES: _tallies(outcomes),
    }


def _with_primary_groups(counts: Counts, columns: CaseColumns, accused: Flags) -> None:
    """Count by the primary group, alone, among cases by law enforcement, and within each heading of violators."""
    group, codes = primary_groups_of(columns)
    counts.by[Dimension.PRIMARY_GROUPS] = _tallies(cases_by(group, codes))
    counts.by[Dimension.LAW_ENFORCEMENT_GROUPS] = _tallies(cases_by(group[accused], codes))
    for heading, lots in by_heading(columns.violators):
        for code, count in cases_by(group[columns.having(lots)], codes).items():
            counts.groups_by_violator[heading, code] = count


def lists_of(programme: Programme) -> Lists:
    """The labels of a programme's figures, retired terms included: they stay readable."""
    found: dict[str, list[Term]] = {name: [] for name in CODE_LISTS}
    for term in Term.objects.filter(programme=programme, code_list__in=CODE_LISTS).select_related("parent"):
        found[term.code_list].append(term)
    oblasts = Location.objects.filter(programme=programme, kind=LocationKind.OBLAST)
    return Lists(
        terms={name: {term.code: term for term in sorted(rows, key=_list_order)} for name, rows in found.items()},
        oblasts={place.code: place for place in oblasts},
        law_enforcement_codes=tuple(programme.law_enforcement_codes),
    )


def external_figures_of(programme: Programme) -> list[ExternalFigure]:
    """What others published about the country, by period."""
    return list(ExternalFigure.objects.filter(programme=programme))


CODE_LISTS = ("violator_types", "client_groups", "violation_categories", "response_types", "outcomes")


def _list_order(term: Term) -> tuple[int, str, bool, int, str]:
    heading = term.parent or term
    return heading.position, heading.code, term.parent_id is not None, term.position, term.code
