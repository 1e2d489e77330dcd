"""What every figure is computed from."""

from dataclasses import dataclass, field

from reports.cube import Counts, Lists


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
    is_complete: bool = False
    """Rows without a case are listed as well: a list that leaves them out would tell which are not zero."""


@dataclass(frozen=True)
class Number:
    """A total; `base_n` is what it is a share of, None where it is no share."""

    count: int
    base_n: int | None = None
