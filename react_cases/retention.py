"""How long content is kept, by what became of a case: the usual times. Pure.

Law and field practice behind it: restricted fields go some months after the end, coded fields stay for the figures
(domain.md, validation rule 11). A programme chooses its own times in its settings.
"""

import calendar
import datetime
from dataclasses import dataclass
from enum import StrEnum

PRACTICE_DAYS = 30
"""How long a practice case stays when nobody throws it away."""


KEYS_KEPT_DAYS = 14
"""How long dumps of keys are kept: after that, no backup opens a case that was erased (docs/adr/0036)."""


class Kind(StrEnum):
    """What became of a case, as far as keeping it is concerned. Whatever waits for a reviewer is of no kind."""

    DRAFT = "DRAFT"
    RETURNED = "RETURNED"
    REJECTED = "REJECTED"
    CLOSED = "CLOSED"
    OPEN = "OPEN"


@dataclass(frozen=True)
class Rule:
    """What happens to one kind when its time is over."""

    months: int | None
    """The usual time in whole months; None: kept until somebody erases it."""
    erases: bool = False
    """Nothing stays but number and date. Otherwise texts and files go, and the coded answers stay."""


USUAL: dict[Kind, Rule] = {
    Kind.DRAFT: Rule(6, erases=True),
    Kind.RETURNED: Rule(12),
    Kind.REJECTED: Rule(6),
    Kind.CLOSED: Rule(24),
    Kind.OPEN: Rule(None),
}


def months_before(day: datetime.date, months: int) -> datetime.date:
    """The same day so many months earlier, or the last day of that month where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
