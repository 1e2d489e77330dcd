"""The columns of the disclosure control in the auditor's form. Only a bench has both: elsewhere each reads records."""

import numpy as np

from reports.auditor import population
from reports.disclosure.columns import NO_CLIENT, Columns, Mentions
from reports.disclosure.schema import MULTIPLE, Axis


def auditor_columns(columns: Columns) -> population.Columns:
    """The same cases, without a Python object for each."""
    stated = {axis: _stated(columns.size, axis, mentions) for axis, mentions in columns.codes.items() if axis in KNOWN}
    stated[Axis.PERIOD] = population.Column(tuple(columns.quarters), columns.quarter.astype(np.int32))
    own = -1 - np.arange(columns.size)
    return population.Columns(stated, np.where(columns.client == NO_CLIENT, own, columns.client))


KNOWN = frozenset(population.STATED_AS)


def _stated(size: int, axis: Axis, mentions: Mentions) -> population.Column:
    """Every different set of codes once, and which case has which. More than 63 codes go into two numbers."""
    masks = np.zeros((2, size), dtype=np.int64)
    half, bit = mentions.code // 62, mentions.code % 62
    np.bitwise_or.at(masks, (half, mentions.record), np.int64(1) << bit)
    sets, places = np.unique(masks, axis=1, return_inverse=True)
    values = tuple(_value(axis, mentions.names, low, high) for low, high in sets.T.tolist())
    return population.Column(values, places.reshape(-1).astype(np.int32))


def _value(axis: Axis, names: tuple[str, ...], low: int, high: int) -> population.Value:
    both = low | high << 62
    codes = tuple(name for place, name in enumerate(names) if both >> place & 1)
    return codes if axis in MULTIPLE else codes[0] if codes else ""
