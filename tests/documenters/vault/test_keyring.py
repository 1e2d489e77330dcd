"""Which key is for what."""

from pytest_django.fixtures import Settings

from documenters.vault.keyring import client_code_key, content_key


def test_keys_of_generations_programmes_and_purposes_differ() -> None:
    keys = {content_key(1), content_key(2), client_code_key("KG"), client_code_key("TJ")}
    assert len(keys) == 4
    assert content_key(1) == content_key(1)


def test_keys_follow_the_secret(settings: Settings) -> None:
    before = content_key(1)
    settings.SEALING_KEY = "another secret of this server"
    assert content_key(1) != before
