"""Whose private key is open while this request, command or test runs. Nothing here outlives it. Pure.

The key is made available, not opened: `secret` is only called when something sealed is asked for, and once.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from documenters.vault.hpke import PrivateKey, private_from_bytes


class KeyLocked(Exception):
    """Somebody is logged in, but their key is not open: the passphrase opens it."""


class KeyMissing(Exception):
    """Nobody has sealed this to the person's key: a colleague has to admit them."""


@dataclass(frozen=True)
class OpenedKey:
    """A person's open key."""

    member_key_id: int
    private: PrivateKey = field(repr=False)


@dataclass
class _Available:
    user_id: int
    member_key_id: int
    secret: Callable[[], bytes] = field(repr=False)
    opened: OpenedKey | None = None


_available: ContextVar[_Available | None] = ContextVar("available_key", default=None)


@contextmanager
def key_opened(user_id: int, member_key_id: int, secret: Callable[[], bytes]) -> Iterator[None]:
    """Inside, `opened_key` answers for this person. `secret` gives the 32 bytes of the private key when first asked.

    Inside another one the inner takes its place until it ends. A generator that runs after the end finds nothing.
    """
    token = _available.set(_Available(user_id, member_key_id, secret))
    try:
        yield
    finally:
        _available.reset(token)


def opened_key(user_id: int) -> OpenedKey | None:
    """The open key of this person; None where no key is available, or somebody else's.

    Raises what `secret` raises, and `SealBroken` where it gives no key.
    """
    available = _available.get()
    if available is None or available.user_id != user_id:
        return None
    if available.opened is None:
        available.opened = OpenedKey(available.member_key_id, private_from_bytes(available.secret()))
    return available.opened
