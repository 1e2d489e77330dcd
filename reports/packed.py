"""Arrays of numbers as PostgreSQL sends them: a hundred thousand of them cost one value of an answer."""

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

HEAD = 20
"""Bytes before the first number: dimensions, whether something is null, type, length, lower bound."""


def unpacked(sent: bytes | None) -> Numbers:
    """The numbers of `array_send(array_agg(…))`; none of nothing. Raises ValueError where one of them is null."""
    if sent is None:
        return np.zeros(0, dtype=np.int64)
    dimensions, has_null, _type, count, _bound = np.frombuffer(sent, dtype=">i4", count=HEAD // 4).tolist()
    if dimensions != 1 or has_null:
        raise ValueError("an array of numbers without nulls is expected")
    width = (len(sent) - HEAD) // count - 4
    each = np.dtype([("length", ">i4"), ("value", f">i{width}")])
    return np.frombuffer(sent, dtype=each, offset=HEAD, count=count)["value"].astype(np.int64)


class Places:
    """Where an identifier stands in a column of identifiers. They are close together, as those of one table are."""

    def __init__(self, ids: Numbers) -> None:
        self._first, last = int(ids.min()), int(ids.max())
        # One place more than needed: whatever lies outside is looked up there.
        self._places = np.full(last - self._first + 2, -1, dtype=np.int64)
        self._places[ids - self._first] = np.arange(len(ids))

    def of(self, ids: Numbers) -> Numbers:
        """The place of each; -1 for those that are not there."""
        away = ids - self._first
        return self._places[np.where((away >= 0) & (away < len(self._places)), away, -1)]
