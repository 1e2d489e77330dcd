"""The person's key around each request (docs/adr/0032): its cookie, its opening, and what a missing one says."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any, cast

from allauth.account.internal.stagekit import LOGIN_SESSION_KEY
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render

from documenters import session_key
from documenters.access import has_permission, lockdowns_of
from documenters.actions.member_keys import member_key_of
from documenters.actions.vaults import server_reads
from documenters.key_cookie import key_of, set_cookie
from documenters.models import User
from documenters.permissions import Permission
from documenters.second_factor import EXEMPT_NAMES
from documenters.session_key import is_unopened
from documenters.vault.opened import KeyLocked, KeyMissing, key_opened

Handler = Callable[[HttpRequest], HttpResponse]

CODE_SET_KEY = "recovery_code_is_set"
"""Stands in the session for the key whose recovery code was found to be set, so that nobody looks again."""

KEY_STEPS = frozenset(
    {"recovery_code", "recovery_code_confirm", "key_reopen"}
    | {"mfa_view_recovery_codes", "mfa_reauthenticate", "mfa_reauthenticate_webauthn"}
)
"""URL names that answer somebody whose key is not yet in order, besides those that need no second factor."""


class KeyCookieMiddleware:
    """Around everything that logs in, locks, unlocks or ends a session: the cookie says what the session then holds."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # Somebody gave the passphrase, and never the second factor.
        if not request.user.is_authenticated and LOGIN_SESSION_KEY not in request.session:
            session_key.drop(request.session)
        set_cookie(request, response)
        return response


class OpenedKeyMiddleware:
    """Make the person's key available to the view, and to what is sent after the view has ended."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        found = key_of(request, user) if isinstance(user, User) else None
        if found is None or not isinstance(user, User):
            return self.get_response(request)
        member_key_id, unseal = found[0], cache(found[1])
        with key_opened(user.pk, member_key_id, unseal):
            response = self.get_response(request)
        sent = cast("HttpResponseBase", response)
        if isinstance(sent, StreamingHttpResponse):
            content = cast("Iterable[bytes]", sent.streaming_content)
            sent.streaming_content = _with_key(content, user.pk, member_key_id, unseal)
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """A page where a key is missing; whatever the request was doing is rolled back by then."""
        if not isinstance(error, KeyMissing | KeyLocked):
            return None
        is_locked = isinstance(error, KeyLocked)
        return render(request, "documenters/key_missing.html", {"is_locked": is_locked}, status=403)


def _with_key(
    content: Iterable[bytes], user_id: int, member_key_id: int, unseal: Callable[[], bytes]
) -> Iterator[bytes]:
    """What is being sent, each part made with the key at hand; between the parts, and after them, it is not."""
    parts = iter(content)
    while True:
        with key_opened(user_id, member_key_id, unseal):
            part = next(parts, None)
        if part is None:
            return
        yield part


class KeyStepMiddleware:
    """What somebody who works with cases does about their key before anything else, whatever they asked for.

    Where the passphrase did not open it: open it in another way, or begin a new one. And write down a recovery code:
    without one a forgotten passphrase takes the key along.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponseBase | None:
        """Instead of the view, unless it is exempt."""
        user = request.user
        name = request.resolver_match.url_name if request.resolver_match else None
        if server_reads() or not isinstance(user, User) or name in EXEMPT_NAMES or name in KEY_STEPS:
            return None
        if lockdowns_of(user) or not has_permission(user, Permission.SEALED_OPEN):
            return None
        if is_unopened(request.session, user.pk):
            return redirect("key_reopen")
        return redirect("recovery_code") if _lacks_code(request, user) else None


def _lacks_code(request: HttpRequest, user: User) -> bool:
    """Has the person never typed a recovery code back? Looked up until they have."""
    found = key_of(request, user)
    if found is None or request.session.get(CODE_SET_KEY) == found[0]:
        return False
    key = member_key_of(user)
    if key is None or key.code_confirmed_at is None:
        return key is not None
    request.session[CODE_SET_KEY] = key.pk
    return False
