"""Files in the age format: they open with the right key or passphrase, with pyrage too, and with nothing else."""

import io
import os
from collections.abc import Iterator

import pytest

from documenters.vault import age_files
from documenters.vault.age_files import (
    CHUNK_BYTES,
    BadRecipient,
    new_key_pair,
    opened_bytes,
    recipient_of,
    seal_stream,
)
from documenters.vault.primitives import SealBroken

PASSPHRASE = "орех дверь весна кувшин"
SIZES = [0, 1, CHUNK_BYTES, CHUNK_BYTES + 1, 2 * CHUNK_BYTES, 200_003]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Guessing need not be dear in a test."""
    monkeypatch.setattr(age_files, "WORK_FACTOR", 10)


def sealed(plain: bytes, **how: object) -> bytes:
    out = io.BytesIO()
    seal_stream((plain[at : at + 50_000] for at in range(0, len(plain), 50_000)), out, **how)
    return out.getvalue()


@pytest.mark.parametrize("size", SIZES)
def test_what_was_sealed_opens_for_the_recipient_and_with_the_passphrase(size: int) -> None:
    plain, pair = os.urandom(size), new_key_pair()
    to_key = sealed(plain, recipients=[recipient_of(f" {pair.public}\n")])
    with_words = sealed(plain, passphrase=PASSPHRASE)
    assert opened_bytes(to_key, identities=[pair.secret]) == plain
    assert opened_bytes(with_words, passphrase=PASSPHRASE) == plain
    assert opened_bytes(sealed(plain, passphrase="и\u0306од"), passphrase="йод") == plain
    for file in (to_key, with_words):
        assert file.startswith(b"age-encryption.org/v1\n")
        assert size < 8 or plain not in file


def test_a_wrong_key_or_passphrase_and_a_changed_or_cut_file_open_nothing() -> None:
    pair = new_key_pair()
    to_key = sealed(b"x" * 100_000, recipients=[recipient_of(pair.public)])
    with_words = sealed(b"x" * 100_000, passphrase=PASSPHRASE)
    for file, right, wrong in (
        (to_key, {"identities": [pair.secret]}, {"identities": [new_key_pair().secret]}),
        (with_words, {"passphrase": PASSPHRASE}, {"passphrase": PASSPHRASE + "а"}),
    ):
        changed = file[:-9] + bytes([file[-9] ^ 1]) + file[-8:]
        for bad, how in ((file, wrong), (changed, right), (file[:-1], right), (file[:CHUNK_BYTES], right)):
            with pytest.raises(SealBroken):
                opened_bytes(bad, **how)
    with pytest.raises(SealBroken):
        opened_bytes(b"no such file", identities=[pair.secret])
    with pytest.raises(SealBroken):
        opened_bytes(to_key, identities=["no key"])


@pytest.mark.parametrize(
    "text", ["", "age1", "ssh-ed25519 AAAA", pytest.param(new_key_pair().public[:-1] + "b", id="a letter is wrong")]
)
def test_what_is_no_public_key_is_refused(text: str) -> None:
    with pytest.raises(BadRecipient) as refused:
        recipient_of(text)
    assert not refused.value.is_secret


def test_the_secret_half_is_recognised() -> None:
    with pytest.raises(BadRecipient) as refused:
        recipient_of(new_key_pair().secret.lower())
    assert refused.value.is_secret


def test_what_reading_raises_comes_through() -> None:
    def broken() -> Iterator[bytes]:
        yield b"x"
        raise LookupError("here")

    for how in ({"recipients": [recipient_of(new_key_pair().public)]}, {"passphrase": PASSPHRASE}):
        with pytest.raises(LookupError, match="here"):
            seal_stream(broken(), io.BytesIO(), **how)


def test_it_takes_exactly_one_way_of_sealing() -> None:
    for how in ({}, {"recipients": [recipient_of(new_key_pair().public)], "passphrase": PASSPHRASE}):
        with pytest.raises(ValueError, match="public keys, or with a passphrase"):
            seal_stream([b"x"], io.BytesIO(), **how)
