"""A case retold so that it can be published: names changed and marked, no day, no place below the oblast.

Pure: it proposes a text and points at words; what is published is decided by two people (docs/adr/0043).
"""

from react_cases.retelling.clues import Clue, ClueKind, clues
from react_cases.retelling.days import is_day
from react_cases.retelling.marking import STAR, starred
from react_cases.retelling.marks import Mark
from react_cases.retelling.proposal import Find, Retold, retold
from react_cases.retelling.tongues import by_language, other_languages

__all__ = [
    "STAR",
    "Clue",
    "ClueKind",
    "Find",
    "Mark",
    "Retold",
    "by_language",
    "clues",
    "is_day",
    "other_languages",
    "retold",
    "starred",
]
