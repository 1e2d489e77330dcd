"""Which mail servers a real installation takes."""

import environ
import pytest
from django.core.exceptions import ImproperlyConfigured

from react_cases.config import mail_url

SENDER = "noreply@cases.example"


def parsed(url: str) -> dict[str, object]:
    return environ.Env.email_url_config(url)


@pytest.mark.parametrize(
    "url", ["smtp://relay:25", "smtp+tls://user:secret@mail.example:587", "smtp+ssl://mail.example:465"]
)
def test_a_server_is_greeted_without_the_name_of_this_machine(url: str) -> None:
    assert mail_url.settings(parsed(url), SENDER, demo=False)["EMAIL_BACKEND"] == "documenters.mail.QuietBackend"


@pytest.mark.parametrize(
    ("url", "sender"), [("filemail:////srv/var/mail", SENDER), ("consolemail://", SENDER), ("smtp://relay:25", "")]
)
def test_addresses_do_not_go_into_files_and_mails_do_not_come_from_nobody(url: str, sender: str) -> None:
    with pytest.raises(ImproperlyConfigured):
        mail_url.settings(parsed(url), sender, demo=False)
    assert mail_url.settings(parsed(url), sender, demo=True)
