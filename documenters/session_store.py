"""Where sessions are kept: a row of the database that does not tell the cookie. Named by `SESSION_ENGINE`.

The browser holds a random token. The database holds only a hash of it, so that nobody logs in with a row of a dump or
of a backup. What ends or looks for a session may name it by what is stored; what opens one may not.

A request saves the whole session when it ends, and others may have come and gone meanwhile. So what is said of the lock
is compared with the row before it is written: whoever did not know what stands there takes it over and changes nothing
of it. And a row that is gone stays gone.
"""

import hashlib
import re
from typing import Any

from asgiref.sync import sync_to_async
from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.base_session import AbstractBaseSession
from django.contrib.sessions.exceptions import SessionInterrupted
from django.db import transaction
from django.utils import timezone

STORED = re.compile(r"h[0-9a-f]{39}")
"""39 of the 64 characters of a SHA-256: as long as the column is, and longer than any token."""

LOCKED_KEY = "locked"
TRIES_KEY = "unlock_tries"
OPEN_KEY = "key"
LOCK_KEYS = (LOCKED_KEY, TRIES_KEY, OPEN_KEY)
"""What only those change who have read it as it stands: when the session was locked, how often in vain opened, and the
person's key, which is thrown away with the lock (see `session_key`)."""


def stored_key(key: str) -> str:
    """How a session is named in the database, from its token; what is named so already stays."""
    return key if STORED.fullmatch(key) else _hashed(key)


class SessionStore(db.SessionStore):
    """One session; `session_key` is the browser's token as everywhere in Django.

    The name of the class is part of what signs the data: it stays.
    """

    _stored = ""
    """The row's data as they were last read or written."""

    def save(self, must_create: bool = False) -> None:
        """Write everything, but of the lock only what was decided on the lock that stands there now.

        Raises `UpdateError` where the session has ended meanwhile.
        """
        if must_create or self.session_key is None:
            super().save(must_create)
        elif not self._replace():
            with transaction.atomic():
                self._catch_up()
                self._replace()

    def cycle_key(self) -> None:
        """Go on with a new token, as locked as before. Raises `SessionInterrupted` where the session has ended."""
        with transaction.atomic():
            if self.keys() and self.session_key is not None:
                try:
                    self._catch_up()
                except UpdateError:
                    raise SessionInterrupted("The session was ended by another request.") from None
            super().cycle_key()

    def _replace(self) -> bool:
        """Write where the row still holds what this session knows of it; at once, so that nothing comes between."""
        data = dict(self.items())
        if self.session_key is None:
            return False
        known = self.model.objects.filter(session_key=_hashed(self.session_key), session_data=self._stored)
        text = self.encode(data)
        is_written = bool(known.update(session_data=text, expire_date=self.get_expiry_date()))
        self._stored = text if is_written else self._stored
        return is_written

    def _catch_up(self) -> None:
        """Take over what stands in the row of the lock, where it is news. Nobody else writes the row until the end."""
        key = _hashed(self.session_key or "")
        row = self.model.objects.select_for_update(no_key=True).filter(session_key=key).first()
        if row is None:
            raise UpdateError
        known = self.decode(self._stored) if self._stored else {}
        kept = self.decode(row.session_data)
        for name in LOCK_KEYS:
            if kept.get(name) != known.get(name):
                self.pop(name, None)
                self.update({name: kept[name]} if name in kept else {})
        self._stored = row.session_data

    def exists(self, session_key: str) -> bool:
        """Is there such a session? By its token or by what is stored."""
        return super().exists(stored_key(session_key))

    def create_model_instance(self, data: dict[str, Any]) -> AbstractBaseSession:
        """Make the row, without the token."""
        row = super().create_model_instance(data)
        row.session_key = _hashed(row.session_key)
        self._stored = row.session_data
        return row

    def delete(self, session_key: str | None = None) -> None:
        """End this session, or another by its token or by what is stored."""
        if session_key is not None:
            super().delete(stored_key(session_key))
        elif self.session_key is not None:
            super().delete(_hashed(self.session_key))

    async def asave(self, must_create: bool = False) -> None:
        """See `save`."""
        await sync_to_async(self.save)(must_create)

    async def acycle_key(self) -> None:
        """See `cycle_key`."""
        await sync_to_async(self.cycle_key)()

    async def aexists(self, session_key: str) -> bool:
        """See `exists`."""
        return await sync_to_async(self.exists)(session_key)

    async def acreate_model_instance(self, data: dict[str, Any]) -> AbstractBaseSession:
        """See `create_model_instance`."""
        return await sync_to_async(self.create_model_instance)(data)

    async def adelete(self, session_key: str | None = None) -> None:
        """See `delete`."""
        await sync_to_async(self.delete)(session_key)

    def _get_session_from_db(self) -> AbstractBaseSession | None:
        """Find the row by the token alone: a token that looks like what is stored is hashed like any other."""
        row = None
        if self.session_key is not None:
            key = _hashed(self.session_key)
            row = self.model.objects.filter(session_key=key, expire_date__gt=timezone.now()).first()
        self._stored = row.session_data if row is not None else ""
        if row is None:
            self._session_key = None
        return row

    async def _aget_session_from_db(self) -> AbstractBaseSession | None:
        return await sync_to_async(self._get_session_from_db)()


def _hashed(token: str) -> str:
    return f"h{hashlib.sha256(token.encode(errors='surrogatepass')).hexdigest()[:39]}"
