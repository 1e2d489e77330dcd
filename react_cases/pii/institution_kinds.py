"""Words for kinds of institutions, and what stands between them and a name: `data/hand/institutions.txt`. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from react_cases.pii import data_files, letters
from react_cases.pii.lexicon import Lexicon
from react_cases.pii.words import Word


class NamedBy(StrEnum):
    """What beside a kind makes an institution of it; the sections of the list."""

    NUMBER = "number"
    PLACE = "place"
    NAME = "name"
    ONLY = "only"
    """A town has one of each: `наркология в Оше`, "the aids center in Osh"."""
    QUOTED = "quoted"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind: `больница`, `фельдшердик пункт`, "guesthouse"."""

    key: str
    by: frozenset[NamedBy]
    is_abbreviation: bool
    """Of two or three capitals, in small letters another word (ип, пл, том), or of more (РИИБ, ОСОО)."""


_SHORTEST_SKELETON = 4
_LONGEST_ABBREVIATION = 3
_PREFIX = 3
_NEAR_FROM = 7
"""Letters from which a kind is found with a slip: `дарканасынын`, `ооркуана`, "pharmcy"."""
_TWO_SCRIPTS = re.compile(r"([a-z]{4,})[а-яөүң]{1,8}|([а-яөүң]{4,})[a-z]{1,8}")


_LONGEST_BENT = 7
_KYRGYZ_CASE = re.compile("[дт][аео]н?|[гк][аео]|[ндт][ыиу]н?|с?[ыиу](?:н(?:д?[аео]н?|[ыиу]н))?|[дт][аео]г[ыиу]")
_UNBENT = ("районо", "гороно")
"""`района` is no case of `районо`."""
_OF_NEUTER = ("ии", "ия", "ию", "ием")
"""Of `отделение`, which has the endings of other words, too."""
_OF_FEMININE = ("ой", "ую", "ые", "ых")
"""Of `столовая`, `парикмахерская`: adjectives that have become nouns."""
_LATIN_CASE = re.compile("s?[iyu](?:n(?:d?[aeo]n?|[iyu]n)?)?$|[dtgk][aeo]n?$|[ndt][iyu]n$")
_LATIN_ADJECTIVE = re.compile("(?:aa|a|ii|i|oi|oe|oj|ogo|omu|om|im|uu|u|ij)$")
_OF_SOMETHING = ("дук", "дык", "лык", "лук", "тук", "тик", "дик", "лик")
"""Kyrgyz endings of adjectives that are made of nouns."""


