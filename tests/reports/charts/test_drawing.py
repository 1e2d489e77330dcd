"""What is drawn: the order of bars, hidden rows, months that are too many."""

from django.utils import translation

from reports.charts.drawing import chart, released_chart
from reports.panel import Panel, ReleasedPanel, ReleasedRow, Row


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
    assert (len(drawn.bars), drawn.bars_left_out, len(drawn.rows)) == (12, 7, 19)
    assert chart(Panel("client_groups", rows(14), 30, is_partition=False), no_link).bars_left_out == 0


def test_row_without_cases_opens_nothing() -> None:
    panel = Panel("oblasts", (Row("A", "A", 0, 0.0), Row("B", "B", 2, 100.0)), 2, is_partition=True)
    assert [row.href for row in chart(panel, lambda code: f"/{code}").rows] == ["/B", ""]


def test_base_and_unit() -> None:
    with translation.override("en"):
        drawn = chart(Panel("oblasts", rows(3), 1320, is_partition=True), no_link)
    assert drawn.base == "Base: 1,320 cases — all cases counted"
    assert drawn.unit == "Cases"


def months(count: int) -> Panel:
    """So many months from January 2020."""
    codes = [f"{2020 + number // 12}-{number % 12 + 1:02d}" for number in range(count)]
    return Panel("months", tuple(Row(code, code, 2, 1.0) for code in codes), 2 * count, is_partition=True)


def test_columns_of_months() -> None:
    drawn = chart(months(24), no_link)
    assert len(drawn.columns) == 24
    assert [column.tick for column in drawn.columns if column.tick] == ["2020", "2021"]
    assert not drawn.shows_values
    assert {column.share for column in drawn.columns} == {100.0}
    assert chart(months(12), no_link).shows_values


def test_too_many_months_are_drawn_as_half_years() -> None:
    with translation.override("en"):
        drawn = chart(months(60), no_link)
    assert len(drawn.columns) == 10
    assert (drawn.columns[0].label, drawn.columns[0].count) == ("First half of 2020", "12")
    assert len(drawn.rows) == 60


def test_hidden_rows_are_words_in_the_table_and_no_bars() -> None:
    panel = ReleasedPanel("oblasts", (ReleasedRow("A", "A", None), ReleasedRow("B", "B", 9, 90.0)), 10)
    with translation.override("en"):
        drawn = released_chart(panel)
    assert [(row.label, row.count) for row in drawn.rows] == [("B", "9"), ("A", "hidden")]
    assert [row.label for row in drawn.bars] == ["B"]
    assert drawn.hidden == "1 row is hidden."


def test_hidden_panel_has_no_base() -> None:
    assert released_chart(ReleasedPanel("oblasts", (ReleasedRow("A", "A", None),), None)).base == ""


def test_half_years() -> None:
    rows = (
        ReleasedRow("2020-H1", "a", 5, 50.0),
        ReleasedRow("2020-H2", "b", None),
        ReleasedRow("2021-H1", "c", 5, 50.0),
    )
    drawn = released_chart(ReleasedPanel("half_years", rows, 10))
    assert [column.share for column in drawn.columns] == [100.0, 0.0, 100.0]
