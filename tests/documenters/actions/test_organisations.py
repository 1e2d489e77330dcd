"""Organisations of a programme."""

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied

from documenters.actions.organisations import (
    organisation_add,
    organisation_change,
    organisation_end,
    organisation_reopen,
)
from documenters.models import AuditEvent, Organisation, Programme, User
from react_cases.actions.cases import case_start
from react_cases.actions.locking import NotAllowed
from react_cases.models import Case
from react_cases.workflow import Status
from tests.factories.cases import make_case

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


def test_it_is_renamed_once(organisation_a: Organisation, aida: User) -> None:
    for _ in range(2):
        organisation_change(organisation_a, "Другая", by=aida)
    assert Organisation.objects.get(pk=organisation_a.pk).name == "Другая"
    assert AuditEvent.objects.filter(action="organisation.renamed").count() == 1


def test_after_the_end_no_case_begins_and_those_there_are_go_on(
    organisation_a: Organisation, amina: User, bilal: User, dara: User
) -> None:
    case = make_case(amina, Status.SUBMITTED)
    organisation_end(organisation_a, by=dara)
    with pytest.raises(NotAllowed, match="organisation_ended"):
        case_start(organisation=organisation_a, by=amina)
    assert list(Case.objects.visible_to(bilal).waiting_for(bilal)) == [case]
    organisation_reopen(organisation_a, by=dara)
    assert case_start(organisation=organisation_a, by=amina).pk
    actions = AuditEvent.objects.filter(action__startswith="organisation.").values_list("action", flat=True)
    assert list(actions.order_by("pk")) == ["organisation.ended", "organisation.reopened"]


@pytest.mark.parametrize("act", [organisation_end, organisation_reopen])
def test_others_neither_end_nor_open_it(organisation_a: Organisation, bilal: User, act: Callable[..., object]) -> None:
    with pytest.raises(PermissionDenied):
        act(organisation_a, by=bilal)
