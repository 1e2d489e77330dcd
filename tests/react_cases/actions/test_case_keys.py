"""Who holds the key of a case, and who gives it to whom, in members mode."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from pytest_django.fixtures import Settings

from documenters.actions.index_keys import index_key
from documenters.actions.member_keys import member_key_make, member_key_open
from documenters.actions.members import member_leave, member_suspend
from documenters.actions.roles import give_role, look_after
from documenters.actions.vaults import LastHolder, openable_vaults, vault_ensure, vault_leave, vault_of
from documenters.models import MentorAssignment, Organisation, Programme, User, VaultGrant
from documenters.permissions import Role
from documenters.vault.opened import KeyLocked, KeyMissing, key_opened
from documenters.vault.primitives import SealBroken
from react_cases.actions import leaving
from react_cases.actions.case_keys import case_key_open, keys_complete, member_admit, missing
from react_cases.actions.cases import case_submit
from react_cases.actions.handover import cases_hand_over
from react_cases.actions.practice import practice_start
from react_cases.actions.sealing import NARRATIVE, OpenReason, open_sealed, sealed_value
from react_cases.models import Case, CaseKey, SealedText
from react_cases.workflow import Status
from tests.factories.cases import case_data, erase_case, make_case
from tests.factories.keys import key_of, keyed, opened
from tests.factories.people import PASSWORD, UserFactory


@pytest.fixture(autouse=True)
def members(settings: Settings) -> None:
    settings.VAULT_MODE = "members"


@pytest.fixture
def dara(dara: User) -> User:
    """The coordinator has begun the programme's vault."""
    return keyed(dara)


@pytest.fixture
def bilal(bilal: User, dara: User) -> User:
    """The mentor has begun the organisation's."""
    return keyed(bilal)


@pytest.fixture
def amina(amina: User, bilal: User) -> User:
    keyed(amina)
    with opened(bilal):
        member_admit(amina, by=bilal)
    return amina


@pytest.fixture
def case(amina: User) -> Case:
    with opened(amina):
        return make_case(amina, Status.SUBMITTED)


def reads(case: Case, person: User) -> bool:
    """Does the person's key open the case?"""
    with opened(person):
        try:
            return len(case_key_open(case, by=person)) == 32
        except KeyMissing:
            return False


def mentor(programme: Programme, organisation: Organisation, by: User) -> User:
    person = UserFactory()
    give_role(person, programme, Role.MENTOR, organisation=None, looks_after=[organisation], by=by)
    return keyed(person)


def documenter(programme: Programme, organisation: Organisation, by: User) -> User:
    person = UserFactory()
    give_role(person, programme, Role.DOCUMENTER, organisation=organisation, looks_after=(), by=by)
    return keyed(person)


def test_a_case_is_held_by_its_author_its_organisation_and_once_sent_its_programme(
    amina: User, bilal: User, dara: User, organisation_a: Organisation
) -> None:
    with opened(amina):
        draft = make_case(amina, Status.DRAFT)
    assert (reads(draft, amina), reads(draft, bilal), reads(draft, dara)) == (True, True, False)
    with opened(amina):
        sent = make_case(amina, Status.SUBMITTED)
    assert [reads(sent, person) for person in (amina, bilal, dara)] == [True] * 3
    assert CaseKey.objects.filter(case=sent).count() == 3


def test_without_a_key_of_a_person_nothing_opens(case: Case, amina: User, bilal: User) -> None:
    for person in (amina, bilal, None):
        with pytest.raises(KeyLocked):
            case_key_open(case, by=person)
    with opened(bilal), pytest.raises(KeyLocked):
        case_key_open(case, by=amina)


def test_a_practice_case_is_never_the_programmes(
    amina: User, bilal: User, dara: User, organisation_a: Organisation
) -> None:
    with opened(amina):
        case = practice_start(organisation=organisation_a, by=amina)
        case = case_submit(case, case_data(), by=amina, version=case.version)
    assert (reads(case, amina), reads(case, bilal), reads(case, dara)) == (True, True, False)


def test_somebody_new_waits_until_a_colleague_admits_them(
    case: Case, bilal: User, dara: User, programme: Programme, organisation_a: Organisation
) -> None:
    second = mentor(programme, organisation_a, dara)
    assert not reads(case, second)
    with opened(second), pytest.raises(KeyMissing):
        index_key(programme, by=second)
    with opened(bilal):
        member_admit(second, by=bilal)
    assert reads(case, second)
    with opened(second):
        assert len(index_key(programme, by=second)) == 32


