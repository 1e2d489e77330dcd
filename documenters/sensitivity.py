"""The four classes of data. Every model field is given one; `checks.py` refuses a field without."""

from enum import StrEnum


class Sensitivity(StrEnum):
    """How much harm a field's value does when it leaves the system.

    It decides what is sealed, what an export may hold, what the log may name, and what is kept for how long.
    """

    PUBLIC = "public"
    """Harmless alone and in bulk: code lists, a programme's country."""

    INTERNAL = "internal"
    """For members of the programme: statuses, record dates, row numbers."""

    CONFIDENTIAL = "confidential"
    """Coded facts about a client or a member: groups, places, exact days, names of organisations and members."""

    SEALED = "sealed"
    """Free text and files about a case, encrypted at rest, opened by one explicit, logged call; and sealed keys."""
