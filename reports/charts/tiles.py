"""The oblasts of Kyrgyzstan as tiles, about where they lie."""

from django.utils.translation import gettext, gettext_noop

from reports.charts.bars import MARK, draw_remark, highest, not_published
from reports.charts.data import Chart, Row
from reports.charts.frames import SMALL
from reports.charts.scene import SHADES, Scene
from reports.charts.text_width import lines_of

PLACES = {
    "KG-T": (0, 0, gettext_noop("Talas")),
    "KG-GB": (1, 0, gettext_noop("Bishkek")),
    "KG-C": (2, 0, gettext_noop("Chuy")),
    "KG-Y": (3, 0, gettext_noop("Issyk-Kul")),
    "KG-J": (1, 1, gettext_noop("Jalal-Abad")),
    "KG-N": (2, 1, gettext_noop("Naryn")),
    "KG-B": (0, 2, gettext_noop("Batken")),
    "KG-GO": (1, 2, gettext_noop("Osh city")),
    "KG-O": (2, 2, gettext_noop("Osh oblast")),
}
"""Code -> column, row and short name of a tile: the west on the left, the north above."""
ACROSS, DOWN = 25.0, 5.2
"""Distance of tiles, in percent and in em."""
WIDE, HIGH = 24.0, 4.9
"""Of a tile."""


def draw_tiles(scene: Scene, chart: Chart, top: float) -> float:
    """Draw the tiles; rows that are no oblast are written below them."""
    rows = {row.code: row for row in chart.rows if row.code in PLACES}
    scale = highest(list(rows.values()))
    for number in range(1, len(SHADES)):
        scene.group(f"h{number}")  # below everything else
    for code, (column, line, name) in PLACES.items():
        row = rows.get(code)
        x, y = column * ACROSS + 0.5, top + line * DOWN + 0.1
        if row and row.value:
            scene.rect(f"h{shade(row.value, scale)}", x, y, WIDE, HIGH, round_by="4")
        scene.rect("box" if row else "void", x, y, WIDE, HIGH, round_by="4")
        middle = x + WIDE / 2
        names = lines_of(gettext(name), name_room(scene.frame.width))
        scene.text("place", middle, y + 1, *names, anchor="middle", href=row.href if row else "")
        if row and row.is_shown:
            scene.text("value", middle, y + 3.2, row.text, anchor="middle")
            if row.share:
                scene.text("share", middle, y + 4.3, row.share, anchor="middle")
        elif row:
            scene.withheld(middle - scene.frame.percent(1.1), y + 2.5)
    y = top + 3 * DOWN + 0.3
    for row in others(chart):
        text = f"{row.label}: {row.shown or not_published()}"
        shift = 0 if row.is_shown else MARK + 0.6
        if shift:
            scene.withheld(0, y + 0.2)
        lines = lines_of(text, scene.frame.width - shift)
        scene.text("label", 0, y + 0.95, *lines, dx=shift)
        y += len(lines) * 1.25
    return draw_remark(scene, y) if any(not row.is_shown for row in rows.values()) else y


def name_room(width: float) -> float:
    """How much room a name has in a picture so wide, both in em."""
    return width * WIDE / 100 / SMALL


def shade(value: int, scale: int) -> int:
    """How dark a tile is, 0 (nothing) to 4: its quarter of the largest shown value."""
    steps = len(SHADES) - 1
    return -(-steps * value // scale)


def others(chart: Chart) -> tuple[Row, ...]:
    """Rows without a tile."""
    return tuple(row for row in chart.rows if row.code not in PLACES)
