"""Records as columns of numbers, so that a million of them are counted in seconds. Pure."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from reports.disclosure.schema import CODED, MULTIPLE, UNSTATED, Axis, Record

Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

NO_CLIENT = -1


@dataclass(frozen=True)
class Mentions:
    """Which records have which codes of one axis: pairs in the order of the records, each pair once.

    Every record is in at least one pair; what is not stated has the empty code.
    """

    names: tuple[str, ...]
    record: Numbers
    code: Numbers
    """Places in `names`."""


@dataclass(frozen=True)
class Columns:
    """What is counted of many cases."""

    size: int
    quarters: tuple[str, ...]
    quarter: Numbers
    """Places in `quarters`."""
    client: Numbers
    """The same number for the same client, `NO_CLIENT` where there is no client code."""
    codes: Mapping[Axis, Mentions]
    """Of every axis but the period and the measure, as recorded."""


_SINGLE: Mapping[Axis, Callable[[Record], str]] = {
    Axis.PRIMARY_GROUP: lambda record: record.primary_group,
    Axis.OBLAST: lambda record: record.oblast,
    Axis.OUTCOME: lambda record: record.outcome,
    Axis.READINESS: lambda record: record.readiness,
    Axis.QUALIFICATION: lambda record: record.qualification,
    Axis.GENDER: lambda record: record.gender,
    Axis.AGE: lambda record: record.age,
    Axis.CLIENT_CODE: lambda record: UNSTATED if record.client is None else CODED,
}
_MULTIPLE: Mapping[Axis, Callable[[Record], tuple[str, ...]]] = {
    Axis.GROUP: lambda record: record.groups,
    Axis.VIOLATOR: lambda record: record.violators,
    Axis.CATEGORY: lambda record: record.categories,
}
assert set(_MULTIPLE) == MULTIPLE  # noqa: S101 - a word of the schema without its column


def each_once(values: Numbers) -> Numbers:
    """The different values in ascending order. `numpy.unique` hashes: minutes for millions of such pairs."""
    ordered = np.sort(values)
    return ordered[np.concatenate([[True], ordered[1:] != ordered[:-1]])] if len(ordered) else ordered


def columns_of(records: Iterable[Record]) -> Columns:
    """The same records in columns."""
    rows = list(records)
    codes = {axis: _single([read(row) for row in rows]) for axis, read in _SINGLE.items()}
    codes |= {axis: _multiple([read(row) for row in rows]) for axis, read in _MULTIPLE.items()}
    quarters = _single([row.quarter for row in rows])
    clients = np.array([NO_CLIENT if row.client is None else row.client for row in rows], dtype=np.int64)
    return Columns(len(rows), quarters.names, quarters.code, clients, codes)


def _single(values: Sequence[str]) -> Mentions:
    return _mentions(np.arange(len(values), dtype=np.int64), values)


def _multiple(values: Sequence[tuple[str, ...]]) -> Mentions:
    stated = [tuple(dict.fromkeys(codes)) or ("",) for codes in values]
    record = np.repeat(np.arange(len(values), dtype=np.int64), [len(codes) for codes in stated])
    return _mentions(record, [code for codes in stated for code in codes])


def _mentions(record: Numbers, codes: Sequence[str]) -> Mentions:
    names = tuple(sorted(set(codes)))
    place = {name: number for number, name in enumerate(names)}
    return Mentions(names, record, np.array([place[code] for code in codes], dtype=np.int64))
