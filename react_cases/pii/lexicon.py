"""What the guard knows about single words: first names, surnames, ordinary words, places, kin and ranks.

Everything is read from `data/` beside this file, once, at the first use of `lexicon()`; nothing is downloaded. Words
are asked for as they stand in a text, in any case ending and either script; `letters` makes keys of them. Nothing that
is asked is remembered: a scan that asks twice keeps its own answers.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from react_cases.pii import data_files, letters
from react_cases.pii.bloom import hashes
from react_cases.pii.letters import folded
from react_cases.pii.russian import RussianDictionary, RussianWord
from react_cases.pii.slips import NEAR_FROM, deletions, is_one_edit, shorter


class Sex(StrEnum):
    """Of the bearer of a name, or of the person a word of kinship speaks of."""

    FEMALE = "f"
    MALE = "m"


class PlaceSize(StrEnum):
    """How many people a place could mean: a village leads to somebody sooner than a city."""

    COUNTRY = "country"
    OBLAST = "oblast"
    CITY = "city"
    DISTRICT = "district"
    VILLAGE = "village"


@dataclass(frozen=True, slots=True)
class FirstName:
    """A first name of the list."""

    key: str
    """Cyrillic key, or Latin for names known only in Latin writing."""
    sex: Sex | None
    """None for names of both, and where no source says."""
    weight: int
    """1 rare or in one source only, 2 usual, 3 common in Kyrgyzstan."""
    ordinary_in: frozenset[str]
    """Languages ("ru", "ky", "en") in which it is also an ordinary word: вера, бакыт, grace."""

    @property
    def is_ambiguous(self) -> bool:
        """Also an ordinary word of some language."""
        return bool(self.ordinary_in)


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the list."""

    key: str
    size: PlaceSize

    @property
    def is_small(self) -> bool:
        """A village: named together with anything else it may lead to a person."""
        return self.size is PlaceSize.VILLAGE


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that announces a person: kinship, rank, profession, form of address."""

    role: str
    """What the person is, a section of data/hand/cues.txt: mother, friend, officer, doctor …"""
    sex: Sex | None
    language: str

    @property
    def is_officer(self) -> bool:
        """Police, prison, court or prosecution."""
        return self.role in OFFICER_ROLES


OFFICER_ROLES = frozenset({"officer", "investigator", "rank", "prison officer", "judge", "prosecutor"})


class Lexicon:
    """The word knowledge of the guard; see `lexicon()`."""

    def __init__(self) -> None:
        self._names = {name.key: name for name in _first_names()}
        self._by_skeleton = data_files.keys_by_skeleton()
        for name in _more_first_names():
            self._names[name.key] = name
            self._by_skeleton.setdefault(letters.skeleton(name.key), name.key)
        self._near: dict[str, str] | None = None
        self._frequencies = {language: data_files.blooms(f"{language}_words.bloom") for language in ("ky", "ru", "en")}
        self._surnames = data_files.blooms("surnames.bloom")[0]
        self._foreign_surnames = frozenset(map(folded, data_files.words("surnames.txt")))
        self._places = {place.key: place for place in _places()}
        self._places = {place.key: place for place in self._joined_places()} | self._places
        self._near_places: dict[str, str] | None = None
        self._place_starts = frozenset(letters.skeleton(key.partition("-")[0]) for key in self._places if "-" in key)
        self._cues: dict[str, Cue] = {}
        for key, cue in _cues():
            self._cues.setdefault(key, cue)
        self._bodies = frozenset(folded(word) for word in data_files.words("organisations.txt"))
        self._state_bodies = frozenset(
            folded(word)
            for section in ("police", "detention", "state")
            for word in data_files.sections("organisations.txt")[section]
        )
        self._near_posts: dict[str, str] | None = None
        self._allowed = frozenset(folded(phrase) for phrase in data_files.words("allowed.txt"))
        self._sure_names = {
            language: frozenset(map(folded, names)) for language, names in data_files.sections("sure_names.txt").items()
        }
        self._ordinary_latin = frozenset(data_files.sections("ordinary_names.txt")["en"])
        self._never_latin = frozenset(data_files.sections("not_names.txt")["latin"])
        self._person_verbs = frozenset(folded(word) for word in data_files.words("person_verbs.txt"))
        self._russian = RussianDictionary()

    def _joined_places(self) -> Iterator[Place]:
        """`Карабалта`: places of two halves, written as one word that is no name."""
        for place in self._places.values():
            joined = place.key.replace("-", "")
            if joined != place.key and len(joined) >= _SHORTEST_JOINED and joined not in self._names:
                yield Place(joined, place.size)

    # names ---------------------------------------------------------------------------------------------------------

    def first_name(self, word: str, language: str | None = None) -> FirstName | None:
        """The first name that a word is a form of: any ending of Russian or Kyrgyz, either script; None if none.

        `language` ("ru", "ky", "en") narrows the endings that are taken off; None takes off all.
        """
        key = folded(word)
        if not letters.is_cyrillic(key):
            return self._latin_first_name(key, language)
        stems = (stem for stem in self._stems(key, language) if _may_be_stem(stem, key))
        found = [self._names[stem] for stem in stems if stem in self._names]
        name = max(found, key=lambda name: name.weight, default=None)
        if name is None or name.key == key or "ru" in name.ordinary_in:
            return name
        is_word = self.russian(word).common > _MOSTLY
        return replace(name, ordinary_in=name.ordinary_in | {"ru"}) if is_word else name

    def named(self, key: str) -> FirstName | None:
        """The first name with exactly this key."""
        return self._names.get(key)

    def named_like(self, skeleton: str) -> FirstName | None:
        """The weightiest first name with exactly this skeleton."""
        key = self._by_skeleton.get(skeleton)
        return self._names[key] if key is not None else None

    def is_surely_name(self, name: FirstName, language: str, *, small: bool = False) -> bool:
        """Whether a narrative in "ru" or "ky" hardly ever means the other word that a first name could be: юля, рома.

        `small` asks for living words (роза, жылдыз) that are names where nothing has capitals.
        """
        return name.key in self._sure_names.get(f"{language} small" if small else language, ())

    def is_sure_in_english(self, word: str, *, small: bool = False) -> bool:
        """The same of a word of an English sentence: ivan, sasha are in its word list, but mean nothing else."""
        key = word.removesuffix("'s")
        return key in self._sure_names["en"] or (small and key in self._sure_names["en small"])

    def near_first_name(self, word: str) -> FirstName | None:
        """A common first name one letter away (missing, added, changed or swapped), its first letter kept.

        Only for words of five letters or more; the caller has asked `first_name` before.
        """
        if self._near is None:
            self._near = deletions(name.key for name in self._names.values() if name.weight > 1)
        for stem in self._stems(folded(word), None)[:4]:
            if len(stem) < NEAR_FROM:
                continue
            for form in (stem, *shorter(stem)):
                near = self._near.get(form)
                if near is not None and abs(len(near) - len(stem)) < 2 and is_one_edit(near, stem):
                    return self._names[near]
        return None

    def is_surname(self, word: str) -> bool:
        """Whether a word is a form of a surname of the list that its ending alone does not show: Ким, Мороз, Цой."""
        key = folded(word)
        stems = (*letters.russian_stems(key), *letters.kyrgyz_stems(key))
        return self.is_foreign_surname(word) or any(stem in self._surnames for stem in stems)

    def is_foreign_surname(self, word: str) -> bool:
        """Whether a word is a form of a surname of Germans, Koreans or Dungans of the list: Вебера."""
        return any(stem in self._foreign_surnames for stem in self._stems(folded(word), None))

    def person_key(self, word: str) -> str:
        """One key for every form of a word of somebody's name, in either script: Асели, Аселге and Asel share one."""
        name = self.first_name(word)
        if name is not None:
            return letters.skeleton(name.key)
        return letters.surname_base(word) or letters.skeleton(word)

    # ordinary words ------------------------------------------------------------------------------------------------

    def frequency(self, word: str, language: str) -> int:
        """How usual an ordinary word is in "ru", "ky" or "en", in the form asked: 0 unknown, 1 rare … 4 very common."""
        key = word.lower()
        first, step = hashes(key)
        band = 0
        for words in self._frequencies[language]:
            if not words.holds(first, step):
                break
            band += 1
        if band:
            return band
        if language == "ru" and self.russian(key).common > 0:
            return 1
        return 0

    def russian(self, word: str) -> RussianWord:
        """What the Russian dictionary says of a word; about 0.05 ms for known words, 0 everywhere for unknown ones."""
        return self._russian.word(word)

    def is_russian_word(self, word: str) -> bool:
        """Whether the Russian dictionary knows the form of a word, whatever it means."""
        return self._russian.is_known(word)

    def russian_cases(self, word: str) -> frozenset[str]:
        """The cases ("nomn", "gent" …) that a known Russian word can stand in, as a singular noun or adjective."""
        return self._russian.cases(word)

    # other words ---------------------------------------------------------------------------------------------------

    def place(self, phrase: str) -> Place | None:
        """The place that one or more words name, in any ending, also as an adjective: Ошский, бишкектик."""
        key = folded(phrase)
        if key in self._places:
            return self._places[key]
        if key in self._names:
            return None
        stems = letters.place_stems(key) if letters.is_cyrillic(key) else letters.latin_stems(key)
        for stem in stems:
            if stem in self._places:
                return self._places[stem]
        return None

    def near_place(self, stems: Iterable[str]) -> Place | None:
        """The village or town one letter away from one of the stems of a word, its first letter kept."""
        if self._near_places is None:
            keys = (place.key for place in self._places.values() if place.size in _NEAR_SIZES)
            self._near_places = deletions(key for key in keys if len(key) >= _NEAR_PLACE_FROM and key[-1].isalpha())
        for stem in stems:
            if len(stem) < _NEAR_PLACE_FROM - 1:
                continue
            near = (self._near_places.get(form) for form in (stem, *shorter(stem)))
            found = next((key for key in near if key is not None and is_one_edit(key, stem)), None)
            if found is not None:
                return self._places[found]
        return None

    def begins_place(self, word: str) -> bool:
        """Whether a place of two words begins with this one: Кара, Чолпон, Jalal."""
        return letters.skeleton(word) in self._place_starts

    def cue(self, word: str) -> Cue | None:
        """What kind of person a word announces: мать, агасы, капитан, neighbour; any case ending."""
        key = folded(word)
        if key in self._cues:
            return self._cues[key]
        if not letters.is_cyrillic(key):
            return self._cues.get(key[:-2] if key.endswith("'s") else key.removesuffix("s"))
        for stem in (*letters.russian_stems(key), *letters.adjective_stems(key), *letters.kyrgyz_stems(key)):
            if stem in self._cues:
                return self._cues[stem]
        return None

    def is_body(self, word: str) -> bool:
        """Whether a word is a unit of police, a body of the state or a kind of institution: РОВД, СИЗО, милиция."""
        key = folded(word)
        return key in self._bodies or any(stem in self._bodies for stem in self._stems(key, None))

    def is_state_body(self, word: str) -> bool:
        """Whether a word is a unit of police, a prison, a court or another office of the state."""
        key = folded(word)
        return len(key) > _SHORTEST_BODY and (
            key in self._state_bodies or any(stem in self._state_bodies for stem in self._stems(key, None))
        )

    def near_post(self, stem: str) -> Cue | None:
        """The post or rank one letter away from a stem, its first letter kept."""
        if self._near_posts is None:
            self._near_posts = deletions(key for key, cue in self._cues.items() if cue.is_officer)
        near = (self._near_posts.get(form) for form in (stem, *shorter(stem)))
        return next((self._cues[key] for key in near if key is not None and is_one_edit(key, stem)), None)

    def is_allowed(self, phrase: str) -> bool:
        """Whether a phrase is on the default allow-list: partner organisations, drugs, media, treatment sites."""
        key = folded(phrase)
        return key in self._allowed or any(stem in self._allowed for stem in self._stems(key, None))

    def is_person_verb(self, word: str) -> bool:
        """Whether a verb form is one that people are the subject of: сказал, позвонила, айтты, told."""
        return folded(word) in self._person_verbs

    def _stems(self, key: str, language: str | None) -> tuple[str, ...]:
        if not letters.is_cyrillic(key):
            return letters.latin_stems(key, language)
        if language == "ru":
            return letters.russian_stems(key)
        if language == "ky":
            return letters.kyrgyz_stems(key)
        return tuple(dict.fromkeys((*letters.russian_stems(key), *letters.kyrgyz_stems(key))))

    def _latin_first_name(self, key: str, language: str | None) -> FirstName | None:
        core = key.removesuffix("'s")
        if core in self._never_latin or _CONTRACTION.search(core):
            return None
        if core in self._names:
            return self._for_latin(self._names[core], core)
        for stem in letters.latin_stems(core, language) if len(core) > 2 else ():
            known = self._by_skeleton.get(stem)
            if known is not None:
                return self._for_latin(self._names[known], core)
        return None

    def _for_latin(self, name: FirstName, key: str) -> FirstName:
        """The name as an English reader meets it: ambiguous when its Latin form is a usual English word."""
        is_word = key not in self._sure_names["en"] and (key in self._ordinary_latin or self.frequency(key, "en") > 1)
        return replace(name, ordinary_in=frozenset({"en"}) if is_word else frozenset())


