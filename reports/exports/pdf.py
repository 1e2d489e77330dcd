"""The statistical report as an accessible PDF."""

import datetime
import json
from dataclasses import asdict
from typing import Any

from reports.charts.standalone import alternative
from reports.exports.pictures import svg_of
from reports.exports.report import Part, Report
from reports.exports.setting import set_pdf


def report_pdf(report: Report) -> bytes:
    """A tagged PDF/UA-1 file. The same report makes the same bytes."""
    published = datetime.datetime(*report.published_on, tzinfo=datetime.UTC)
    return set_pdf("report.typ", {"report": report_json(report)}, timestamp=int(published.timestamp()))


def report_json(report: Report) -> str:
    """What the template reads."""
    values = {**asdict(report), "parts": [_part(part) for part in report.parts]}
    return json.dumps(values, ensure_ascii=False)


def _part(part: Part) -> dict[str, Any]:
    picture = part.chart and {"svg": svg_of(part.chart), "alt": alternative(part.chart)}
    return {
        "title": part.title,
        "level": part.level,
        "texts": part.texts,
        "picture": picture,
        "grid": part.grid and asdict(part.grid),
        "terms": part.terms,
        "starts_page": part.starts_page,
    }
