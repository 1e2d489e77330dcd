"""Cells as JSON, in the same form for a download and for `manage.py export_release`."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from reports.disclosure.published import Published
from reports.disclosure.schema import Axis, Key, table_of
from reports.exports.cells import Cells
from reports.indicators.published_names import name_of

CELLS_AT_A_TIME = 200


def cell_object(key: Key, value: int | None, threshold: int | None) -> dict[str, Any]:
    """One cell: table, codes, period, its value or null, and the threshold below which it is never published."""
    return {
        "table": table_of(key),
        "key": dict(key[1:]),
        "period": key[0][1],
        "value": value,
        "threshold": threshold,
    }


def cells_json(cells: Iterable[tuple[Key, int | None, int | None]]) -> Iterator[str]:
    """The JSON array of cells (key, value or None, threshold), piece by piece, one cell a line."""
    yield "["
    start = "\n"
    lines: list[str] = []
    for cell in cells:
        lines.append(start + json.dumps(cell_object(*cell), ensure_ascii=False, separators=(",", ":")))
        start = ",\n"
        if len(lines) == CELLS_AT_A_TIME:
            yield "".join(lines)
            lines.clear()
    yield "".join(lines) + "\n]"


def published_json(published: Published, period: str, language: str) -> Iterator[str]:
    """The file that a reader takes home: what it is, what the codes mean, and the cells."""
    cells = Cells(published, period)
    head = json.dumps(_head(cells, language), ensure_ascii=False, indent=1).removesuffix("\n}")
    yield f'{head},\n "cells": '
    yield from cells_json((cell.key, cell.value, cell.threshold) for cell in cells)
    yield "\n}\n"


def _head(cells: Cells, language: str) -> dict[str, Any]:
    published = cells.published
    release = published.releases[-1]
    return {
        "programme": published.programme,
        "tier": published.tier.value,
        "release": release.citation,
        "digest": release.digest,
        "as_of": release.as_of.isoformat(),
        "published_on": release.published_on.isoformat(),
        "period": cells.period,
        "language": language,
        "labels": _labels(cells, language),
    }


def _labels(cells: Cells, language: str) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for cell in cells:
        for axis, code in cell.codes.items():
            if axis != Axis.MEASURE:
                found.setdefault(axis.value, {}).setdefault(code, name_of(cells.published.labels, axis, code, language))
    return {axis.value: found[axis.value] for axis in Axis if axis.value in found}
