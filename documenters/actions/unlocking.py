"""Opening a locked session with the passphrase of its owner."""

from django.contrib.auth.hashers import check_password
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction

from documenters.access import is_barred, programme_of
from documenters.audit import record
from documenters.lifetimes import UNLOCK_TRIES, Lifetime, unlock
from documenters.models import User
from documenters.session_store import TRIES_KEY


def passphrase_opens(user: User, passphrase: str) -> bool:
    """Is this the person's passphrase?

    The one place where a passphrase opens something that is already somebody's: keys that come from people are opened
    here too. Unlike `user.check_password` it never writes the password anew, which would end the session. During a
    lock-down it opens nothing.
    """
    return user.is_active and not is_barred(user) and check_password(passphrase, user.password)


@transaction.atomic
def session_unlock(session: SessionBase, passphrase: str, *, by: User) -> Lifetime:
    """Try a passphrase: OPEN when it is right, LOCKED when it is wrong, ENDED at the fifth wrong one in a row.

    The caller throws an ended session away: also one that somebody ended meanwhile. Every wrong try is in the log.
    """
    # One try at a time: guesses sent all at once would otherwise count as one.
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    kept = type(session)(session.session_key)
    tries = kept.get(TRIES_KEY, 0)
    if tries < UNLOCK_TRIES and passphrase_opens(by, passphrase):
        # Read anew: it opens a lock that came while the passphrase was typed or verified, too.
        kept = type(session)(session.session_key)
        if not kept.keys():
            return Lifetime.ENDED
        unlock(kept)
        kept.save()
        unlock(session)
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
