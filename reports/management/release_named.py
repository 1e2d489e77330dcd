"""How an operator names a release: its number, its citation, or `latest`."""

import re

from django.core.management.base import CommandError, CommandParser
from django.db.models import QuerySet

from documenters.models import Membership, Programme, User
from documenters.permissions import Role
from reports.models import Release


def add_name(parser: CommandParser) -> None:
    """The argument, and the programme that it is looked for in."""
    parser.add_argument("release", help="a number, a citation such as KG-R3, or latest")
    parser.add_argument("--programme", default="", help="code of the programme; not needed where there is one")


def programme_named(code: str) -> Programme:
    """The programme of a code; the only one where none is given. Raises `CommandError`."""
    found = list(Programme.objects.filter(code=code.upper()) if code else Programme.objects.order_by("code")[:2])
    if len(found) == 1:
        return found[0]
    raise CommandError(f"There is no programme {code}." if code else "Which programme? --programme KG")


def split_name(name: str, programme: str) -> tuple[Programme, int | None]:
    """The programme and the number; None for the latest. Raises `CommandError`."""
    parts = re.fullmatch(r"(?:([A-Za-z]{2})-R)?(\d{1,9})|latest", name)
    if parts is None:
        raise CommandError(f"{name} names no release: say a number, KG-R3 or latest.")
    return programme_named(parts[1] or programme), int(parts[2]) if parts[2] else None


def release_among(releases: QuerySet[Release], number: int | None) -> Release:
    """The one of this number, or the latest. Raises `CommandError`. Read as somebody who reaches releases."""
    found = releases.order_by("-number").first() if number is None else releases.filter(number=number).first()
    if found is None:
        raise CommandError("There is no release yet." if number is None else f"There is no release {number}.")
    return found


def coordinators_of(programme: Programme) -> list[User]:
    """The people who may build releases of a programme, by name. Raises `CommandError` where there is none."""
    held = Membership.objects.current().filter(programme=programme, role=Role.COORDINATOR, user__is_active=True)
    found = list(User.objects.filter(pk__in=held.values("user")).order_by("username"))
    if not found:
        raise CommandError(f"{programme.code} has no coordinator.")
    return found
