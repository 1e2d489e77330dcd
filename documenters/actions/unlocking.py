"""What a passphrase opens: a locked session, and the private key of its owner."""

from django.contrib.auth.hashers import check_password
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction

from documenters import session_key
from documenters.access import is_barred, programme_of
from documenters.actions.member_keys import (
    OwnKey,
    member_key_make,
    member_key_of,
    member_key_open,
    member_key_recover,
    member_key_rewrap,
)
from documenters.actions.takeover import hold_account
from documenters.actions.vaults import server_reads
from documenters.audit import record
from documenters.identity import database_identity
from documenters.lifetimes import UNLOCK_TRIES, Lifetime, unlock
from documenters.models import User
from documenters.session_store import OPEN_KEY, TRIES_KEY
from documenters.vault.primitives import SealBroken
from documenters.vault.recovery_codes import read_code


def passphrase_opens(user: User, passphrase: str) -> bool:
    """Is this the person's passphrase?

    The one place where a passphrase opens something that is already somebody's: keys that come from people are opened
    here too. Unlike `user.check_password` it never writes the password anew, which would end the session. During a
    lock-down it opens nothing.
    """
    return user.is_active and not is_barred(user) and check_password(passphrase, user.password)


@transaction.atomic
def own_key(user: User, passphrase: str, *, by: User) -> OwnKey | None:
    """The person's private key, for somebody whose passphrase was found right; made where there is none.

    In server mode nothing is opened, and nothing is stretched where a key is there. Raises `SealBroken` where another
    passphrase wraps the key: a backup has brought back an older password, or a newer key.
    """
    with database_identity(user):
        hold_account(user)
        if server_reads() and member_key_of(user) is not None:
            return None
        found = member_key_open(user, passphrase) or member_key_make(user, passphrase, by=by)
    return None if server_reads() else found


def key_keep(session: SessionBase, user: User, passphrase: str, token: str) -> None:
    """Put the key of somebody whose passphrase was found right into a session, sealed under this token."""
    session_key.drop(session)
    try:
        own = own_key(user, passphrase, by=user)
    except SealBroken:
        session_key.keep_unopened(session, user_id=user.pk)
        return
    if own is not None:
        session_key.keep(session, token, user_id=user.pk, member_key_id=own.member_key_id, private=own.private)


@transaction.atomic
def session_unlock(session: SessionBase, passphrase: str, *, by: User, token: str) -> Lifetime:
    """Try a passphrase: OPEN when it is right, LOCKED when it is wrong, ENDED at the fifth wrong one in a row.

    Where it is right the person's key is in the session again, sealed under `token`, which the caller hands to the
    browser. The caller throws an ended session away: also one that somebody ended meanwhile. Every wrong try is in
    the log.
    """
    # One try at a time: guesses sent all at once would otherwise count as one.
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    kept = type(session)(session.session_key)
    tries = kept.get(TRIES_KEY, 0)
    if tries < UNLOCK_TRIES and passphrase_opens(by, passphrase):
        key_keep(session, by, passphrase, token)
        # Read anew: it opens a lock that came while the passphrase was typed or verified, too.
        kept = type(session)(session.session_key)
        if not kept.keys():
            return Lifetime.ENDED
        for opened in (kept, session):
            unlock(opened)
        kept.update({OPEN_KEY: session.get(OPEN_KEY)})
        kept.save()
        return Lifetime.OPEN
    kept[TRIES_KEY] = tries + 1
    kept.save()
    is_ended = tries + 1 >= UNLOCK_TRIES
    record(
        "session.unlock_failed",
        by,
        by=by,
        programme=programme_of(by),
        reason="session_ended" if is_ended else "wrong_passphrase",
    )
    return Lifetime.ENDED if is_ended else Lifetime.LOCKED


@transaction.atomic
def key_reopen(user: User, passphrase: str, opens: str, *, by: User) -> None:
    """Wrap the person's key by the passphrase of today; `opens` is the recovery code or the passphrase before.

    Raises `SealBroken` where neither fits.
    """
    with database_identity(user):
        code = read_code(opens)
        if code is not None:
            member_key_recover(user, code, passphrase, by=by)
            return
        own = member_key_open(user, opens)
        if own is None:
            raise SealBroken
        member_key_rewrap(user, own, passphrase, by=by)