def test_nobody_admits_themselves_and_nobody_who_waits_admits(
    case: Case, dara: User, bilal: User, programme: Programme, organisation_a: Organisation
) -> None:
    second, third = mentor(programme, organisation_a, dara), mentor(programme, organisation_a, dara)
    for by, person in ((second, second), (second, third)):
        with opened(by), pytest.raises(PermissionDenied):
            member_admit(person, by=by)
    assert not reads(case, third)


def test_a_reset_opens_nothing_until_a_colleague_admits(case: Case, amina: User, bilal: User, dara: User) -> None:
    """S18."""
    with opened(amina):
        draft = make_case(amina, Status.DRAFT)
    member_key_make(amina, PASSWORD, by=amina)
    assert not reads(case, amina)
    assert not reads(draft, amina)
    with opened(dara):
        keys_complete(by=dara)
    with opened(bilal):
        keys_complete(by=bilal)
    assert not reads(case, amina)
    with opened(bilal):
        member_admit(amina, by=bilal)
    assert reads(case, amina)
    assert reads(draft, amina)
    assert CaseKey.objects.filter(case=case, member_key__user=amina).count() == 1


def test_a_mentor_after_a_reset_is_admitted_by_another_mentor(
    case: Case, bilal: User, dara: User, programme: Programme, organisation_a: Organisation
) -> None:
    second = mentor(programme, organisation_a, dara)
    with opened(bilal):
        member_admit(second, by=bilal)
    member_key_make(bilal, PASSWORD, by=bilal)
    assert not reads(case, bilal)
    with opened(second):
        member_admit(bilal, by=second)
    assert reads(case, bilal)


def test_where_no_mentor_is_left_the_coordinator_begins_anew(case: Case, amina: User, bilal: User, dara: User) -> None:
    with opened(amina):
        draft = make_case(amina, Status.DRAFT)
    member_key_make(bilal, PASSWORD, by=bilal)
    with opened(dara):
        member_admit(bilal, by=dara)
    assert reads(case, bilal)
    assert not reads(draft, bilal)  # until its author opens it
    with opened(amina):
        make_case(amina, Status.SUBMITTED)


def test_who_leaves_opens_no_new_case_and_what_is_renewed_nothing_at_all(
    case: Case, amina: User, bilal: User, dara: User, programme: Programme, organisation_a: Organisation
) -> None:
    """S17."""
    second = mentor(programme, organisation_a, dara)
    with opened(bilal):
        member_admit(second, by=bilal)
    own = member_key_open(second, PASSWORD)
    assert own is not None
    before = vault_of(organisation_a)
    look_after(second, programme, (), by=dara)
    vault_leave(second, by=dara)
    now = vault_of(organisation_a)
    assert now is not None
    assert before is not None
    assert now.generation == before.generation + 1
    assert not VaultGrant.objects.filter(member_key__user=second).exists()
    with opened(amina):
        later = make_case(amina, Status.SUBMITTED)
    with key_opened(second.pk, own.member_key_id, lambda: own.private):
        for closed in (case, later):
            with pytest.raises(KeyMissing):
                case_key_open(closed, by=second)
    with opened(bilal):
        assert missing(by=bilal).old == 1
        assert keys_complete(by=bilal) == 1
        assert missing(by=bilal).total == 0
    assert reads(case, bilal)
    assert reads(later, bilal)
    assert not CaseKey.objects.filter(vault=before).exists()


def test_the_last_one_cannot_leave_without_a_successor(
    case: Case, bilal: User, dara: User, programme: Programme
) -> None:
    with pytest.raises(LastHolder):
        member_leave(bilal, programme, by=dara)
    assert reads(case, bilal)


def test_a_case_that_is_handed_over_opens_for_its_new_author_alone(
    case: Case, amina: User, dara: User, bilal: User, programme: Programme, organisation_a: Organisation
) -> None:
    with opened(amina):
        draft = make_case(amina, Status.DRAFT)
    heir = documenter(programme, organisation_a, dara)
    with opened(bilal):
        member_admit(heir, by=bilal)
    with opened(dara):
        cases_hand_over(amina, heir, organisation_a, by=dara)
    assert reads(case, heir)
    assert not reads(case, amina)
    assert not reads(draft, heir)  # the programme does not hold drafts
    with opened(bilal):
        assert missing(by=bilal).unheld == 1
        keys_complete(by=bilal)
    assert reads(draft, heir)
    assert not reads(draft, amina)


