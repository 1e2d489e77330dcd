"""`manage.py vault_mode`: forward, interrupted, forward again, and back; keys are wrapped anew, and no text."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command

from documenters.actions.kept_mode import Kept, kept_mode, mode_problem
from documenters.actions.vaults import opened_by_server
from documenters.models import AuditEvent, Organisation, User, Vault, VaultGrant
from documenters.vault.opened import KeyLocked
from documenters.vault.primitives import SealBroken
from react_cases.actions import vault_mode
from react_cases.actions.case_keys import case_key_open
from react_cases.actions.sealing import NARRATIVE, OpenReason, open_sealed
from react_cases.actions.vault_mode import WouldBeLost, mode_plan, mode_to_members, mode_to_server
from react_cases.management.commands import vault_mode as command
from react_cases.models import Case, CaseKey, SealedText
from react_cases.workflow import Status
from tests.factories.cases import make_case
from tests.factories.keys import keyed, opened
from tests.factories.people import PASSWORD
from tests.walls import BOTH

STORY = "Two men asked for money."


def everything() -> list[Any]:
    """Every row that a switch may touch."""
    tables = (Vault, VaultGrant, CaseKey, User)
    return [list(table.objects.order_by("pk").values_list()) for table in tables]


def texts() -> dict[int, bytes]:
    return {row.pk: bytes(row.ciphertext) for row in SealedText.objects.all()}


def narrative(case: Case, by: User) -> str:
    return open_sealed(case, [NARRATIVE], by=by, reason=OpenReason.READ)[NARRATIVE]


def no_progress(_done: int, _total: int) -> None:
    """Nobody looks."""


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> Callable[[list[str]], None]:
    """Types these names at the prompt; every passphrase is the one of the tests."""

    def say(names: list[str]) -> None:
        left = iter(names)
        monkeypatch.setattr("builtins.input", lambda _prompt: next(left))
        monkeypatch.setattr(command, "getpass", lambda _prompt: PASSWORD)

    return say


@pytest.mark.django_db(transaction=True, databases=BOTH)
def test_there_and_back(
    settings: LazySettings,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    said: Callable[[list[str]], None],
    amina: User,
    bilal: User,
    dara: User,
) -> None:
    for person in (dara, bilal, amina):
        keyed(person)
    cases = [make_case(amina, Status.SUBMITTED, mentor=bilal, coordinator=dara, narrative=STORY) for _ in range(2)]
    case, sealed, before = cases[0], texts(), everything()
    assert kept_mode() == Kept.SERVER

    call_command("vault_mode", "members", "--dry-run")
    assert everything() == before
    assert "Organisation A: 2 case keys; read by bilal; no paper shares" in capsys.readouterr().out
    with pytest.raises(CommandError, match="Set VAULT_MODE=members"):
        call_command("vault_mode", "members")
    assert everything() == before

    settings.VAULT_MODE = "members"
    assert mode_problem()
    monkeypatch.setattr(vault_mode, "AT_A_TIME", 1)
    with monkeypatch.context() as cut_off:
        cut_off.setattr(command.Command, "_bar", lambda *_args: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            call_command("vault_mode", "members")
    assert kept_mode() == Kept.BETWEEN
    call_command("vault_mode", "members")
    assert kept_mode() == Kept.MEMBERS
    assert not mode_problem()
    assert texts() == sealed
    assert not VaultGrant.objects.filter(vault__retired_at__isnull=False).exists()
    for vault in Vault.objects.all():
        with pytest.raises(SealBroken):
            opened_by_server(vault)
    for person in (amina, bilal, dara):
        with opened(person):
            assert narrative(case, person) == STORY
            assert not User.objects.filter(session_generation=0).exists()
    with pytest.raises(KeyLocked):
        case_key_open(case, by=dara)

    settings.VAULT_MODE = "server"
    said(["bilal", ""])
    with pytest.raises(CommandError, match="Not finished"):
        call_command("vault_mode", "server")
    said(["nobody", "dara"])
    call_command("vault_mode", "server")
    assert kept_mode() == Kept.SERVER
    assert texts() == sealed
    assert narrative(case, dara) == narrative(case, bilal) == STORY
    reasons = AuditEvent.objects.filter(action="vault.mode_changed").order_by("pk").values_list("reason", flat=True)
    assert list(reasons) == ["members", "server"]


@pytest.mark.usefixtures("dara")
def test_nobody_is_left_without_readers(settings: LazySettings, amina: User, organisation_a: Organisation) -> None:
    """Amina's case was recorded before anybody had a key: only the server opens it."""
    case = make_case(amina, Status.SUBMITTED)
    plan = mode_plan(using="default")
    assert plan.lost == 1
    settings.VAULT_MODE = "members"
    before = everything()
    with pytest.raises(WouldBeLost):
        mode_to_members(using="default", tell=no_progress)
    assert everything() == before
    settings.VAULT_MODE = "server"
    keyed(amina)
    assert mode_plan(using="default").lost == (0 if case.keys.filter(member_key__isnull=False).exists() else 1)


def test_drafts_of_an_organisation_without_a_mentor_come_back_with_their_author(
    settings: LazySettings, monkeypatch: pytest.MonkeyPatch, chen: User, dara: User
) -> None:
    monkeypatch.setattr(vault_mode, "AT_A_TIME", 1)
    settings.VAULT_MODE = "members"
    keyed(dara)
    with opened(chen):
        draft, other = (make_case(chen, Status.SUBMITTED, narrative=STORY) for _ in range(2))
    CaseKey.objects.filter(case__in=[draft, other], vault__isnull=False).delete()
    settings.VAULT_MODE = "server"
    assert vault_mode.authors_needed(using="default") == {"chen": 2}
    with pytest.raises(vault_mode.StillClosed):
        mode_to_server(using="default")
    told: list[tuple[int, int]] = []
    for person in (dara, chen):
        vault_mode.member_opens(person, PASSWORD, using="default", tell=lambda done, total: told.append((done, total)))
    assert told == [(1, 2), (2, 2)]
    mode_to_server(using="default")
    assert narrative(draft, chen) == STORY


@pytest.mark.django_db(transaction=True, databases=BOTH)
def test_authors_go_on_reading_cases_that_are_older_than_their_key(
    settings: LazySettings, amina: User, bilal: User, dara: User
) -> None:
    case = make_case(amina, Status.SUBMITTED, narrative=STORY)
    for person in (dara, bilal, amina):
        keyed(person)
    assert not CaseKey.objects.filter(case=case, member_key__user=amina).exists()
    settings.VAULT_MODE = "members"
    mode_to_members(using="owner", tell=no_progress)
    with opened(amina):
        assert narrative(case, amina) == STORY
