"""Where things are in a picture: across in percent of its width, down in em; in a document of its own, in points."""

from dataclasses import dataclass, replace

SMALL = 0.82
"""Size of ticks and of names on tiles, in em."""


@dataclass(frozen=True)
class Frame:
    """The area a picture is drawn in."""

    width: float
    """In em: at least so wide in a browser, exactly so wide in a document."""
    points: float = 0
    """Points of an em in a document; 0 where the browser decides."""
    left: float = 0
    top: float = 0
    """In em, in a document: where the frame begins."""

    @property
    def dot(self) -> float:
        """Half the size of a point of a line."""
        return round(0.27 * self.points, 1) if self.points else 4

    def x(self, percent: float) -> str:
        """A place across from the left."""
        if self.points:
            return _number((self.left + percent / 100 * self.width) * self.points)
        return f"{_number(percent)}%"

    def across(self, percent: float) -> str:
        """A length across, in percent of the width."""
        return _number(percent / 100 * self.width * self.points) if self.points else f"{_number(percent)}%"

    def y(self, em: float, size: float = 1) -> str:
        """A place down from the top, for an element whose font has this size."""
        return _number((self.top + em) * self.points) if self.points else f"{_number(em / size)}em"

    def length(self, em: float, size: float = 1) -> str:
        """A length in em, for an element whose font has this size."""
        return _number(em * self.points) if self.points else f"{_number(em / size)}em"

    def percent(self, em: float) -> float:
        """How much of the width so many em are, where the frame is as narrow as can be."""
        return 100 * em / self.width

    def within(self, left: float, top: float, width: float) -> "Frame":
        """A smaller frame inside this one; in em."""
        return replace(self, left=self.left + left, top=self.top + top, width=width)


NARROW = Frame(16.2)
"""A chart on a phone of 320 pixels."""
WIDE = Frame(33)
"""A chart that is at least as wide as charts.css says (30rem)."""


def _number(value: float) -> str:
    """Two decimals at most, and nothing that says nothing."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text
