"""manage.py load_taxonomy: bring code lists and places to the version of the data files."""

from typing import Any

from django.core.management.base import BaseCommand

from documenters.models import Programme
from react_cases.actions.taxonomy import taxonomy_load
from react_cases.taxonomy.loader import data_version

DEFAULT_PROGRAMME = {
    "name_en": "Kyrgyzstan",
    "name_ru": "Кыргызстан",
    "name_ky": "Кыргызстан",
    "law_enforcement_codes": ["LE"],
}


class Command(BaseCommand):
    """Loads the lists of every programme; makes the programme of Kyrgyzstan on an empty database."""

    help = "Load code lists and places from the data files. Running it again changes nothing."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Load and say which version."""
        if not Programme.objects.exists():
            Programme.objects.create(code="KG", **DEFAULT_PROGRAMME)
        for programme in Programme.objects.order_by("code"):
            taxonomy_load(programme)
            self.stdout.write(f"{programme.code}: code lists {data_version()}")