def test_a_ciphertext_opens_only_at_its_place(case: Case, amina: User, bilal: User) -> None:
    """S3: neither a text nor a case key can be moved to another case."""
    with opened(amina):
        other = make_case(amina, Status.SUBMITTED)
    key = CaseKey.objects.get(case=case, vault__organisation__isnull=False)
    CaseKey.objects.filter(case=other).delete()
    CaseKey.objects.create(case=other, vault=key.vault, sealed=key.sealed)
    with opened(bilal), pytest.raises(SealBroken):
        open_sealed(other, [NARRATIVE], by=bilal, reason=OpenReason.READ)
    row = SealedText.objects.get(case=case, field="narrative")
    row.ciphertext = sealed_value(case.pk + 1, NARRATIVE, "Moved.", b"k" * 32)
    row.save()
    with opened(bilal), pytest.raises(SealBroken):
        open_sealed(case, [NARRATIVE], by=bilal, reason=OpenReason.READ)


def test_keys_are_given_on_in_batches_and_nothing_is_lost_between(
    amina: User, bilal: User, dara: User, programme: Programme, organisation_a: Organisation
) -> None:
    with opened(amina):
        cases = [make_case(amina, Status.DRAFT) for _ in range(5)]
    second = mentor(programme, organisation_a, dara)
    with opened(bilal):
        member_admit(second, by=bilal)
    look_after(second, programme, (), by=dara)
    vault_leave(second, by=dara)
    with opened(bilal):
        while missing(by=bilal).total:
            assert keys_complete(by=bilal, limit=2)
            for case in cases:
                assert len(case_key_open(case, by=bilal)) == 32
    assert key_of(bilal).admitted_at is not None


def test_a_suspended_mentor_holds_nobody_up(
    case: Case, bilal: User, dara: User, programme: Programme, organisation_a: Organisation
) -> None:
    """Who cannot come does not count as somebody who could admit: the coordinator begins anew for the next."""
    next_one = mentor(programme, organisation_a, dara)
    member_suspend(bilal, programme, by=dara)
    with opened(dara):
        member_admit(next_one, by=dara)
    assert reads(case, next_one)
    member_leave(bilal, programme, by=dara)


def test_a_vault_begins_again_where_nobody_held_it_for_a_while(bilal: User, organisation_a: Organisation) -> None:
    before = vault_of(organisation_a)
    assert before is not None
    before.retired_at = timezone.now()
    before.save()
    again = vault_ensure(organisation_a)
    assert again is not None
    assert again.generation == before.generation + 1


def test_the_key_of_an_erased_case_is_not_given_on(case: Case, amina: User, bilal: User, dara: User) -> None:
    """S4: whoever had read the row a moment before adds nothing to the case."""
    row = CaseKey.objects.get(case=case, vault__organisation__isnull=False)
    with opened(dara):
        erase_case(case, by=dara)
    CaseKey.objects.bulk_create([CaseKey(case=case, vault=row.vault, sealed=row.sealed)], ignore_conflicts=True)
    assert not CaseKey.objects.filter(case=case).exists()


def test_who_alone_could_open_drafts_does_not_leave(
    dara: User, programme: Programme, organisation_b: Organisation, chen: User
) -> None:
    keyed(chen)
    with opened(chen):
        make_case(chen, Status.DRAFT)
    assert vault_of(organisation_b) is None
    heir = documenter(programme, organisation_b, dara)
    with opened(dara), pytest.raises(LastHolder):
        leaving.member_leave(chen, programme, estate=leaving.Estate(organisation_b, heir), by=dara)


def test_a_grant_that_outlived_the_role_gives_nothing_on(case: Case, bilal: User, dara: User) -> None:
    vault = vault_of(case.organisation)
    assert vault is not None
    with opened(bilal):
        assert vault in openable_vaults(by=bilal)
        MentorAssignment.objects.filter(mentor=bilal).update(ended_at=timezone.now())
        assert openable_vaults(by=bilal) == []
