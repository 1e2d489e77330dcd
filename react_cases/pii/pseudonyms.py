"""Other names for people: chosen by a secret and the person, so that somebody keeps theirs through a case. Pure.

The same person is called the same in Russian, Kyrgyz and English texts of a case, as long as that name is not in the
text already. Names come from `data/pseudonyms.tsv`: so common that they name nobody.
"""

import hashlib
import hmac
import re
from collections.abc import Collection
from functools import lru_cache
from importlib import resources

from react_cases.pii import letters
from react_cases.pii.lexicon import Sex, lexicon
from react_cases.pii.russian_names import FIXED, RussianCase, declined, pattern_of
from react_cases.pii.sentences import Language

_DATA = "data/pseudonyms.tsv"
_IRREGULAR = frozenset({"Лев", "Павел", "Пётр", "Любовь"})
"""Their vowels come and go (Павел, Павла), which the tables of endings do not know."""

_ENOUGH_OF_A_KIND = 8
_SHORTEST_BEGINNING = 4

_IY = re.compile("ий$")
_SOFT_L = re.compile("(гү|асе)л(?![аеёиоуыэюяөүь])")
_TO_RUSSIAN = str.maketrans("өүңӨҮҢ", "оунОУН")
_LETTERS = "абвгдежзийклмнопрстуфыэңөүъь"
_SOUNDS = "a b v g d e j z i i k l m n o p r s t u f y e n o u - -"
_LATIN = dict(zip(_LETTERS, _SOUNDS.split(), strict=True))
_LATIN |= {"ё": "yo", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "yu", "я": "ya"}


@lru_cache(maxsize=1)
def _names() -> dict[tuple[Language, Sex], tuple[str, ...]]:
    found: dict[tuple[Language, Sex], list[str]] = {}
    for line in resources.files("react_cases.pii").joinpath(_DATA).read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            language, sex, name = line.split("\t")
            if name not in _IRREGULAR:
                found.setdefault((Language(language), Sex(sex)), []).append(name)
    return {kind: tuple(names) for kind, names in found.items()}


@lru_cache(maxsize=1)
def _origins() -> dict[str, Language]:
    """The skeletons of common Russian and English names; everybody else gets a Kyrgyz pseudonym."""
    return {
        letters.skeleton(name): language
        for language in (Language.EN, Language.RU)
        for sex in Sex
        for name in _names()[language, sex]
    }


@lru_cache(maxsize=1)
def _written() -> frozenset[str]:
    """Every name of the list by its key, and as it stands in each Russian case."""
    found = set()
    for (_language, sex), names in _names().items():
        for name in names:
            forms = {rendered(name, language) for language in Language}
            forms |= {in_russian(rendered(name, Language.RU), sex, case) for case in RussianCase}
            found |= forms | {lexicon().person_key(form) for form in forms}
    return frozenset(found)


def is_pseudonym(word: str) -> bool:
    """Whether the guard can have written this, in any ending or script; no other word passes as one of its names."""
    return word in _written() or lexicon().person_key(word) in _written()


def origin_of(base: str, language: Language) -> Language:
    """Which list fits somebody of this first name; an English name is one only in an English text."""
    origin = _origins().get(letters.skeleton(base), Language.KY)
    return Language.KY if origin is Language.EN and language is not Language.EN else origin


def chosen(seed: bytes, key: str, base: str, sex: Sex, language: Language, words: Collection[str]) -> str:
    """The pseudonym of a person, in the nominative and in the writing of its own list.

    `key` is the person's and `base` the first name in the nominative, lower-case; `words` are the words of the text,
    none of which the pseudonym may resemble. A name that is declined as `base` is preferred: then no case has to be
    guessed where both have one form for several.
    """
    origin = origin_of(base, language)
    names = _names()[origin, sex]
    alike = tuple(
        name for name in names if _kind(rendered(name, Language.RU), sex) == _kind(rendered(base, Language.RU), sex)
    )
    if letters.is_cyrillic(base) and len(alike) >= _ENOUGH_OF_A_KIND:
        names = alike
    digest = hmac.new(seed, "\0".join((key, sex, origin)).encode(), hashlib.sha256).digest()
    first = int.from_bytes(digest[:8]) % len(names)
    skeletons = {letters.skeleton(word) for word in words}
    for step in range(len(names)):
        name = names[(first + step) % len(names)]
        if not _resembles(name, skeletons):
            return name
    return names[first]


def _kind(base: str, sex: Sex) -> str:
    pattern = pattern_of(base.lower(), sex, is_surname=False)
    return pattern.code if pattern else FIXED


def _resembles(name: str, skeletons: Collection[str]) -> bool:
    """Whether a word of the text begins as the name does, or the name as the word: Асан, Асанова; Жаркын, Жаркынай."""
    whole = letters.skeleton(name)
    stem = whole[:-1] if whole[-1] in "aeiou" and len(whole) > 3 else whole
    return any(
        skeleton.startswith(stem) or (len(skeleton) >= _SHORTEST_BEGINNING and whole.startswith(skeleton))
        for skeleton in skeletons
    )


def rendered(name: str, language: Language) -> str:
    """A pseudonym as texts of a language write it: Айгүл, Айгуль, Aigul."""
    if not letters.is_cyrillic(name) or language is Language.KY:
        return name
    if language is Language.RU:
        return _SOFT_L.sub(r"\1ль", name.lower()).translate(_TO_RUSSIAN).capitalize()
    latin = "".join(_LATIN.get(letter, letter) for letter in _IY.sub("ы", name.lower()))
    return latin.replace("-", "").capitalize()


def in_russian(name: str, sex: Sex, case: RussianCase) -> str:
    """A pseudonym in a Russian case."""
    return declined(rendered(name, Language.RU), sex, case) if letters.is_cyrillic(name) else name
