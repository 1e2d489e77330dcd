"""Nobody works without a second factor."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from documenters.actions.takeover import has_second_factor
from documenters.models import User

Handler = Callable[[HttpRequest], HttpResponse]

SET_UP_PAGE = "second_factor_set_up"
EXEMPT_NAMES = frozenset(
    {
        SET_UP_PAGE,
        "mfa_activate_totp",
        "totp_picture",
        "mfa_add_webauthn",
        "account_reauthenticate",
        "account_logout",
        "quick_exit",
        "language_set",
        "session_lock",
        "session_unlock",
        "session_touch",
    }
)
"""What somebody without a second factor can reach: setting one up, locking, and leaving."""


class SecondFactorMiddleware:
    """Show somebody without a second factor the page that sets one up, whatever they asked for."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponseBase | None:
        """Instead of the view, unless it is exempt."""
        if not settings.SECOND_FACTOR_REQUIRED or not isinstance(request.user, User):
            return None
        name = request.resolver_match.url_name if request.resolver_match else None
        if name in EXEMPT_NAMES or has_second_factor(request.user):
            return None
        return redirect(SET_UP_PAGE)
