"""One's own key: the recovery code, the passphrase that was forgotten, and waiting for a colleague."""

import re
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from documenters.actions.admissions import is_only_reader
from documenters.actions.member_keys import member_key_of, member_key_open
from documenters.actions.vaults import vault_of, vault_renew
from documenters.models import AuditEvent, EscrowKey, MemberKey, Organisation, Programme, User
from documenters.vault.fingerprints import fingerprint
from documenters.vault.hpke import new_private_key, private_from_bytes, public_of
from documenters.vault.primitives import SealBroken
from documenters.vault.recovery_codes import read_code
from documenters.views.own_key import PENDING_KEY
from react_cases.actions.case_keys import member_admit
from react_cases.models import Case
from react_cases.workflow import Status
from tests.documenters.test_session_key import stored
from tests.documenters.views.test_invitations import accept
from tests.documenters.views.test_invitations import opened as opened_link
from tests.documenters.views.test_renewals import link_of
from tests.factories.cases import make_case
from tests.factories.keys import keyed, opened, signed_in_with_key
from tests.factories.people import PASSWORD, signed_in

NEW = "seven white cranes above"
CHOSEN = {"passphrase": NEW, "again": NEW}


@pytest.fixture(autouse=True)
def members(settings: Any) -> None:
    settings.VAULT_MODE, settings.LANGUAGE_CODE = "members", "en"


def code_shown(client: Client) -> str:
    return "".join(client.post(reverse("recovery_code")).context["code"])


def give_code(client: Client, user: User) -> str:
    """The person makes a recovery code and types it back."""
    code = code_shown(signed_in_with_key(client, user))
    assert client.post(reverse("recovery_code_confirm"), {"code": code}).status_code == 302
    client.logout()
    return code


def story_of(case: Case, user: User, passphrase: str) -> str:
    """The narrative as the person reads it, with a key that this passphrase opens."""
    client = Client()
    client.post(reverse("account_login"), {"username": user.username, "password": passphrase})
    MemberKey.objects.filter(user=user, code_confirmed_at=None).update(code_confirmed_at="2026-03-01T00:00:00Z")
    return client.get(reverse("case_detail", args=[case.public_id])).content.decode()


def test_whoever_works_with_cases_meets_it_before_anything_else(client: Client, amina: User, emil: User) -> None:
    client.post(reverse("account_login"), {"username": "amina", "password": PASSWORD})
    assert client.get(reverse("queue"))["Location"] == reverse("recovery_code")
    assert client.get(reverse("recovery_code")).status_code == 200
    assert client.post(reverse("account_logout")).status_code == 302
    client.post(reverse("account_login"), {"username": "emil", "password": PASSWORD})
    assert client.get(reverse("published")).status_code == 200


def test_it_is_shown_once_typed_back_and_kept_nowhere(client: Client, amina: User) -> None:
    code = code_shown(signed_in_with_key(client, amina))
    raw = read_code(code)
    assert raw is not None
    assert code not in re.sub(r"[^0-9a-z]", "", client.get(reverse("recovery_code")).content.decode())
    kept = str(stored()) + str(list(AuditEvent.objects.values()))
    assert not any(trace in kept for trace in (code, raw.hex(), str(raw), code[:8]))
    wrong = client.post(reverse("recovery_code_confirm"), {"code": code[:-1]})
    assert "code" in wrong.context["form"].errors
    assert code[:-1] in wrong.content.decode(), "what was typed stays"
    other = code_shown(client)
    assert client.post(reverse("recovery_code_confirm"), {"code": code}).context["form"].errors, "another was shown"
    typed = " ".join(other.upper()[at : at + 4] for at in range(0, len(other), 4))
    assert client.post(reverse("recovery_code_confirm"), {"code": typed})["Location"] == reverse("home")
    key = member_key_of(amina)
    assert key is not None
    assert key.code_confirmed_at is not None
    assert PENDING_KEY not in client.session
    assert client.get(reverse("queue")).status_code == 200


