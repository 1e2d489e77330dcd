"""Proof that a cell may be shown: for every sensitive cell numbers that agree with everything, with 0 and with enough.

Deviations from the truth, not bounds without it: another formulation than the auditor's, so that each checks the other.
"""

import highspy
import numpy as np

from reports.auditor.evidence import Evidence
from reports.auditor.proofs import known_places
from reports.disclosure.schema import Key, Tier
from tests.reports.auditor.suppression import deviations


class Witnesses:
    """One for each question of one tier: how the withheld numbers could be otherwise."""

    def __init__(self, evidence: Evidence, tier: Tier) -> None:
        self.evidence, self.relations = evidence, evidence.relations
        self.truth = np.array([evidence.population.number(key) for key in self.relations.cells], float)
        self.solver = deviations(self.relations, self.truth)
        self.known = set(known_places(evidence, evidence.known_to(tier)))
        for place in self.known:
            self._bound(place, is_known=True)
        self.found: dict[tuple[int, float], np.ndarray] = {}
        self.unanswered: set[Key] = set()
        for key in evidence.sensitive[tier]:
            place = self.relations.places[key]
            for change in (-self.truth[place], evidence.need(tier, key) - self.truth[place]):
                witness = self._solve(place, change)
                if witness is None:
                    self.unanswered.add(key)
                else:
                    self.found[place, change] = witness

    def lift(self, key: Key) -> bool:
        """Show one more cell, if every question still has a witness; otherwise everything stays as it is."""
        shown = self.relations.places[key]
        self._bound(shown, is_known=True)
        again = {question: self._solve(*question) for question, moved in self.found.items() if abs(moved[shown]) > 1e-6}
        if any(witness is None for witness in again.values()):
            self._bound(shown, is_known=False)
            return False
        self.found.update({question: witness for question, witness in again.items() if witness is not None})
        self.known.add(shown)
        return True

    def check(self) -> None:
        """Put every witness into every relation, by plain arithmetic."""
        for (place, change), moved in self.found.items():
            numbers = self.truth + moved
            assert (numbers > -1e-6).all()
            assert abs(moved[place] - change) < 1e-6
            assert not [cell for cell in self.known if abs(moved[cell]) > 1e-6]
            for cells, weights in self.relations.equal:
                assert abs(numbers[cells] @ np.array(weights)) < 1e-5
            for cells, weights in self.relations.at_least:
                assert numbers[cells] @ np.array(weights) > -1e-5

    def _bound(self, place: int, *, is_known: bool) -> None:
        size = len(self.truth)
        self.solver.changeColBounds(place, 0, 0 if is_known else 1e9)
        self.solver.changeColBounds(place + size, 0, 0 if is_known else self.truth[place])

    def _solve(self, place: int, change: float) -> np.ndarray | None:
        size = len(self.truth)
        if change == 0:
            return np.zeros(size)
        self.solver.changeColBounds(place, max(change, 0), max(change, 0))
        self.solver.changeColBounds(place + size, max(-change, 0), max(-change, 0))
        self.solver.run()
        is_found = self.solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
        moved = np.array(self.solver.getSolution().col_value) if is_found else None
        self._bound(place, is_known=False)
        return None if moved is None else moved[:size] - moved[size:]
