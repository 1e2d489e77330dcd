"""The app of people."""

from django.apps import AppConfig


class DocumentersConfig(AppConfig):
    """People, organisations, roles, keys, and the log of what they did."""

    name = "documenters"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the system checks, and listen to logins."""
        from documenters import checks, login_events

        checks.register_checks()
        login_events.connect()
