"""What `EMAIL_URL` means here."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured

SERVER = "django.core.mail.backends.smtp.EmailBackend"


def settings(parsed: dict[str, Any], sender: str, *, demo: bool) -> dict[str, Any]:
    """The settings of Django that were read from the URL, with our own way of talking to a mail server.

    Raises `ImproperlyConfigured`, in one sentence, where a real installation would put mails into files or into the
    log, or send them as nobody.
    """
    is_server = parsed["EMAIL_BACKEND"] == SERVER
    if not demo and not is_server:
        raise ImproperlyConfigured(
            "EMAIL_URL names no mail server: addresses do not belong into files or into the log."
        )
    if not demo and "@" not in sender:
        raise ImproperlyConfigured("EMAIL_URL without MAIL_FROM: mails need an address that they come from.")
    return {**parsed, "EMAIL_BACKEND": "documenters.mail.QuietBackend"} if is_server else parsed
