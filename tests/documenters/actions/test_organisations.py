"""Organisations of a programme."""

import pytest
from django.core.exceptions import PermissionDenied

from documenters.actions.organisations import organisation_add
from documenters.models import AuditEvent, Organisation, Programme, User

pytestmark = pytest.mark.django_db


def test_an_administrator_adds_one(programme: Programme, aida: User) -> None:
    organisation = organisation_add(programme, "Новая", by=aida)
    assert Organisation.objects.get(name="Новая") == organisation
    assert AuditEvent.objects.filter(action="organisation.added", object_id=organisation.pk, actor=aida).exists()


@pytest.mark.parametrize("name", ["amina", "bilal", "chen", "emil"])
def test_nobody_else_does(request: pytest.FixtureRequest, programme: Programme, name: str) -> None:
    with pytest.raises(PermissionDenied):
        organisation_add(programme, "Новая", by=request.getfixturevalue(name))
    assert not Organisation.objects.filter(name="Новая").exists()
