"""Charts for tests."""

from typing import Any

from reports.charts.data import Chart, Kind, Row, Series, one


def simple(kind: Kind, *values: int | None, **fields: Any) -> Chart:
    """A chart of one series: rows A, B, C ..."""
    rows = [Row(chr(ord("A") + place), value) for place, value in enumerate(values)]
    return Chart("it", kind, "Who", one(rows), **fields)


def several(kind: Kind, *series: tuple[int | None, ...], **fields: Any) -> Chart:
    """A chart of several series, First, Second, ..., each with rows A, B, C ..."""
    found = tuple(
        Series(name, tuple(Row(chr(ord("A") + place), value) for place, value in enumerate(values)))
        for name, values in zip(
            ("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh"), series, strict=False
        )
    )
    return Chart("it", kind, "Who", found, **fields)


EVERY_KIND = [
    simple(Kind.BARS, 668, None, 0),
    simple(Kind.COLUMNS, 668, None, 0),
    several(Kind.STACKS, (5, None, 7), (1, 2, 3)),
    several(Kind.LINES, (5, None, 7), (1, 2, 3)),
    several(Kind.MULTIPLES, (5, None, 7), (1, 2, 3)),
    several(Kind.MULTIPLES, (5, None, 7), (1, 2, 3), panel=Kind.BARS),
    Chart("it", Kind.TILES, "Where", one([Row("Chuy oblast", 9, code="KG-C"), Row("Naryn oblast", None, code="KG-N")])),
]
