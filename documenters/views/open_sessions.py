"""Where somebody is logged in, as the page shows it."""

import datetime
from dataclasses import dataclass
from typing import Any, cast

from django.http import HttpRequest
from django.utils import timezone

from documenters.actions.sessions import sessions_open
from documenters.lifetimes import SEEN_KEY
from documenters.models import User
from documenters.session_store import stored_key

JUST_NOW = datetime.timedelta(minutes=15)


@dataclass(frozen=True)
class OpenSession:
    """One session."""

    pk: int
    label: str
    since: datetime.datetime
    seen_hour: datetime.datetime | None
    """The hour of the last request; None for the last quarter of an hour, or when it is not known."""
    is_this_one: bool


def open_sessions(request: HttpRequest) -> list[OpenSession]:
    """The person's sessions that are still open, this one first, then the newest; rows of ended ones are deleted."""
    here = stored_key(str(request.session.session_key))
    found = [
        OpenSession(row.pk, row.user_agent, row.created_at, _seen_hour(held), row.session_key == here)
        for row, held in sessions_open(cast(User, request.user))
    ]
    return sorted(found, key=lambda session: (not session.is_this_one, -session.since.timestamp()))


def _seen_hour(held: dict[str, Any]) -> datetime.datetime | None:
    seen = held.get(SEEN_KEY)
    if not isinstance(seen, int):
        return None
    at = datetime.datetime.fromtimestamp(seen, tz=datetime.UTC)
    return None if timezone.now() - at < JUST_NOW else at.replace(minute=0, second=0, microsecond=0)
