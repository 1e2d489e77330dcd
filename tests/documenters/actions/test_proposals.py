"""Two people before somebody reads other people's cases."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from documenters.access import reach_of
from documenters.actions.invitations import invitation_accept, invitation_make
from documenters.actions.members import member_change, member_leave
from documenters.actions.proposals import proposal_confirm, proposal_refuse
from documenters.actions.roles import ONLY_MANAGER
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


@pytest.mark.parametrize("second", ["aida", "nurlan"])
def test_s10_a_coordinator_alone_gives_nobody_a_role_that_reads_cases(
    request: pytest.FixtureRequest, programme: Programme, emil: User, dara: User, second: str
) -> None:
    by = request.getfixturevalue(second)
    proposal = propose(emil, programme, Role.COORDINATOR, dara)
    with pytest.raises(PermissionDenied, match="takes_two_people"):
        proposal_confirm(proposal, by=dara)
    assert reach_of(fresh(emil)).roles == {Role.DONOR}
    proposal_confirm(proposal, by=by)
    assert reach_of(fresh(emil)).roles == {Role.COORDINATOR}


def test_s10_a_coordinator_alone_gives_no_mentor_one_more_organisation(
    programme: Programme,
    bilal: User,
    aida: User,
    dara: User,
    organisation_a: Organisation,
    organisation_b: Organisation,
) -> None:
    proposal = propose(bilal, programme, Role.MENTOR, dara, organisation_a, organisation_b)
    assert reach_of(fresh(bilal)).mentor_of == {organisation_a.pk}
    proposal_confirm(proposal, by=aida)
    assert reach_of(fresh(bilal)).mentor_of == {organisation_a.pk, organisation_b.pk}


def test_s10_an_administrator_confirms_only_what_a_coordinator_proposed(
    programme: Programme, emil: User, aida: User, dara: User
) -> None:
    proposal = propose(emil, programme, Role.MENTOR, make_administrator(programme))
    with pytest.raises(PermissionDenied, match="takes_coordinator"):
        proposal_confirm(proposal, by=aida)


@pytest.mark.parametrize("is_suspended", [False, True])
def test_s10_the_only_manager_needs_nobody_and_the_log_says_so(
    programme: Programme, emil: User, dara: User, is_suspended: bool
) -> None:
    if is_suspended:
        make_administrator(programme, is_active=False)
    assert member_change(emil, programme, role=Role.COORDINATOR, organisation=None, looks_after=(), by=dara) is None
    assert reach_of(fresh(emil)).roles == {Role.COORDINATOR}
    event = AuditEvent.objects.get(action="member.role_changed")
    assert event.reason == ONLY_MANAGER


def accomplice(programme: Programme, by: User, username: str = "accomplice") -> User:
    made = invitation_make(programme, role=Role.ADMINISTRATOR, organisation=None, looks_after=(), by=by)
    chosen = {"username": username, "display_name": username, "language": "ky", "password": "seven cranes up"}
    return invitation_accept(made.invitation.public_id, **chosen)


def refused(proposal: RoleProposal, by: User) -> bool:
    try:
        with transaction.atomic():
            proposal_confirm(proposal, by=fresh(by))
    except PermissionDenied:
        return True
    return False


def test_s10_whom_the_maker_let_in_confirms_nothing_for_seven_days(
    programme: Programme, emil: User, aida: User, dara: User
) -> None:
    first = accomplice(programme, dara)
    second = accomplice(programme, first, "another")
    proposal = propose(emil, programme, Role.COORDINATOR, dara)
    assert refused(proposal, first)
    assert refused(proposal, second)
    with time_machine.travel(timezone.now() + timedelta(days=7, minutes=1)):
        assert not refused(proposal, first)


def test_s10_whom_the_maker_raised_confirms_nothing_for_seven_days(
    programme: Programme, emil: User, aida: User, dara: User
) -> None:
    donor = make_donor(programme)
    assert member_change(donor, programme, role=Role.ADMINISTRATOR, organisation=None, looks_after=(), by=dara) is None
    proposal = propose(emil, programme, Role.COORDINATOR, dara)
    assert refused(proposal, donor)
    assert not refused(proposal, aida)


def test_s10_a_coordinator_confirms_nothing_for_an_administrator_whom_they_let_in(
    programme: Programme, emil: User, aida: User, dara: User, nurlan: User
) -> None:
    proposal = propose(emil, programme, Role.COORDINATOR, accomplice(programme, accomplice(programme, dara), "another"))
    assert refused(proposal, dara)
    assert not refused(proposal, nurlan)


def test_the_first_coordinator_confirms_for_the_administrator_who_let_them_in(
    programme: Programme, aida: User, emil: User
) -> None:
    """Otherwise a new programme would wait seven days for its first mentor; the second coordinator does wait."""
    first, second = make_donor(programme), make_donor(programme)
    assert member_change(first, programme, role=Role.COORDINATOR, organisation=None, looks_after=(), by=aida) is None
    proposal_confirm(propose(second, programme, Role.COORDINATOR, aida), by=fresh(first))
    proposal = propose(emil, programme, Role.MENTOR, aida)
    assert refused(proposal, second)
    assert not refused(proposal, first)


def test_an_administrator_confirms_for_the_coordinator_whom_they_let_in(programme: Programme, aida: User) -> None:
    coordinator = make_donor(programme)
    member_change(coordinator, programme, role=Role.COORDINATOR, organisation=None, looks_after=(), by=aida)
    proposal = propose(make_donor(programme), programme, Role.MENTOR, fresh(coordinator))
    assert not refused(proposal, aida)


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
