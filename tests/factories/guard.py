"""Decisions of somebody who keeps everything that the personal-data guard finds."""

from functools import lru_cache

from react_cases.actions.guard import Decision, Decisions
from react_cases.models.choices import KeepReason
from react_cases.pii import scan
from react_cases.pii.choices import Choice


@lru_cache(maxsize=256)
def kept(text: str, reason: str = KeepReason.NOT_DATA.value) -> Decisions:
    """Keep each finding of the text."""
    return tuple(Decision(row.label, row.rule, row.start, row.end, Choice.KEEP, reason) for row in scan(text))
