"""People with keys of their own, as `VAULT_MODE = "members"` wants them. Every passphrase is `PASSWORD`."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.test import Client

from documenters import session_key
from documenters.actions.member_keys import member_key_make, member_key_of, member_key_open
from documenters.identity import database_identity
from documenters.key_middleware import CODE_SET_KEY
from documenters.models import MemberKey, User
from documenters.vault.opened import key_opened
from tests.factories.people import PASSWORD


def keyed(user: User) -> User:
    """The person with a key: made as the login makes it, where there is none."""
    if member_key_of(user) is None:
        with database_identity(user):
            member_key_make(user, PASSWORD, by=user)
    return user


def key_of(user: User) -> MemberKey:
    """The person's key in use."""
    key = member_key_of(user)
    assert key is not None
    return key


@contextmanager
def opened(user: User) -> Iterator[User]:
    """Inside, the person asks and their key is open, as in a request of theirs."""
    own = member_key_open(keyed(user), PASSWORD)
    assert own is not None
    with database_identity(user), key_opened(user.pk, own.member_key_id, lambda: own.private):
        yield user


key_open = opened


def signed_in_with_key(client: Client, user: User) -> Client:
    """The test client, logged in as this person, with the cookie that opens their key and a recovery code."""
    own = member_key_open(keyed(user), PASSWORD)
    assert own is not None
    client.force_login(user)
    session, token = client.session, session_key.new_token()
    session_key.keep(session, token, user_id=user.pk, member_key_id=own.member_key_id, private=own.private)
    session[CODE_SET_KEY] = own.member_key_id
    session.save()
    client.cookies[settings.VAULT_COOKIE_NAME] = token
    return client
