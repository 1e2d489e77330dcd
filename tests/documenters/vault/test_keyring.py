"""Which key is for what."""

from pytest_django.fixtures import Settings

from documenters.vault.keyring import client_code_key, server_vault_key


def test_keys_of_programmes_and_purposes_differ() -> None:
    assert len({server_vault_key(), client_code_key("KG"), client_code_key("TJ")}) == 3
    assert server_vault_key() == server_vault_key()


def test_keys_follow_the_secret(settings: Settings) -> None:
    before = server_vault_key()
    settings.SEALING_KEY = "another secret of this server"
    assert server_vault_key() != before
