"""`manage.py add_administrator`: the invitation of the first person of a new installation."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse

from documenters.actions.invitations import first_invitation_make
from documenters.models import Programme
from documenters.vault.readable import in_groups


class Command(BaseCommand):
    """Prints a link. The administrator then adds organisations and invites everybody else."""

    help = "Invite an administrator: print a link that works once, within 72 hours."

    def add_arguments(self, parser: CommandParser) -> None:
        """The programme where there are several, and the address of the site where the settings do not tell."""
        parser.add_argument("--programme", default="KG")
        parser.add_argument("--site", default="", help="https://cases.example.org; default: the first of ALLOWED_HOSTS")

    def handle(self, *_args: Any, programme: str, site: str, **_options: Any) -> None:
        """Refuse, in one sentence, a programme that is not there."""
        place = Programme.objects.filter(code=programme).first()
        if place is None:
            raise CommandError(f"There is no programme {programme}: run `manage.py load_taxonomy` first.")
        made = first_invitation_make(place)
        scheme = "http" if settings.DEMO else "https"
        site = (site or f"{scheme}://{next(iter(settings.ALLOWED_HOSTS), 'localhost')}").rstrip("/")
        self.stdout.write(f"{site}{reverse('invitation_open', args=[made.code])}")
        self.stdout.write(
            f"On paper: {site}{reverse('invitation_enter')} and the code {' '.join(in_groups(made.code))}"
        )
        self.stdout.write("It makes one administrator, once, within 72 hours. It is shown only now.")
