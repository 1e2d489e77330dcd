"""Pictures with passengers, built here byte by byte: nothing comes from elsewhere."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

from PIL import Image, PngImagePlugin

CANARY = b"CANARY-bermet-0555"
WORD = CANARY.decode()
IPTC = b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x17\x1c\x02P\0\x12" + CANARY
PNG_MAGIC = b"\x89PNG\r\n\x1a\n"


def picture(width: int = 64, height: int = 48) -> Image.Image:
    """Something to look at: no two rows alike."""
    made = Image.new("RGB", (width, height), (200, 180, 150))
    for row in range(height):
        made.paste((row * 5 % 256, 90, 255 - row * 3 % 256), (row % width, row, min(width, row % width + 9), row + 1))
    return made


def saved(image: Image.Image, file_format: str, **options: object) -> bytes:
    """The bytes of an image."""
    target = io.BytesIO()
    image.save(target, file_format, **options)
    return target.getvalue()


def jpeg(**options: object) -> bytes:
    """An honest JPEG."""
    return saved(picture(), "JPEG", **options)


def png(**options: object) -> bytes:
    """An honest PNG."""
    return saved(picture(), "PNG", **options)


def with_segment(marker: int, payload: bytes) -> bytes:
    """A JPEG with one more segment at its start."""
    plain = jpeg()
    return plain[:2] + bytes([0xFF, marker]) + struct.pack(">H", len(payload) + 2) + payload + plain[2:]


def chunk(name: bytes, payload: bytes) -> bytes:
    """One chunk of a PNG."""
    return struct.pack(">I", len(payload)) + name + payload + struct.pack(">I", zlib.crc32(name + payload))


def with_chunk(name: bytes, payload: bytes) -> bytes:
    """A PNG with one more chunk after its header."""
    plain = png()
    return plain[:33] + chunk(name, payload) + plain[33:]


def empty_png(width: int, height: int, body: bytes = b"") -> bytes:
    """A PNG that says how large it is and holds `body`."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    return PNG_MAGIC + header + chunk(b"IDAT", zlib.compress(body, 9)) + chunk(b"IEND", b"")


def exif(*, orientation: int = 1) -> bytes:
    """Camera, owner, place and time of day."""
    made = Image.Exif()
    made[0x0112] = orientation
    made[0x010F] = made[0x0110] = made[0x013B] = WORD
    place = made.get_ifd(0x8825)
    place[1], place[2], place[3], place[4] = "N", (42.0, 52.0, 12.0), "E", (74.0, 35.0, 2.0)
    place[29] = "2021:03:05"
    made.get_ifd(0x8769)[0x9286] = b"ASCII\0\0\0" + CANARY
    return made.tobytes()


def zipped() -> bytes:
    """A ZIP archive."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("note.txt", CANARY)
    return target.getvalue()


def zip_bomb() -> bytes:
    """Sixty-four megabytes of nothing in a few kilobytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb", bytes(64 * 2**20))
    return target.getvalue()


def huge_jpeg() -> bytes:
    """A JPEG whose header says 65,500 × 65,500 points."""
    plain = bytearray(jpeg())
    start = plain.index(b"\xff\xc0")
    plain[start + 5 : start + 9] = struct.pack(">HH", 65_500, 65_500)
    return bytes(plain)


def animated_png() -> bytes:
    """A PNG that shows a second picture later."""
    second = PngImagePlugin.PngInfo()
    second.add_text("Comment", WORD)
    return saved(picture(), "PNG", save_all=True, append_images=[Image.new("RGB", (64, 48), "red")], pnginfo=second)


def heic() -> bytes:
    """What a newer phone makes."""
    import pillow_heif

    pillow_heif.register_heif_opener()
    return saved(picture(640, 480), "HEIF", quality=60, exif=exif())


def text_chunk() -> bytes:
    """Every kind of text that a PNG has."""
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", WORD)
    info.add_text("Comment", WORD * 20, zip=True)
    info.add_itxt("XML:com.adobe.xmp", f"<x>{WORD}</x>", zip=True)
    return png(pnginfo=info, exif=exif())


