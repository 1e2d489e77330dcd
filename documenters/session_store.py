"""Where sessions are kept: a row of the database that does not tell the cookie. Named by `SESSION_ENGINE`.

The browser holds a random token. The database holds only a hash of it, so that nobody logs in with a row of a dump or
of a backup. What ends or looks for a session may name it by what is stored; what opens one may not.
"""

import hashlib
import re
from typing import Any

from asgiref.sync import sync_to_async
from django.contrib.sessions.backends import db
from django.contrib.sessions.base_session import AbstractBaseSession
from django.utils import timezone

STORED = re.compile(r"h[0-9a-f]{39}")
"""39 of the 64 characters of a SHA-256: as long as the column is, and longer than any token."""


def stored_key(key: str) -> str:
    """How a session is named in the database, from its token; what is named so already stays."""
    return key if STORED.fullmatch(key) else _hashed(key)


class SessionStore(db.SessionStore):
    """One session; `session_key` is the browser's token as everywhere in Django.

    The name of the class is part of what signs the data: it stays.
    """

    def exists(self, session_key: str) -> bool:
        """Is there such a session? By its token or by what is stored."""
        return super().exists(stored_key(session_key))

    def create_model_instance(self, data: dict[str, Any]) -> AbstractBaseSession:
        """Make the row, without the token."""
        row = super().create_model_instance(data)
        row.session_key = _hashed(row.session_key)
        return row

    def delete(self, session_key: str | None = None) -> None:
        """End this session, or another by its token or by what is stored."""
        if session_key is not None:
            super().delete(stored_key(session_key))
        elif self.session_key is not None:
            super().delete(_hashed(self.session_key))

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
        if row is None:
            self._session_key = None
        return row

    async def _aget_session_from_db(self) -> AbstractBaseSession | None:
        return await sync_to_async(self._get_session_from_db)()


def _hashed(token: str) -> str:
    return f"h{hashlib.sha256(token.encode(errors='surrogatepass')).hexdigest()[:39]}"
