"""The rules, on a whole block and on small ones."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from reports.disclosure.counting import count, count_columns
from reports.disclosure.schema import (
    CLIENTS,
    CODED,
    OTHER,
    Axis,
    Cell,
    Fact,
    Parameters,
    Record,
    Slice,
    Tier,
    key_of,
    slice_of,
)
from reports.disclosure.step import withhold
from reports.disclosure.tables import offered
from tests.reports.disclosure.conftest import SCALE, Publication
from tests.reports.disclosure.people import block_of, people
from tests.reports.disclosure.populations import population


@pytest.mark.parametrize("tier", Tier)
def test_no_cell_below_its_threshold_is_shown(published: Publication, tier: Tier) -> None:
    for key, cell in published.by_key(tier).items():
        if cell.value is not None:
            assert cell.value == published.counted.cases(key)
            assert published.counted.clients(key) >= cell.threshold


def test_every_offered_cell_is_there_once_and_donors_come_first(published: Publication) -> None:
    block = published.block
    wanted = [(tier, key) for period in block.periods for tier in Tier for key in offered(block, tier, period)]

    assert [(cell.tier, cell.key) for cell in published.cells] == wanted


def test_the_public_is_shown_nothing_that_donors_are_not_shown(published: Publication) -> None:
    donor = published.by_key(Tier.DONOR)

    assert all(
        donor[key].value == cell.value for key, cell in published.by_key(Tier.PUBLIC).items() if cell.value is not None
    )


def test_every_headline_is_shown(published: Publication) -> None:
    """But for rows of all groups of the client: where few have a group as a further one, the primary one is shown."""
    counted, block = published.counted, published.block
    for tier in Tier:
        for key, cell in published.by_key(tier).items():
            axes = [axis for axis, _code in key[1:]]
            is_detail = any(code in block.details.get(Axis(axis), ()) for axis, code in key[1:])
            if slice_of(cell.period) != Slice.YEAR or is_detail or {Axis.OBLAST, Axis.MEASURE} & set(axes):
                continue
            if len(axes) < 2 and Axis.GROUP not in axes and counted.cases(key) >= 20:
                assert cell.value is not None, key
            if axes == [Axis.PRIMARY_GROUP, Axis.VIOLATOR] and counted.cases(key) >= 30:
                assert cell.value is not None, key


def test_enough_is_shown_and_everything_is_protected(published: Publication) -> None:
    """The smaller the programme, the less: how much of one of our size is measured on the demonstration's."""
    assert not [key for notes in published.notes for key in notes.unprotected]
    for tier, least in ((Tier.PUBLIC, 0.83), (Tier.DONOR, 0.81)):
        large = [
            cell for cell in published.by_key(tier).values() if published.counted.clients(cell.key) >= cell.threshold
        ]
        assert sum(cell.value is not None for cell in large) >= least * len(large)


def test_one_quarter_withheld_does_not_open_its_year(published: Publication) -> None:
    """Subtraction along time: a shown year never leaves exactly one quarter over."""
    block = published.block
    for tier in Tier:
        cells = published.by_key(tier)
        for key, cell in cells.items():
            parts = [quarter for quarter in block.quarters if quarter[:4] == cell.period]
            keys = [(("period", part), *key[1:]) for part in parts]
            if cell.value is None or not all(part in cells for part in keys) or not parts:
                continue
            withheld = [part for part in keys if cells[part].value is None]
            assert len(withheld) != 1 or not published.counted.cases(withheld[0])


def test_what_was_published_stays_as_it_was(published: Publication) -> None:
    """Period after period again, from what a reader has: byte for byte the same."""
    block = published.block
    before = [cell for cell in published.cells if cell.period in block.quarters[:4]]

    again = withhold(published.counted, block, "2020", before)

    assert again == tuple(cell for cell in published.cells if cell.period == "2020")


def build(records: Sequence[Record], periods: int = 5, **options: object) -> dict[tuple[str, str], int | None]:
    """Publish the first periods; (tier, period and codes) -> value."""
    block = options.pop("block", block_of())
    counted = count(records, block)  # type: ignore[arg-type]
    cells: list[Cell] = []
    for period in block.periods[:periods]:  # type: ignore[attr-defined]
        cells += withhold(counted, block, period, cells, **options)  # type: ignore[arg-type]
    return {
        (cell.tier, ";".join(code if axis != Axis.GROUP else f"any {code}" for axis, code in cell.key)): cell.value
        for cell in cells
    }


def test_zero_is_withheld_like_one() -> None:
    shown = build(people(40, quarter="2020-Q2"))

    assert shown["donor", "2020-Q1"] is None
    assert shown["donor", "2020"] == 40
    assert shown["donor", "2020-Q2"] == 40


def test_the_threshold_counts_clients_not_cases() -> None:
    shown = build(people(40) + people(9, client=1, violators=("HC.PHC",)), block=block_of(violator=("LE", "HC")))

    assert shown["donor", "2020;HC"] is None


