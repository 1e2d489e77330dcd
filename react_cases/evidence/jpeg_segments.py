"""Take the remarks out of a JPEG without touching its picture: for the photographs inside a PDF. Pure."""

from react_cases.evidence.formats import Reason, Refused

_START, _END, _SCAN, _ADOBE, _COMMENT = 0xD8, 0xD9, 0xDA, 0xEE, 0xFE
_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})
"""Markers without a length: TEM and the restarts."""


def without_remarks(data: bytes) -> bytes:
    """The same picture without application segments, comments and whatever follows its end.

    Adobe's segment stays: it says how the colours are meant. Raises `Refused` for what is no JPEG from start to end.
    """
    if data[:2] != bytes([0xFF, _START]):
        raise Refused(Reason.UNCLEANABLE)
    kept = [data[:2]]
    place = 2
    while True:
        place, marker = _next_marker(data, place)
        if marker == _END:
            kept.append(bytes([0xFF, _END]))
            return b"".join(kept)
        if marker in _ALONE:
            continue
        end = place + int.from_bytes(data[place : place + 2], "big")
        if end < place + 2 or end > len(data):
            raise Refused(Reason.UNCLEANABLE)
        if marker == _ADOBE or not (0xE0 <= marker <= 0xEF or marker == _COMMENT):
            kept.append(bytes([0xFF, marker]) + data[place:end])
        place = end
        if marker == _SCAN:
            end = _end_of_scan(data, place)
            kept.append(data[place:end])
            place = end


def _next_marker(data: bytes, place: int) -> tuple[int, int]:
    """The place after the next marker, and the marker. Fill bytes before it are skipped."""
    if place >= len(data) or data[place] != 0xFF:
        raise Refused(Reason.UNCLEANABLE)
    while place < len(data) and data[place] == 0xFF:
        place += 1
    if place >= len(data):
        raise Refused(Reason.UNCLEANABLE)
    return place + 1, data[place]


def _end_of_scan(data: bytes, place: int) -> int:
    """Where the coded pixels end: at the next marker that is neither a stuffed byte nor a restart."""
    while (place := data.find(b"\xff", place)) >= 0 and place + 1 < len(data):
        if data[place + 1] != 0x00 and not 0xD0 <= data[place + 1] <= 0xD7:
            return place
        place += 2
    raise Refused(Reason.UNCLEANABLE)
