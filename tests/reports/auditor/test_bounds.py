"""Bounds against the truth of small worlds: every possible set of up to three cases, written down."""

from collections.abc import Sequence
from functools import cache
from itertools import chain, combinations, combinations_with_replacement, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.auditor.bounds import Contradiction, Unknowns
from reports.auditor.conjunctions import Lattice
from reports.auditor.population import Population
from reports.auditor.relations import Relations, relations_of
from reports.disclosure.schema import LAW_ENFORCEMENT, UNSTATED, Axis, Block, Record, key_of

MOST = 3
"""Cases of a world: with more, not every world could be written down."""


def block_of(law_enforcement: tuple[str, ...]) -> Block:
    """Two primary groups, violators of two levels, two overlapping categories."""
    return Block(
        2020,
        {
            Axis.PRIMARY_GROUP: ("A", "B"),
            Axis.GROUP: ("A", "B"),
            Axis.VIOLATOR: ("LE", "HC", UNSTATED),
            Axis.CATEGORY: ("X", "Y"),
        },
        {Axis.VIOLATOR: ("LE.S",)},
        law_enforcement,
    )


def some(codes: Sequence[str], least: int = 0) -> list[tuple[str, ...]]:
    """Every choice of several codes."""
    return list(chain.from_iterable(combinations(codes, size) for size in range(least, len(codes) + 1)))


@cache
def worlds(law_enforcement: tuple[str, ...]) -> tuple[Block, Relations, np.ndarray]:
    """What is known of the cells, and their numbers in every world."""
    block = block_of(law_enforcement)
    kinds = [
        Record("2020-Q1", None, groups[0], groups, violators, categories, "")
        for groups, violators, categories in product(
            [("A",), ("A", "B"), ("B",)], some(("LE.S", "LE.P", "HC")), some(("X", "Y"), 1)
        )
    ]
    violators = block.violator_rows
    tables: list[dict[str, str]] = [{}, *({"group": group} for group in "AB"), {"violator": "LE.S"}]
    tables += [{"primary_group": group} for group in "AB"]
    tables += [{"violator": code} for code in violators]
    tables += [{"category": code} for code in "XY"]
    tables += [{"primary_group": group, "violator": code} for group in "AB" for code in violators]
    tables += [{"violator": code, "category": category} for code in violators for category in "XY"]
    tables += [
        {"primary_group": group, "violator": code, "category": category}
        for group in "AB"
        for code in violators
        for category in "XY"
    ]
    keys = [key_of("2020", **codes) for codes in tables]
    relations = relations_of(block, keys, lambda _part, _whole: True)
    of_kind = np.array([[Population(block, [kind]).number(key) for key in relations.cells] for kind in kinds], np.int8)
    found = [np.zeros((1, len(keys)), np.int8)]
    for size in range(1, MOST + 1):
        chosen = np.array(list(combinations_with_replacement(range(len(kinds)), size)))
        found.append(of_kind[chosen].sum(1, dtype=np.int8))
    return block, relations, np.unique(np.concatenate(found), axis=0)


LAWS = [("LE",), ("LE.S", "HC"), ("LE", "HC")]


@pytest.mark.parametrize("law", LAWS)
def test_what_is_said_to_be_known_is_true_in_every_world(law: tuple[str, ...]) -> None:
    _block, relations, everything = worlds(law)
    for cells, weights in relations.equal:
        assert not (everything[:, cells] @ np.array(weights)).any()
    for cells, weights in relations.at_least:
        assert ((everything[:, cells] @ np.array(weights)) >= 0).all(), [relations.cells[cell] for cell in cells]


