"""Write a PDF anew: its pages as they look, and nothing that acts, hides or tells. Runs in the child process only.

What a page may keep is a short list; actions, forms, attachments, annotations, layers, outlines, structure and
metadata are on no list. What annotations and filled forms show is drawn into the page first.
"""

import zlib
from io import BytesIO

import pikepdf
from pikepdf import Dictionary, Name, Object, Pdf, Stream

from react_cases.evidence.formats import (
    CONTENT_TYPES,
    OBJECT_LIMIT,
    PAGE_LIMIT,
    Cleaned,
    Kind,
    Reason,
    Refused,
)
from react_cases.evidence.jpeg_segments import without_remarks

PAGE_KEYS = frozenset(
    {"/Type", "/Parent", "/MediaBox", "/CropBox", "/Rotate", "/Resources", "/Contents", "/UserUnit", "/Group"}
)
RESOURCE_KEYS = frozenset({"/ExtGState", "/ColorSpace", "/Pattern", "/Shading", "/XObject", "/Font", "/ProcSet"})
"""Without /Properties: layers and hidden words hang there."""

TELLING_KEYS = ("/Metadata", "/PieceInfo", "/LastModified", "/AF", "/OPI", "/Measure", "/PtData", "/OC", "/EF", "/AA")
OUTSIDE_KEYS = ("/F", "/FFilter", "/FDecodeParms")
"""A stream whose bytes are in another file."""

PICTURES_WE_CANNOT_CLEAN = {"/JPXDecode"}


def clean_document(data: bytes) -> Cleaned:
    """The PDF rewritten. Raises `Refused` for one that is encrypted, damaged or larger than any honest paper."""
    try:
        with Pdf.open(BytesIO(data)) as source, Pdf.new() as fresh:
            _check(source)
            source.flatten_annotations("screen")
            for page in source.pages:
                _keep_only(page.obj, PAGE_KEYS)
                if isinstance(page.obj.get("/Resources"), Dictionary):
                    _keep_only(page.obj["/Resources"], RESOURCE_KEYS)
            fresh.pages.extend(source.pages)
            for thing in fresh.objects:
                _strip(thing)
            result = BytesIO()
            fresh.save(result, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    except pikepdf.PasswordError as error:
        raise Refused(Reason.ENCRYPTED) from error
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError, LookupError, AttributeError, zlib.error) as error:
        # Inside its walls the process cannot load the ciphers that would tell one from the other.
        raise Refused(Reason.ENCRYPTED if b"/Encrypt" in data else Reason.DAMAGED) from error
    return Cleaned(result.getvalue(), Kind.DOCUMENT, CONTENT_TYPES["pdf"], "pdf")


def _check(source: Pdf) -> None:
    if source.is_encrypted:
        raise Refused(Reason.ENCRYPTED)
    if len(source.objects) > OBJECT_LIMIT or len(source.pages) > PAGE_LIMIT:
        raise Refused(Reason.TOO_MANY_PAGES)
    if not source.pages:
        raise Refused(Reason.DAMAGED)


def _keep_only(holder: Object, allowed: frozenset[str]) -> None:
    for key in set(holder.keys()) - allowed:
        del holder[key]


def _strip(thing: Object) -> None:
    if isinstance(thing, Stream):
        for key in (*TELLING_KEYS, *OUTSIDE_KEYS):
            if key in thing:
                del thing[key]
        if isinstance(thing.get("/Resources"), Dictionary):
            _keep_only(thing["/Resources"], RESOURCE_KEYS)
        _strip_picture(thing)
    elif isinstance(thing, Dictionary):
        for key in TELLING_KEYS:
            if key in thing and key not in ("/AA", "/OC"):
                del thing[key]


def _strip_picture(stream: Object) -> None:
    """Photographs inside a PDF carry the details of their cameras, too."""
    found = stream.get("/Filter")
    filters = [str(name) for name in found] if isinstance(found, pikepdf.Array) else [str(found)] if found else []
    if PICTURES_WE_CANNOT_CLEAN.intersection(filters):
        raise Refused(Reason.UNCLEANABLE)
    if "/DCTDecode" not in filters:
        return
    picture = stream.read_raw_bytes()
    found = stream.get("/DecodeParms")
    parameters = found if isinstance(found, Dictionary) else None
    if filters == ["/FlateDecode", "/DCTDecode"]:
        picture = zlib.decompress(picture)
        parameters = None
    elif len(filters) > 1:
        raise Refused(Reason.UNCLEANABLE)
    stream.write(without_remarks(picture), filter=Name.DCTDecode, decode_parms=parameters)
