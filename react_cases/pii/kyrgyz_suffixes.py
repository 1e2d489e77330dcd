"""Kyrgyz suffixes of nouns and names: take them off a word, and put them on another one in harmony with it. Pure.

A name carries number, possession and case after each other: Айбек-тер-ибиз-дин. Which letters a suffix has depends on
the last vowel (front or back, round or not) and on the last sound (vowel, voiced, voiceless) of what stands before it.
Words are lower-case here; the caller restores capitals.
"""

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import lru_cache


class Suffix(StrEnum):
    """What a suffix says. The order is that in which they follow each other."""

    PLURAL = "plural"
    MY = "my"
    YOUR = "your"
    OUR = "our"
    THEIR = "their"
    """His, her, its, their; also the mark of a compound, as in «милиция кызматкери»."""
    GENITIVE = "genitive"
    DATIVE = "dative"
    ACCUSATIVE = "accusative"
    LOCATIVE = "locative"
    ABLATIVE = "ablative"
    WITHOUT = "without"
    LIKE = "like"
    BELONGING = "belonging"


_VOWELS = "аоуыэеёиюяөү"
_VOICELESS = "кптсшчфхцщ"

# Vowel before -> vowel of a suffix with ы, and of one with а.
_HIGH = {"а": "ы", "ы": "ы", "я": "ы", "о": "у", "у": "у", "ё": "у", "ю": "у", "е": "и", "э": "и", "и": "и"}
_HIGH |= {"ө": "ү", "ү": "ү"}
_LOW = {"а": "а", "ы": "а", "у": "а", "я": "а", "ю": "а", "о": "о", "ё": "о", "е": "е", "э": "е", "и": "е"}
_LOW |= {"ө": "ө", "ү": "ө"}

_VOICED_AT_END = {"к": "г", "п": "б"}
_UNVOICED = {voiced: voiceless for voiceless, voiced in _VOICED_AT_END.items()}
"""Айбек, but Айбегим: before a suffix that begins with a vowel."""

MOST_SUFFIXES = 3


def last_vowel(word: str) -> str:
    """The vowel that later suffixes follow; «а» for a word without one (an abbreviation)."""
    return next((letter for letter in reversed(word) if letter in _VOWELS), "а")


def attached(word: str, suffixes: Iterable[Suffix], *, is_compound: bool = False) -> str:
    """A lower-case word with suffixes put on it, in this order.

    `is_compound` says that the word ends in the mark of a compound already («кызматкери»), which changes what follows.
    """
    before = Suffix.THEIR if is_compound else None
    for suffix in suffixes:
        if before is Suffix.THEIR and suffix is Suffix.THEIR:
            continue
        ending = _harmonised(word, _shape(word, suffix, before))
        if ending[0] in _VOWELS and word[-1] in _VOICED_AT_END and before is None:
            word = word[:-1] + _VOICED_AT_END[word[-1]]
        word += ending
        before = suffix
    return word


@lru_cache(maxsize=4096)
def split(word: str, *, strict: bool = True) -> tuple[tuple[str, tuple[Suffix, ...]], ...]:
    """Every stem of at least three letters with the suffixes that make the word of it, the word itself first.

    `strict` asks for the vowels that harmony asks for; without it «Айгулдүн» is a form of «Айгул» too, as people
    write who have no ү on their telephone.
    """
    found: dict[str, tuple[Suffix, ...]] = {word: ()}
    for stem, suffixes in _stripped(word, (), MOST_SUFFIXES):
        whole = attached(stem, suffixes)
        if len(stem) > 2 and (whole == word or (not strict and whole.translate(_LOOSE) == word.translate(_LOOSE))):
            found.setdefault(stem, suffixes)
    return tuple(sorted(found.items(), key=lambda parse: -len(parse[0])))


_LOOSE = str.maketrans("иуүеоө", "ыыыааа")


def case_of(ending: str) -> Suffix | None:
    """The case that an ending alone tells, in any harmony: «дан», «ге»; None for letters that are none."""
    return next((suffix for suffix in _CASES if _AT_END[suffix].fullmatch(ending)), None)


