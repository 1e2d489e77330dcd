"""The sentence around a place in a text, and whether it is Russian, Kyrgyz or English. Pure."""

import re
from enum import StrEnum

from react_cases.pii.lexicon import lexicon


class Language(StrEnum):
    """Languages of narratives."""

    RU = "ru"
    KY = "ky"
    EN = "en"


def word_set(words: str) -> frozenset[str]:
    """The words of a list written with spaces, which is easier to read and to add to."""
    return frozenset(words.split())


LONGEST_SENTENCE = 300
"""Characters looked at on either side: voice-typed text has no full stops."""

_END = re.compile(r"[.!?…]+[»\"”)]*\s+(?=[\W\d_]*[A-ZА-ЯЁҢӨҮ])|\n+")
_ABBREVIATION = re.compile(
    r"(?:\b[^\W\d_]|\b(?:гр|ул|им|тов|тел|обл|Mr|Mrs|Ms|Dr|St|No|Lt|Capt|Sgt))\.$", re.IGNORECASE
)
_LATIN = re.compile(r"[A-Za-z]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_WORD = re.compile(r"(?<!\w)[^\W\d_]+")
_KYRGYZ_LETTER = re.compile("[ңөү]")

_RUSSIAN_WORDS = word_set(
    "в на и не что с по из его её ее к от у за был была было были они он она это как для но или же то после при во до"
    " так ему ей их без со мне который которая которые где когда уже ещё еще под об года был сказал сказала"
)
_KYRGYZ_WORDS = word_set(
    "жана менен деген анын аны ага ал биз мен сен мени мага менин эле эмес деп кийин болгон керек бар жок үчүн учун"
    " экен алып келип барып айткан берген анан бирок чейин дагы да бул ошол башка бир эки жатат жаткан турат болуп"
    " кардар милиция кызматкери жылы жылдын айынын уулу кызы жылдан бери туулган кылган койгон алган"
)
_COMMON = _RUSSIAN_WORDS | _KYRGYZ_WORDS
_KYRGYZ_ENDING = re.compile(
    "(?:[ндт][ыи]н|[гк][ае]н|[дт][ае]н|ыш[ае]т|[ае]рд[ыи]|шк[ае]н|[ыиуү]шт[ыиуү]|лд[ыиуү]|[лдт][ае]р[ыи]|[лдт]уу|ып|унан|ында|инде|дагы|деги)$"
)


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Offsets of the sentence that holds `text[start:end]`."""
    first = max(0, start - LONGEST_SENTENCE)
    # One character more, because the pattern looks at the capital behind it.
    for match in _END.finditer(text, first, min(start + 1, len(text))):
        if match.end() <= start and not _ABBREVIATION.search(text, max(first, match.start() - 5), match.start() + 1):
            first = match.end()
    last = min(len(text), end + LONGEST_SENTENCE)
    for match in _END.finditer(text, end, last):
        if not _ABBREVIATION.search(text, max(end, match.start() - 5), match.start() + 1):
            last = match.end()
            break
    return first, last


def language_at(text: str, start: int, end: int) -> Language:
    """Language of the sentence around `text[start:end]`, which does not count itself: Гүлзат is in Russian texts."""
    first, last = sentence_around(text, start, end)
    here = text[first:start] + " " + text[end:last]
    near = text[max(0, start - LONGEST_SENTENCE) : start] + " " + text[end : end + LONGEST_SENTENCE]
    return (
        language_of(here)
        or language_of(near)
        or language_by_dictionary(near)
        or language_of(text[start:end])
        or Language.RU
    )


def language_of(text: str) -> Language | None:
    """Language of most of a text by its letters and commonest words; None when they do not show it."""
    latin, cyrillic = len(_LATIN.findall(text)), len(_CYRILLIC.findall(text))
    if latin > cyrillic:
        return Language.EN
    words = [word.lower() for word in _WORD.findall(text) if word.islower() or word.lower() in _COMMON]
    russian = sum(word in _RUSSIAN_WORDS for word in words)
    kyrgyz = sum(
        word in _KYRGYZ_WORDS or bool(_KYRGYZ_LETTER.search(word) or _KYRGYZ_ENDING.search(word)) for word in words
    )
    if russian == kyrgyz:
        return None
    return Language.KY if kyrgyz > russian else Language.RU


def language_by_dictionary(text: str) -> Language | None:
    """Russian or Kyrgyz, whose dictionary knows more of the small words; None if neither does."""
    words = {word for word in _WORD.findall(text) if word.islower()}
    russian = sum(lexicon().russian(word).common > 0 for word in words)
    kyrgyz = sum(lexicon().frequency(word, "ky") > 0 for word in words)
    if russian == kyrgyz:
        return None
    return Language.KY if kyrgyz > russian else Language.RU
