"""Mail that says no more than it must: plain text, and nowhere the name of the machine that it comes from."""

import uuid
from email.utils import parseaddr
from smtplib import SMTP, SMTP_SSL
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend


def plain_mail(subject: str, body: str, *, to: str) -> EmailMessage:
    """A mail to one address. Django would put the name of this machine into the Message-ID."""
    number = f"<{uuid.uuid4().hex}@{sender_domain()}>"
    return EmailMessage(subject, body, from_email=settings.DEFAULT_FROM_EMAIL, to=[to], headers={"Message-ID": number})


def sender_domain() -> str:
    """What stands behind the @ of the address that mails come from."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]


class QuietSMTP(SMTP):
    """Greets the mail server as the sender's domain: what is said there comes into the first line of every mail."""

    def __init__(self, *where: Any, **given: Any) -> None:
        super().__init__(*where, **{**given, "local_hostname": sender_domain()})


class QuietSMTPOverTLS(SMTP_SSL):
    """The same, encrypted from the first byte."""

    def __init__(self, *where: Any, **given: Any) -> None:
        super().__init__(*where, **{**given, "local_hostname": sender_domain()})


class QuietBackend(EmailBackend):
    """Django's way of talking to a mail server, without the name of this machine. Named by `config.mail_url`."""

    @property
    def connection_class(self) -> type[SMTP]:
        """What talks."""
        return QuietSMTPOverTLS if self.use_ssl else QuietSMTP
