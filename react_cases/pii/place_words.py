"""What a word is as a place, before anything around it is asked: listed, a namesake, or unknown. Pure."""

from collections.abc import Mapping, Sequence
from enum import Enum
from functools import lru_cache

from react_cases.pii import data_files, letters
from react_cases.pii.lexicon import Lexicon, PlaceSize
from react_cases.pii.names.never_names import is_never_name
from react_cases.pii.patterns import word_set

LARGE = (PlaceSize.COUNTRY, PlaceSize.OBLAST)
_SHORTEST_NEAR = 5
_SHORTEST_UNKNOWN = 4
_USUAL = 2
NO_PLACE_NAMES = word_set(
    "бул ал биз сиз силер алар мен эки бир биздин ушул ошол the this that another our his her their same every"
    " each next whole old new home small native capital өз өзүнүн биздин анын менин сенин алардын кайра кайсы башка"
)
"""Before a word for a place they are not what it is called: `өз айылына`, "our village"."""
_NO_UNKNOWN = word_set("cyrillic latin hijab instagram telegram whatsapp facebook tiktok youtube google viber zoom")


class Known(Enum):
    """How a word is known as a place."""

    LISTED = "a village or town of the list"
    NAME = "a village that is called like a person"
    WORD = "a village that is called like an ordinary word"
    MADE = "made as villages are, but in no list"
    HALF = "of two halves, of which villages have the first"
    UNKNOWN = "like no word, no name and no place of any list"


@lru_cache(maxsize=1)
def namesakes() -> Mapping[str, Known]:
    """The places that are called like people and words, by key and skeleton."""
    found: dict[str, Known] = {}
    for section, entries in data_files.sections("namesake_places.txt").items():
        for entry in entries:
            key = letters.folded(entry)
            found[key] = found[letters.skeleton(key)] = Known[section.upper()]
    return found


def stems(lower: str) -> tuple[str, ...]:
    """Keys of places that a word may be a form of."""
    key = letters.folded(lower)
    return letters.place_stems(key) if letters.is_cyrillic(key) else letters.latin_stems(key)


def namesake(lower: str) -> Known | None:
    """NAME or WORD for a form of a place that is called like a person or a word."""
    known = namesakes()
    return next((known[stem] for stem in stems(lower) if stem in known), None)


def is_namesake(lower: str) -> bool:
    """Whether a word is a form of a place that is called like a person or a word."""
    return namesake(lower) is not None


def near_or_listed(lower: str, lexicon: Lexicon) -> bool:
    """A place of the list that is no country and no oblast, or one letter away from one."""
    place = lexicon.place(lower)
    if place is not None:
        return place.size not in LARGE
    if len(lower) < _SHORTEST_NEAR or is_ordinary(lower, lexicon) or lexicon.first_name(lower) is not None:
        return False
    return lexicon.near_place(stems(lower)) is not None


def is_ordinary(lower: str, lexicon: Lexicon) -> bool:
    """Whether some language of its script has the word."""
    languages = ("ru", "ky") if letters.is_cyrillic(lower) else ("en",)
    return any(lexicon.frequency(lower, language) for language in languages)


def are_usual_words(phrase: str, lexicon: Lexicon, languages: Sequence[str] = ("en",)) -> bool:
    """Of two words, both usual in a language: "too late" is like a form of Тула, «жаңы базар» like a village."""
    if " " not in phrase:
        return False
    return any(all(lexicon.frequency(word, language) > _USUAL for word in phrase.split(" ")) for language in languages)


def is_unknown_name(name: str, lexicon: Lexicon) -> bool:
    """A word with one capital that no list of words, names, bodies or brands has, and that ends in no surname."""
    lower = name.lower()
    if len(name) < _SHORTEST_UNKNOWN or not name[0].isupper() or not name[1:].islower() or not name.isalpha():
        return False
    if (
        lower in _NO_UNKNOWN
        or lexicon.is_allowed(lower)
        or lexicon.is_body(lower)
        or is_never_name(lower)
        or lexicon.cue(lower) is not None
    ):
        return False
    if is_ordinary(lower, lexicon) or lexicon.is_person_verb(lower):
        return False
    if letters.surname_base(lower) is not None or lexicon.is_surname(lower):
        return False
    return lexicon.first_name(lower) is None and lexicon.near_first_name(lower) is None
