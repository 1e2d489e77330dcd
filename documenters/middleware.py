"""Language of the person, life time of a session."""

import errno
import time
from collections.abc import Callable, Iterable, Iterator
from typing import cast

from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, StreamingHttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import render
from django.urls import Resolver404, ResolverMatch, resolve, reverse
from django.utils import translation

from documenters import lifetimes, session_key
from documenters.access import is_barred, language_of, lockdowns_of
from documenters.actions.unlocking import session_unlock
from documenters.held_request import (
    HELD_FIELD,
    PASSPHRASE_FIELD,
    drop_files,
    had_files,
    hold,
    is_sent_from_lock_page,
    replay,
)
from documenters.identity import database_identity
from documenters.key_cookie import hand_out, is_without_key
from documenters.lifetimes import Lifetime
from documenters.models import User
from documenters.recency import remember_authentication
from documenters.second_factor import EXEMPT_NAMES
from documenters.vault.primitives import SealBroken

Handler = Callable[[HttpRequest], HttpResponse]

LEFT_COOKIE = "left"
"""Set by the script of “leave quickly” before it goes: whatever comes first, this session is over."""

OPEN_WHILE_LOCKED = frozenset(
    {"session_lock", "session_unlock", "session_touch", "account_logout", "quick_exit", "language_set"}
)
"""URL names that answer although the session is locked; they show nothing and change nothing of the programme."""


OPEN_DURING_LOCKDOWN = (
    OPEN_WHILE_LOCKED
    | EXEMPT_NAMES
    | {"lockdown", "lockdown_propose", "lockdown_withdraw", "lockdown_confirm"}
    | {"account_reauthenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn"}
)
"""URL names that answer the two people who may log in during a lock-down; no case, no person, no figure."""

STREAM_CHECK_SECONDS = 1.0


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


class ProgrammeLanguageMiddleware:
    """Somebody who has logged in reads a language of the programme: their own where the cookie's is not one."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = _spoken(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


def _spoken(request: HttpRequest) -> str:
    wanted = translation.get_language() or settings.LANGUAGE_CODE
    return language_of(request.user, wanted) if isinstance(request.user, User) else wanted


class SessionLifetimeMiddleware:
    """Lock a session that nobody uses, and end one that was locked for too long or is too old (docs/adr/0011).

    A locked session meets the lock page everywhere. What was posted to it waits in that page, sealed, and goes on when
    the passphrase is right.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response
        self.csrf = CsrfViewMiddleware(get_response)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        has_left = LEFT_COOKIE in request.COOKIES
        # Somebody suspended is nobody here, and their session must not come back to life when they are reinstated.
        if SESSION_KEY in request.session and (has_left or not isinstance(request.user, User)):
            logout(request)
        response = self._answer(request, request.user) if isinstance(request.user, User) else self.get_response(request)
        if has_left:
            response.delete_cookie(LEFT_COOKIE, samesite="Strict")
        return response

    def _answer(self, request: HttpRequest, user: User) -> HttpResponse:
        lifetimes.begin(request.session)
        state = lifetimes.lifetime(request.session, lifetimes.idle_limit(user))
        match = _match(request)
        if state == Lifetime.LOCKED:
            session_key.drop(request.session)
        elif state == Lifetime.OPEN and is_without_key(request, user):
            # The cookie of the key was lost, or a browser has brought an old session back: the passphrase mends it.
            state = Lifetime.LOCKED
        if state == Lifetime.LOCKED:
            request.is_session_locked = True  # type: ignore[attr-defined]
            if match is None or match.url_name not in OPEN_WHILE_LOCKED:
                return self._at_the_lock(request, user)
        elif state == Lifetime.ENDED:
            logout(request)
        elif not getattr(match and match.func, "is_background", False):
            lifetimes.use(request.session)
        return self.get_response(request)

    def _at_the_lock(self, request: HttpRequest, user: User) -> HttpResponse:
        drop_files(request)
        if is_barred(user):
            logout(request)
            return self.get_response(request)
        if request.method != "POST":
            return _lock_page(request, user, "")
        refusal = self.csrf.process_view(request, self.get_response, (), {})
        if refusal is not None:
            return refusal
        if not is_sent_from_lock_page(request):
            return _lock_page(request, user, hold(request))
        held, token = request.POST.get(HELD_FIELD, ""), session_key.new_token()
        with database_identity(user):
            state = session_unlock(request.session, request.POST.get(PASSPHRASE_FIELD, ""), by=user, token=token)
        if state == Lifetime.ENDED:
            logout(request)
        if state != Lifetime.OPEN:
            return _lock_page(request, user, held, state=state, is_wrong=True)
        hand_out(request, token)
        remember_authentication(request)
        if not (held and replay(request, held)):
            return HttpResponseRedirect(request.get_full_path())
        request.is_session_locked = False  # type: ignore[attr-defined]
        return self.get_response(request)


class LockdownMiddleware:
    """During a lock-down nobody is let through, and the two who reopen see that page alone (docs/adr/0011).

    The lock-down has ended all sessions. This is for what comes later or is still under way: a login that was halfway
    through, a download that is being sent.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if isinstance(user, User) and lockdowns_of(user):
            match = _match(request)
            if is_barred(user):
                logout(request)
            elif match is None or match.url_name not in OPEN_DURING_LOCKDOWN:
                return HttpResponseRedirect(reverse("lockdown"))
        response = self.get_response(request)
        sent = cast("HttpResponseBase", response)
        if isinstance(sent, StreamingHttpResponse) and isinstance(user, User):
            sent.streaming_content = _while_valid(cast("Iterable[bytes]", sent.streaming_content), user)
        return response


def _while_valid(content: Iterable[bytes], user: User) -> Iterator[bytes]:
    """What is being sent, until the person's sessions are ended; then the connection breaks off.

    A clean end would make a part look like the whole. Servers take this error for a reader who went away.
    """
    valid = User.objects.filter(pk=user.pk, is_active=True, session_generation=user.session_generation)
    checked = -STREAM_CHECK_SECONDS
    for part in content:
        if time.monotonic() - checked >= STREAM_CHECK_SECONDS:
            if not valid.exists():
                raise BrokenPipeError(errno.EPIPE, "the session has ended")
            checked = time.monotonic()
        yield part


def _match(request: HttpRequest) -> ResolverMatch | None:
    """The address, before the request has reached its view."""
    try:
        return resolve(request.path_info)
    except Resolver404:
        return None


def _lock_page(
    request: HttpRequest, user: User, held: str, *, state: Lifetime = Lifetime.LOCKED, is_wrong: bool = False
) -> HttpResponse:
    """The page that asks for the passphrase; it shows no more of the person than one letter."""
    context = {
        "initial": user.username[:1],
        "held": held,
        "is_ended": state == Lifetime.ENDED,
        "is_wrong": is_wrong,
        "is_without_key": lifetimes.lifetime(request.session, lifetimes.idle_limit(user)) == Lifetime.OPEN,
        "had_files": had_files(request),
    }
    return render(request, "documenters/session_locked.html", context, status=423)


class BrokenSealMiddleware:
    """Say what to do where a text cannot be opened, in place of “something went wrong”.

    Whatever the page was doing is rolled back by then; the log knows which text it was (`sealed.broken`).
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """A page for a broken seal, and for nothing else."""
        if not isinstance(error, SealBroken):
            return None
        return render(request, "documenters/seal_broken.html", status=422)


class DatabaseIdentityMiddleware:
    """Tell the database who asks: whatever a page forgets to filter, row-level security does not show."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with database_identity(request.user if isinstance(request.user, User) else None):
            return self.get_response(request)
