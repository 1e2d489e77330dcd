"""The app of cases."""

from django.apps import AppConfig


class ReactCasesConfig(AppConfig):
    """What happened: cases and everything said or done about them."""

    name = "react_cases"
    default_auto_field = "django.db.models.BigAutoField"
