"""The words of a name: which is the first name, which the surname, and all names that each can be a form of. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from react_cases.pii import kyrgyz_suffixes, letters, russian_names
from react_cases.pii.findings import Finding
from react_cases.pii.lexicon import Sex, lexicon
from react_cases.pii.prepared import prepared
from react_cases.pii.russian_names import RussianCase, cases_of, looks_like_surname, readings
from react_cases.pii.sentences import Language

Sexes = frozenset[Sex]
EITHER: Sexes = frozenset(Sex)


class Part(StrEnum):
    """What a word of a name is."""

    FIRST = "first"
    SURNAME = "surname"
    PATRONYMIC = "patronymic"
    FATHER = "father"
    """The father's name before уулу or кызы."""
    LINK = "link"
    """уулу, кызы."""
    INITIAL = "initial"
    OTHER = "other"
    """A first name or a surname that no list knows."""


@dataclass(frozen=True, slots=True)
class NameWord:
    """One word of a mention, `text[start:end]`."""

    start: int
    end: int
    lower: str
    part: Part
    bases: Mapping[str, Sexes]
    """Names in the nominative that it can be a form of, and the sexes that they would have."""
    skeletons: frozenset[str]
    """The bases, comparable across scripts."""
    key: str
    """One key for all forms, in either script: asel for Асели and Asel."""

    @property
    def sexes(self) -> Sexes:
        """Every sex that one of its bases has."""
        return frozenset().union(*self.bases.values()) or EITHER

    def of(self, sex: Sex) -> "NameWord":
        """The same word of somebody of this sex, without the names that only the other sex has."""
        bases = {base: sexes & {sex} for base, sexes in self.bases.items() if sex in sexes}
        if not bases or bases == self.bases:
            return self
        skeletons = frozenset(letters.skeleton(base) for base in bases)
        return replace(self, bases=bases, skeletons=skeletons)

    def cases(self, sex: Sex | None) -> frozenset[RussianCase]:
        """The Russian cases that it can stand in; all of them for Latin words and initials."""
        if not letters.is_cyrillic(self.lower) or self.part is Part.INITIAL:
            return frozenset(RussianCase)
        return frozenset(
            case
            for base, sexes in self.bases.items()
            for one in sexes
            if sex in (None, one)
            for case in cases_of(self.lower, base, one)
        )


_WORD = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"'s?$")
_LINK = re.compile(r"(уулу|кызы|uulu|kyzy|kizi|kyz|ulu|оглы|угли|улы)[а-яңөү]{0,4}")
_MEN = ("уулу", "uulu", "ulu", "оглы", "угли", "улы")
_PATRONYMIC = ("ович", "евич", "ёвич", "ьич", "овна", "евна", "ёвна", "ична", "ovich", "evich", "ovna", "evna")
_SURNAME_LATIN = ("ov", "ova", "ev", "eva", "yov", "yova", "sky", "skiy", "skii", "skaya", "skaia", "enko")
_SURNAME_OTHER = ("енко", "швили", "дзе", "чук", "щук", "юк")
_SURNAME_IN = ("ин", "ина", "ын", "ына")
"""Not in Kyrgyz sentences, where they are cases: Чоробектин."""
_WOMEN_LATIN = ("ova", "eva", "yova", "skaya", "skaia", "ovna", "evna")
_VOWELS = "аеёиоуыэюяaeiouy"


def name_words(text: str, finding: Finding, language: Language) -> tuple[NameWord, ...]:
    """The words of one PERSON finding, in order; `language` is that of its sentence."""
    piece = prepared(text[finding.start : finding.end])
    spans = [(match.start(), match.end(), match.group()) for match in _WORD.finditer(piece.text)]
    parts = _parts([word for _, _, word in spans], piece.text, language)
    found = []
    for (start, _, word), part in zip(spans, parts, strict=True):
        word = _POSSESSIVE.sub("", word)
        first, last = piece.original(start, start + len(word))
        lower = word.lower()
        bases = bases_of(lower, part, language)
        skeletons = frozenset(letters.skeleton(base) for base in bases)
        key = word_key(lower, language)
        found.append(NameWord(finding.start + first, finding.start + last, lower, part, bases, skeletons, key))
    return tuple(found)


