"""Two people before somebody reads other people's cases."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from documenters.access import reach_of
from documenters.actions.members import member_change, member_leave
from documenters.actions.proposals import proposal_confirm, proposal_refuse
from documenters.models import AuditEvent, Membership, Organisation, Programme, RoleProposal, User
from documenters.permissions import Role
from tests.factories.people import ProgrammeFactory, give_role, make_administrator, make_coordinator, make_donor


def fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


def propose(user: User, programme: Programme, role: Role, by: User, *places: Organisation) -> RoleProposal:
    proposal = member_change(user, programme, role=role, organisation=None, looks_after=places, by=by)
    assert proposal is not None
    return proposal


@pytest.mark.parametrize("role", [Role.MENTOR, Role.COORDINATOR])
def test_an_administrator_alone_gives_nobody_a_role_that_reads_cases(
    programme: Programme, emil: User, aida: User, dara: User, organisation_a: Organisation, role: Role
) -> None:
    proposal = propose(emil, programme, role, aida, organisation_a)
    assert reach_of(fresh(emil)).roles == {Role.DONOR}
    proposal_confirm(proposal, by=dara)
    assert reach_of(fresh(emil)).roles == {role}
    assert reach_of(fresh(emil)).mentor_of == ({organisation_a.pk} if role == Role.MENTOR else set())
    proposal.refresh_from_db()
    assert (proposal.decided_by, proposal.is_confirmed) == (dara, True)
    actions = list(AuditEvent.objects.filter(object_id=emil.pk).order_by("pk").values_list("action", "actor"))
    assert actions[0] == ("member.proposed", aida.pk)
    assert actions[-1] == ("member.confirmed", dara.pk)


def test_an_administrator_alone_gives_no_mentor_one_more_organisation(
    programme: Programme,
    bilal: User,
    aida: User,
    dara: User,
    organisation_a: Organisation,
    organisation_b: Organisation,
) -> None:
    proposal = propose(bilal, programme, Role.MENTOR, aida, organisation_a, organisation_b)
    assert reach_of(fresh(bilal)).mentor_of == {organisation_a.pk}
    proposal_confirm(proposal, by=dara)
    assert reach_of(fresh(bilal)).mentor_of == {organisation_a.pk, organisation_b.pk}
    taken = member_change(bilal, programme, role=Role.MENTOR, organisation=None, looks_after=[organisation_b], by=aida)
    assert taken is None
    assert reach_of(fresh(bilal)).mentor_of == {organisation_b.pk}


def test_a_coordinator_gives_roles_at_once(programme: Programme, emil: User, dara: User) -> None:
    changed = member_change(emil, programme, role=Role.COORDINATOR, organisation=None, looks_after=(), by=dara)
    assert changed is None
    assert reach_of(fresh(emil)).roles == {Role.COORDINATOR}


def test_the_first_coordinator_needs_no_confirmation(programme: Programme, aida: User, emil: User) -> None:
    changed = member_change(emil, programme, role=Role.COORDINATOR, organisation=None, looks_after=(), by=aida)
    assert changed is None
    assert reach_of(fresh(emil)).roles == {Role.COORDINATOR}


def test_it_takes_two_people(programme: Programme, emil: User, aida: User, dara: User) -> None:
    proposal = propose(emil, programme, Role.COORDINATOR, aida)
    for by in (aida, emil, make_donor(programme), make_coordinator(ProgrammeFactory())):
        with pytest.raises(PermissionDenied):
            proposal_confirm(proposal, by=by)
        with pytest.raises(PermissionDenied):
            proposal_refuse(proposal, by=by)
    give_role(aida, Role.COORDINATOR, programme)
    with pytest.raises(PermissionDenied):
        proposal_confirm(proposal, by=fresh(aida))
    assert reach_of(fresh(emil)).roles == {Role.DONOR}


def test_the_database_refuses_one_person_who_is_both(programme: Programme, emil: User, aida: User, dara: User) -> None:
    proposal = propose(emil, programme, Role.COORDINATOR, aida)
    found = RoleProposal.objects.filter(pk=proposal.pk)
    for one in (aida, emil):
        with pytest.raises(IntegrityError), transaction.atomic():
            found.update(is_confirmed=True, decided_by=one, decided_at=proposal.proposed_at)
    with pytest.raises(IntegrityError), transaction.atomic():
        found.update(role=Role.MENTOR)
    with pytest.raises(IntegrityError), transaction.atomic():
        found.delete()


def test_it_is_decided_once(programme: Programme, emil: User, aida: User, dara: User) -> None:
    proposal = propose(emil, programme, Role.COORDINATOR, aida)
    proposal_refuse(proposal, by=dara)
    with pytest.raises(PermissionDenied):
        proposal_confirm(proposal, by=dara)
    assert reach_of(fresh(emil)).roles == {Role.DONOR}
    assert fresh(emil).is_active


def test_a_new_change_takes_the_waiting_one_back(programme: Programme, emil: User, aida: User, dara: User) -> None:
    first = propose(emil, programme, Role.COORDINATOR, aida)
    second = propose(emil, programme, Role.MENTOR, make_administrator(programme))
    with pytest.raises(PermissionDenied):
        proposal_confirm(first, by=dara)
    proposal_confirm(second, by=dara)
    assert reach_of(fresh(emil)).roles == {Role.MENTOR}


def test_whoever_leaves_meanwhile_gets_nothing(programme: Programme, emil: User, aida: User, dara: User) -> None:
    proposal = propose(emil, programme, Role.COORDINATOR, aida)
    member_leave(emil, programme, by=dara)
    with pytest.raises(PermissionDenied):
        proposal_confirm(proposal, by=dara)
    assert not Membership.objects.filter(user=emil, ended_at=None).exists()
