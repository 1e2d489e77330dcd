"""What is refused, and who logs in, goes into the log outside the request's transaction.

A flood of refusals fills no disk: the same answer of the same page to the same person is one row a minute, and failed
logins are at most twenty rows a minute in all. What is left out was like what is there.
"""

from collections.abc import Callable
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from documenters.audit import in_request, record_apart, record_later, request_trace
from documenters.models import Programme, User

REFUSALS = frozenset({403, 404, 429})
"""Not allowed, not there (or not for this person), too often. A page that waits for the passphrase is none."""

WINDOW_SECONDS = 60
FAILED_LOGINS = 20
"""Rows for failed logins in one window."""


class RefusalLogMiddleware:
    """Give the request its number in the log, and write down when a person is refused.

    Stands outside `ATOMIC_REQUESTS`: the row stays although the request rolls back. It names the page, never its
    address: an address holds the identifier of what was asked for.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with request_trace():
            response = self.get_response(request)
            if response.status_code in REFUSALS and isinstance(request.user, User):
                _refused(request.user, _page(request), response.status_code)
        return response


def log_login(user: User, **_kwargs: Any) -> None:
    """Somebody has logged in, with all that they have to show. Called by Django's signal."""
    if in_request():
        record_later("login.succeeded", by=user, target=user)


def log_failed_login(**_kwargs: Any) -> None:
    """Somebody could not log in: no name, because a mistyped one may be a passphrase. Called by Django's signal."""
    if in_request() and _counted("login") <= FAILED_LOGINS:
        record_later("login.refused", by=None, programme=_only_programme())


def _refused(user: User, page: str, status: int) -> None:
    if page and _counted(f"{user.pk}:{page}:{status}") == 1:
        record_apart("access.refused", by=user, target=user, reason=f"{page} {status}")


def _page(request: HttpRequest) -> str:
    """The page's name; nothing for an address that leads nowhere."""
    match = request.resolver_match
    if match is None:
        try:
            match = resolve(request.path_info)
        except Resolver404:
            return ""
    return match.url_name or ""


def _counted(what: str) -> int:
    """How often this has happened in its minute, this time included; over all workers, through the shared cache."""
    key = f"refusal:{what}"
    if cache.add(key, 1, WINDOW_SECONDS):
        return 1
    try:
        return cache.incr(key)
    except ValueError:  # the minute ended between the two
        return 1


def _only_programme() -> Programme | None:
    """Who does not log in belongs to no programme, unless there is only one."""
    found = list(Programme.objects.order_by("pk")[:2])
    return found[0] if len(found) == 1 else None
