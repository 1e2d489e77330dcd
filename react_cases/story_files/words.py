"""A published story in one language, with the words around it: the same on the page, in the file and in the document.

Nothing else than what is published goes in, so nothing else comes out: no number of a story or case, no name of
anybody who works on them.
"""

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Protocol, TypeVar

from django.utils import formats, translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

_FALLBACK: Final = ("ru", "en", "ky")
"""Whom the language of the page is missing for: more people in the field read Russian than the others."""
_MARKS: Final = re.compile(r"\*+")
FOOTNOTES: Final[Mapping[str, Promise]] = {
    "*": gettext_lazy("name changed"),
    "**": gettext_lazy("day"),
    "***": gettext_lazy("place"),
}
"""What stands for something that was left out."""


class InLanguage(Protocol):
    """Anything that is told in one language."""

    language: str


Told = TypeVar("Told", bound=InLanguage)


@dataclass(frozen=True)
class StoryWords:
    """What is published of a story, in one language."""

    language: str
    title: str
    happened: str
    done: str
    result: str
    month: datetime.date | None
    place: str
    """Oblast; empty where none is told."""
    published_on: datetime.date
    publisher: str
    """The programme."""


@dataclass(frozen=True)
class StoryPage:
    """A story ready to be read: headings and notes are in its own language."""

    language: str
    title: str
    where: str
    """Month and oblast."""
    parts: tuple[tuple[str, tuple[str, ...]], ...]
    """Heading and paragraphs."""
    footnotes: tuple[tuple[str, str], ...]
    """Mark and meaning, of the marks that the text has."""
    notes: tuple[str, ...]
    published: str


def in_language(rows: Iterable[Told], language: str) -> Told | None:
    """The row in this language, or in the one that most others read; None of nothing."""
    by_language = {row.language: row for row in rows}
    found = (by_language[code] for code in (language, *_FALLBACK) if code in by_language)
    return next(found, None)


def story_page(words: StoryWords) -> StoryPage:
    """The story with its headings: case – what was done by the REActor – result."""
    with translation.override(words.language):
        texts = (
            (_("Case"), words.happened),
            (_("What was done by the REActor"), words.done),
            (_("Result"), words.result),
        )
        return StoryPage(
            language=words.language,
            title=words.title,
            where=" · ".join(filter(None, [month_name(words.month), words.place])),
            parts=tuple((heading, _paragraphs(text)) for heading, text in texts if text.strip()),
            footnotes=tuple((mark, str(FOOTNOTES[mark])) for mark in _marks_in(words)),
            notes=(
                _("Published with the client's consent, which can be taken back at any time."),
                _("Before you use this text again, look whether it is still published."),
            ),
            published=" · ".join(
                [words.publisher, _("published on %(day)s") % {"day": formats.date_format(words.published_on)}]
            ),
        )


def month_name(month: datetime.date | None) -> str:
    """Month and year in the active language."""
    return formats.date_format(month, "F Y") if month else ""


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _marks_in(words: StoryWords) -> list[str]:
    found = set(_MARKS.findall("\n".join((words.title, words.happened, words.done, words.result))))
    return [mark for mark in FOOTNOTES if mark in found]
