"""The keys that the server has by itself, all derived from `SEALING_KEY`.

None of them opens what people wrote about a case, except in server mode, where one of them opens the vaults
(docs/adr/0038).
"""

from functools import lru_cache

from django.conf import settings

from documenters.vault.primitives import derive_key


@lru_cache(maxsize=8)
def _derived(secret: str, purpose: str) -> bytes:
    return derive_key(secret, purpose)


def server_vault_key() -> bytes:
    """The key that opens every vault in server mode."""
    return _derived(settings.SEALING_KEY, "vault")


def client_code_key(programme_code: str) -> bytes:
    """The key of the programme's client codes: the same client gives the same code only inside one programme."""
    return _derived(settings.SEALING_KEY, f"client-code|{programme_code}")


def second_factor_key() -> bytes:
    """The key that seals the secrets of authenticator apps and recovery codes."""
    return _derived(settings.SEALING_KEY, "second-factor")


def notice_address_key() -> bytes:
    """The key that seals the mail addresses of people who want to be told of tasks."""
    return _derived(settings.SEALING_KEY, "notice-address")


def pseudonym_key() -> bytes:
    """The key that decides which other name a person gets in the texts of a case."""
    return _derived(settings.SEALING_KEY, "pseudonym")


def limits_key() -> bytes:
    """The key that hides what is counted: addresses and user names."""
    return _derived(settings.SEALING_KEY, "limits")


def session_token_key(token: str) -> bytes:
    """The key for a person's private key in the session: half of it is in a cookie and nowhere else."""
    return derive_key(f"{token}|{settings.SEALING_KEY}", "session-token")


def held_request_key(session_key: str) -> bytes:
    """The key for what somebody sent to a locked session: of no use in another session."""
    return derive_key(settings.SEALING_KEY, f"held-request|{session_key}")
