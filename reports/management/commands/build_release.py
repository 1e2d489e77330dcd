"""manage.py build_release: builds everything that is due, and says who has to approve it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from documenters.identity import database_identity
from documenters.models import Membership, Programme, User
from documenters.permissions import Role
from reports.actions.releases import (
    APPROVERS,
    ReleaseRefused,
    release_approve,
    release_resume,
    release_run,
    release_start,
)
from reports.building import AlreadyRunning
from reports.management.release_named import coordinators_of, programme_named
from reports.models import Release, ReleaseState

REFUSED = {
    "not_due": "Nothing is due: a quarter is published some weeks after its end, a year on 1 April.",
    "open": "Another release is not finished yet: approve or discard it first.",
    "running": "It is being built at this moment, by somebody else.",
    "state": "It does not wait for approval.",
    "stale": "A consent was taken back, or a number quoted, since it was built: build it again.",
    "unsafe": "The auditor found something: it cannot be approved. See `manage.py audit_release`.",
    "changed": "Its numbers are not those that were examined: discard it.",
    "again": "They have approved it already.",
}
TENTHS = 100


class Command(BaseCommand):
    """Builds at once, without the worker of background jobs; takes up a release that was left unfinished."""

    help = "Build the next release, such as: build_release --programme KG --through 2021-Q4"

    def add_arguments(self, parser: CommandParser) -> None:
        """Which programme, how far, in whose name, and who approves."""
        parser.add_argument("--programme", default="", help="code of the programme; not needed where there is one")
        parser.add_argument("--through", default=None, metavar="PERIOD", help="such as 2021-Q4, 2021 or 2020-2021")
        parser.add_argument(
            "--as",
            default="",
            dest="username",
            metavar="USER",
            help="the coordinator who builds it; else the first",
        )
        parser.add_argument(
            "--approve",
            action="append",
            default=[],
            metavar="USER",
            help="approve it as this person, who has looked at it; give it twice",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Build. Raises `CommandError`, in one sentence, where it is not possible."""
        programme = programme_named(options["programme"])
        by = _coordinator(programme, options["username"])
        try:
            release = self._built(programme, by, options["through"])
            for username in options["approve"]:
                release = self._approved(release, username)
        except ReleaseRefused as error:
            raise CommandError(REFUSED[error.code]) from None
        except AlreadyRunning:
            raise CommandError(REFUSED["running"]) from None
        self._say(release)

    def _built(self, programme: Programme, by: User, through: str | None) -> Release:
        with database_identity(by):
            with transaction.atomic():
                release = Release.objects.filter(programme=programme).open().first()
                if release is None:
                    release = release_start(programme, by=by, through=through)
                elif release.state == ReleaseState.BUILT and release.stale_at is None and release.is_safe:
                    return release
                else:
                    release = release_resume(release, by=by)
            self.stdout.write(f"{release.citation} as {by.username}: {', '.join(release.periods)}")
            return release_run(release, by=by, told=self._progress())

    def _progress(self) -> Any:
        last = [-1, ""]

        def told(thousandths: int, what: str) -> None:
            if (thousandths // TENTHS, what) != (last[0], last[1]):
                last[:] = [thousandths // TENTHS, what]
                self.stdout.write(f"  {thousandths // 10:3d} %  {what}")

        return told

    def _approved(self, release: Release, username: str) -> Release:
        person = User.objects.filter(username=username, is_active=True).first()
        if person is None:
            raise CommandError(f"There is no user {username}, or the account is suspended.")
        with database_identity(person):
            return release_approve(release, by=person)

    def _say(self, release: Release) -> None:
        if release.state == ReleaseState.PUBLISHED:
            self.stdout.write(f"{release.citation} is published: {release.digest}")
        elif release.state != ReleaseState.BUILT:
            self.stdout.write(f"{release.citation} was stopped.")
        elif not release.is_safe:
            raise CommandError(f"{release.citation} is built. {REFUSED['unsafe']}")
        else:
            who = " or ".join(sorted(_approvers(release.programme)))
            self.stdout.write(
                f"{release.citation} is built, and safe. {APPROVERS} different people have to approve it, one of them "
                f"a coordinator: {who}."
            )


def _coordinator(programme: Programme, username: str) -> User:
    people = coordinators_of(programme)
    found = next((person for person in people if username in ("", person.username)), None)
    if found is None:
        raise CommandError(f"{username} is no coordinator of {programme.code}.")
    return found


def _approvers(programme: Programme) -> set[str]:
    roles = (Role.COORDINATOR, Role.MENTOR)
    held = Membership.objects.current().filter(programme=programme, role__in=roles, user__is_active=True)
    return set(held.values_list("user__username", flat=True))
