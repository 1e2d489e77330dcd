"""Small words for writing patterns and lists, so that they read as lists, and a cheap way to ask many patterns."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_REACH = 120


def any_of(alternatives: str) -> str:
    """A group of alternatives in any case, given with spaces between; `_` stands for a space inside one."""
    return "(?i:" + "|".join(part.replace("_", r"\s") for part in alternatives.split()) + ")"


def word_set(words: str) -> frozenset[str]:
    """Words given with spaces between."""
    return frozenset(words.split())


@dataclass(frozen=True, slots=True)
class Group:
    """Patterns of one rule that match only where one of a few words stands: most of a text they need not see."""

    code: str
    anchor: re.Pattern[str] | None
    """What every match holds, searched in the text in lower case; None for patterns that hold nothing in common."""
    patterns: Sequence[re.Pattern[str]]
    reach: int = _REACH
    """Characters that a match may reach to either side of it."""

    def matches(self, text: str, lower: str) -> Iterator[re.Match[str]]:
        """The matches of each pattern in turn."""
        windows = [(0, len(text))] if self.anchor is None else list(_windows(self.anchor, lower, self.reach))
        for pattern in self.patterns:
            for start, end in windows:
                yield from pattern.finditer(text, start, end)


def _windows(anchor: re.Pattern[str], lower: str, reach: int) -> Iterator[tuple[int, int]]:
    """Stretches around the places of an anchor, as one where they meet."""
    start = end = 0
    for match in anchor.finditer(lower):
        if match.start() - reach > end:
            if end:
                yield start, end
            start = match.start() - reach
        end = match.end() + reach
    if end:
        yield start, min(end, len(lower))
