"""Where the numbers of a published page come from: somebody who looks up and adds, or figures that come ready-made.

Pages and reports ask a `Source` and know nothing of releases. It never guesses: a number that is not published is
None, a number that no table has raises `NotOffered`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

from reports.disclosure.published import NotOffered, Period, Published, Row
from reports.disclosure.schema import Axis, Block, Slice, slice_of
from reports.indicators.published_names import name_of
from reports.indicators.registry import Unit

Codes = Mapping[str, str]
"""Axis -> the code at which it is held: what a reader has chosen to see alone."""


class Source(Protocol):
    """The figures of one period."""

    @property
    def law_enforcement(self) -> str | None:
        """The violator row that is law enforcement; None where there is not one for the whole period."""

    @property
    def decimals(self) -> int:
        """How exactly shares are given: whole numbers for our own releases."""

    def value(self, **codes: str) -> int | None:
        """Cases in a cell; None where it is not published. Raises NotOffered where no table has such a cell."""

    def rows(self, axis: Axis, held: Codes, *, details: bool = False) -> tuple[Row, ...]:
        """The rows of an axis in the order of its list, the other axes held; none where no table has them."""

    def base(self, axis: Axis, /, **codes: str) -> int | None:
        """Of what the rows of an axis are shares."""

    def unit(self, axis: Axis, /, **codes: str) -> Unit:
        """What the rows of an axis count."""

    def name(self, axis: Axis, code: str) -> str:
        """What a row is called, in the language of the reader."""

    def over_time(self, length: Slice, **codes: str) -> tuple[Row, ...]:
        """The quarters or the years of the period, by name; none where no table has them, or only one of them."""


def named_period(published: Published, name: str) -> tuple[Period, ...]:
    """Ways to look a period up, the first that shows a number counts; none where nothing of this name is published.

    `2020` and `2020-Q1` stand in tables. Years in a row, `2020-2022`, are added up; where they are whole blocks, the
    tables of the blocks are asked first, which have crossings that single years do not have.
    """
    if slice_of(name) != Slice.BLOCK:
        return (Period((name,)),) if name in published.periods else ()
    first, _, last = name.partition("-")
    if not (first.isdecimal() and last.isdecimal() and len(first) == len(last) == 4 and first < last):
        return ()
    years = tuple(year for year in published.years if first <= year <= last)
    if not years or (years[0], years[-1], len(years)) != (first, last, int(last) - int(first) + 1):
        return ()
    blocks = tuple(block for block in published.blocks if set(block.years) <= set(years))
    is_whole = tuple(year for block in blocks for year in block.years) == years
    if is_whole and all(block.period in published.periods for block in blocks):
        return (Period(tuple(block.period for block in blocks)), Period(years))
    return (Period(years),)


def period_names(published: Published) -> dict[str, tuple[str, ...]]:
    """Every period that can be chosen, by what it is: `years`, `year`, `quarter`; the latest first."""
    years = published.years
    runs = tuple(
        f"{years[start]}-{years[end]}"
        for end in range(len(years) - 1, 0, -1)
        for start in range(end)
        if int(years[end]) - int(years[start]) == end - start
    )
    quarters = tuple(period for period in published.periods if slice_of(period) == Slice.QUARTER)
    return {"years": runs, "year": years[::-1], "quarter": quarters[::-1]}


def first_period(published: Published) -> str:
    """What is shown to somebody who has chosen nothing: the latest complete block, else the latest year, or quarter.

    Empty where nothing is published.
    """
    whole = [block.period for block in published.blocks if set(block.years) <= set(published.years)]
    periods = published.periods
    return (whole or list(published.years) or list(periods) or [""])[-1]


@dataclass(frozen=True)
class PublishedSource:
    """The figures of one period as a tier is shown them."""

    published: Published
    ways: tuple[Period, ...]
    """See `named_period`."""
    language: str
    decimals: int = 0

    @property
    def law_enforcement(self) -> str | None:
        """The row that all blocks of the period have in common."""
        codes = {block.law_enforcement_code for block in self.blocks}
        return codes.pop() if len(codes) == 1 else None

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks that the period is part of."""
        parts = {part for way in self.ways for part in way.parts}
        return tuple(block for block in self.published.blocks if parts & set(block.periods))

    def value(self, **codes: str) -> int | None:
        """The first way that shows the cell."""
        is_offered = False
        for way in self.ways:
            try:
                found = self.published.value(way, **codes)
            except NotOffered:
                continue
            is_offered = True
            if found is not None:
                return found
        if not is_offered:
            raise NotOffered(codes)
        return None

    def rows(self, axis: Axis, held: Codes, *, details: bool = False) -> tuple[Row, ...]:
        """In list order; a row that is told apart in a part of the period only is not published."""
        found: dict[str, int | None] = {}
        for way in self.ways:
            for code in self._codes(axis, details=details):
                try:
                    value = self.published.value(way, **{axis.value: code}, **held)
                except NotOffered:
                    if not self._is_offered_somewhere(way, axis, code, held):
                        continue
                    value = None
                if found.get(code) is None:
                    found[code] = value
        return tuple(Row(code, found[code]) for code in self._codes(axis, details=details) if code in found)

    def base(self, _axis: Axis, /, **codes: str) -> int | None:
        """All cases of the choice."""
        return _or_none(self, **codes)

    def unit(self, _axis: Axis, /, **_codes: str) -> Unit:
        """A release counts cases."""
        return Unit.CASES

    def name(self, axis: Axis, code: str) -> str:
        """As it is frozen with the block."""
        return name_of(self.published.labels, axis, code, self.language)

    def over_time(self, length: Slice, **codes: str) -> tuple[Row, ...]:
        """Each part of the period that is published."""
        years = {part[:4] for way in self.ways for part in way.parts} | {
            year for block in self.blocks for year in block.years if block.period in self._parts
        }
        parts = [
            part
            for part in self.published.periods
            if slice_of(part) == length and part[:4] in years and not self._is_one_quarter
        ]
        found = []
        for part in parts:
            try:
                found.append(Row(part, self.published.value(Period((part,)), **codes)))
            except NotOffered:
                continue
        return tuple(found) if len(found) > 1 else ()

    @property
    def _parts(self) -> frozenset[str]:
        return frozenset(part for way in self.ways for part in way.parts)

    @property
    def _is_one_quarter(self) -> bool:
        return any(slice_of(part) == Slice.QUARTER for part in self._parts)

    def _codes(self, axis: Axis, *, details: bool) -> tuple[str, ...]:
        codes: dict[str, None] = {}
        for block in self.blocks:
            rows = block.details.get(axis, ()) if details else block.codes.get(axis, ())
            codes.update(dict.fromkeys(block.violator_rows if axis == Axis.VIOLATOR and not details else rows))
        return tuple(codes)

    def _is_offered_somewhere(self, way: Period, axis: Axis, code: str, held: Codes) -> bool:
        """Is it a row of one part of several?"""
        for part in way.parts if len(way.parts) > 1 and axis != Axis.MEASURE else ():
            try:
                self.published.value(Period((part,)), **{axis.value: code}, **held)
            except NotOffered:
                continue
            return True
        return False


