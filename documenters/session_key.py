"""A person's private key for as long as they are logged in: in the session, sealed under a token of a cookie.

The row of the session alone opens nothing, nor does it together with every key of the server: the token is in one
browser and nowhere else (docs/adr/0032). It is unsealed only when something sealed is asked for.
"""

import hashlib
import secrets
from base64 import b64decode, b64encode
from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib.sessions.backends.base import SessionBase

from documenters.session_store import OPEN_KEY
from documenters.vault.keyring import session_token_key
from documenters.vault.primitives import SealBroken, open_bytes, seal_bytes

TOKEN_BYTES = 32


def new_token() -> str:
    """256 random bits, as a cookie holds them."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def keep(session: SessionBase, token: str, *, user_id: int, member_key_id: int, private: bytes) -> None:
    """Put the private key into the session, sealed for this person under this token."""
    sealed = seal_bytes(session_token_key(token), private, _place(user_id, member_key_id))
    session[OPEN_KEY] = {
        "user": user_id,
        "id": member_key_id,
        "token": _mark(token),
        "sealed": b64encode(sealed).decode(),
    }


def keep_unopened(session: SessionBase, *, user_id: int) -> None:
    """Note that the person is here, and that this passphrase does not open their key."""
    session[OPEN_KEY] = {"user": user_id, "unopened": True}


def is_unopened(session: SessionBase, user_id: int) -> bool:
    """Is it known that the person's passphrase does not open their key?"""
    held: dict[str, Any] = session.get(OPEN_KEY) or {}
    return held.get("user") == user_id and "unopened" in held


def drop(session: SessionBase) -> None:
    """Throw the key away; the passphrase opens it again."""
    if OPEN_KEY in session:
        del session[OPEN_KEY]


def is_kept(session: SessionBase) -> bool:
    """Does the session hold anybody's key?"""
    return bool(session.get(OPEN_KEY))


def kept_key(session: SessionBase, token: str, user_id: int) -> tuple[int, Callable[[], bytes]] | None:
    """The number of the person's key and what unseals it; None where the session holds none for this token.

    What unseals it raises `SealBroken` where somebody has changed the session.
    """
    held: dict[str, Any] = session.get(OPEN_KEY) or {}
    if not token or held.get("user") != user_id or held.get("token") != _mark(token):
        return None
    return held["id"], partial(_unsealed, held, token)


def _unsealed(held: dict[str, Any], token: str) -> bytes:
    try:
        sealed = b64decode(held["sealed"], validate=True)
    except ValueError as error:
        raise SealBroken from error
    return open_bytes(session_token_key(token), sealed, _place(held["user"], held["id"]))


def _mark(token: str) -> str:
    """By which a token is known without unsealing anything."""
    return hashlib.sha256(f"mark|{token}".encode(errors="surrogatepass")).hexdigest()[:32]


def _place(user_id: int, member_key_id: int) -> bytes:
    return f"v1|session-key|{user_id}|{member_key_id}".encode()
