"""Organisations without their names, numbers and places: what kind of organisation it was stays readable. Pure.

Only words that are known to tell a kind stay: any other one may be the name.
"""

import re
from collections.abc import Iterator
from enum import StrEnum

from react_cases.pii import institution_words as told
from react_cases.pii import kyrgyz_suffixes
from react_cases.pii.institution_kinds import kinds
from react_cases.pii.letters import folded
from react_cases.pii.lexicon import lexicon
from react_cases.pii.months import Shortened
from react_cases.pii.place_kinds import alone, generic, with_article
from react_cases.pii.prepared import Prepared
from react_cases.pii.sentences import Language, word_set
from react_cases.pii.words import Word, words_of


class _Part(StrEnum):
    KIND = "kind"
    BESIDE = "beside"
    """Says more of a kind, in front of it or behind it: городской, балдар, "of justice"."""
    LINK = "link"
    """Holds a kind together and is no end of it: по, "of"."""
    NAME = "name"


_Told = list[tuple[Word, _Part]]

_LINKS = word_set("of for no number with and the на по для с со и имени менен жана")
_HOUSES = word_set("дом дома дому доме домом үй үйү үйүнө үйүндө үйүнөн үйүнүн home house dom doma domu dome")
"""Kinds beside the word that says what house it is: `дом ребёнка`, `төрөт үйү`, "children's home"."""
_AS_OFTEN_NAMES = word_set("жаңы эски чоң кызыл жазгы бизнес новый старый")
"""«Кызыл базар»: they stand in front of kinds, and are what many a place is called with."""

_QUOTED = re.compile(r"[\"«“„][^\"»”“\n]*(?:[\"»”“]|$)")
_BETWEEN = re.compile(r"\.? ?-?")
_ENDING_OF_NAME = re.compile(r"[\"»”\d]\s?-?([^\W\d_]{2,4})$")
"""Of a name or number that stands behind its kind: «кафе «Тулпар»дан», «интернат №2де»."""
_WORD_BEFORE = re.compile(r"([^\W\d_]+)(\s[«\"“]?)$")
_LONGEST_KIND = 30


def organisation_kind(text: str, start: int, end: int, language: Language) -> Shortened:
    """An organisation without its name, number and place: «школы», «РОВД», «кафеде», "a district department"."""
    piece = text[start:end]
    words = _kept(piece, language)
    if not words:
        other = generic("organisation", text, start, language, piece if language is Language.KY else "")
        return _beside_kind(text, start, end) or Shortened(start, end, other)
    kept = piece[words[0].start : words[-1].end]
    if language is Language.EN:
        small = " ".join(word.text if any(map(str.isupper, word.text[1:])) else word.lower for word in words)
        return Shortened(start, end, with_article(small, text, start))
    if language is Language.KY:
        return Shortened(start, end, _in_kyrgyz(kept, piece, is_alone=len(words) == 1))
    return Shortened(start, end, kept)


def _kept(piece: str, language: Language) -> list[Word]:
    """The words side by side that tell the kind: the last ones in Kyrgyz, the first ones otherwise.

    An institution that is called by its kind alone, as there is one in the country, keeps the kind without the rest:
    «Национальный госпиталь» as «госпиталь».
    """
    groups = [group for group in _groups(piece) if any(part is _Part.KIND for _, part in group)]
    if not groups:
        return []
    group = groups[-1 if language is Language.KY else 0]
    if group[0][0].start == 0 and group[-1][0].end == len(piece):
        group = [(word, part) for word, part in group if part is _Part.KIND and len(group) > 1]
    while group and group[-1][1] is _Part.LINK:
        group.pop()
    while group and group[0][1] is _Part.LINK:
        group.pop(0)
    return [word for word, _ in group]


def _groups(piece: str) -> Iterator[_Told]:
    """Runs of words without one of the name, a figure or a quotation mark between them."""
    bare = _QUOTED.sub(lambda quoted: "|" * len(quoted[0]), piece)
    words = words_of(Prepared(bare))
    group: _Told = []
    for index, word in enumerate(words):
        part = _part(words, index)
        is_ending = bare[: word.start].endswith(("|", *"0123456789"))
        if group and not _BETWEEN.fullmatch(bare, group[-1][0].end, word.start):
            yield group
            group = []
        if part is not _Part.NAME and not is_ending:
            group.append((word, part))
        elif group:
            yield group
            group = []
    if group:
        yield group


def _part(words: tuple[Word, ...], index: int) -> _Part:
    word = words[index]
    if word.lower in _LINKS:
        return _Part.LINK
    if word.lower in _HOUSES and any(_says_more(other) for other in words[max(0, index - 1) : index + 2]):
        return _Part.KIND
    kind = kinds().kind(word, lexicon(), is_caseless=True, is_numbered=True)
    if kind is not None and kind.key in told.SURE_KINDS:
        return _Part.NAME
    is_sure = kind is not None and "-" not in word.text
    if (is_sure or kind is not None or lexicon().is_body(word.lower)) and (is_sure or not _is_called_so(word)):
        return _Part.KIND
    return _Part.BESIDE if _says_more(word) else _Part.NAME


def _says_more(word: Word) -> bool:
    if word.lower in _AS_OFTEN_NAMES or word.lower in told.OF_DISTRICT or word.lower in _HOUSES:
        return False
    is_modifier = kinds().is_modifier(word.lower, lexicon()) and not _is_called_so(word)
    return is_modifier or kinds().is_complement(word.lower)


def _is_called_so(word: Word) -> bool:
    return lexicon().place(word.lower) is not None or bool(lexicon().named(folded(word.lower)))


def _in_kyrgyz(kept: str, piece: str, *, is_alone: bool) -> str:
    """With the ending of a name that stood behind it; without the mark of a compound where nothing else is left."""
    ending = _ENDING_OF_NAME.search(piece)
    suffix = kyrgyz_suffixes.case_of(ending[1].lower()) if ending else None
    if suffix is not None:
        bent = kyrgyz_suffixes.attached(kept.lower(), (suffix,))
        return kept + bent[len(kept) :] if kept.isupper() else bent
    return alone(kept) if is_alone else kept


def _beside_kind(text: str, start: int, end: int) -> Shortened | None:
    """Nothing instead of a name whose kind stands before it outside the finding: «кафе «Ак-Сай»» as «кафе»."""
    before = _WORD_BEFORE.search(text[max(0, start - _LONGEST_KIND) : start])
    if before is None or not any(part is _Part.KIND for group in _groups(before[1]) for _, part in group):
        return None
    behind = re.match(r"[»\"”]", text[end : end + 1]) if before[2].strip() else None
    return Shortened(start - len(before[2]), end + (1 if behind else 0), "")
