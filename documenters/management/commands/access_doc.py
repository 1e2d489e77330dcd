"""manage.py access_doc: who may use which address, as a document."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from documenters.management.access_table import access_document, read_access_table


class Command(BaseCommand):
    """Prints docs/access.md."""

    help = "Print who may use which address: manage.py access_doc > docs/access.md"

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Print the document."""
        table = read_access_table(settings.BASE_DIR / "docs" / "access.toml")
        self.stdout.write(access_document(table), ending="")
