"""S7: `visible_to` = a slow oracle in plain Python = what the database shows to a query without any filter."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from documenters.identity import database_identity
from documenters.models import Membership, MentorAssignment, Programme, User
from documenters.permissions import Role
from react_cases.models import Case, Client, ClientGroup, Consent, Location, SealedText, Term, Violation, Violator
from react_cases.workflow import Qualification, Status
from tests.factories.people import OrganisationFactory, ProgrammeFactory, UserFactory

PEOPLE, ORGANISATIONS, PROGRAMMES = range(4), range(4), range(2)
ENDED = ("never", "long ago", "today", "next year")
DAY = datetime.date(2021, 3, 1)


def programme_of(organisation: int) -> int:
    """Three organisations of the first programme, one of the second."""
    return 0 if organisation < 3 else 1


@dataclass(frozen=True)
class Held:
    """A role, as drawn."""

    person: int
    role: Role
    programme: int
    organisation: int | None
    ended: str

    @property
    def is_current(self) -> bool:
        return self.ended in ("never", "next year")


@dataclass(frozen=True)
class Assigned:
    """Somebody looks after an organisation, as drawn: perhaps without being a mentor there."""

    person: int
    organisation: int
    is_ended: bool


@dataclass(frozen=True)
class Drawn:
    """A case, as drawn. `was_sent` matters for erased ones only: thrown away as a draft, or erased later."""

    author: int
    organisation: int
    status: Status
    was_sent: bool
    counts: bool
    is_practice: bool = False

    @property
    def is_sent(self) -> bool:
        return self.was_sent if self.status == Status.ERASED else self.status != Status.DRAFT


@dataclass(frozen=True)
class World:
    """Everything that decides who sees what."""

    active: tuple[bool, ...]
    held: tuple[Held, ...]
    assigned: tuple[Assigned, ...]
    cases: tuple[Drawn, ...]
    moves: tuple["Move", ...] = field(default=())


@dataclass(frozen=True)
class Move:
    """Something that happens to the world; the numbers are taken modulo what there is."""

    what: str
    which: int
    value: int


def sees(world: World, person: int, case: Drawn) -> bool:
    """The oracle, one case and one person at a time."""
    if not world.active[person]:
        return False
    for held in world.held:
        if held.person != person or not held.is_current:
            continue
        if held.role == Role.DOCUMENTER and case.author == person and held.organisation == case.organisation:
            return True
        coordinates = held.role == Role.COORDINATOR and held.programme == programme_of(case.organisation)
        if coordinates and case.is_sent and not case.is_practice:
            return True
        if held.role == Role.MENTOR and case.is_sent and held.programme == programme_of(case.organisation):
            for assigned in world.assigned:
                if assigned == Assigned(person, case.organisation, False):
                    return True
    return False


def is_counted(case: Drawn) -> bool:
    """Does it enter the figures of whoever sees it?"""
    return case.status == Status.APPROVED and case.counts and not case.is_practice


def waits(world: World, person: int, case: Drawn) -> bool:
    """Has this person the next step, as somebody who sees the case?"""
    if case.status == Status.RETURNED:
        return case.author == person and any(
            held.person == person
            and held.is_current
            and held.role == Role.DOCUMENTER
            and held.organisation == case.organisation
            for held in world.held
        )
    wanted = {Status.SUBMITTED: Role.MENTOR, Status.VALIDATED: Role.COORDINATOR}.get(case.status)
    alone = replace(world, held=tuple(held for held in world.held if held.role == wanted))
    return wanted is not None and case.author != person and sees(alone, person, case)


def moved(world: World, move: Move) -> World:
    """The world after one thing has happened."""
    held, cases, assigned = list(world.held), list(world.cases), list(world.assigned)
    if move.what == "leaves" and held:
        held[move.which % len(held)] = replace(held[move.which % len(held)], ended="today")
    elif move.what == "changes place" and held:
        place = move.which % len(held)
        if held[place].role == Role.DOCUMENTER:
            organisation = move.value % len(ORGANISATIONS)
            there = replace(held[place], organisation=organisation, programme=programme_of(organisation))
            held[place] = replace(held[place], ended="today")
            held.append(replace(there, ended="never"))
    elif move.what == "is not looked after" and assigned:
        assigned[move.which % len(assigned)] = replace(assigned[move.which % len(assigned)], is_ended=True)
    elif move.what == "suspended":
        active = [is_active and place != move.which % len(PEOPLE) for place, is_active in enumerate(world.active)]
        return replace(world, active=tuple(active))
    elif move.what == "status" and cases:
        place = move.which % len(cases)
        status = list(Status)[move.value % len(Status)]
        cases[place] = replace(cases[place], status=status, was_sent=cases[place].is_sent)
    elif move.what == "withdrawn" and cases:
        cases[move.which % len(cases)] = replace(cases[move.which % len(cases)], counts=False)
    elif move.what == "handed over" and cases:
        cases[move.which % len(cases)] = replace(cases[move.which % len(cases)], author=move.value % len(PEOPLE))
    return replace(world, held=tuple(held), cases=tuple(cases), assigned=tuple(assigned))


MOVES = ("leaves", "changes place", "is not looked after", "suspended", "status", "withdrawn", "handed over")


@st.composite
def helds(draw: Callable[..., Any]) -> Held:
    role = draw(st.sampled_from(Role))
    organisation = draw(st.sampled_from(ORGANISATIONS))
    programme = programme_of(organisation)
    ended = draw(st.sampled_from(ENDED))
    person = draw(st.sampled_from(PEOPLE))
    return Held(person, role, programme, organisation if role == Role.DOCUMENTER else None, ended)


worlds = st.builds(
    World,
    active=st.tuples(*(st.sampled_from([True, True, True, False]) for _ in PEOPLE)),
    held=st.lists(helds(), min_size=2, max_size=10).map(tuple),
    assigned=st.lists(
        st.builds(Assigned, st.sampled_from(PEOPLE), st.sampled_from(ORGANISATIONS), st.booleans()), max_size=6
    ).map(tuple),
    cases=st.lists(
        st.builds(
            Drawn,
            st.sampled_from(PEOPLE),
            st.sampled_from(ORGANISATIONS),
            st.sampled_from(Status),
            st.booleans(),
            st.booleans(),
            st.sampled_from([False, False, True]),
        ),
        min_size=1,
        max_size=10,
    ).map(tuple),
    moves=st.lists(st.builds(Move, st.sampled_from(MOVES), st.integers(0, 20), st.integers(0, 20)), max_size=3).map(
        tuple
    ),
)


class Stage:
    """The same world in the database."""

    def __init__(self) -> None:
        self.programmes = [ProgrammeFactory() for _ in PROGRAMMES]
        self.organisations = [
            OrganisationFactory(programme=self.programmes[programme_of(number)]) for number in ORGANISATIONS
        ]
        self.people = [UserFactory(password="!") for _ in PEOPLE]
        terms = {
            name: Term.objects.filter(programme__code="KG", code_list=name).first()
            for name in ("violator_types", "violation_categories", "client_groups", "client_tags")
        }
        self.terms: dict[str, Any] = terms
        self.oblast = Location.objects.oblasts().first()
        self.rows: list[Case] = []

    def play(self, world: World) -> None:
        """Make it so."""
        now = timezone.now()
        ends = {
            "never": None,
            "long ago": now - datetime.timedelta(days=900),
            "today": now,
            "next year": now + datetime.timedelta(days=365),
        }
        for person, is_active in zip(self.people, world.active, strict=True):
            User.objects.filter(pk=person.pk).update(is_active=is_active)
        Membership.objects.filter(user__in=self.people).delete()
        for held in dict.fromkeys(world.held):
            place = None if held.organisation is None else self.organisations[held.organisation]
            Membership.objects.bulk_create(
                [
                    Membership(
                        user=self.people[held.person],
                        role=held.role,
                        programme=self.programmes[held.programme],
                        organisation=place,
                        ended_at=ends[held.ended],
                    )
                ]
            )
        MentorAssignment.objects.filter(mentor__in=self.people).delete()
        for assigned in dict.fromkeys(world.assigned):
            MentorAssignment.objects.create(
                mentor=self.people[assigned.person],
                organisation=self.organisations[assigned.organisation],
                ended_at=now if assigned.is_ended else None,
            )
        for number, drawn in enumerate(world.cases):
            if number == len(self.rows):
                self.rows.append(self._case(number, drawn))
            Case.objects.filter(pk=self.rows[number].pk).update(
                status=drawn.status,
                documenter=self.people[drawn.author],
                submitted_at=now if drawn.is_sent else None,
                counts_in_statistics=drawn.counts and not drawn.is_practice,
                is_practice=drawn.is_practice,
            )

    def _case(self, number: int, drawn: Drawn) -> Case:
        organisation = self.organisations[drawn.organisation]
        case = Case.objects.create(
            code=f"XX-2021-{number:06d}",
            programme=organisation.programme,
            organisation=organisation,
            documenter=self.people[drawn.author],
            received_on=DAY,
            status_at=timezone.now(),
            event_from=DAY,
            oblast=self.oblast,
            gender="F",
            age_band="A19_35",
            readiness="READY",
            qualification=Qualification.VIOLATION,
            client=Client.objects.create(
                programme=organisation.programme, organisation=organisation, code_hash=f"{number:032x}"
            ),
        )
        violator = Violator.objects.create(case=case, type=self.terms["violator_types"])
        violation = Violation.objects.create(case=case, category=self.terms["violation_categories"])
        violation.violators.add(violator)
        ClientGroup.objects.create(case=case, group=self.terms["client_groups"], is_primary=True)
        case.tags.add(self.terms["client_tags"])
        SealedText.objects.create(case=case, part="case", part_id=0, field="x", generation=1, ciphertext=b"")
        Consent.objects.create(
            case=case, purpose="RECORD", given_on=DAY, recorded_by=self.people[0], recorded_at=timezone.now()
        )
        return case

    def check(self, world: World) -> None:
        """Oracle, filter and database agree about everybody, and about every row of a case."""
        for number, person in enumerate(self.people):
            user = User.objects.get(pk=person.pk)
            expected = self._keys(drawn for drawn in enumerate(world.cases) if sees(world, number, drawn[1]))
            assert set(Case.objects.visible_to(user).values_list("pk", flat=True)) == expected
            waiting = self._keys(
                drawn for drawn in enumerate(world.cases) if world.active[number] and waits(world, number, drawn[1])
            )
            assert set(Case.objects.waiting_for(user).values_list("pk", flat=True)) == waiting
            # The database does not know practice: what coordinators are spared holds nothing that is true.
            through = self._keys(
                drawn for drawn in enumerate(world.cases) if sees(world, number, replace(drawn[1], is_practice=False))
            )
            with database_identity(user):
                assert set(Case.objects.values_list("pk", flat=True)) == through
                self._check_rows(through)
            counted = {self.rows[number].pk for number, drawn in enumerate(world.cases) if is_counted(drawn)}
            assert set(Case.objects.countable_by(user).values_list("pk", flat=True)) == expected & counted

    def _keys(self, drawn: Iterable[tuple[int, Drawn]]) -> set[int]:
        return {self.rows[number].pk for number, _ in drawn}

    def _check_rows(self, cases: set[int]) -> None:
        for model in (Violator, Violation, ClientGroup, SealedText, Consent, Case.tags.through):
            assert set(model._default_manager.values_list("case_id", flat=True)) == cases, model
        links = Violation.violators.through._default_manager.values_list("violation__case_id", flat=True)
        assert set(links) == cases


@pytest.mark.parametrize("part", range(2))
def test_s7_filter_oracle_and_database_agree(programme: Programme, part: int) -> None:
    @settings(
        max_examples=15,
        deadline=None,
        database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(world=worlds)
    def agree(world: World) -> None:
        with transaction.atomic():
            stage = Stage()
            stage.play(world)
            stage.check(world)
            for move in world.moves:
                world = moved(world, move)
                stage.play(world)
                stage.check(world)
            transaction.set_rollback(True)

    agree()


def test_the_oracle_itself_tells_people_apart() -> None:
    held = (
        Held(0, Role.DOCUMENTER, 0, 0, "never"),
        Held(1, Role.MENTOR, 0, None, "never"),
        Held(2, Role.COORDINATOR, 0, None, "never"),
        Held(3, Role.DONOR, 0, None, "never"),
    )
    draft, sent = Drawn(0, 0, Status.DRAFT, False, True), Drawn(0, 0, Status.APPROVED, True, True)
    world = World((True,) * 4, held, (Assigned(1, 0, False),), (draft, sent))
    assert [sees(world, person, draft) for person in PEOPLE] == [True, False, False, False]
    assert [sees(world, person, sent) for person in PEOPLE] == [True, True, True, False]
    assert not is_counted(draft)
    practice = replace(sent, status=Status.SUBMITTED, is_practice=True)
    assert [sees(world, person, practice) for person in PEOPLE] == [True, True, False, False]
    assert [waits(world, person, practice) for person in PEOPLE] == [False, True, False, False]
