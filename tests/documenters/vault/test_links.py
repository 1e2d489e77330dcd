"""The code of an invitation: random, signed, and readable from paper."""

import hashlib

import pytest
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from documenters.vault import links
from documenters.vault.readable import in_groups


def test_a_token_has_256_bits_and_only_its_hash_is_kept() -> None:
    token = links.new_token()
    assert len(token) == 32
    assert token != links.new_token()
    assert links.digest(token) == hashlib.sha256(token).digest()


@given(st.binary(min_size=32, max_size=32), st.text(max_size=20))
def test_the_code_gives_the_token_back_and_is_signed_for_one_meaning(token: bytes, meaning: str) -> None:
    code = links.link_code(token, meaning)
    assert len(code) == 68
    assert links.token_of(code) == token
    assert links.is_signed(code, meaning)
    assert not links.is_signed(code, f"{meaning}x")


def test_it_is_read_as_people_copy_it() -> None:
    code = links.link_code(bytes(range(32)), "role")
    by_hand = "  ".join(in_groups(code)).upper().replace("0", "O").replace("1", "l")
    assert links.token_of(by_hand) == bytes(range(32))
    assert links.is_signed(by_hand, "role")
    assert "".join(in_groups(code)) == code


def test_a_change_of_any_letter_is_noticed() -> None:
    code = links.link_code(bytes(range(32)), "role")
    for place, letter in enumerate(code):
        other = "2" if letter != "2" else "3"
        assert not links.is_signed(code[:place] + other + code[place + 1 :], "role")


@pytest.mark.parametrize("text", ["", "x", "я" * 68, "0" * 67, "0" * 69, "u" * 68, "../" * 20, "\x00" * 68])
def test_other_texts_are_no_codes(text: str) -> None:
    assert links.token_of(text) is None
    assert not links.is_signed(text, "role")


def test_without_the_secret_key_nobody_makes_a_link() -> None:
    with override_settings(SECRET_KEY="another one, made by somebody else"):
        code = links.link_code(bytes(32), "role")
    assert links.token_of(code) == bytes(32)
    assert not links.is_signed(code, "role")
