"""What a figure is made of, and what of it may leave the programme. Pure: no database, no people.

`Panel` holds counts as they are. Donors are shown `ReleasedPanel` only, and `hide_small` is the one way to make one.

A hidden number and a zero look the same, so that nothing says whether a case exists. A half-year is released once,
as a whole; a longer period is the sum of what its half-years show (`add_up`), so that no two periods can be
subtracted from each other to learn more.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace


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


@dataclass(frozen=True)
class ReleasedRow:
    """One line that donors may see; `count` is None where it is hidden."""

    code: str
    label: str
    count: int | None
    share: float | None = None


@dataclass(frozen=True)
class ReleasedPanel:
    """One table that donors may see; `base_n` is None where the whole table is hidden."""

    code: str
    rows: tuple[ReleasedRow, ...]
    base_n: int | None

    def count(self, code: str) -> int | None:
        """The count shown in a row; None where it is hidden or there is no such row."""
        return next((row.count for row in self.rows if row.code == code), None)

    @property
    def hidden(self) -> int:
        """How many rows are hidden."""
        return sum(row.count is None for row in self.rows)


def percent_of(count: int, base: int) -> float | None:
    """`count` as percent of `base`; None of nothing."""
    return 100 * count / base if base else None


def hide_small(
    panel: Panel, threshold: int, hidden_before: Collection[str] = (), told_elsewhere: Collection[str] = ()
) -> ReleasedPanel:
    """The panel without the counts below `threshold`, zero included, and without what would give them away.

    Hidden as well is a count that only a few cases of the base are not in, unless the base is one row. Then the
    smallest of the rest are hidden until at least two rows are, which together hold `threshold` cases or more: the
    difference between the total and the shown rows is then no small count either. Totals are kept; a panel whose
    base is small is hidden altogether.

    `hidden_before` are rows that other periods hide already: they are taken first, so that sums over periods lose as
    few rows as possible. `told_elsewhere` are rows whose count would give a small one away beside another panel.
    """
    if panel.base_n < threshold:
        return ReleasedPanel(panel.code, tuple(ReleasedRow(row.code, row.label, None) for row in panel.rows), None)
    hidden = _hidden_codes(panel, threshold, hidden_before, told_elsewhere)
    return ReleasedPanel(
        panel.code,
        tuple(
            ReleasedRow(row.code, row.label, None)
            if row.code in hidden
            else ReleasedRow(row.code, row.label, row.count, row.share)
            for row in panel.rows
        ),
        panel.base_n,
    )


def _hidden_codes(
    panel: Panel, threshold: int, hidden_before: Collection[str], told_elsewhere: Collection[str]
) -> set[str]:
    hidden = {
        row.code for row in panel.rows if row.code in told_elsewhere or is_small(row.count, panel.base_n, threshold)
    }
    rest = sorted(
        (row for row in panel.rows if row.code not in hidden),
        key=lambda row: (row.code not in hidden_before, row.count, row.code),
    )
    mass = sum(row.count for row in panel.rows if row.code in hidden)
    for row in rest:
        if not hidden or (len(hidden) > 1 and mass >= threshold):
            break
        hidden.add(row.code)
        mass += row.count
    return hidden


def is_small(count: int, base: int, threshold: int) -> bool:
    """Would this part of the base, or what it leaves over, tell of fewer than `threshold` cases?"""
    return count < threshold or 0 < base - count < threshold


def add_up(parts: Sequence[ReleasedPanel]) -> ReleasedPanel:
    """The sum of released panels of disjoint periods. A row hidden in one of them is hidden in the sum.

    A part that is hidden altogether adds nothing: the caller says which periods are in the sum.
    """
    shown = [part for part in parts if part.base_n is not None]
    if not shown:
        return parts[0]
    base = sum(part.base_n or 0 for part in shown)
    rows = []
    for row in shown[0].rows:
        counts = [part.count(row.code) for part in shown]
        known = [count for count in counts if count is not None]
        total = sum(known) if len(known) == len(counts) else None
        share = None if total is None else percent_of(total, base)
        rows.append(replace(row, count=total, share=share))
    return replace(shown[0], rows=tuple(rows), base_n=base)
