"""What a picture consists of: groups of marks that look alike. The template writes them down as they are."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from reports.charts.frames import SMALL, Frame

INK, INK_SOFT, CARD, LINE, EDGE = "#1d2527", "#525c5f", "#fffefc", "#ddd6cb", "#7b776f"
COLOURS = ("#2f7f90", "#c08a2e", "#6a7f86", "#8e5572", "#0b5a6b", "#e9e4db")
"""Of series. All colours are those of the light page; charts.css replaces them by its custom properties."""
LINE_HEIGHT = 1.25
DASHES = ("", "7 3", "2 3", "9 3 2 3")
SHADES = ("0", ".12", ".24", ".37", ".5")
"""How strong the colour of a tile is."""
CUTS = {2: "M0 3h6", 3: "M2 2h2v2h-2z", 4: "M3 0v6", 5: "M1 1h4v4h-4z", 6: "M0 3h6M3 0v6"}
"""What is cut out of the colour of a series: it is known without its colour. Slanted lines mean “not published”."""

Attributes = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Mark:
    """One element: `text`, `rect`, `line` or `circle`."""

    tag: str
    attributes: Attributes
    lines: tuple[str, ...] = ()
    """Of a text."""
    next_line: Attributes = ()
    href: str = ""


@dataclass
class Group:
    """Marks of one look. The attributes are what holds where no style sheet is."""

    name: str
    attributes: Attributes
    marks: list[Mark] = field(default_factory=list)


@dataclass(frozen=True)
class Pattern:
    """What an area is filled with: a colour with something cut out, or the slanted lines of “not published”."""

    id: str
    name: str
    colour: str
    path: str


STYLES: Mapping[str, Attributes] = {
    "label": (),
    "value": (("font-weight", "600"),),
    "quiet": (("fill", INK_SOFT),),
    "tick": (("fill", INK_SOFT),),
    "number": (("font-weight", "600"),),
    "axis": (("stroke", EDGE),),
    "grid": (("stroke", LINE),),
    "plate": (("fill", CARD),),
    "box": (("fill", "none"), ("stroke", EDGE)),
    "void": (("fill", "none"), ("stroke", LINE), ("stroke-dasharray", "4 3")),
    "place": (),
    "share": (),
    "cut": (("stroke", CARD), ("stroke-width", "2")),
    "partial": (("fill", COLOURS[-1]), ("stroke", COLOURS[0]), ("stroke-dasharray", "4 3")),
}
SMALL_TEXT = frozenset({"tick", "number", "place", "share"})


class Scene:
    """A picture that is being drawn."""

    def __init__(self, frame: Frame, name: str) -> None:
        """`name` begins the ids of its patterns."""
        self.frame, self.name = frame, name
        self.groups: list[Group] = []
        self.patterns: dict[str, Pattern] = {}
        self.height = 0.0
        """In em."""

    def group(self, style: str, anchor: str = "") -> Group:
        """The group of a look, made when it is first asked for: later ones lie above earlier ones."""
        attributes = self._look(style)
        if anchor:
            attributes += (("text-anchor", anchor),)
        for group in self.groups:
            if (group.name, group.attributes) == (style, attributes):
                return group
        self.groups.append(Group(style, attributes))
        return self.groups[-1]

    def text(
        self, style: str, x: float, y: float, *lines: str, dx: float = 0, anchor: str = "", href: str = ""
    ) -> None:
        """Lines of text, the first with its foot at `y`; `dx` em to the right of `x` percent."""
        if not lines:
            return
        size = SMALL if style in SMALL_TEXT else 1
        place = (("x", self.frame.x(x)),) if x or self.frame.left else ()
        shift = (("dx", self.frame.length(dx, size)),) if dx else ()
        step = (("x", self.frame.x(x)), *shift, ("dy", self.frame.length(LINE_HEIGHT * size, size)))
        self.group(style, anchor).marks.append(
            Mark("text", (*place, *shift, ("y", self.frame.y(y, size))), lines, step, href)
        )

    def rect(self, style: str, x: float, y: float, width: float | str, height: float, *, round_by: str = "") -> None:
        """An area; `width` in percent, or a length that the frame made."""
        place = (("x", self.frame.x(x)),) if x or self.frame.left else ()
        broad = width if isinstance(width, str) else self.frame.across(width)
        corner = (("rx", round_by),) if round_by else ()
        attributes = (*place, ("y", self.frame.y(y)), ("width", broad), ("height", self.frame.length(height)), *corner)
        self.group(style).marks.append(Mark("rect", attributes))

    def line(self, style: str, x1: float, y1: float, x2: float, y2: float) -> None:
        """A straight line."""
        frame = self.frame
        ends = (("x1", frame.x(x1)), ("y1", frame.y(y1)), ("x2", frame.x(x2)), ("y2", frame.y(y2)))
        self.group(style).marks.append(Mark("line", ends))

    def point(self, number: int, x: float, y: float) -> None:
        """A point of a line; every line has points of its own shape."""
        half, whole = self.frame.dot, 2 * self.frame.dot
        if number % 2:
            mark = Mark("circle", (("cx", self.frame.x(x)), ("cy", self.frame.y(y)), ("r", f"{half:g}")))
        else:
            place = (("x", self.frame.x(x)), ("y", self.frame.y(y)), ("width", f"{whole:g}"), ("height", f"{whole:g}"))
            mark = Mark("rect", (*place, ("transform", f"translate(-{half:g} -{half:g})")))
        self.group(f"m{number}").marks.append(mark)

    def withheld(self, x: float, y: float, height: float = 0.85, width: float = 2.2) -> None:
        """The mark of a number that is not published: always the same, whatever the number and the reason."""
        self.rect("withheld", x, y, self.frame.length(width), height)

    def _look(self, style: str) -> Attributes:
        if style == "withheld":
            return (
                ("fill", self._filled(Pattern(f"{self.name}-w", "hatch", EDGE, "M-1 1l2-2M0 6l6-6M5 7l2-2"))),
                ("stroke", EDGE),
            )
        kind, number = style[0], int(style[1:]) if style[1:].isdigit() else 0
        if not number:
            size = (("font-size", self.frame.length(SMALL)),) if style in SMALL_TEXT else ()
            return STYLES[style] + size
        colour = COLOURS[number - 1]
        if kind == "s" and number in CUTS:
            fill = self._filled(Pattern(f"{self.name}-{number}", f"s{number}", colour, CUTS[number]))
            return (("fill", fill), ("stroke", EDGE)) if colour == COLOURS[-1] else (("fill", fill),)
        if kind == "s":
            return (("fill", colour),)
        if kind == "h":
            return (("fill", COLOURS[0]), ("fill-opacity", SHADES[number]))
        if kind == "l":
            dash = (("stroke-dasharray", DASHES[number - 1]),) if DASHES[number - 1] else ()
            return (("stroke", colour), ("stroke-width", "2"), *dash)
        return (("fill", CARD if number > 2 else colour), ("stroke", colour), ("stroke-width", "2"))

    def _filled(self, pattern: Pattern) -> str:
        self.patterns[pattern.id] = pattern
        return f"url(#{pattern.id})"
