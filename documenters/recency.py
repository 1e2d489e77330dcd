"""When the person at the keyboard last proved who they are: at login, or by password or second factor since."""

import time

from django.http import HttpRequest

AUTHENTICATED_KEY = "authenticated_at"
RECENT_SECONDS = 10 * 60
"""Export, member administration, lock-down and changes of the second factor ask again after this long."""


def remember_authentication(request: HttpRequest) -> None:
    """Note in the session that the person has just proved who they are."""
    request.session[AUTHENTICATED_KEY] = int(time.time())


def authenticated_recently(request: HttpRequest) -> bool:
    """Has the person proved who they are in the last ten minutes?"""
    at = request.session.get(AUTHENTICATED_KEY)
    return isinstance(at, int) and 0 <= time.time() - at < RECENT_SECONDS
