"""The app of people."""

from django.apps import AppConfig


class DocumentersConfig(AppConfig):
    """People, organisations, roles, keys, and the log of what they did."""

    name = "documenters"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the system checks."""
        from documenters import checks

        checks.register_checks()
