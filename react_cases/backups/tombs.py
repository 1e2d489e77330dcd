"""Erase again what had been erased when the keys were dumped, in data that is older."""

from dataclasses import dataclass
from typing import Any

from react_cases.actions.erasure import Tombstone, erase_again, remove_again
from react_cases.backups.dumping import TOMBSTONE_COLUMNS
from react_cases.backups.loading import INCOMING, Cursor
from react_cases.backups.tables import TOMBSTONES
from react_cases.models import Case


@dataclass(frozen=True)
class Buried:
    """What was done."""

    erased: list[str]
    """Numbers of the cases that were erased again."""
    emptied: int
    """How many lost their texts and files again."""


def tombstones_applied(cursor: Cursor) -> Buried:
    """Erase again; cases that the data does not know, or that are erased in it, need nothing."""
    cursor.execute(
        f"SELECT {', '.join('stone.' + column for column in TOMBSTONE_COLUMNS)} "  # noqa: S608  our own names
        f"FROM {INCOMING}{TOMBSTONES} AS stone JOIN {Case._meta.db_table} AS held ON held.public_id = stone.public_id "
        "WHERE held.status <> 'ERASED' AND (stone.kind = 'erased' OR held.content_removed_at IS DISTINCT FROM stone.at)"
    )
    erased, emptied = [], 0
    for values in cursor.fetchall():
        row: dict[str, Any] = dict(zip(TOMBSTONE_COLUMNS, values, strict=True))
        case = Case.objects.select_related("programme", "organisation", "client").get(public_id=row["public_id"])
        if row["kind"] == "removed":
            remove_again(case, at=row["at"])
            emptied += 1
            continue
        who = (row["by_public_id"], row["by_username"], row["by_name"])
        erase_again(case, Tombstone(row["step"], row["reason"], row["at"], *who))
        erased.append(case.code)
    return Buried(sorted(erased), emptied)
