"""Columns and lines over time."""

from collections.abc import Iterator, Sequence

from django.utils import formats

from reports.charts.bars import draw_legend, highest
from reports.charts.data import Chart, Row
from reports.charts.frames import SMALL
from reports.charts.scene import LINE_HEIGHT, Scene
from reports.charts.text_width import BOLD, width_of

TALL, LOW = 8.0, 5.0
"""Height of a plot, and of a small one, in em."""
FILLED = 0.76
"""How much of its slot a column fills."""
BETWEEN = 0.5
"""Room between two numbers, in em."""


def draw_columns(scene: Scene, rows: Sequence[Row], top: float, scale: int, tall: float = TALL) -> float:
    """Draw a column for each row; numbers above them where they fit, otherwise lines to read them from."""
    has_values = _fit(scene, [row.text for row in rows])
    left = 0.0
    top += LINE_HEIGHT * SMALL
    if not has_values:
        scale = _round_up(scale)
        left = _grid(scene, scale, top, tall)
    foot, slot = top + tall, (100 - left) / max(len(rows), 1)
    mark = min(scene.frame.width / 100 * slot * FILLED, 2.2)
    for place, row in enumerate(rows):
        middle = left + (place + 0.5) * slot
        if row.value is None:
            scene.withheld(middle - scene.frame.percent(mark) / 2, foot - 0.85, width=mark)
            continue
        height = tall * row.value / scale
        if height:
            style = "partial" if row.is_partial else "s1"
            scene.rect(style, middle - slot * FILLED / 2, foot - height, slot * FILLED, height)
        if has_values:
            scene.text("number", middle, foot - height - 0.2, row.text, anchor="middle")
    scene.line("axis", left, foot, 100, foot)
    return _ticks(scene, rows, foot, left, slot)


def draw_lines(scene: Scene, chart: Chart, top: float) -> float:
    """Draw a line for each series, broken where a number is not published."""
    if len(chart.series) > 1:
        top = draw_legend(scene, [series.label for series in chart.series], top, swatch="l")
    has_values = len(chart.series) == 1 and _fit(scene, [row.text for row in chart.rows])
    scale = _round_up(max(highest(series.rows) for series in chart.series))
    top += LINE_HEIGHT * SMALL
    left = _grid(scene, scale, top, TALL)
    foot, slot = top + TALL, (100 - left) / max(len(chart.rows), 1)
    scene.line("axis", left, foot, 100, foot)
    for number, series in enumerate(chart.series, 1):
        places = [left + (place + 0.5) * slot for place in range(len(series.rows))]
        heights = [None if row.value is None else foot - TALL * row.value / scale for row in series.rows]
        for x1, y1, x2, y2 in _pieces(places, heights):
            scene.line(f"l{number}", x1, y1, x2, y2)
        for x, y, row in zip(places, heights, series.rows, strict=True):
            if y is None:
                _gap(scene, x, foot + 0.3, slot, number, len(chart.series))
                continue
            scene.point(number, x, y)
            if has_values:
                scene.text("number", x, y - 0.55, row.text, anchor="middle")
    return _ticks(scene, chart.rows, foot + (1.1 if chart.withheld else 0), left, slot)


def _pieces(places: Sequence[float], heights: Sequence[float | None]) -> Iterator[tuple[float, float, float, float]]:
    """The straight pieces between neighbours that are both shown."""
    for place in range(len(places) - 1):
        one, other = heights[place], heights[place + 1]
        if one is not None and other is not None:
            yield places[place], one, places[place + 1], other


def _gap(scene: Scene, x: float, top: float, slot: float, number: int, lines: int) -> None:
    """The mark below a break of a line; those of several lines stand side by side, in the order of the lines."""
    part = slot * FILLED / lines
    width = min(part * scene.frame.width / 100, 2.2)
    left = x - slot * FILLED / 2 + part * (number - 0.5) - scene.frame.percent(width) / 2
    scene.withheld(left, top, width=width)


def _fit(scene: Scene, texts: Sequence[str]) -> bool:
    widest = max((width_of(text) for text in texts), default=0) * SMALL * BOLD + BETWEEN / 2
    return widest * len(texts) <= scene.frame.width


def _round_up(value: int) -> int:
    """The next round number whose half is a whole number: 2, 4, 6, 8, 10, 12, 20, 30 ..."""
    step = 1
    while value > 10 * step:
        step *= 10
    rounds = (number * step for number in (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10))
    return int(next(number for number in rounds if value <= number and number % 2 == 0))


def _grid(scene: Scene, scale: int, top: float, tall: float) -> float:
    """Lines at the top and in the middle with their numbers; returns where the plot begins, in percent."""
    values = (scale, scale // 2)
    texts = [formats.number_format(value, use_l10n=True, force_grouping=True) for value in values]
    room = max(map(width_of, texts)) * SMALL + 0.4
    left = scene.frame.percent(room)
    for value, text in zip(values, texts, strict=True):
        y = top + tall * (1 - value / scale)
        scene.line("grid", left, y, 100, y)
        scene.text("tick", 0, y + 0.3, text)
    return left


def _ticks(scene: Scene, rows: Sequence[Row], foot: float, left: float, slot: float) -> float:
    """Write what fits under the axis; returns where the picture ends."""
    texts = [row.label if row.tick is None else row.tick for row in rows]
    wide = slot * scene.frame.width / 100
    is_full = all(width_of(text) * SMALL + BETWEEN / 2 <= wide for text in texts)
    free = 0.0
    for place, text in enumerate(texts):
        x, width = left + place * slot, width_of(text) * SMALL
        if is_full and text:
            scene.text("tick", x + slot / 2, foot + 1.05, text, anchor="middle")
        elif text and not is_full and place * wide >= free and place * wide + width <= len(rows) * wide:
            scene.text("tick", x + slot * (1 - FILLED) / 2, foot + 1.05, text)
            free = place * wide + width + BETWEEN
    return foot + LINE_HEIGHT + 0.1