@dataclass(frozen=True)
class PlainSource:
    """Figures that come ready-made: what another programme has published in the same layout."""

    cells: Mapping[frozenset[tuple[str, str]], int]
    """(axis, code) pairs -> number, in the order of the rows; no pair at all for the total."""
    names: Mapping[tuple[Axis, str], str]
    mentions: frozenset[Axis] = frozenset()
    """Axes whose rows count entries instead of cases, where another axis is held: their shares sum to 100 %."""
    law_enforcement: str | None = None
    decimals: int = 1
    parts: Mapping[str, int] = field(default_factory=dict)
    """Number by quarter or year."""

    def value(self, **codes: str) -> int | None:
        """As it was given."""
        try:
            return self.cells[frozenset(codes.items())]
        except KeyError:
            raise NotOffered(codes) from None

    def rows(self, axis: Axis, held: Codes, *, details: bool = False) -> tuple[Row, ...]:
        """In the order in which they were given."""
        found = []
        for pairs, value in () if details else self.cells.items():
            own = dict(pairs)
            code = own.pop(axis.value, None)
            if code is not None and own == held:
                found.append(Row(code, value))
        return tuple(found)

    def base(self, axis: Axis, /, **codes: str) -> int | None:
        """All entries, or all cases."""
        if self.unit(axis, **codes) == Unit.MENTIONS:
            return sum(row.value or 0 for row in self.rows(axis, codes))
        return _or_none(self, **codes)

    def unit(self, axis: Axis, /, **codes: str) -> Unit:
        """Entries where they were given."""
        return Unit.MENTIONS if codes and axis in self.mentions else Unit.CASES

    def name(self, axis: Axis, code: str) -> str:
        """As it was given."""
        return self.names.get((axis, code), code)

    def over_time(self, length: Slice, **codes: str) -> tuple[Row, ...]:
        """As they were given."""
        found = [Row(part, value) for part, value in self.parts.items() if not codes and slice_of(part) == length]
        return tuple(found) if len(found) > 1 else ()


def plain(cells: Iterable[tuple[Codes, int]]) -> dict[frozenset[tuple[str, str]], int]:
    """The cells of a `PlainSource` from (codes, number)."""
    return {frozenset(codes.items()): value for codes, value in cells}


def _or_none(source: Source, **codes: str) -> int | None:
    try:
        return source.value(**codes)
    except NotOffered:
        return None
