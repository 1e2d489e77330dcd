"""Plain data: a row that is not published carries nothing else, and series fit each other."""

import pytest
from django.utils import translation

from reports.charts.data import Chart, Kind, Row, Series, one
from tests.reports.charts.samples import several, simple


def test_withheld_row_carries_nothing_else() -> None:
    bare = Row("Naryn", None, code="KG-N", tick="N")
    told = Row("Naryn", None, "3", "0.9 %", "/cases/?oblast=KG-N", "KG-N", "N", ("7", "1 %"), is_partial=True)
    assert told == bare
    assert repr(told) == repr(bare)


def test_number_is_written_by_the_habits_of_the_language() -> None:
    for language, text in (("en", "1,320"), ("ru", "1\xa0320"), ("ky", "1\xa0320")):
        with translation.override(language):
            assert Row("A", 1320).text == text
    assert Row("A", 668, "six hundred", "50.6 %").shown == "six hundred (50.6 %)"
    assert Row("A", None).shown == ""


def test_nothing_is_below_zero() -> None:
    with pytest.raises(ValueError, match="below zero"):
        Row("A", -1)


@pytest.mark.parametrize("kind", [Kind.BARS, Kind.COLUMNS, Kind.TILES])
def test_one_series_where_there_is_room_for_one(kind: Kind) -> None:
    with pytest.raises(ValueError, match="2 series"):
        several(kind, (1,), (2,))


@pytest.mark.parametrize(("kind", "most"), [(Kind.STACKS, 6), (Kind.LINES, 4)])
def test_no_more_series_than_can_be_told_apart(kind: Kind, most: int) -> None:
    several(kind, *[(1,)] * most)
    with pytest.raises(ValueError, match="told apart"):
        several(kind, *[(1,)] * (most + 1))


def test_series_have_the_same_rows() -> None:
    with pytest.raises(ValueError, match="different rows"):
        Chart("it", Kind.LINES, "Who", (Series("a", (Row("A", 1),)), Series("b", (Row("B", 1),))))


def test_a_chart_without_series_is_none() -> None:
    with pytest.raises(ValueError, match="0 series"):
        Chart("it", Kind.LINES, "Who", ())


@pytest.mark.parametrize("name", ["", "1a", 'a"b', "a b", "a)"])
def test_ids(name: str) -> None:
    with pytest.raises(ValueError, match="cannot be an id"):
        Chart(name, Kind.BARS, "Who", one([]))


def test_small_charts_are_bars_or_columns() -> None:
    with pytest.raises(ValueError, match="no small charts of tiles"):
        simple(Kind.MULTIPLES, 1, panel=Kind.TILES)


def test_picture_of_bars_is_shorter_than_the_table() -> None:
    many = simple(Kind.BARS, *range(15))
    assert (many.drawn, many.left_out) == (12, 3)
    assert simple(Kind.BARS, *range(14)).left_out == 0
    assert simple(Kind.COLUMNS, *range(15)).left_out == 0
    assert simple(Kind.MULTIPLES, *range(15), panel=Kind.BARS).left_out == 3


def test_table_of_several_series_has_a_column_for_each() -> None:
    chart = several(Kind.STACKS, (1, 2), (3, None))
    assert [[row.value for row in line] for line in chart.table] == [[1, 3], [2, None]]
    assert chart.withheld == 1
    assert not chart.has_shares


def test_further_columns() -> None:
    rows = [Row("A", 1, share="5 %", more=("2", "3 %")), Row("B", None, more=("4", "5 %"))]
    chart = Chart("it", Kind.BARS, "Who", one(rows), more=("Mentions", "Share"))
    assert chart.cells == ((rows[0], (("Mentions", "2"), ("Share", "3 %"))), (rows[1], ()))
    assert chart.number_columns == 4
