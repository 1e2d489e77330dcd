"""Streets and places without their names: what kind of place it was stays readable. Pure."""

import re

from react_cases.pii import kyrgyz_suffixes, letters
from react_cases.pii.findings import Finding
from react_cases.pii.lexicon import PlaceSize, lexicon
from react_cases.pii.months import Shortened
from react_cases.pii.role_words import place_word
from react_cases.pii.russian_names import RussianCase
from react_cases.pii.sentences import Language, word_set

MASK = "***"

_STREET = re.compile(
    r"(?<!\w)(?:улиц\w{1,3}|ул\.?|пр-к?т|просп\.|проспект\w{0,6}|пр\.|пер\.|переул\w{1,4}|бульвар\w{0,6}|б-р|шоссе|тупик\w{0,2}"
    r"|ж/м\.?|жил\.?\s?массив\w{0,2}|мкрн?\.?|микрорайон\w{0,6}|мик-н|м-н|новостройк\w{1,2}|жаңы\sконуш\w{0,6}"
    r"|тар\sкөчө\w{0,8}|көчө\w{0,8}|көч\.|кичи\s?район\w{0,8}|avenue|ave\.?|street|str?\.|road|rd\.|lane|boulevard|blvd\.?"
    r"|prospe[ck]t|alley|highway|micro-?\s?district|mikroraion|ulitsa|ul\.|pereulok)(?!\w)",
    re.IGNORECASE,
)
_STREET_BEFORE = re.compile(_STREET.pattern + r"\s?(?:им\.|имени)?\s?[«\"]?$", re.IGNORECASE)
_LAST_WORD = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)?)\s$")
_STALL = re.compile(r"(?<!\w)(?:ряд|контейнер|конт|проход|бутик|павильон)", re.IGNORECASE)
_ADJECTIVE_OF_STREET = re.compile(r"[^\W\d_]+(?:ой|ая|ую)\b", re.IGNORECASE)


def street_only(text: str, start: int, end: int, language: Language) -> Shortened:
    """An address as its kind of street and asterisks: «на улице ***», «*** көчөсүндө», "*** street"."""
    piece = text[start:end]
    kind = _STREET.search(piece)
    if kind is not None and kind.start() < 2:
        return Shortened(start, end, f"{kind.group()} {MASK}")
    if kind is not None:
        word = kind.group()
        if language is Language.KY:
            word = _with_case_of_last_word(word, piece[kind.end() :])
        return Shortened(start, end, f"{MASK} {word}")
    is_street = _ADJECTIVE_OF_STREET.match(piece) and not _STALL.search(piece)
    if language is Language.RU and is_street and not _STREET_BEFORE.search(text[:start]):
        preposition = _LAST_WORD.search(text[max(0, start - 12) : start])
        case = _STREET_CASES.get(preposition[1].lower() if preposition else "", RussianCase.NOMN)
        return Shortened(start, end, f"{place_word('street').in_russian(case)} {MASK}")
    return Shortened(start, end, MASK)


_STREET_CASES = {
    "на": RussianCase.LOCT,
    "в": RussianCase.LOCT,
    "по": RussianCase.DATV,
    "к": RussianCase.DATV,
    **dict.fromkeys(["с", "со", "из", "от", "до", "у", "около", "возле", "углу"], RussianCase.GENT),
}


def _with_case_of_last_word(kind: str, rest: str) -> str:
    """«кичирайону, 3-үй, 27-батирге» as «кичирайонуна»."""
    words = re.findall(r"[^\W\d_]+", rest.lower())
    if not words:
        return kind
    stem, suffixes = kyrgyz_suffixes.split(words[-1])[-1]
    ends_compound = kind.endswith(("у", "ү", "ы", "и"))
    if not stem.startswith(("үй", "бати", "кварт", "подъ", "блок")) or not ends_compound:
        return kind
    return kyrgyz_suffixes.attached(kind.lower(), suffixes, is_compound=True)


def alone(word: str) -> str:
    """A Kyrgyz word without the mark of a compound, now that nothing stands before it: «кафесинде» as «кафеде»."""
    if any(char.isupper() for char in word[1:]):
        return word
    stem, suffixes = _parsed(word.lower())
    if kyrgyz_suffixes.Suffix.THEIR not in suffixes:
        return word
    return kyrgyz_suffixes.attached(stem, _without_mark(suffixes))


def _parsed(word: str) -> tuple[str, tuple[kyrgyz_suffixes.Suffix, ...]]:
    """The parse of a Kyrgyz word whose stem is a word, or the shortest that bears a mark of compounds."""
    parses = tuple(reversed(kyrgyz_suffixes.split(word)))
    known = (parse for parse in parses if _is_word(parse[0]))
    marked = (parse for parse in parses if kyrgyz_suffixes.Suffix.THEIR in parse[1] and len(parse[0]) > 3)
    return next(known, None) or next(marked, (word, ()))


def _is_word(stem: str) -> bool:
    return any(lexicon().frequency(stem, language) for language in ("ky", "ru")) or lexicon().is_body(stem)


def _without_mark(suffixes: tuple[kyrgyz_suffixes.Suffix, ...]) -> tuple[kyrgyz_suffixes.Suffix, ...]:
    return tuple(suffix for suffix in suffixes if suffix is not kyrgyz_suffixes.Suffix.THEIR)


