"""Write the invented organisations and people."""

import datetime
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from documenters.models import Membership, MentorAssignment, Organisation, Programme, User
from documenters.permissions import Role
from react_cases.management.demo.clock import at, clock_at
from react_cases.management.demo.roster import DEMO_PASSPHRASE, NGOS, PEOPLE

JOINED_ON = datetime.date(2020, 3, 1)
"""Everybody is there before the first case."""


@dataclass(frozen=True)
class Cast:
    """Who plays in the demo."""

    users: dict[str, User]
    """By user name."""
    organisations: dict[str, Organisation]
    """By key of the roster."""

    @property
    def coordinator(self) -> User:
        """Somebody who sees every case of the programme that was sent."""
        return self.users[next(person.username for person in PEOPLE if person.role == Role.COORDINATOR)]


def people_load(programme: Programme) -> Cast:
    """Make the organisations and people that are not there yet; those who are keep their password and roles."""
    with clock_at(at(JOINED_ON, 9)):
        organisations = {
            ngo.key: Organisation.objects.get_or_create(programme=programme, name=ngo.name)[0] for ngo in NGOS
        }
        users = _users()
        _memberships(programme, users, organisations)
    return Cast(users, organisations)


def _users() -> dict[str, User]:
    names = [person.username for person in PEOPLE]
    present = set(User.objects.filter(username__in=names).values_list("username", flat=True))
    # One hash for all: they share the passphrase anyway, and hashing it forty times takes seconds.
    password = make_password(DEMO_PASSPHRASE)
    User.objects.bulk_create(
        User(
            username=person.username,
            display_name=person.display_name,
            language=person.language,
            password=password,
        )
        for person in PEOPLE
        if person.username not in present
    )
    return {user.username: user for user in User.objects.filter(username__in=names)}


def _memberships(programme: Programme, users: dict[str, User], organisations: dict[str, Organisation]) -> None:
    for person in PEOPLE:
        Membership.objects.get_or_create(
            user=users[person.username],
            programme=programme,
            organisation=organisations.get(person.ngo) if person.role == Role.DOCUMENTER else None,
            role=person.role,
            ended_at=None,
        )
    for ngo in NGOS:
        MentorAssignment.objects.get_or_create(
            mentor=users[ngo.mentor], organisation=organisations[ngo.key], ended_at=None
        )
