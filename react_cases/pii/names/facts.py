"""What one word says for itself, before its neighbours are asked."""

import re
from dataclasses import dataclass
from enum import Enum

from react_cases.pii import letters
from react_cases.pii.languages import Language, is_function_word
from react_cases.pii.lexicon import FirstName, Lexicon, PlaceSize
from react_cases.pii.names import endings
from react_cases.pii.names.composed import composed_name
from react_cases.pii.names.latin import cyrillic_readings
from react_cases.pii.names.misspellings import is_misspelt
from react_cases.pii.names.never_names import english_forms, is_never_name, never_names
from react_cases.pii.russian import UNKNOWN, RussianWord
from react_cases.pii.words import Word

_CONTRACTION = re.compile(r"(?:'(?:ve|m|am|re|ll|d|t)|n't)$")
_OF_NOUNS = re.compile(r"(?:[ндт][ыиуү]н|[гк][аеоө]|[дт][аеоө]н)$")
"""Kyrgyz cases that no verb ends in: «жылдыздын», but «бурулду» is turned."""
_WHERE = re.compile(r"(?:[дт][аеоө]н?|[dt][aeo]n?)$")
_DICTIONARY_NAME = 0.3
_AMBIGUOUS_FROM = 0.15
_SHORT_LATIN = 4
_USUAL_NAME = 3
_USUAL_FORM = 2
_SHORTEST_DICTIONARY_NAME = 3
_MOST_SPELLING_CHECKS = 60
_MOST_STEM_CHECKS = 6
_SHORTEST_STEM = 4
_SHORTEST_LOAN = 5
_SURELY_ORDINARY = 0.9
_VERY_COMMON = 3
_TOWNS = frozenset({PlaceSize.COUNTRY, PlaceSize.OBLAST, PlaceSize.CITY})
_PEOPLE_FIRST = frozenset({"манас", "токтогул", "manas", "toktogul"})
_PARTICLES = frozenset({"ли", "но", "со", "ким", "кан", "ten", "lo", "van", "kan"})
"""Short surnames that are usual words, too, even beside a rank: «врач ли», ten."""
_MOSTLY_WORDS = frozenset(
    {"али", "кыязы", "жуманын", "айдан", "баян", "жеке", "адам", "табылды", "толгон", "басар", "иштен"}
)
"""Kyrgyz words and forms that are names, too, but seldom: still, it seems, of the week, of months, a story, private."""
_OF_PLACE = re.compile(
    "(?:ск|цк)(?:ий|ая|ое|ой|ого|ому|им|ом|ую|ие|их)$|^(?:аба[дт]|ат[аы]|базар|булак|суу?|тоо|таш|бийик)"
)
_WEEKDAYS = frozenset(
    map(letters.folded, ("дүйшөмбү", "шейшемби", "шаршемби", "бейшемби", "ишемби", "жекшемби", "шаршенбү", "дүйшөнбү"))
)
"""Names of people as well, seldom: those need a cue. Жума is an ambiguous name like others."""
_COMMON_RUSSIAN = RussianWord(is_known=True, name=0.0, common=1.0, is_place=False)


