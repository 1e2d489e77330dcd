"""Forms of logging in, of the password and of the second factor. Named in the settings `ACCOUNT_FORMS`, `MFA_FORMS`."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.account import forms as account
from allauth.core import context
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from cryptography.exceptions import InvalidSignature
from django import forms
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from documenters.actions.members import password_change
from documenters.adapters import TOO_MANY_TRIES
from documenters.key_cookie import open_key
from documenters.limits import USED_CODE
from documenters.pending_secret import pending_secret

NO_PROOF = _("The key could not be checked. Try again, or use another way.")
CODE_SECONDS = 5 * 30
PLAIN_TYPING = {"autocapitalize": "none", "autocorrect": "off", "spellcheck": "false"}
CODE_ATTRIBUTES = {**PLAIN_TYPING, "autocomplete": "one-time-code", "inputmode": "numeric", "maxlength": "20"}


def is_refused_for_tries(form: forms.BaseForm) -> bool:
    """Was this form refused because it was sent too often?"""
    codes = {TOO_MANY_TRIES, "rate_limited"}
    return any(error.code in codes for errors in form.errors.as_data().values() for error in errors)


def _plain(field: forms.Field, label: Any, **attributes: str) -> None:
    """A label of ours above the field, and nothing inside it."""
    field.label = label
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update(attributes)


class LoginForm(account.LoginForm):  # type: ignore[misc]
    """User name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self.fields["login"], _("User name"), **PLAIN_TYPING)
        _plain(self.fields["password"], _("Password"))
        self.fields["password"].help_text = ""

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> HttpResponse:
        """Go on to the second step, or in. The passphrase opens the person's key now: it is not at hand later."""
        open_key(request, self.user, self.cleaned_data["password"])
        response: HttpResponse = super().login(request, redirect_url)
        return response

    def add_prefix(self, field_name: str) -> str:
        """The name that password managers know."""
        return "username" if field_name == "login" else str(super().add_prefix(field_name))


class ChangePasswordForm(account.ChangePasswordForm):  # type: ignore[misc]
    """The current password, and the new one twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self.fields["oldpassword"], _("Current password"))
        _plain(self.fields["password1"], _("New password"))
        _plain(self.fields["password2"], _("New password once more"))
        self.fields["oldpassword"].help_text = ""
        self.fields["password1"].help_text = _(
            "At least 14 characters, or four words. Five unrelated words are strong and easy to remember."
        )

    def save(self) -> None:
        """Set it; the person's key is opened by the old one and wrapped by the new one."""
        old, new = self.cleaned_data["oldpassword"], self.cleaned_data["password1"]
        password_change(self.user, new, old=old, by=self.user)


class ReauthenticateForm(account.ReauthenticateForm):  # type: ignore[misc]
    """The password once more."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self.fields["password"], _("Password"))
        self.fields["password"].help_text = ""


class CodeOnce(mfa.BaseAuthenticateForm):  # type: ignore[misc]
    """A code of the app, or a recovery code. Each is good for one use, as long as the app's clock may be wrong."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self.fields["code"], _("Code"), **CODE_ATTRIBUTES)
        self.fields["code"].help_text = _("Six digits from the app, or one of your recovery codes.")

    def clean_code(self) -> str:
        """allauth remembers a used code for 30 seconds only; with the tolerance of the clock it is valid longer."""
        code = str(super().clean_code())
        if not cache.add(f"{USED_CODE}{self.user.pk}|{normalize_user_code(code)}", True, CODE_SECONDS):
            raise get_adapter().validation_error("incorrect_code")
        return code


class AuthenticateForm(CodeOnce, mfa.AuthenticateForm):  # type: ignore[misc]
    """At login."""


class ReauthenticateCodeForm(CodeOnce, mfa.ReauthenticateForm):  # type: ignore[misc]
    """To prove once more who is there."""


class ActivateTOTPForm(totp.ActivateTOTPForm):  # type: ignore[misc]
    """The first code of a new authenticator app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.user = kwargs.pop("user")
        # Not allauth's: it keeps the secret readable in the session and makes a new one each time the page is loaded,
        # which loses people whose phone reloads the page while they are in the app.
        forms.Form.__init__(self, *args, **kwargs)
        request: HttpRequest = context.request
        self.secret = pending_secret(request, self.user)
        _plain(self.fields["code"], _("Code from the app"), **CODE_ATTRIBUTES)


@contextmanager
def _whatever_the_browser_sent() -> Iterator[None]:
    """Anything that is no proof becomes one sentence: what somebody else put together breaks in many places."""
    try:
        yield
    except forms.ValidationError as error:
        if error.code != "incorrect_code":
            raise
        raise forms.ValidationError(NO_PROOF, code="no_proof") from error
    except (AttributeError, InvalidSignature, LookupError, TypeError, ValueError) as error:
        raise forms.ValidationError(NO_PROOF, code="no_proof") from error


class KeyForm(webauthn.AddWebAuthnForm):  # type: ignore[misc]
    """A new passkey or security key. What the browser answers is put into `credential` by static/js/passkey.js."""

    def clean(self) -> dict[str, Any]:
        """Check the browser's answer."""
        with _whatever_the_browser_sent():
            return dict(super().clean())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name = self.fields["name"]
        _plain(name, _("Name"), autocomplete="off", maxlength="60")
        name.help_text = _("To tell your keys apart, for example “blue key” or “office computer”.")


class KeyAnswer(webauthn.AuthenticateWebAuthnForm):  # type: ignore[misc]
    """The proof of a key at login."""

    def clean_credential(self) -> Any:
        """Check the browser's answer."""
        with _whatever_the_browser_sent():
            return super().clean_credential()


class KeyAnswerOnceMore(KeyAnswer, webauthn.ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """The proof of a key, to show once more who is there."""


class KeyNameForm(webauthn.EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a key."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self.fields["name"], _("Name"), autocomplete="off", maxlength="60")


class ConfirmForm(forms.Form):
    """The password once more, in front of something that was already sent."""

    confirm_password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
