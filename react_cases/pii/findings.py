"""What the guard reports: a stretch of a text, what it is, and how sure the rule is. Pure.

Offsets count Unicode code points of the text exactly as it was given. A finding never holds the matched text, so
that it may be stored and counted.
"""

from dataclasses import dataclass
from enum import StrEnum

MAX_CHARACTERS = 64_000
"""Longest text that is scanned, in code points."""

RED_FROM = 0.8
AMBER_FROM = 0.6


class Label(StrEnum):
    """What kind of personal data a stretch of text is."""

    PERSON = "PERSON"
    PHONE = "PHONE"
    PIN = "PIN"
    PASSPORT = "PASSPORT"
    PLATE = "PLATE"
    EMAIL = "EMAIL"
    HANDLE = "HANDLE"
    CARD = "CARD"
    ADDRESS = "ADDRESS"
    DOB = "DOB"
    DATE = "DATE"
    ORG = "ORG"
    PLACE = "PLACE"


class Tier(StrEnum):
    """How pressing a finding is: red and amber ones are decided before submission, grey ones are only possible."""

    RED = "red"
    AMBER = "amber"
    GREY = "grey"


class TextTooLong(ValueError):
    """The text is longer than MAX_CHARACTERS; nothing was scanned."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One stretch `text[start:end]`, found by one rule of `rules.RULES`."""

    start: int
    end: int
    label: Label
    confidence: float
    """From 0 to 1; see `tier`."""
    rule: str
    """Code of the rule, such as `phone.international`."""
    is_officer: bool = False
    """A PERSON named with a rank or post of police, prison, court or prosecution."""

    @property
    def tier(self) -> Tier:
        """Red from .8, amber from .6, grey below."""
        if self.confidence >= RED_FROM:
            return Tier.RED
        return Tier.AMBER if self.confidence >= AMBER_FROM else Tier.GREY
