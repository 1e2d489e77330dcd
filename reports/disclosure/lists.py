"""Which codes have a row in a block. Rare ones become part of `OTHER`, together with everything that comes up later.

Frozen with the first release of a block: a list that grew would show by its growth who came. Pure.
"""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from reports.disclosure.columns import NO_CLIENT, Columns, Numbers, columns_of, each_once
from reports.disclosure.schema import (
    CODED,
    NOT_PURSUING,
    OTHER,
    TWO_LEVELS,
    UNSTATED,
    Axis,
    Block,
    Parameters,
    Record,
    heading_of,
)

FIXED_ROWS: Mapping[Axis, tuple[str, ...]] = {
    Axis.READINESS: (NOT_PURSUING, OTHER),
    Axis.CLIENT_CODE: (CODED, UNSTATED),
}
"""Axes whose rows do not depend on what was recorded."""
NOT_PURSUING_CODES = frozenset({NOT_PURSUING, "NOTREADY", "CHANGED"})
"""Readiness of clients who did not go on, as recorded."""


def freeze_block(
    records: Iterable[Record],
    first_year: int,
    law_enforcement: Sequence[str],
    order: Mapping[Axis, Sequence[str]],
    parameters: Parameters = Parameters(),  # noqa: B008 - frozen
) -> Block:
    """The block that begins with a year, from everything known when its first release is built.

    `order` gives the codes of each axis as they are listed. Numbers a year are extrapolated from the quarters that
    have records; but a code whose row stands on the page tells that it has as many clients as any threshold asks for.
    """
    return freeze_columns(columns_of(records), first_year, law_enforcement, order, parameters)


def freeze_columns(
    columns: Columns,
    first_year: int,
    law_enforcement: Sequence[str],
    order: Mapping[Axis, Sequence[str]],
    parameters: Parameters = Parameters(),  # noqa: B008 - frozen
) -> Block:
    """The same for records in columns."""
    quarters = max(len(each_once(columns.quarter)), 1)
    largest = max(parameters.k_national, parameters.k_subnational, parameters.k_donor)
    enough = max(parameters.rare_below * quarters / 4, largest)
    codes = dict(FIXED_ROWS)
    for axis in Axis:
        if axis not in (Axis.PERIOD, Axis.MEASURE, *FIXED_ROWS):
            codes[axis] = _rows(_clients_by_heading(columns, axis), enough, order.get(axis, ()))
    details = {axis: _details(columns, axis, enough, order.get(axis, ()), codes[axis]) for axis in sorted(TWO_LEVELS)}
    is_small = columns.size * 4 / quarters < parameters.small_country_below
    return Block(first_year, codes, details, tuple(law_enforcement), is_small, parameters)


def row_of(block: Block, axis: Axis, code: str) -> str:
    """The row of a block in which a code of the upper level is counted; an empty code was not stated."""
    rows = block.codes[axis]
    if axis == Axis.READINESS:
        return NOT_PURSUING if code in NOT_PURSUING_CODES else OTHER
    heading = heading_of(code) or UNSTATED
    return heading if heading in rows else OTHER


def _clients_by_heading(columns: Columns, axis: Axis) -> dict[str, int]:
    """Different clients of each code of the upper level."""
    table = columns.codes[axis]
    headings = sorted({heading_of(code) or UNSTATED for code in table.names})
    place = {heading: number for number, heading in enumerate(headings)}
    heading_by_code = np.array([place[heading_of(code) or UNSTATED] for code in table.names], dtype=np.int64)
    return dict(
        zip(headings, _clients_of(columns, table.record, heading_by_code[table.code], len(headings)), strict=True)
    )


def _clients_of(columns: Columns, record: Numbers, row: Numbers, size: int) -> list[int]:
    """Different clients of each row; a case without a code is a client of its own."""
    own = columns.client.max(initial=0) + 1 + np.arange(columns.size)
    client = np.where(columns.client == NO_CLIENT, own, columns.client)
    pairs = each_once(client[record] * max(size, 1) + row)
    found: list[int] = np.bincount(pairs % max(size, 1), minlength=size).tolist()
    return found


def _rows(clients: Mapping[str, int], enough: float, order: Sequence[str]) -> tuple[str, ...]:
    """The codes with enough clients in the order of the list, then `OTHER`, which is always there, then `UNSTATED`."""
    listed = list(dict.fromkeys(heading_of(code) for code in order))
    stated = {code: number for code, number in clients.items() if code not in (UNSTATED, OTHER)}
    if not stated:
        # Nothing is known of this axis yet, as of outcomes in a first quarter: every code may come.
        return (*listed, OTHER)
    # Whatever is left over is not looked at: a list that depended on it would tell of it.
    rows = {code for code, number in clients.items() if number >= enough} - {OTHER}
    place = {code: number for number, code in enumerate(listed)}
    in_order = sorted(rows - {UNSTATED}, key=lambda code: (place.get(code, len(place)), code))
    return (*in_order, OTHER, *({UNSTATED} & rows))


def _details(
    columns: Columns, axis: Axis, enough: float, order: Sequence[str], rows: tuple[str, ...]
) -> tuple[str, ...]:
    """The codes of the lower level with enough clients, below headings that have a row."""
    table = columns.codes[axis]
    found = _clients_of(columns, table.record, table.code, len(table.names))
    chosen = {
        code
        for code, clients in zip(table.names, found, strict=True)
        if "." in code and heading_of(code) in rows and clients >= enough
    }
    place = {code: number for number, code in enumerate(order)}
    return tuple(sorted(chosen, key=lambda code: (place.get(code, len(place)), code)))
