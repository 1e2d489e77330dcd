"""The cells that a file holds: everything published within a period, and the sums over its parts, in a fixed order.

The order is that of tables, periods and frozen lists. It never depends on a number, shown or not.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from reports.disclosure.published import NotOffered, Period, Published
from reports.disclosure.schema import CLIENTS, Axis, Block, Key, heading_of, key_of, table_of
from reports.indicators.axes import axes_of, is_within
from reports.indicators.published_source import named_period
from reports.indicators.registry import Unit

ORDER = {axis: place for place, axis in enumerate(Axis)}
LAST = 1_000_000


@dataclass(frozen=True, slots=True)
class FileCell:
    """One number of a file."""

    key: Key
    value: int | None
    """None where it is not published."""
    threshold: int | None
    """Clients below which it is never published; None for a sum whose parts have different thresholds."""

    @property
    def period(self) -> str:
        """The period that it counts."""
        return self.key[0][1]

    @property
    def table(self) -> str:
        """The table that it stands in."""
        return table_of(self.key)

    @property
    def codes(self) -> dict[Axis, str]:
        """Its codes without the period."""
        return {Axis(axis): code for axis, code in self.key[1:]}

    @property
    def unit(self) -> Unit:
        """What it counts."""
        return Unit.CLIENTS if self.codes.get(Axis.MEASURE) == CLIENTS else Unit.CASES


@dataclass(frozen=True)
class Cells:
    """What one tier is shown within a period. Raises ValueError where nothing of this name is published."""

    published: Published
    period: str
    """Its name, as in the address of the page: `2020`, `2020-Q1`, `2020-2021`."""

    def __post_init__(self) -> None:
        if not self.ways:
            raise ValueError(f"nothing is published for {self.period}")

    @cached_property
    def ways(self) -> tuple[Period, ...]:
        """How the page looks the period up."""
        return named_period(self.published, self.period)

    @cached_property
    def periods(self) -> tuple[str, ...]:
        """The published periods within this one, the shorter ones first, then this one itself if it is a sum."""
        within = (name for name in self.published.periods if is_within(name, self.period))
        return tuple(dict.fromkeys((*within, self.period)))

    @cached_property
    def tables(self) -> tuple[str, ...]:
        """The tables that have a cell here: fewer axes first."""
        return tuple(sorted(self._keys, key=_place))

    def of_table(self, table: str) -> tuple[FileCell, ...]:
        """Its cells, period by period."""
        keys = sorted(self._keys[table], key=lambda key: (self.periods.index(key[0][1]), self.place(key[1:])))
        return tuple(self._cell(key) for key in keys)

    def place(self, codes: Key) -> tuple[tuple[int, int, str], ...]:
        """Where a row stands in its table: in the order of the frozen lists, details below their headings."""
        return tuple(self._places[Axis(axis)].get(code, (LAST, LAST, code)) for axis, code in codes)

    def __iter__(self) -> Iterator[FileCell]:
        for table in self.tables:
            yield from self.of_table(table)

    @cached_property
    def _keys(self) -> dict[str, set[Key]]:
        here = set(self.periods)
        found: dict[str, set[Key]] = {}
        for key in chain((key for key in self.published.cells if key[0][1] in here), self._whole()):
            found.setdefault(table_of(key), set()).add(key)
        return found

    def _whole(self) -> Iterator[Key]:
        """Keys of the whole period. A row that only a part of it has is there too, and not published."""
        source = self.published.cells
        for way in self.ways:
            for key in source:
                codes = key[1:]
                # Somebody who came in two years is one client: clients are never added up.
                if key[0][1] in way.parts and (len(way.parts) == 1 or codes[:1] != _CLIENTS):
                    whole = key_of(self.period, **dict(codes))
                    if len(way.parts) == 1 or self.published.offers(table_of(key), way):
                        yield whole

    def _cell(self, key: Key) -> FileCell:
        name, codes = key[0][1], dict(key[1:])
        ways = self.ways if name == self.period else (Period((name,)),)
        thresholds = {
            cell.threshold
            for way in ways
            for part in way.parts
            if (cell := self.published.cells.get(key_of(part, **codes))) is not None
        }
        return FileCell(key, self._value(ways, codes), thresholds.pop() if len(thresholds) == 1 else None)

    def _value(self, ways: tuple[Period, ...], codes: dict[str, str]) -> int | None:
        for way in ways:
            try:
                found = self.published.value(way, **codes)
            except NotOffered:
                continue
            if found is not None:
                return found
        return None

    @cached_property
    def _places(self) -> dict[Axis, dict[str, tuple[int, int, str]]]:
        found: dict[Axis, dict[str, tuple[int, int, str]]] = {axis: {} for axis in Axis}
        for axis in Axis:
            codes = dict.fromkeys(code for block in self.published.blocks for code in _codes(block, axis))
            headings = {code: place for place, code in enumerate(codes)}
            for place, code in enumerate(codes):
                found[axis][code] = (headings.get(heading_of(code), place), place, code)
        return found


_CLIENTS = ((Axis.MEASURE.value, CLIENTS),)


def _codes(block: Block, axis: Axis) -> tuple[str, ...]:
    own = block.violator_rows if axis == Axis.VIOLATOR else block.codes.get(axis, ())
    return (*own, *block.details.get(axis, ()))


def _place(table: str) -> tuple[int, list[int]]:
    axes = axes_of(table)
    return len(axes), [ORDER[axis] for axis in axes]
