"""No small count, and none by subtraction, whatever the counts are."""

from hypothesis import given
from hypothesis import strategies as st

from reports.panel import Panel, ReleasedPanel, Row, add_up, hide_small

CODES = "ABCDEFGH"
THRESHOLD = 5

counts = st.lists(st.one_of(st.integers(0, 7), st.integers(0, 400)), min_size=1, max_size=len(CODES))


def panel(values: list[int], base_n: int | None = None) -> Panel:
    """A panel whose rows sum to its base, or with a base of its own."""
    base = sum(values) if base_n is None else base_n
    rows = tuple(Row(code, code.lower(), count, None) for code, count in zip(CODES, values, strict=False))
    return Panel("panel", rows, base, is_partition=base_n is None)


def shown(released: ReleasedPanel) -> dict[str, int]:
    """What can be read."""
    return {row.code: row.count for row in released.rows if row.count is not None}


@given(counts)
def test_nothing_small_in_a_partition(values: list[int]) -> None:
    released = hide_small(panel(values), THRESHOLD)
    if released.base_n is None:
        assert sum(values) < THRESHOLD
        assert not shown(released)
        return
    assert all(count >= THRESHOLD for count in shown(released).values())
    assert released.hidden != 1
    if released.hidden:
        assert released.base_n - sum(shown(released).values()) >= THRESHOLD


@given(counts, st.integers(0, 50))
def test_nothing_small_where_rows_overlap(values: list[int], more: int) -> None:
    released = hide_small(panel(values, base_n=max(values) + more), THRESHOLD)
    for count in shown(released).values():
        assert count >= THRESHOLD
        assert released.base_n is not None
        assert released.base_n == count or released.base_n - count >= THRESHOLD
    if released.base_n is not None and len(values) > 1:
        assert released.hidden != 1


@given(counts)
def test_what_is_shown_is_true(values: list[int]) -> None:
    for code, count in shown(hide_small(panel(values), THRESHOLD)).items():
        assert count == values[CODES.index(code)]


@given(st.lists(st.lists(st.integers(0, 30), min_size=5, max_size=5), min_size=1, max_size=4))
def test_a_sum_over_periods_says_nothing_new(periods: list[list[int]]) -> None:
    parts = [hide_small(panel(values), THRESHOLD) for values in periods]
    total = add_up(parts)
    known = [part for part in parts if part.base_n is not None]
    if not known:
        assert total.base_n is None
        return
    assert total.base_n == sum(part.base_n or 0 for part in known)
    for code, count in shown(total).items():
        assert count == sum(shown(part)[code] for part in known)


def test_zero_and_small_look_the_same() -> None:
    released = hide_small(panel([0, 3, 50, 60]), THRESHOLD)
    assert [row.count for row in released.rows] == [None, None, None, 60]
    zero, small = released.rows[:2]
    assert (zero.count, zero.share) == (small.count, small.share)


def test_next_smallest_is_hidden_beside_a_single_small_one() -> None:
    assert shown(hide_small(panel([4, 20, 30]), THRESHOLD)) == {"C": 30}


def test_two_small_ones_hide_each_other() -> None:
    assert shown(hide_small(panel([4, 3, 20, 30]), THRESHOLD)) == {"C": 20, "D": 30}


def test_a_row_that_is_hidden_elsewhere_is_taken_first() -> None:
    assert shown(hide_small(panel([4, 20, 30]), THRESHOLD, {"C"})) == {"B": 20}


def test_count_that_leaves_few_over_is_hidden() -> None:
    assert shown(hide_small(panel([98, 40, 20], base_n=100), THRESHOLD)) == {"B": 40}


def test_total_of_one_row_is_kept() -> None:
    assert shown(hide_small(panel([12]), THRESHOLD)) == {"A": 12}


def test_threshold_of_the_programme() -> None:
    assert shown(hide_small(panel([9, 12, 40]), 10)) == {"C": 40}
