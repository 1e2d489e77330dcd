"""From a chart to its pictures: a narrow and a wide one for a page, or one of a given size."""

from dataclasses import dataclass, replace

from django.utils.translation import ngettext

from reports.charts.bars import draw_bars, draw_remark, draw_stacks, highest
from reports.charts.columns import LOW, draw_columns, draw_lines
from reports.charts.data import Chart, Kind, Series
from reports.charts.frames import NARROW, WIDE, Frame
from reports.charts.scene import LINE_HEIGHT, Group, Pattern, Scene
from reports.charts.text_width import BOLD, lines_of
from reports.charts.tiles import draw_tiles


@dataclass(frozen=True)
class Picture:
    """One SVG element."""

    name: str
    """Its class: `narrow` and `wide` where a page needs both; `multiple` for one of several."""
    title: str
    description: str
    height: str
    groups: tuple[Group, ...]
    patterns: tuple[Pattern, ...]
    has_links: bool


def pictures_of(chart: Chart) -> tuple[Picture, ...]:
    """What a page shows of a chart: one picture, or a narrow and a wide one, of which the style sheet hides one."""
    if chart.kind == Kind.MULTIPLES:
        return _multiples(chart)
    narrow = _picture(_scene(chart, NARROW, chart.id), chart, "narrow")
    wide = _picture(_scene(chart, WIDE, chart.id), chart, "wide")
    if (narrow.groups, narrow.height) == (wide.groups, wide.height):
        return (replace(narrow, name=""),)
    # What is hidden may not be referred to: each has patterns of its own.
    return narrow, _picture(_scene(chart, WIDE, f"{chart.id}-wide"), chart, "wide")


def description_of(chart: Chart, series: Series | None = None) -> str:
    """What a picture says to those who do not see it; the numbers are in the table."""
    parts = [chart.description, series.base if series else "", chart.base]
    rows = series.rows if series else [row for each in chart.series for row in each.rows]
    withheld = sum(not row.is_shown for row in rows)
    if withheld:
        text = ngettext("%(count)s number is not published.", "%(count)s numbers are not published.", withheld)
        parts.append(text % {"count": withheld})
    return " ".join(part if part.endswith((".", "!", "?")) else f"{part}." for part in parts if part)


def draw_panel(scene: Scene, chart: Chart, series: Series, title_lines: int, top: float = 0) -> float:
    """One of several small charts with its name above; all names have as many lines."""
    lines = lines_of(series.label, scene.frame.width / BOLD)
    scene.text("value", 0, top + 0.95, *lines)
    top += title_lines * LINE_HEIGHT + 0.2
    scale = max(highest(each.rows) for each in chart.series)
    if chart.panel == Kind.BARS:
        return draw_bars(scene, series.rows[: chart.drawn], top, scale)
    end = draw_columns(scene, series.rows, top, scale, LOW)
    return draw_remark(scene, end) if any(not row.is_shown for row in series.rows) else end


def draw(scene: Scene, chart: Chart) -> None:
    """Draw any chart but small multiples."""
    if chart.kind == Kind.BARS:
        scene.height = draw_bars(scene, chart.rows[: chart.drawn], 0, highest(chart.rows)) + 0.2
        return
    if chart.kind == Kind.STACKS:
        scene.height = draw_stacks(scene, chart, 0) + 0.2
        return
    if chart.kind == Kind.TILES:
        scene.height = draw_tiles(scene, chart, 0) + 0.2
        return
    is_line = chart.kind == Kind.LINES
    rows = chart.coarse or chart.rows
    end = draw_lines(scene, chart, 0) if is_line else draw_columns(scene, rows, 0, highest(rows))
    scene.height = draw_remark(scene, end) if chart.withheld else end


def _multiples(chart: Chart) -> tuple[Picture, ...]:
    frame = Frame(min(NARROW.width, 15))
    title_lines = max(len(lines_of(series.label, frame.width / BOLD)) for series in chart.series)
    found = []
    for number, series in enumerate(chart.series, 1):
        scene = Scene(frame, f"{chart.id}-{number}")
        scene.height = draw_panel(scene, chart, series, title_lines) + 0.2
        found.append(_picture(scene, chart, "multiple", series))
    return tuple(found)


def _scene(chart: Chart, frame: Frame, name: str) -> Scene:
    scene = Scene(frame, name)
    draw(scene, chart)
    return scene


def _picture(scene: Scene, chart: Chart, name: str, series: Series | None = None) -> Picture:
    title = f"{chart.title}: {series.label}" if series else chart.title
    return Picture(
        name,
        title,
        description_of(chart, series),
        scene.frame.length(scene.height),
        tuple(group for group in scene.groups if group.marks),
        tuple(scene.patterns.values()),
        any(mark.href for group in scene.groups for mark in group.marks),
    )
