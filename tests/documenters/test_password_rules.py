"""What a password must be."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from documenters.models import User
from documenters.vault.passphrases import new_passphrase

AMINA = User(username="amina_k", display_name="Amina Karimova")


@pytest.mark.parametrize(
    "password",
    [
        "nine brown goats on a hill",
        "кот пёс сом лис",
        "кот-пёс-сом-лис",
        "Tr0ub4dor&3xyz",
        "үй тоо суу жол",
        "journal of nine brown goats",
        "ox at my up",
        "a" * 40 + " b c d e " + "ё" * 40,
    ],
)
def test_long_or_of_four_words_is_enough(password: str) -> None:
    validate_password(password, AMINA)


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("Tr0ub4dor&3xy", "password_too_short"),
        ("a b c d e f g h", "password_too_common"),
        ("cat dog fox", "password_too_short"),
        ("cat cat cat cat", "password_too_even"),
        ("aaaaaaaaaaaaaaaa", "password_too_even"),
        ("ababababababababab", "password_too_even"),
        ("qwertyqwertyqwerty", "password_too_common"),
        ("!!!password!!!123", "password_too_common"),
        ("iloveyou 2026-11-22", "password_too_common"),
        ("12345678901234567890", "password_entirely_numeric"),
        ("amina_k amina_k", "password_too_similar"),
        ("case journal 2026", "password_too_common"),
        ("Бишкек журнал Ош 1", "password_too_common"),
        ("Amina Karimova", "password_too_similar"),
    ],
)
def test_weak_ones_are_refused(password: str, code: str) -> None:
    with pytest.raises(ValidationError) as refused:
        validate_password(password, AMINA)
    assert code in {error.code for error in refused.value.error_list}


def test_the_passphrases_we_offer_are_good_enough() -> None:
    for _ in range(50):
        validate_password(new_passphrase(), AMINA)
