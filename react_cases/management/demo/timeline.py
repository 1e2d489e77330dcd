"""When a case is sent, returned, checked and approved. Pure."""

import datetime
from dataclasses import dataclass
from random import Random

from react_cases.management.demo.clock import at

RETURNED_FOR = {"MISSING": 40, "UNCLEAR": 22, "CODING": 18, "IDENT": 14, "CONTRA": 6}
FIELD_OF_REASON = {
    "MISSING": "event",
    "UNCLEAR": "narrative",
    "CODING": "violations",
    "IDENT": "narrative",
    "CONTRA": "violators",
}
RETURNED_SHARE = 0.09


@dataclass(frozen=True, slots=True)
class Review:
    """The documentation steps of an approved case, in order of time."""

    created_at: datetime.datetime
    steps: tuple[tuple[str, datetime.datetime], ...]
    """(name of the transition, moment)."""
    return_reason: str = ""
    """Why the mentor gave it back; empty where they did not."""

    @property
    def submitted_at(self) -> datetime.datetime:
        """First sent for review."""
        return self.steps[0][1]

    @property
    def approved_at(self) -> datetime.datetime:
        """The moment from which the case counts."""
        return self.steps[-1][1]


def draw_review(received_on: datetime.date, last: datetime.date, rng: Random) -> Review:
    """Steps between the day of registration and the last day of its quarter, both included.

    Where few days are left the reviewers work on the same day.
    """
    reason = ""
    names = ["submit", "validate", "approve"]
    if rng.random() < RETURNED_SHARE:
        reason = rng.choices(list(RETURNED_FOR), list(RETURNED_FOR.values()))[0]
        names = ["submit", "return", "submit", "validate", "approve"]
    left = (last - received_on).days
    waits = [min(int(rng.expovariate(0.45)), 20) for _ in names]
    while sum(waits) > left:
        waits[waits.index(max(waits))] -= 1
    day = received_on
    moments = []
    for step, wait in enumerate(waits):
        day += datetime.timedelta(days=wait)
        # Two hours to each step keep the order on a shared day.
        moments.append(at(day, 10 + 2 * step, rng.randrange(60)))
    created_at = moments[0] - datetime.timedelta(minutes=rng.randint(8, 45))
    return Review(created_at, tuple(zip(names, moments, strict=True)), reason)
