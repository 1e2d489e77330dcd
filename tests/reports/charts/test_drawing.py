"""From panels to charts: the order of rows, what opens, months that are too many."""

from django.utils import translation

from reports.charts.data import Kind
from reports.charts.drawing import chart
from reports.panel import Panel, Row


def no_link(_code: str) -> str:
    """Nothing to open."""
    return ""


def rows(count: int) -> tuple[Row, ...]:
    """Rows of 1, 2, 3 ... cases."""
    return tuple(Row(f"C{number}", f"Row {number}", number, float(number)) for number in range(1, count + 1))


def test_largest_first() -> None:
    drawn = chart(Panel("oblasts", rows(3), 6, is_partition=True), no_link)
    assert [row.label for row in drawn.rows] == ["Row 3", "Row 2", "Row 1"]


def test_order_of_the_list_is_kept_where_it_means_something() -> None:
    drawn = chart(Panel("readiness", rows(3), 6, is_partition=True), no_link)
    assert [row.label for row in drawn.rows] == ["Row 1", "Row 2", "Row 3"]


def test_many_rows_are_left_to_the_table() -> None:
    drawn = chart(Panel("client_groups", rows(19), 30, is_partition=False), no_link)
    assert (drawn.drawn, drawn.left_out, len(drawn.rows)) == (12, 7, 19)
    assert chart(Panel("client_groups", rows(14), 30, is_partition=False), no_link).left_out == 0


def test_row_without_cases_opens_nothing() -> None:
    panel = Panel("oblasts", (Row("A", "A", 0, 0.0), Row("B", "B", 2, 100.0)), 2, is_partition=True)
    assert [row.href for row in chart(panel, lambda code: f"/{code}").rows] == ["/B", ""]


def test_base_and_unit() -> None:
    with translation.override("en"):
        drawn = chart(Panel("oblasts", rows(3), 1320, is_partition=True), no_link)
    assert drawn.base == "Base: 1,320 cases — all cases counted"
    assert drawn.unit == "Cases"
    assert drawn.kind == Kind.TILES


def test_second_count_stands_in_the_table() -> None:
    panel = Panel("violators", (Row("LE", "Police", 5, 50.0, 8, 80.0),), 10, is_partition=False)
    with translation.override("en"):
        drawn = chart(panel, no_link)
    assert drawn.more == ("Mentions", "Share of these")
    assert drawn.rows[0].more == ("8", "80.0\xa0%")
    assert chart(Panel("violators", (Row("LE", "Police", 0),), 0, is_partition=False), no_link).more == ()


def months(count: int) -> Panel:
    """So many months from January 2020."""
    codes = [f"{2020 + number // 12}-{number % 12 + 1:02d}" for number in range(count)]
    return Panel("months", tuple(Row(code, code, 2, 1.0) for code in codes), 2 * count, is_partition=True)


def test_columns_of_months() -> None:
    drawn = chart(months(24), no_link)
    assert (drawn.kind, len(drawn.rows), drawn.coarse) == (Kind.COLUMNS, 24, ())
    assert [row.tick for row in drawn.rows if row.tick] == ["2020", "2021"]
    assert [row.tick for row in chart(months(3), no_link).rows] == ["01", "02", "03"]


def test_too_many_months_are_drawn_as_half_years() -> None:
    with translation.override("en"):
        drawn = chart(months(60), no_link)
    assert len(drawn.coarse) == 10
    assert (drawn.coarse[0].label, drawn.coarse[0].value) == ("First half of 2020", 12)
    assert len(drawn.rows) == 60
