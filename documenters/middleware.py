"""Language of the person, life time of a session, and no copies in caches."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from documenters.access import reach_of
from documenters.models import User
from documenters.permissions import Role

Handler = Callable[[HttpRequest], HttpResponse]

MINUTE = 60
IDLE_SECONDS = {
    Role.DOCUMENTER: 15 * MINUTE,
    Role.MENTOR: 15 * MINUTE,
    Role.COORDINATOR: 10 * MINUTE,
    Role.ADMINISTRATOR: 10 * MINUTE,
    Role.DONOR: 30 * MINUTE,
}
"""A session ends after this long without a request; the shortest of a person's roles counts."""

ABSOLUTE_SECONDS = 12 * 60 * MINUTE
"""A session ends this long after login, however busy."""

STARTED_KEY = "started"
SEEN_KEY = "seen"


def idle_limit(user: User) -> int:
    """Seconds without a request after which this person's session ends."""
    return min((IDLE_SECONDS[role] for role in reach_of(user).roles), default=min(IDLE_SECONDS.values()))


class LanguageMiddleware:
    """Use the language cookie, else the browser's language, else Russian."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = translation.get_language_from_request(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class SessionLifetimeMiddleware:
    """End a session that idled too long or is too old; the next request meets the login page."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if isinstance(request.user, User):
            now = int(time.time())
            seen = request.session.get(SEEN_KEY, now)
            started = request.session.setdefault(STARTED_KEY, now)
            limit = idle_limit(request.user)
            if now - seen > limit or now - started > ABSOLUTE_SECONDS:
                logout(request)
            else:
                request.session[SEEN_KEY] = now
                request.session.set_expiry(limit)
        elif SESSION_KEY in request.session:
            # Of somebody suspended meanwhile: it must not come back to life when they are reinstated.
            request.session.flush()
        return self.get_response(request)


class NoStoreMiddleware:
    """Nothing that a logged-in person saw stays in a cache of the browser or of a proxy."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not request.path.startswith(f"/{settings.STATIC_URL.lstrip('/')}"):
            response.headers["Cache-Control"] = "no-store"
        return response
