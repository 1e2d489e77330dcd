"""The page of keys: who reads, who waits, admitting, renewing."""

from typing import Any

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.asserts import assertInHTML

from documenters.actions.escrow import escrow_complete, escrow_make
from documenters.actions.key_holders import waiting_count
from documenters.actions.members import member_leave, member_suspend
from documenters.checks import check_vault_mode
from documenters.models import AuditEvent, Organisation, Programme, User, Vault
from documenters.permissions import Role
from documenters.vault.fingerprints import fingerprint
from documenters.vault.opened import KeyMissing
from react_cases.actions.case_keys import case_key_open
from react_cases.models import Case, CaseKey
from react_cases.views import vaults
from react_cases.workflow import Status
from tests.factories.cases import make_case
from tests.factories.keys import key_of, keyed, opened, signed_in_with_key
from tests.factories.people import make_documenter, make_mentor, signed_in


@pytest.fixture(autouse=True)
def members_mode(settings: LazySettings, client: Client) -> None:
    """Only people open texts; pages are read in English."""
    settings.VAULT_MODE = "members"
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"


@pytest.fixture
def case(amina: User, bilal: User, dara: User) -> Case:
    """A case that Amina has sent, in the hands of Bilal and Dara."""
    for person in (bilal, dara, amina):
        keyed(person)
    with opened(amina):
        return make_case(amina, Status.SUBMITTED)


def reads(user: User, case: Case) -> bool:
    """Does the case open for this person?"""
    with opened(User.objects.get(pk=user.pk)):
        try:
            return bool(case_key_open(case, by=user))
        except KeyMissing:
            return False


def admit(client: Client, viewer: User, person: User, **fields: Any) -> str:
    """Press the button and look at the page after it."""
    signed_in_with_key(client, viewer)
    sent = {"generation": key_of(person).generation, **fields}
    return client.post(reverse("member_admit", args=[person.public_id]), sent, follow=True).content.decode()


def page_of(client: Client, viewer: User, name: str = "vault_list", *arguments: Any) -> str:
    """A page as this person sees it."""
    return signed_in_with_key(client, viewer).get(reverse(name, args=arguments)).content.decode()


def test_s18_who_waits_reads_nothing_until_a_colleague_admits(
    client: Client, case: Case, bilal: User, zarina: User
) -> None:
    keyed(zarina)
    assert not reads(zarina, case)
    page = page_of(client, bilal)
    assert fingerprint(bytes(key_of(zarina).public_key), "ru") in page
    assert "1 case of Organisation A" in page
    assert "You are the only one who can read these texts" in page
    assert "Paper shares" in page
    assert waiting_count(by=bilal) == 2
    assert "Zarina is admitted" in admit(client, bilal, zarina)
    assert reads(zarina, case)
    assert waiting_count(by=bilal) == 1
    assert "You are the only one who can read these" not in page_of(client, bilal)
    assert AuditEvent.objects.filter(action="vault.admitted", object_id=zarina.pk, actor=bilal).exists()


def test_words_of_another_key_admit_nobody(client: Client, case: Case, bilal: User, zarina: User) -> None:
    keyed(zarina)
    assert "Compare the words again" in admit(client, bilal, zarina, generation=2)
    assert not reads(zarina, case)


def test_s18_who_waits_admits_nobody_and_is_told_who_could(
    client: Client, case: Case, bilal: User, zarina: User, amina: User
) -> None:
    keyed(zarina)
    page = page_of(client, zarina)
    assert "You have not been admitted yet" in page
    assert "Bilal can admit you" in page
    address = reverse("member_admit", args=[amina.public_id])
    assert address not in page
    assert client.post(address, {"generation": 1}).status_code == 404
    assert key_of(amina).admitted_at is None


def test_a_mentor_of_others_and_a_documenter_find_nobody(
    client: Client, case: Case, organisation_b: Organisation, zarina: User, amina: User
) -> None:
    keyed(zarina)
    elsewhere = make_mentor(organisation_b)
    for person, status in ((elsewhere, 200), (amina, 404)):
        signed_in_with_key(client, person)
        assert client.get(reverse("vault_list")).status_code == status
        answer = client.post(reverse("member_admit", args=[zarina.public_id]), {"generation": 1})
        assert answer.status_code == 404
    assert not reads(zarina, case)


def test_who_waits_for_somebody_else_stands_there_with_their_role(client: Client, case: Case, bilal: User) -> None:
    make_mentor(case.organisation, username="zina")
    row = '<div><p class="vault-owner">Zina</p><p class="record-note">Mentor</p></div>'
    assertInHTML(row, page_of(client, bilal))


def test_a_suspended_reader_keeps_nobody_waiting(
    client: Client, case: Case, programme: Programme, bilal: User, zarina: User, dara: User, aida: User
) -> None:
    keyed(zarina)
    before = waiting_count(by=dara)
    member_suspend(bilal, programme, by=aida)
    assert waiting_count(by=dara) == before + 1
    page = page_of(client, dara)
    assert reverse("member_admit", args=[zarina.public_id]) in page
    assert "Bilal is the only one" not in page
    assert "Zarina is admitted" in admit(client, dara, zarina)
    assert reads(zarina, case)


