"""Let actions run at a moment of the past.

Actions stamp what they do with `timezone.now()`, and no action takes the time as a parameter: in the browser nobody may
choose it. A case of 2021 that was "approved" on the day the demo was loaded would however spoil every figure about
time. So the demo, and nothing else, sets the clock for the block in which it plays a case. It runs in a process of its
own with one thread; the database's clock is not touched.
"""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from django.utils import timezone

TIME = datetime.timezone(datetime.timedelta(hours=6))
"""Bishkek. Without daylight saving since 2005, so a fixed offset is right for every date of the demo."""


@contextmanager
def clock_at(moment: datetime.datetime) -> Iterator[None]:
    """Make `timezone.now()` answer `moment`, an aware time, inside the block."""
    if timezone.is_naive(moment):
        raise ValueError("The moment needs a time zone.")
    with patch.object(timezone, "now", lambda: moment):
        yield


def at(day: datetime.date, hour: int, minute: int = 0) -> datetime.datetime:
    """An aware moment in Bishkek."""
    return datetime.datetime.combine(day, datetime.time(hour, minute), TIME)