_LETTERS: dict[Suffix, str] = {
    Suffix.PLURAL: "[лдт][аеоө]р",
    Suffix.MY: "[ыиуү]?м",
    Suffix.YOUR: "[ыиуү]?ң",
    Suffix.OUR: "[ыиуү]?б[ыиуү]з",
    Suffix.THEIR: "с?[ыиуү]",
    Suffix.GENITIVE: "[ндт][ыиуү]н",
    Suffix.DATIVE: "[гк][аеоө]|н?[аеоө]",
    Suffix.ACCUSATIVE: "[ндт][ыиуү]|н",
    Suffix.LOCATIVE: "н?[дт][аеоө]",
    Suffix.ABLATIVE: "[дт][аеоө]н|н[аеоө]н",
    Suffix.WITHOUT: "с[ыиуү]з",
    Suffix.LIKE: "[дт][аеоө]й",
    Suffix.BELONGING: "[ндт][ыиуү]к[ыиуү]",
}
_AT_END = {suffix: re.compile(f"(?:{letters})$") for suffix, letters in _LETTERS.items()}
_CASES = (Suffix.GENITIVE, Suffix.DATIVE, Suffix.ACCUSATIVE, Suffix.LOCATIVE, Suffix.ABLATIVE)
_LONGEST_SUFFIX = 4
_ORDER = tuple(Suffix)
_POSSESSIVE = frozenset({Suffix.MY, Suffix.YOUR, Suffix.OUR, Suffix.THEIR})


def _may_precede(suffix: Suffix, following: tuple[Suffix, ...]) -> bool:
    """Number before possession before case, one of each."""
    if not following:
        return True
    first = following[0]
    if _ORDER.index(suffix) >= _ORDER.index(first):
        return False
    return suffix is Suffix.PLURAL or (suffix in _POSSESSIVE and first not in _POSSESSIVE)


def _stripped(word: str, suffixes: tuple[Suffix, ...], deepest: int) -> Iterator[tuple[str, tuple[Suffix, ...]]]:
    """Every way to take suffixes off the end; whether they fit is checked afterwards by putting them on."""
    for suffix, letters in _AT_END.items():
        if not _may_precede(suffix, suffixes):
            continue
        for start in range(max(3, len(word) - _LONGEST_SUFFIX), len(word)):
            if not letters.match(word, start):
                continue
            stem, taken = word[:start], (suffix, *suffixes)
            yield stem, taken
            if stem[-1] in _UNVOICED:
                yield stem[:-1] + _UNVOICED[stem[-1]], taken
            if deepest > 1:
                yield from _stripped(stem, taken, deepest - 1)


def _shape(word: str, suffix: Suffix, before: Suffix | None) -> str:
    """The letters of a suffix, with signs for those that harmony decides (see `_harmonised`)."""
    vowel = word[-1] in _VOWELS
    if before is Suffix.THEIR and suffix in _AFTER_THEIR:
        return _AFTER_THEIR[suffix]
    if before in (Suffix.MY, Suffix.YOUR) and suffix is Suffix.DATIVE:
        return "а"
    if suffix in _POSSESSIVE:
        after_vowel, after_consonant = _POSSESSIVE_SHAPES[suffix]
        return after_vowel if vowel else after_consonant
    return _SHAPES[suffix]


_AFTER_THEIR = {Suffix.DATIVE: "на", Suffix.ACCUSATIVE: "н", Suffix.LOCATIVE: "нда", Suffix.ABLATIVE: "нан"}
_POSSESSIVE_SHAPES = {
    Suffix.MY: ("м", "ым"),
    Suffix.YOUR: ("ң", "ың"),
    Suffix.OUR: ("быз", "ыбыз"),
    Suffix.THEIR: ("сы", "ы"),
}
_SHAPES = {
    Suffix.PLURAL: "Lар",
    Suffix.GENITIVE: "Nын",
    Suffix.DATIVE: "Gа",
    Suffix.ACCUSATIVE: "Nы",
    Suffix.LOCATIVE: "Dа",
    Suffix.ABLATIVE: "Dан",
    Suffix.WITHOUT: "сыз",
    Suffix.LIKE: "Dай",
    Suffix.BELONGING: "Nыкы",
}


def _harmonised(stem: str, shape: str) -> str:
    """A suffix in the letters that follow a stem: ы and а stand for a high and a low vowel, L N D G for consonants."""
    word = stem
    for sign in shape:
        word += _letter(word, sign)
    return word[len(stem) :]


def _letter(before: str, sign: str) -> str:
    last = before.rstrip("ьъ'")[-1:] or "а"
    voiceless = last in _VOICELESS
    match sign:
        case "ы":
            return _HIGH[last_vowel(before)]
        case "а":
            return _LOW[last_vowel(before)]
        case "D":
            return "т" if voiceless else "д"
        case "G":
            return "к" if voiceless else "г"
        case "N":
            return "т" if voiceless else ("н" if last in _VOWELS else "д")
        case "L":
            return "т" if voiceless else ("л" if last in _VOWELS + "йр" else "д")
        case _:
            return sign
