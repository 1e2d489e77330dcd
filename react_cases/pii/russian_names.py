"""Russian endings of names: every case of a name by its ending, and the names that a form can belong to. Pure.

A dictionary knows few Kyrgyz names, and guesses about the others ("Бегимай" as a plural); names follow so few patterns
that a table of endings is surer. Words are lower-case here; the caller restores capitals.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from react_cases.pii.lexicon import Sex


class RussianCase(StrEnum):
    """The six cases, by the codes of pymorphy3."""

    NOMN = "nomn"
    GENT = "gent"
    DATV = "datv"
    ACCS = "accs"
    ABLT = "ablt"
    LOCT = "loct"


CASES = tuple(RussianCase)
"""In the order of the endings below."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """One declension: the end that the name loses, the six endings that it takes, and who is declined so."""

    code: str
    endings: tuple[str, str, str, str, str, str]
    sexes: frozenset[Sex]
    is_surname: bool = False
    after: str = ""
    """Letters before the ending, one of which is needed; empty for any."""
    never_after: str = ""

    def fits(self, stem: str) -> bool:
        """Whether a stem may take these endings."""
        last = stem[-1:]
        return len(stem) > 1 and (not self.after or last in self.after) and last not in self.never_after


_BOTH = frozenset(Sex)
_F = frozenset({Sex.FEMALE})
_M = frozenset({Sex.MALE})
_VOWELS = "аеёиоуыэюяөү"
_NO_STEM = _VOWELS + "йьъ"

PATTERNS = (
    Pattern("surname.sky", ("ский", "ского", "скому", "ского", "ским", "ском"), _M, True),
    Pattern("surname.sky", ("ская", "ской", "ской", "скую", "ской", "ской"), _F, True),
    Pattern("surname.tsky", ("цкий", "цкого", "цкому", "цкого", "цким", "цком"), _M, True),
    Pattern("surname.tsky", ("цкая", "цкой", "цкой", "цкую", "цкой", "цкой"), _F, True),
    *(
        Pattern(f"surname.{end}", (end, end + "а", end + "у", end + "а", end + "ым", end + "е"), _M, True)
        for end in ("ов", "ев", "ёв", "ин", "ын")
    ),
    *(
        Pattern(f"surname.{end}", (end + "а", end + "ой", end + "ой", end + "у", end + "ой", end + "ой"), _F, True)
        for end in ("ов", "ев", "ёв", "ин", "ын")
    ),
    Pattern("iya", ("ия", "ии", "ии", "ию", "ией", "ии"), _BOTH),
    Pattern("ya", ("я", "и", "е", "ю", "ей", "е"), _BOTH, never_after="ицгкхжшщч"),
    Pattern("hushing-a", ("а", "и", "е", "у", "ей", "е"), _BOTH, after="жшщч"),
    Pattern("velar-a", ("а", "и", "е", "у", "ой", "е"), _BOTH, after="гкх"),
    Pattern("a", ("а", "ы", "е", "у", "ой", "е"), _BOTH, never_after=_NO_STEM + "гкхжшщч"),
    Pattern("soft-f", ("ь", "и", "и", "ь", "ью", "и"), _F, never_after=_NO_STEM),
    Pattern("soft-m", ("ь", "я", "ю", "я", "ем", "е"), _M, never_after=_NO_STEM),
    Pattern("iy", ("ий", "ия", "ию", "ия", "ием", "ии"), _M),
    Pattern("y", ("й", "я", "ю", "я", "ем", "е"), _M, after=_VOWELS, never_after="и"),
    Pattern("hushing", ("", "а", "у", "а", "ем", "е"), _M, after="жшщчц"),
    Pattern("hard", ("", "а", "у", "а", "ом", "е"), _M, never_after=_NO_STEM + "жшщчц"),
)
"""The first that fits decides; a name that fits none has one form (Бегимай, Салтанат, Шевченко)."""

FIXED = "fixed"
"""Code of the names with one form."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a word: as this case of this name."""

    base: str
    case: RussianCase
    sex: Sex
    pattern: str


def pattern_of(base: str, sex: Sex, *, is_surname: bool | None = None) -> Pattern | None:
    """The declension of a name in the nominative; None if it has one form.

    `is_surname` None lets the ending say it: Касымова is declined as a surname, Галина as a first name.
    """
    for pattern in PATTERNS:
        end = pattern.endings[0]
        if sex not in pattern.sexes or not base.endswith(end) or not pattern.fits(base.removesuffix(end)):
            continue
        if is_surname is None and pattern.is_surname != looks_like_surname(base):
            continue
        if is_surname is not None and pattern.is_surname != is_surname:
            continue
        return pattern
    return None


def looks_like_surname(word: str) -> bool:
    """Whether an ending in the nominative is one of surnames and hardly ever of first names."""
    sure = ("ов", "ова", "ев", "ева", "ёв", "ёва", "ский", "ская", "цкий", "цкая")
    return len(word) > 4 and word.endswith(sure)


@lru_cache(maxsize=4096)
def forms(base: str, sex: Sex, *, is_surname: bool | None = None) -> tuple[str, ...]:
    """The six forms of a name, in the order of CASES."""
    pattern = pattern_of(base, sex, is_surname=is_surname)
    if pattern is None:
        return (base,) * len(CASES)
    stem = base.removesuffix(pattern.endings[0])
    return tuple(stem + end for end in pattern.endings)


def declined(base: str, sex: Sex, case: RussianCase) -> str:
    """A first name in a case; capitals of the base are kept."""
    lower = base.lower()
    form = forms(lower, sex, is_surname=False)[CASES.index(case)]
    same = len(lower) if form.startswith(lower) else len(lower) - 1
    if lower.endswith(("ий", "ия")) and not form.startswith(lower):
        same = len(lower) - 2
    return base[:same] + form[same:]


@lru_cache(maxsize=4096)
def readings(word: str) -> tuple[Reading, ...]:
    """Every name in every case that a lower-case word can be, the word itself as an undeclined name last."""
    return tuple(dict.fromkeys(_readings(word)))


def _readings(word: str) -> Iterator[Reading]:
    for pattern in PATTERNS:
        for case, end in zip(CASES, pattern.endings, strict=True):
            stem = word.removesuffix(end) if end else word
            if (end and stem == word) or not pattern.fits(stem) or len(stem + pattern.endings[0]) < 3:
                continue
            base = stem + pattern.endings[0]
            if pattern.is_surname != looks_like_surname(base) and not (pattern.is_surname and len(base) > 3):
                continue
            for sex in sorted(pattern.sexes):
                if pattern_of(base, sex, is_surname=pattern.is_surname) is pattern:
                    yield Reading(base, case, sex, pattern.code)
    for sex in Sex:
        if pattern_of(word, sex) is None and not looks_like_surname(word):
            for case in CASES:
                yield Reading(word, case, sex, FIXED)


def cases_of(word: str, base: str, sex: Sex) -> frozenset[RussianCase]:
    """The cases in which a name has this form; empty if the word is no form of it."""
    found = {case for case, form in zip(CASES, forms(base, sex), strict=True) if form == word}
    if looks_like_surname(base):
        found |= {case for case, form in zip(CASES, forms(base, sex, is_surname=True), strict=True) if form == word}
    return frozenset(found)
