"""What people copy by hand: recovery codes, shares on paper, and the words of a key."""

from itertools import combinations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from documenters.vault import readable
from documenters.vault.fingerprints import fingerprint
from documenters.vault.hpke import new_private_key, public_of
from documenters.vault.passphrases import LANGUAGES, words
from documenters.vault.recovery_codes import in_groups, new_code, read_code
from documenters.vault.shares import (
    Share,
    SharesDoNotFit,
    join,
    read_share,
    share_in_groups,
    split,
)

LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
secrets_of_32 = st.binary(min_size=32, max_size=32)


def test_a_code_has_128_bits_and_is_never_the_same() -> None:
    codes = {new_code() for _ in range(50)}
    assert len(codes) == 50
    assert {len(code) for code in codes} == {16}


@given(st.binary(min_size=16, max_size=16))
def test_a_code_is_eight_groups_of_four_and_reads_back(code: bytes) -> None:
    groups = in_groups(code)
    assert [len(group) for group in groups] == [4] * 8
    assert set("".join(groups)) <= set(LETTERS)
    assert read_code(" ".join(groups)) == code


@given(st.binary(min_size=16, max_size=16))
def test_a_code_is_read_as_people_type_it(code: bytes) -> None:
    shown = "".join(in_groups(code))
    for typed in (
        shown.upper(),
        f"  {'-'.join(in_groups(code))}\n",
        " – ".join(in_groups(code)),
        shown.replace("0", "o").replace("1", "l"),
        shown.upper().replace("0", "O").replace("1", "I"),
        # On a Russian keyboard: letters that look the same.
        shown.upper().translate(str.maketrans("ABCEHKMPTXY03", "АВСЕНКМРТХУОЗ")),
    ):
        assert read_code(typed) == code


@given(st.binary(min_size=16, max_size=16), st.data())
def test_a_wrong_letter_or_two_swapped_ones_are_noticed(code: bytes, data: st.DataObject) -> None:
    shown = "".join(in_groups(code))
    at = data.draw(st.integers(0, len(shown) - 1))
    letter = data.draw(st.sampled_from(LETTERS.replace(shown[at], "")))
    assert read_code(shown[:at] + letter + shown[at + 1 :]) is None
    assert read_code(shown[:at] + shown[at + 1 :]) is None
    assert read_code(shown[:at] + letter + shown[at:]) is None
    if at and shown[at - 1] != shown[at]:
        assert read_code(shown[: at - 1] + shown[at] + shown[at - 1] + shown[at + 1 :]) is None


@pytest.mark.parametrize("text", ["", "x", "u" * 32, "0" * 32, "ж" * 32, "0" * 31, "../" * 12, "\x00" * 32])
def test_other_texts_are_no_codes(text: str) -> None:
    assert read_code(text) is None


@given(st.binary(max_size=40))
def test_bytes_of_any_length_read_back_and_in_one_way_only(value: bytes) -> None:
    text = readable.written(value)
    assert readable.read(text, len(value)) == value
    assert readable.read(text, len(value) + 1) is None
    if len(value) % 5:  # spare bits in the last letter: another letter with the same bytes is no writing of ours
        other = LETTERS[LETTERS.index(text[-1]) + 1]
        assert readable.read(text[:-1] + other, len(value)) is None


@given(secrets_of_32)
def test_any_two_of_three_papers_give_the_secret(secret: bytes) -> None:
    shares = split(secret)
    assert len(shares) == 3
    for two in combinations(shares, 2):
        read = [read_share("-".join(share_in_groups(share)).upper()) for share in reversed(two)]
        assert join(share for share in read if share) == secret
    assert join(shares) == secret


@given(secrets_of_32, secrets_of_32)
def test_one_paper_fits_every_secret(secret: bytes, other: bytes) -> None:
    """One alone tells nothing: whatever the secret were, there is exactly one second paper that goes with it."""
    share = split(secret)[0]
    # The line through (0, other) and (1, share) at 2: other + 2·(other + share), in the field with 2·x written out.
    slope = [a ^ b for a, b in zip(other, share.values, strict=True)]
    doubled = [(value << 1) ^ (0x11B if value & 0x80 else 0) for value in slope]
    second = Share(2, share.set_id, bytes(a ^ b for a, b in zip(other, doubled, strict=True)))
    assert join([share, second]) == other


def test_papers_of_the_same_secret_are_spread_evenly() -> None:
    """Chi-squared of the values of one paper of one secret: no byte is likelier. 255 degrees of freedom, p < 10⁻⁹."""
    counts = [0] * 256
    for _ in range(400):
        for value in split(bytes(32))[2].values:
            counts[value] += 1
    expected = 400 * 32 / 256
    assert sum((count - expected) ** 2 / expected for count in counts) < 400


@given(secrets_of_32, secrets_of_32, st.data())
def test_papers_that_do_not_belong_together_are_refused(secret: bytes, other: bytes, data: st.DataObject) -> None:
    first, second, third = split(secret)
    foreign = split(other)
    assume(first.set_id != foreign[0].set_id)
    changed = bytearray(third.values)
    changed[data.draw(st.integers(0, 31))] ^= data.draw(st.integers(1, 255))
    contradicting = Share(3, third.set_id, bytes(changed))
    same_number = Share(1, first.set_id, second.values)
    for wrong in (
        [],
        [first],
        [first, first],
        [first, foreign[1]],
        [first, second, foreign[2]],
        [first, second, contradicting],
        *([[first, same_number]] if same_number != first else []),
    ):
        with pytest.raises(SharesDoNotFit):
            join(wrong)


@given(secrets_of_32, st.data())
def test_a_mistyped_paper_is_noticed(secret: bytes, data: st.DataObject) -> None:
    shown = "".join(share_in_groups(split(secret)[data.draw(st.integers(0, 2))]))
    assert len(shown) == 64
    at = data.draw(st.integers(0, 63))
    letter = data.draw(st.sampled_from(LETTERS.replace(shown[at], "")))
    assert read_share(shown[:at] + letter + shown[at + 1 :]) is None
    assert read_share(shown[:at]) is None


@pytest.mark.parametrize("number", [0, 4, 255])
def test_no_paper_has_such_a_number(number: int) -> None:
    assert read_share("".join(share_in_groups(Share(number, b"set", bytes(32))))) is None


def test_only_a_key_is_split_and_no_share_shows_itself_in_a_log() -> None:
    with pytest.raises(ValueError, match="31"):
        split(bytes(31))
    assert "values" not in repr(split(bytes(32))[0])


def test_a_key_has_the_same_four_words_always_and_another_has_others() -> None:
    public = public_of(new_private_key())
    for language in LANGUAGES:
        parts = fingerprint(public, language).split(" ")
        assert len(parts) == 4
        assert set(parts) <= set(words(language))
    fingerprint.cache_clear()
    assert fingerprint(public) == fingerprint(public, "ru")
    assert len({fingerprint(public_of(new_private_key())) for _ in range(10)}) == 10
    assert fingerprint(b"\x04" + bytes(64)) == "мечта ящик арфа сорока", "people have compared these words already"
