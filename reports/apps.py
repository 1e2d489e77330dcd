"""The app of figures."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """What it adds up to: figures over cases."""

    name = "reports"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """An approval that a release has counted cannot be taken back (docs/adr/0025)."""
        from react_cases.actions.undo import keeps_approved
        from reports.models import CountedCase

        keeps_approved(lambda case: CountedCase.objects.filter(case=case).exists())
