"""Log in: password, then second factor; and prove once more who is at the keyboard."""

from typing import Any

from allauth.account import views as account
from allauth.account.internal.flows.logout import logout
from allauth.mfa.base import views as mfa
from allauth.mfa.webauthn import views as webauthn
from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from documenters.forms.login import is_refused_for_tries

TOO_MANY = 429


class OwnFrame:
    """Keeps the page's own `site`, which allauth would hide by a variable of the same name; 429 when too often."""

    is_refused = False

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Everything but `site`."""
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        context.pop("site", None)
        return {**context, "is_refused": self.is_refused}

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        """The form with what was typed, except the password."""
        self.is_refused = is_refused_for_tries(form)
        response: HttpResponse = super().form_invalid(form)  # type: ignore[misc]
        if self.is_refused:
            response.status_code = TOO_MANY
        return response


class Login(OwnFrame, account.LoginView):  # type: ignore[misc]
    """User name and password."""


class SecondFactor(OwnFrame, mfa.AuthenticateView):  # type: ignore[misc]
    """The second step: a code, a passkey or a security key."""


class Confirm(OwnFrame, account.ReauthenticateView):  # type: ignore[misc]
    """The password once more."""


class ConfirmByCode(OwnFrame, mfa.ReauthenticateView):  # type: ignore[misc]
    """A code once more."""


class ConfirmByKey(webauthn.ReauthenticateWebAuthnView):  # type: ignore[misc]
    """A passkey or security key once more."""

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        """The same page with what went wrong; allauth would lead to the login page."""
        for error in form.errors.get("credential", []):
            messages.error(self.request, str(error))
        return HttpResponseRedirect(self.request.get_full_path())


@require_POST
def logout_now(request: HttpRequest) -> HttpResponse:
    """End the session and show the login page."""
    logout(request, show_message=False)
    request.session.flush()
    return redirect("account_login")
