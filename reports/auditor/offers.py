"""What a release must consist of, written down a second time: which cells, and below how many clients none is shown."""

from collections.abc import Iterator, Sequence
from itertools import combinations, product
from typing import Final

from reports.disclosure.schema import CLIENTS, MULTIPLE, Axis, Block, Key, Slice, Tier, key_of, slice_of

Crossing = frozenset[Axis]
"""Axes that are crossed with each other in one table; none for the total."""


def _crossings(text: str) -> frozenset[Crossing]:
    """Tables in words, one a line, with all of their margins."""
    found = set()
    for line in text.split("\n"):
        axes = [Axis(word) for word in line.split()]
        found |= {frozenset(part) for size in range(len(axes) + 1) for part in combinations(axes, size)}
    return frozenset(found)


PUBLIC_QUARTER: Final = _crossings("group\ncategory")
NATIONAL_YEAR: Final = _crossings(
    "group\ngender\nage\nqualification\nreadiness\nclient_code\nmeasure\nprimary_group violator\n"
    "primary_group category\nviolator category\nprimary_group outcome\nviolator outcome"
)
PUBLIC: Final = {
    Slice.QUARTER: PUBLIC_QUARTER,
    Slice.YEAR: NATIONAL_YEAR | _crossings("oblast"),
    Slice.BLOCK: _crossings("oblast primary_group\noblast violator\noblast category\nmeasure"),
}
DONOR: Final = {
    Slice.QUARTER: PUBLIC_QUARTER,
    Slice.YEAR: PUBLIC[Slice.YEAR]
    | _crossings(
        "oblast primary_group\noblast violator\noblast category\noblast outcome\nprimary_group violator category"
    ),
    Slice.BLOCK: PUBLIC[Slice.BLOCK] | _crossings("oblast primary_group violator"),
}
PUBLIC_OF_SMALL: Final[dict[Slice, frozenset[Crossing]]] = {
    Slice.QUARTER: frozenset(),
    Slice.YEAR: NATIONAL_YEAR,
    Slice.BLOCK: frozenset(),
}


def rows_of(block: Block, axis: Axis) -> tuple[str, ...]:
    """The rows of an axis where it is crossed with others."""
    if axis == Axis.MEASURE:
        return (CLIENTS,)
    return block.violator_rows if axis == Axis.VIOLATOR else tuple(block.codes.get(axis, ()))


def cells_of(block: Block, period: str, crossing: Crossing) -> Iterator[Key]:
    """Every cell of one crossing."""
    axes = sorted(crossing, key=list(Axis).index)
    for codes in product(*(rows_of(block, axis) for axis in axes)):
        yield key_of(period, **{axis.value: code for axis, code in zip(axes, codes, strict=True)})


def offered_cells(block: Block, tier: Tier, period: str) -> frozenset[Key]:
    """The cells that a tier must be given of a period, shown or withheld."""
    length = slice_of(period)
    if tier == Tier.PUBLIC:
        crossings = PUBLIC_OF_SMALL[length] if block.is_small else PUBLIC[length]
    else:
        crossings = DONOR[length]
    found = {key for crossing in crossings for key in cells_of(block, period, crossing)}
    if tier == Tier.DONOR and length == Slice.YEAR:
        lower = [(axis, code) for axis in MULTIPLE for code in block.details.get(axis, ())]
        found |= {key_of(period, **{axis.value: code}) for axis, code in lower}
    return frozenset(found)


def between(block: Block, periods: Sequence[str]) -> Iterator[Key]:
    """Cells of no table that are parts of offered ones: of each year what is crossed for the block alone.

    What is shown of a year bounds its part, and that bounds the whole.
    """
    if block.period in periods:
        for year in block.years:
            for crossing in sorted(DONOR[Slice.BLOCK] - DONOR[Slice.YEAR], key=sorted):
                yield from cells_of(block, year, crossing)


def least_clients(block: Block, tier: Tier, key: Key) -> int:
    """The threshold of a cell, in clients."""
    chosen = block.parameters
    if tier == Tier.DONOR:
        return chosen.k_donor
    is_local = any(axis == Axis.OBLAST for axis, _code in key) or slice_of(key[0][1]) == Slice.QUARTER
    return chosen.k_subnational if is_local else chosen.k_national
