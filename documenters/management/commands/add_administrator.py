"""`manage.py add_administrator aida`: the first person of a new installation."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from documenters.actions.members import administrator_add
from documenters.models import Programme, User
from documenters.vault.passphrases import new_passphrase


class Command(BaseCommand):
    """Prints a one-time passphrase. The administrator then makes organisations and all other accounts."""

    help = "Make an administrator and print a passphrase for the first login."

    def add_arguments(self, parser: CommandParser) -> None:
        """The user name, and the programme where there are several."""
        parser.add_argument("username")
        parser.add_argument("--programme", default="KG")

    def handle(self, *_args: Any, username: str, programme: str, **_options: Any) -> None:
        """Refuse, in one sentence, a programme that is not there and a name that is taken."""
        place = Programme.objects.filter(code=programme).first()
        if place is None:
            raise CommandError(f"There is no programme {programme}: run `manage.py load_taxonomy` first.")
        if User.objects.filter(username__iexact=username).exists():
            raise CommandError(f"The user name {username} is taken.")
        passphrase = new_passphrase()
        administrator_add(place, username=username, password=passphrase)
        self.stdout.write(f"Administrator {username}, passphrase: {passphrase}")
        self.stdout.write("It is shown this once. Change it after the first login.")
