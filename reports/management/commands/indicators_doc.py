"""manage.py indicators_doc: the definitions of all figures as a document."""

from typing import Any

from django.core.management.base import BaseCommand

from reports.indicators.document import indicators_document


class Command(BaseCommand):
    """Prints docs/indicators.md."""

    help = "Print the definitions of all figures: manage.py indicators_doc > docs/indicators.md"

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Print the document."""
        self.stdout.write(indicators_document(), ending="")
