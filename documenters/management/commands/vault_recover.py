"""`manage.py vault_recover --programme KG --user dara`: two papers let one member read again.

For the day on which nobody who reads is left. The person logs in first (a new key is made), then somebody types two
of the three papers here. Works without a network; stands in the log.
"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from documenters.actions.escrow import NoKey, NotEntitled, NothingSealed, WrongPapers, escrow_recover
from documenters.management.commands.vault_escrow import add_owner, owner_named
from documenters.models import User
from documenters.vault.shares import Share, SharesDoNotFit, read_share

SENTENCES: dict[type[Exception], str] = {
    SharesDoNotFit: "These two do not belong together: take two different papers of the same day.",
    WrongPapers: "These papers are of another key: “vault_escrow status” says which set is whose.",
    NothingSealed: "The papers are right, but nobody had sealed the key to them: they open nothing.",
    NotEntitled: "The role of {user} does not read with this key. Let a manager give the role first.",
    NoKey: "{user} has no key yet: log in once with this account, then run this again.",
}


class Command(BaseCommand):
    """Asks for the papers; they are never given on the command line, which other people of the machine can read."""

    help = "Let a member read again with two of three paper shares."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whose key, and who is to read."""
        add_owner(parser)
        parser.add_argument("--user", required=True, help="user name of the member who is to read")

    def handle(self, *_args: Any, programme: str, organisation: str, user: str, **_options: Any) -> None:
        """Ask for two papers and admit."""
        owner = owner_named(programme, organisation)
        member = User.objects.filter(username=user).first()
        if member is None:
            raise CommandError(f"There is nobody called {user}.")
        shares = [self._asked("First paper: "), self._asked("Second paper: ")]
        try:
            vaults = escrow_recover(owner, shares, member, by=None)
        except tuple(SENTENCES) as error:
            raise CommandError(SENTENCES[type(error)].format(user=user)) from None
        self.stdout.write(f"{user} reads “{owner}” again, as of the next page ({len(vaults)} generation(s) opened).")
        self.stdout.write("Next: let a second person be admitted on the page “Keys”, and make new paper shares.")

    def _asked(self, prompt: str) -> Share:
        """One paper, asked for again until its checksum is right."""
        while True:
            share = read_share(input(prompt))
            if share is not None:
                return share
            self.stderr.write("A letter is wrong or missing. Type all sixteen groups again.")
