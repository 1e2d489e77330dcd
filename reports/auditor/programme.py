"""One linear programme: unknown cells and the relations among them, made as small as reasoning by hand can make it."""

from dataclasses import dataclass, replace
from typing import Final

import highspy
import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Places = NDArray[np.int64]

ENDLESS: Final = 1e7
"""More cases than any programme has: where nothing bounds a number from above."""
SWEEPS: Final = 30


def sums(of_row: Places, entries: Numbers, count: int) -> Numbers:
    """The sum of the entries of each row."""
    return np.asarray(np.bincount(of_row, entries, count), np.float64)


@dataclass(frozen=True)
class Programme:
    """Columns are unknown cells between `low` and `high`; rows say `lower <= weights * columns <= upper`."""

    low: Numbers
    high: Numbers
    of_row: Places
    columns: Places
    weights: Numbers
    lower: Numbers
    upper: Numbers

    def tightened(self) -> "Programme":
        """The same programme with bounds that follow from single rows, and without rows that then say nothing."""
        now = self
        for _sweep in range(SWEEPS):
            low, high = now._followed()
            if (low <= now.low).all() and (high >= now.high).all():
                break
            now = replace(now, low=np.maximum(low, now.low), high=np.minimum(high, now.high))
        least, most = now._activity()
        says = (least < now.lower) | (most > now.upper)
        entries = says[now.of_row]
        number = np.cumsum(says) - 1
        return replace(
            now,
            of_row=number[now.of_row[entries]],
            columns=now.columns[entries],
            weights=now.weights[entries],
            lower=now.lower[says],
            upper=now.upper[says],
        )

    @property
    def is_impossible(self) -> bool:
        """Do the bounds alone contradict each other?"""
        return bool((self.low > self.high).any())

    def model(self) -> highspy.HighsLp:
        """For the solver."""
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = len(self.low), len(self.lower)
        model.col_cost_ = np.zeros(model.num_col_)
        model.col_lower_, model.col_upper_ = self.low, self.high
        model.row_lower_, model.row_upper_ = self.lower, self.upper
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.searchsorted(self.of_row, np.arange(len(self.lower) + 1))
        model.a_matrix_.index_, model.a_matrix_.value_ = self.columns, self.weights
        return model

    def _ends(self) -> tuple[Numbers, Numbers]:
        """What each entry adds at least and at most to its row."""
        one, other = self.weights * self.low[self.columns], self.weights * self.high[self.columns]
        return np.minimum(one, other), np.maximum(one, other)

    def _activity(self) -> tuple[Numbers, Numbers]:
        """The least and the most that each row can be."""
        least, most = self._ends()
        count = len(self.lower)
        return sums(self.of_row, least, count), sums(self.of_row, most, count)

    def _followed(self) -> tuple[Numbers, Numbers]:
        """Bounds of the columns that follow from each row by itself. Weights are 1 and -1."""
        least, most = self._ends()
        row_least, row_most = self._activity()
        room_up = self.upper[self.of_row] - (row_least[self.of_row] - least)
        room_down = self.lower[self.of_row] - (row_most[self.of_row] - most)
        is_plus = self.weights > 0
        low, high = self.low.copy(), self.high.copy()
        np.maximum.at(low, self.columns, np.where(is_plus, room_down, -room_up))
        np.minimum.at(high, self.columns, np.where(is_plus, room_up, -room_down))
        return low, high