class Case(Enum):
    """How a word is written, and whether that says anything."""

    INSIDE = "a capital inside a sentence"
    INITIAL = "a capital at the beginning of a sentence"
    SMALL = "small letters where names have capitals"
    CASELESS = "a text that does not use capitals, or nothing else"


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything known about a word form in one language; shared by all its mentions."""

    first: FirstName | None
    """The first name it is a form of."""
    is_ambiguous: bool
    """That first name is also an ordinary word of the language at hand."""
    is_name_in_small: bool
    """Ambiguous, but where nothing has capitals it is hardly ever the other word: роза, жылдыз."""
    is_surely_name: bool
    """In no list of words, or a name in spite of one: it may stand in small letters where names have capitals."""
    near: FirstName | None
    """The first name it is one letter away from; only where `first` is None and the word is not ordinary."""
    ordinary: int
    """How usual an ordinary word it is in the language at hand: 0 unknown … 4 very common."""
    dictionary_name: float
    """Share of name readings in the Russian dictionary."""
    is_patronymic: bool
    is_surname: bool
    is_weak_surname: bool
    is_listed_surname: bool
    is_short_surname: bool
    """Korean, Chinese or Dungan, of one syllable: see endings.is_short_surname."""
    part: int
    """See endings.name_part."""
    is_place: bool
    is_village: bool
    """A village of the list, and not in the form that says where: `акжолдо`, `Акжолдон`."""
    is_town: bool
    """A town, oblast or country first of all, and a first name only then: `Талас`, `Самара`."""
    is_never_name: bool
    """A contraction, a unit of police, a people, a make of car."""
    is_function_word: bool
    """One of the commonest words of the languages at hand."""


class Knowledge:
    """Facts of the words of one scan; nothing of it outlives the scan."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._spelling_checks = _MOST_SPELLING_CHECKS
        self._stem_checks = _MOST_STEM_CHECKS
        self._facts: dict[tuple[str, Language], Facts] = {}
        self._listed: dict[tuple[str, Language], FirstName | None] = {}

    def facts(self, word: Word, language: Language) -> Facts:
        """The facts of a word in the language of its sentence."""
        key = (word.lower, language)
        known = self._facts.get(key)
        if known is None:
            known = self._facts[key] = self._looked_up(word.lower, language)
        return known

    def is_misspelt(self, word: Word, language: Language, *, with_endings: bool = True) -> bool:
        """Whether an unknown word is an ordinary one with a slip. Asked of few words only: it costs a millisecond.

        `with_endings` asks Kyrgyz words without their endings, too: a beginning capital is little to go by.
        """
        if not self._spelling_checks or language.spoken != language.value:
            return False
        self._spelling_checks -= 1
        if not language.is_cyrillic:
            return is_misspelt(word.lower, lambda form: self.lexicon.frequency(form, "en") > 1)
        if language is Language.RUSSIAN and self._is_misspelt_russian(word.lower):
            return True
        if is_misspelt(word.lower, self._is_usual):
            return True
        if language is Language.RUSSIAN or not with_endings or not self._stem_checks:
            return False
        self._stem_checks -= 1
        return is_misspelt(word.lower, self._is_form_of_usual)

    def is_near_usual_word(self, word: Word, language: Language) -> bool:
        """A slip away from one of the commonest words and not written as its name is: `fridya`."""
        first = self.facts(word, language).first
        if first is None or letters.folded(word.lower) == first.key:
            return False
        frequency = self.lexicon.frequency
        return is_misspelt(word.lower, lambda form: frequency(form, language.spoken) > _VERY_COMMON)

    def _is_misspelt_russian(self, lower: str) -> bool:
        """With a slip, or written together with «не»: `незнаю`. A name with a slip is none: `Улугбк`."""
        russian = self.lexicon.russian

        def is_word(form: str) -> bool:
            said = russian(form)
            return said.is_known and said.name < _DICTIONARY_NAME

        return is_misspelt(lower, is_word) or (lower.startswith("не") and is_word(lower[2:]))

    def _is_usual(self, form: str) -> bool:
        frequency, name = self.lexicon.frequency, self.lexicon.named(letters.folded(form))
        if name is not None and name.weight > 1 and not name.ordinary_in:
            return False
        return frequency(form, "ky") >= _USUAL_FORM or frequency(form, "ru") >= _USUAL_FORM

    def _is_form_of_usual(self, form: str) -> bool:
        """A usual Kyrgyz word with endings that the word list does not have it with."""
        stems = (stem for stem in letters.kyrgyz_stems(form) if _SHORTEST_STEM <= len(stem) < len(form))
        return any(self.lexicon.frequency(stem, "ky") >= _USUAL_FORM for stem in stems)

    def _looked_up(self, lower: str, language: Language) -> Facts:
        lexicon = self.lexicon
        first, ordinary, russian = self._name_or_word(lower, language)
        is_function = is_function_word(lower, *_of_script(language))
        is_sure = first is not None and not is_function and self._is_sure(first, lower, language)
        if is_sure:
            ordinary = 0
        is_kyrgyz = language.spoken == Language.KYRGYZ.value
        is_mostly_word = first is not None and is_kyrgyz and _is_mostly_word(first, lower)
        if is_mostly_word:
            ordinary = _VERY_COMMON + 1
        is_ambiguous = (first is not None and not is_sure) and (
            is_function
            or is_mostly_word
            or (language.spoken in self._ordinary_in(first, language) and (ordinary > 1 or first.weight < _USUAL_NAME))
            or (language is Language.KYRGYZ and "ru" in first.ordinary_in and lexicon.frequency(lower, "ru") > 1)
            or russian.common > _AMBIGUOUS_FROM
            or (first.weight == 1 and ordinary > 0 and language is not Language.KYRGYZ)
            or (len(lower) < _SHORT_LATIN and not language.is_cyrillic)
        )
        place = lexicon.place(lower)
        near = None
        if first is None and ordinary == 0 and len(lower) > 4:
            near = lexicon.near_first_name(lower)
        return Facts(
            first=first,
            is_ambiguous=is_ambiguous,
            is_name_in_small=is_ambiguous and first is not None and self._is_sure(first, lower, language, small=True),
            is_surely_name=is_sure or (first is not None and self._is_only_name(first, lower)),
            near=near,
            ordinary=ordinary,
            dictionary_name=russian.name if len(lower) > _SHORTEST_DICTIONARY_NAME else 0.0,
            is_patronymic=endings.is_patronymic(lower) and (ordinary < _USUAL_FORM or russian.common < _AMBIGUOUS_FROM),
            is_surname=endings.is_surname(lower),
            is_weak_surname=endings.is_weak_surname(lower),
            is_listed_surname=lexicon.is_surname(lower),
            part=endings.name_part(lower),
            is_place=place is not None or (russian.is_place and russian.name < _AMBIGUOUS_FROM),
            is_short_surname=endings.is_short_surname(lower) and lower not in _PARTICLES,
            is_village=place is not None and place.is_small and _WHERE.search(lower) is None,
            is_town=place is not None and place.size in _TOWNS and place.key not in _PEOPLE_FIRST,
            is_function_word=is_function,
            is_never_name=self._is_never_name(lower, first),
        )

    def _name_or_word(self, lower: str, language: Language) -> tuple[FirstName | None, int, RussianWord]:
        """The first name that a word is a form of, how usual a word it is, and what the Russian dictionary says."""
        lexicon = self.lexicon
        first = self._listed_name(lower, language)
        russian = self._russian(lower, language, is_listed=first is not None)
        ordinary = self._ordinary(lower, language)
        if russian.name > _DICTIONARY_NAME > russian.common:
            ordinary = 0
        if first is None and "-" in lower and (first := self._named_before_hyphen(lower, language)):
            ordinary = 0
        if language is Language.KYRGYZ and not _WEEKDAYS.isdisjoint(letters.kyrgyz_stems(lower)):
            first, ordinary = None, 1
        if not ordinary and first is None and endings.is_ordinary_shape(lower):
            ordinary = 1
        if first is not None and ordinary and _is_far_fetched(first, lower):
            first = None
        if first is not None and not language.is_cyrillic and lexicon.is_state_body(lower):
            first = None
        if language is Language.ENGLISH and first is not None and first.weight > 1:
            ordinary = lexicon.frequency(lower.removesuffix("'s"), "en")
        if language is Language.ENGLISH and ordinary < _VERY_COMMON + 1 and lexicon.is_foreign_surname(lower):
            ordinary = 0
        is_foreign = endings.is_foreign_surname(lower) and lexicon.is_surname(lower)
        if ordinary == 1 and (is_foreign or lexicon.is_foreign_surname(lower)):
            ordinary = 0
        if first is None and not ordinary and len(lower) > _SHORTEST_LOAN:
            first = composed_name(lower, _endings_of(language), lexicon)
        return first, ordinary, russian

    def _named_before_hyphen(self, lower: str, language: Language) -> FirstName | None:
        """The name in `Анвара-дворника`, `Света-Кореянка`, `Нурик-такси`: so people tell two of one name apart."""
        head, _, tail = lower.partition("-")
        if (
            len(head) < _SHORTEST_STEM
            or len(tail) < _SHORTEST_STEM
            or _OF_PLACE.search(tail)
            or self.lexicon.place(lower)
        ):
            return None
        first = self._listed_name(head, language)
        is_usual = self.lexicon.frequency(head, language.spoken) > _VERY_COMMON
        return None if first is None or first.weight < _USUAL_NAME or is_usual else first

    def _is_sure(self, first: FirstName, lower: str, language: Language, *, small: bool = False) -> bool:
        """A name in spite of what dictionaries say: the name itself, or a form of it that is no usual word."""
        if language is Language.ENGLISH:
            return self.lexicon.is_sure_in_english(lower, small=small)
        if not self.lexicon.is_surely_name(first, language.spoken, small=small):
            return False
        if letters.folded(lower) == first.key or self.lexicon.frequency(lower, language.spoken) < _USUAL_FORM:
            return True
        return small and language is Language.KYRGYZ and _OF_NOUNS.search(lower) is not None

    def _ordinary_in(self, first: FirstName, language: Language) -> frozenset[str]:
        """The languages in which a name is a word: in Latin letters those of the name that it spells, too."""
        if language.is_cyrillic or language is Language.ENGLISH:
            return first.ordinary_in
        listed = self.lexicon.named(first.key)
        return first.ordinary_in if listed is None else listed.ordinary_in

    def _is_only_name(self, first: FirstName, lower: str) -> bool:
        """No language has the word but as this name: sentences are mixed, and a short one may be told wrongly."""
        spoken = ("ru", "ky") if letters.is_cyrillic(lower) else ("en",)
        is_usual = any(self.lexicon.frequency(lower, language) >= _USUAL_FORM for language in spoken)
        return first.weight > 1 and not first.ordinary_in and not is_usual and not self.is_word_in_cyrillic(lower)

    def is_word_in_cyrillic(self, lower: str) -> bool:
        """A Latin word that spells a usual Russian or Kyrgyz one: `kabyl`, `kamerada`, `bolnitsa`."""
        if letters.is_cyrillic(lower):
            return False
        return any(
            self.lexicon.frequency(reading, language.spoken) >= _USUAL_FORM
            for language in (Language.LATIN_RUSSIAN, Language.LATIN_KYRGYZ)
            for reading in cyrillic_readings(lower, language)
        )

    def _kyrgyz_guest(self, lower: str) -> int:
        """1 for a common Kyrgyz word in a Russian sentence: people quote and switch."""
        return int(self.lexicon.frequency(lower, "ky") > 1)

    def _russian_loan(self, lower: str) -> int:
        """1 for a word that Russian only knows as an ordinary one, in a Kyrgyz sentence; most loans are long."""
        if len(lower) < _SHORTEST_LOAN or (endings.is_surname(lower) and not endings.is_weak_surname(lower)):
            return 0
        return int(self.lexicon.russian(lower).common > _SURELY_ORDINARY)

    def _russian(self, lower: str, language: Language, *, is_listed: bool) -> RussianWord:
        """What the Russian dictionary says; it is slow, so very common words are not looked up."""
        if language is not Language.RUSSIAN:
            return UNKNOWN
        if not is_listed and self.lexicon.frequency(lower, "ru") >= _VERY_COMMON:
            return _COMMON_RUSSIAN
        return self.lexicon.russian(lower)

    def may_be_small(self, word: Word, language: Language) -> bool:
        """Whether a word in small letters may be a name where names have capitals: a listed name or a patronymic."""
        return self._listed_name(word.lower, language) is not None or endings.is_patronymic(word.lower)

    def _listed_name(self, lower: str, language: Language) -> FirstName | None:
        """The first name that a word is a form of in a language, looked up once."""
        key = (lower, language)
        if key not in self._listed:
            self._listed[key] = self.lexicon.first_name(lower, _endings_of(language))
        return self._listed[key]

    def _is_never_name(self, lower: str, first: FirstName | None) -> bool:
        """A name is one although it looks like a form of another word: `Стёпа` of степ, `Богдан` of бог."""
        if _CONTRACTION.search(lower):
            return True
        if first is not None and first.weight > 1 and (letters.folded(lower) == first.key or "ё" in lower):
            return first.key in never_names()
        if first is None and (self.lexicon.is_person_verb(lower) or self.lexicon.is_body(lower)):
            return True
        return is_never_name(lower) or self._is_road(lower)

    def _is_road(self, lower: str) -> bool:
        """`трасса Бишкек-Ош`, a route between towns; `Бишкек-Свердлов`, a district of one."""
        if "-" not in lower or lower.startswith(("бишкек-", "bishkek-")):
            return "-" in lower
        return all(place is not None and place.size in _TOWNS for place in map(self.lexicon.place, lower.split("-")))

    def _ordinary(self, lower: str, language: Language) -> int:
        """How usual a word is; of a compound such as транс-девушка, its last part; of `follow-up`, its rarer one."""
        whole = self._simple_ordinary(lower, language)
        parts = lower.split("-")
        if whole or len(parts) == 1:
            return whole
        if len(parts[-1]) < _SHORTEST_STEM:
            is_english = language is Language.ENGLISH
            return min(self._simple_ordinary(part, language) for part in parts) if is_english and all(parts) else 0
        return self._simple_ordinary(parts[-1], language)

    def _simple_ordinary(self, lower: str, language: Language) -> int:
        frequency = self.lexicon.frequency
        if language is Language.RUSSIAN:
            return frequency(lower, "ru") or self._kyrgyz_guest(lower)
        if language is Language.KYRGYZ:
            exact = frequency(lower, "ky")
            stems = [stem for stem in letters.kyrgyz_stems(lower) if len(stem) > 3]
            return max([exact, *(min(frequency(stem, "ky"), 1) for stem in stems)]) or self._russian_loan(lower)
        if language is Language.ENGLISH:
            return max(frequency(form, "en") for form in english_forms(lower))
        return max((frequency(form, language.spoken) for form in cyrillic_readings(lower, language)), default=0)