def forget() -> None:
    """Forget all words, as `letters.forget` does: names do not outlive the question."""
    for function in (_all_bases, word_key, russian_names.readings, russian_names.forms, kyrgyz_suffixes.split):
        function.cache_clear()
    letters.forget()


def _parts(words: list[str], piece: str, language: Language) -> list[Part]:
    parts = [_part(word, language) for word in words]
    if Part.LINK in parts:
        link = parts.index(Part.LINK)
        father = link - 1 if link else None
        if father is not None:
            parts[father] = Part.FATHER
        # "Эркинбек уулу Данияр" or "Данияр Эркинбек уулу": the word beside the pair is the bearer's own.
        for own in (link + 1, link - 2):
            if 0 <= own < len(parts) and parts[own] not in (Part.PATRONYMIC, Part.INITIAL):
                parts[own] = Part.FIRST
                break
        else:
            if father is not None and len(parts) == 2:
                parts[father] = Part.OTHER
    if parts.count(Part.OTHER) == 1:
        # Of two names one is the other's surname or first name, whichever is known.
        given = Part.FIRST not in parts and (Part.SURNAME in parts or Part.PATRONYMIC in parts)
        alone = Part.FIRST in parts and Part.SURNAME not in parts and Part.LINK not in parts
        index = parts.index(Part.OTHER)
        parts[index] = Part.FIRST if given else (Part.SURNAME if alone else Part.OTHER)
    firsts = [index for index, part in enumerate(parts) if part is Part.FIRST]
    if len(firsts) > 1 and Part.SURNAME not in parts and Part.LINK not in parts and "," not in piece:
        parts[firsts[-1]] = Part.OTHER
    return parts


def _part(word: str, language: Language) -> Part:
    lower = _POSSESSIVE.sub("", word).lower()
    if len(lower) == 1:
        return Part.INITIAL
    if _LINK.fullmatch(lower):
        return Part.LINK
    bases = _all_bases(lower, language)
    if any(base.endswith(_PATRONYMIC) and len(base) > 5 for base in bases):
        return Part.PATRONYMIC
    is_listed = any(lexicon().named(letters.folded(base)) for base in bases)
    cyrillic = letters.is_cyrillic(lower)
    if any(looks_like_surname(base) if cyrillic else base.endswith(_SURNAME_LATIN) for base in bases):
        return Part.FIRST if lexicon().named(letters.folded(lower)) else Part.SURNAME
    if is_listed or lexicon().first_name(lower, language):
        return Part.FIRST
    rare = _SURNAME_OTHER if language is Language.KY else _SURNAME_OTHER + _SURNAME_IN
    if any(base.endswith(rare) and len(base) > 4 for base in bases) or lexicon().is_surname(lower):
        return Part.SURNAME
    return Part.OTHER


def bases_of(lower: str, part: Part, language: Language) -> Mapping[str, Sexes]:
    """The nominatives that a word can be a form of, narrowed to those that its part in the name allows."""
    if part in (Part.LINK, Part.INITIAL):
        is_man = lower.startswith(_MEN)
        return {lower: frozenset({Sex.MALE if is_man else Sex.FEMALE}) if part is Part.LINK else EITHER}
    bases = _all_bases(lower, language)
    if part is Part.PATRONYMIC:
        fitting = {base: _sex_of_patronymic(base) for base in bases if base.endswith(_PATRONYMIC)}
    elif part is Part.SURNAME:
        fitting = {base: sexes for base, sexes in bases.items() if _is_surname(base)}
    elif part is Part.FATHER:
        fitting = {}
    else:
        fitting = _listed(bases)
    return _women_in_a(fitting or bases)


