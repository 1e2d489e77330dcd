"""The same client gives the same code; it takes two keys to make one, and nothing that was asked is kept."""

import hashlib
import hmac
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documenters.actions.index_keys import index_key
from documenters.models import Organisation, Programme, User
from documenters.vault.keyring import client_code_key
from documenters.vault.opened import KeyMissing
from react_cases.actions import client_codes
from react_cases.actions.client_codes import ClientCodeParts, client_code_hash, client_codes_work, client_for
from react_cases.models import Client
from react_cases.workflow import Status
from tests.factories.cases import make_case, submit
from tests.factories.keys import opened
from tests.react_cases.actions.test_sealing import dump

PARTS = ClientCodeParts("F", 1990, "Жамиля", "Өмүрбек")


def code(gender: str = "F", year: int = 1990, mother: str = "Жамиля", father: str = "Өмүрбек") -> str:
    return ClientCodeParts(gender, year, mother, father).normalised()


@pytest.mark.parametrize(
    "same",
    [
        {"mother": "  жАМАЛ "},
        {"mother": "ЖА"},
        {"father": "Омурбек"},
        {"father": "өмүр"},
        {"mother": "Жа\u0301"},
    ],
)
def test_one_client_gives_one_code(same: dict[str, str]) -> None:
    assert code(**same) == code()  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("first", "second"), [("Ёлка", "Елка"), ("Үмүт", "Умут"), ("Өзгөн", "Озгон"), ("Аң", "Ан"), ("Қадыр", "Кадыр")]
)
def test_letters_that_are_mixed_up_are_one(first: str, second: str) -> None:
    assert code(mother=first) == code(mother=second)
    assert code(father=first.upper()) == code(father=second.lower())


def test_composed_and_decomposed_letters_are_one() -> None:
    assert code(mother="\u0419о") == code(mother="\u0418\u0306о")
    assert code(mother="\u0401ж") == code(mother="\u0415\u0308ж")


@pytest.mark.parametrize(
    "other",
    [{"gender": "M"}, {"year": 1991}, {"mother": "Роза"}, {"father": "Бакыт"}, {"mother": "Өм", "father": "Жа"}],
)
def test_another_client_gives_another_code(other: dict[str, Any]) -> None:
    assert code(**other) != code()


@given(st.text(max_size=8), st.text(max_size=8), st.integers(1930, 2020))
def test_spaces_and_capitals_never_matter(mother: str, father: str, year: int) -> None:
    plain = ClientCodeParts("F", year, mother.lower(), father.lower()).normalised()
    assert ClientCodeParts("F", year, f" {mother.lower()} ", father.lower()).normalised() == plain


def test_a_code_takes_the_key_of_the_server_and_the_key_of_the_programme(
    programme: Programme, amina: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A formula for ever: another one would recognise nobody who was here before."""
    made = client_code_hash(programme, PARTS, by=amina)
    inner = hmac.new(client_code_key(programme.code), PARTS.normalised().encode(), hashlib.sha256).hexdigest()[:32]
    outer = hmac.new(index_key(programme, by=amina), inner.encode(), hashlib.sha256).hexdigest()[:32]
    assert made == outer
    for name in ("index_key", "client_code_key"):
        with monkeypatch.context() as changed:
            changed.setattr(client_codes, name, lambda *_args, **_named: b"of another programme or server")
            assert client_code_hash(programme, PARTS, by=amina) != made


def test_whom_nobody_has_admitted_makes_no_code(programme: Programme, amina: User, bilal: User, settings: Any) -> None:
    settings.VAULT_MODE = "members"
    with opened(amina):
        assert not client_codes_work(programme, by=amina)
        with pytest.raises(KeyMissing):
            client_code_hash(programme, PARTS, by=amina)


def test_client_is_recognised_only_inside_the_organisation(
    organisation_a: Organisation, organisation_b: Organisation
) -> None:
    first = client_for(organisation_a, "a" * 32)
    assert client_for(organisation_a, "a" * 32) == first
    assert client_for(organisation_b, "a" * 32) != first
    assert Client.objects.count() == 2


def test_a_code_is_added_and_corrected_while_the_case_can_be_changed(amina: User) -> None:
    case = make_case(amina, Status.RETURNED)
    assert case.client is None
    assert submit(case, amina, client_code="a" * 32).client.code_hash == "a" * 32
    other = make_case(amina, Status.RETURNED, client_code="b" * 32)
    # Sent again without a code, it keeps the one it has.
    assert submit(other, amina).client == other.client


def test_what_was_asked_is_kept_nowhere(amina: User) -> None:
    parts = ClientCodeParts("F", 1937, "Ыйжъамал", "Ыйсабек")
    hashed = client_code_hash(amina.memberships.get().programme, parts, by=amina)
    make_case(amina, Status.SUBMITTED, client_code=hashed)
    everything = dump()
    assert hashed in everything
    for asked in ("Ыйжъамал", "Ыйсабек", "ыйжъ", parts.normalised()):
        assert asked not in everything
