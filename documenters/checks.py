"""System checks: every field of every model of ours has a sensitivity; the mode of the keys is that of the settings."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core import checks
from django.db import DatabaseError, models

from documenters.actions.kept_mode import kept_mode
from documenters.sensitivity import Sensitivity

OUR_APPS = ("documenters", "react_cases", "reports")


def register_checks() -> None:
    """Called once when the app is ready."""
    checks.register(check_sensitivity, checks.Tags.models)
    checks.register(check_vault_mode, checks.Tags.database)


def check_sensitivity(**_options: Any) -> list[checks.CheckMessage]:
    """An error for each model field without a class, and for each class without a field."""
    found: list[checks.CheckMessage] = []
    for app in OUR_APPS:
        for model in apps.get_app_config(app).get_models(include_auto_created=False):
            found.extend(sensitivity_errors(model))
    return found


def check_vault_mode(databases: Sequence[str] | None = None, **_options: Any) -> list[checks.CheckMessage]:
    """A warning where `VAULT_MODE` is not what the keys in the database are ready for.

    Asked for with `manage.py check --database default`, and by the web server when it starts. Without tables, as
    before the first migration, there is nothing to say.
    """
    if "default" not in (databases or ()):
        return []
    try:
        found = kept_mode()
    except DatabaseError:
        return []
    if found in (None, settings.VAULT_MODE):
        return []
    return [
        checks.Warning(
            f"VAULT_MODE is {settings.VAULT_MODE}, the keys in the database are those of: {found}.",
            hint=f"Set VAULT_MODE back, or finish the switch: manage.py vault_mode {settings.VAULT_MODE}",
            id="documenters.W001",
        )
    ]


def sensitivity_errors(model: type[models.Model]) -> Iterator[checks.CheckMessage]:
    """The errors of one model."""
    declared: dict[str, object] = model.__dict__.get("SENSITIVITY", {})
    fields = {field.name for field in (*model._meta.local_fields, *model._meta.local_many_to_many)}
    for name in sorted(fields - declared.keys()):
        yield checks.Error(f"{model.__name__}.{name} has no sensitivity.", obj=model, id="documenters.E001")
    for name in sorted(declared.keys() - fields):
        yield checks.Error(f"{model.__name__} classes “{name}”, which is no field.", obj=model, id="documenters.E002")
    for name, value in declared.items():
        if not isinstance(value, Sensitivity):
            yield checks.Error(
                f"{model.__name__}.{name}: {value!r} is no sensitivity.", obj=model, id="documenters.E003"
            )
