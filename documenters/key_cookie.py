"""The person's key in the request: opened where a passphrase was given, found again by the cookie, thrown away."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from documenters import session_key
from documenters.actions.unlocking import key_keep
from documenters.actions.vaults import server_reads
from documenters.models import User
from documenters.session_key import new_token

_FRESH = "fresh_key_token"


def open_key(request: HttpRequest, user: User, passphrase: str) -> None:
    """Open the key of somebody whose passphrase was found right, and keep it for the session that begins."""
    token = new_token()
    key_keep(request.session, user, passphrase, token)
    hand_out(request, token)


def hand_out(request: HttpRequest, token: str) -> None:
    """Let the answer to this request carry the cookie of a key that is in the session from now on."""
    setattr(request, _FRESH, token)


def key_of(request: HttpRequest, user: User) -> tuple[int, Callable[[], bytes]] | None:
    """The number of the key that this browser can open, and what opens it; None where there is none."""
    return session_key.kept_key(request.session, _token(request), user.pk)


def is_without_key(request: HttpRequest, user: User) -> bool:
    """Is somebody logged in whose key this browser cannot open, and the passphrase could?

    In server mode nobody needs one.
    """
    if server_reads() or session_key.is_unopened(request.session, user.pk):
        return False
    return key_of(request, user) is None


def set_cookie(request: HttpRequest, response: HttpResponseBase) -> None:
    """Give the browser the token of a fresh key, or take the token of one that is gone away from it."""
    name = settings.VAULT_COOKIE_NAME
    if not session_key.is_kept(request.session):
        if name in request.COOKIES:
            response.delete_cookie(name, samesite="Strict")
    elif (token := getattr(request, _FRESH, "")) and response.status_code < 500:
        response.set_cookie(name, token, httponly=True, secure=settings.SESSION_COOKIE_SECURE, samesite="Strict")


def _token(request: HttpRequest) -> str:
    return getattr(request, _FRESH, "") or request.COOKIES.get(settings.VAULT_COOKIE_NAME, "")
