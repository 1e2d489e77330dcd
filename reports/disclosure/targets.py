"""What has to stay possible for everybody who knows what is shown: the goals of the search for witnesses. Pure."""

from dataclasses import dataclass

from reports.disclosure.columns import Numbers


@dataclass(frozen=True)
class Target:
    """A cell that has to be able to be another number, by at least this much, down or up."""

    cell: int
    """Its place among the cells."""
    change: float


@dataclass(frozen=True)
class Left:
    """What rows leave of the cells that contain them, where that is few clients: no cell, yet whole less row."""

    wholes: Numbers
    """Places of the cells."""
    parts: Numbers
    cases: Numbers
    thresholds: Numbers

    def targets(self, first: int) -> list[Target]:
        """Each has to be able to be nobody, and as many as its threshold; the first of them has this place."""
        found = []
        for place, (cases, threshold) in enumerate(zip(self.cases.tolist(), self.thresholds.tolist(), strict=True)):
            found.append(Target(first + place, -cases))
            if cases < threshold:
                found.append(Target(first + place, threshold - cases))
        return found
