"""What can be added up."""

from dataclasses import replace

import numpy as np

from reports.disclosure.counting import count_columns
from reports.disclosure.lattice import Lattice, Relation
from reports.disclosure.lists import freeze_columns
from reports.disclosure.schema import OTHER, UNSTATED, Axis, Tier, key_of
from tests.reports.disclosure.people import block_of
from tests.reports.disclosure.populations import ORDER, population


def test_every_line_holds_for_every_count() -> None:
    columns = population(scale=0.2)
    block = freeze_columns(columns, 2020, ("LE", "PEN.SIZO", "ST"), ORDER)
    counted = count_columns(columns, block)
    cells = np.sort(np.concatenate([counted.lattice.offered(Tier.DONOR, period) for period in block.periods]))
    cases = counted.counts(cells, enough=1)[0]

    seen = set()
    for relation, wholes, parts in counted.lattice.lines(cells):
        difference = cases[parts].sum(axis=1) - cases[wholes]
        seen.add(relation)
        assert (difference == 0).all() if relation == Relation.SUM else True
        assert (difference >= 0).all() if relation == Relation.COVER else True
        assert (difference <= 0).all() if relation == Relation.INSIDE else True
    for whole, one, other, both in counted.lattice.overlaps(cells):
        assert (cases[whole] + cases[both] >= cases[one] + cases[other]).all()
    assert seen == set(Relation)


def test_numbers_and_keys_are_the_same() -> None:
    lattice = Lattice(block_of(violator=("LE", "HC")))
    for key in (key_of("2020"), key_of("2021-Q3", group="PWID"), key_of("2020-2021", violator="HC", oblast="KG-GB")):
        assert lattice.key(lattice.number(key)) == key


def test_law_enforcement_is_a_union_of_its_own_where_it_is_no_heading() -> None:
    block = replace(block_of(violator=("LE", "PEN", "HC")), law_enforcement=("LE", "PEN"))
    lattice = Lattice(block)
    cells = np.sort(lattice.offered(Tier.PUBLIC, "2020"))
    law = lattice.number(key_of("2020", violator="~LAW"))

    said = {
        (relation, tuple(lattice.key(int(cells[part]))[-1][1] for part in parts[0]))
        for relation, wholes, parts in lattice.lines(cells)
        if cells[wholes[0]] == law
    }

    assert (Relation.COVER, ("LE", "PEN")) in said
    assert {(Relation.INSIDE, ("LE",)), (Relation.INSIDE, ("PEN",))} <= said


def test_what_is_not_stated_excludes_every_row() -> None:
    block = block_of()
    block = replace(block, codes={**block.codes, Axis.VIOLATOR: ("LE", OTHER, UNSTATED)})
    violators = next(axis for axis in Lattice(block).axes if axis.name == Axis.VIOLATOR)

    assert (Relation.INSIDE, (1, 3)) in {(line.relation, line.parts) for line in violators.lines}
