"""The same client gives the same code; nobody reads it back, and nothing that was asked is kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documenters.models import Organisation, Programme, User
from react_cases.actions.client_codes import ClientCodeParts, client_code_hash, client_for
from react_cases.models import Client
from react_cases.workflow import Status
from tests.factories.cases import make_case
from tests.react_cases.actions.test_sealing import dump

KYRGYZSTAN, TAJIKISTAN = Programme(code="KG"), Programme(code="TJ")
PARTS = ClientCodeParts("F", 1990, "Жамиля", "Өмүрбек")


def code(gender: str = "F", year: int = 1990, mother: str = "Жамиля", father: str = "Өмүрбек") -> str:
    return client_code_hash(KYRGYZSTAN, ClientCodeParts(gender, year, mother, father))


def test_code_is_128_bits_in_hexadecimal() -> None:
    assert len(code()) == 32
    assert set(code()) <= set("0123456789abcdef")


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
    assert code(**same) == code()


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
def test_another_client_gives_another_code(other: dict[str, str]) -> None:
    assert code(**other) != code()


def test_another_programme_gives_another_code() -> None:
    assert client_code_hash(KYRGYZSTAN, PARTS) != client_code_hash(TAJIKISTAN, PARTS)


def test_another_server_gives_another_code(settings: object) -> None:
    before = code()
    settings.SEALING_KEY = "the key of another server"
    assert code() != before


@given(st.text(max_size=8), st.text(max_size=8), st.integers(1930, 2020))
def test_spaces_and_capitals_never_matter(mother: str, father: str, year: int) -> None:
    plain = ClientCodeParts("F", year, mother.lower(), father.lower()).normalised()
    assert ClientCodeParts("F", year, f" {mother.lower()} ", father.lower()).normalised() == plain


def test_client_is_recognised_only_inside_the_organisation(
    organisation_a: Organisation, organisation_b: Organisation
) -> None:
    first = client_for(organisation_a, code())
    assert client_for(organisation_a, code()) == first
    assert client_for(organisation_b, code()) != first
    assert Client.objects.count() == 2


def test_what_was_asked_is_kept_nowhere(amina: User) -> None:
    parts = ClientCodeParts("F", 1937, "Ыйжамал", "Ыйсабек")
    hashed = client_code_hash(amina.memberships.get().programme, parts)
    make_case(amina, Status.SUBMITTED, client_code=hashed)
    everything = dump()
    assert hashed in everything
    for asked in ("Ыйжамал", "Ыйсабек", "ыйж", parts.normalised()):
        assert asked not in everything
