"""Draw a picture anew: the same pixels in a new file, and nothing else. Runs in the child process only."""

from io import BytesIO

import pillow_heif
from PIL import ExifTags, Image, ImageOps, JpegImagePlugin, PngImagePlugin

from react_cases.evidence.formats import CONTENT_TYPES, PIXEL_LIMIT, SIDE_LIMIT, Cleaned, Kind, Reason, Refused

JPEG_QUALITY = 90

PREVIEW_SIDE = 1_000
"""Points of the longer side: enough to see a face or to read a number, and some 100 kB on a slow line."""
PREVIEW_QUALITY = 70

_FORMATS = {"jpeg": JpegImagePlugin.JpegImageFile.format, "png": PngImagePlugin.PngImageFile.format, "heif": "HEIF"}
_FULL = {"RGBA", "LA", "PA", "La", "RGBa"}


def prepare() -> None:
    """Load all that reading needs, before the walls of the process close."""
    Image.preinit()
    Image.MAX_IMAGE_PIXELS = PIXEL_LIMIT
    pillow_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False, decode_threads=1)
    # A rehearsal: Pillow loads parts of itself when it meets the first turned picture of each kind.
    turned = Image.Exif()
    turned[ExifTags.Base.Orientation] = 6
    for file_format in ("JPEG", "PNG"):
        sheet = BytesIO()
        Image.new("RGB", (8, 8)).save(sheet, file_format, exif=turned)
        clean_picture(sheet.getvalue(), file_format.lower())
        shrunk_picture(sheet.getvalue(), file_format.lower())


def clean_picture(data: bytes, family: str) -> Cleaned:
    """The picture redrawn, turned upright: as JPEG, or as PNG where it was one.

    Its size is read from the header and checked before a pixel is decoded. Raises `Refused`.
    """
    try:
        with Image.open(BytesIO(data), formats=[str(_FORMATS[family])]) as source:
            width, height = source.size
            if max(width, height) > SIDE_LIMIT or width * height > PIXEL_LIMIT:
                raise Refused(Reason.TOO_MANY_PIXELS)
            source.seek(0)
            source.load()
            extension = "png" if family == "png" else "jpg"
            return Cleaned(_redrawn(source, extension), Kind.PHOTO, CONTENT_TYPES[extension], extension)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Refused(Reason.TOO_MANY_PIXELS) from error
    except (OSError, ValueError, SyntaxError, EOFError, TypeError) as error:
        raise Refused(Reason.DAMAGED) from error


def shrunk_picture(data: bytes, family: str) -> Cleaned:
    """A small JPEG of a picture that was cleaned before, on white where it has holes. Raises `Refused`."""
    try:
        with Image.open(BytesIO(data), formats=[str(_FORMATS[family])]) as source:
            source.draft("RGB", (PREVIEW_SIDE, PREVIEW_SIDE))
            source.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE))
            sheet = Image.new("RGB", source.size, "white")
            drawn = source.convert("RGBA")
            sheet.paste(drawn, mask=drawn)
            result = BytesIO()
            sheet.save(result, "JPEG", quality=PREVIEW_QUALITY)
    except (OSError, ValueError, SyntaxError, EOFError, TypeError, Image.DecompressionBombError) as error:
        raise Refused(Reason.DAMAGED) from error
    return Cleaned(result.getvalue(), Kind.PHOTO, CONTENT_TYPES["jpg"], "jpg")


def _redrawn(source: Image.Image, extension: str) -> bytes:
    upright = ImageOps.exif_transpose(source)
    has_holes = extension == "png" and (upright.mode in _FULL or "transparency" in upright.info)
    mode = "RGBA" if has_holes else "L" if upright.mode in ("1", "L", "I;16", "I", "F") else "RGB"
    pixels = upright if upright.mode == mode else upright.convert(mode)
    drawn = Image.new(mode, pixels.size)
    drawn.paste(pixels)
    del upright, pixels
    source.close()
    result = BytesIO()
    if extension == "png":
        drawn.save(result, "PNG", compress_level=3)
    else:
        drawn.save(result, "JPEG", quality=JPEG_QUALITY)
    return result.getvalue()