def _women_in_a(bases: Mapping[str, Sexes]) -> Mapping[str, Sexes]:
    """Where a name can be with and without -а (Нурлан, Нурлана), the one with it is a woman's."""
    return {
        base: frozenset({Sex.FEMALE}) if base.endswith("а") and base[:-1] in bases and len(sexes) > 1 else sexes
        for base, sexes in bases.items()
    }


def _is_surname(base: str) -> bool:
    if not letters.is_cyrillic(base):
        return base.endswith(_SURNAME_LATIN)
    return looks_like_surname(base) or base.endswith(_SURNAME_OTHER + _SURNAME_IN)


def _sex_of_patronymic(base: str) -> Sexes:
    return frozenset({Sex.FEMALE if base.endswith(("на", "na")) else Sex.MALE})


def _listed(bases: Mapping[str, Sexes]) -> dict[str, Sexes]:
    """The most usual ones of the name list (Владимир, not Владимира), with the sex that it gives them."""
    found = {}
    weights = {}
    for base, sexes in bases.items():
        name = lexicon().named(letters.folded(base))
        narrowed = sexes & {name.sex} if name and name.sex else sexes
        if name is not None and narrowed:
            found[base] = narrowed
            weights[base] = name.weight
    usual = max(weights.values(), default=0)
    return {base: sexes for base, sexes in found.items() if weights[base] == usual}


@lru_cache(maxsize=2048)
def _all_bases(lower: str, language: Language) -> Mapping[str, Sexes]:
    if not letters.is_cyrillic(lower):
        return _latin_bases(lower, language)
    found: dict[str, set[Sex]] = {}
    if language is Language.KY:
        for stem, _ in kyrgyz_suffixes.split(lower):
            found.setdefault(stem, set()).update(_sexes_of_ending(stem))
    else:
        for reading in readings(lower):
            found.setdefault(reading.base, set()).add(reading.sex)
    if language is Language.KY or lexicon().named(letters.folded(lower)) is None:
        for stem, suffixes in kyrgyz_suffixes.split(lower, strict=False):
            if suffixes and lexicon().named(letters.folded(stem)) is not None:
                found.setdefault(stem, set()).update(Sex)
    return {base: frozenset(sexes) for base, sexes in found.items()}


def _sexes_of_ending(base: str) -> Sexes:
    if not looks_like_surname(base):
        return EITHER
    return frozenset({Sex.FEMALE if base.endswith(("а", "ая")) else Sex.MALE})


def _latin_bases(lower: str, language: Language) -> dict[str, Sexes]:
    if lower.endswith((*_SURNAME_LATIN, *_PATRONYMIC)) and len(lower) > 4:
        return {lower: frozenset({Sex.FEMALE if lower.endswith(_WOMEN_LATIN) else Sex.MALE})}
    name = lexicon().first_name(lower, language)
    sexes = frozenset({name.sex}) if name and name.sex else EITHER
    return {lower: sexes} | ({name.key: sexes} if name else {})


@lru_cache(maxsize=2048)
def word_key(lower: str, language: Language) -> str:
    """One key for all forms of a word of a name, in either script.

    It leaves off the last vowel, so that it need not decide whether «Азизу» is Азиз or Азиза.
    """
    name = lexicon().first_name(lower, language)
    if name is not None:
        return _without_vowel(letters.skeleton(name.key))
    surname = letters.surname_base(lower)
    if surname and not (language is Language.KY and surname.endswith("in")):
        return _without_vowel(surname)
    if not letters.is_cyrillic(lower):
        return _without_vowel(letters.skeleton(lower))
    if language is Language.KY:
        stem = kyrgyz_suffixes.split(lower)[-1][0]
    else:
        stem = min((reading.base for reading in readings(lower)), key=lambda base: (len(_stem(base)), base))
    return _without_vowel(letters.skeleton(_stem(stem)))


def _stem(base: str) -> str:
    return base[:-1] if base[-1] in _VOWELS + "йь" and len(base) > 3 else base


def _without_vowel(skeleton: str) -> str:
    return skeleton[:-1] if skeleton[-1:] in _VOWELS and len(skeleton) > 3 else skeleton
