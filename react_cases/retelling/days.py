"""The day of a date as two asterisks; month and year stay. Pure."""

import re

from react_cases.pii.findings import Finding, Label
from react_cases.pii.months import day_in
from react_cases.pii.replacements import Edit

DAY = "**"

_IN_FIGURES = re.compile(r"^(\d{1,2})(?=\s?[./-]\s?\d{1,2}\s?[./-])")
_YEAR_FIRST = re.compile(r"^\d{4}[./-]\d{1,2}[./-](\d{1,2})$")
_IN_WORDS = re.compile(
    r"(?<!\d)(\d{1,2}(?:st|nd|rd|th|-?(?:го|е)(?=\s))?)(?!\d)"
    r"|^((?:двадцать\s|тридцать\s)?[^\W\d_]+(?:ого|его|го|ое))(?=\s)",
    re.IGNORECASE,
)


_SEVERAL_IN_WORDS = re.compile(
    r"^[^\W\d]+(?:\s[^\W\d]+)?(?:\s(?:и|или|на|по|до)\s|-)"
    r"[^\W\d]+(?:ого|его|го|ое)\s",
    re.IGNORECASE,
)
"""«третьего на четвёртое мая»: all of it goes."""


def is_day(text: str, finding: Finding) -> bool:
    """A day of the calendar; a month and its year alone are none, nor is «** марта»."""
    return finding.label is Label.DATE and day_in(text[finding.start : finding.end]) is not None


def without_day(text: str, finding: Finding) -> Edit:
    """«12 марта 2024 года» as «** марта 2024 года», "March 12" as "March **", «12-13 марта» as «** марта».

    All of it goes where no day is readable.
    """
    piece = text[finding.start : finding.end]
    for pattern in (_IN_FIGURES, _YEAR_FIRST, _IN_WORDS):
        days = [_span(match) for match in pattern.finditer(piece)]
        if days and not (pattern is _IN_WORDS and _SEVERAL_IN_WORDS.search(piece)):
            return Edit(finding.start + days[0][0], finding.start + days[-1][1], DAY)
    return Edit(finding.start, finding.end, DAY)


def _span(match: re.Match[str]) -> tuple[int, int]:
    """Where the day stands: the group that took part."""
    return next(match.span(group) for group in range(1, match.re.groups + 1) if match[group] is not None)
