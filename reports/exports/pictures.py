"""The charts of the page as pictures for paper."""

import io
import json
from collections.abc import Sequence

from PIL import Image

from reports.charts.data import Chart
from reports.charts.standalone import standalone
from reports.exports.setting import set_pages

WIDTH = 480
"""Of a picture on A4, in points."""
LETTERS = 8.5
"""In it, in points."""
FONT = "PT Sans"
DOTS_PER_INCH = 160
"""Of pictures for DOCX."""
COLOURS = 64


def svg_of(chart: Chart) -> str:
    """The chart as SVG."""
    return standalone(chart, WIDTH, size=LETTERS, font=FONT)


def png_of(charts: Sequence[Chart]) -> list[bytes]:
    """The same charts as pictures of dots, for what cannot show SVG."""
    if not charts:
        return []
    pictures = json.dumps([svg_of(chart) for chart in charts])
    return [_smaller(page) for page in set_pages("pictures.typ", {"pictures": pictures}, dots_per_inch=DOTS_PER_INCH)]


def _smaller(picture: bytes) -> bytes:
    """The same picture with as many colours as a chart needs."""
    file = io.BytesIO()
    with Image.open(io.BytesIO(picture)) as image:
        few = image.convert("RGB").quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
        few.save(file, "PNG")
    return file.getvalue()
