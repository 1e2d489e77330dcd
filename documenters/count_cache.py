"""The shared cache: numbers and lists of numbers in a table, for the limits. Named by `BACKEND` in the settings.

Django's own database cache pickles: whoever can write one row of its table runs code in the web server. Here a value is
JSON, and one statement counts, so that two workers never lose a count.
"""

import json
import time
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import BaseDatabaseCache
from django.db import connections, router

CULL_EVERY = 500
"""Of so many new rows one throws the expired ones away."""


class CountCache(BaseDatabaseCache):
    """What `django.core.cache.cache` is here."""

    def __init__(self, table: str, params: dict[str, Any]) -> None:
        super().__init__(table, params)
        self.table = table
        self._added = 0

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        """The value; `default` where there is none, or none of ours."""
        found = self._ask("SELECT value FROM {} WHERE cache_key = %s AND expires > {now}", self._key(key, version))
        try:
            return json.loads(found[0]) if found else default
        except ValueError:
            return default

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Store it where nothing is stored; answers whether it was."""
        self._cull_sometimes()
        return (
            self._ask(
                "INSERT INTO {} AS kept VALUES (%s, %s, {until}) ON CONFLICT (cache_key)"
                " DO UPDATE SET value = excluded.value, expires = excluded.expires WHERE kept.expires <= {now}"
                " RETURNING cache_key",
                self._key(key, version),
                json.dumps(value),
                timeout=timeout,
            )
            is not None
        )

    def set(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        """Store it."""
        self._cull_sometimes()
        self._ask(
            "INSERT INTO {} VALUES (%s, %s, {until}) ON CONFLICT (cache_key) DO UPDATE"
            " SET value = excluded.value, expires = excluded.expires",
            self._key(key, version),
            json.dumps(value),
            timeout=timeout,
        )

    def touch(self, key: str, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Let it live on; False where it is gone."""
        statement = "UPDATE {} SET expires = {until} WHERE cache_key = %s AND expires > {now} RETURNING cache_key"
        return self._ask(statement, self._key(key, version), timeout=timeout) is not None

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        """Count; how long it lives stays. `ValueError` where nothing is stored."""
        found = self._ask(
            "UPDATE {} SET value = (value::bigint + %s)::text WHERE cache_key = %s AND expires > {now} RETURNING value",
            delta,
            self._key(key, version),
        )
        if found is None:
            raise ValueError(key)
        return int(found[0])

    def delete(self, key: str, version: int | None = None) -> bool:
        """Forget it; answers whether there was anything."""
        return self._ask("DELETE FROM {} WHERE cache_key = %s RETURNING cache_key", self._key(key, version)) is not None

    def clear(self) -> None:
        """Forget everything."""
        self._ask("DELETE FROM {}")

    def _key(self, key: str, version: int | None) -> str:
        return str(self.make_and_validate_key(key, version=version))

    def _cull_sometimes(self) -> None:
        self._added += 1
        if self._added % CULL_EVERY == 0:
            self._ask("DELETE FROM {} WHERE expires <= {now}")

    def _ask(self, statement: str, *values: Any, timeout: Any = DEFAULT_TIMEOUT) -> tuple[Any, ...] | None:
        """The first row of the answer. `{now}` and `{until}` are times of this process's clock."""
        connection = connections[router.db_for_write(self.cache_model_class)]
        ends = self.get_backend_timeout(timeout)
        until = "'infinity'::timestamptz" if ends is None else f"to_timestamp({float(ends)!r})"
        now = f"to_timestamp({time.time()!r})"
        with connection.cursor() as cursor:
            cursor.execute(statement.format(connection.ops.quote_name(self.table), now=now, until=until), values)
            row: tuple[Any, ...] | None = cursor.fetchone() if cursor.description else None
            return row
