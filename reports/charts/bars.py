"""Bars that lie: one a row, or one of several parts."""

from collections.abc import Sequence

from django.utils import formats
from django.utils.translation import gettext as _

from reports.charts.data import Chart, Row
from reports.charts.frames import SMALL, Frame
from reports.charts.scene import LINE_HEIGHT, Scene
from reports.charts.text_width import BOLD, lines_of, width_of

THICK, THIN = 0.9, 0.75
"""Of a bar, and of a bar for one part."""
GAP = 0.6
"""Between rows."""
ABOVE = 0.15
"""Between a label and its bar below it."""
MARK = 2.2
"""Length of the mark of a number that is not published; it means nothing."""
LABELS_BESIDE = 24
"""From this width in em on the labels stand beside the bars, otherwise above them."""
ROOMY = 40
LABEL_PART, ROOMY_LABEL_PART = 46, 40
"""Percent of the width that labels beside the bars have; the second from the width `ROOMY` on."""


def not_published() -> str:
    """What stands in the place of a number."""
    return _("not published")


def highest(rows: Sequence[Row]) -> int:
    """The largest shown value; 1 where there is none."""
    return max((row.value for row in rows if row.value is not None), default=0) or 1


def draw_bars(scene: Scene, rows: Sequence[Row], top: float, scale: int) -> float:
    """Draw a bar for each row from `top` down; returns where they end. `scale` is the value of the longest bar."""
    frame = scene.frame
    start, room = _columns(frame)
    longest = _longest(frame, start, [row.shown for row in rows])
    y = top
    for row in rows:
        lines = lines_of(row.label, room)
        bar_y, y = _label(scene, lines, y, start, row.href)
        _axis(scene, start, bar_y, THICK)
        _bar(scene, row, start, bar_y, longest / scale, "s1", THICK)
    return y - GAP


def draw_stacks(scene: Scene, chart: Chart, top: float) -> float:
    """Draw the parts of each row behind each other; side by side, where one of them is not published."""
    frame = scene.frame
    y = draw_legend(scene, [series.label for series in chart.series], top)
    start, room = _columns(frame)
    stacks = chart.table[: chart.drawn]
    shown = [sum(part.value or 0 for part in parts) if _is_whole(parts) else highest(parts) for parts in stacks]
    scale = max(shown, default=0) or 1
    sums = [_sum(parts) for parts in stacks if _is_whole(parts)]
    longest = _longest(frame, start, [*sums, *(part.shown for parts in stacks for part in parts)])
    for parts in stacks:
        lines = lines_of(parts[0].label, room)
        if _is_whole(parts):
            bar_y, y = _label(scene, lines, y, start)
            _axis(scene, start, bar_y, THICK)
            _stack(scene, parts, start, bar_y, longest / scale)
        else:
            y = _parts(scene, chart, parts, lines, y, longest / scale)
    return draw_remark(scene, y - 0.2) if not all(map(_is_whole, stacks)) else y - GAP


def draw_legend(scene: Scene, labels: Sequence[str], top: float, *, swatch: str = "s") -> float:
    """What each colour and pattern means, in rows that are as wide as the frame; returns where the picture begins."""
    frame, x, y, most = scene.frame, 0.0, top, 1
    for number, label in enumerate(labels, 1):
        lines = lines_of(label, frame.width - 2.2)
        width = 2.2 + max(map(width_of, lines))
        if x and x + width > frame.width:
            x, y, most = 0.0, y + most * LINE_HEIGHT + 0.2, 1
        percent = frame.percent(x)
        if swatch == "l":
            scene.line(f"l{number}", percent, y + 0.6, percent + frame.percent(1.5), y + 0.6)
            scene.point(number, percent + frame.percent(0.75), y + 0.6)
        else:
            scene.rect(f"{swatch}{number}", percent, y + 0.2, frame.length(1.5), 0.85)
        scene.text("label", percent, y + 0.95, *lines, dx=2)
        x, most = x + width + 1.2, max(most, len(lines))
    return y + most * LINE_HEIGHT + 0.7


def draw_remark(scene: Scene, top: float) -> float:
    """What the mark of numbers that are not published means, where no words stand beside it."""
    scene.withheld(0, top + 0.3)
    scene.text("quiet", 0, top + 1.05, not_published(), dx=MARK + 0.6)
    return top + 1.3


