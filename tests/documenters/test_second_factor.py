"""Nobody works without a second factor; only a second person takes a lost one away."""

import uuid
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.converters import IntConverter, SlugConverter, StringConverter, UUIDConverter
from django.utils.translation import gettext

from documenters.actions.second_factor import second_factor_reset
from documenters.models import AuditEvent, User
from documenters.permissions import Role
from documenters.second_factor import EXEMPT_NAMES, SET_UP_PAGE
from tests.factories.people import ProgrammeFactory, give_role, make_administrator, signed_in
from tests.factories.second_factor import give_app, give_key, give_recovery_codes

SAMPLES = {IntConverter: 1, SlugConverter: "a", StringConverter: "a", UUIDConverter: uuid.UUID(int=1)}


def patterns(found: list[URLPattern | URLResolver]) -> list[URLPattern]:
    flat: list[URLPattern] = []
    for pattern in found:
        flat.extend(patterns(pattern.url_patterns) if isinstance(pattern, URLResolver) else [pattern])
    return flat


def address(pattern: URLPattern) -> str:
    """An address of the pattern; a kind of parameter that nobody thought of here gets text."""
    converters = pattern.pattern.converters
    values = {name: SAMPLES.get(type(converter), "2026-H1") for name, converter in converters.items()}
    return reverse(pattern.name, kwargs=values)


PATTERNS = patterns(get_resolver().url_patterns)


@pytest.fixture
def required(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = True


@pytest.mark.usefixtures("required")
@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda pattern: pattern.name)
def test_s15_every_address_shows_somebody_without_a_second_factor_the_set_up_page(
    client: Client, dara: User, pattern: URLPattern
) -> None:
    signed_in(client, dara)
    for answer in (client.get(address(pattern)), client.post(address(pattern))):
        if pattern.name in EXEMPT_NAMES:
            assert answer.headers.get("Location") != reverse(SET_UP_PAGE)
        else:
            assert (answer.status_code, answer["Location"]) == (302, reverse(SET_UP_PAGE))


@pytest.mark.usefixtures("required")
@pytest.mark.parametrize("name", ["amina", "bilal", "dara", "chen", "emil", "aida"])
def test_s15_everybody_meets_it(request: pytest.FixtureRequest, client: Client, name: str) -> None:
    signed_in(client, request.getfixturevalue(name))
    assert client.get(reverse("home"))["Location"] == reverse(SET_UP_PAGE)
    assert client.get(reverse(SET_UP_PAGE)).status_code == 200


@pytest.mark.usefixtures("required")
@pytest.mark.parametrize("give", [give_app, give_key])
def test_s15_somebody_with_a_second_factor_goes_on(client: Client, amina: User, give: Any) -> None:
    give(amina)
    signed_in(client, amina)
    assert client.get(reverse("home"))["Location"] == reverse("queue")
    assert client.get(reverse(SET_UP_PAGE))["Location"] == reverse("mfa_index")


@pytest.mark.usefixtures("required")
def test_s15_recovery_codes_alone_are_no_second_factor(client: Client, amina: User) -> None:
    give_recovery_codes(amina)
    assert signed_in(client, amina).get(reverse("home"))["Location"] == reverse(SET_UP_PAGE)


@pytest.mark.usefixtures("required")
def test_s15_only_setting_up_and_leaving_are_exempt() -> None:
    exempt = {pattern.name for pattern in PATTERNS} & EXEMPT_NAMES
    assert exempt == EXEMPT_NAMES
    assert not any(name.startswith(("case", "member", "figures", "queue")) for name in exempt)


def test_in_the_demo_it_is_off_and_every_page_says_so(client: Client, amina: User, settings: Any) -> None:
    settings.DEMO = True
    signed_in(client, amina)
    for page in ("queue", "case_list", "figures", "mfa_index"):
        answer = client.get(reverse(page))
        assert answer.status_code == 200
        assert str(gettext("The second step at login is off.")) in answer.content.decode()
    settings.SECOND_FACTOR_REQUIRED = True
    assert gettext("The second step at login is off.") not in client.get(reverse(SET_UP_PAGE)).content.decode()


def test_an_administrator_takes_away_a_lost_second_factor(amina: User, aida: User) -> None:
    give_app(amina)
    give_recovery_codes(amina)
    second_factor_reset(amina, by=aida)
    assert not Authenticator.objects.filter(user=amina).exists()
    event = AuditEvent.objects.get(action="second_factor.reset")
    assert (event.actor, event.object_id) == (aida, amina.pk)
    assert event.programme is not None


def test_it_ends_the_sessions_of_the_person(client: Client, amina: User, aida: User) -> None:
    signed_in(client, amina)
    second_factor_reset(amina, by=aida)
    assert client.get(reverse("home"))["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("name", ["amina", "bilal", "chen", "emil"])
def test_nobody_else_does(request: pytest.FixtureRequest, aida: User, name: str, amina: User) -> None:
    give_app(aida)
    with pytest.raises(PermissionDenied):
        second_factor_reset(aida, by=request.getfixturevalue(name))
    assert Authenticator.objects.exists()


def test_an_administrator_does_not_take_away_their_own(aida: User) -> None:
    give_app(aida)
    with pytest.raises(PermissionDenied):
        second_factor_reset(aida, by=aida)


def test_an_administrator_of_another_programme_does_not(amina: User) -> None:
    stranger = make_administrator(ProgrammeFactory(), "stranger")
    with pytest.raises(PermissionDenied):
        second_factor_reset(amina, by=stranger)


def test_an_administrator_who_also_has_another_role_still_needs_a_second_person(aida: User, amina: User) -> None:
    give_role(aida, Role.DOCUMENTER, amina.memberships.get().programme, amina.memberships.get().organisation)
    with pytest.raises(PermissionDenied):
        second_factor_reset(aida, by=aida)
