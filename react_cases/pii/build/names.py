"""Builds data/names.tsv: first names with sex, weight and the languages in which they are ordinary words."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from react_cases.pii import data_files, letters
from react_cases.pii.build.sources import Sources
from react_cases.pii.build.words import KyrgyzWords, Names, OtherWords
from react_cases.pii.lexicon import FirstName, Sex
from react_cases.pii.russian import RussianDictionary

_CYRILLIC = re.compile(r"[а-я]{3,}(?:-[а-я]{2,})?")
_LATIN = re.compile(r"[a-z]{3,}")
_FORMS_OF_A_WORD = 6
_MORE_THAN_CAPITAL = {1: 0.8, 2: 0.8, 3: 1.2}
"""By weight: how many times more forms in small letters than with a capital make a name a Kyrgyz word too."""
_FEW_FORMS = 25
_ORDINARY_SHARE = 0.3
_CODES = {"ru": "r", "ky": "k", "en": "e"}


@dataclass(slots=True)
class Evidence:
    """What the sources say of one key."""

    sources: set[str] = field(default_factory=set)
    """h by hand, n natasha, m mimesis, a airlock-pii, p mined from patronymics."""
    hand: set[Sex] = field(default_factory=set)
    sexes: set[Sex] = field(default_factory=set)

    @property
    def weight(self) -> int:
        """As `FirstName.weight`."""
        if "h" in self.sources:
            return 3
        return 2 if len(self.sources) > 1 or "a" in self.sources else 1


Gathered = dict[str, Evidence]


def names_of(gathered: Gathered, words: KyrgyzWords, others: OtherWords) -> Names:
    """The names by key."""
    ordinary = {
        _CODES[language]: {letters.folded(word) for word in entries}
        for language, entries in data_files.sections("ordinary_names.txt").items()
    }
    never = {letters.folded(word) for word in data_files.words("not_names.txt")}
    places = {letters.folded(place) for place in data_files.words("places.txt")}
    parts = _Parts()
    dictionary = RussianDictionary()
    mistaken = others.english | others.russian_forms(dictionary)
    names: Names = {}
    for key, evidence in gathered.items():
        if key in never or (evidence.weight < 3 and (key in places or key in mistaken)):
            continue
        languages = {language for language, code in _CODES.items() if key in ordinary[code]}
        if letters.is_cyrillic(key):
            found = _ordinary_languages(key, evidence.weight, words, dictionary)
            if evidence.weight == 1 and found:
                continue
            languages |= found
            if _is_mostly_name(key, words):
                languages.discard("ky")
        names[key] = FirstName(key, _sex(evidence, key, parts), evidence.weight, frozenset(languages))
    return names


def table_of(names: Names, gathered: Gathered) -> str:
    """The text of names.tsv."""
    lines = ["# Built by `make pii-data`; do not edit. Columns: " + ", ".join(data_files.NAME_COLUMNS)]
    for key in sorted(names):
        name = names[key]
        ordinary = "".join(sorted(_CODES[language] for language in name.ordinary_in)) or "-"
        sources = "".join(sorted(gathered[key].sources))
        lines.append("\t".join((key, letters.skeleton(key), name.sex or "-", str(name.weight), ordinary, sources)))
    return "\n".join(lines) + "\n"


def gathered_from(sources: Sources, words: KyrgyzWords) -> Gathered:
    """Everything that the sources say, by key."""
    found: Gathered = {}
    for source, word, sex in _said(sources, words):
        key = letters.folded(word.strip())
        if not (_CYRILLIC.fullmatch(key) or (_LATIN.fullmatch(key) and source in "hm")):
            continue
        evidence = found.setdefault(key, Evidence())
        evidence.sources.add(source)
        if sex is not None:
            (evidence.hand if source == "h" else evidence.sexes).add(sex)
    return found


Said = tuple[str, str, Sex | None]


def _said(sources: Sources, words: KyrgyzWords) -> Iterator[Said]:
    for section, entries in data_files.sections("first_names.txt").items():
        yield from (("h", word, Sex(section[-1])) for word in entries)
    yield from (("n", word, None) for word in sources.text("natasha", "natasha/data/dict/first.txt").split())
    for language in ("ru", "kk", "uk", "az", "en"):
        yield from _mimesis(sources.text("mimesis", f"mimesis/datasets/{language}/person.json"))
    for language in ("kk", "ru"):
        yield from _airlock(sources.text("airlock-pii", f"airlock_pii/data/given_names_{language}.txt").splitlines())
    yield from (("p", word, Sex.MALE) for word in words.fathers())


def _mimesis(text: str) -> Iterator[Said]:
    for gender, entries in json.loads(text)["names"].items():
        if gender in ("female", "male"):
            yield from (("m", word, Sex(gender[0])) for word in entries)


def _airlock(lines: Iterable[str]) -> Iterator[Said]:
    sex = None
    for raw in lines:
        line = raw.partition("#")[0].strip()
        if line.startswith("["):
            sex = {"[male]": Sex.MALE, "[female]": Sex.FEMALE}.get(line)
        elif line:
            for spelling in re.sub(r"\(.*?\)", "", line).split(","):
                yield "a", spelling, sex


class _Parts:
    """Ends of Kyrgyz names that show a sex."""

    def __init__(self) -> None:
        sections = data_files.sections("name_parts.txt")
        self.female = tuple(letters.folded(part) for part in sections["ending strong female"])
        self.male = tuple(letters.folded(part) for part in sections["ending strong male"])


def _sex(evidence: Evidence, key: str, parts: _Parts) -> Sex | None:
    """By hand, else as the other sources agree, else by a Kyrgyz ending; None where they do not agree."""
    said = evidence.hand or evidence.sexes
    if len(said) == 1:
        return next(iter(said))
    if said:
        return None
    female, male = key.endswith(parts.female), key.endswith(parts.male)
    if female != male:
        return Sex.FEMALE if female else Sex.MALE
    return None


def _ordinary_languages(key: str, weight: int, words: KyrgyzWords, dictionary: RussianDictionary) -> set[str]:
    """Languages whose word lists have a key mostly as a word; hand lists alone say so for Russian words of weight 3."""
    languages = set()
    forms = words.forms(key)
    if forms >= _FORMS_OF_A_WORD and forms > words.capital_forms(key) * _MORE_THAN_CAPITAL[weight]:
        languages.add("ky")
    if weight < 3 and dictionary.word(key).common > _ORDINARY_SHARE:
        languages.add("ru")
    return languages


def _is_mostly_name(key: str, words: KyrgyzWords) -> bool:
    """Whether Kyrgyz texts write a key with a capital so much more often that the word does no harm: Асан, Мамат."""
    forms = words.forms(key)
    return forms <= _FEW_FORMS and forms * 1.5 < words.capital_forms(key)
