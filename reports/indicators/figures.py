"""What every figure is computed from."""

from dataclasses import dataclass, field
from decimal import Decimal

from reports.advocacy_counts import AdvocacyCounts
from reports.cube import Counts, Lists
from reports.help_counts import HelpCounts
from reports.panel import Panel


@dataclass(frozen=True)
class Figures:
    """The counts of one set of cases with their labels."""

    counts: Counts
    lists: Lists
    violator_headings: frozenset[str] = field(default_factory=frozenset)
    """Headings that the reader has chosen: the violators' panel opens them into their types."""
    category_headings: frozenset[str] = field(default_factory=frozenset)
    """The same for the categories of violations."""
    first_month: str = ""
    """YYYY-MM, where the reader has chosen one; otherwise months begin with the first that has a case."""
    last_month: str = ""
    help: HelpCounts = field(default_factory=HelpCounts)
    """What came of the cases; counted for live figures alone."""
    advocacy: AdvocacyCounts | None = None
    """What the programme did with its cases, for its coordinators."""
    is_complete: bool = False
    """Rows without a case are listed as well: a list that leaves them out would tell which are not zero."""


@dataclass(frozen=True)
class Number:
    """A total; `base_n` is what it is a share of, None where it is no share."""

    count: int
    base_n: int | None = None


@dataclass(frozen=True)
class Duration:
    """A median of days, which are all that is known; None of nothing. `base_n` is of how many."""

    days: float | None
    base_n: int

    @property
    def hours(self) -> float | None:
        """The same in hours: of whole days, each of 24."""
        return None if self.days is None else self.days * 24


@dataclass(frozen=True)
class Money:
    """A sum in the currency of the programme."""

    amount: Decimal


@dataclass(frozen=True)
class Rate:
    """One row of rates: each has a base of its own, so rows do not sum up."""

    code: str
    label: str
    count: int
    base_n: int


@dataclass(frozen=True)
class Rates:
    """Several rates of one kind."""

    rows: tuple[Rate, ...]


Figure = Number | Duration | Money | Rates | Panel
"""What a figure of help or advocacy is."""