REFUSED: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "GIF that is JavaScript too": ("a.jpg", lambda: b"GIF89a/*" + CANARY + b"*/=1;alert(1)//", "not_what_it_says"),
    "GIF": ("a.gif", lambda: saved(picture(), "GIF"), "not_allowed"),
    "SVG": ("a.svg", lambda: b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "not_allowed"),
    "SVG named PNG": ("a.png", lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not_what_it_says"),
    "HTML as JPEG": ("a.jpg", lambda: b"<!doctype html><script>alert(1)</script>", "not_what_it_says"),
    "HTML": ("a.html", lambda: b"<!doctype html>", "not_allowed"),
    "PNG as JPEG": ("a.jpg", png, "not_what_it_says"),
    "JPEG as PDF": ("a.pdf", jpeg, "not_what_it_says"),
    "double ending": ("a.jpg.exe", jpeg, "not_allowed"),
    "turned ending": ("a\u202egpj.exe", jpeg, "not_allowed"),
    "no ending": ("photo", jpeg, "not_allowed"),
    "zip bomb renamed": ("a.png", zip_bomb, "not_what_it_says"),
    "zip bomb": ("a.zip", zip_bomb, "not_allowed"),
    "decompression bomb": ("a.png", lambda: empty_png(30_000, 30_000, bytes(30_000 * 3_751)), "too_many_pixels"),
    "ten gigapixels": ("a.png", lambda: empty_png(100_000, 100_000), "too_many_pixels"),
    "one long line": ("a.png", lambda: empty_png(12_001, 1, bytes(1502)), "too_many_pixels"),
    "huge JPEG header": ("a.jpg", huge_jpeg, "too_many_pixels"),
    "bomb in a text": ("a.png", lambda: with_chunk(b"zTXt", b"C\0\0" + zlib.compress(bytes(2**26))), "damaged"),
    "truncated JPEG": ("a.jpg", lambda: jpeg()[:-200], "damaged"),
    "truncated PNG": ("a.png", lambda: png()[:-100], "damaged"),
    "JPEG of three bytes": ("a.jpg", lambda: b"\xff\xd8\xff", "damaged"),
    "AVIF as HEIC": ("a.heic", lambda: b"\0\0\0\x1cftypavif" + bytes(60), "not_what_it_says"),
    "HEIC of nothing": ("a.heic", lambda: b"\0\0\0\x1cftypheic" + bytes(60), "damaged"),
    "empty": ("a.jpg", lambda: b"", "empty"),
    "one byte too many": ("a.jpg", lambda: jpeg().ljust(25 * 2**20 + 1, b"\0"), "too_large"),
}
"""What it is -> (name, how to build it, why it is refused)."""

CLEANED: dict[str, tuple[str, Callable[[], bytes]]] = {
    "EXIF with place": ("a.jpg", lambda: jpeg(exif=exif())),
    "XMP": ("a.jpg", lambda: with_segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x>" + CANARY + b"</x>")),
    "IPTC": (
        "a.jpg",
        lambda: with_segment(0xED, b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x17\x1c\x02P\0\x12" + CANARY),
    ),
    "comment": ("a.jpeg", lambda: jpeg(comment=CANARY)),
    "PHP in a comment": ("a.jpg", lambda: with_segment(0xFE, b"<?php system('" + CANARY + b"'); ?>")),
    "HTML in a comment": ("a.jpg", lambda: with_segment(0xFE, b"<script>" + CANARY + b"</script>")),
    "colour profile": ("a.jpg", lambda: with_segment(0xE2, b"ICC_PROFILE\0\x01\x01" + CANARY * 10)),
    "maker's segment": ("a.jpg", lambda: with_segment(0xEB, CANARY)),
    "JPEG that is a ZIP too": ("a.jpg", lambda: jpeg() + zipped()),
    "JPEG that is HTML too": ("a.JPG", lambda: jpeg() + b"<html><script>" + CANARY + b"</script>"),
    "JPEG with a film behind it": ("a.jpg", lambda: jpeg() + b"\0\0\0\x18ftypmp42" + CANARY),
    "PNG texts": ("a.png", text_chunk),
    "PNG with data after its end": ("a.png", lambda: png() + zipped()),
    "PNG with a chunk of its own": ("a.png", lambda: with_chunk(b"caNr", CANARY)),
    "animated PNG": ("a.png", animated_png),
    "bomb behind the last row": ("a.png", lambda: empty_png(8, 8, bytes(2**26)) + CANARY),
    "HEIC with place": ("a.heic", heic),
    "null byte in the name": ("a\0.php.jpg", lambda: jpeg(comment=CANARY)),
    "a path as a name": ("../../etc/passwd/a.jpg", lambda: jpeg(comment=CANARY)),
}
"""What it is -> (name, how to build it)."""
