"""How small and how large a withheld number can be, given every shown one: exact bounds by linear programming.

Absolute numbers, not deviations from the truth: the truth is not known here. Numbers that are tied to each other only
through shown ones fall apart into components, each a programme of its own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import highspy
import numpy as np

from reports.auditor.programme import ENDLESS, Numbers, Places, Programme, sums
from reports.auditor.relations import Relations

SLACK: Final = 1e-5
"""Differences below this are the arithmetic's, not the numbers'."""
ROUNDS: Final = 6
"""How often many questions are asked at once before each is asked by itself."""
PRIMAL: Final = 4
"""The simplex method that stays among possible numbers: the next question starts from the last answer."""


class Contradiction(Exception):
    """No numbers at all agree with what is shown."""


@dataclass(frozen=True)
class Interval:
    """What a number can be. Where a question was answered early the interval is only known to be at least so wide."""

    low: float
    high: float


class Unknowns:
    """The withheld cells once the shown ones are put in."""

    def __init__(self, relations: Relations, known: Mapping[int, int]) -> None:
        """`known`: number of a cell -> what is shown of it. Raises Contradiction where shown numbers disagree."""
        self._values = np.zeros(len(relations.cells))
        self._is_known = np.zeros(len(relations.cells), np.bool_)
        for place, value in known.items():
            self._values[place], self._is_known[place] = value, True
        self._rows = _Rows(relations)
        self._component_of, kept = self._components()
        self._kept: dict[int, Places] = kept

    def component(self, place: int) -> int | None:
        """Cells of the same component have the same number; None for a shown cell."""
        return None if self._is_known[place] else int(self._component_of[place])

    def programme(self, component: int) -> "Solver":
        """The programme of one component. Raises Contradiction if it has no solution."""
        unknown = np.flatnonzero((self._component_of == component) & ~self._is_known)
        rows = self._kept.get(component, np.zeros(0, np.int64))
        at = np.full(len(self._values), -1, np.int64)
        at[unknown] = np.arange(len(unknown))
        of_row, cells, weights = self._rows.chosen(rows)
        free = ~self._is_known[cells]
        shown = sums(of_row, np.where(free, 0, self._values[cells] * weights), len(rows))
        upper = np.where(self._rows.is_equal[rows], -shown, highspy.kHighsInf)
        ends = (np.zeros(len(unknown)), np.full(len(unknown), ENDLESS))
        return Solver(unknown, Programme(*ends, of_row[free], at[cells[free]], weights[free], -shown, upper))

    def _components(self) -> tuple[Places, dict[int, Places]]:
        """Join the unknown cells of each relation; relations among shown cells alone must hold."""
        rows = self._rows
        free = ~self._is_known[rows.cells]
        added = sums(rows.of_row, self._values[rows.cells] * rows.weights, rows.count)
        unknown = np.bincount(rows.of_row, free, minlength=rows.count)
        wrong = (unknown == 0) & ((added < -SLACK) | (rows.is_equal & (added > SLACK)))
        if wrong.any():
            raise Contradiction
        label = np.arange(len(self._values), dtype=np.int64)
        of_row, cells = rows.of_row[free], rows.cells[free]
        while len(cells):
            least = np.full(rows.count, len(label), np.int64)
            np.minimum.at(least, of_row, label[cells])
            before = label.copy()
            np.minimum.at(label, cells, least[of_row])
            label = label[label]
            if (label == before).all():
                break
        first = np.full(rows.count, -1, np.int64)
        first[of_row] = label[cells]
        kept = np.flatnonzero(unknown > 0)
        order = kept[np.argsort(first[kept], kind="stable")]
        names, begins = np.unique(first[order], return_index=True)
        parts = np.split(order, begins[1:]) if len(order) else []
        return label, {int(name): part for name, part in zip(names, parts, strict=True)}


class _Rows:
    """Relations as one sparse matrix, row after row."""

    def __init__(self, relations: Relations) -> None:
        both = [*relations.equal, *relations.at_least]
        lengths = np.array([len(cells) for cells, _weights in both], np.int64)
        self.count = len(both)
        self.is_equal = np.arange(len(both)) < len(relations.equal)
        self.starts = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
        self.cells = np.array([cell for cells, _weights in both for cell in cells], np.int64)
        self.weights = np.array([weight for _cells, weights in both for weight in weights], np.float64)
        self.of_row = np.repeat(np.arange(len(both)), lengths)

    def chosen(self, rows: Places) -> tuple[Places, Places, Numbers]:
        """Of some of the rows, numbered anew: row, cell and weight of each entry."""
        lengths = self.starts[rows + 1] - self.starts[rows]
        starts = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
        picked = np.arange(starts[-1]) - np.repeat(starts[:-1] - self.starts[rows], lengths)
        return np.repeat(np.arange(len(rows)), lengths), self.cells[picked], self.weights[picked]


class Solver:
    """A component with its warm solver: each question starts from the answer before."""

    def __init__(self, unknown: Places, programme: Programme) -> None:
        """`unknown`: the cells that are its columns. Raises Contradiction if no numbers agree with it."""
        self._at = {int(place): column for column, place in enumerate(unknown)}
        self._programme = programme.tightened()
        if self._programme.is_impossible:
            raise Contradiction
        self._highs = highspy.Highs()  # type: ignore[no-untyped-call]
        for name, value in (("output_flag", False), ("threads", 1), ("simplex_strategy", PRIMAL)):
            self._highs.setOptionValue(name, value)
        self._highs.passModel(self._programme.model())
        self._costs: Places = np.zeros(0, np.int64)
        self._solution = self._solve()

    def reach(self, needs: Mapping[int, float]) -> dict[int, Interval]:
        """For each cell: how low down to 0, and how high up to what is needed, it can be.

        Where it can be 0, or as much as needed, the answer may stop there; otherwise the bound is exact.
        """
        asked = _Asked(np.array([self._at[place] for place in needs], np.int64), np.array([*needs.values()]))
        asked.note(self._solution)
        # First many at once: none more than it needs, so that one does not take what the others could have.
        self._cap(asked.columns, asked.needs)
        for _round in range(ROUNDS):
            open_before = asked.open_questions
            for sign in (1, -1):
                self._together(asked.open_columns(sign), sign)
                asked.note(self._solution)
            if asked.open_questions == open_before:
                break
        self._cap(asked.columns, np.full(len(asked.columns), ENDLESS))
        for sign in (1, -1):
            for column in asked.open_columns(sign):
                if column in asked.open_columns(sign):
                    self._together(np.array([column]), sign)
                    asked.note(self._solution)
        return {
            place: Interval(float(low), float(high))
            for place, low, high in zip(needs, asked.low, asked.high, strict=True)
        }

    def bounds(self, place: int) -> Interval:
        """The exact bounds of one cell."""
        column = np.array([self._at[place]], np.int64)
        self._together(column, 1)
        low = self._solution[column[0]]
        self._together(column, -1)
        return Interval(float(low), float(self._solution[column[0]]))

    def _together(self, columns: Places, sign: int) -> None:
        """Make the sum of these columns as small (1) or as large (-1) as it can be."""
        if not len(columns):
            return
        touched = np.unique(np.concatenate([self._costs, columns])).astype(np.int32)
        costs = np.zeros(len(touched))
        costs[np.isin(touched, columns)] = sign
        self._highs.changeColsCost(len(touched), touched, costs)
        self._costs = columns
        self._solution = self._solve()

    def _cap(self, columns: Places, upper: Numbers) -> None:
        """Bound some columns from above, if that is more than they are bounded anyway."""
        bounds = self._programme.low[columns], np.minimum(upper, self._programme.high[columns])
        self._highs.changeColsBounds(len(columns), columns.astype(np.int32), *bounds)

    def _solve(self) -> Numbers:
        self._highs.run()
        if self._highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            # From the last answer it can lose its way (“unknown”): once more from the beginning.
            self._highs.clearSolver()
            self._highs.run()
        if self._highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            raise Contradiction
        return np.array(self._highs.getSolution().col_value)


class _Asked:
    """Cells of which it is asked whether they can be 0, and can be as much as needed; and what was found."""

    def __init__(self, columns: Places, needs: Numbers) -> None:
        self.columns, self.needs = columns, needs
        self.low, self.high = np.full(len(needs), np.inf), np.full(len(needs), -np.inf)

    def note(self, solution: Numbers) -> None:
        """Every solution is a way the numbers can be, for all cells at once."""
        np.minimum(self.low, solution[self.columns], out=self.low)
        np.maximum(self.high, solution[self.columns], out=self.high)

    def open_columns(self, sign: int) -> Places:
        """Not yet seen at 0 (1), or at what is needed (-1)."""
        return self.columns[self.low > SLACK if sign > 0 else self.high < self.needs - SLACK]

    @property
    def open_questions(self) -> int:
        """How many questions have no answer yet."""
        return len(self.open_columns(1)) + len(self.open_columns(-1))


def by_component(unknowns: Unknowns, places: Sequence[int]) -> dict[int, list[int]]:
    """The components in which some cells are, with those cells; shown cells are in none."""
    found: dict[int, list[int]] = {}
    for place in places:
        component = unknowns.component(place)
        if component is not None:
            found.setdefault(component, []).append(place)
    return found
