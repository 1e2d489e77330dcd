"""Invented charts for the gallery, from samples.toml."""

import tomllib
from pathlib import Path
from typing import Any

from reports.charts.data import Chart, Kind, Row, Series

SOURCE = Path(__file__).with_name("samples.toml")


def sample_charts() -> tuple[Chart, ...]:
    """Every kind of chart in every state."""
    return tuple(_chart(entry) for entry in tomllib.loads(SOURCE.read_text())["chart"])


def _chart(entry: dict[str, Any]) -> Chart:
    names = entry.get("names", [""])
    rows = entry.get("rows") or [
        [f"{place % 12 + 1}.{2022 + place // 12}", 30 + place * 37 % 50] for place in range(entry["months"])
    ]
    series = tuple(
        Series(name, tuple(_row(entry, place, row, column) for place, row in enumerate(rows)))
        for column, name in enumerate(names)
    )
    texts = {name: entry.get(name, "") for name in ("description", "base", "unit", "heading", "share_heading")}
    return Chart(
        entry["id"],
        Kind(entry["kind"]),
        entry["title"],
        series,
        more=tuple(entry.get("more", ())),
        panel=Kind(entry.get("panel", Kind.COLUMNS)),
        **texts,
    )


def _row(entry: dict[str, Any], place: int, row: list[Any], column: int) -> Row:
    label, value = row[0], row[1 + column]
    share, *more = row[2:] if "names" not in entry and len(row) > 2 else [""]
    return Row(
        label,
        None if value == "" else value,
        share=share,
        more=tuple(more),
        href="#main" if entry.get("linked") else "",
        code=entry["codes"][place] if "codes" in entry else "",
        is_partial=entry.get("partial") == place,
    )
