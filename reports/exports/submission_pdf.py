"""A report to a treaty body as an accessible PDF, with footnotes."""

import json
from dataclasses import asdict

from reports.exports.setting import set_pdf
from reports.exports.submission import Draft, made_on


def submission_pdf(draft: Draft) -> bytes:
    """A tagged PDF/UA-1 file. The same draft makes the same bytes."""
    return set_pdf("submission.typ", {"draft": draft_json(draft)}, timestamp=int(made_on(draft).timestamp()))


def draft_json(draft: Draft) -> str:
    """What the template reads."""
    return json.dumps(asdict(draft), ensure_ascii=False)
