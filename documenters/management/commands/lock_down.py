"""`manage.py lock_down KG --reason seizure --by dara`: the operator locks a programme down when somebody calls."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError, CommandParser

from documenters.actions.lockdown import LockedDown, lockdown_candidates, lockdown_people_set, lockdown_start
from documenters.identity import database_identity
from documenters.models import LockdownReason, Programme, User


class Command(BaseCommand):
    """Locks down, or names the two people who may log in then.

    It does not reopen: that takes the two people, with their own passwords. Where both are out of reach,
    `--people` without `--reason` names two others, who reopen together.
    """

    help = "Lock a programme down: end all sessions, bar all logins but those of two people. Nothing is lost."

    def add_arguments(self, parser: CommandParser) -> None:
        """The programme, why, who asked for it, and who may still log in."""
        parser.add_argument("programme", help="its code, for example KG")
        parser.add_argument("--reason", choices=LockdownReason.values, help="why; without it nothing is locked down")
        parser.add_argument("--by", default="", help="user name of the coordinator who asks for it")
        parser.add_argument(
            "--people", nargs=2, default=[], metavar="USER", help="user names of the two who may still log in"
        )

    def handle(
        self, *_args: Any, programme: str, reason: str | None, by: str, people: list[str], **_options: Any
    ) -> None:
        """Refuse in one sentence what cannot be."""
        place = Programme.objects.filter(code=programme).first()
        if place is None:
            raise CommandError(f"There is no programme {programme}.")
        actor = _person(by) if by else None
        pair = [_person(name) for name in people] or list(place.lockdown_people.order_by("pk"))
        if not reason and not people:
            raise CommandError("Say --reason to lock down, or --people to name two people.")
        try:
            with database_identity(actor):
                self._act(place, reason, pair, actor)
        except LockedDown:
            raise CommandError(
                f"{programme} is locked down already. The two people reopen it; --people alone names others."
            ) from None
        except PermissionDenied as refusal:
            raise CommandError(_refusal(place, refusal)) from None

    def _act(self, place: Programme, reason: str | None, pair: list[User], actor: User | None) -> None:
        if not reason:
            lockdown_people_set(place, pair, by=actor)
            self.stdout.write(f"{place}: {pair[0].username} and {pair[1].username} may log in during a lock-down.")
            return
        closed = lockdown_start(place, reason=LockdownReason(reason), people=pair, by=actor)
        named = [closed.lockdown.first_person.username, closed.lockdown.second_person.username]
        self.stdout.write(
            f"{place} is locked down: {closed.people} people logged out, {closed.invitations} invitations void, "
            "nothing lost."
        )
        self.stdout.write(f"Only {' and '.join(named)} can log in. One proposes to reopen, the other confirms.")


def _person(name: str) -> User:
    user = User.objects.filter(username=name).first()
    if user is None:
        raise CommandError(f"There is nobody called {name}.")
    return user


def _refusal(place: Programme, refusal: PermissionDenied) -> str:
    if str(refusal) != "two_people_of_the_programme":
        return "Only a coordinator of the programme can ask for a lock-down."
    names = ", ".join(lockdown_candidates(place).values_list("username", flat=True)) or "nobody"
    return f"Name two different people of the programme with --people: {names}."