def test_a_small_row_is_not_all_in_one_cell() -> None:
    sex_workers = people(12, primary_group="SW", groups=("SW",), violators=("LE.STATION",))
    others = people(40, violators=("HC.PHC",)) + people(40)

    shown = build(
        sex_workers + others, block=block_of(violator=("LE", "HC"), primary_group=("PWID", "SW"), group=("PWID", "SW"))
    )

    assert shown["donor", "2020;SW;LE"] is None
    assert shown["donor", "2020-Q1;any SW"] == 12


def test_a_vetoed_cell_cannot_be_worked_out() -> None:
    records = (
        people(60)
        + people(40, primary_group="SW", groups=("SW",))
        + people(30, primary_group="PLHIV", groups=("PLHIV",))
    )
    block = block_of(primary_group=("PWID", "SW", "PLHIV"), group=("PWID", "SW", "PLHIV"))

    shown = build(records, block=block, vetoes=frozenset({key_of("2020", primary_group="SW")}))

    groups = [shown["donor", f"2020;{code}"] for code in ("PWID", "SW", "PLHIV", OTHER)]
    assert groups[1] is None
    assert groups.count(None) >= 2
    assert shown["donor", "2020;SW;LE"] is None


def test_a_number_published_elsewhere_is_a_constant() -> None:
    """Somebody quoted that three cases of sex workers were by health workers: their partner must not open."""
    by_health = {"violators": ("HC.PHC",)}
    sex_workers = {"primary_group": "SW", "groups": ("SW",)}
    records = people(40) + people(3, **by_health) + people(30, **sex_workers) + people(3, **sex_workers, **by_health)
    records += people(20, **by_health, primary_group="PLHIV", groups=("PLHIV",))
    block = block_of(violator=("LE", "HC"), primary_group=("PWID", "SW", "PLHIV"), group=("PWID", "SW", "PLHIV"))
    fact = Fact(key_of("2020", primary_group="SW", violator="HC"), 3)

    shown = build(records, block=block, facts=(fact,))
    unknown = [code for code in ("PWID", "PLHIV", OTHER) if shown["donor", f"2020;{code};HC"] is None]

    assert shown["donor", "2020;SW;HC"] is None
    assert len([code for code in unknown if code != OTHER]) >= 1
    assert shown["donor", "2020;HC"] is None or len(unknown) >= 2


def test_a_blanked_record_stays_in_its_quarter_and_is_nowhere_else() -> None:
    blanked = people(
        1, primary_group="", violators=(), oblast="", outcome="", readiness="", qualification="", gender="", age=""
    )
    shown = build(people(60) + blanked)

    assert shown["donor", "2020-Q1"] == shown["donor", "2020"] == 61
    assert shown["donor", "2020-Q1;any PWID"] == 61
    assert shown["donor", "2020;KG-GB"] is None
    assert shown["donor", "2020;LE"] is None


def test_a_cell_whose_parts_were_published_otherwise_is_withheld() -> None:
    block = block_of(oblast=("KG-GB", "KG-C"))
    whole = (
        people(40)
        + people(40, oblast="KG-C")
        + people(40, quarter="2021-Q1")
        + people(40, oblast="KG-C", quarter="2021-Q1")
    )
    cells: list[Cell] = []
    for period in block.periods[:-1]:
        cells += withhold(count(whole, block), block, period, cells)
    blanked = [replace(whole[0], oblast=""), *whole[1:]]

    last = withhold(count(blanked, block), block, block.period, cells)

    values = {cell.key: cell.value for cell in last if cell.tier == Tier.DONOR}
    assert values[key_of(block.period, oblast="KG-GB")] is None
    assert values[key_of(block.period)] == 160


def test_a_small_country_shows_the_public_a_year_only() -> None:
    shown = build(people(60), block=replace(block_of(), is_small=True))

    assert {key for tier, key in shown if tier == "public" and "-Q" in key} == set()
    assert shown["public", "2020"] == 60


@pytest.mark.parametrize(("again", "expected"), [(0, None), (3, None), (5, 20)])
def test_clients_are_shown_where_nobody_stands_out_for_coming_again(again: int, expected: int | None) -> None:
    records = [record for number in range(20) for record in people(1, client=number)]
    records += [record for number in range(again) for record in people(1, client=number)] + people(30)

    shown = build(records)

    assert shown["donor", f"2020;{CODED}"] == 20 + again
    assert shown["donor", f"2020;{CLIENTS}"] == expected


def test_clients_are_not_shown_where_coded_cases_are_not() -> None:
    records = [record for number in range(60) for record in people(1, client=number % 40)] + people(2)

    assert build(records)["donor", f"2020;{CLIENTS}"] is None


def test_progress_ends_with_everything_done() -> None:
    told: list[float] = []
    block = block_of()
    withhold(count(people(60), block), block, "2020-Q1", (), progress=told.append)

    assert told == sorted(told)
    assert told[-1] == 1.0


def test_one_witness_is_enough_where_the_programme_says_so(published: Publication) -> None:
    block = replace(published.block, parameters=Parameters(two_witnesses=False))
    before = [cell for cell in published.cells if cell.period in block.quarters[:4]]
    once = withhold(count_columns(population(SCALE), block), block, "2020", before)
    twice = [cell for cell in published.cells if cell.period == "2020"]

    assert sum(cell.value is not None for cell in once) > sum(cell.value is not None for cell in twice)
