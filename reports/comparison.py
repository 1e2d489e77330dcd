"""Why a figure differs between two releases of a programme. Pure.

A published number never changes, so between two releases a figure grows by what the later one published first, and by
nothing else. Every number of a `Comparison` is a published cell, a sum of published cells, or a difference of two such
sums: whoever reads both releases can work it out with a pencil. `arrivals_told` and `about` go further, for people who
see the cases anyway, and say a number only where neither it nor what it leaves over is small.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain

from reports.disclosure.published import Published, ReleaseInfo
from reports.disclosure.schema import (
    LAW_ENFORCEMENT,
    OTHER,
    UNSTATED,
    Axis,
    Block,
    Key,
    Slice,
    heading_of,
    key_of,
    slice_of,
)

CASES = "cases"
"""The name of the figure that counts every case."""


@dataclass(frozen=True)
class Figure:
    """What is compared: the cases with these codes.

    On the axis of violators `LAW_ENFORCEMENT` means what a block counts as that, whatever its row is called.
    """

    codes: tuple[tuple[Axis, str], ...] = ()

    @property
    def name(self) -> str:
        """For addresses: `cases`, `primary_group=PWID;violator=~LAW`."""
        return ";".join(f"{axis}={code}" for axis, code in self.codes) or CASES

    def key(self, block: Block, period: str) -> Key:
        """Its cell in a period of a block."""
        codes = {axis.value: code for axis, code in self.codes}
        if codes.get(Axis.VIOLATOR) == LAW_ENFORCEMENT:
            codes[Axis.VIOLATOR.value] = block.law_enforcement_code
        return key_of(period, **codes)


LAW_ENFORCEMENT_CASES = Figure(((Axis.VIOLATOR, LAW_ENFORCEMENT),))
"""The figure that is asked about most."""

COMPARED = (Axis.PRIMARY_GROUP, Axis.GROUP, Axis.VIOLATOR, Axis.CATEGORY, Axis.OBLAST, Axis.OUTCOME)
"""The axes of which every row can be compared by itself."""


def figures_of(published: Published) -> tuple[Figure, ...]:
    """What can be compared: all cases, law enforcement, the primary groups within it, the rows of `COMPARED`.

    Rows that put rare codes together are left out: what is in them differs from block to block.
    """
    law = (Axis.VIOLATOR, LAW_ENFORCEMENT)
    within = (Figure(((Axis.PRIMARY_GROUP, code), law)) for code in _codes(published, Axis.PRIMARY_GROUP))
    single = (Figure(((axis, code),)) for axis in COMPARED for code in _codes(published, axis))
    own_rows = {block.law_enforcement_code for block in published.blocks}
    candidates = chain((Figure(), Figure((law,))), within, single)
    return tuple(
        figure
        for figure in candidates
        if not any((axis, code) == (Axis.VIOLATOR, own) for axis, code in figure.codes[:1] for own in own_rows)
        and _is_offered(published, figure)
    )


def _codes(published: Published, axis: Axis) -> Iterator[str]:
    codes = dict.fromkeys(code for block in published.blocks for code in block.codes.get(axis, ()))
    return (code for code in codes if code not in (OTHER, UNSTATED))


def _is_offered(published: Published, figure: Figure) -> bool:
    return any(figure.key(block, period) in published.cells for block in published.blocks for period in block.periods)


class State(StrEnum):
    """What became of a period between the two releases."""

    SAME = "same"
    NEW = "new"
    """The later release, or one between, published it first."""
    WITHDRAWN = "withdrawn"
    """The number is no longer shown, in neither of the two: it was wrong, or could harm somebody."""


@dataclass(frozen=True)
class Line:
    """One published period of the figure."""

    period: str
    value: int | None
    """None where it is not published."""
    state: State


@dataclass(frozen=True)
class Comparison:
    """A figure in two releases, the earlier one first."""

    figure: Figure
    before: ReleaseInfo
    after: ReleaseInfo
    lines: tuple[Line, ...]
    """First what the earlier release shows, then what came since, each in order of time."""
    before_total: int | None
    """Over everything published up to the earlier release; None where a part of it is not published."""
    after_total: int | None

    @property
    def difference(self) -> int | None:
        """By how much the total grew; None where one of the two is not published."""
        if self.before_total is None or self.after_total is None:
            return None
        return self.after_total - self.before_total

    @property
    def same(self) -> tuple[Line, ...]:
        """The periods of both releases."""
        return tuple(line for line in self.lines if line.state != State.NEW)

    @property
    def new(self) -> tuple[Line, ...]:
        """The periods of the later one only."""
        return tuple(line for line in self.lines if line.state == State.NEW)

    @property
    def is_withdrawn(self) -> bool:
        """Was a number of the figure withdrawn?"""
        return any(line.state == State.WITHDRAWN for line in self.lines)


def compare(before: Published, after: Published, figure: Figure) -> Comparison:
    """Put two releases side by side: what a tier was shown up to the one, and up to the other.

    A number that is withdrawn by now is shown in neither. Raises IndexError where one of them holds no release.
    """
    earlier = _cover(before, figure, withdrawn=after.withdrawn)
    later = _cover(after, figure, withdrawn=after.withdrawn)
    lines = [*earlier, *_since(after, figure, {line.period for line in earlier})]
    return Comparison(
        figure, before.releases[-1], after.releases[-1], tuple(lines), _sum(earlier), _sum(later) if later else None
    )


def _sum(lines: Sequence[Line]) -> int | None:
    values = [line.value for line in lines]
    return None if not values or None in values else sum(value for value in values if value is not None)


def _cover(published: Published, figure: Figure, *, withdrawn: frozenset[Key]) -> list[Line]:
    """The fewest published periods that hold everything, each case once."""
    return [
        line
        for block in published.blocks
        for line in _of_period(published, figure, block, block.period, State.SAME, withdrawn)
    ]


def _since(after: Published, figure: Figure, known: set[str]) -> Iterator[Line]:
    """The fewest periods that hold what is in none of the known ones."""
    for block in after.blocks:
        yield from _unknown(after, figure, block, block.period, known)


def _unknown(after: Published, figure: Figure, block: Block, period: str, known: set[str]) -> Iterator[Line]:
    if period in known:
        return
    if known.isdisjoint(_within(block, period)):
        yield from _of_period(after, figure, block, period, State.NEW, after.withdrawn)
        return
    for part in _parts(block, period):
        yield from _unknown(after, figure, block, part, known)


def _of_period(
    published: Published, figure: Figure, block: Block, period: str, state: State, withdrawn: frozenset[Key]
) -> list[Line]:
    """The period itself where it is shown, else its parts where these are; nothing where there is no such table."""
    key = figure.key(block, period)
    parts = [
        line for part in _parts(block, period) for line in _of_period(published, figure, block, part, state, withdrawn)
    ]
    if key not in published.cells:
        return parts
    value = published.cells[key].value
    if key in withdrawn:
        return [Line(period, None, State.WITHDRAWN)]
    is_whole = {line.period for line in parts} >= set(_parts(block, period)) and parts
    if value is None and is_whole and all(line.value is not None for line in parts):
        return parts
    return [Line(period, value, state)]


def _parts(block: Block, period: str) -> tuple[str, ...]:
    if slice_of(period) == Slice.BLOCK:
        return block.years
    return tuple(f"{period}-Q{number}" for number in (1, 2, 3, 4)) if slice_of(period) == Slice.YEAR else ()


def _within(block: Block, period: str) -> set[str]:
    parts = _parts(block, period)
    return set(parts).union(*(_within(block, part) for part in parts))


@dataclass(frozen=True, slots=True)
class Arrival:
    """A counted case, as far as its coming into the figures is concerned."""

    quarter: str
    """Of its batch, `2020-Q1`."""
    registered: str
    """The quarter of its registration."""
    client: int | None
    violators: tuple[str, ...]

    @property
    def is_late(self) -> bool:
        """Was it approved in a later quarter than it was registered in?"""
        return self.registered < self.quarter

    def is_by_law_enforcement(self, block: Block) -> bool:
        """Is one of its violators what the block counts as law enforcement?"""
        law = block.law_enforcement
        return any(own in law or heading_of(own) in law for own in self.violators)


@dataclass(frozen=True)
class Arrivals:
    """Cases that the later release counts first."""

    timely: int
    """Registered and approved in the same quarter."""
    late: int
    """Registered in an earlier quarter and approved late."""


EXPLAINED = (Figure(), LAW_ENFORCEMENT_CASES)
"""The figures whose growth is split into timely and late cases. With more of them, their numbers could be subtracted
from each other, or would prove that two groups of cases overlap."""


def arrivals_told(
    arrivals: Iterable[Arrival], blocks: Mapping[str, Block], figure: Figure, quarters: Collection[str], threshold: int
) -> Arrivals | None:
    """How many of the cases of these quarters came in time, and how many late; None where that is not told.

    `blocks` gives the block of each quarter. Told is only what no choice of releases can be subtracted from: in every
    quarter the timely and the late cases are those of `threshold` clients or more; for law enforcement, in every year
    the cases by it and the others too. So every number of a coordinator's page is a sum of such cells, and being late
    is in no published table: what is told here narrows down nothing that is withheld there.
    """
    chosen = [arrival for arrival in arrivals if arrival.quarter in quarters]
    if figure not in EXPLAINED or not chosen:
        return None
    by_law = [arrival.is_by_law_enforcement(blocks[arrival.quarter]) for arrival in chosen]
    both = (False, True)
    cells: dict[tuple[str, bool, bool | None], list[int | None]] = {
        (quarter, late, None): [] for quarter in quarters for late in both
    }
    if figure == LAW_ENFORCEMENT_CASES:
        years = {quarter[:4] for quarter in quarters}
        cells |= {(year, late, law): [] for year in years for late in both for law in both}
    for arrival, law in zip(chosen, by_law, strict=True):
        for cell in ((arrival.quarter, arrival.is_late, None), (arrival.quarter[:4], arrival.is_late, law)):
            if cell in cells:
                cells[cell].append(arrival.client)
    if any(_clients(clients) < threshold for clients in cells.values()):
        return None
    inside = [arrival for arrival, law in zip(chosen, by_law, strict=True) if law or figure != LAW_ENFORCEMENT_CASES]
    late = sum(arrival.is_late for arrival in inside)
    return Arrivals(len(inside) - late, late)


def about(cases: int, clients: int, others: int, threshold: int) -> int | None:
    """How many cases, rounded down to a multiple of the threshold; None where their clients, or the others, are few.

    For numbers that change from day to day: exact, two copies of the page would tell of the one case between them.
    """
    if clients < threshold or others < threshold:
        return None
    return cases // threshold * threshold


def _clients(clients: Iterable[int | None]) -> int:
    """Different clients; a case without a code is a client of its own."""
    found = list(clients)
    return len({client for client in found if client is not None}) + found.count(None)


def quarters_of(block: Block, periods: Iterable[str]) -> set[str]:
    """The quarters that some periods of a block consist of."""
    return {
        quarter
        for period in periods
        for quarter in block.quarters
        if quarter == period or quarter in _within(block, period)
    }
