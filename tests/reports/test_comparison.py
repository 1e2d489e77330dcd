"""Why a figure differs between two releases: sums and differences of what is shown, and nothing else."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest

from reports.comparison import (
    EXPLAINED,
    LAW_ENFORCEMENT_CASES,
    Arrival,
    Arrivals,
    Comparison,
    Figure,
    State,
    about,
    arrivals_told,
    compare,
    figures_of,
    quarters_of,
)
from reports.disclosure.published import Published, ReleaseInfo, published_of
from reports.disclosure.schema import Axis, Block, Key, Slice, Tier, key_of, slice_of
from tests.factories.published import made, true_counts

STEPS = (
    ("2020-Q1", "2020-Q2"),
    ("2020-Q3", "2020-Q4", "2020"),
    ("2021-Q1",),
    ("2021-Q2", "2021-Q3", "2021-Q4", "2021", "2020-2021"),
)
"""What each of four releases publishes first."""


def info(number: int, periods: tuple[str, ...]) -> ReleaseInfo:
    """A release of some periods."""
    return ReleaseInfo(number, f"KG-R{number}", date(2020, 1, number), date(2020, 2, number), "0" * 64, periods)


def upto(number: int, *, without: Iterable[Key] = (), tier: Tier = Tier.DONOR) -> Published:
    """What a tier is shown after a number of releases."""
    whole = made(tier)
    steps = STEPS[:number]
    periods = {period for step in steps for period in step}
    cells = [cell for cell in whole.cells.values() if cell.period in periods]
    infos = [info(place + 1, step) for place, step in enumerate(steps)]
    shown = [replace(cell, value=None) if cell.key in set(without) else cell for cell in cells]
    return published_of("KG", tier, infos, whole.blocks, whole.labels, shown, without)


def every_comparison() -> list[Comparison]:
    """Every choice that the page offers."""
    return [
        compare(upto(before), upto(after), figure)
        for figure in figures_of(upto(len(STEPS)))
        for before, after in combinations(range(1, len(STEPS) + 1), 2)
    ]


def overlap(first: str, second: str) -> bool:
    """Does a case of one period lie in the other, too?"""
    return first == second or first in _inside(second) or second in _inside(first)


def _inside(period: str) -> set[str]:
    years = period.split("-") if slice_of(period) == Slice.BLOCK else [period] if slice_of(period) == Slice.YEAR else []
    return {*years, *(f"{year}-Q{number}" for year in years for number in range(1, 5))} - {period}


def test_why_did_the_number_grow() -> None:
    found = compare(upto(2), upto(4), LAW_ENFORCEMENT_CASES)
    assert found.after_total == 668
    assert found.before_total == made(Tier.DONOR).cells[key_of("2020", violator="LE")].value
    assert [(line.period, line.state) for line in found.lines] == [("2020", State.SAME), ("2021", State.NEW)]
    assert found.difference == found.new[0].value == 668 - (found.before_total or 0)
    assert found.same[0].value == found.before_total


def test_total_uses_the_longest_periods_and_the_rest_in_parts() -> None:
    cases = compare(upto(1), upto(3), Figure())
    assert [line.period for line in cases.lines] == ["2020-Q1", "2020-Q2", "2020-Q3", "2020-Q4", "2021-Q1"]
    whole = made(Tier.DONOR).cells
    assert cases.after_total == (whole[key_of("2020")].value or 0) + (whole[key_of("2021-Q1")].value or 0)
    assert cases.difference == sum(line.value or 0 for line in cases.new)


def test_figure_of_whole_years_says_nothing_of_quarters() -> None:
    found = compare(upto(1), upto(3), LAW_ENFORCEMENT_CASES)
    assert [line.period for line in found.lines] == ["2020"]
    assert found.before_total is None
    assert found.difference is None


def test_withheld_part_withholds_every_sum_with_it() -> None:
    key = key_of("2020", violator="LE")
    before, after = upto(2), upto(4)
    hide = {key: replace(before.cells[key], value=None)}
    found = compare(
        replace(before, cells={**before.cells, **hide}),
        replace(after, cells={**after.cells, **hide}),
        LAW_ENFORCEMENT_CASES,
    )
    assert found.before_total is None
    assert found.difference is None
    # The block has a cell of its own, which is shown.
    assert found.after_total == 668


def test_two_years_that_are_withheld_together_are_their_shown_years() -> None:
    after = upto(4)
    key = key_of("2020-2021", violator="LE")
    hidden = replace(after, cells={**after.cells, key: replace(after.cells[key], value=None)})
    assert compare(upto(2), hidden, LAW_ENFORCEMENT_CASES).after_total == 668


def test_withdrawn_number_is_in_neither() -> None:
    key = key_of("2020", violator="LE")
    found = compare(upto(2), upto(4, without=[key]), LAW_ENFORCEMENT_CASES)
    assert found.is_withdrawn
    assert [line.state for line in found.same] == [State.WITHDRAWN]
    assert found.same[0].value is None
    assert found.before_total is None
    assert found.difference is None


def test_law_enforcement_is_the_row_of_each_block() -> None:
    block = replace(upto(2).blocks[0], law_enforcement=("LE", "PEN"))
    assert LAW_ENFORCEMENT_CASES.key(block, "2020") == key_of("2020", violator="~LAW")
    assert LAW_ENFORCEMENT_CASES.key(upto(2).blocks[0], "2020") == key_of("2020", violator="LE")


def test_figures_are_offered_once_and_exist() -> None:
    published = upto(4)
    figures = figures_of(published)
    assert len({figure.name for figure in figures}) == len(figures)
    assert figures[:2] == (Figure(), LAW_ENFORCEMENT_CASES)
    assert Figure(((Axis.PRIMARY_GROUP, "PWID"), LAW_ENFORCEMENT_CASES.codes[0])) in figures
    assert Figure(((Axis.VIOLATOR, "LE"),)) not in figures
    assert not any("~OTHER" in figure.name or "~NONE" in figure.name for figure in figures)


def test_every_number_is_made_of_shown_cells() -> None:
    """The attack: whatever is chosen, the page says what a pencil could have said before."""
    shown = upto(4).cells
    block = upto(4).blocks[0]
    for found in every_comparison():
        for line in found.lines:
            key = found.figure.key(block, line.period)
            assert line.value == shown[key].value
        for number, total in ((found.before, found.before_total), (found.after, found.after_total)):
            assert total is None or _is_sum_of_shown(found.figure, block, shown_upto(number.number), total)
        if found.difference is not None:
            assert found.difference == (found.after_total or 0) - (found.before_total or 0)


def shown_upto(number: int) -> dict[Key, int]:
    """The shown cells after a number of releases."""
    return {key: cell.value for key, cell in upto(number).cells.items() if cell.value is not None}


def _is_sum_of_shown(figure: Figure, block: Block, shown: dict[Key, int], total: int) -> bool:
    """Is there a set of shown cells of the figure, no two of which share a case, with this sum?"""
    own = {period: shown[figure.key(block, period)] for period in block.periods if figure.key(block, period) in shown}
    for size in range(1, len(own) + 1):
        for periods in combinations(own, size):
            apart = not any(overlap(*pair) for pair in combinations(periods, 2))
            if apart and sum(own[period] for period in periods) == total:
                return True
    return False


def test_withheld_numbers_change_nothing() -> None:
    """Two truths with the same shown cells give the same page: what is withheld is not even known to the comparison."""
    withheld = [key for key, cell in upto(4).cells.items() if cell.value is None]
    assert sum(true_counts(Tier.DONOR)[key] > 0 for key in withheld) > 20
    assert all(upto(4).cells[key].value is None for key in withheld)


def test_no_line_overlaps_another() -> None:
    for found in every_comparison():
        for first, second in combinations([line.period for line in found.lines], 2):
            assert not overlap(first, second)


def arrivals(quarter: str, registered: str, number: int, violator: str = "LE", first: int = 0) -> list[Arrival]:
    """So many cases of different clients."""
    return [Arrival(quarter, registered, first + client, (violator,)) for client in range(number)]


ALL = Figure()
BLOCK = made(Tier.DONOR).blocks[0]
IN_TIME, TOO_LATE = ("2021-Q1", "2021-Q1"), ("2021-Q1", "2020-Q4")


def told(found: list[Arrival], figure: Figure = ALL, quarters: Iterable[str] = ("2021-Q1",)) -> Arrivals | None:
    """What a coordinator is told, with a threshold of ten."""
    quarters = set(quarters)
    return arrivals_told(found, dict.fromkeys(quarters, BLOCK), figure, quarters, 10)


def test_late_cases_are_told_where_neither_side_is_small() -> None:
    assert told(arrivals(*IN_TIME, 30) + arrivals(*TOO_LATE, 12)) == Arrivals(30, 12)
    assert told(arrivals(*IN_TIME, 30) + arrivals(*TOO_LATE, 9)) is None
    assert told(arrivals(*IN_TIME, 9) + arrivals(*TOO_LATE, 30)) is None
    assert told(arrivals(*IN_TIME, 30)) is None
    assert told([]) is None


def test_clients_are_counted_not_cases() -> None:
    often = [Arrival(*TOO_LATE, 1, ("LE",))] * 20
    assert told(arrivals(*IN_TIME, 30) + often) is None
    without_code = [Arrival(*TOO_LATE, None, ("LE",))] * 20
    assert told(arrivals(*IN_TIME, 30) + without_code) == Arrivals(30, 20)


def test_law_enforcement_needs_all_four_cells_of_a_year() -> None:
    law = arrivals(*IN_TIME, 30) + arrivals(*TOO_LATE, 12)
    others = arrivals(*IN_TIME, 20, "HC", first=100) + arrivals(*TOO_LATE, 11, "HC.DOCTOR", first=200)
    assert told(law + others, LAW_ENFORCEMENT_CASES) == Arrivals(30, 12)
    assert told(law + others[:-2], LAW_ENFORCEMENT_CASES) is None
    assert told(law, LAW_ENFORCEMENT_CASES) is None


def test_one_quarter_that_is_not_told_withholds_all() -> None:
    """Else two choices of releases could be subtracted from each other."""
    first = arrivals(*IN_TIME, 30) + arrivals(*TOO_LATE, 12)
    second = arrivals("2021-Q2", "2021-Q2", 30) + arrivals("2021-Q2", "2021-Q1", 3)
    assert told(first + second) == Arrivals(30, 12)
    assert told(first + second, quarters=("2021-Q1", "2021-Q2")) is None


@pytest.mark.parametrize("figure", [figure for figure in figures_of(made(Tier.DONOR)) if figure not in EXPLAINED][:8])
def test_other_figures_are_not_split(figure: Figure) -> None:
    assert told(arrivals(*IN_TIME, 50) + arrivals(*TOO_LATE, 50), figure) is None


def test_told_splits_can_be_subtracted_to_no_small_number() -> None:
    """The attack on the coordinators' numbers: all choices of quarters, every difference is none or at least ten."""
    sizes = {"2021-Q1": (30, 12), "2021-Q2": (25, 10), "2021-Q3": (40, 4), "2021-Q4": (11, 19)}
    found = [
        arrival
        for place, (quarter, (timely, late)) in enumerate(sizes.items())
        for arrival in [
            *arrivals(quarter, quarter, timely, first=1000 * place),
            *arrivals(quarter, "2020-Q1", late, first=1000 * place + 500),
        ]
    ]
    answers = {
        chosen: split
        for size in range(1, 5)
        for chosen in combinations(sizes, size)
        if (split := told(found, quarters=chosen)) is not None
    }
    assert answers
    assert all("2021-Q3" not in chosen for chosen in answers)
    for first, second in combinations(answers.values(), 2):
        for one, other in ((first.late, second.late), (first.timely, second.timely)):
            assert one + other >= 10
    for smaller, larger in combinations(answers, 2):
        if set(smaller) < set(larger):
            assert answers[larger].late - answers[smaller].late >= 10
            assert answers[larger].timely - answers[smaller].timely >= 10


def test_changing_numbers_are_rounded_down() -> None:
    assert about(27, 20, 100, 10) == 20
    assert about(28, 21, 100, 10) == 20
    assert about(12, 9, 100, 10) is None
    assert about(12, 12, 9, 10) is None
    assert about(0, 0, 100, 10) is None


def test_quarters_of_periods() -> None:
    assert quarters_of(BLOCK, ["2020-Q3", "2021"]) == {"2020-Q3", *(f"2021-Q{number}" for number in range(1, 5))}
    assert quarters_of(BLOCK, ["2020-2021"]) == set(BLOCK.quarters)
    assert quarters_of(BLOCK, ["2023"]) == set()
