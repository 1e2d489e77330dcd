"""A secret under a passphrase or a code: Argon2id as published, and nothing else opens it."""

import unicodedata

import pytest
from argon2.low_level import Type, hash_secret_raw
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from hypothesis import given, settings
from hypothesis import strategies as st

from documenters.vault import wrapping
from documenters.vault.primitives import SealBroken, seal_bytes
from documenters.vault.wrapping import unwrap, unwrap_by_code, wrap, wrap_by_code

CHEAP = 64
SECRET = bytes(range(32))
PLACE = b"member|7|1"
CODE = bytes(range(16))
by_each = pytest.mark.parametrize(
    ("sealed", "opened"),
    [
        (
            wrap("овес насос панда доклад", SECRET, PLACE, memory_kib=CHEAP),
            lambda it, at: unwrap("овес насос панда доклад", it, at),
        ),
        (wrap_by_code(CODE, SECRET, PLACE), lambda it, at: unwrap_by_code(CODE, it, at)),
    ],
    ids=["passphrase", "code"],
)


def test_argon2id_is_that_of_rfc_9106() -> None:
    """Section 5.3."""
    kdf = Argon2id(
        salt=b"\x02" * 16, length=32, iterations=3, lanes=4, memory_cost=32, ad=b"\x04" * 12, secret=b"\x03" * 8
    )
    assert kdf.derive(b"\x01" * 32).hex() == "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659"


def test_what_another_implementation_wraps_by_the_same_rules_opens() -> None:
    header = b"\x01" + (128).to_bytes(4, "big") + b"\x02\x03" + bytes(range(16))
    key = hash_secret_raw("слово".encode(), header[7:], 2, 128, 3, 32, Type.ID)
    assert unwrap("слово", header + seal_bytes(key, SECRET, header + PLACE), PLACE) == SECRET


def test_production_cost_is_that_of_rfc_9106() -> None:
    """The second recommended option of section 4: 64 MiB, three passes, four lanes, 128 bits of salt."""
    wrapped = wrap("passphrase", SECRET, PLACE)
    assert wrapped[:7] == b"\x01" + (65_536).to_bytes(4, "big") + b"\x03\x04"
    assert len(wrapped) == 7 + 16 + 12 + 32 + 16
    assert unwrap("passphrase", wrapped, PLACE) == SECRET


@given(st.text(min_size=1, max_size=40), st.text(min_size=1, max_size=40))
@settings(max_examples=40, deadline=None)
def test_only_the_same_passphrase_opens(passphrase: str, other: str) -> None:
    wrapped = wrap(passphrase, SECRET, PLACE, memory_kib=CHEAP)
    assert unwrap(passphrase, wrapped, PLACE) == SECRET
    if unicodedata.normalize("NFC", other) != unicodedata.normalize("NFC", passphrase):
        with pytest.raises(SealBroken):
            unwrap(other, wrapped, PLACE)


def test_a_letter_in_two_parts_is_the_same_letter() -> None:
    assert unwrap("й", wrap("й", SECRET, PLACE, memory_kib=CHEAP), PLACE) == SECRET


@by_each
def test_no_changed_byte_and_no_other_place_opens(sealed: bytes, opened) -> None:
    assert opened(sealed, PLACE) == SECRET
    with pytest.raises(SealBroken):
        opened(sealed, PLACE + b"!")
    for place in range(len(sealed)):
        for change in (0x01, 0x80):
            with pytest.raises(SealBroken):
                opened(sealed[:place] + bytes([sealed[place] ^ change]) + sealed[place + 1 :], PLACE)


@by_each
def test_no_shortened_one_opens(sealed: bytes, opened) -> None:
    for length in range(len(sealed)):
        with pytest.raises(SealBroken):
            opened(sealed[:length], PLACE)


def test_another_code_does_not_open() -> None:
    with pytest.raises(SealBroken):
        unwrap_by_code(CODE[::-1], wrap_by_code(CODE, SECRET, PLACE), PLACE)


def test_numbers_that_ask_for_too_much_are_refused_before_any_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wrapping, "Argon2id", None)
    asked = [(262_145, 3, 4), (2**32 - 1, 3, 4), (64, 11, 4), (64, 0, 4), (512, 3, 17), (64, 3, 0), (31, 3, 4)]
    for memory_kib, passes, lanes in asked:
        header = b"\x01" + memory_kib.to_bytes(4, "big") + bytes([passes, lanes])
        with pytest.raises(SealBroken):
            unwrap("passphrase", header + bytes(60), PLACE)


def test_nothing_twice_gives_the_same() -> None:
    assert wrap("a", SECRET, PLACE, memory_kib=CHEAP) != wrap("a", SECRET, PLACE, memory_kib=CHEAP)
    assert wrap_by_code(CODE, SECRET, PLACE) != wrap_by_code(CODE, SECRET, PLACE)