def _columns(frame: Frame) -> tuple[float, float]:
    """Where bars begin, in percent, and how much room labels have, in em."""
    if frame.width < LABELS_BESIDE:
        return 0, frame.width
    part = LABEL_PART if frame.width < ROOMY else ROOMY_LABEL_PART
    return part, frame.width * part / 100 - 0.8


def _longest(frame: Frame, start: float, texts: Sequence[str]) -> float:
    """Percent of the width that the longest bar may have, so that its number fits behind it."""
    widest = max((BOLD * width_of(text) for text in texts), default=0) + 0.6
    return max(100 - start - frame.percent(widest), 12)


def _label(
    scene: Scene, lines: Sequence[str], y: float, start: float, href: str = "", height: float = THICK
) -> tuple[float, float]:
    """Write a label; returns where its bar begins and where the next row does."""
    block = len(lines) * LINE_HEIGHT
    if not start:
        scene.text("label", 0, y + 0.95, *lines, href=href)
        y += block + ABOVE
        return y, y + height + GAP
    tall = max(block, height)
    scene.text("label", 0, y + (tall - block) / 2 + 0.95, *lines, href=href)
    return y + (tall - height) / 2, y + tall + GAP


def _bar(
    scene: Scene,
    row: Row,
    start: float,
    y: float,
    percent_each: float,
    style: str,
    thick: float,
    name: Sequence[str] = (),
) -> None:
    foot = y + thick / 2 + 0.36
    if row.value is None:
        scene.withheld(start, y, thick)
        scene.text("quiet", start, foot, *(name or (not_published(),)), dx=MARK + 0.5)
        return
    length = row.value * percent_each
    if length:
        scene.rect(style, start, y, length, thick)
    scene.text("value", start + length, foot, row.shown, dx=0.45)


def _stack(scene: Scene, parts: Sequence[Row], start: float, y: float, percent_each: float) -> None:
    x, frame = start, scene.frame
    for number, part in enumerate(parts, 1):
        length = (part.value or 0) * percent_each
        width = BOLD * SMALL * width_of(part.text) + 0.3
        if length:
            scene.rect(f"s{number}", x, y, length, THICK)
        if frame.percent(width + 0.3) < length:
            middle = x + length / 2
            scene.rect("plate", middle - frame.percent(width) / 2, y + 0.08, frame.percent(width), THICK - 0.16)
            scene.text("number", middle, y + THICK / 2 + 0.3, part.text, anchor="middle")
        x += length
        if length and number < len(parts):
            scene.line("cut", x, y, x, y + THICK)
    scene.text("value", x, y + THICK / 2 + 0.36, _sum(parts), dx=0.45)


def _parts(
    scene: Scene, chart: Chart, parts: Sequence[Row], lines: Sequence[str], y: float, percent_each: float
) -> float:
    """A bar for each part; what is not published has the name of the part beside its mark."""
    start, _room = _columns(scene.frame)
    room = scene.frame.width * (100 - start) / 100 - MARK - 0.7
    names = [
        () if part.is_shown else lines_of(each.label, room) for part, each in zip(parts, chart.series, strict=True)
    ]
    heights = [max(len(name), 1) * LINE_HEIGHT for name in names]
    bar_y, y = _label(scene, lines, y, start, height=sum(heights) - LINE_HEIGHT + THIN)
    _axis(scene, start, bar_y, sum(heights) - LINE_HEIGHT + THIN)
    for number, (part, name, height) in enumerate(zip(parts, names, heights, strict=True), 1):
        _bar(scene, part, start, bar_y, percent_each, f"s{number}", THIN, name)
        bar_y += height
    return y


def _axis(scene: Scene, start: float, y: float, height: float) -> None:
    """Where bars begin; beside labels, without a gap from row to row."""
    over = GAP / 2 if start else 0
    scene.line("axis", start, max(y - over, 0), start, y + height + over)


def _sum(parts: Sequence[Row]) -> str:
    """Of a stack whose parts are all shown."""
    return formats.number_format(sum(part.value or 0 for part in parts), use_l10n=True, force_grouping=True)


def _is_whole(parts: Sequence[Row]) -> bool:
    return all(part.is_shown for part in parts)
