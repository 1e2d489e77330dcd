"""Who sees, counts and has to act on which case: the database against a slow reading of the rules."""

import random
from dataclasses import dataclass, field

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from documenters.models import Membership, MentorAssignment, Organisation, User
from documenters.permissions import Role
from react_cases.models import Case
from react_cases.workflow import Status
from tests.factories.cases import make_case, place
from tests.factories.people import OrganisationFactory, ProgrammeFactory, UserFactory, give_role, make_documenter
from tests.factories.taxonomy import loaded_programme


@dataclass
class Population:
    """Random people, roles and cases, and the rules about them in plain Python."""

    people: list[User] = field(default_factory=list)
    organisations: list[Organisation] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)

    def roles(self, user: User) -> list[Membership]:
        """What the person holds now."""
        now = timezone.now()
        held = Membership.objects.filter(user=user)
        return [row for row in held if user.is_active and (row.ended_at is None or row.ended_at > now)]

    def records_in(self, user: User, organisation_id: int) -> bool:
        """Is the person a documenter there?"""
        return any(row.role == Role.DOCUMENTER and row.organisation_id == organisation_id for row in self.roles(user))

    def mentors(self, user: User, organisation: Organisation) -> bool:
        """Does the person review that organisation's cases?"""
        assigned = any(
            row.mentor_id == user.pk and row.ended_at is None for row in organisation.mentor_assignments.all()
        )
        return assigned and self.holds(user, Role.MENTOR, organisation.programme_id)

    def holds(self, user: User, role: Role, programme_id: int) -> bool:
        """Does the person hold this role in this programme?"""
        return any(row.role == role and row.programme_id == programme_id for row in self.roles(user))

    def sees(self, user: User, case: Case) -> bool:
        """domain.md section 7, access."""
        if case.documenter_id == user.pk and self.records_in(user, case.organisation_id):
            return True
        if case.submitted_at is None:
            return False
        return self.mentors(user, case.organisation) or self.holds(user, Role.COORDINATOR, case.programme_id)

    def counts(self, user: User, case: Case) -> bool:
        """Approved, agreed to, and seen."""
        return case.status == Status.APPROVED and case.counts_in_statistics and self.sees(user, case)

    def waits(self, user: User, case: Case) -> bool:
        """Has the person the next step?"""
        if case.documenter_id == user.pk:
            return case.status == Status.RETURNED and self.records_in(user, case.organisation_id)
        if case.status == Status.SUBMITTED:
            return self.mentors(user, case.organisation)
        return case.status == Status.VALIDATED and self.holds(user, Role.COORDINATOR, case.programme_id)


def populate(seed: int) -> Population:
    """A population of people, memberships and cases that is the same for the same seed."""
    dice = random.Random(seed)
    made = Population()
    programmes = [loaded_programme(), ProgrammeFactory()]
    made.organisations = [OrganisationFactory(programme=dice.choice(programmes)) for _ in range(4)]
    made.people = [UserFactory(is_active=dice.random() > 0.15) for _ in range(7)]
    ended = timezone.now()
    for user in made.people:
        for role in dice.sample(list(Role), dice.choice([0, 1, 1, 2, 3])):
            organisation = dice.choice(made.organisations)
            membership = give_role(
                user, role, organisation.programme, organisation if role == Role.DOCUMENTER else None
            )
            if dice.random() < 0.2:
                Membership.objects.filter(pk=membership.pk).update(ended_at=ended)
            for other in dice.sample(made.organisations, 2 if role == Role.MENTOR else 0):
                MentorAssignment.objects.create(
                    mentor=user, organisation=other, ended_at=ended if dice.random() < 0.2 else None
                )
    made.cases = [_case(dice, f"{seed}-{number}", made) for number in range(30)]
    return made


def _case(dice: random.Random, code: str, made: Population) -> Case:
    organisation, status = dice.choice(made.organisations), dice.choice(list(Status))
    today = timezone.localdate()
    is_submitted = status != Status.DRAFT and not (status == Status.ERASED and dice.random() < 0.5)
    return Case.objects.create(
        code=code,
        programme=organisation.programme,
        organisation=organisation,
        documenter=dice.choice(made.people),
        received_on=today,
        event_from=today,
        oblast=place("KG-T"),
        gender="F",
        age_band="AU",
        readiness="READY",
        status=status,
        status_at=timezone.now(),
        submitted_at=timezone.now() if is_submitted else None,
        qualification="VIOLATION",
        counts_in_statistics=dice.random() < 0.6,
    )


@pytest.mark.parametrize("seed", range(12))
def test_scopes_equal_the_rules_read_slowly(db: None, seed: int) -> None:
    made = populate(seed)
    for user in made.people:
        assert set(Case.objects.visible_to(user)) == {case for case in made.cases if made.sees(user, case)}
        assert set(Case.objects.countable_by(user)) == {case for case in made.cases if made.counts(user, case)}
        assert set(Case.objects.waiting_for(user)) == {case for case in made.cases if made.waits(user, case)}


def test_populations_are_worth_the_trouble(db: None) -> None:
    """The oracle is no use where nobody sees anything."""
    seen = counted = waiting = 0
    for seed in range(8):
        made = populate(seed)
        seen += sum(made.sees(user, case) for user in made.people for case in made.cases)
        counted += sum(made.counts(user, case) for user in made.people for case in made.cases)
        waiting += sum(made.waits(user, case) for user in made.people for case in made.cases)
    assert min(seen, counted, waiting) > 10


def test_four_people_see_what_is_theirs(
    amina: User, bilal: User, dara: User, chen: User, emil: User, aida: User
) -> None:
    draft, submitted = make_case(amina, Status.DRAFT), make_case(amina, Status.SUBMITTED)
    assert set(Case.objects.visible_to(amina)) == {draft, submitted}
    for reviewer in (bilal, dara):
        assert set(Case.objects.visible_to(reviewer)) == {submitted}
    for stranger in (chen, emil, aida):
        assert not Case.objects.visible_to(stranger).exists()


def test_colleague_in_the_same_organisation_sees_nothing(amina: User, organisation_a: Organisation) -> None:
    make_case(amina, Status.SUBMITTED)
    assert not Case.objects.visible_to(make_documenter(organisation_a)).exists()


def test_what_is_counted_is_approved_and_agreed_to_and_donors_have_none_of_it(
    amina: User, dara: User, emil: User
) -> None:
    counted = make_case(amina)
    make_case(amina, consents=("RECORD",))
    make_case(amina, Status.VALIDATED)
    assert list(Case.objects.countable_by(dara)) == [counted]
    assert not Case.objects.countable_by(emil).exists()
    assert not Case.objects.visible_to(emil).exists()


def test_queue_is_oldest_first(amina: User, bilal: User) -> None:
    first, second, third = (make_case(amina, Status.SUBMITTED) for _ in range(3))
    Case.objects.filter(pk=third.pk).update(status_at=first.status_at.replace(year=2020))
    assert list(Case.objects.waiting_for(bilal)) == [third, first, second]


def test_scopes_ask_once(
    amina: User, bilal: User, dara: User, emil: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(3):
        make_case(amina)
    for user, queries in ((amina, 4), (bilal, 5), (dara, 4), (emil, 1)):
        user = User.objects.get(pk=user.pk)
        with django_assert_num_queries(queries):
            list(Case.objects.visible_to(user))
            list(Case.objects.countable_by(user))
            list(Case.objects.waiting_for(user))


def test_case_is_called_by_its_number(amina: User) -> None:
    case = make_case(amina, Status.DRAFT)
    assert str(case) == case.code
