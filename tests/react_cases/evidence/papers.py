"""PDFs with passengers, built here."""

import io
from collections.abc import Callable

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from tests.react_cases.evidence.pictures import CANARY, WORD, exif, jpeg

TEXT = b"BT /F1 24 Tf 20 100 Td (Protocol) Tj ET"


def paper(dress: Callable[[Pdf], None] = lambda _: None, **options: object) -> bytes:
    """One page that says "Protocol", and what `dress` adds."""
    with Pdf.new() as pdf:
        pdf.add_blank_page(page_size=(300, 200))
        page = pdf.pages[0].obj
        page.Resources = Dictionary(
            Font=Dictionary(F1=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
        )
        page.Contents = Stream(pdf, TEXT)
        dress(pdf)
        target = io.BytesIO()
        pdf.save(target, **options)
    return target.getvalue()


def script(pdf: Pdf) -> Dictionary:
    """An action that runs."""
    return pdf.make_indirect(Dictionary(S=Name.JavaScript, JS=String(f"app.alert('{WORD}')")))


def opens_with_script(pdf: Pdf) -> None:
    """Runs when it is opened, when it is printed, when its page is shown, and by name."""
    pdf.Root.OpenAction = script(pdf)
    pdf.Root.AA = Dictionary(WP=script(pdf))
    pdf.pages[0].obj.AA = Dictionary(O=script(pdf))
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("x"), script(pdf)])))


def attaches(pdf: Pdf) -> None:
    """Carries other files."""
    pdf.attachments["note.txt"] = CANARY
    file = Stream(pdf, CANARY, Type=Name.EmbeddedFile)
    spec = Dictionary(Type=Name.Filespec, F=String(WORD), EF=Dictionary(F=file))
    note = Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, FS=spec, Rect=Array([0, 0, 9, 9]))
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(note)])
    pdf.Root.AF = Array([spec])


def tells(pdf: Pdf) -> None:
    """Names its maker in every place where that is possible."""
    pdf.docinfo["/Author"] = pdf.docinfo["/Title"] = WORD
    pdf.Root.Metadata = Stream(pdf, b"<x:xmpmeta>" + CANARY + b"</x:xmpmeta>", Type=Name.Metadata, Subtype=Name.XML)
    page = pdf.pages[0].obj
    page.PieceInfo = Dictionary(Word=Dictionary(Private=String(WORD)))
    page.Metadata = Stream(pdf, CANARY)
    pdf.Root.Lang = String(WORD)
    pdf.Root.Outlines = Dictionary(Title=String(WORD))


def links(pdf: Pdf) -> None:
    """Leads outside, and starts programs."""
    uri = Dictionary(S=Name.URI, URI=String(f"https://example.org/{WORD}"))
    launch = Dictionary(S=Name.Launch, F=String(WORD))
    pdf.pages[0].obj.Annots = Array(
        [
            pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=action))
            for action in (uri, launch)
        ]
    )


def has_form(pdf: Pdf) -> None:
    """A form that calculates, and its XML twin."""
    field = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Widget,
        FT=Name.Tx,
        T=String(WORD),
        Rect=Array([0, 0, 9, 9]),
        AA=Dictionary(K=script(pdf)),
    )
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(field)])
    pdf.Root.AcroForm = Dictionary(Fields=pdf.pages[0].obj.Annots, XFA=Stream(pdf, b"<xdp>" + CANARY + b"</xdp>"))


def has_layers(pdf: Pdf) -> None:
    """A layer that nobody sees."""
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(WORD)))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))
    pdf.pages[0].obj.Resources.Properties = Dictionary(MC0=layer)


def shows_photo(pdf: Pdf) -> None:
    """A photograph with the details of its camera."""
    photo = Stream(pdf, jpeg(exif=exif(), comment=CANARY) + CANARY)
    photo.update(
        Dictionary(
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=64,
            Height=48,
            ColorSpace=Name.DeviceRGB,
            BitsPerComponent=8,
            Filter=Name.DCTDecode,
            Metadata=Stream(pdf, CANARY),
        )
    )
    pdf.pages[0].obj.Resources.XObject = Dictionary(Im0=photo)
    pdf.pages[0].obj.Contents = Stream(pdf, TEXT + b" q 64 0 0 48 0 0 cm /Im0 Do Q")


def shows_jpeg_2000(pdf: Pdf) -> None:
    """A picture in a format that we cannot look into."""
    photo = Stream(pdf, CANARY)
    photo.update(Dictionary(Type=Name.XObject, Subtype=Name.Image, Filter=Name.JPXDecode))
    pdf.pages[0].obj.Resources.XObject = Dictionary(Im0=photo)


def many_pages(pdf: Pdf) -> None:
    """A book."""
    for _ in range(500):
        pdf.add_blank_page()


def changed_later() -> bytes:
    """What was deleted is still in the file: an older version before the newer one."""
    old = paper(lambda pdf: pdf.docinfo.__setitem__("/Subject", WORD))
    return old + paper(tells)[9:]


def locked(**passwords: str) -> bytes:
    """A PDF with a password."""
    return paper(encryption=pikepdf.Encryption(**passwords))


REFUSED: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "PDF with a password": ("a.pdf", lambda: locked(user="secret", owner="secret"), "encrypted"),
    "PDF with an owner's password": ("a.pdf", lambda: locked(user="", owner="secret"), "encrypted"),
    "PDF of 501 pages": ("a.pdf", lambda: paper(many_pages), "too_many_pages"),
    "PDF with JPEG 2000": ("a.pdf", lambda: paper(shows_jpeg_2000), "uncleanable"),
    "PDF after HTML": ("a.pdf", lambda: b"<script>alert(1)</script>" + paper(), "not_what_it_says"),
    "PDF of nothing": ("a.pdf", lambda: b"%PDF-1.7\n" + CANARY, "damaged"),
    "program as PDF": ("a.pdf", lambda: b"MZ" + bytes(500), "not_what_it_says"),
}
CLEANED: dict[str, tuple[str, Callable[[], bytes]]] = {
    "PDF with scripts": ("a.pdf", lambda: paper(opens_with_script)),
    "PDF with files in it": ("a.pdf", lambda: paper(attaches)),
    "PDF that tells its maker": ("a.PDF", lambda: paper(tells)),
    "PDF with links": ("a.pdf", lambda: paper(links)),
    "PDF with a form": ("a.pdf", lambda: paper(has_form)),
    "PDF with layers": ("a.pdf", lambda: paper(has_layers)),
    "PDF with a photograph": ("a.pdf", lambda: paper(shows_photo)),
    "PDF with an older version": ("a.pdf", changed_later),
    "PDF that is a script too": ("a.pdf", lambda: b"%PDF-1.4\n%*/alert('" + CANARY + b"')//\n" + paper()[9:] + CANARY),
}
