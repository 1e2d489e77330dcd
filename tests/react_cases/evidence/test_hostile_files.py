"""S20: uploads carry no EXIF, GPS or comment, are what they say, and cannot run.

Each hostile file is refused with a code that has a sentence, or cleaned; then nothing of its passengers is left: not
in the bytes, not behind compression, not in what readers of metadata find.
"""

import io
from collections.abc import Callable

import av
import pikepdf
import pytest
from PIL import Image

from react_cases.evidence.cleaning import clean
from react_cases.evidence.formats import Cleaned, Kind, Reason, Refused, family_of
from react_cases.forms.evidence import SENTENCES
from tests.react_cases.evidence import papers, pictures, recordings
from tests.react_cases.evidence.pictures import CANARY, WORD

REFUSED = pictures.REFUSED | papers.REFUSED | recordings.REFUSED
CLEANED = pictures.CLEANED | papers.CLEANED | recordings.CLEANED
TRACES = [WORD.encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be")]
PASSENGERS = (
    b"<script",
    b"<?php",
    b"PK\x03\x04",
    b"Exif\0\0",
    b"http://ns.adobe.com",
    b"/JavaScript",
    b"/Launch",
    b"\xa9xyz",
    b"loci",
)


def test_corpus_is_large_enough() -> None:
    assert len(REFUSED) + len(CLEANED) >= 70


@pytest.mark.parametrize("what", sorted(REFUSED))
def test_s20_what_is_not_what_it_says_or_cannot_be_read_is_refused_with_a_sentence(what: str) -> None:
    name, build, code = REFUSED[what]
    with pytest.raises(Refused) as refusal:
        clean(name, build())
    assert refusal.value.code == code
    assert str(SENTENCES[Reason(code)])


@pytest.mark.parametrize("what", sorted(CLEANED))
def test_s20_what_is_taken_carries_nothing_of_its_past(what: str) -> None:
    name, build = CLEANED[what]
    given = build()
    cleaned = clean(name, given)
    assert cleaned.data != given
    for trace in (*TRACES, *PASSENGERS):
        assert trace not in cleaned.data, trace
    INSPECTIONS[cleaned.kind](cleaned)


def inspect_picture(cleaned: Cleaned) -> None:
    """One frame, no tags: what Pillow tells about it is how it is packed."""
    with Image.open(io.BytesIO(cleaned.data)) as image:
        image.load()
        assert (image.format or "").lower() == {"jpg": "jpeg"}.get(cleaned.extension, cleaned.extension)
        assert getattr(image, "n_frames", 1) == 1
        assert not image.getexif()
        assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert family_of(cleaned.data) == {"jpg": "jpeg"}.get(cleaned.extension, cleaned.extension)
    end = b"\xff\xd9" if cleaned.extension == "jpg" else b"IEND\xaeB`\x82"
    assert cleaned.data.endswith(end)


def inspect_document(cleaned: Cleaned) -> None:
    """It still says what it said, and no object of it, uncompressed, holds a trace."""
    forbidden = {"/JS", "/JavaScript", "/OpenAction", "/AA", "/Names", "/AcroForm", "/XFA", "/EmbeddedFiles", "/EF"}
    forbidden |= {"/Annots", "/Metadata", "/PieceInfo", "/Outlines", "/OCProperties", "/AF", "/Lang", "/A", "/Info"}
    with pikepdf.open(io.BytesIO(cleaned.data)) as pdf:
        assert "/Info" not in pdf.trailer
        assert set(pdf.Root.keys()) <= {"/Type", "/Pages"}
        assert b"(Protocol) Tj" in pdf.pages[0].Contents.read_bytes()
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
                assert not forbidden.intersection(thing.keys())
            body = thing.read_raw_bytes() if isinstance(thing, pikepdf.Stream) else b""
            said = thing.unparse(resolved=True) if not isinstance(thing, pikepdf.Stream) else b""
            if isinstance(thing, pikepdf.Stream) and thing.get("/Filter") == pikepdf.Name.FlateDecode:
                body += thing.read_bytes()
            assert not any(trace in body + said for trace in TRACES)
    assert cleaned.data.startswith(b"%PDF-")
    assert cleaned.data.rstrip().endswith(b"%%EOF")


def inspect_recording(cleaned: Cleaned) -> None:
    """One sound and one video stream at most, and no tag but the technical ones."""
    technical = {"major_brand", "minor_version", "compatible_brands", "language", "handler_name", "vendor_id"}
    with av.open(io.BytesIO(cleaned.data)) as packed:
        kinds = [stream.type for stream in packed.streams]
        assert sorted(kinds) in (["audio"], ["video"], ["audio", "video"])
        assert set(packed.metadata) <= technical
        for stream in packed.streams:
            assert set(stream.metadata) <= technical
            assert stream.metadata.get("handler_name", "VideoHandler") in ("VideoHandler", "SoundHandler")
        assert sum(1 for frame in packed.decode(packed.streams[0]) if frame) >= 1
    assert b"Lavf" not in cleaned.data
    if cleaned.kind == Kind.VIDEO:
        assert b"Lavc" not in cleaned.data
    assert b"x264" not in cleaned.data


INSPECTIONS: dict[Kind, Callable[[Cleaned], None]] = {
    Kind.PHOTO: inspect_picture,
    Kind.DOCUMENT: inspect_document,
    Kind.SOUND: inspect_recording,
    Kind.VIDEO: inspect_recording,
}


def test_the_corpus_would_find_what_is_left() -> None:
    """The hostile files do hold their passengers before they are cleaned."""
    for what, (_, build) in CLEANED.items():
        if what not in ("AMR with a tail", "PNG texts", "PDF with an older version"):
            assert CANARY in build() or what.startswith(("PDF", "bomb")), what
