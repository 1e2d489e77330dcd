"""Small words for writing patterns and lists, so that they read as lists, and a cheap way to ask many patterns."""

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_REACH = 120


class Later:
    """A pattern that is compiled when it is first asked: all together take long, and most texts ask few of them."""

    __slots__ = ("_found", "pattern")

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self._found: re.Pattern[str] | None = None

    def compiled(self) -> re.Pattern[str]:
        """Itself, to be asked very often."""
        if self._found is None:
            self._found = re.compile(self.pattern)
        return self._found

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """As of `re.Pattern`."""
        return self.compiled().finditer(text, start, end)

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """As of `re.Pattern`."""
        return self.compiled().search(text, start, end)

    def match(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """As of `re.Pattern`."""
        return self.compiled().match(text, start, end)

    def fullmatch(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """As of `re.Pattern`."""
        return self.compiled().fullmatch(text, start, end)


Pattern = re.Pattern[str] | Later
"""Compiled, or to be compiled when it is asked."""


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
    anchor: Pattern | None
    """What every match holds, searched in the text in lower case; None for patterns that hold nothing in common."""
    patterns: Sequence[Pattern]
    reach: int = _REACH
    """Characters that a match may reach to either side of it."""

    def matches(self, text: str, lower: str) -> Iterator[re.Match[str]]:
        """The matches of each pattern in turn."""
        windows = [(0, len(text))] if self.anchor is None else list(_windows(self.anchor, lower, self.reach))
        for pattern in self.patterns:
            for start, end in windows:
                yield from pattern.finditer(text, start, end)


def _windows(anchor: Pattern, lower: str, reach: int) -> Iterator[tuple[int, int]]:
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
