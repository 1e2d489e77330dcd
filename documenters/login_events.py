"""What happens when allauth or Django reports a login, a confirmation, or a row of theirs being read or written."""

from typing import Any

from allauth.account import signals as account_signals
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.db.models.signals import post_init, pre_save
from django.http import HttpRequest

from documenters.actions.sessions import NO_ADDRESS, session_note, sessions_open
from documenters.adapters import refuse_moved_secret
from documenters.devices import device_label
from documenters.models import User
from documenters.recency import remember_authentication
from documenters.refusal_log import log_failed_login, log_login
from documenters.session_store import stored_key


def connect() -> None:
    """Called once when the app is ready."""
    user_login_failed.connect(log_failed_login, dispatch_uid="documenters.log_failed_login")
    user_logged_in.connect(log_login, dispatch_uid="documenters.log_login")
    user_logged_in.connect(remember_login, dispatch_uid="documenters.remember_login")
    account_signals.authentication_step_completed.connect(
        remember_confirmation, dispatch_uid="documenters.remember_confirmation"
    )
    account_signals.user_logged_in.connect(note_login, dispatch_uid="documenters.note_login")
    for signal in (account_signals.password_set, account_signals.password_changed):
        signal.connect(note_session, dispatch_uid="documenters.note_session")
    pre_save.connect(keep_no_trace, sender=UserSession, dispatch_uid="documenters.keep_no_trace")
    post_init.connect(refuse_moved_secret, sender=Authenticator, dispatch_uid="documenters.refuse_moved_secret")


def remember_login(request: HttpRequest | None, **_kwargs: Any) -> None:
    """Somebody has just logged in."""
    if request is not None:
        remember_authentication(request)


def remember_confirmation(request: HttpRequest, reauthenticated: bool = False, **_kwargs: Any) -> None:
    """Somebody who had logged in gave the password or the second factor again."""
    if reauthenticated:
        remember_authentication(request)


def note_login(request: HttpRequest, user: User, **_kwargs: Any) -> None:
    """A session begins: it comes on the person's list, and ended ones go."""
    sessions_open(user)
    note_session(request, user)


def note_session(request: HttpRequest, user: User, **_kwargs: Any) -> None:
    """A session has a token that the person's list does not know yet."""
    session_note(request.session, device_label(request.headers.get("User-Agent", "")), by=user)


def keep_no_trace(instance: UserSession, **_kwargs: Any) -> None:
    """Of a session we keep no token, no address of a computer and two words of the browser."""
    instance.session_key = stored_key(instance.session_key)
    instance.ip = NO_ADDRESS
    instance.user_agent = device_label(instance.user_agent)