_USUAL = 2
_NEAR_PLACE_FROM = 6
_SHORTEST_JOINED = 5
_NEAR_SIZES = (PlaceSize.VILLAGE, PlaceSize.CITY, PlaceSize.DISTRICT)
_SHORTEST_BODY = 2
"""«СО» and «АО» are prepositions and surnames' ends, too."""
_MOSTLY = 0.5
"""Share of readings from which a form of a name counts as an ordinary word too: «жене» of Женя."""


def _may_be_stem(stem: str, key: str) -> bool:
    """Short names are looked up as they stand, or as Russian names in -а or -я (Оли, Аню): алуу is no form of Алу.

    Of a few Russian names Kyrgyz forms are taken, too: `оляны`, `яндан`.

    A surname is no form of the name that it is made of: Асанова is not Асан.
    """
    if stem == key:
        return True
    if _SURNAME.search(key) and not _SURNAME.search(stem):
        return False
    if stem in _SHORT_RUSSIAN and _KYRGYZ_CASE.fullmatch(key, len(stem)):
        return True
    return len(stem) > 3 or (len(key) < 5 and stem[-1] in "ая" and key[:2] == stem[:2])


_SHORT_RUSSIAN = frozenset(("оля", "аня", "юля", "зоя", "яна", "рая", "фая", "уля", "эля", "лия", "мия", "эма", "мая"))
_KYRGYZ_CASE = re.compile("(?:[дн]ын|ны|га|да|дан)")
_CONTRACTION = re.compile("'(?:ll|ve|re|d|t|m)$")
_SURNAME = re.compile("[ое]в(?:а|у|ым|ой|ою|е|ы|ых|ыми)?$")


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The one lexicon of the process, loaded at the first call."""
    return Lexicon()


def _first_names() -> Iterator[FirstName]:
    codes = {"r": "ru", "k": "ky", "e": "en"}
    for key, sex, weight, ordinary in data_files.name_rows():
        languages = frozenset(codes[letter] for letter in ordinary)
        yield FirstName(key, Sex(sex) if sex else None, weight, languages)


def _more_first_names() -> Iterator[FirstName]:
    """Those that the sources of the built list lack, or hold to be rare."""
    for section, names in data_files.sections("more_names.txt").items():
        sex, *ordinary = section.split()
        for name in names:
            yield FirstName(folded(name), Sex(sex), _USUAL, frozenset(ordinary))


def _places() -> Iterator[Place]:
    for file in ("more_places.txt", "places.txt"):
        for section, phrases in data_files.sections(file).items():
            size = PlaceSize(section.split()[0])
            for phrase in phrases:
                key = folded(phrase)
                yield Place(key, size)
                yield Place(letters.skeleton(key), size)


def _cues() -> Iterator[tuple[str, Cue]]:
    for section, words in data_files.sections("cues.txt").items():
        role, language, sex = section.rsplit(" ", 2)
        cue = Cue(role, None if sex == "-" else Sex(sex), language)
        for word in words:
            yield folded(word), cue
