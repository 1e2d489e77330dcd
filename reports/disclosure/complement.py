"""Which further cells have to be withheld so that nothing withheld can be worked out (rules R4 and R5). Pure.

For each sensitive cell a *witness* is looked for: other numbers for the withheld cells with which every shown number
stays as it is, and the sensitive cell is 0, or large. A linear programme finds the witness that costs least; every
cell it changes has to be withheld too.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import highspy
import numpy as np
import numpy.typing as npt

from reports.disclosure.columns import Flags, Numbers
from reports.disclosure.lattice import Lattice, Relation
from reports.disclosure.targets import Left, Target

Amounts = npt.NDArray[np.float64]

_WITHHELD_COST = 1e-4
"""Of moving a cell that is withheld anyway: just enough to keep witnesses small."""
_ANY = 1e9
_EXACT = 1e-6
_OPTIONS: dict[str, bool | int | str] = {
    "output_flag": False,
    "threads": 1,
    "presolve": "off",
    "solver": "simplex",
    # All entries are 1 or -1. Scaled, some programmes without a solution were never given up.
    "simplex_scale_strategy": 0,
    "simplex_iteration_limit": 20_000,
}
_EVERY = -1
"""All cells, as bits."""
_DEAREST_SECOND = 1
"""A second witness may cost one more cell; where it costs several, the target stays one number away."""
_KEPT = 40
"""How many witnesses of a target are remembered that were found on the way."""
_TRIES = 3
"""How many further witnesses are looked for before a withheld cell is given up as needed."""


@dataclass
class Outcome:
    """What came out for the targets."""

    unprotected: list[Target] = field(default_factory=list)
    """No witness exists, whatever else is withheld: what was published before says too much."""
    single: list[Target] = field(default_factory=list)
    """Protected, but one certain further number would open them."""
    programmes: int = 0
    """Linear programmes solved."""


class _Proof:
    """The witnesses of one target, each as the other cells that it changes, in bits."""

    def __init__(self) -> None:
        self.supports: list[int] = []
        self.common = _EVERY
        """The cells that all witnesses change; every cell while there is none."""

    def add(self, support: int, *, wanted: bool) -> None:
        """One more witness. Those that were not looked for are only kept as long as there are few."""
        if wanted or len(self.supports) < _KEPT:
            self.common &= support
            self.supports.append(support)

    def common_without(self, cell: int) -> int:
        """What the witnesses have in common that do not change a cell."""
        common = _EVERY
        for support in self.supports:
            if not support >> cell & 1:
                common &= support
        return common

    def lift(self, cell: int) -> None:
        """Forget the witnesses that change a cell."""
        self.supports = [support for support in self.supports if not support >> cell & 1]
        self.common = self.common_without(cell)


class Complement:
    """The cells of one tier, as far as they hang together, and what is withheld of them."""

    def __init__(
        self,
        lattice: Lattice,
        cells: Numbers,
        cases: Numbers,
        cost: Amounts,
        *,
        fixed: Flags,
        withheld: Flags,
        left: Left,
    ) -> None:
        """`cells` ascending. `fixed` can no longer be withheld; `cost` of withholding each of the others.

        What rows leave of wholes has the places after the cells: it is withheld, and moves as both of them do.
        """
        few = len(left.cases)
        self.withheld = np.concatenate([withheld, np.ones(few, dtype=bool)])
        self.outcome = Outcome()
        self._cases = np.concatenate([cases, left.cases]).astype(np.float64)
        self._cost = np.concatenate([cost, np.zeros(few)])
        rows = _Rows(lattice, cells, self._cases, np.concatenate([fixed, np.zeros(few, dtype=bool)]), left)
        self._free = np.flatnonzero(~rows.fixed)
        self._column = np.full(len(self._cases), -1, dtype=np.int64)
        self._column[self._free] = np.arange(len(self._free))
        self._down = np.minimum(self._cases, rows.most_down)[self._free]
        self._up = rows.most_up[self._free]
        self._solver = _solver(rows, self._column, self._up, self._down)
        self._set_costs(np.arange(len(self._free)))
        self._targets: Sequence[Target] = ()
        self._twice = False
        self._proofs: dict[tuple[int, bool], _Proof] = {}
        self._needs: dict[tuple[int, bool], float] = {}

    def protect(
        self,
        targets: Sequence[Target],
        *,
        twice: bool = False,
        never: Flags | None = None,
        report: Callable[[float], None] = lambda _done: None,
    ) -> None:
        """Withhold what the targets need.

        `twice`: no cell is part of all witnesses of a target, where that costs little and no cell of `never`.
        `report` is told the done share.
        """
        self._targets, self._twice = targets, twice
        self._proofs = {(target.cell, target.change > 0): _Proof() for target in targets}
        self._needs = {(target.cell, target.change > 0): abs(target.change) for target in targets}
        reached = []
        for number, target in enumerate(targets):
            reached += [target] if self._reach(target) else []
            report(number / len(targets) / (2 if twice else 1))
        # Only now, so that cells withheld for any of them serve all of them.
        for number, target in enumerate(reached if twice else ()):
            self._reach_again(target, never if never is not None else np.zeros(0, dtype=bool))
            report((1 + number / len(reached)) / 2)

    def spare(self, cells: Numbers) -> None:
        """Show those of some withheld cells after all, in this order, that no target needs any more."""
        self._hold(np.flatnonzero(~self.withheld))
        for cell in cells.tolist():
            if all(self._can_do_without(cell, target) for target in self._targets):
                self.withheld[cell] = False
                self._hold(np.array([cell]))
                for proof in self._proofs.values():
                    proof.lift(cell)

    def _can_do_without(self, cell: int, target: Target) -> bool:
        """Is a target protected as well as now when a cell is shown?"""
        proof = self._proof(target)
        wanted = min(_strength(proof.common), 2 if self._twice else 1)
        for _ in range(_TRIES):
            common = proof.common_without(cell)
            if _strength(common) >= wanted:
                return True
            barred = [cell] if common == _EVERY else [cell, *_cells_of(common).tolist()]
            if not self._reach_without(target, np.array(barred)):
                return False
        return _strength(proof.common_without(cell)) >= wanted

    def _hold(self, cells: Numbers) -> None:
        """Cells that cannot move from now on."""
        columns = self._column[cells]
        columns = columns[columns >= 0]
        self._up[columns] = self._down[columns] = 0.0
        both = np.concatenate([columns, columns + len(self._free)]).astype(np.int32)
        self._solver.changeColsBounds(len(both), both, np.zeros(len(both)), np.zeros(len(both)))

    def _proof(self, target: Target) -> _Proof:
        return self._proofs[target.cell, target.change > 0]

    def _reach(self, target: Target) -> bool:
        if self._proof(target).supports:
            return True
        change = self._solve(target)
        if change is None:
            self.outcome.unprotected.append(target)
            return False
        self._take(change, target)
        return True

    def _reach_again(self, target: Target, never: Flags) -> None:
        proof = self._proof(target)
        if not proof.common:
            return
        kept = np.flatnonzero(never & ~self.withheld[: len(never)])
        if self._reach_without(target, np.union1d(_cells_of(proof.common), kept)) or not proof.common:
            return
        for cell in _cells_of(proof.common):
            if proof.common >> int(cell) & 1:
                self._reach_without(target, np.union1d([cell], kept))
        if proof.common:
            self.outcome.single.append(target)

    def _reach_without(self, target: Target, cells: Numbers) -> bool:
        columns = self._column[cells]
        columns = columns[columns >= 0]
        size = len(self._free)
        both = np.concatenate([columns, columns + size]).astype(np.int32)
        nothing = np.zeros(len(both))
        self._solver.changeColsBounds(len(both), both, nothing, nothing)
        change = self._solve(target)
        self._solver.changeColsBounds(len(both), both, nothing, np.concatenate([self._up, self._down])[both])
        if change is None or self._newly_withheld(change) > _DEAREST_SECOND:
            return False
        self._take(change, target)
        return True

    def _newly_withheld(self, change: Amounts) -> int:
        return int(((np.abs(change) > _EXACT) & ~self.withheld[self._free]).sum())

    def _solve(self, target: Target) -> Amounts | None:
        """The cheapest witness of a target, as the change of each free cell."""
        place = int(self._column[target.cell])
        size = len(self._free)
        room = self._up[place] if target.change > 0 and place >= 0 else self._down[place]
        if place < 0 or abs(target.change) > room + _EXACT:
            return None
        forward, back = (place, place + size) if target.change > 0 else (place + size, place)
        solver = self._solver
        solver.changeColBounds(forward, abs(target.change), room)
        solver.changeColBounds(back, 0.0, 0.0)
        solver.clearSolver()
        solver.run()
        self.outcome.programmes += 1
        change = None
        if solver.getModelStatus() == highspy.HighsModelStatus.kOptimal:
            values = np.array(solver.getSolution().col_value)
            change = values[:size] - values[size:]
        for column in (forward, back):
            most = self._up[column] if column < size else self._down[column - size]
            solver.changeColBounds(column, 0.0, most)
        return change

    def _take(self, change: Amounts, target: Target) -> None:
        """Withhold every cell that a witness changes, and remember for which targets it is one."""
        moved = np.flatnonzero(np.abs(change) > _EXACT)
        cells = self._free[moved]
        new = moved[~self.withheld[cells]]
        self.withheld[cells] = True
        self._set_costs(new)
        support = _bits(cells, len(self._cases))
        for cell, amount in zip(cells.tolist(), change[moved].tolist(), strict=True):
            need = self._needs.get((cell, amount > 0))
            if need is not None and abs(amount) >= need - _EXACT:
                self._proofs[cell, amount > 0].add(support & ~(1 << cell), wanted=cell == target.cell)

    def _set_costs(self, places: Numbers) -> None:
        cells = self._free[places]
        costs = np.where(self.withheld[cells], _WITHHELD_COST, self._cost[cells])
        columns = np.concatenate([places, places + len(self._free)]).astype(np.int32)
        self._solver.changeColsCost(len(columns), columns, np.concatenate([costs, costs]))


class _Rows:
    """The lines of the cells as rows of the programme, as far as cells can still move on them."""

    def __init__(self, lattice: Lattice, cells: Numbers, cases: Amounts, fixed: Flags, left: Left) -> None:
        row, cell, sign, is_sum, slack = _entries(lattice, cells, cases, left)
        self.fixed = _settle(row, cell, is_sum, fixed)
        self.most_up = np.full(len(cases), _ANY)
        self.most_down = np.full(len(cases), _ANY)
        movable = ~self.fixed[cell]
        row, cell, sign = row[movable], cell[movable], sign[movable]
        size = np.bincount(row, minlength=len(slack))
        alone = size[row] == 1
        # With one cell that moves, a row is no more than a bound.
        up, down = alone & (sign < 0), alone & (sign > 0)
        np.minimum.at(self.most_up, cell[up], slack[row[up]])
        np.minimum.at(self.most_down, cell[down], slack[row[down]])
        kept = size > 1
        number = np.cumsum(kept) - 1
        inside = kept[row]
        self.row, self.cell, self.sign = number[row[inside]], cell[inside], sign[inside]
        self.lower = np.where(is_sum, 0.0, -slack)[kept]
        self.upper = np.where(is_sum, 0.0, highspy.kHighsInf)[kept]


def _entries(
    lattice: Lattice, cells: Numbers, cases: Amounts, left: Left
) -> tuple[Numbers, Numbers, Amounts, Flags, Amounts]:
    """Rows, cells and signs of all lines; which rows are sums; and how far the others are from their limit."""
    rows, places, signs, sums, slacks = [], [], [], [], []
    before = 0
    for relation, wholes, parts in lattice.lines(cells):
        # Written so that what the row adds up to must not fall: parts less whole, inside it whole less parts.
        sign = -1.0 if relation == Relation.INSIDE else 1.0
        count, width = parts.shape
        number = before + np.arange(count)
        rows += [np.repeat(number, width), number]
        places += [parts.ravel(), wholes]
        signs += [np.full(count * width, sign), np.full(count, -sign)]
        sums.append(np.full(count, relation == Relation.SUM))
        slacks.append(np.maximum(sign * (cases[parts].sum(axis=1) - cases[wholes]), 0.0))
        before += count
    for whole, one, other, both in lattice.overlaps(cells):
        number = before + np.arange(len(whole))
        rows += [number] * 4
        places += [whole, both, one, other]
        signs += [np.full(len(whole), sign) for sign in (1.0, 1.0, -1.0, -1.0)]
        sums.append(np.zeros(len(whole), dtype=bool))
        slacks.append(np.maximum(cases[whole] + cases[both] - cases[one] - cases[other], 0.0))
        before += len(whole)
    if len(left.cases):
        number = before + np.arange(len(left.cases))
        rows += [number] * 3
        places += [left.parts, len(cells) + np.arange(len(left.cases)), left.wholes]
        signs += [np.full(len(number), sign) for sign in (1.0, 1.0, -1.0)]
        sums.append(np.ones(len(number), dtype=bool))
        slacks.append(np.zeros(len(number)))
    if not rows:
        nothing = np.zeros(0, dtype=np.int64)
        return nothing, nothing, np.zeros(0), np.zeros(0, dtype=bool), np.zeros(0)
    return tuple(np.concatenate(part) for part in (rows, places, signs, sums, slacks))  # type: ignore[return-value]


def _settle(row: Numbers, cell: Numbers, is_sum: Flags, fixed: Flags) -> Flags:
    """Cells that cannot move: the fixed ones, and what is left over in sums of them."""
    settled = fixed.copy()
    while True:
        movable = ~settled[cell] & is_sum[row]
        last = movable & (np.bincount(row[movable], minlength=len(is_sum)) == 1)[row]
        if not last.any():
            return settled
        settled[cell[last]] = True


def _solver(rows: _Rows, column: Numbers, up: Amounts, down: Amounts) -> highspy.Highs:
    """The programme: how far each free cell goes up, and how far down; costs come later."""
    size = len(up)
    order = np.argsort(rows.row, kind="stable")
    row, place, sign = rows.row[order], column[rows.cell[order]], rows.sign[order]
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = 2 * size, len(rows.lower)
    model.col_cost_ = np.zeros(2 * size)
    model.col_lower_ = np.zeros(2 * size)
    model.col_upper_ = np.concatenate([up, down])
    model.row_lower_, model.row_upper_ = rows.lower, rows.upper
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = 2 * np.searchsorted(row, np.arange(len(rows.lower) + 1))
    model.a_matrix_.index_ = np.stack([place, place + size], axis=1).ravel()
    model.a_matrix_.value_ = np.stack([sign, -sign], axis=1).ravel()
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    for option, value in _OPTIONS.items():
        solver.setOptionValue(option, value)
    solver.passModel(model)
    return solver


def _strength(common: int) -> int:
    """Of witnesses by what they have in common: 0 there is none, 1 one number opens them, 2 no single number does."""
    return 0 if common == _EVERY else 1 if common else 2


def _bits(cells: Iterable[int], size: int) -> int:
    """A set of cells as one number."""
    flags = np.zeros(size, dtype=bool)
    flags[np.asarray(cells)] = True
    return int.from_bytes(np.packbits(flags, bitorder="little").tobytes(), "little")


def _cells_of(bits: int) -> Numbers:
    """The cells of such a number."""
    size = bits.bit_length()
    packed = np.frombuffer(bits.to_bytes(size // 8 + 1, "little"), dtype=np.uint8)
    return np.flatnonzero(np.unpackbits(packed, bitorder="little"))