def stems_of(word: Word, language: Language) -> frozenset[str]:
    """Keys of the name that a word may be a form of, long enough to say something."""
    if not word.is_cyrillic:
        stems = letters.latin_stems(word.lower)
    elif language is Language.KYRGYZ:
        stems = letters.kyrgyz_stems(word.lower)
    else:
        stems = (*letters.russian_stems(word.lower), *letters.kyrgyz_stems(word.lower))
    return frozenset(stem for stem in stems if len(stem) >= min(_SHORTEST_STEM, len(word.lower)))


def _endings_of(language: Language) -> str | None:
    """Which endings to take off a name: those of its language; Russian sentences hold Kyrgyz forms, too."""
    return {Language.KYRGYZ: "ky", Language.ENGLISH: "en"}.get(language)


def _of_script(language: Language) -> tuple[Language, ...]:
    """Languages whose function words are no names here: mixed sentences hold those of each other."""
    if language.is_cyrillic:
        return Language.RUSSIAN, Language.KYRGYZ
    if language is Language.ENGLISH:
        return (Language.ENGLISH,)
    return Language.ENGLISH, Language.LATIN_RUSSIAN, Language.LATIN_KYRGYZ


def _is_mostly_word(first: FirstName, lower: str) -> bool:
    return letters.folded(lower) in _MOSTLY_WORDS or first.key in _MOSTLY_WORDS


def _is_far_fetched(first: FirstName, lower: str) -> bool:
    """An ordinary word that only looks like a form of a name: машина of Маш, дата of Дато."""
    if letters.folded(lower) == first.key or not letters.is_cyrillic(lower):
        return False
    return first.weight == 1 or len(first.key) < 4
