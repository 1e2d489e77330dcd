"""What a chart is drawn from: plain rows. Pure; knows nothing of cases, releases, requests or the database.

A row whose value is None is *not published*. It carries nothing else: whatever text, share or address came with it is
dropped here, so that no mark, no table and no byte of the page can tell why it is not published, or what it hides.
Rows are drawn in the order given; scales are made from the shown values alone.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from django.utils import formats

MOST_SERIES = {"stacks": 6, "lines": 4}
"""More parts or lines could not be told apart."""
MOST_BARS = 12
FEW_MORE = 2
"""A picture has this many bars, and a few more where no more are left; the others are in the table only."""


class Kind(StrEnum):
    """How the rows are drawn."""

    BARS = "bars"
    """One bar a row, one series. The table may have more rows than the picture: see `MOST_BARS`."""
    STACKS = "stacks"
    """One bar a row, its parts the series, six at most: of a row each case in one part.

    A row with a part that is not published becomes a bar for each part.
    """
    COLUMNS = "columns"
    """One column a row, in the order of time; one series."""
    LINES = "lines"
    """One line a series, four at most, the rows in the order of time. Gaps where nothing is published."""
    MULTIPLES = "multiples"
    """One small chart a series, all with the same rows and the same scale: see `Chart.panel`."""
    TILES = "tiles"
    """The oblasts of Kyrgyzstan where they lie; one series, the rows' codes say which is which."""


@dataclass(frozen=True)
class Row:
    """One bar, column, point or tile, and one line of the table."""

    label: str
    value: int | None
    """How long the bar is. None: not published."""
    text: str = ""
    """The number as it is shown; empty for the value by the habits of the language."""
    share: str = ""
    """What part of the base it is, in words: “50.6 %”."""
    href: str = ""
    """What opens behind the number."""
    code: str = ""
    """TILES: `KG-C`."""
    tick: str | None = None
    """COLUMNS, LINES: the short text under the axis; None for the label, empty for nothing."""
    more: tuple[str, ...] = ()
    """Further cells of the table, under `Chart.more`."""
    is_partial: bool = False
    """COLUMNS: the time is not over."""

    def __post_init__(self) -> None:
        """A row that is not published carries nothing else. Raises ValueError for a value below zero."""
        if self.value is None:
            for name in ("text", "share", "href"):
                object.__setattr__(self, name, "")
            object.__setattr__(self, "more", ())
            object.__setattr__(self, "is_partial", False)
        elif self.value < 0:
            raise ValueError("nothing is counted below zero")
        elif not self.text:
            object.__setattr__(self, "text", formats.number_format(self.value, use_l10n=True, force_grouping=True))

    @property
    def is_shown(self) -> bool:
        """Is there a number?"""
        return self.value is not None

    @property
    def shown(self) -> str:
        """The number with its share: “668 (50.6 %)”. Empty where nothing is published."""
        return f"{self.text} ({self.share})" if self.share else self.text


@dataclass(frozen=True)
class Series:
    """The parts of one colour, one line, or one small chart."""

    label: str
    rows: tuple[Row, ...]
    base: str = ""
    """MULTIPLES: what the shares of this small chart are shares of."""


@dataclass(frozen=True)
class Chart:
    """A chart and its table."""

    id: str
    """A letter, then letters, digits, hyphens and underscores; once on a page."""
    kind: Kind
    title: str
    series: tuple[Series, ...]
    """Every series has the same rows in the same order. BARS, COLUMNS and TILES have one series, see `one`."""
    description: str = ""
    """What it shows and how to read it, in a sentence or two: printed below the title, and read to the blind."""
    unit: str = ""
    """What is counted, the heading of numbers: “Cases”."""
    base: str = ""
    """“Base: 1,320 cases — all cases counted”."""
    heading: str = ""
    """Of the first column of the table: “Violator”. Empty for the title."""
    share_heading: str = ""
    """Of the column of shares: “Share of cases”."""
    more: tuple[str, ...] = ()
    """Headings of further columns of the table; one series only."""
    coarse: tuple[Row, ...] = ()
    """COLUMNS: what is drawn instead of the rows, where those are too many; the table has the rows."""
    panel: Kind = Kind.COLUMNS
    """MULTIPLES: what the small charts are; COLUMNS or BARS."""

    def __post_init__(self) -> None:
        """Raises ValueError for an id that is none, or for series that do not fit the kind or each other."""
        if not re.fullmatch(r"[A-Za-z][\w-]*", self.id):
            raise ValueError(f"{self.id} cannot be an id")
        if not self.series or (self.kind in (Kind.BARS, Kind.COLUMNS, Kind.TILES) and len(self.series) > 1):
            raise ValueError(f"{self.id}: {len(self.series)} series")
        if len(self.series) > MOST_SERIES.get(self.kind, len(self.series)):
            raise ValueError(f"{self.id}: {len(self.series)} series cannot be told apart")
        if len({tuple(row.label for row in series.rows) for series in self.series}) > 1:
            raise ValueError(f"{self.id}: the series have different rows")
        if self.panel not in (Kind.COLUMNS, Kind.BARS):
            raise ValueError(f"{self.id}: no small charts of {self.panel}")

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows of the first series: all of them where there is one series."""
        return self.series[0].rows

    @cached_property
    def table(self) -> tuple[tuple[Row, ...], ...]:
        """The lines of the table: of each row its value in every series."""
        return tuple(zip(*(series.rows for series in self.series), strict=True))

    @property
    def has_shares(self) -> bool:
        """Does the table of one series have a column of shares?"""
        return len(self.series) == 1 and any(row.share for row in self.rows)

    @property
    def cells(self) -> tuple[tuple[Row, tuple[tuple[str, str], ...]], ...]:
        """The lines of the table of one series: a row, and (heading, text) of each further column."""
        return tuple((row, tuple(zip(self.more, row.more, strict=bool(row.more)))) for row in self.rows)

    @property
    def number_columns(self) -> int:
        """Columns of numbers in the table of one series: the words “not published” span them all."""
        return 1 + self.has_shares + len(self.more)

    @property
    def withheld(self) -> int:
        """How many numbers are not published."""
        return sum(not row.is_shown for series in self.series for row in series.rows)

    @property
    def drawn(self) -> int:
        """How many rows the picture has; the table has them all."""
        rows = len(self.rows)
        bars = self.kind in (Kind.BARS, Kind.STACKS) or (self.kind == Kind.MULTIPLES and self.panel == Kind.BARS)
        return MOST_BARS if bars and rows > MOST_BARS + FEW_MORE else rows

    @property
    def left_out(self) -> int:
        """How many rows only the table has."""
        return len(self.rows) - self.drawn


def one(rows: Sequence[Row]) -> tuple[Series, ...]:
    """A single series, for charts that have no more."""
    return (Series("", tuple(rows)),)
