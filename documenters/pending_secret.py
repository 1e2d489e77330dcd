"""The secret of an authenticator app that is being set up: in the session, sealed, until the first code is right."""

from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.http import HttpRequest

from documenters.adapters import open_secret, seal_secret
from documenters.models import User

PENDING_KEY = "second_factor_pending"


def pending_secret(request: HttpRequest, user: User) -> str:
    """The secret, made at the first question; it stays the same when the page is loaded again."""
    sealed = request.session.get(PENDING_KEY)
    if sealed is None:
        sealed = request.session[PENDING_KEY] = seal_secret(user.pk, str(generate_totp_secret()))
    return open_secret(sealed)


def has_pending_secret(request: HttpRequest) -> bool:
    """Is somebody setting up an app?"""
    return PENDING_KEY in request.session


def forget_pending_secret(request: HttpRequest) -> None:
    """The app is set up."""
    request.session.pop(PENDING_KEY, None)
