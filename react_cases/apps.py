"""The app of cases."""

from django.apps import AppConfig
from django.conf import settings

from react_cases.pii import ner


class ReactCasesConfig(AppConfig):
    """What happened: cases and everything said or done about them."""

    name = "react_cases"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Refuse to start where the recognition model was asked for and is not the one that was measured."""
        if settings.PII_NER:
            ner.verified()
