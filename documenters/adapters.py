"""What allauth does differently here: user names only, no mail, sealed secrets, nothing that names a device.

allauth finds these classes through `ACCOUNT_ADAPTER` and `MFA_ADAPTER`.
"""

import ipaddress
from base64 import b64decode, b64encode
from typing import Any, Literal, cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.core import context
from allauth.core.internal.httpkit import get_client_ip
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from documenters.access import is_barred
from documenters.actions.logins import login_note
from documenters.devices import device_label
from documenters.models import Lockdown, User
from documenters.recency import authenticated_recently
from documenters.vault.keyring import second_factor_key
from documenters.vault.primitives import SealBroken, open_bytes, seal_bytes

MISMATCH = "username_password_mismatch"
TOO_MANY_TRIES = "too_many_login_attempts"
IPV6_PREFIX = 64
"""One connection of a household or an office gets a network of this size."""

NEW_DEVICE = _(
    "A new kind of device logged in with your account on %(day)s: %(device)s. Was it not you? Then change your "
    "password and end that session; both stand under “Security” in the menu."
)
METHOD_LABELS: dict[str, str | Promise] = {
    "reauthenticate": _("Use the password"),
    "mfa_reauthenticate": _("Use a code"),
    "mfa_reauthenticate:webauthn": _("Use a passkey or security key"),
}


def remember_language(response: HttpResponse, language: str) -> None:
    """Keep the language of the interface in a cookie."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        samesite=cast("Literal['Strict']", settings.LANGUAGE_COOKIE_SAMESITE),
    )


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Logging in with a user name; nobody signs up, nothing is mailed."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _(
            "User name or password is wrong. Check the keyboard language and capital letters."
        ),
        "closed": _("Logging in is closed for now, or the user name or the password is wrong."),
        "incorrect_password": _("The password is wrong. Check the keyboard language and capital letters."),
        "enter_current_password": _("The password is wrong. Check the keyboard language and capital letters."),
        "incorrect_code": _("The code is wrong. A new one appears in the app every 30 seconds."),
        TOO_MANY_TRIES: _("Too many wrong tries. Wait five minutes, then try again."),
        "rate_limited": _("Too many wrong tries. Wait five minutes, then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: people are invited."""
        return False

    def is_ajax(self, request: HttpRequest) -> bool:
        """Never: every answer is a page."""
        return False

    def is_safe_url(self, url: str | None) -> bool:
        """Only addresses inside this site, without its name."""
        return bool(url and url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Nothing is mailed: a mailbox is one more thing to seize."""

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Only what is said in so many words: our views speak for themselves, allauth's templates do not."""
        if message:
            messages.add_message(request, level, message, extra_tags=extra_tags)

    def get_client_ip(self, request: HttpRequest) -> str:
        """The network that the limits count; it reaches the cache as a keyed hash only (`limits.cache_key`)."""
        found: str | None = get_client_ip(request)
        if not found:
            return "unknown"
        address = ipaddress.ip_address(found)
        if address.version == 6:
            return str(ipaddress.ip_network((address, IPV6_PREFIX), strict=False).network_address)
        return found

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """One count for a login, whatever name of the site somebody types."""
        return str(credentials.get("username", "")).casefold()

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """The person, or nobody: a suspended account answers like an unknown one."""
        self.pre_authenticate(request, **credentials)
        user = authenticate(request, **credentials)
        AuthenticationBackend.unstash_authenticated_user()
        if user is not None and is_barred(user):
            user = None  # a lock-down: the answer, and its place in the counts, is that of a wrong password
        if user is None:
            self.authentication_failed(request, **credentials)
        else:
            self._rollback_login_failed_rl_usage()
        return user

    def validation_error(self, code: str, *args: Any) -> ValidationError:
        """During a lock-down no answer says that a password is wrong: somebody may stand beside the person."""
        if code == MISMATCH and Lockdown.objects.current().exists():
            code = "closed"
        error: ValidationError = super().validation_error(code, *args)
        return error

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **kwargs: Any) -> HttpResponse:
        """Go on in the person's language, unless one was chosen on this computer; tell of devices they may not know."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        person = cast(User, user)
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            remember_language(response, person.language)
        for device in login_note(person, device_label(request.META.get("HTTP_USER_AGENT", "")), by=person):
            messages.warning(request, NEW_DEVICE % {"device": device, "day": date_format(device.first_on)})
        return response

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        """Never: the person's key is wrapped by the old one, which `ChangePasswordForm` knows."""
        raise NotImplementedError

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """The same rule as `guards.recently_authenticated`."""
        request: HttpRequest | None = context.request
        return request is None or not authenticated_recently(request)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """In our words."""
        return [
            {**method, "description": METHOD_LABELS[method["id"]]}
            for method in super().get_reauthentication_methods(user)
        ]


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factors whose secrets are sealed for one person."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("The code is wrong. A new one appears in the app every 30 seconds."),
    }

    def encrypt(self, text: str) -> str:
        """Seal a secret for the person who is setting it up."""
        request: HttpRequest | None = context.request
        if request is None or not isinstance(request.user, User):
            raise SealBroken
        return seal_secret(request.user.pk, text)

    def decrypt(self, encrypted_text: str) -> str:
        """Open a secret; `refuse_moved_secret` has checked whose row it stands in."""
        return open_secret(encrypted_text)

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:  # noqa: A002
        """What a key is called when the person gives no name."""
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return str(_("Key %(number)d") % {"number": count + 1})

    def get_public_key_credential_user_entity(self, user: AbstractBaseUser) -> dict[str, Any]:
        """What a passkey holds about the person: the user name, which is no real name."""
        entity: dict[str, Any] = super().get_public_key_credential_user_entity(user)
        return {**entity, "display_name": entity["name"]}


def seal_secret(user_id: int, text: str) -> str:
    """`text` sealed for one person: the number of the person, a colon, the ciphertext."""
    sealed = seal_bytes(second_factor_key(), text.encode(), _bound_to(user_id))
    return f"{user_id}:{b64encode(sealed).decode()}"


def open_secret(sealed: str) -> str:
    """What `seal_secret` sealed; raises `SealBroken` for anything else."""
    owner, _colon, ciphertext = sealed.partition(":")
    if not owner.isdecimal():
        raise SealBroken
    try:
        return open_bytes(second_factor_key(), b64decode(ciphertext, validate=True), _bound_to(int(owner))).decode()
    except ValueError as error:  # not Base64
        raise SealBroken from error


def refuse_moved_secret(instance: Authenticator, **_kwargs: Any) -> None:
    """Called for each row read: raise `SealBroken` when its secret was sealed for somebody else."""
    data = instance.__dict__.get("data") or {}
    for name in ("secret", "seed"):
        sealed = data.get(name)
        if sealed is not None and str(sealed).partition(":")[0] != str(instance.user_id):
            raise SealBroken


def _bound_to(user_id: int) -> bytes:
    return f"v1|second-factor|{user_id}".encode()