def test_a_new_one_takes_a_fresh_look_and_ends_the_old_one(client: Client, amina: User, dara: User) -> None:
    first = give_code(client, amina)
    signed_in_with_key(client, amina)
    session = client.session
    del session["authenticated_at"]
    session.save()
    assert reverse("account_reauthenticate") in client.get(reverse("recovery_code"))["Location"]
    asked = client.post(reverse("recovery_code"))
    assert "confirm_password" in asked.content.decode()
    shown = client.post(reverse("recovery_code"), {"confirm_password": PASSWORD}).context["code"]
    assert client.post(reverse("recovery_code_confirm"), {"code": "".join(shown)}).status_code == 302
    link = opened_link(link_of(signed_in_with_key(Client(), keyed(dara)), amina))
    answer = link.post(reverse("invitation_accept"), {**CHOSEN, "code": first})
    assert "code" in answer.context["form"].errors
    assert link.post(reverse("invitation_accept"), {**CHOSEN, "code": "".join(shown)}).status_code == 302


def test_s18_a_link_for_a_new_passphrase_opens_nothing(client: Client, amina: User, dara: User) -> None:
    give_code(client, amina)
    coordinator = signed_in_with_key(Client(), dara)
    with opened(amina):
        case = make_case(amina, status=Status.SUBMITTED, narrative="The crane flew over the river.")
    assert "The crane flew" in story_of(case, amina, PASSWORD)
    MemberKey.objects.filter(user=dara).update(code_confirmed_at="2026-03-01T00:00:00Z", by_code=b"x")
    link = opened_link(link_of(coordinator, amina))
    old = member_key_of(amina)
    assert "is_new_key" in link.post(reverse("invitation_accept"), CHOSEN).context["form"].errors
    assert link.post(reverse("invitation_accept"), {**CHOSEN, "is_new_key": "on"}).status_code == 302
    assert member_key_of(amina) == old, "who took the link away destroys nothing by it"
    assert "The crane flew" not in story_of(case, amina, NEW)
    begun = Client()
    begun.post(reverse("account_login"), {"username": "amina", "password": NEW})
    assert begun.get(reverse("queue"))["Location"] == reverse("key_reopen")
    assert begun.post(reverse("key_reopen"), {"passphrase": NEW, "is_new_key": "on"}).status_code == 302
    key = member_key_of(amina)
    assert old is not None
    assert key is not None
    assert key.generation == old.generation + 1
    assert key.admitted_at is None
    old.refresh_from_db()
    assert (bytes(old.by_passphrase), old.by_code) == (b"", None)
    assert "The crane flew" not in story_of(case, amina, NEW)


def test_s18_with_the_recovery_code_everything_is_as_before(client: Client, amina: User, dara: User) -> None:
    code = give_code(client, amina)
    with opened(amina):
        case = make_case(amina, status=Status.SUBMITTED, narrative="The crane flew over the river.")
    coordinator = signed_in_with_key(Client(), dara)
    MemberKey.objects.filter(user=dara).update(code_confirmed_at="2026-03-01T00:00:00Z", by_code=b"x")
    link = opened_link(link_of(coordinator, amina))
    key = member_key_of(amina)
    wrong = link.post(reverse("invitation_accept"), {**CHOSEN, "code": ("0" if code[0] != "0" else "1") + code[1:]})
    assert wrong.context["form"].errors.keys() == {"code"}
    page = wrong.content.decode()
    assert page.count(f'value="{NEW}"') == 0, "a letter was wrong: nothing was tried"
    assert link.post(reverse("invitation_accept"), {**CHOSEN, "code": code}).status_code == 302
    assert member_key_of(amina) == key
    with pytest.raises(SealBroken):
        member_key_open(amina, PASSWORD)
    assert "The crane flew" in story_of(case, amina, NEW)


