"""`manage.py translations`: collect the texts of the interface and compile their translations."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

LOCALES = [code for code, _name in settings.LANGUAGES if code != "en"]
"""English is the language of the source."""


class Command(BaseCommand):
    """Needs the gettext tools (on Debian `apt-get install gettext`); what they write is committed."""

    help = "Collect the texts to translate into locale/ and compile what is translated."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Collect, then compile. Places are named by file alone, so that moving a line changes nothing."""
        call_command(
            "makemessages",
            locale=LOCALES,
            ignore_patterns=[".venv/*", "var/*", "node_modules/*", "tests/*"],
            no_obsolete=True,
            no_wrap=True,
            add_location="file",
            verbosity=0,
        )
        call_command("compilemessages", locale=LOCALES, ignore_patterns=[".venv/*", "var/*"], verbosity=0)
        self.stdout.write(f"locale/: {', '.join(LOCALES)} collected and compiled.")
