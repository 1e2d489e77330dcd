"""The tables that exist, and from how many clients on their cells may be shown. Nothing else can be asked. Pure."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import combinations, product

from reports.disclosure.schema import CLIENTS, Axis, Block, Key, Slice, Tier, key_of, slice_of

Table = tuple[Axis, ...]

_CLIENTS: Table = (Axis.MEASURE,)

_PUBLIC: dict[Slice, tuple[Table, ...]] = {
    # Only axes of which a case can have several codes: their rows have no total that opens one of them. There is no
    # violator: one quarter withheld would force the year's figure of law enforcement to be withheld.
    Slice.QUARTER: ((), (Axis.GROUP,), (Axis.CATEGORY,)),
    Slice.YEAR: (
        (Axis.GROUP,),
        (Axis.GENDER,),
        (Axis.AGE,),
        (Axis.QUALIFICATION,),
        (Axis.READINESS,),
        (Axis.CLIENT_CODE,),
        _CLIENTS,
        (Axis.OBLAST,),
        (Axis.PRIMARY_GROUP, Axis.VIOLATOR),
        (Axis.PRIMARY_GROUP, Axis.CATEGORY),
        (Axis.VIOLATOR, Axis.CATEGORY),
        (Axis.PRIMARY_GROUP, Axis.OUTCOME),
        (Axis.VIOLATOR, Axis.OUTCOME),
    ),
    Slice.BLOCK: (
        _CLIENTS,
        (Axis.PRIMARY_GROUP, Axis.OBLAST),
        (Axis.VIOLATOR, Axis.OBLAST),
        (Axis.CATEGORY, Axis.OBLAST),
    ),
}
_DONORS_TOO: dict[Slice, tuple[Table, ...]] = {
    Slice.QUARTER: (),
    Slice.YEAR: (
        (Axis.PRIMARY_GROUP, Axis.OBLAST),
        (Axis.VIOLATOR, Axis.OBLAST),
        (Axis.CATEGORY, Axis.OBLAST),
        (Axis.OBLAST, Axis.OUTCOME),
        (Axis.PRIMARY_GROUP, Axis.VIOLATOR, Axis.CATEGORY),
    ),
    Slice.BLOCK: ((Axis.PRIMARY_GROUP, Axis.VIOLATOR, Axis.OBLAST),),
}


@lru_cache(maxsize=64)
def _all_tables(tier: Tier, part: Slice, is_small: bool) -> tuple[Table, ...]:
    chosen: Iterable[Table] = _PUBLIC[part]
    if tier == Tier.DONOR:
        chosen = (*_PUBLIC[part], *_DONORS_TOO[part])
    elif is_small:
        chosen = [table for table in _PUBLIC[part] if part == Slice.YEAR and Axis.OBLAST not in table]
    with_margins = {margin for table in chosen for margin in margins_of(table)}
    return tuple(sorted(with_margins, key=lambda table: (len(table), [list(Axis).index(axis) for axis in table])))


def margins_of(table: Table) -> Iterator[Table]:
    """The table and every table that is a sum of it, the total of the period among them."""
    for size in range(len(table) + 1):
        yield from combinations(table, size)


def tables(block: Block, tier: Tier, period: str) -> tuple[Table, ...]:
    """The axes of every table of a tier in a period, margins among them, the smallest first; () is the total."""
    return _all_tables(tier, slice_of(period), block.is_small)


def rows_of(block: Block, axis: Axis) -> tuple[str, ...]:
    """The rows of an axis, upper level."""
    if axis == Axis.MEASURE:
        return (CLIENTS,)
    return block.violator_rows if axis == Axis.VIOLATOR else block.codes[axis]


def keys_of_table(block: Block, table: Table, period: str) -> Iterator[Key]:
    """The cells of one table, without its margins, upper level."""
    for codes in product(*(rows_of(block, axis) for axis in table)):
        yield key_of(period, **dict(zip((axis.value for axis in table), codes, strict=True)))


def offered(block: Block, tier: Tier, period: str) -> tuple[Key, ...]:
    """Every cell of a tier in a period, shown or not, each once, in the order of its tables."""
    keys = [key for table in tables(block, tier, period) for key in keys_of_table(block, table, period)]
    if tier == Tier.DONOR and slice_of(period) == Slice.YEAR:
        keys += [key_of(period, **{axis.value: code}) for axis in block.details for code in block.details[axis]]
    return tuple(keys)


def threshold_of(block: Block, tier: Tier, key: Key) -> int:
    """The number of clients from which on a cell may be shown; the same rule for cells of no table."""
    if tier == Tier.DONOR:
        return block.parameters.k_donor
    is_local = any(axis == Axis.OBLAST for axis, _code in key)
    is_quarter = slice_of(key[0][1]) == Slice.QUARTER
    return block.parameters.k_subnational if is_local or is_quarter else block.parameters.k_national
