"""The window over the days of events: against a slow reader, and by hand."""

import datetime
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from react_cases.gathering import Event, gatherings

BEGIN = datetime.date(2021, 3, 1)


def events(*days: int, place: int | None = 1) -> list[Event]:
    return [Event(number, place, BEGIN + datetime.timedelta(days=day)) for number, day in enumerate(days)]


def found(rows: list[Event], at_least: int, within_days: int) -> list[list[int]]:
    return [
        [event.case for event in gathering.events]
        for gathering in gatherings(rows, at_least=at_least, within_days=within_days)
    ]


def test_first_and_last_day_are_counted() -> None:
    assert found(events(0, 30, 59), 3, 60) == [[0, 1, 2]]
    assert found(events(0, 30, 60), 3, 60) == []
    assert found(events(0, 0, 1), 2, 1) == [[0, 1]]


def test_everything_of_these_days_belongs_to_it_and_then_it_begins_anew() -> None:
    assert found(events(0, 1, 2, 3, 9, 10, 11), 3, 5) == [[0, 1, 2, 3], [4, 5, 6]]
    assert found(events(0, 8, 9, 10), 3, 5) == [[1, 2, 3]]


def test_each_place_for_itself() -> None:
    two = [*events(0, 1), *[Event(10 + row.case, 2, row.day) for row in events(0, 1)]]
    assert found(two, 3, 60) == []
    assert [gathering.place for gathering in gatherings(two, at_least=2, within_days=60)] == [1, 2]


@given(st.lists(st.integers(0, 40), max_size=25), st.integers(2, 5), st.integers(1, 15))
def test_against_a_slow_reader(days: list[int], at_least: int, within_days: int) -> None:
    rows = events(*sorted(days))
    told = found(rows, at_least, within_days)
    flat = [case for group in told for case in group]
    assert len(flat) == len(set(flat))
    by_case = {row.case: row.day for row in rows}
    for group in told:
        assert len(group) >= at_least
        assert (by_case[group[-1]] - by_case[group[0]]).days < within_days
    # What is left does not gather: no window over the untold cases holds enough of them.
    left = sorted(day for case, day in by_case.items() if case not in flat)
    for first in left:
        assert sum(0 <= (day - first).days < within_days for day in left) < at_least or any(
            first < by_case[group[0]] <= first + datetime.timedelta(days=within_days - 1) for group in told
        )
    assert all(one[-1] < other[0] for one, other in pairwise(told))
