"""Where somebody is logged in, as the page shows it."""

import datetime
from dataclasses import dataclass

from allauth.usersessions.models import UserSession
from django.http import HttpRequest
from django.utils import timezone

from documenters.lifetimes import SEEN_KEY

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
    here = request.session.session_key
    rows = UserSession.objects.purge_and_list(request.user)
    found = [
        OpenSession(row.pk, row.user_agent, row.created_at, _seen_hour(row), row.session_key == here) for row in rows
    ]
    return sorted(found, key=lambda session: (not session.is_this_one, -session.since.timestamp()))


def _seen_hour(row: UserSession) -> datetime.datetime | None:
    seen = row._session_store(row.session_key).get(SEEN_KEY)
    if not isinstance(seen, int):
        return None
    at = datetime.datetime.fromtimestamp(seen, tz=datetime.UTC)
    return None if timezone.now() - at < JUST_NOW else at.replace(minute=0, second=0, microsecond=0)
