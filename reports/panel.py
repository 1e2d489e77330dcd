"""What a live figure is made of. Pure: no database, no people. Released figures are made in `reports.disclosure`."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One line of a panel."""

    code: str
    label: str
    count: int
    share: float | None = None
    """Percent of the panel's base; None where the base is zero."""
    mentions: int | None = None
    """Rows counted instead of cases, where a case can hold several: violators, violations, responses."""
    mention_share: float | None = None
    """Percent of all mentions of the panel."""


@dataclass(frozen=True)
class Panel:
    """One table of counts."""

    code: str
    rows: tuple[Row, ...]
    base_n: int
    is_partition: bool
    """Each case is in exactly one row, so the rows sum to the base; otherwise a case can be in several."""


def percent_of(count: int, base: int) -> float | None:
    """`count` as percent of `base`; None of nothing."""
    return 100 * count / base if base else None