class Kinds:
    """The list, asked for words as they stand in a text."""

    def __init__(self) -> None:
        sections = data_files.sections("institutions.txt")
        by: dict[str, set[NamedBy]] = {}
        short: set[str] = set()
        for named_by in NamedBy:
            for entry in sections[named_by]:
                key = letters.folded(entry)
                by.setdefault(key, set()).add(named_by)
                if entry.isupper():
                    short.add(key)
        self._kinds = {key: Kind(key, frozenset(found), key in short) for key, found in by.items()}
        skeletons = {letters.skeleton(key): kind for key, kind in self._kinds.items()}
        self._latin = {key: kind for key, kind in skeletons.items() if len(key) >= _SHORTEST_SKELETON}
        self._latin |= {key: kind for key, kind in self._kinds.items() if not letters.is_cyrillic(key)}
        self._abbreviations = {entry: self._kinds[entry] for entry in map(letters.folded, _capitals(sections))}
        self._starts = frozenset(key[:_PREFIX] for key in (*self._kinds, *self._latin))
        self._modifiers = frozenset(map(letters.folded, sections["modifier"]))
        self._latin_modifiers = frozenset(_latin_base(letters.skeleton(key)) for key in self._modifiers)
        self._near = _near(self._kinds)
        self._near_modifiers = _near(self._modifiers)
        self._complements = frozenset(map(letters.folded, sections["complement"]))

    def kind(self, word: Word, lexicon: Lexicon, *, is_caseless: bool, is_numbered: bool = False) -> Kind | None:
        """The kind that a word is a form of, in either script; of a compound, its last or first part.

        Beside a number a shorter word may hold a slip, too: "Colny 27".
        """
        whole = self._of(word.lower, lexicon, _NEAR_FROM - 2 if is_numbered else _NEAR_FROM)
        if whole is None and "-" in word.lower:
            first, _, last = word.lower.partition("-")
            whole = self._of(last, lexicon, _NEAR_FROM) or self._of(first, lexicon, _NEAR_FROM)
        is_short = whole is not None and whole.is_abbreviation and len(whole.key) <= _LONGEST_ABBREVIATION
        is_sure = is_numbered or (whole is not None and len(whole.key) == _LONGEST_ABBREVIATION)
        if is_short and not (word.text[:2].isupper() or (is_caseless and is_sure)):
            return None
        return whole

    def is_modifier(self, lower: str, lexicon: Lexicon) -> bool:
        """Whether a word stands between a place and a kind: районный, райондук, city, кургак учук; also with a slip."""
        key = letters.folded(lower)
        if key in self._modifiers or key.endswith(_OF_SOMETHING):
            return True
        if not letters.is_cyrillic(key):
            is_long = len(key) >= _NEAR_FROM - 1
            return is_long and not lexicon.frequency(key, "en") and _latin_base(key) in self._latin_modifiers
        stems = (*letters.adjective_stems(key), *letters.kyrgyz_stems(key))
        if any(stem in self._modifiers for stem in stems):
            return True
        if len(key) < _NEAR_FROM - 1:
            return False
        is_near = any(form in self._near_modifiers for stem in stems for form in (stem, *_shorter(stem)))
        return is_near and not _is_known(lower, lexicon)

    def is_complement(self, lower: str) -> bool:
        """Whether a word stands behind a kind and says more of it: `центр семейной медицины`, "of justice"."""
        return letters.folded(lower) in self._complements

    def _of(self, lower: str, lexicon: Lexicon, near_from: int) -> Kind | None:
        both = _TWO_SCRIPTS.fullmatch(lower)
        if both:
            lower = both[1] or both[2]
        key = letters.folded(lower)
        if key[:_PREFIX] not in self._starts and key[: _PREFIX - 1] not in self._abbreviations:
            return None
        if letters.is_cyrillic(key):
            stems: tuple[str, ...] = (*letters.russian_stems(key), *letters.kyrgyz_stems(key))
            if key.endswith(_OF_NEUTER):
                stems += (re.sub("и(?:[июя]|ем)$", "ие", key),)
            if key.endswith(_OF_FEMININE):
                stems += (key[:-2] + "ая",)
            found = next((self._kinds[stem] for stem in stems if stem in self._kinds), self._bent_abbreviation(key))
            if found is not None and found.key in _UNBENT and not key.startswith(found.key):
                return None
        else:
            stems = self._latin_stems(key)
            found = next((self._kinds[stem] for stem in stems[:3] if stem in self._kinds), None)
            if found is None and not lexicon.frequency(lower, "en"):
                found = next((self._latin[stem] for stem in stems if stem in self._latin), None)
            near_from = min(near_from, _NEAR_FROM - 1)
        if found is not None or len(key) < near_from - 1:
            return found
        near = (self._near.get(form) for stem in stems if len(stem) > near_from - 2 for form in (stem, *_shorter(stem)))
        near_key = next((near_key for near_key in near if near_key is not None), None)
        return None if near_key is None or _is_known(lower, lexicon) else self._kinds[near_key]

    def _bent_abbreviation(self, key: str) -> Kind | None:
        """`омтдан`, `СИЗОдо`: endings are put on abbreviations without the changes that words undergo."""
        for length in range(2, min(len(key), _LONGEST_BENT)):
            kind = self._abbreviations.get(key[:length])
            if kind is not None and _KYRGYZ_CASE.fullmatch(key, length):
                return kind
        return None

    def _latin_stems(self, key: str) -> tuple[str, ...]:
        bare = letters.skeleton(_LATIN_CASE.sub("", key))
        return (key, key.removesuffix("s"), _LATIN_CASE.sub("", key), *letters.latin_stems(key), bare)


@lru_cache(maxsize=1)
def kinds() -> Kinds:
    """The one list of the process, read at the first call."""
    return Kinds()


def _is_known(lower: str, lexicon: Lexicon) -> bool:
    return any(lexicon.frequency(lower, language) for language in ("ru", "ky", "en"))


def _latin_base(key: str) -> str:
    """What the Latin writings of an adjective share in all its cases: `gorodskaya`, `gorodskoi`."""
    return _LATIN_ADJECTIVE.sub("", letters.skeleton(key))


def _capitals(sections: dict[str, list[str]]) -> list[str]:
    return [entry for named_by in NamedBy for entry in sections[named_by] if entry.isupper() and entry.isalpha()]


def _near(keys: Iterable[str]) -> dict[str, str]:
    """Each key under itself and under what is left of it without one letter."""
    return {form: key for key in keys if len(key) >= _NEAR_FROM - 1 for form in (key, *_shorter(key))}


def _shorter(key: str) -> list[str]:
    return [key[:place] + key[place + 1 :] for place in range(2, len(key))]
