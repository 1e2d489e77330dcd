"""manage.py scan_personal_data: texts in, findings out, as JSON lines, so that anyone can measure the guard.

Each line of standard input is `{"id": …, "lang": "ru", "text": "…"}`; `lang` may be missing. Each line of standard
output is `{"id": …, "spans": [{"start", "end", "label", "confidence", "rule"}]}`; offsets count code points of the
text. A line that cannot be read is named by its number on standard error, the others are answered, and the command
ends with an error. Needs no database and stores nothing; errors never quote the text.
"""

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from react_cases.pii import Finding, scan

_LANGUAGES = frozenset({"ru", "ky", "en"})


class Command(BaseCommand):
    """Reads JSON lines from standard input and writes one JSON line for each."""

    help = "Find personal data in texts: JSON lines with id, lang and text in, JSON lines with id and spans out."
    requires_system_checks = []

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Answer every good line; name every bad one; raise CommandError at the end if there was one."""
        bad = 0
        for number, line in enumerate(sys.stdin.buffer, start=1):
            if not line.strip():
                continue
            try:
                answer = _answer(line)
            except ValueError as error:
                bad += 1
                self.stderr.write(f"line {number}: {error}")
            else:
                self.stdout.write(json.dumps(answer, ensure_ascii=False))
        if bad:
            raise CommandError(f"{bad} of the lines could not be read")


def _answer(line: bytes) -> dict[str, Any]:
    """The answer to one line. Raises ValueError that says what is wrong without quoting the text."""
    try:
        request = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise ValueError("not UTF-8") from error
    except json.JSONDecodeError as error:
        raise ValueError(f"not JSON: {error.msg} at column {error.colno}") from error
    if not isinstance(request, dict):
        raise ValueError("not a JSON object")
    if not isinstance(request.get("id"), str | int):
        raise ValueError("id is missing, or neither a string nor a whole number")
    text, language = request.get("text"), request.get("lang")
    if not isinstance(text, str):
        raise ValueError("text is missing or no string")
    if language is not None and language not in _LANGUAGES:
        raise ValueError("lang is none of ru, ky, en")
    return {"id": request["id"], "spans": [_span(finding) for finding in scan(text, language=language)]}


def _span(finding: Finding) -> dict[str, Any]:
    return {
        "start": finding.start,
        "end": finding.end,
        "label": finding.label.value,
        "confidence": finding.confidence,
        "rule": finding.rule,
    }
