"""What came of cases: help, redress, outcomes and effects, counted over one set of cases."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from react_cases.workflow import Qualification, ReadinessValue, ResponseStatus
from reports.case_columns import CaseColumns, Lot, primary_groups_of
from reports.packed import Flags

STATE = ("LE", "PEN", "HC", "ST", "SYS")
"""Headings of violators who act for the state, its law included."""
NOT_STATE = ("PEN.INMATE", "HC.PRIV")
"""What stands below them and is private."""
REDRESS = ("LEG1", "LEG2", "CMPL")
"""Headings of help with which a client seeks redress: legal aid and complaints (UNAIDS: people seeking redress)."""
NO_HELP = "NONE"
"""Heading of entries that say that no help was given."""
READY = (ReadinessValue.READY, ReadinessValue.READY_NGO, ReadinessValue.READY_INF)
REPRISALS = ("DEF.CLIENT", "DEF.STAFF")
RETALIATION, WRITTEN = "RETAL", "WRITTEN"
"""Codes of effects."""
FULL, PARTIAL = "FULL", "PART"
"""Codes of outcomes."""
OWN = "OWN"
"""Code of who gave help: the documenter's own organisation."""


class Part(NamedTuple):
    """So many of so many."""

    found: int = 0
    base_n: int = 0


NOTHING = Part()


@dataclass
class HelpCounts:
    """Keys of the mappings are codes."""

    by_state: Part = NOTHING
    redress: Part = NOTHING
    redress_by_group: dict[str, Part] = field(default_factory=dict)
    redress_by_gender: dict[str, Part] = field(default_factory=dict)
    ready: Part = NOTHING
    full: Part = NOTHING
    partial: Part = NOTHING
    on_the_spot: Part = NOTHING
    """Entries of help, not cases."""
    retaliation: Part = NOTHING
    written_reply: Part = NOTHING
    days_to_help: float | None = None
    """The median."""
    helped: int = 0
    """Cases that it is the median of."""


def help_counts_of(columns: CaseColumns | None) -> HelpCounts:
    """Count these cases; None are no cases."""
    counts = HelpCounts()
    if columns is None:
        return counts
    every = np.ones(columns.size, dtype=np.bool_)
    counts.by_state = _part(columns.having(filter(_is_by_state, columns.violators)), every)
    counts.ready = _part(columns.of_kind(lambda kind: kind.readiness in READY), every)
    reprisals = columns.having(lot for lot in columns.violations if lot.code in REPRISALS)
    counts.retaliation = _part(reprisals | columns.having(_with_code(columns.effects, RETALIATION)), every)
    _count_redress(counts, columns)
    _count_closed(counts, columns)
    _count_help(counts, columns)
    return counts


def _is_by_state(lot: Lot) -> bool:
    return lot.heading in STATE and lot.code not in NOT_STATE


def _with_code(lots: Iterable[Lot], code: str) -> Iterable[Lot]:
    return (lot for lot in lots if lot.code == code)


def _part(found: Flags, base: Flags) -> Part:
    return Part(int(np.count_nonzero(found & base)), int(np.count_nonzero(base)))


def _count_redress(counts: HelpCounts, columns: CaseColumns) -> None:
    qualified = columns.of_kind(lambda kind: kind.qualification == Qualification.VIOLATION)
    sought = columns.having(lot for lot in columns.responses if lot.heading in REDRESS)
    counts.redress = _part(sought, qualified)
    group, codes = primary_groups_of(columns)
    for number, code in codes.items():
        _put(counts.redress_by_group, code, _part(sought, qualified & (group == number)))
    for code in {kind.gender for kind in columns.kinds}:
        of_gender = columns.of_kind(lambda kind, code=code: kind.gender == code)  # type: ignore[misc]
        _put(counts.redress_by_gender, code, _part(sought, qualified & of_gender))


def _put(parts: dict[str, Part], code: str, part: Part) -> None:
    if part.base_n:
        parts[code] = part


def _count_closed(counts: HelpCounts, columns: CaseColumns) -> None:
    closed = columns.of_kind(lambda kind: kind.response_status == ResponseStatus.CLOSED)
    for name, code in (("full", FULL), ("partial", PARTIAL)):
        wanted = [pk for pk, known in columns.outcomes.items() if known == code]
        setattr(counts, name, _part(np.isin(columns.outcome, wanted), closed))
    counts.written_reply = _part(columns.having(_with_code(columns.effects, WRITTEN)), closed)


def _entries(lots: Iterable[Lot]) -> int:
    return sum(len(lot.cases) for lot in lots)


def _count_help(counts: HelpCounts, columns: CaseColumns) -> None:
    """Who gave it, and how long it took: the first entry of help of each case."""
    given = [lot for lot in columns.responses if lot.heading and lot.heading != NO_HELP]
    told = [lot for lot in given if lot.giver]
    counts.on_the_spot = Part(_entries(lot for lot in told if lot.giver == OWN), _entries(told))
    helped = columns.having(given)
    if not helped.any():
        return
    first = np.full(columns.size, np.iinfo(np.int64).max)
    for lot in given:
        np.minimum.at(first, lot.cases, lot.days)
    counts.helped = int(np.count_nonzero(helped))
    counts.days_to_help = float(np.median(np.maximum(first[helped] - columns.day[helped], 0)))


def largest_first(parts: Mapping[str, Part]) -> list[tuple[str, Part]]:
    """The codes with the most cases first."""
    return sorted(parts.items(), key=lambda row: (-row[1].base_n, row[0]))
