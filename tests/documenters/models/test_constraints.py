"""One test for each constraint that the database holds about people."""

from collections.abc import Callable

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from documenters.models import Membership, MentorAssignment, Organisation, Programme, User
from documenters.permissions import Role
from tests.factories.people import OrganisationFactory, ProgrammeFactory, UserFactory, give_role


def documenter_without_organisation(amina: User) -> None:
    Membership.objects.filter(user=amina).update(organisation=None)


def unknown_role(amina: User) -> None:
    Membership.objects.filter(user=amina).update(role="owner")


def same_role_twice(amina: User) -> None:
    held = amina.memberships.get()
    give_role(amina, Role.DOCUMENTER, held.programme, held.organisation)


def same_assignment_twice(amina: User) -> None:
    organisation = amina.memberships.get().organisation
    for _ in range(2):
        MentorAssignment.objects.create(mentor=amina, organisation=organisation)


def same_name_in_programme(amina: User) -> None:
    organisation = amina.memberships.get().organisation
    Organisation.objects.create(programme=organisation.programme, name=organisation.name)


def small_count_below_five(amina: User) -> None:
    Programme.objects.update(small_count=4)


REFUSED: dict[str, Callable[[User], None]] = {
    "membership_documenter_has_organisation": documenter_without_organisation,
    "membership_role_known": unknown_role,
    "membership_current_once": same_role_twice,
    "mentor_assignment_current_once": same_assignment_twice,
    "organisation_name_unique_in_programme": same_name_in_programme,
    "programme_small_count_at_least_5": small_count_below_five,
}


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_database_refuses(amina: User, name: str) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        REFUSED[name](amina)


def test_every_constraint_has_its_test() -> None:
    models = apps.get_app_config("documenters").get_models()
    assert {constraint.name for model in models for constraint in model._meta.constraints} == set(REFUSED)


def test_role_in_the_whole_programme_is_held_once(dara: User, programme: Programme) -> None:
    """Without an organisation, too: empty values are not distinct here."""
    with pytest.raises(IntegrityError, match="membership_current_once"), transaction.atomic():
        give_role(dara, Role.COORDINATOR, programme)


def test_same_name_in_another_programme_is_fine(organisation_a: Organisation) -> None:
    assert OrganisationFactory(programme=ProgrammeFactory(), name=organisation_a.name).pk


def test_user_names_and_country_codes_are_unique(amina: User, programme: Programme) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        UserFactory(username="amina")
    with pytest.raises(IntegrityError), transaction.atomic():
        Programme.objects.create(code=programme.code, name_en="", name_ru="")
