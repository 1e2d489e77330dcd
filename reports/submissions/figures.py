"""The figures of a report: all from a release, or all counted now. A figure knows where it comes from and says so.

There is no way from one to the other: `Released` holds no count, `Counted` no release, and a draft is made of one of
them (docs/adr/0044). What a release does not contain is “not published”, whatever could be counted.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from react_cases.forms.shares import percent
from reports.cube import Counts, Dimension, Lists
from reports.disclosure.published import NotOffered
from reports.disclosure.schema import CLIENTS, Axis, heading_of
from reports.indicators.published_source import Codes, PublishedSource
from reports.indicators.published_tables import NOT_PUBLISHED, QUALIFIED, REST
from reports.indicators.registry import Unit, number, unit_count
from reports.panel import percent_of
from reports.submissions.articles import Combinations, cases_with

FEW = 5
"""Below it a figure counted now is not written out either: a draft lies on desks and in mailboxes."""


class Origin(StrEnum):
    """Where figures come from."""

    RELEASED = "released"
    COUNTED = "counted"


class MixedSources(Exception):
    """A released figure and one counted now in the same draft. A mistake in the program."""


def marked(text: str) -> str:
    """A figure counted now as it stands in a draft, wherever somebody copies it to."""
    mark = _("[internal]")
    return f"{text}\xa0{mark}"


@dataclass(frozen=True)
class Figure:
    """One number as it stands in a draft."""

    origin: Origin
    value: int | None
    """None where a release does not contain it."""
    base: int | None = None
    """Of what it is a share, from the same source; None where it is none, or where the base is not known."""
    unit: Unit = Unit.CASES

    @property
    def is_few(self) -> bool:
        """Counted now, and too small to be written out."""
        return self.origin is Origin.COUNTED and self.value is not None and 0 < self.value < FEW

    @property
    def text(self) -> str:
        """For a table: `1,320`, `1,320 [internal]`, `fewer than 5 [internal]`, `not published`."""
        return self._marked(self._number)

    @property
    def counted(self) -> str:
        """For a sentence, with what is counted: `1,320 cases`."""
        return self._marked(self._counted)

    @property
    def share(self) -> str:
        """Its share of the base; empty where there is none that may be written."""
        return self._marked(self._share) if self._share else ""

    @property
    def said(self) -> str:
        """Number, unit and share: `668 cases (51 %)`, `668 cases (50.6 %) [internal]`."""
        return self._marked(f"{self._counted} ({self._share})" if self._share else self._counted)

    @property
    def _number(self) -> str:
        if self.value is None:
            return str(NOT_PUBLISHED)
        return _("fewer than %(few)s") % {"few": FEW} if self.is_few else number(self.value)

    @property
    def _counted(self) -> str:
        return self._number if self.value is None or self.is_few else unit_count(self.unit, self.value)

    @property
    def _share(self) -> str:
        if self.value is None or not self.base or self.is_few:
            return ""
        return percent(percent_of(self.value, self.base) or 0, 0 if self.origin is Origin.RELEASED else 1)

    def _marked(self, text: str) -> str:
        """What was counted now, once behind all that it says."""
        return marked(text) if self.origin is Origin.COUNTED and self.value is not None else text


@dataclass(frozen=True)
class Line:
    """A figure with its name."""

    name: str
    figure: Figure


@dataclass(frozen=True)
class Group:
    """Figures that belong together: the rows of one list."""

    title: str
    lines: tuple[Line, ...]


class Total(StrEnum):
    """The totals."""

    CASES = "cases"
    QUALIFIED = "qualified"
    LAW_ENFORCEMENT = "law_enforcement"
    CLIENTS = "clients"


TITLES: dict[Total, Promise] = {
    Total.CASES: gettext_lazy("cases registered"),
    Total.QUALIFIED: gettext_lazy("qualified as violations"),
    Total.LAW_ENFORCEMENT: gettext_lazy("by law enforcement"),
    Total.CLIENTS: gettext_lazy("clients known by a code"),
}

GROUPS: tuple[tuple[Axis, str, Dimension, Promise], ...] = (
    (Axis.PRIMARY_GROUP, "client_groups", Dimension.PRIMARY_GROUPS, gettext_lazy("Most relevant client group")),
    (Axis.VIOLATOR, "violator_types", Dimension.VIOLATORS, gettext_lazy("Violators")),
    (Axis.CATEGORY, "violation_categories", Dimension.CATEGORIES, gettext_lazy("Types of violations")),
)


class Source(Protocol):
    """All figures of one draft."""

    @property
    def origin(self) -> Origin:
        """Where they come from."""

    def total(self, what: Total) -> Figure:
        """One of the totals."""

    def groups(self) -> tuple[Group, ...]:
        """Client groups, violators and types of violations, upper level."""

    def article(self, codes: Iterable[str]) -> Figure:
        """Cases with at least one of these categories."""

    def behind(self, codes: Iterable[str]) -> tuple[Line, ...]:
        """What the source says of these categories, each by itself."""

    def other(self, count: int, unit: Unit = Unit.CASES) -> Figure:
        """Something that was counted beside the figures: a number only where figures are counted."""


@dataclass(frozen=True)
class Released:
    """What a release shows of the period; of a choice of cases what it shows of that."""

    source: PublishedSource
    held: Codes | None
    """The choice as codes of cells; None where the release has no tables of it."""
    names: Mapping[str, str]
    """Labels of the headings of violations, for those that the release counts together with others."""

    @property
    def has_tables(self) -> bool:
        """Does the release have tables of the period and of the choice, whatever of them is withheld?"""
        if self.held is None:
            return False
        try:
            self.source.value(**self.held)
        except NotOffered:
            return False
        return True

    @property
    def origin(self) -> Origin:
        """A release."""
        return Origin.RELEASED

    def total(self, what: Total) -> Figure:
        """As the release shows it."""
        law = self.source.law_enforcement
        codes: dict[Total, Codes | None] = {
            Total.CASES: {},
            Total.QUALIFIED: {Axis.QUALIFICATION.value: QUALIFIED},
            Total.LAW_ENFORCEMENT: {Axis.VIOLATOR.value: law} if law else None,
            Total.CLIENTS: {Axis.MEASURE.value: CLIENTS},
        }
        if what is Total.CLIENTS:
            return self._figure(codes[what], is_share=False, unit=Unit.CLIENTS)
        return self._figure(codes[what], is_share=what is not Total.CASES)

    def groups(self) -> tuple[Group, ...]:
        """Every row of the tables of one axis."""
        made = []
        for axis, _list, _dimension, title in GROUPS:
            rows = self.source.rows(axis, self.held or {}) if axis.value not in (self.held or {}) else ()
            shown = rows if self.held is not None else ()
            lines = tuple(Line(self.source.name(axis, row.code), self._figure({axis.value: row.code})) for row in shown)
            made.append(Group(str(title), lines))
        return tuple(group for group in made if group.lines)

    def article(self, codes: Iterable[str]) -> Figure:  # noqa: ARG002  a release never tells who is in several rows
        """Never: releases count categories, and a case can be in several."""
        return Figure(Origin.RELEASED, None)

    def behind(self, codes: Iterable[str]) -> tuple[Line, ...]:
        """The headings of these categories, whether or not anything happened: which of them, tells something too."""
        offered = {row.code for row in self.source.rows(Axis.CATEGORY, {})}
        lines = []
        for heading in dict.fromkeys(heading_of(code) for code in sorted(codes)):
            is_row = heading in offered and heading not in REST
            name = self.source.name(Axis.CATEGORY, heading) if is_row else self.names.get(heading, heading)
            lines.append(Line(name, self._figure({Axis.CATEGORY.value: heading} if is_row else None)))
        return tuple(lines)

    def other(self, count: int, unit: Unit = Unit.CASES) -> Figure:  # noqa: ARG002  not a figure of the release
        """Not in any release."""
        return Figure(Origin.RELEASED, None, unit=unit)

    def _figure(self, codes: Codes | None, *, is_share: bool = True, unit: Unit = Unit.CASES) -> Figure:
        value = self._value(codes)
        return Figure(Origin.RELEASED, value, self._value({}) if is_share else None, unit)

    def _value(self, codes: Codes | None) -> int | None:
        if codes is None or self.held is None:
            return None
        if any(self.held.get(axis, code) != code for axis, code in codes.items()):
            return None
        try:
            return self.source.value(**{**self.held, **codes})
        except NotOffered:
            return None


@dataclass(frozen=True)
class Counted:
    """Cases counted now."""

    counts: Counts
    combinations: Combinations
    lists: Lists

    @property
    def origin(self) -> Origin:
        """Counted."""
        return Origin.COUNTED

    def total(self, what: Total) -> Figure:
        """As it is now."""
        counts = self.counts
        values = {
            Total.CASES: counts.cases,
            Total.QUALIFIED: counts.qualified,
            Total.LAW_ENFORCEMENT: counts.law_enforcement_cases,
            Total.CLIENTS: counts.clients,
        }
        if what is Total.CLIENTS:
            return Figure(Origin.COUNTED, values[what], unit=Unit.CLIENTS)
        return Figure(Origin.COUNTED, values[what], None if what is Total.CASES else counts.cases)

    def groups(self) -> tuple[Group, ...]:
        """The rows that have a case."""
        made = []
        for _axis, code_list, dimension, title in GROUPS:
            by = self.counts.by[dimension]
            lines = (
                Line(term.label, self._share(by[code].cases))
                for code, term in self.lists.headings(code_list).items()
                if code in by
            )
            made.append(Group(str(title), tuple(lines)))
        return tuple(group for group in made if group.lines)

    def article(self, codes: Iterable[str]) -> Figure:
        """Each case once."""
        return self._share(cases_with(self.combinations, codes))

    def behind(self, codes: Iterable[str]) -> tuple[Line, ...]:
        """Those categories that occur, in the order of the list."""
        wanted = set(codes)
        terms = self.lists.terms["violation_categories"]
        found = ((term.label, cases_with(self.combinations, [code])) for code, term in terms.items() if code in wanted)
        return tuple(Line(name, self._share(count)) for name, count in found if count)

    def other(self, count: int, unit: Unit = Unit.CASES) -> Figure:
        """As it was counted."""
        return Figure(Origin.COUNTED, count, unit=unit)

    def _share(self, count: int) -> Figure:
        return Figure(Origin.COUNTED, count, self.counts.cases)


def require_one_origin(source: Source, figures: Iterable[Figure]) -> None:
    """Raises `MixedSources` where a figure does not come from where the draft says that all of them come from."""
    if any(figure.origin is not source.origin for figure in figures):
        raise MixedSources
