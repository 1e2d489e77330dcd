"""Invented programmes, organisations and people. Memberships are made directly: who may add whom is tested apart."""

from typing import Any

import factory
from django.test import Client
from factory.django import DjangoModelFactory

from documenters.models import Membership, MentorAssignment, Organisation, Programme, User
from documenters.permissions import Role

PASSWORD = "nine brown goats on a hill"


class ProgrammeFactory(DjangoModelFactory[Programme]):
    """Another country's programme, without code lists; the fixture `programme` is the one with."""

    class Meta:
        model = Programme
        django_get_or_create = ("code",)

    code = factory.Sequence(lambda number: f"{chr(65 + number // 26 % 26)}{chr(65 + number % 26)}")
    name_en = factory.LazyAttribute(lambda made: f"Country {made.code}")
    name_ru = factory.LazyAttribute(lambda made: f"Страна {made.code}")
    law_enforcement_codes = factory.LazyFunction(lambda: ["LE"])


class OrganisationFactory(DjangoModelFactory[Organisation]):
    """An NGO."""

    class Meta:
        model = Organisation

    programme = factory.SubFactory(ProgrammeFactory)
    name = factory.Sequence(lambda number: f"Organisation {number}")


class UserFactory(DjangoModelFactory[User]):
    """Somebody who logs in with `PASSWORD` and has no role."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda number: f"person{number}")
    display_name = factory.LazyAttribute(lambda made: made.username.capitalize())
    language = "en"

    @classmethod
    def _create(cls, model_class: type[User], *args: Any, **kwargs: Any) -> User:
        return User.objects.create_user(kwargs.pop("username"), kwargs.pop("password", PASSWORD), **kwargs)


def make_documenter(organisation: Organisation, username: str = "", **fields: Any) -> User:
    """Somebody who records cases of an organisation."""
    return _with_role(Role.DOCUMENTER, organisation.programme, organisation, username, fields)


def make_mentor(*organisations: Organisation, username: str = "", **fields: Any) -> User:
    """Somebody who reviews the cases of these organisations."""
    user = _with_role(Role.MENTOR, organisations[0].programme, None, username, fields)
    for organisation in organisations:
        MentorAssignment.objects.create(mentor=user, organisation=organisation)
    return user


def make_coordinator(programme: Programme, username: str = "", **fields: Any) -> User:
    """Somebody who approves the programme's cases."""
    return _with_role(Role.COORDINATOR, programme, None, username, fields)


def make_donor(programme: Programme, username: str = "", **fields: Any) -> User:
    """Somebody who reads the programme's published figures."""
    return _with_role(Role.DONOR, programme, None, username, fields)


def make_administrator(programme: Programme, username: str = "", **fields: Any) -> User:
    """Somebody who looks after the programme's accounts."""
    return _with_role(Role.ADMINISTRATOR, programme, None, username, fields)


def give_role(user: User, role: Role, programme: Programme, organisation: Organisation | None = None) -> Membership:
    """One more role for somebody."""
    return Membership.objects.create(user=user, role=role, programme=programme, organisation=organisation)


def signed_in(client: Client, user: User) -> Client:
    """The test client, logged in as this person."""
    client.force_login(user)
    return client


def _with_role(
    role: Role, programme: Programme, organisation: Organisation | None, username: str, fields: dict[str, Any]
) -> User:
    user = UserFactory(**({"username": username} if username else {}), **fields)
    give_role(user, role, programme, organisation)
    return user
