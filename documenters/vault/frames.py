"""Files of any length in authenticated frames, so that no part of one can be cut off, swapped or moved. Pure.

Each frame is AES-256-GCM with a nonce of its own; its associated data names the place of the file, the number of the
frame and whether it is the last (the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár, 2015). A frame
opens only at its own number in its own file, and only the true last frame opens as the last one.
"""

from collections.abc import Iterable, Iterator

from documenters.vault.primitives import SealBroken, open_bytes, seal_bytes

FRAME_BYTES = 65_536
"""Plain bytes in each frame but the last, which holds what is left: none in an empty file."""


def frame_count(size: int) -> int:
    """How many frames a file of `size` bytes has. An empty file has one."""
    return max(1, -(-size // FRAME_BYTES))


def seal_frames(key: bytes, plain: bytes, place: bytes) -> Iterator[bytes]:
    """The frames of a file, in order. `place` must be given again to open them."""
    count = frame_count(len(plain))
    view = memoryview(plain)
    for number in range(count):
        part = view[number * FRAME_BYTES : (number + 1) * FRAME_BYTES]
        yield seal_bytes(key, bytes(part), _associated(place, number, is_last=number == count - 1))


def open_frames(key: bytes, frames: Iterable[bytes], place: bytes) -> Iterator[bytes]:
    """The plain parts of a file, in order, while its frames are read.

    Raises `SealBroken` where a frame was changed, left out, added or moved. A file that was cut off is noticed at its
    end only: whoever streams it promises the reader a length, or counts the frames first.
    """
    waiting: bytes | None = None
    number = 0
    for frame in frames:
        if waiting is not None:
            yield open_bytes(key, waiting, _associated(place, number, is_last=False))
            number += 1
        waiting = frame
    if waiting is None:
        raise SealBroken
    yield open_bytes(key, waiting, _associated(place, number, is_last=True))


def _associated(place: bytes, number: int, *, is_last: bool) -> bytes:
    return place + f"|frame|{number}|{'last' if is_last else 'more'}".encode()
