"""The app of figures."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """What it adds up to: figures over cases."""

    name = "reports"
    default_auto_field = "django.db.models.BigAutoField"
