"""When do cases of one kind gather? A window of days is slid over the days of the events, in each place apart. Pure.

A gathering begins with the first day on which enough cases lie within so many days, and takes every case of these days
with it. What it has taken counts for no other one, so the same cases are never told twice (docs/adr/0040).
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Event:
    """A case: its number, where it happened (None: anywhere), and on which day."""

    case: int
    place: int | None
    day: datetime.date


@dataclass(frozen=True)
class Gathering:
    """Enough cases in one place within so many days, the earliest first."""

    place: int | None
    events: tuple[Event, ...]

    @property
    def first(self) -> datetime.date:
        """The day of its first event."""
        return self.events[0].day

    @property
    def last(self) -> datetime.date:
        """The day of its last event."""
        return self.events[-1].day


def gatherings(events: Iterable[Event], *, at_least: int, within_days: int) -> list[Gathering]:
    """Every gathering of these events, in order of their first days.

    `within_days` counts the first and the last day: within one day is on the same day.
    """
    places: dict[int | None, list[Event]] = defaultdict(list)
    for event in events:
        places[event.place].append(event)
    found = [
        Gathering(place, together)
        for place, rows in places.items()
        for together in _together(sorted(rows, key=lambda row: (row.day, row.case)), at_least, within_days)
    ]
    return sorted(found, key=lambda gathering: (gathering.first, gathering.place or 0))


def _together(rows: list[Event], at_least: int, within_days: int) -> list[tuple[Event, ...]]:
    """Of one place, sorted by day."""
    found, begin = [], 0
    while begin + at_least <= len(rows):
        end = rows[begin].day + datetime.timedelta(days=within_days)
        if rows[begin + at_least - 1].day >= end:
            begin += 1
            continue
        stop = begin + at_least
        while stop < len(rows) and rows[stop].day < end:
            stop += 1
        found.append(tuple(rows[begin:stop]))
        begin = stop
    return found
