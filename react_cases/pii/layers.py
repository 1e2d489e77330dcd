"""The layers in their order; an earlier layer owns its characters."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from react_cases.pii import letters
from react_cases.pii.address_towns import with_towns
from react_cases.pii.addresses import find_addresses
from react_cases.pii.contacts import find_cards, find_emails, find_handles, find_phones
from react_cases.pii.dates import find_dates
from react_cases.pii.documents import find_passports, find_pins
from react_cases.pii.findings import Finding, Label
from react_cases.pii.institutions import find_all_organisations
from react_cases.pii.lexicon import Lexicon, lexicon
from react_cases.pii.names.finder import NameFinder
from react_cases.pii.place_heads import find_places_by_kind
from react_cases.pii.places import find_listed_places, find_named_places
from react_cases.pii.plates import find_plates
from react_cases.pii.prepared import Prepared, prepared
from react_cases.pii.scan import Extra
from react_cases.pii.spans import Taken
from react_cases.pii.told_places import find_told_places
from react_cases.pii.words import words_of

_GUESSED = frozenset({"name.unknown", "name.cue", "name.speech"})
"""Rules that take a word for a name although it is like none: «Сезим» is a partner, but a woman's name, too."""

_RULE_LAYERS: tuple[Callable[[Prepared], Iterator[Finding]], ...] = (
    find_emails,
    find_handles,
    find_pins,
    find_cards,
    find_passports,
    find_plates,
    find_phones,
    find_dates,
    find_addresses,
)
_WORD = re.compile(r"[^\W_]+(?:[-'][^\W_]+){0,4}")
_WORDS = re.compile(r"[^\W_]+(?:[ '-][^\W_]+){0,6}")
_MAY_BE_ALLOWED = (Label.PERSON, Label.ORG, Label.PLACE, Label.HANDLE)


def all_findings(text: str, language: str | None, allowed: Iterable[str], extra: Extra | None) -> tuple[Finding, ...]:
    """See `scan.scan`; of any length."""
    try:
        return _scanned(text, language, allowed, extra)
    finally:
        letters.forget()


def _scanned(text: str, language: str | None, allowed: Iterable[str], extra: Extra | None) -> tuple[Finding, ...]:
    knowledge = lexicon()
    clean = prepared(text)
    taken = Taken(len(clean.text))
    found: list[Finding] = []

    def take(findings: Iterable[Finding]) -> None:
        found.extend(finding for finding in findings if taken.take(finding.start, finding.end))

    for layer in _RULE_LAYERS:
        take(with_towns(clean, layer(clean), knowledge))
    words = words_of(clean)
    take(find_all_organisations(clean, words, knowledge))
    take(find_named_places(clean))
    take(find_places_by_kind(clean, words, knowledge))
    take(find_told_places(clean, words, knowledge))
    names = NameFinder(clean, words, taken, knowledge, language)
    take(names.find())
    take(find_listed_places(clean, words, names.cases, knowledge))
    result = [_given(clean, finding) for finding in found]
    if extra is not None:
        result += _uncovered(extra(text), result, text)
    allowing = _Allowed(allowed, knowledge)
    return tuple(
        sorted((finding for finding in result if not allowing.covers(text, finding)), key=lambda finding: finding.start)
    )


def _given(clean: Prepared, finding: Finding) -> Finding:
    """A finding of the clean text with the offsets of the given one."""
    start, end = clean.original(finding.start, finding.end)
    return Finding(start, end, finding.label, finding.confidence, finding.rule, finding.is_officer)


def _uncovered(extra: Iterable[Finding], found: Iterable[Finding], text: str) -> Iterator[Finding]:
    """What the optional finder adds: runs of whole words that nothing else took."""
    taken = Taken(len(text))
    for finding in found:
        taken.take(finding.start, finding.end)
    for finding in extra:
        for run in _WORDS.finditer(text, finding.start, finding.end):
            for start, end in _free_runs(run.start(), run.group(), taken):
                taken.take(start, end)
                yield replace(finding, start=start, end=end)


def _free_runs(offset: int, words: str, taken: Taken) -> Iterator[tuple[int, int]]:
    """Free words that stand side by side, as one span each run."""
    start = end = -1
    for word in _WORD.finditer(words):
        here, after = offset + word.start(), offset + word.end()
        if taken.is_free(here, after):
            start, end = (here if start < 0 else start), after
        elif start >= 0:
            yield start, end
            start = -1
    if start >= 0:
        yield start, end


class _Allowed:
    """The allow-lists: that of the guard and the words that the caller allows."""

    def __init__(self, allowed: Iterable[str], knowledge: Lexicon) -> None:
        self._phrases = [phrase for phrase in map(_keys, allowed) if phrase]
        self._lexicon = knowledge

    def covers(self, text: str, finding: Finding) -> bool:
        """Every word of the finding is a form of an allowed word, or the finding is on the default list."""
        if finding.label not in _MAY_BE_ALLOWED:
            return False
        found = text[finding.start : finding.end]
        is_listed_name = finding.label is Label.PERSON and (
            finding.rule not in _GUESSED or self._lexicon.first_name(found) is not None
        )
        if not is_listed_name and self._lexicon.is_allowed(found.strip("«»\"'“”„ ")):
            return True
        if not self._phrases:
            return False
        words = _keys(found)
        return any(all(any(not word.isdisjoint(form) for form in phrase) for word in words) for phrase in self._phrases)


def _keys(phrase: str) -> list[frozenset[str]]:
    """For every word of a phrase the keys that it may be a form of."""
    return [_forms(word.text) for word in words_of(prepared(phrase))]


def _forms(word: str) -> frozenset[str]:
    """Skeletons, so that a name that is allowed in one script is so in the other: Айгүл, Айгуль, Aigul."""
    if not letters.is_cyrillic(word):
        return frozenset(letters.latin_stems(word))
    return frozenset(map(letters.latin_skeleton, (*letters.russian_stems(word), *letters.kyrgyz_stems(word))))
