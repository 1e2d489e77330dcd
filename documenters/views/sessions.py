"""Log in, log out, change the password, leave quickly, choose the language."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from documenters.access import has_permission
from documenters.actions.members import password_change as change_password
from documenters.forms import LoginForm, NewPasswordForm
from documenters.models import User
from documenters.permissions import Permission
from documenters.views.context import NEUTRAL_PAGE
from documenters.views.guards import SignedInRequest, signed_in


class Login(LoginView):
    """The login page; afterwards the interface speaks the person's language."""

    authentication_form = LoginForm
    template_name = "documenters/login.html"
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Without Django's own `site`, which would hide the frame of the page and its demo banner."""
        context = super().get_context_data(**kwargs)
        return {name: value for name, value in context.items() if name not in ("site", "site_name")}

    def form_valid(self, form: Any) -> HttpResponse:
        """Log in and set the language cookie unless one was chosen on this computer."""
        response = super().form_valid(form)
        if settings.LANGUAGE_COOKIE_NAME not in self.request.COOKIES:
            _remember_language(response, form.get_user().language)
        return response


@require_POST
def logout_now(request: HttpRequest) -> HttpResponse:
    """End the session and show the login page."""
    logout(request)
    return redirect("login")


@require_POST
def quick_exit(request: HttpRequest) -> HttpResponse:
    """End the session and go to a neutral page."""
    logout(request)
    # Not a redirect: browsers hold the redirect after a form to the policy's `form-action 'self'`.
    return HttpResponse(headers={"Refresh": f"0; url={NEUTRAL_PAGE}"})


@signed_in
def password_change(request: SignedInRequest) -> HttpResponseBase:
    """Choose a new password."""
    form = NewPasswordForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        change_password(request.user, form.cleaned_data["new_password1"], by=request.user)
        update_session_auth_hash(request, request.user)
        messages.success(request, _("Your new password is set."))
        return redirect("home")
    return render(request, "documenters/password_change.html", {"form": form})


@require_POST
def language_set(request: HttpRequest) -> HttpResponse:
    """Remember the language in a cookie and stay on the page."""
    language = request.POST.get("language", "")
    target = request.POST.get("next", "")
    is_ours = target.startswith("/") and url_has_allowed_host_and_scheme(target, allowed_hosts=None)
    response = redirect(target if is_ours else "home")
    if translation.check_for_language(language) and language in dict(settings.LANGUAGES):
        _remember_language(response, language)
    return response


def _remember_language(response: HttpResponse, language: str) -> None:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=365 * 24 * 3600,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Strict",
    )


@signed_in
def home(request: SignedInRequest) -> HttpResponseBase:
    """Everybody's first page: what waits for them, or the figures, or the members."""
    user: User = request.user
    for permission, name in (
        (Permission.SEALED_OPEN, "queue"),
        (Permission.FIGURES_PUBLISHED, "figures"),
        (Permission.MEMBER_MANAGE, "member_list"),
    ):
        if has_permission(user, permission):
            return redirect(reverse(name))
    return render(request, "documenters/no_role.html", status=200)
