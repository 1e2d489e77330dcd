"""A little suppression of its own, to have releases to audit: thresholds, and the cheapest partners of each small cell.

Deviations from the truth at minimum cost, as in the design, in fewer lines and for both tiers; nothing of
`reports.disclosure` is used, so that a fault there cannot hide a fault here.
"""

from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import combinations

import highspy
import numpy as np

from reports.auditor.evidence import Evidence
from reports.auditor.offers import least_clients, offered_cells
from reports.auditor.population import Population
from reports.auditor.proofs import implied
from reports.disclosure.schema import MULTIPLE, Axis, Block, Cell, Key, Record, Tier, heading_of


def threshold_only(block: Block, records: Iterable[Record], periods: Sequence[str] | None = None) -> list[Cell]:
    """Every cell with enough clients is shown; what is withheld from donors is withheld from the public."""
    population = Population(block, records)
    cells, withheld = [], set()
    for tier in (Tier.DONOR, Tier.PUBLIC):
        for period in periods or block.periods:
            for key in sorted(offered_cells(block, tier, period)):
                threshold = least_clients(block, tier, key)
                if population.has_fewer_clients(key, threshold):
                    withheld.add((tier, key))
                is_shown = not {(tier, key), (Tier.DONOR, key)} & withheld
                cells.append(Cell(tier, key, population.number(key) if is_shown else None, threshold))
    return cells


def protected(block: Block, records: Sequence[Record], turns: int = 9) -> list[Cell]:
    """Thresholds, then partners, donors first; again until no conjunction of no table is implied."""
    cells = threshold_only(block, records)
    population = Population(block, records)
    for _turn in range(turns):
        for tier in (Tier.DONOR, Tier.PUBLIC):
            evidence = Evidence(block, population, tuple(cells))
            cells = hidden(cells, whole_rows(evidence), tier)
            cells = hidden(cells, partners(Evidence(block, population, tuple(cells)), tier), tier)
            cells = hidden(cells, few_left_by(Evidence(block, population, tuple(cells)), tier), tier)
        evidence = Evidence(block, population, tuple(cells))
        certain = implied(evidence, Tier.DONOR, evidence.known_to(Tier.DONOR)).least
        if not certain:
            break
        cells = hidden(cells, {narrowest(evidence, key) for key in certain}, Tier.DONOR)
    return cells


def hidden(cells: Iterable[Cell], keys: Set[Key], tier: Tier) -> list[Cell]:
    """Withhold some cells from a tier and from the public."""
    return [without(cell) if cell.key in keys and cell.tier in (tier, Tier.PUBLIC) else cell for cell in cells]


def narrowest(evidence: Evidence, key: Key) -> Key:
    """The shown cell with the fewest cases that a conjunction is part of, of its period or of a longer one."""
    periods = [period for period in evidence.block.periods if period in key[0][1] or key[0][1] in period]
    parts = [
        ((key[0][0], period), *pairs)
        for period in (key[0][1], key[0][1][:4], *periods)
        for size in range(1, len(key))
        for pairs in combinations(key[1:], size)
    ]
    return min((part for part in parts if part in evidence.shown[Tier.DONOR]), key=evidence.population.number)


def without(cell: Cell) -> Cell:
    """The cell, withheld."""
    return Cell(cell.tier, cell.key, None, cell.threshold)


def whole_rows(evidence: Evidence) -> set[Key]:
    """Cells that hold all of a small row."""
    found = set()
    for cell in evidence.cells:
        for pair in cell.key[1:]:
            parent = tuple(other for other in cell.key if other != pair)
            whole = evidence.population.number(parent)
            if pair[0] != Axis.MEASURE and cell.value == whole < evidence.block.parameters.concentration_row:
                found.add(cell.key)
    return found


def few_left_by(evidence: Evidence, tier: Tier) -> set[Key]:
    """Shown rows that leave few clients of a shown whole, in which others may be the same people."""
    shown, found = evidence.known_to(tier), set()
    for key in shown:
        for whole in overlapping_wholes(evidence.block, key):
            least = least_clients(evidence.block, tier, key)
            if whole in shown and evidence.population.leaves_few_clients(whole, key, least):
                found.add(key)
    return found


def overlapping_wholes(block: Block, key: Key) -> Iterator[Key]:
    """The same cell without one of its overlapping rows, with the heading for a lower code, and all of its group."""
    for pair in key[1:]:
        others = tuple(other for other in key if other != pair)
        axis, code = pair
        if axis == Axis.PRIMARY_GROUP and len(key) == 2:
            yield (*others, (Axis.GROUP.value, code))
        if axis in MULTIPLE:
            yield others
            yield tuple((axis, heading_of(code)) if other == pair else other for other in key)


def partners(evidence: Evidence, tier: Tier) -> set[Key]:
    """Cells to be withheld so that every sensitive one can be zero and large."""
    relations, population = evidence.relations, evidence.population
    truth = np.array([population.number(key) for key in relations.cells], float)
    shown = evidence.known_to(tier)
    hidden = np.array([key not in shown for key in relations.cells])
    cost = np.array(
        [10.0 ** (3 - len(key)) * (1 + np.log1p(value) / 4) for key, value in zip(relations.cells, truth, strict=True)]
    )
    solver, size = deviations(relations, truth), len(truth)
    for key in evidence.sensitive[tier]:
        place = relations.places[key]
        for change in (-truth[place], evidence.need(tier, key) - truth[place]):
            if change == 0:
                continue
            price = np.where(hidden, 1e-4, cost)
            solver.changeColsCost(2 * size, np.arange(2 * size, dtype=np.int32), np.concatenate([price, price]))
            up = place if change > 0 else place + size
            solver.changeColBounds(up, abs(change), 1e9)
            solver.changeColBounds(place + size if change > 0 else place, 0, 0)
            solver.run()
            assert solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
            moved = np.array(solver.getSolution().col_value)
            hidden |= np.abs(moved[:size] - moved[size:]) > 1e-6
            solver.changeColBounds(place, 0, 1e9)
            solver.changeColBounds(place + size, 0, truth[place])
    return {key for key, is_hidden in zip(relations.cells, hidden, strict=True) if is_hidden}


def deviations(relations, truth) -> highspy.Highs:  # type: ignore[no-untyped-def]
    """Ups and downs of all cells that keep every relation."""
    size = len(truth)
    model = highspy.HighsLp()
    rows = [*relations.equal, *relations.at_least]
    starts, places, weights, lower, upper = [0], [], [], [], []
    for number, (cells, factors) in enumerate(rows):
        places += [*cells, *(cell + size for cell in cells)]
        weights += [*factors, *(-factor for factor in factors)]
        starts.append(len(places))
        lower.append(-float(np.dot(truth[cells], factors)))
        upper.append(0.0 if number < len(relations.equal) else highspy.kHighsInf)
    model.num_col_, model.num_row_ = 2 * size, len(rows)
    model.col_cost_, model.col_lower_ = np.zeros(2 * size), np.zeros(2 * size)
    model.col_upper_ = np.concatenate([np.full(size, 1e9), truth])
    model.row_lower_, model.row_upper_ = np.array(lower), np.array(upper)
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_, model.a_matrix_.index_ = np.array(starts), np.array(places)
    model.a_matrix_.value_ = np.array(weights, float)
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.passModel(model)
    return solver
