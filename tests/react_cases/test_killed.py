"""A power cut in the middle of a renewal or of a submission loses nothing and leaves nothing half done."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from documenters.actions.member_keys import OwnKey, member_key_make
from documenters.actions.vaults import STILL_SEALED_TO, granted_keys, vault_of, vault_renew
from documenters.identity import database_identity
from documenters.models import Organisation, User, Vault
from documenters.vault.opened import key_opened
from react_cases.actions.case_keys import case_key_new, case_keys_open, missing
from react_cases.actions.cases import draft_open, draft_save
from react_cases.actions.sealing import NARRATIVE, OpenReason, open_sealed
from react_cases.models import Case, CaseKey, SealedText
from react_cases.workflow import Status
from tests.factories.cases import make_case
from tests.react_cases.config.test_gunicorn_conf import url_of_the_tests
from tests.react_cases.killed import Worker, worker
from tests.walls import BOTH

pytestmark = pytest.mark.django_db(transaction=True, databases=BOTH)

CASES = 300
STORY = "Канарейка: two men in plain clothes asked for money."
TYPED = {"narrative": STORY}


@pytest.fixture
def own(settings: object, amina: User, bilal: User, dara: User) -> dict[int, OwnKey]:
    """Everybody's key; mentor and coordinator begin their vaults."""
    settings.VAULT_MODE = "members"  # type: ignore[attr-defined]
    return {person.pk: member_key_make(person, "a passphrase", by=person) for person in (dara, bilal, amina)}


@pytest.fixture
def killed(own: dict[int, OwnKey]) -> Iterator[Worker]:
    with worker(url_of_the_tests()) as found:
        yield found


def job(person: User, own: dict[int, OwnKey]) -> dict[str, object]:
    key = own[person.pk]
    return {"by": person.pk, "member_key": key.member_key_id, "private": key.private.hex()}


def keys_for(person: User, cases: list[Case], own: dict[int, OwnKey]) -> dict[int, bytes]:
    key = own[person.pk]
    with key_opened(person.pk, key.member_key_id, lambda: key.private), database_identity(person):
        return case_keys_open(cases, by=person)


def drafts(author: User, organisation: Organisation, count: int) -> list[Case]:
    """Drafts by the hundred, without what a form would write."""
    now = timezone.now()
    return Case.objects.bulk_create(
        Case(
            code=f"KG-2000-{number:06d}",
            programme=organisation.programme,
            organisation=organisation,
            documenter=author,
            received_on=now.date(),
            status_at=now,
        )
        for number in range(count)
    )


def test_a_renewal_that_is_killed_again_and_again_goes_on_where_it_was(
    killed: Worker, own: dict[int, OwnKey], organisation_a: Organisation, amina: User, bilal: User
) -> None:
    cases = drafts(amina, organisation_a, CASES)
    keys = {case.pk: case_key_new(case, by=case.documenter) for case in cases}
    before = vault_of(organisation_a)
    assert before is not None
    after = vault_renew(before, granted_keys(before), by=bilal)

    def standing(vault: Vault) -> int:
        return CaseKey.objects.filter(vault=vault).count()

    left = [standing(before)]
    assert left == [CASES]
    for die_at in (1, 6, 11, 13, 15, 17, 20, 35):
        assert killed.work("renew", die_at=die_at, limit=20, **job(bilal, own)) is None
        left.append(standing(before))
        assert standing(before) + standing(after) == CASES
        assert keys_for(bilal, cases, own) == keys
    assert left == sorted(left, reverse=True)
    assert {count % 20 for count in left} == {0}, "a batch is given on whole or not at all"
    assert 0 < left[-1] < CASES, "it was killed in the middle"
    assert killed.work("renew", limit=100, **job(bilal, own))
    assert (standing(before), standing(after)) == (0, CASES)
    # A request that began before may still seal something to the generation before; then its grants end.
    Vault.objects.filter(pk=before.pk).update(retired_at=timezone.now() - STILL_SEALED_TO - timedelta(seconds=1))
    assert killed.work("renew", limit=100, **job(bilal, own))
    assert not before.grants.exists()
    for person in (amina, bilal):
        assert keys_for(person, cases, own) == keys
    key = own[bilal.pk]
    with key_opened(bilal.pk, key.member_key_id, lambda: key.private):
        assert missing(by=bilal).total == 0


@pytest.mark.parametrize("every", [19, pytest.param(1, marks=pytest.mark.bench)])
def test_a_submission_that_is_killed_anywhere_is_still_the_draft(
    killed: Worker, own: dict[int, OwnKey], amina: User, bilal: User, dara: User, every: int
) -> None:
    case = draft_of(amina, own)
    version = case.version

    def reads(person: User) -> str | None:
        key = own[person.pk]
        with key_opened(person.pk, key.member_key_id, lambda: key.private), database_identity(person):
            case.refresh_from_db()
            if person == amina and case.status == Status.DRAFT:
                return (draft_open(case, by=amina) or {}).get("narrative")
            return open_sealed(case, [NARRATIVE], by=person, reason=OpenReason.READ)[NARRATIVE]

    die_at = 1
    while killed.work("submit", die_at=die_at, case=case.pk, narrative=STORY, **job(amina, own)) is None:
        die_at += every
        case.refresh_from_db()
        assert (case.status, case.submitted_at, case.version) == (Status.DRAFT, None, version)
        assert SealedText.objects.filter(case=case).count() == CaseKey.objects.filter(case=case).count() - 1 == 1
        assert reads(amina) == STORY
        for person in (bilal, dara):
            with pytest.raises(PermissionDenied):
                reads(person)
    assert die_at > 40, "it was killed many times"
    case.refresh_from_db()
    assert case.status == Status.SUBMITTED
    assert [reads(person) for person in (amina, bilal, dara)] == [STORY] * 3


def draft_of(author: User, own: dict[int, OwnKey]) -> Case:
    """A draft with the story in it."""
    key = own[author.pk]
    with key_opened(author.pk, key.member_key_id, lambda: key.private):
        case = make_case(author, Status.DRAFT)
        return draft_save(case, TYPED, by=author, version=case.version)