_KIND_BEFORE = re.compile(
    r"(?<!\w)(сел[оаеу]м?|с\.|дерев[а-я]{2,3}|посёл\w{1,4}|посел\w{1,4}|пгт|пос\.|город[а-я]{0,2}|г\.|район[а-я]{0,2}|айыл[а-я]{0,4}"
    r"|жилмассив\w{0,3}|микрорайон\w{0,3}|новостройк\w{1,2}|махалл\w{1,2}|перевал\w{0,2}|озер[а-я]{1,2}|ущель\w{1,2}|рынк\w{1,2}"
    r"|рынок|КПП|village of|village|town of|town|city of|city|district of)\s$",
    re.IGNORECASE,
)
_KIND_AFTER = re.compile(
    r"\s((?:жаңы\s)?конуш[а-яөүң]{0,9}|жайлоо[а-яөүң]{0,9}|пост[уд][а-яөүң]{0,6}|бекет[а-яөүң]{0,8}|crossing|checkpoint"
    r"|border\spost|айыл[а-яөүң]{0,9}|район[а-яөүң]{0,9}|шаар[а-яөүң]{0,9}|облус[а-яөүң]{0,9}|област[а-я]{1,3}|village|district|region|city|town|oblast)(?!\w)",
    re.IGNORECASE,
)
_KIND_INSIDE = re.compile(
    r"\s((?:район|айыл|шаар|базар|рын[ко]|автовокзал|автобекет|автостанци|айл|ашуу|көл[үдгч]|капчыг|өрөөн|токой|парк|ущель|перевал|махалл"
    r"|market|bazaar|bus\s(?:station|terminal|stop)|station|pass|valley|gorge|canyon|reservoir|lake|forest|park|mahalla|village|settlement|district)[^\W\d_]{0,12})$",
    re.IGNORECASE,
)
"""A kind that is found with its name, as the name says little without: `Мадина базарында`."""
_ABBREVIATED = {"с.": "village", "г.": "city", "пос.": "village"}
_VILLAGES = frozenset({"place.village", "place.small"})


def place_kind(text: str, finding: Finding, language: Language) -> Shortened:
    """A place as its kind: «в селе», «айылда», "in a village"."""
    start, end = finding.start, finding.end
    inside = _KIND_INSIDE.search(text, start, end)
    if inside is not None and inside.end() == end:
        word = inside[1].lower()
        return Shortened(start, end, _of_kind(word, text, start, language))
    before = _KIND_BEFORE.search(text[max(0, start - 16) : start])
    if before is not None and before[1].lower() in _ABBREVIATED:
        start -= len(before.group())
        return Shortened(start, end, generic(_ABBREVIATED[before[1].lower()], text, start, language))
    if before is not None:
        gap = len(before.group()) - len(re.sub(r"(?:\sof)?\s$", "", before.group()))
        return Shortened(start - gap, end, "")
    after = _KIND_AFTER.match(text, end)
    if after is not None:
        return Shortened(start, after.end(), _of_kind(after[1], text, start, language))
    return Shortened(start, end, generic(_size(text[start:end], finding.rule), text, start, language, text[start:end]))


def _of_kind(word: str, text: str, start: int, language: Language) -> str:
    if language is Language.EN:
        return with_article(word, text, start)
    return alone(word) if language is Language.KY else word


def _size(name: str, rule: str) -> str:
    place = lexicon().place(name)
    if place is None:
        return PlaceSize.VILLAGE if rule in _VILLAGES else PlaceSize.CITY
    return place.size


def generic(kind: str, text: str, start: int, language: Language, name: str = "") -> str:
    """The word for a kind of place, in the case that the sentence asks for."""
    word = place_word(kind)
    if language is Language.EN:
        return with_article(word.english, text, start)
    if language is Language.KY:
        return word.in_kyrgyz(_suffixes_of(name))
    return word.in_russian(_case(text, start, name))


def with_article(words: str, text: str, start: int) -> str:
    """English words with "a" or "an" where `text[:start]` does not end in an article or pronoun."""
    before = _LAST_WORD.search(text[max(0, start - 12) : start])
    if not words[:1].isascii() or (before and before[1].lower() in _DETERMINERS):
        return words
    return f"an {words}" if _AN.match(words) else f"a {words}"


_DETERMINERS = word_set("a an the this that his her my our their your one every each no some any")
_AN = re.compile(r"[aeioAEIO]|(?:NGO|[FHLMNRSX][BCDFGHJKLMNPQRSTVWXZ]{1,5})(?![A-Za-z])")
"""Also before letters that are spelt: "an FMC"."""


def _suffixes_of(name: str) -> tuple[kyrgyz_suffixes.Suffix, ...]:
    for stem, suffixes in kyrgyz_suffixes.split(name.lower()):
        place = lexicon().place(stem)
        if place is not None and letters.folded(stem) == place.key:
            return suffixes
    return _without_mark(_parsed(name.lower().rpartition(" ")[2])[1])


def _case(text: str, start: int, name: str) -> RussianCase:
    before = _LAST_WORD.search(text[max(0, start - 12) : start])
    preposition = before[1].lower() if before else ""
    if preposition in ("в", "во", "на"):
        moves = name.lower().endswith(("у", "ю")) and not name.lower().endswith("уу")
        return (
            RussianCase.ACCS if moves or (name[-1:].lower() in "бвгджзклмнпрстфхцчшщй" and name) else RussianCase.LOCT
        )
    if preposition in _STREET_CASES:
        return _STREET_CASES[preposition]
    place = lexicon().place(name) if name else None
    return RussianCase.GENT if place and letters.folded(name) != place.key else RussianCase.NOMN
