"""Ordinary sentences in three languages that name nobody: what our own interface says, 75,000 words of it."""

import re
from collections.abc import Iterator

import polib
from django.conf import settings

from react_cases.pii import Finding, scan
from react_cases.pii.findings import Label

_GAP = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}|<[^>]+>|https?://\S+")


def sentences(language: str) -> Iterator[str]:
    """Every different text of the interface, figures instead of what is filled in."""
    catalogue = settings.BASE_DIR / "locale" / ("ru" if language == "en" else language) / "LC_MESSAGES" / "django.po"
    seen: set[str] = set()
    for entry in polib.pofile(str(catalogue)):
        if entry.obsolete:
            continue
        for text in [entry.msgid] if language == "en" else [entry.msgstr, *entry.msgstr_plural.values()]:
            clean = _GAP.sub("5", text)
            if clean and clean not in seen:
                seen.add(clean)
                yield clean


def false_names_per_1000(language: str) -> float:
    """How often a word of the interface is called a name, per 1,000 words."""
    words, names = 0, 0
    for sentence in sentences(language):
        words += len(sentence.split())
        names += sum(_is_name(finding) for finding in scan(sentence, language=language))
    return 1000 * names / words


def _is_name(finding: Finding) -> bool:
    return finding.label is Label.PERSON
