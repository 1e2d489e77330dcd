"""`manage.py vault_escrow make --programme KG`: three papers, of which two open everything when nobody else can.

`make` prints them once; keep them in three places, with three people. `status` says which keys have papers.
"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from documenters.actions.escrow import escrow_make, escrow_of
from documenters.actions.vaults import Owner, vault_of
from documenters.models import EscrowKey, Organisation, Programme, VaultGrant
from documenters.vault.shares import Share, share_in_groups

LINE = "-" * 72
GROUPS_IN_LINE = 8


class Command(BaseCommand):
    """Needs no network. The private half is never stored: it is on the papers alone."""

    help = "Print three paper shares of a programme's or an organisation's key, or say which keys have some."

    def add_arguments(self, parser: CommandParser) -> None:
        """What to do, and whose key it is about."""
        parser.add_argument("act", choices=["make", "status"])
        add_owner(parser)

    def handle(self, *_args: Any, act: str, programme: str, organisation: str, **_options: Any) -> None:
        """Make, or tell."""
        if act == "status":
            for owner in [owner_named(programme, organisation)] if programme or organisation else _owners():
                self.stdout.write(f"{owner}: {_state(owner)}")
            return
        owner = owner_named(programme, organisation)
        paper, shares = escrow_make(owner, by=None)
        for share in shares:
            self.stdout.write(_printed(paper, share))
        self.stdout.write(f"{owner}: {_state(owner)}")
        self.stdout.write("They are shown only now. Print them, give them to three people in three places, close this.")


def add_owner(parser: CommandParser) -> None:
    """The two ways to name whose key it is."""
    parser.add_argument("--programme", default="", help="the code of a programme, for example KG: the programme's key")
    parser.add_argument("--organisation", default="", help="the name of an organisation: the organisation's key")


def owner_named(programme: str, organisation: str) -> Owner:
    """Whose key is meant; `CommandError` in one sentence where that is nobody's or several ones'."""
    place = Programme.objects.filter(code=programme).first() if programme else None
    if programme and place is None:
        raise CommandError(f"There is no programme {programme}.")
    if not organisation:
        if place is None:
            raise CommandError("Say whose key: --programme KG, or --organisation and its name.")
        return place
    found = Organisation.objects.filter(name__iexact=organisation).select_related("programme")
    if place is not None:
        found = found.filter(programme=place)
    if found.count() > 1:
        raise CommandError("Several programmes have an organisation of this name: add --programme.")
    row = found.first()
    if row is None:
        raise CommandError(f"There is no organisation {organisation}.")
    return row


def _owners() -> list[Owner]:
    return [*Programme.objects.order_by("code"), *Organisation.objects.select_related("programme")]


def _state(owner: Owner) -> str:
    papers, vault = escrow_of(owner), vault_of(owner)
    if papers is None:
        return "no paper shares"
    made = f"paper shares, set {papers.pk} of {papers.made_at:%Y-%m-%d}"
    if vault is None:
        return f"{made}; nobody has begun this key yet, and it will be sealed to them from the start"
    if VaultGrant.objects.filter(vault=vault, escrow=papers).exists():
        return f"{made}, in force"
    return f"{made}, not in force yet: somebody who reads presses “Admit” or “Renew now” on the page “Keys”"


def _printed(paper: EscrowKey, share: Share) -> str:
    """What stands on a paper. No name: in a search, the name of an organisation is a find."""
    groups = share_in_groups(share)
    lines = [" ".join(groups[start : start + GROUPS_IN_LINE]) for start in range(0, len(groups), GROUPS_IN_LINE)]
    return "\n".join(
        [
            LINE,
            f"Paper {share.number} of 3 · set {paper.pk} · {paper.made_at:%Y-%m-%d} · any two of this set open it",
            "",
            *(f"    {line}" for line in lines),
            "",
            "One paper alone opens nothing. Keep it where neither of the other two is,",
            "away from the server. Destroy it when a newer set takes its place.",
            LINE,
            "",
        ]
    )
