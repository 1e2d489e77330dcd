"""Which files are taken as evidence, and how a file proves what it is: its name and its first bytes must agree. Pure.

The content type that a browser sends is not asked: it is a copy of the name's ending, made by the sender.
"""

from dataclasses import dataclass
from enum import StrEnum

MEGABYTE = 1_048_576
SIZE_LIMIT = 25 * MEGABYTE
"""Bytes of a file."""

SIDE_LIMIT = 12_000
"""Pixels of one side of a picture."""

PIXEL_LIMIT = 50_000_000
"""Pixels of a picture."""

PAGE_LIMIT = 500
"""Pages of a document."""

OBJECT_LIMIT = 100_000
"""Objects of a document."""


class Kind(StrEnum):
    """What a file is for the people who look at it."""

    PHOTO = "photo"
    DOCUMENT = "document"
    SOUND = "sound"
    VIDEO = "video"


class Refused(Exception):
    """The file is not taken; `code` says why, for messages and tests."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Reason(StrEnum):
    """Codes of `Refused`."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    NOT_ALLOWED = "not_allowed"
    """The ending of the name is none of ours."""
    NOT_WHAT_IT_SAYS = "not_what_it_says"
    """Name and content disagree."""
    DAMAGED = "damaged"
    """It cannot be read to the end."""
    TOO_MANY_PIXELS = "too_many_pixels"
    ENCRYPTED = "encrypted"
    TOO_MANY_PAGES = "too_many_pages"
    UNCLEANABLE = "uncleanable"
    """It holds something that we cannot take the details out of."""
    TOO_HARD = "too_hard"
    """Cleaning took more time or memory than any honest file needs."""


@dataclass(frozen=True)
class Cleaned:
    """A file without anything that its makers and devices left in it."""

    data: bytes
    kind: Kind
    content_type: str
    extension: str


EXTENSIONS = {
    "jpg": "jpeg",
    "jpeg": "jpeg",
    "png": "png",
    "heic": "heif",
    "heif": "heif",
    "pdf": "pdf",
    "mp3": "mp3",
    "ogg": "ogg",
    "oga": "ogg",
    "opus": "ogg",
    "wav": "wav",
    "amr": "amr",
    "m4a": "mp4",
    "mp4": "mp4",
    "m4v": "mp4",
    "mov": "mp4",
    "3gp": "mp4",
    "3gpp": "mp4",
}
"""The ending of a name -> family of formats. What is in an MP4 file, sound or video, its streams say."""

CONTENT_TYPES = {
    "jpg": "image/jpeg",
    "png": "image/png",
    "pdf": "application/pdf",
    "mp3": "audio/mpeg",
    "ogg": "audio/ogg",
    "wav": "audio/wav",
    "amr": "audio/amr",
    "m4a": "audio/mp4",
    "mp4": "video/mp4",
    "3gp": "video/3gpp",
}
"""Ending -> content type of what we keep."""

_HEIF_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1"})
_OTHER_PICTURES = frozenset({b"avif", b"avis", b"hevc", b"hevx", b"crx ", b"jp2 ", b"jpx "})


def extension_of(name: str) -> str:
    """The ending of a file name in lower case, without its dot; empty where there is none."""
    _, dot, ending = name.rpartition(".")
    return ending.lower() if dot else ""


def family_of(data: bytes) -> str:
    """The family of formats that the first bytes belong to; empty for any other."""
    for magic, family in (
        (b"\xff\xd8\xff", "jpeg"),
        (b"\x89PNG\r\n\x1a\n", "png"),
        (b"%PDF-", "pdf"),
        (b"ID3", "mp3"),
        (b"OggS", "ogg"),
        (b"#!AMR", "amr"),
    ):
        if data.startswith(magic):
            return family
    if data[:4] == b"RIFF" and data[8:12] == b"WAVE":
        return "wav"
    if data[4:8] == b"ftyp":
        brand = data[8:12]
        return "heif" if brand in _HEIF_BRANDS else "" if brand in _OTHER_PICTURES else "mp4"
    return "mp3" if _is_mpeg_audio_frame(data) else ""


def _is_mpeg_audio_frame(data: bytes) -> bool:
    """Eleven bits of synchronisation, layer III, and a bit rate and a sampling rate that exist."""
    return (
        len(data) > 4
        and data[0] == 0xFF
        and data[1] & 0xE6 == 0xE2
        and data[2] & 0xF0 not in (0x00, 0xF0)
        and data[2] & 0x0C != 0x0C
    )


def checked_family(name: str, data: bytes) -> str:
    """The family of a file whose name, first bytes and size are in order; raises `Refused` otherwise."""
    if not data:
        raise Refused(Reason.EMPTY)
    if len(data) > SIZE_LIMIT:
        raise Refused(Reason.TOO_LARGE)
    family = EXTENSIONS.get(extension_of(name))
    if family is None:
        raise Refused(Reason.NOT_ALLOWED)
    if family_of(data) != family:
        raise Refused(Reason.NOT_WHAT_IT_SAYS)
    return family
