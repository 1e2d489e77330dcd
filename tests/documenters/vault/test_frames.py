"""Framed encryption: what was sealed opens, and nothing that was done to the frames goes unnoticed."""

import os
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documenters.vault.frames import FRAME_BYTES, frame_count, open_frames, seal_frames
from documenters.vault.primitives import KEY_BYTES, NONCE_BYTES, SealBroken

KEY = bytes(range(KEY_BYTES))
PLACE = b"v1|evidence|7|3:cleaned|1"
SIZES = st.sampled_from([0, 1, FRAME_BYTES - 1, FRAME_BYTES, FRAME_BYTES + 1, 2 * FRAME_BYTES, 3 * FRAME_BYTES + 5])


def opened(frames: list[bytes], place: bytes = PLACE, key: bytes = KEY) -> bytes:
    return b"".join(open_frames(key, frames, place))


def sealed(size: int, place: bytes = PLACE) -> tuple[bytes, list[bytes]]:
    plain = os.urandom(size)
    return plain, list(seal_frames(KEY, plain, place))


@given(size=SIZES | st.integers(0, 4 * FRAME_BYTES))
@settings(max_examples=40, deadline=None)
def test_what_was_sealed_opens(size: int) -> None:
    plain, frames = sealed(size)
    assert opened(frames) == plain
    assert len(frames) == frame_count(size)
    assert len(frames) == max(1, (size + FRAME_BYTES - 1) // FRAME_BYTES)


@pytest.mark.parametrize(("size", "count"), [(0, 1), (1, 1), (FRAME_BYTES, 1), (FRAME_BYTES + 1, 2)])
def test_count_of_frames(size: int, count: int) -> None:
    assert frame_count(size) == count


def test_no_frame_shows_what_is_in_it() -> None:
    frames = list(seal_frames(KEY, b"canary" * 20_000, PLACE))
    assert len(frames) == 2
    assert not any(b"canary" in frame for frame in frames)
    assert frames[0][:NONCE_BYTES] != frames[1][:NONCE_BYTES]


TAMPERED: dict[str, Callable[[list[bytes]], list[bytes]]] = {
    "cut off at the end": lambda frames: frames[:-1],
    "cut off at the start": lambda frames: frames[1:],
    "one left out": lambda frames: [frames[0], *frames[2:]],
    "two swapped": lambda frames: [frames[1], frames[0], *frames[2:]],
    "reversed": lambda frames: frames[::-1],
    "the last twice": lambda frames: [*frames, frames[-1]],
    "the first twice": lambda frames: [frames[0], *frames],
    "emptied": lambda frames: [],
    "only the last": lambda frames: frames[-1:],
    "shortened": lambda frames: [*frames[:-1], frames[-1][:-1]],
    "an empty frame": lambda frames: [*frames, b""],
}


@pytest.mark.parametrize("how", sorted(TAMPERED))
@pytest.mark.parametrize("size", [3 * FRAME_BYTES, 3 * FRAME_BYTES + 5])
def test_tampering_is_noticed(how: str, size: int) -> None:
    _, frames = sealed(size)
    with pytest.raises(SealBroken):
        opened(TAMPERED[how](frames))


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_any_other_order_is_noticed(data: st.DataObject) -> None:
    plain, frames = sealed(3 * FRAME_BYTES + 5)
    chosen = data.draw(st.lists(st.integers(0, 3), max_size=6))
    if chosen == [0, 1, 2, 3]:
        assert opened(frames) == plain
        return
    with pytest.raises(SealBroken):
        opened([frames[number] for number in chosen])


@given(number=st.integers(0, 1), bit=st.integers(0, 8 * 64), data=st.data())
@settings(max_examples=60, deadline=None)
def test_a_changed_bit_is_noticed(number: int, bit: int, data: st.DataObject) -> None:
    _, frames = sealed(FRAME_BYTES + 64)
    changed = bytearray(frames[number])
    changed[bit // 8] ^= 1 << bit % 8
    frames[number] = bytes(changed)
    with pytest.raises(SealBroken):
        opened(frames)


@pytest.mark.parametrize(
    "place",
    [b"v1|evidence|8|3:cleaned|1", b"v1|evidence|7|4:cleaned|1", b"v1|evidence|7|3:original|1", PLACE[:-1] + b"2"],
    ids=["another case", "another evidence", "the original", "another generation"],
)
def test_a_file_moved_to_another_place_does_not_open(place: bytes) -> None:
    _, frames = sealed(10)
    with pytest.raises(SealBroken):
        opened(frames, place)


def test_frames_of_another_file_of_the_same_place_and_number_are_noticed_by_their_end() -> None:
    """A shorter version of the same file cannot lend its end."""
    _, long = sealed(2 * FRAME_BYTES)
    _, short = sealed(FRAME_BYTES)
    with pytest.raises(SealBroken):
        opened([long[0], short[0]])


def test_another_key_opens_nothing() -> None:
    _, frames = sealed(10)
    with pytest.raises(SealBroken):
        opened(frames, key=bytes(KEY_BYTES))


def test_the_first_parts_come_before_the_end_is_read() -> None:
    """Memory holds one frame and the next, however long the file."""
    _, frames = sealed(4 * FRAME_BYTES)
    read = 0

    def counted() -> object:
        nonlocal read
        for frame in frames:
            read += 1
            yield frame

    parts = open_frames(KEY, counted(), PLACE)  # type: ignore[arg-type]
    next(parts)
    assert read == 2
