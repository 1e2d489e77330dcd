"""`manage.py lock_down`: the operator's way, when a coordinator calls."""

import pytest
from django.core.management import CommandError, call_command

from documenters.models import AuditEvent, Lockdown, Programme, User

PAIR = ["--people", "dara", "aida"]


def lock_down(*arguments: str) -> None:
    call_command("lock_down", "KG", *arguments)


def test_locks_down_on_behalf_of_a_coordinator(
    programme: Programme, dara: User, aida: User, amina: User, capsys: pytest.CaptureFixture[str]
) -> None:
    lock_down("--reason", "seizure", "--by", "dara", *PAIR)
    lockdown = Lockdown.objects.current().get()
    assert (lockdown.reason, lockdown.started_by) == ("seizure", dara)
    assert "4 people logged out" in capsys.readouterr().out
    assert AuditEvent.objects.get(action="programme.locked_down").actor == dara


def test_takes_the_pair_of_peace_time(programme: Programme, dara: User, aida: User) -> None:
    lock_down(*PAIR)
    assert not Lockdown.objects.exists()
    lock_down("--reason", "search")
    lockdown = Lockdown.objects.current().get()
    assert (lockdown.started_by, lockdown.people_ids) == (None, {dara.pk, aida.pk})


def test_names_others_when_the_two_are_out_of_reach(
    programme: Programme, dara: User, aida: User, bilal: User, nurlan: User
) -> None:
    lock_down("--reason", "search", *PAIR)
    lock_down("--people", "bilal", "nurlan")
    assert Lockdown.objects.current().get().people_ids == {bilal.pk, nurlan.pk}


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["XX", "--reason", "drill"], "There is no programme XX"),
        (["KG"], "Say --reason"),
        (["KG", "--reason", "drill", "--by", "nobody", *PAIR], "nobody called nobody"),
        (["KG", "--reason", "drill", "--by", "amina", *PAIR], "Only a coordinator"),
        (["KG", "--reason", "drill"], "Name two different people of the programme with --people: aida, bilal, dara"),
        (["KG", "--reason", "drill", "--people", "dara", "amina"], "Name two different people"),
        (["KG", "--people", "dara", "dara"], "Name two different people"),
    ],
)
def test_refuses_in_one_sentence(
    programme: Programme, dara: User, aida: User, amina: User, arguments: list[str], sentence: str
) -> None:
    with pytest.raises(CommandError, match=sentence):
        call_command("lock_down", *arguments)
    assert not Lockdown.objects.exists()


def test_twice_is_refused_and_says_what_can_be_done(programme: Programme, dara: User, aida: User) -> None:
    lock_down("--reason", "drill", *PAIR)
    with pytest.raises(CommandError, match="locked down already"):
        lock_down("--reason", "drill", *PAIR)


def test_it_reopens_nothing(programme: Programme, dara: User, aida: User) -> None:
    with pytest.raises((CommandError, SystemExit)):
        lock_down("--reopen")


def test_an_unknown_reason_is_refused(programme: Programme, dara: User, aida: User) -> None:
    with pytest.raises(CommandError):
        lock_down("--reason", "boredom", *PAIR)
