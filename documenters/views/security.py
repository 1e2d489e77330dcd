"""The person's own security: password, second factor, sessions."""

from typing import Any, cast

from allauth.account import views as account
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import views as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import TemplateView

from documenters.access import has_permission
from documenters.actions.logins import sessions_close
from documenters.actions.member_keys import member_key_of
from documenters.actions.second_factor import recovery_codes_made, second_factor_added, second_factor_removed
from documenters.actions.sessions import other_sessions_forget
from documenters.actions.takeover import has_second_factor
from documenters.actions.vaults import server_reads
from documenters.models import User
from documenters.pending_secret import forget_pending_secret, has_pending_secret, pending_secret
from documenters.permissions import Permission
from documenters.session_store import stored_key
from documenters.views.guards import SignedInRequest, recently_authenticated, signed_in
from documenters.views.login import OwnFrame
from documenters.views.open_sessions import open_sessions
from documenters.views.own_key import words_of

PERSONAL = method_decorator(signed_in, name="dispatch")
CAREFUL = method_decorator([signed_in, recently_authenticated], name="dispatch")
"""Changes of the second factor, and looking at its secrets, ask again who is there."""


@PERSONAL
class Security(mfa.IndexView):  # type: ignore[misc]
    """What protects this account, and where to change it."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The factors by kind, how many recovery codes are left, how many sessions there are."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        factors = context["authenticators"]
        codes = factors.get(Authenticator.Type.RECOVERY_CODES)
        return {
            **context,
            "app": factors.get(Authenticator.Type.TOTP),
            "keys": factors.get(Authenticator.Type.WEBAUTHN, []),
            "codes_left": len(codes.get_unused_codes()) if codes else None,
            "session_count": len(open_sessions(self.request)),
            "has_second_factor": has_second_factor(self.request.user),
            "own_key": member_key_of(self.request.user),
            "key_words": words_of(self.request.user),
            "needs_code": not server_reads() and has_permission(self.request.user, Permission.SEALED_OPEN),
        }


@PERSONAL
class ChangePassword(OwnFrame, account.PasswordChangeView):  # type: ignore[misc]
    """Choose a new password."""

    success_url = reverse_lazy("mfa_index")

    def form_valid(self, form: BaseForm) -> HttpResponse:
        """All other sessions end by themselves: the hash that they carry is another now."""
        response: HttpResponse = super().form_valid(form)
        other_sessions_forget(cast(User, self.request.user), self.request.session)
        messages.success(self.request, _("Your new password is set."))
        return response


@require_safe
@signed_in
def second_factor_set_up(request: SignedInRequest) -> HttpResponseBase:
    """The page that everybody without a second factor meets: why, and the two ways."""
    if has_second_factor(request.user):
        return redirect("mfa_index")
    return render(request, "documenters/second_factor_set_up.html")


@CAREFUL
class AddApp(OwnFrame, totp.ActivateTOTPView):  # type: ignore[misc]
    """Set up an authenticator app: scan or type the secret, then give the first code."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The secret in groups of four; the picture comes from `totp_picture`."""
        context = super(totp.ActivateTOTPView, self).get_context_data(**kwargs)
        secret: str = context["form"].secret
        return {
            **context,
            "secret_groups": [secret[at : at + 4] for at in range(0, len(secret), 4)],
            "app_address": get_adapter().build_totp_url(self.request.user, secret),
        }

    def form_valid(self, form: BaseForm) -> HttpResponse:
        """Write it down, and forget the copy in the session."""
        response: HttpResponse = super().form_valid(form)
        forget_pending_secret(self.request)
        second_factor_added("totp", by=self.request.user)
        messages.success(self.request, _("The authenticator app is set up."))
        if self.did_generate_recovery_codes:
            recovery_codes_made(by=self.request.user)
        return response


@require_safe
@signed_in
@recently_authenticated
def totp_picture(request: SignedInRequest) -> HttpResponseBase:
    """The QR code of the app that is being set up. An address of its own: the policy allows no pictures in pages."""
    if not has_pending_secret(request):
        raise Http404
    adapter = get_adapter()
    address = adapter.build_totp_url(request.user, pending_secret(request, request.user))
    return HttpResponse(adapter.build_totp_svg(address), content_type="image/svg+xml; charset=utf-8")


@CAREFUL
class RemoveApp(totp.DeactivateTOTPView):  # type: ignore[misc]
    """Remove the authenticator app."""

    def form_valid(self, form: BaseForm) -> HttpResponse:
        """Write it down."""
        response: HttpResponse = super().form_valid(form)
        second_factor_removed("totp", by=self.request.user)
        messages.success(self.request, _("The authenticator app is removed."))
        return response


@CAREFUL
class AddKey(webauthn.AddWebAuthnView):  # type: ignore[misc]
    """Add a passkey or security key."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the form that was refused, which allauth's view forgets."""
        return {**super().get_context_data(), **kwargs, "form": kwargs.get("form") or self.get_form()}

    def form_valid(self, form: BaseForm) -> HttpResponse:
        """Write it down."""
        response: HttpResponse = super().form_valid(form)
        second_factor_added("webauthn", by=self.request.user)
        messages.success(self.request, _("The key is added."))
        if self.did_generate_recovery_codes:
            recovery_codes_made(by=self.request.user)
        return response


@PERSONAL
class KeyList(webauthn.ListWebAuthnView):  # type: ignore[misc]
    """The person's passkeys and security keys."""


@CAREFUL
class RenameKey(webauthn.EditWebAuthnView):  # type: ignore[misc]
    """Give a key another name."""


@CAREFUL
class RemoveKey(webauthn.RemoveWebAuthnView):  # type: ignore[misc]
    """Remove a key."""

    def form_valid(self, form: BaseForm) -> HttpResponse:
        """Write it down."""
        response: HttpResponse = super().form_valid(form)
        second_factor_removed("webauthn", by=self.request.user)
        messages.success(self.request, _("The key is removed."))
        return response


@CAREFUL
class RecoveryCodes(recovery_codes.ViewRecoveryCodesView):  # type: ignore[misc]
    """New recovery codes, once; afterwards only how many are left."""


@CAREFUL
class NewRecoveryCodes(recovery_codes.GenerateRecoveryCodesView):  # type: ignore[misc]
    """Make new recovery codes; the old ones are void."""

    def form_valid(self, form: BaseForm) -> HttpResponse:
        """Write it down."""
        response: HttpResponse = super().form_valid(form)
        recovery_codes_made(by=self.request.user)
        return response


@PERSONAL
class SessionList(TemplateView):
    """Where the person is logged in; a POST ends all sessions but this one."""

    template_name = "usersessions/usersession_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The sessions with what we keep of them."""
        return {**super().get_context_data(**kwargs), "sessions": open_sessions(self.request)}

    def post(self, _request: HttpRequest) -> HttpResponse:
        """End all others."""
        user = cast(User, self.request.user)
        here = stored_key(str(self.request.session.session_key))
        sessions_close(UserSession.objects.filter(user=user).exclude(session_key=here), by=user)
        messages.success(self.request, _("All other sessions have ended."))
        return redirect("usersessions_list")


@require_POST
@signed_in
def session_end(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """End one other session of one's own."""
    here = stored_key(str(request.session.session_key))
    found = get_object_or_404(UserSession.objects.exclude(session_key=here), user=request.user, pk=pk)
    sessions_close([found], by=request.user)
    messages.success(request, _("The session has ended."))
    return redirect("usersessions_list")