def test_a_code_that_does_not_fit_keeps_what_was_typed_and_may_be_tried_some_times(
    client: Client, amina: User, bilal: User, dara: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("documenters.views.invitations.CODE_TRIES", "2/h")
    give_code(client, amina)
    other = give_code(Client(), bilal)
    MemberKey.objects.filter(user=keyed(dara)).update(code_confirmed_at="2026-03-01T00:00:00Z", by_code=b"x")
    link = opened_link(link_of(signed_in_with_key(Client(), dara), amina))
    key = member_key_of(amina)
    for _try in range(2):
        answer = link.post(reverse("invitation_accept"), {**CHOSEN, "code": other})
        assert answer.status_code == 200
        assert answer.context["form"].errors.keys() == {"code"}
    assert answer.content.decode().count(f'value="{NEW}"') == 2
    assert other in answer.content.decode()
    assert "Too many" in str(link.post(reverse("invitation_accept"), {**CHOSEN, "code": other}).context["form"].errors)
    cache.clear()
    assert member_key_of(amina) == key
    assert member_key_open(amina, PASSWORD) is not None


def test_an_account_by_invitation_begins_with_its_key_open(
    client: Client, organisation_a: Organisation, dara: User, bilal: User
) -> None:
    signed_in_with_key(client, keyed(dara))
    MemberKey.objects.filter(user=dara).update(code_confirmed_at="2026-03-01T00:00:00Z", by_code=b"x")
    form = {"role": "documenter", "organisation": organisation_a.pk}
    made = client.post(reverse("invitation_add"), form).context
    link = opened_link("".join(made["groups"]))
    assert accept(link).status_code == 302
    user = User.objects.get(username="gulnara")
    own = member_key_open(user, NEW)
    key = member_key_of(user)
    assert own is not None
    assert key is not None
    assert public_of(private_from_bytes(own.private)) == bytes(key.public_key)
    assert link.get(reverse("home"))["Location"] == reverse("recovery_code")
    code = code_shown(link)
    assert link.post(reverse("recovery_code_confirm"), {"code": code})["Location"] == reverse("home")
    assert link.get(reverse("home"))["Location"] == reverse("key_waiting"), "nobody has admitted her yet"


def test_whoever_waits_is_told_whom_to_ring_and_what_to_read_out(
    client: Client, programme: Programme, amina: User, bilal: User, dara: User
) -> None:
    for holder in (dara, bilal):
        keyed(holder)
    vault = vault_of(programme)
    assert vault is not None
    give_code(client, amina)
    signed_in_with_key(client, amina)
    assert client.get(reverse("home"))["Location"] == reverse("key_waiting")
    page = client.get(reverse("key_waiting"))
    key = member_key_of(amina)
    assert key is not None
    language = programme.languages[0] if programme.languages else "ru"
    assert page.context["words"] == fingerprint(bytes(key.public_key), language).split()
    assert {user for user, _role in page.context["colleagues"]} == {bilal, dara}
    assert client.get(reverse("home"))["Location"] == reverse("queue"), "told once"
    assert reverse("key_waiting") in client.get(reverse("case_list")).content.decode()
    with opened(dara):
        member_admit(amina, by=dara)
    assert client.get(reverse("home"))["Location"] == reverse("queue")
    assert client.get(reverse("key_waiting")).context["waits"] is False
    assert reverse("key_waiting") not in client.get(reverse("case_list")).content.decode()


def test_whoever_alone_reads_is_warned_before_a_new_key(
    client: Client, programme: Programme, dara: User, bilal: User
) -> None:
    keyed(bilal)
    assert is_only_reader(bilal), "no coordinator has a key yet"
    give_code(client, dara)
    assert is_only_reader(dara)
    EscrowKey.objects.create(programme=programme, public_key=public_of(new_private_key()))
    vault_renew(vault_of(programme), [member_key_of(dara)], by=dara)
    assert not is_only_reader(dara)


def test_security_says_when_and_by_which_words(client: Client, amina: User) -> None:
    give_code(client, amina)
    page = signed_in_with_key(client, amina).get(reverse("mfa_index"))
    assert page.context["own_key"] == member_key_of(amina)
    assert page.context["key_words"] in page.content.decode()
    assert reverse("recovery_code") in page.content.decode()


def test_in_server_mode_nobody_is_asked(client: Client, amina: User, settings: Any) -> None:
    settings.VAULT_MODE = "server"
    signed_in(client, keyed(amina))
    assert client.get(reverse("home"))["Location"] == reverse("queue")
    assert client.post(reverse("recovery_code"))["Location"] == reverse("mfa_index")
    assert client.get(reverse("key_waiting")).context["waits"] is False
