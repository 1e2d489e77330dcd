"""A chart as a document of its own: an SVG file with a size and colours, for PDF and DOCX."""

from django.template.loader import render_to_string

from reports.charts.data import Chart, Kind
from reports.charts.frames import Frame
from reports.charts.pictures import Picture, description_of, draw, draw_panel
from reports.charts.scene import LINE_HEIGHT, Scene
from reports.charts.text_width import BOLD, lines_of

FONT = "Noto Sans, DejaVu Sans, Liberation Sans, Arial, sans-serif"
"""All of them have the letters of Russian and Kyrgyz."""
PANEL, BETWEEN = 15.0, 1.6
"""Small charts: the least width of one and the room between two, in em."""


def standalone(chart: Chart, width: float = 480, *, size: float = 9.5, font: str = FONT) -> str:
    """The chart as an SVG document, `width` points wide, with letters of `size` points and without links.

    The words are in the language that is active. Title and description are in it for screen readers only: the
    document around it prints them, and the table.
    """
    scene = Scene(Frame(width / size, size), chart.id)
    if chart.kind == Kind.MULTIPLES:
        _draw_multiples(scene, chart)
    else:
        draw(scene, chart)
    picture = Picture(
        "",
        chart.title,
        description_of(chart),
        scene.frame.length(scene.height),
        tuple(group for group in scene.groups if group.marks),
        tuple(scene.patterns.values()),
        has_links=False,
    )
    context = {"picture": picture, "width": f"{width:g}", "height": picture.height, "font": font, "size": f"{size:g}"}
    return render_to_string("reports/charts/document.html", context).strip()


def alternative(chart: Chart) -> str:
    """What stands for the picture where it is not seen: the alternative text of a PDF or DOCX."""
    return f"{chart.title}. {description_of(chart)}".strip()


def _draw_multiples(scene: Scene, chart: Chart) -> None:
    whole = scene.frame
    across = max(1, min(len(chart.series), int((whole.width + BETWEEN) / (PANEL + BETWEEN))))
    wide = (whole.width - BETWEEN * (across - 1)) / across
    title_lines = max(len(lines_of(series.label, wide / BOLD)) for series in chart.series)
    top = lowest = 0.0
    for place, series in enumerate(chart.series):
        if place and place % across == 0:
            top = lowest + LINE_HEIGHT
        scene.frame = whole.within(place % across * (wide + BETWEEN), top, wide)
        lowest = max(lowest, top + draw_panel(scene, chart, series, title_lines))
    scene.frame = whole
    scene.height = lowest + 0.2