def test_a_coordinator_begins_anew_where_nobody_is_left_who_reads(
    client: Client, case: Case, organisation_a: Organisation, bilal: User, zarina: User, dara: User
) -> None:
    Vault.objects.get(organisation=organisation_a).grants.all().delete()
    keyed(zarina)
    assert waiting_count(by=dara) == 3
    assert "3 people wait for you" in page_of(client, dara)
    page = admit(client, dara, zarina)
    assert "Zarina is admitted" in page
    assert reads(zarina, case)
    assert Vault.objects.current().get(organisation=organisation_a).generation == 2
    assert reverse("member_admit", args=[bilal.public_id]) not in page
    assert reverse("member_admit", args=[bilal.public_id]) in page_of(client, zarina)


@pytest.mark.parametrize("is_scripted", [True, False])
def test_renewing_goes_on_batch_by_batch(
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
    programme: Programme,
    case: Case,
    amina: User,
    bilal: User,
    zarina: User,
    dara: User,
    is_scripted: bool,
) -> None:
    with opened(amina):
        make_case(amina, Status.SUBMITTED)
    admit(client, bilal, keyed(zarina))
    member_leave(zarina, programme, by=dara)
    headers = {"Accept": "application/json"} if is_scripted else {}
    with monkeypatch.context() as nothing_done:
        nothing_done.setattr(vaults, "keys_complete", lambda **_: 0)
        stuck = signed_in_with_key(client, bilal).post(reverse("vault_renew"), headers=headers, follow=True)
    assert stuck.json()["is_over"] if is_scripted else "Press “Renew now”" not in stuck.content.decode()
    page = page_of(client, bilal) if is_scripted else stuck.content.decode()
    assert "Nothing was renewed, and some cases are left." in page
    assert "nothing stands under an old one" not in page
    page = page_of(client, bilal)
    assert "2 of 2 cases still stand under the old key." in page
    assert "Zarina" not in page
    monkeypatch.setattr(vaults, "AT_A_TIME", 1)
    first = client.post(reverse("vault_renew"), headers=headers, follow=True)
    if is_scripted:
        assert first.json()["text"] == "1 of 2 cases still stands under the old key."
        assert not first.json()["is_over"]
    else:
        assert "Press “Renew now” until nothing is left" in first.content.decode()
    for _ in range(2):
        last = client.post(reverse("vault_renew"), headers=headers, follow=True)
    assert last.json()["is_over"] if is_scripted else reverse("vault_renew") not in last.content.decode()
    assert not CaseKey.objects.filter(vault__retired_at__isnull=False).exists()
    assert reads(bilal, case)


def test_the_last_one_who_reads_does_not_go(
    client: Client, case: Case, organisation_a: Organisation, bilal: User, dara: User
) -> None:
    signed_in_with_key(client, dara)
    before = list(Vault.objects.values_list("pk", "retired_at"))
    assert "What happens to the keys" in client.get(reverse("member_leave", args=[bilal.public_id])).content.decode()
    for name, sent in (("member_leave", {}), ("member_change", {"role": Role.DONOR})):
        answer = client.post(reverse(name, args=[bilal.public_id]), sent)
        assert answer.status_code == 200
        assert "without Bilal nobody could open the texts of Organisation A" in answer.content.decode()
    assert reads(bilal, case)
    assert list(Vault.objects.values_list("pk", "retired_at")) == before
    escrow_make(organisation_a, by=None)
    with opened(bilal):
        escrow_complete(by=bilal)
    assert client.post(reverse("member_leave", args=[bilal.public_id])).status_code == 302


def test_administrators_see_who_waits_and_who_could_admit_and_no_button(
    client: Client, case: Case, zarina: User, aida: User
) -> None:
    keyed(zarina)
    signed_in_with_key(client, aida)
    assert "Waits for a colleague who admits them" in client.get(reverse("member_list")).content.decode()
    page = client.get(reverse("member_detail", args=[zarina.public_id])).content.decode()
    assert "Could do it now" in page
    assert "Bilal" in page
    assert reverse("vault_list") not in page
    assert client.get(reverse("vault_list")).status_code == 404


def test_start_pages_say_that_the_server_keeps_the_keys(
    client: Client, settings: LazySettings, dara: User, aida: User
) -> None:
    settings.VAULT_MODE = "server"
    keyed(dara)
    for person, name in ((dara, "overview"), (aida, "member_list")):
        page = signed_in(client, person).get(reverse(name)).content.decode()
        assert "This installation keeps its keys on the server" in page
        assert "Keys and settings do not fit" not in page
    assert check_vault_mode(databases=["default"]) == []
    settings.VAULT_MODE = "members"
    page = signed_in_with_key(client, aida).get(reverse("member_list")).content.decode()
    assert "Keys and settings do not fit" in page
    assert [found.id for found in check_vault_mode(databases=["default"])] == ["documenters.W001"]


def test_as_many_queries_for_many_as_for_few(
    client: Client, case: Case, organisation_a: Organisation, bilal: User, dara: User
) -> None:
    def join(*numbers: int) -> None:
        for number in numbers:
            keyed(make_mentor(organisation_a, username=f"mentor{number}"))
            keyed(make_documenter(organisation_a, f"documenter{number}"))
            make_mentor(organisation_a, username=f"keyless{number}")

    def queries(viewer: User) -> int:
        signed_in_with_key(client, viewer)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(reverse("vault_list")).status_code == 200
        return len(asked)

    viewers = (bilal, dara)
    join(0)
    few = [queries(viewer) for viewer in viewers]
    join(1, 2, 3, 4)
    assert [queries(viewer) for viewer in viewers] == few
