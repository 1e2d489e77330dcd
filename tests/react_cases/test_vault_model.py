"""Random histories of people and cases in members mode: who can read what equals the model of `vault_model`."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from documenters.access import forget_reach
from documenters.actions.member_keys import (
    OwnKey,
    member_key_make,
    member_key_open,
    member_key_recover,
    recovery_code_confirm,
    recovery_code_offer,
)
from documenters.actions.members import member_change
from documenters.actions.proposals import proposal_confirm
from documenters.actions.vaults import LastHolder
from documenters.identity import database_identity
from documenters.models import User, VaultGrant
from documenters.permissions import Role
from documenters.vault.opened import KeyMissing, key_opened
from react_cases.actions.case_keys import case_key_open, case_keys_at_hand, keys_complete, member_admit
from react_cases.actions.cases import draft_open, draft_save
from react_cases.actions.leaving import Estate, member_hand_over, member_leave
from react_cases.actions.sealing import NARRATIVE, OpenReason, open_sealed
from react_cases.models import Case
from react_cases.workflow import Status
from tests.factories.cases import erase_case, make_case, submit
from tests.factories.people import (
    OrganisationFactory,
    make_administrator,
    make_coordinator,
    make_documenter,
    make_mentor,
)
from tests.factories.taxonomy import loaded_programme
from tests.react_cases.vault_model import COUNTRY, Model, Person, Refused

ROLES = {
    "amina": ("documenter", {"A"}),
    "ruslan": ("documenter", {"A"}),
    "chen": ("documenter", {"B"}),
    "bilal": ("mentor", {"A", "B"}),
    "zarina": ("mentor", {"A"}),
    "dara": ("coordinator", set()),
    "nurlan": ("coordinator", set()),
}
AT_ONCE = ("dara", "bilal", "amina", "zarina")
STORY = "Two men in plain clothes asked for money. Канарейка"
MOST_CASES = 4

documenters = st.sampled_from(["amina", "ruslan", "chen"])
mentors = st.sampled_from(["bilal", "zarina"])
anybody = st.sampled_from(sorted(ROLES))
seniors = st.sampled_from(["bilal", "zarina", "dara", "nurlan"])
any_case = st.integers(0, MOST_CASES - 1)


class Vaults(RuleBasedStateMachine):
    """The program on one side, the model on the other."""

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.programme = loaded_programme()
        self.places = {name: OrganisationFactory(programme=self.programme, name=name) for name in "AB"}
        self.aida = make_administrator(self.programme, "aida")
        self.users: dict[str, User] = {}
        self.own: dict[str, OwnKey] = {}
        self.codes: dict[str, bytes] = {}
        self.cases: list[Case] = []
        self.model = Model()
        for name in AT_ONCE:
            self._join(name)
        self.start("amina", is_sent=False)
        self.start("amina", is_sent=True)

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)
        cache.clear()

    # People

    @rule(name=anybody)
    def join(self, name: str) -> None:
        if name not in self.users:
            self._join(name)

    def _join(self, name: str) -> None:
        role, places = ROLES[name]
        where = [self.places[place] for place in sorted(places)]
        make: dict[str, Callable[[], User]] = {
            "documenter": lambda: make_documenter(where[0], name),
            "mentor": lambda: make_mentor(*where, username=name),
            "coordinator": lambda: make_coordinator(self.programme, name),
        }
        self.users[name] = make[role]()
        self.model.people[name] = Person(role, set(places))
        self._new_key(name)

    def _new_key(self, name: str) -> None:
        user = self.users[name]
        self.codes.pop(name, None)
        with database_identity(user):
            self.own[name] = member_key_make(user, f"{name} forgot {self.model.people[name].key}", by=user)
        self.model.new_key(name)

    @rule(name=anybody)
    def lose_the_passphrase(self, name: str) -> None:
        if self._is_here(name):
            self._new_key(name)

    @rule(name=anybody)
    def recover_by_code(self, name: str) -> None:
        if not self._is_here(name):
            return
        user = self.users[name]
        if name not in self.codes:
            with self._as(name):
                offer = recovery_code_offer(user, self.own[name])
                recovery_code_confirm(user, offer.wrapped, offer.code, by=user)
            self.codes[name] = offer.code
        before = self.own[name]
        self.own[name] = member_key_recover(user, self.codes[name], "another passphrase", by=user)
        assert self.own[name] == before == member_key_open(user, "another passphrase")

    @rule(name=anybody, by=seniors)
    def admit(self, name: str, by: str) -> None:
        if self._is_here(name) and self._is_here(by):
            self._both(
                lambda: member_admit(self.users[name], by=self.users[by]), lambda: self.model.admit(name, by), who=by
            )

    @rule(by=seniors, limit=st.sampled_from([1, 2, 500]))
    def go_on(self, by: str, limit: int) -> None:
        if self._is_here(by):
            with self._as(by):
                is_whole = keys_complete(by=self.users[by], limit=limit) < limit
            self.model.go_on(by, is_whole=is_whole)

    @rule(name=mentors, places=st.sets(st.sampled_from("AB"), min_size=1))
    def look_after(self, name: str, places: set[str]) -> None:
        if self._is_here(name):
            self._both(lambda: self._change(name, places), lambda: self.model.look_after(name, places))

    def _change(self, name: str, places: set[str]) -> None:
        with database_identity(self.aida):
            waiting = member_change(
                self.users[name],
                self.programme,
                role=Role.MENTOR,
                organisation=None,
                looks_after=[self.places[place] for place in places],
                by=self.aida,
            )
        if waiting is not None:
            proposal_confirm(waiting, by=self.users["dara"])

    @rule(name=st.sampled_from(["ruslan", "zarina", "bilal", "nurlan"]))
    def leave(self, name: str) -> None:
        if self._is_here(name):
            self._both(
                lambda: member_leave(self.users[name], self.programme, estate=None, by=self.users["dara"]),
                lambda: self.model.leave(name),
            )

    @rule(author=st.sampled_from(["amina", "ruslan"]))
    def hand_over(self, author: str) -> None:
        heir = "ruslan" if author == "amina" else "amina"
        if self._is_here(author) and self._is_here(heir):
            estate = Estate(self.places["A"], self.users[heir])
            with self._as("dara"):
                member_hand_over(self.users[author], estate, by=self.users["dara"])
            self.model.hand_over(author, heir, "A", "dara")

    # Cases

    @precondition(lambda self: len(self.cases) < MOST_CASES)
    @rule(author=documenters, is_sent=st.booleans())
    def start(self, author: str, is_sent: bool) -> None:
        if not self._is_here(author):
            return
        user = self.users[author]
        with self._as(author):
            case = make_case(user, Status.DRAFT)
            draft_save(case, {"narrative": STORY}, by=user, version=case.version)
        self.cases.append(case)
        self.model.start(case.pk, author, next(iter(self.model.people[author].places)))
        if is_sent:
            self.send(len(self.cases) - 1)

    @rule(number=any_case)
    def send(self, number: int) -> None:
        case = self._case(number)
        if case is None or case.status != Status.DRAFT:
            return
        author = self.model.cases[case.pk].author
        if self.model.people[author].has_left:
            return
        can = self.model.reads(author, case.pk)
        try:
            with self._as(author), transaction.atomic():
                submit(case, self.users[author], narrative=STORY)
        except KeyMissing:
            assert not can
        else:
            assert can is not False
            self.model.send(case.pk)

    @rule(number=any_case)
    def erase(self, number: int) -> None:
        case = self._case(number)
        if case is not None and case.status == Status.SUBMITTED:
            with self._as("dara"):
                erase_case(case, by=self.users["dara"])
            self.model.erase(case.pk)

    # The comparison

    @invariant()
    def everybody_reads_what_the_model_says(self) -> None:
        for name, user in self.users.items():
            with self._as(name):
                seen = Case.objects.visible_to(user).values_list("pk", flat=True)
                opened = case_keys_at_hand(list(seen), by=user)
            for case in self.cases:
                expected = self.model.reads(name, case.pk)
                assert expected in (None, case.pk in opened), (name, case.pk, expected, self.model)

    @invariant()
    def the_present_vaults_are_granted_to_nobody_else(self) -> None:
        names = {own.member_key_id: name for name, own in self.own.items()}
        grants = VaultGrant.objects.filter(vault__retired_at=None, member_key__isnull=False)
        granted: dict[str, set[str | None]] = {owner: set() for owner in self.model.vaults}
        for organisation, key in grants.values_list("vault__organisation__name", "member_key"):
            granted[organisation or COUNTRY].add(names.get(key))
        assert granted == {owner: set(self.model.holders(owner)) for owner in self.model.vaults}

    @rule(name=anybody, number=any_case)
    def read(self, name: str, number: int) -> None:
        """Down to the words."""
        case = self._case(number)
        if case is None or not self._is_here(name):
            return
        expected, user = self.model.reads(name, case.pk), self.users[name]
        with self._as(name):
            found = _words(case, user) == STORY
            assert not found or len(case_key_open(case, by=user)) == 32
        assert expected in (None, found)

    # Tools

    def _is_here(self, name: str) -> bool:
        return name in self.users and not self.model.people[name].has_left

    def _case(self, number: int) -> Case | None:
        return Case.objects.get(pk=self.cases[number].pk) if number < len(self.cases) else None

    @contextmanager
    def _as(self, name: str) -> Iterator[None]:
        user, own = self.users[name], self.own[name]
        with database_identity(user), key_opened(user.pk, own.member_key_id, lambda: own.private):
            yield

    def _both(self, action: Callable[[], Any], told: Callable[[], None], who: str = "dara") -> None:
        """Do it on both sides; what one refuses the other does too, and nothing changes."""
        try:
            with self._as(who), transaction.atomic():
                action()
        except (LastHolder, PermissionDenied, KeyMissing):
            with pytest.raises(Refused):
                told()
        else:
            told()
        for user in self.users.values():
            user.refresh_from_db()
            forget_reach(user)


def _words(case: Case, user: User) -> str | None:
    try:
        with transaction.atomic():
            if case.status == Status.DRAFT:
                return str((draft_open(case, by=user) or {}).get("narrative"))
            return open_sealed(case, [NARRATIVE], by=user, reason=OpenReason.READ).get(NARRATIVE)
    except (PermissionDenied, KeyMissing):
        return None


@pytest.mark.django_db
@pytest.mark.parametrize("examples", [8, pytest.param(100, marks=pytest.mark.bench)])
def test_who_reads_what_equals_the_model(settings: Any, examples: int) -> None:
    settings.VAULT_MODE = "members"
    run_state_machine_as_test(Vaults, settings=_limits(examples))


def _limits(examples: int) -> settings:
    return settings(
        max_examples=examples,
        stateful_step_count=20,
        deadline=None,
        # A history of so few steps is read faster than it is made shorter.
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
        print_blob=True,
    )


@pytest.mark.django_db
def test_new_keys_help_each_other_to_nothing(settings: Any) -> None:
    """S18: a history that chance seldom finds. Everybody but the coordinator has a new key; then she has one too."""
    settings.VAULT_MODE = "members"
    told = Vaults()
    try:
        for name in ("amina", "bilal", "zarina"):
            told.lose_the_passphrase(name)
        # Nobody holds the vault of A: the coordinator begins another for one mentor, and shares what was sent with it.
        told.admit("zarina", "dara")
        told.go_on("dara", 500)
        told.everybody_reads_what_the_model_says()
        _draft, sent = told.cases
        assert [told.model.reads("zarina", case.pk) for case in told.cases] == [False, True]
        assert not told.model.reads("amina", sent.pk)
        # A coordinator with a new key vouches for nobody, not for one who vouches for her either.
        told.lose_the_passphrase("dara")
        for name, by in (("amina", "dara"), ("bilal", "dara"), ("dara", "bilal"), ("amina", "bilal")):
            told.admit(name, by)
            told.the_present_vaults_are_granted_to_nobody_else()
            told.everybody_reads_what_the_model_says()
        assert not any(told.model.people[name].is_admitted for name in ("amina", "bilal", "dara"))
        told.admit("amina", "zarina")
        assert told.model.reads("amina", sent.pk)
        told.everybody_reads_what_the_model_says()
    finally:
        told.teardown()
