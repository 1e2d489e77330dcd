"""What one tier of a programme is shown, put together from its releases: look up and add, nothing else. Pure.

A number that is not published stays so in every sum it is part of (rule R11). What was never offered cannot be asked.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from reports.disclosure.schema import OTHER, Axis, Block, Cell, Key, Slice, Tier, key_of, slice_of, table_of


class NotOffered(LookupError):
    """No table of this tier has such a cell."""


@dataclass(frozen=True)
class Label:
    """What a code is called, frozen with the block."""

    en: str
    ru: str
    ky: str

    def text(self, language: str) -> str:
        """In a language; Kyrgyz falls back to Russian, Russian to English."""
        wanted = {"en": (self.en,), "ky": (self.ky, self.ru, self.en)}.get(language, (self.ru, self.en))
        return next((text for text in wanted if text), self.en)


@dataclass(frozen=True)
class ReleaseInfo:
    """One release as its readers know it."""

    number: int
    citation: str
    """Its stable identifier: `KG-R3`."""
    as_of: date
    """The last day whose approvals are in it."""
    published_on: date
    digest: str
    """SHA-256 over its cells and the release before it, in hexadecimal."""
    periods: tuple[str, ...]
    """What it published first."""
    is_withdrawn: bool = False


@dataclass(frozen=True)
class Period:
    """One quarter, year or block, or years in a row that are added up."""

    parts: tuple[str, ...]
    """The published periods whose cells are added, in order; all of one slice."""

    @property
    def name(self) -> str:
        """`2020-Q1`, `2020`, `2020-2021`; for several years their first and last, `2020-2022`."""
        return self.parts[0] if len(self.parts) == 1 else f"{self.parts[0]}-{self.parts[-1][-4:]}"


@dataclass(frozen=True)
class Row:
    """One row of a table: a code and what is shown of it."""

    code: str
    value: int | None


@dataclass(frozen=True)
class Published:
    """Everything one tier is shown of a programme."""

    programme: str
    """Its code, `KG`."""
    tier: Tier
    releases: tuple[ReleaseInfo, ...]
    """In order of their numbers; the last is the one that is read."""
    blocks: tuple[Block, ...]
    labels: Mapping[tuple[str, str], Label]
    """(axis, code) -> what it is called, for every row of every block."""
    cells: Mapping[Key, Cell]
    withdrawn: frozenset[Key] = frozenset()
    """Cells whose number turned out to be wrong: no longer shown, never replaced."""

    @cached_property
    def periods(self) -> tuple[str, ...]:
        """Every published period, the earliest first, longer ones after what they consist of."""
        offered = {cell.period for cell in self.cells.values()}
        return tuple(period for block in self.blocks for period in block.periods if period in offered)

    @cached_property
    def _tables(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for key in self.cells:
            found.setdefault(key[0][1], set()).add(table_of(key))
        return {period: frozenset(tables) for period, tables in found.items()}

    @cached_property
    def offered_rows(self) -> frozenset[tuple[str, str]]:
        """(axis, code) of every row that stands in some table."""
        return frozenset(pair for key in self.cells for pair in key[1:])

    @property
    def years(self) -> tuple[str, ...]:
        """The published whole years."""
        return tuple(period for period in self.periods if slice_of(period) == Slice.YEAR)

    def offers(self, table: str, period: Period) -> bool:
        """Is there such a table for every part of the period?"""
        return all(table in self._tables.get(part, ()) for part in period.parts)

    def value(self, period: Period, **codes: str) -> int | None:
        """Cases in a cell, summed over the parts of the period; None where a part of it is not published.

        Raises NotOffered where no such cell exists; for a measure over several parts, because somebody who came in both
        years is one client; and for `OTHER` over blocks in which it stands for different codes.
        """
        if Axis.MEASURE in codes and len(period.parts) > 1:
            raise NotOffered(period.name)
        if any(code == OTHER and self._is_mixed(period, Axis(axis)) for axis, code in codes.items()):
            raise NotOffered(period.name)
        total = 0
        hidden = False
        for part in period.parts:
            shown = self._cell(key_of(part, **codes))
            hidden = hidden or shown is None
            total += shown or 0
        return None if hidden else total

    def rows(self, period: Period, axis: Axis, *, details: bool = False, **codes: str) -> tuple[Row, ...]:
        """The rows of an axis, the other axes held at `codes`, in the order of the frozen lists; none if not offered.

        `details` gives the lower level of an axis that has two.
        """
        found = []
        for code in self._codes(period, axis, details=details):
            try:
                found.append(Row(code, self.value(period, **{axis.value: code}, **codes)))
            except NotOffered:
                continue
        return tuple(found)

    def label(self, axis: Axis, code: str, language: str) -> str:
        """What a row is called. Raises KeyError for a code of no block."""
        return self.labels[axis.value, code].text(language)

    def of_years(self, first: str, last: str) -> "Published":
        """The part of it that lies within some years, both included; empty for no limit on that side."""
        if not first and not last:
            return self
        kept = {
            key: cell
            for key, cell in self.cells.items()
            if (first or "0") <= cell.period[:4] and cell.period.split("-Q")[0][-4:] <= (last or "9")
        }
        years = {year for cell in kept.values() for year in (cell.period[:4], cell.period.split("-Q")[0][-4:])}
        return replace(self, cells=kept, blocks=tuple(block for block in self.blocks if years & set(block.years)))

    def _cell(self, key: Key) -> int | None:
        if key not in self.cells:
            raise NotOffered(key)
        return None if key in self.withdrawn else self.cells[key].value

    def _is_mixed(self, period: Period, axis: Axis) -> bool:
        """Do the blocks of a period tell different codes of an axis apart?"""
        blocks = (block for block in self.blocks if set(period.parts) & set(block.periods))
        return len({frozenset(block.codes.get(axis, ())) for block in blocks}) > 1

    def _codes(self, period: Period, axis: Axis, *, details: bool) -> Sequence[str]:
        codes: dict[str, None] = {}
        for block in self.blocks:
            if set(period.parts) & set(block.periods):
                rows = block.details.get(axis, ()) if details else block.codes.get(axis, ())
                if axis == Axis.VIOLATOR and not details:
                    rows = block.violator_rows
                codes.update(dict.fromkeys(rows))
        return tuple(codes)


def published_of(
    programme: str,
    tier: Tier,
    releases: Iterable[ReleaseInfo],
    blocks: Iterable[Block],
    labels: Mapping[tuple[str, str], Label],
    cells: Iterable[Cell],
    withdrawn: Iterable[Key] = (),
) -> Published:
    """Put together what a tier is shown. Raises ValueError where a cell comes twice: nothing is published twice."""
    by_key: dict[Key, Cell] = {}
    for cell in cells:
        if cell.tier != tier:
            continue
        if cell.key in by_key:
            raise ValueError(f"published twice: {cell.key}")
        by_key[cell.key] = cell
    return Published(programme, tier, tuple(releases), tuple(blocks), labels, by_key, frozenset(withdrawn))
