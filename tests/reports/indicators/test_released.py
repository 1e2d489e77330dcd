"""What donors may learn, and what not."""

import pytest

from documenters.models import Programme, User
from react_cases.models import Case
from reports.cube import counts_by_half_year, counts_of, lists_of
from reports.panel import percent_of
from reports.indicators.figures import Figures
from reports.indicators.panels import PANELS
from reports.indicators.periods import HalfYear
from reports.indicators.released import RELEASED_PANELS, ReleasedFigures, released_figures
from tests.factories.cases import make_case
from tests.reports.populations import FIRST_DAY

THRESHOLD = 5


def released_for(emil: User, programme: Programme, *period: HalfYear) -> ReleasedFigures:
    """What the donor sees."""
    return released_figures(Case.objects.countable_by(emil).filter(programme=programme), programme, *period)


def single_half_years(emil: User, programme: Programme) -> dict[HalfYear, ReleasedFigures]:
    """Each half-year alone."""
    offered = released_for(emil, programme).offered
    return {half: released_for(emil, programme, half, half) for half in offered}


def test_half_years_sum_to_the_whole(programme: Programme, dara: User, emil: User, population: None) -> None:
    cases = Case.objects.countable_by(dara)
    whole, halves = counts_of(cases, programme), counts_by_half_year(cases, programme)
    assert sum(half.cases for half in halves.values()) == whole.cases
    assert sum(half.violator_mentions for half in halves.values()) == whole.violator_mentions
    for dimension, tallies in whole.by.items():
        for code, tally in tallies.items():
            found = [half.by[dimension][code].cases for half in halves.values() if code in half.by[dimension]]
            assert sum(found) == tally.cases


def test_no_small_count_alone_or_by_subtraction(programme: Programme, emil: User, population: None) -> None:
    for released in single_half_years(emil, programme).values():
        for panel in released.panels.values():
            shown = [row.count for row in panel.rows if row.count is not None]
            assert all(count >= THRESHOLD for count in shown), panel.code
            if panel.code in PARTITIONS and panel.hidden and panel.base_n is not None:
                assert panel.hidden > 1, panel.code
                assert panel.base_n - sum(shown) >= THRESHOLD, panel.code
        assert all(count is None or count >= THRESHOLD for count in released.totals.values())


PARTITIONS = ("law_enforcement_primary_groups", "oblasts", "outcomes", "readiness")


def test_shown_counts_are_the_counts_of_the_half_year(programme: Programme, emil: User, population: None) -> None:
    counts = counts_by_half_year(Case.objects.countable_by(emil), programme)
    lists = lists_of(programme)
    for half, released in single_half_years(emil, programme).items():
        figures = Figures(counts[half.name], lists, is_complete=True)
        for code in RELEASED_PANELS:
            raw = {row.code: row.count for row in PANELS[code].compute(figures).rows}
            for row in released.panels[code].rows:
                assert row.count in (None, raw[row.code])


def test_longer_period_is_the_sum_of_its_half_years(programme: Programme, emil: User, population: None) -> None:
    alone = single_half_years(emil, programme)
    whole = released_for(emil, programme)
    assert whole.totals["cases"] == sum(released.totals["cases"] or 0 for released in alone.values())
    some_shown = False
    for code in RELEASED_PANELS:
        for row in whole.panels[code].rows:
            parts = [released.panels[code].count(row.code) for released in alone.values()]
            assert row.count == (None if None in parts else sum(part or 0 for part in parts))
            some_shown = some_shown or row.count is not None
            if row.count is not None:
                assert row.share == percent_of(row.count, whole.panels[code].base_n or 0)
    assert some_shown


def test_every_row_of_a_list_is_named(programme: Programme, emil: User, population: None) -> None:
    """A list without its empty rows would tell which rows are empty."""
    released = released_for(emil, programme)
    assert len(released.panels["oblasts"].rows) == 9
    assert len(released.panels["violators"].rows) == 8


def test_nothing_below_oblast_half_year_and_heading(programme: Programme, emil: User, population: None) -> None:
    panels = released_for(emil, programme).panels
    assert set(panels) == {*RELEASED_PANELS, "half_years"}
    for panel in panels.values():
        assert not any("." in row.code for row in panel.rows)


def test_half_year_with_few_cases_is_left_out(programme: Programme, chen: User, emil: User) -> None:
    for day, count in ((FIRST_DAY, 6), (FIRST_DAY.replace(month=9), 4), (FIRST_DAY.replace(year=2021), 6)):
        for _number in range(count):
            make_case(chen, received_on=day)
    released = released_for(emil, programme)
    assert [half.name for half in released.offered] == ["2020-H1", "2020-H2", "2021-H1"]
    assert [half.name for half in released.left_out] == ["2020-H2"]
    assert released.totals["cases"] == 12
    assert [row.count for row in released.panels["half_years"].rows] == [6, None, 6]
    alone = released_for(emil, programme, HalfYear(2020, 2), HalfYear(2020, 2))
    assert not alone.panels
    assert set(alone.totals.values()) == {None}


def test_nothing_yet(programme: Programme, emil: User) -> None:
    released = released_for(emil, programme)
    assert released.offered == ()
    assert released.panels == {}


@pytest.mark.parametrize("others", [0, 3])
def test_totals_do_not_open_hidden_rows(programme: Programme, chen: User, emil: User, others: int) -> None:
    """Not pursuing is the sum of two rows: where one of them is hidden, the sum would tell it."""
    for readiness, count in (("READY", 8), ("NOTREADY", 9), ("CHANGED", others)):
        for _number in range(count):
            make_case(chen, readiness=readiness)
    released = released_for(emil, programme)
    assert released.panels["readiness"].count("CHANGED") is None
    assert released.totals["not_pursuing"] is None


def test_groups_by_law_enforcement_do_not_tell_the_few_others(programme: Programme, chen: User, emil: User) -> None:
    """All cases of a group less those by law enforcement are the cases by others: two here."""
    for group, violator, count in (
        ("SW", "LE.CRIM", 9),
        ("SW", "HC.AIDS", 2),
        ("PWID", "LE.CRIM", 6),
        ("PWID", "HC.AIDS", 6),
        ("TB", "LE.CRIM", 7),
        ("MIGR", "HC.AIDS", 6),
    ):
        for _number in range(count):
            make_case(chen, groups=(group,), violators=(violator,))
    panels = released_for(emil, programme).panels
    assert panels["client_groups"].count("SW") == 11
    assert panels["law_enforcement_primary_groups"].base_n == 22
    assert panels["law_enforcement_primary_groups"].count("SW") is None
    assert panels["law_enforcement_primary_groups"].hidden > 1