@pytest.mark.parametrize("law", LAWS)
@settings(max_examples=12, deadline=None)
@given(data=st.data())
def test_bounds_hold_every_world_that_agrees_with_what_is_shown(law: tuple[str, ...], data: st.DataObject) -> None:
    block, relations, everything = worlds(law)
    truth = everything[data.draw(st.integers(0, len(everything) - 1))]
    count = len(relations.cells)
    shown = sorted(data.draw(st.sets(st.integers(0, count - 1), max_size=count - 1)))
    possible = everything[(everything[:, shown] == truth[shown]).all(1)]
    unknowns = Unknowns(relations, {cell: int(truth[cell]) for cell in shown})
    lattice = Lattice(block, ("2020",))
    lattice.tell({relations.cells[cell]: int(truth[cell]) for cell in shown})
    lattice.follow()
    solvers = {}
    for cell in sorted(set(range(count)) - set(shown))[::3]:
        component = unknowns.component(cell)
        assert component is not None
        solvers[component] = solvers.get(component) or unknowns.programme(component)
        found = solvers[component].bounds(cell)
        assert found.low <= possible[:, cell].min() + 1e-6, relations.cells[cell]
        assert found.high >= possible[:, cell].max() - 1e-6, relations.cells[cell]
        assert found.low - 1e-6 <= truth[cell] <= found.high + 1e-6
        slot = lattice.slot(relations.cells[cell])
        if slot is not None:
            assert lattice.low[slot] <= possible[:, cell].min()
            assert lattice.high[slot] >= possible[:, cell].max()


@pytest.mark.parametrize("law", LAWS)
@settings(max_examples=8, deadline=None)
@given(data=st.data())
def test_many_questions_at_once_are_answered_as_each_by_itself(law: tuple[str, ...], data: st.DataObject) -> None:
    _block, relations, everything = worlds(law)
    truth = everything[data.draw(st.integers(0, len(everything) - 1))]
    count = len(relations.cells)
    shown = data.draw(st.sets(st.integers(0, count - 1), min_size=count // 3, max_size=count - 1))
    need = 2 + int(truth.max())
    unknowns = Unknowns(relations, {cell: int(truth[cell]) for cell in shown})
    for component in {unknowns.component(cell) for cell in range(count)} - {None}:
        cells = [cell for cell in range(count) if unknowns.component(cell) == component]
        together = unknowns.programme(int(str(component))).reach(dict.fromkeys(cells, float(need)))
        solver = unknowns.programme(int(str(component)))
        for cell in cells[::3]:
            alone = solver.bounds(cell)
            assert (together[cell].low < 1e-6) == (alone.low < 1e-6)
            assert (together[cell].high > need - 1e-6) == (alone.high > need - 1e-6)


def test_a_number_that_is_left_over_is_exact() -> None:
    _block, relations, _everything = worlds(("LE",))
    places = relations.places
    known = {places[key_of("2020")]: 9, places[key_of("2020", primary_group="A")]: 7}
    unknowns = Unknowns(relations, known)
    other = places[key_of("2020", primary_group="B")]
    found = unknowns.programme(int(str(unknowns.component(other)))).bounds(other)
    assert (found.low, found.high) == (2, 2)


def test_what_overlaps_for_want_of_room_is_known_to_exist() -> None:
    """Ten cases, nine by the police, eight of extortion: seven at least are both."""
    _block, relations, _everything = worlds(("LE",))
    places = relations.places
    known = {
        places[key_of("2020")]: 10,
        places[key_of("2020", violator="LE")]: 9,
        places[key_of("2020", category="X")]: 8,
    }
    both = places[key_of("2020", violator="LE", category="X")]
    unknowns = Unknowns(relations, known)
    found = unknowns.programme(int(str(unknowns.component(both)))).bounds(both)
    assert (found.low, found.high) == (7, 8)


def test_law_enforcement_lies_between_its_largest_code_and_their_sum() -> None:
    _block, relations, _everything = worlds(("LE", "HC"))
    places = relations.places
    known = {
        places[key_of("2020")]: 20,
        places[key_of("2020", violator="LE")]: 9,
        places[key_of("2020", violator="HC")]: 4,
    }
    law = places[key_of("2020", violator=LAW_ENFORCEMENT)]
    unknowns = Unknowns(relations, known)
    found = unknowns.programme(int(str(unknowns.component(law)))).bounds(law)
    assert (found.low, found.high) == (9, 13)


def test_numbers_that_disagree_are_a_contradiction() -> None:
    _block, relations, _everything = worlds(("LE",))
    places = relations.places
    whole, first, second = (
        places[key] for key in (key_of("2020"), key_of("2020", primary_group="A"), key_of("2020", primary_group="B"))
    )
    with pytest.raises(Contradiction):
        Unknowns(relations, {whole: 9, first: 7, second: 3})
    unknowns = Unknowns(relations, {whole: 9, first: 10})
    component = int(str(unknowns.component(second)))
    with pytest.raises(Contradiction):
        unknowns.programme(component)
