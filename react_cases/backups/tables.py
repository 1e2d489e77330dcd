"""Which tables are data, which are keys, and which are left out."""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models

from documenters.models import EscrowKey, IndexKeyGrant, MemberKey, User, Vault, VaultGrant
from react_cases.models import CaseKey, PaperKey

KEY_MODELS: tuple[type[models.Model], ...] = (
    MemberKey,
    EscrowKey,
    Vault,
    VaultGrant,
    IndexKeyGrant,
    CaseKey,
    PaperKey,
)
"""Everything that opens something, in the order in which one names the other."""

NAMED_ONLY = frozenset({"granted_by", "admitted_by"})
"""Columns of keys that say who did it: emptied where the person is not in the data, and no reason to lose the key."""

MIGRATIONS = "django_migrations"

TOMBSTONES = "tombstones"
"""Of the key dump: the cases that have been erased, or have lost their content. No table of the database."""

PASSWORDS = "passwords"
"""Of the key dump: what people log in with, because it also opens their keys. No table of the database either."""


def key_tables() -> tuple[str, ...]:
    """The tables of the key dump."""
    return tuple(model._meta.db_table for model in KEY_MODELS)


def left_out() -> frozenset[str]:
    """Tables of which nothing is kept: who is logged in now, what the limits count, and how the database was made."""
    sessions = [model._meta.db_table for model in apps.get_models() if model.__name__ in ("Session", "UserSession")]
    return frozenset({MIGRATIONS, str(settings.CACHES["default"]["LOCATION"]), *sessions})


def data_tables(cursor: Any) -> list[str]:
    """All other tables of the database, by name."""
    cursor.execute(
        "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY relname"
    )
    apart = left_out() | set(key_tables())
    return [name for (name,) in cursor.fetchall() if name not in apart]


def columns_of(cursor: Any, table: str) -> list[str]:
    """The columns of a table that hold something of their own, in their order."""
    cursor.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped "
        "AND attgenerated = '' ORDER BY attnum",
        [table],
    )
    return [name for (name,) in cursor.fetchall()]


def references_of(model: type[models.Model]) -> list[tuple[str, str, bool]]:
    """Columns of a table of keys that name a row elsewhere: column, table, and whether it only says who did it."""
    fields = [field for field in model._meta.concrete_fields if isinstance(field, models.ForeignKey)]
    return [(field.column, field.related_model._meta.db_table, field.name in NAMED_ONLY) for field in fields]


USERS = User._meta.db_table
