"""The held-out attack: every set of cases that agrees with what is shown, as one linear programme over kinds of cases.

Nothing of the auditor is used. It bounds numbers by what is known of their sums; here a number is what some cases have
in common, however they overlap. There are far too many kinds of cases to write down: whoever would help to make a
number smaller or larger is looked for, given the prices of the shown numbers, until nobody would (column generation).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import highspy
import numpy as np
from numpy.typing import NDArray

from reports.disclosure.schema import (
    CLIENTS,
    CODED,
    MULTIPLE,
    OTHER,
    UNSTATED,
    Axis,
    Block,
    Key,
    Record,
    heading_of,
    key_of,
)

Kind = frozenset[tuple[str, str]]
"""A kind of cases: every row of every axis that they are in, periods among them. A cell holds what contains its key."""
Prices = NDArray[np.float64]

CROSSED = (Axis.PRIMARY_GROUP, Axis.VIOLATOR, Axis.CATEGORY, Axis.OBLAST, Axis.OUTCOME)
ALONE = (Axis.READINESS, Axis.QUALIFICATION, Axis.GENDER, Axis.AGE, Axis.CLIENT_CODE)
NEVER = -1e9
SLIGHT = 1e-6
TURNS = 400
EACH_TURN = 150
"""Kinds that are taken in at once."""


@dataclass(frozen=True)
class Wish:
    """Rows that a kind of cases must be in, or must not."""

    inside: Kind = frozenset()
    outside: Kind = frozenset()


class MicroData:
    """All possible data sets behind what one tier is shown of a block."""

    def __init__(self, block: Block, records: Iterable[Record], shown: Mapping[Key, int]) -> None:
        """`records` are a first possible data set; what they are bounds nothing."""
        assert block.law_enforcement_code in block.codes[Axis.VIOLATOR]
        self.block = block
        self.shown = {key: value for key, value in shown.items() if (Axis.MEASURE.value, CLIENTS) not in key}
        clients = {key[0][1]: value for key, value in shown.items() if (Axis.MEASURE.value, CLIENTS) in key}
        self.least_coded = {key_of(period, client_code=CODED): value for period, value in clients.items()}
        self.rows = [frozenset(key) for key in (*self.shown, *self.least_coded)]
        self.pricing = Pricing(block, [*self.shown, *self.least_coded])
        self.truth = [kind_of(block, record) for record in records]
        self.kinds: list[Kind] = []
        self._known: set[Kind] = set()
        self.solver = self._empty()
        self.take(self.truth)

    def take(self, kinds: Iterable[Kind]) -> int:
        """Take in kinds that are new; how many they are."""
        fresh = [kind for kind in dict.fromkeys(kinds) if kind not in self._known]
        for kind in fresh:
            rows = np.array([place for place, row in enumerate(self.rows) if row <= kind], np.int32)
            self.solver.addCol(0.0, 0.0, highspy.kHighsInf, len(rows), rows, np.ones(len(rows)))
        self.kinds += fresh
        self._known.update(fresh)
        return len(fresh)

    def least(self, key: Key) -> float:
        """How few cases of a conjunction there can be; looked for down to 0."""
        ways = [Wish(outside=frozenset([pair])) for pair in key]
        return self._extreme(frozenset(key), 1, 0.0, ways)

    def most(self, key: Key, enough: float) -> float:
        """How many cases of a conjunction there can be; not looked further than what is enough."""
        return -self._extreme(frozenset(key), -1, -enough, [Wish()])

    def _extreme(self, target: Kind, sign: int, goal: float, ways: Sequence[Wish]) -> float:
        cost = np.array([float(sign) if target <= kind else 0.0 for kind in self.kinds])
        for _turn in range(TURNS):
            self.solver.changeColsCost(len(cost), np.arange(len(cost), dtype=np.int32), cost)
            self.solver.run()
            assert self.solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
            reached = float(self.solver.getInfo().objective_function_value)
            if reached < goal + SLIGHT:
                return reached
            prices = np.array(self.solver.getSolution().row_dual)
            found = [kind for way in ways for kind in self.pricing.best(prices, way, 0.0)]
            found += self.pricing.best(prices, Wish(inside=target), -float(sign))
            before = len(self.kinds)
            if not self.take(found):
                return reached
            cost = np.append(cost, [float(sign) if target <= kind else 0.0 for kind in self.kinds[before:]])
        raise AssertionError("undecided")

    def _empty(self) -> highspy.Highs:
        solver = highspy.Highs()
        for name, value in (("output_flag", False), ("threads", 1), ("simplex_strategy", 4)):
            solver.setOptionValue(name, value)
        nothing = np.zeros(0)
        for value in self.shown.values():
            solver.addRow(value, value, 0, nothing.astype(np.int32), nothing)
        for value in self.least_coded.values():
            solver.addRow(value, highspy.kHighsInf, 0, nothing.astype(np.int32), nothing)
        return solver


class Pricing:
    """Finds kinds of cases that are worth most, if each shown number they are part of has a price."""

    def __init__(self, block: Block, keys: Sequence[Key]) -> None:
        self.block = block
        self.rows = {axis: tuple(block.codes[axis]) for axis in (*CROSSED, *ALONE, Axis.GROUP)}
        self.sets = [*_sets(self.rows[Axis.VIOLATOR])]
        self._crossed: list[tuple[int, tuple[int, ...], list[int]]] = []
        """(number of the key, slots on the crossed axes, quarters) of each shown number about crossed axes."""
        self._alone: list[tuple[int, str, str, list[int]]] = []
        self._details: list[tuple[int, str, str, list[int]]] = []
        for number, key in enumerate(keys):
            quarters = [place for place, quarter in enumerate(block.quarters) if _is_within(quarter, key[0][1])]
            named = dict(key[1:])
            lower = [(axis, code) for axis, code in key[1:] if code in block.details.get(Axis(axis), ())]
            if lower:
                assert len(key) == 2
                self._details.append((number, *lower[0], quarters))
            elif set(named) <= set(CROSSED):
                slots = tuple(
                    self.rows[axis].index(named[axis]) if axis in named else len(self.rows[axis]) for axis in CROSSED
                )
                self._crossed.append((number, slots, quarters))
            else:
                assert len(key) == 2
                self._alone.append((number, *key[1], quarters))
        self._includes = np.zeros((len(self.sets), len(self.rows[Axis.VIOLATOR]) + 1))
        self._includes[:, -1] = 1
        for place, codes in enumerate(self.sets):
            self._includes[place, list(codes)] = 1

    def best(self, prices: Prices, wish: Wish, bonus: float) -> list[Kind]:
        """The kinds that are worth more than nothing, the best of each quarter, group and oblast."""
        inside, outside = dict(wish.inside), dict(wish.outside)
        alone = self._prices_alone(prices, self._alone)
        details = self._prices_alone(prices, self._details)
        table = self._table(prices)
        for (axis, code), worth in details.items():
            slot = self.rows[Axis(axis)].index(heading_of(code))
            place = [slice(None), *[-1] * len(CROSSED)]
            place[1 + CROSSED.index(Axis(axis))] = slot
            table[tuple(place)] += np.maximum(worth, 0)
        # The violators first: kinds with the same set of them are looked at together.
        table = np.einsum("qpvcot,sv->qpscot", table, self._includes)
        table = table[:, :-1] + table[:, -1:]
        table = table[:, :, :, :, :-1] + table[:, :, :, :, -1:]
        outcome = table[:, :, :, -1, :, :-1].copy()
        self._limit(outcome, -1, Axis.OUTCOME, inside, outside)
        category = table[:, :, :, :-1, :, -1]
        chosen, worth = _choose(np.moveaxis(category, 3, -1), self.rows[Axis.CATEGORY], *_of(Axis.CATEGORY, wish))
        total = table[:, :, :, -1, :, -1] + worth + outcome.max(-1)
        self._limit(total, 1, Axis.PRIMARY_GROUP, inside, outside)
        self._limit(total, 3, Axis.OBLAST, inside, outside)
        self._limit_sets(total, wish)
        self._limit_time(total, wish)
        groups, group_worth = self._groups(alone, wish)
        total += group_worth[:, :, None, None]
        singles = {}
        for axis in ALONE:
            values = np.stack([alone.get((axis, code), np.zeros(total.shape[0])) for code in self.rows[axis]], -1)
            self._limit(values, -1, axis, inside, outside)
            singles[axis] = values.argmax(-1)
            total += values.max(-1)[:, None, None, None]
        total += bonus
        found = []
        which = total.argmax(2)
        worth = total.max(2)
        order = np.argsort(-worth, axis=None)[:EACH_TURN]
        for q, p, o in zip(*np.unravel_index(order, worth.shape), strict=True):
            if worth[q, p, o] < SLIGHT:
                break
            s = int(which[q, p, o])
            pairs = {
                (Axis.PRIMARY_GROUP, self.rows[Axis.PRIMARY_GROUP][p]),
                (Axis.OBLAST, self.rows[Axis.OBLAST][o]),
                (Axis.OUTCOME, self.rows[Axis.OUTCOME][outcome[q, p, s, o].argmax()]),
                *((Axis.VIOLATOR, self.rows[Axis.VIOLATOR][v]) for v in self.sets[s]),
                *((Axis.CATEGORY, self.rows[Axis.CATEGORY][c]) for c in np.flatnonzero(chosen[q, p, s, o])),
                *((Axis.GROUP, self.rows[Axis.GROUP][g]) for g in np.flatnonzero(groups[q, p])),
                *((axis, self.rows[axis][singles[axis][q]]) for axis in ALONE),
            }
            for (axis, code), price in details.items():
                if price[q] > 0 and (axis, heading_of(code)) in pairs:
                    pairs.add((Axis(axis), code))
            found.append(_kind(self.block, self.block.quarters[q], pairs))
        return found

    def _table(self, prices: Prices) -> Prices:
        sizes = [len(self.rows[axis]) + 1 for axis in CROSSED]
        table = np.zeros((len(self.block.quarters), *sizes))
        for number, slots, quarters in self._crossed:
            table[(quarters, *slots)] += prices[number]
        return table

    def _prices_alone(
        self, prices: Prices, what: Iterable[tuple[int, str, str, list[int]]]
    ) -> dict[tuple[str, str], Prices]:
        found: dict[tuple[str, str], Prices] = {}
        for number, axis, code, quarters in what:
            found.setdefault((axis, code), np.zeros(len(self.block.quarters)))[quarters] += prices[number]
        return found

    def _groups(self, alone: Mapping[tuple[str, str], Prices], wish: Wish) -> tuple[Prices, Prices]:
        """For each quarter and primary group the best set of groups, the primary one among them, and its worth."""
        rows, primaries = self.rows[Axis.GROUP], self.rows[Axis.PRIMARY_GROUP]
        each = np.stack([alone.get((Axis.GROUP, code), np.zeros(len(self.block.quarters))) for code in rows], -1)
        chosen, worth = zip(
            *(
                _choose(each, rows, _of(Axis.GROUP, wish)[0] | _own_group(rows, primary), _of(Axis.GROUP, wish)[1])
                for primary in primaries
            ),
            strict=True,
        )
        return np.stack(chosen, 1), np.stack(worth, 1)

    def _limit(
        self, values: Prices, along: int, axis: Axis, inside: Mapping[str, str], outside: Mapping[str, str]
    ) -> None:
        by_row = np.moveaxis(values, along, 0)
        for place, code in enumerate(self.rows[axis]):
            if inside.get(axis, code) != code or outside.get(axis) == code:
                by_row[place] += NEVER

    def _limit_sets(self, total: Prices, wish: Wish) -> None:
        needed, barred = _of(Axis.VIOLATOR, wish)
        for place, slots in enumerate(self.sets):
            codes = {self.rows[Axis.VIOLATOR][slot] for slot in slots}
            if needed - codes or barred & codes:
                total[:, :, place] += NEVER

    def _limit_time(self, total: Prices, wish: Wish) -> None:
        for place, quarter in enumerate(self.block.quarters):
            is_in = [_is_within(quarter, period) for axis, period in wish.inside if axis == Axis.PERIOD]
            is_out = [_is_within(quarter, period) for axis, period in wish.outside if axis == Axis.PERIOD]
            if not all(is_in) or any(is_out):
                total[place] += NEVER


def kind_of(block: Block, record: Record) -> Kind:
    """The kind of a recorded case."""
    stated = {
        Axis.PRIMARY_GROUP: (record.primary_group,),
        Axis.GROUP: record.groups,
        Axis.VIOLATOR: record.violators,
        Axis.CATEGORY: record.categories,
        Axis.OBLAST: (record.oblast,),
        Axis.OUTCOME: (record.outcome,),
        Axis.QUALIFICATION: (record.qualification,),
        Axis.GENDER: (record.gender,),
        Axis.AGE: (record.age,),
    }
    pairs: set[tuple[Axis, str]] = set()
    for axis, codes in stated.items():
        for code in codes or ("",):
            row = heading_of(code) or UNSTATED
            pairs.add((axis, row if row in block.codes[axis] else OTHER))
            if code in block.details.get(axis, ()):
                pairs.add((axis, code))
    pursues = "~NOT_PURSUING" if record.readiness in ("NOTREADY", "CHANGED") else OTHER
    pairs |= {(Axis.READINESS, pursues), (Axis.CLIENT_CODE, UNSTATED if record.client is None else CODED)}
    return _kind(block, record.quarter, pairs)


def _kind(block: Block, quarter: str, pairs: Iterable[tuple[Axis, str]]) -> Kind:
    periods = {(Axis.PERIOD.value, period) for period in (quarter, quarter[:4], block.period)}
    return frozenset(periods | {(axis.value, code) for axis, code in pairs})


def _is_within(quarter: str, period: str) -> bool:
    return quarter == period or ("-Q" not in period and quarter[:4] in period.split("-"))


def _own_group(rows: Sequence[str], primary: str) -> frozenset[str]:
    if primary in (OTHER, UNSTATED):
        return frozenset()
    return frozenset({primary if primary in rows else OTHER})


def _of(axis: Axis, wish: Wish) -> tuple[frozenset[str], frozenset[str]]:
    """What a wish says of an axis with several codes."""
    inside, outside = (frozenset(code for name, code in kind if name == axis) for kind in (wish.inside, wish.outside))
    return inside, outside


def _sets(rows: Sequence[str]) -> Iterator[tuple[int, ...]]:
    """Every set of rows that a case can be in."""
    stated = [place for place, code in enumerate(rows) if code != UNSTATED]
    for size in range(1, len(stated) + 1):
        yield from combinations(stated, size)
    if UNSTATED in rows:
        yield (rows.index(UNSTATED),)


def _choose(
    worth: Prices, rows: Sequence[str], needed: frozenset[str], barred: frozenset[str]
) -> tuple[NDArray[np.bool_], Prices]:
    """The best sets of rows of an overlapping axis, the last of the array: at least one row."""
    must = np.array([code in needed for code in rows])
    never = np.array([code in barred or code == UNSTATED for code in rows])
    worth = worth.copy()
    worth[..., never] += NEVER
    chosen = (worth > 0) | must
    at_best = np.arange(len(rows)) == worth.argmax(-1)[..., None]
    chosen = np.where(chosen.any(-1, keepdims=True), chosen, at_best)
    value = np.where(chosen, worth, 0).sum(-1)
    if UNSTATED in rows and UNSTATED not in barred and not needed - {UNSTATED}:
        nothing = worth[..., rows.index(UNSTATED)] - NEVER
        is_better = (nothing > value) | (UNSTATED in needed)
        only = np.array([code == UNSTATED for code in rows])
        chosen = np.where(is_better[..., None], only, chosen)
        value = np.where(is_better, nothing, value)
    return chosen, value


assert set(CROSSED) | set(ALONE) | {Axis.GROUP, Axis.PERIOD, Axis.MEASURE} == set(Axis)
assert {Axis.GROUP, Axis.VIOLATOR, Axis.CATEGORY} == MULTIPLE
