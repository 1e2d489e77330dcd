"""The app of people, and allauth's list of their sessions without its own ways of filling it."""

from allauth.usersessions.apps import UserSessionsConfig
from django.apps import AppConfig


class DocumentersConfig(AppConfig):
    """People, organisations, roles, keys, and the log of what they did."""

    default = True
    name = "documenters"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the system checks, and listen to logins."""
        from documenters import checks, login_events

        checks.register_checks()
        login_events.connect()


class SessionListConfig(UserSessionsConfig):  # type: ignore[misc]
    """The table alone: allauth would look sessions up by the browser's token; `documenters.login_events` fills it."""

    default = False

    def ready(self) -> None:
        """Connect nothing."""
