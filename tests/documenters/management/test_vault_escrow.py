"""Paper shares: made once, sealed to by those who read, and opening everything again when nobody is left who reads."""

import re
from collections.abc import Callable

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command

from documenters.actions.escrow import escrow_complete
from documenters.actions.key_holders import holders_of
from documenters.actions.member_keys import member_key_make, member_key_of
from documenters.actions.vaults import open_vault, vault_of, vault_renew
from documenters.models import AuditEvent, EscrowKey, Organisation, User, VaultGrant
from documenters.vault.hpke import private_to_bytes
from documenters.vault.opened import KeyMissing
from tests.factories.keys import keyed, opened
from tests.factories.people import PASSWORD

OF_A = ("--organisation", "organisation a")


@pytest.fixture(autouse=True)
def members_mode(settings: LazySettings) -> None:
    """Only people open texts."""
    settings.VAULT_MODE = "members"


@pytest.fixture
def papers(bilal: User, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """The three papers of organisation A, as they were printed."""
    keyed(bilal)
    call_command("vault_escrow", "make", *OF_A)
    printed = capsys.readouterr().out
    found = re.findall(r"Paper \d of 3.*?\n\n(.*?)\n\n", printed, re.S)
    assert len(found) == 3
    assert "not in force yet" in printed
    return found


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Types these lines where the command asks."""

    def type_in(*lines: str) -> None:
        left = iter(lines)
        monkeypatch.setattr("builtins.input", lambda _prompt: next(left))

    return type_in


def can_open(user: User, organisation: Organisation) -> bool:
    vault = vault_of(organisation)
    assert vault is not None
    with opened(user):
        try:
            return bool(open_vault(vault, by=user))
        except KeyMissing:
            return False


def recover(user: str = "bilal", *owner: str) -> None:
    call_command("vault_recover", *(owner or OF_A), "--user", user)


def test_two_papers_open_what_was_renewed_since_and_nothing_else_does(
    organisation_a: Organisation, bilal: User, papers: list[str], typed: Callable[..., None]
) -> None:
    typed(papers[0], papers[1])
    with pytest.raises(CommandError, match="nobody had sealed the key to them"):
        recover()
    with opened(bilal):
        assert escrow_complete(by=bilal) == 1
        assert escrow_complete(by=bilal) == 0
    vault = vault_of(organisation_a)
    key = member_key_of(bilal)
    assert vault is not None
    assert key is not None
    vault_renew(vault, [key], by=bilal)
    member_key_make(bilal, PASSWORD, by=bilal)
    assert not can_open(bilal, organisation_a)
    typed(papers[2].upper().replace(" ", "")[:-1], papers[2], papers[0])
    recover()
    assert can_open(bilal, organisation_a)
    event = AuditEvent.objects.get(action="vault.recovered")
    assert (event.object_id, event.organisation, event.actor) == (bilal.pk, organisation_a, None)


def test_the_private_half_is_kept_nowhere(organisation_a: Organisation, bilal: User, papers: list[str]) -> None:
    paper = EscrowKey.objects.get(organisation=organisation_a)
    assert len(bytes(paper.public_key)) == 65
    with opened(bilal):
        escrow_complete(by=bilal)
        vault = vault_of(organisation_a)
        assert vault is not None
        secret = private_to_bytes(open_vault(vault, by=bilal))
    assert all(secret not in bytes(grant.sealed) for grant in VaultGrant.objects.all())


def test_older_papers_work_until_the_new_ones_do(
    organisation_a: Organisation, bilal: User, papers: list[str], typed: Callable[..., None]
) -> None:
    with opened(bilal):
        escrow_complete(by=bilal)
    call_command("vault_escrow", "make", *OF_A)
    typed(papers[0], papers[2])
    recover()
    with opened(bilal):
        escrow_complete(by=bilal)
    typed(papers[0], papers[2])
    with pytest.raises(CommandError, match="nobody had sealed"):
        recover()
    (holders,) = holders_of(organisation_a.programme, [organisation_a], national=False)
    assert holders.escrow_is_sealed
    assert not holders.can_be_lost


@pytest.mark.parametrize(
    ("arguments", "lines", "sentence"),
    [
        (("bilal",), (0, 0), "do not belong together"),
        (("bilal", "--programme", "KG"), (0, 1), "of another key"),
        (("dara",), (0, 1), "The role of dara does not read"),
        (("zarina",), (0, 1), "zarina has no key yet"),
        (("nobody",), (0, 1), "nobody called nobody"),
    ],
)
@pytest.mark.usefixtures("zarina")
def test_refuses_in_one_sentence(
    bilal: User,
    dara: User,
    papers: list[str],
    typed: Callable[..., None],
    arguments: tuple[str, ...],
    lines: tuple[int, int],
    sentence: str,
) -> None:
    keyed(dara)
    with opened(bilal):
        escrow_complete(by=bilal)
    typed(*(papers[line] for line in lines))
    with pytest.raises(CommandError, match=sentence):
        recover(*arguments)
    assert not AuditEvent.objects.filter(action="vault.recovered").exists()


def test_status_tells_of_every_key(
    organisation_a: Organisation, papers: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("vault_escrow", "status")
    assert re.search(
        r"no paper shares\nOrganisation A: paper shares, set \d+ of [\d-]+, not in force yet", capsys.readouterr().out
    )
    with pytest.raises(CommandError, match="Say whose key"):
        call_command("vault_escrow", "make")


def test_in_server_mode_they_are_in_force_at_once(
    settings: LazySettings, bilal: User, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.VAULT_MODE = "server"
    keyed(bilal)
    call_command("vault_escrow", "make", *OF_A)
    assert "in force\n" in capsys.readouterr().out
