"""The text as the rules read it: composed, without invisible characters, with plain spaces and quotes. Pure.

People paste from Word, from messengers and from telephones: letters in two code points (NFD), soft hyphens,
zero-width joiners, no-break spaces, curly quotes, Latin letters inside Cyrillic words. The rules read a clean copy;
`Prepared.original` leads every offset back to the text as it was given.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t"
_PLAIN = str.maketrans(
    dict.fromkeys(_SPACES, " ")
    | dict.fromkeys("‐‑‒–−﹘﹣－", "-")
    | dict.fromkeys("‘’ʼʹ‛`´", "'")
    | dict.fromkeys("“”„‟«»", '"')
    | {"\u0130": "I", "\r": "\n", "\u2028": "\n", "\u2029": "\n", "\uff0b": "+", "\uff20": "@"}
    | {chr(0xFF10 + digit): str(digit) for digit in range(10)}
)
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u180e\u202a\u202b\u202c\u202d\u202e"
_MARKS = "\u0300-\u036f"
_NEEDS_MAP = re.compile(f"[{_INVISIBLE}{_MARKS}]")
_CLUSTER = re.compile(f"[{_INVISIBLE}]|[^{_MARKS}{_INVISIBLE}][{_INVISIBLE}]?[{_MARKS}]{{1,8}}|[{_MARKS}]")
_SINGLE_QUOTED = re.compile(r"(?<![\w'])'(?=\w)([^'\n\"]{1,40})(?<=\w)'(?![\w'])")
"""A name between two apostrophes: the sauna 'Laguna'."""
_LETTER_FOR_FIGURE = re.compile(
    r"\d(?:[oоз3lбчi]{1,2}(?=\d)|[oо]{1,2}(?=[ -]\d|\W|$)|[зl](?=[ -]\d)|[ -][oоз]{1,2}(?=\d)|[ -][oо]{2,3}(?=[ -]\d))"
)
_FIGURES = str.maketrans("oозlбчi", "0031641")
_RUSSIAN_KEYBOARD = re.compile(
    r"(?<!\w)(?:кочо(?!к)|болмо|дукон|болум(?=[дгнус]))[а-я]{0,9}(?!\w)|(?<!\w)уй(?:до|дон|дун|го|ундо|унон|уно|унун)(?!\w)",
    re.IGNORECASE,
)
"""Kyrgyz words around addresses, typed without ө and ү: `кочосу`, `19 уйдо`."""
_KYRGYZ_LETTERS = str.maketrans("оуОУ", "өүӨҮ")
_LETTERS = re.compile(r"[^\W\d_]{2,60}")
_LATIN = re.compile("[A-Za-z]")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_TO_CYRILLIC = str.maketrans("aceopxykACEOPXYKBMHTöüÖÜəhi", "асеорхукАСЕОРХУКВМНТөүӨҮәһі")
_TO_LATIN = str.maketrans("асеорхукіАСЕОРХУКВМНТІ", "aceopxykiACEOPXYKBMHTI")


@dataclass(frozen=True)
class Prepared:
    """A clean text and, where it is shorter than the given one, the way back."""

    text: str
    places: tuple[tuple[int, int], ...] | None = None
    """Start and end of every clean character in the given text; None when nothing moved."""

    @cached_property
    def lower(self) -> str:
        """The clean text in lower case, of the same length."""
        return self.text.lower()

    @cached_property
    def figures(self) -> str:
        """The clean text in lower case, where letters inside of numbers are the figures they look like: 45О, 55З."""
        return _LETTER_FOR_FIGURE.sub(lambda match: match.group().translate(_FIGURES), self.lower)

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the given text of `text[start:end]`, with the marks that belong to its last letter."""
        if self.places is None or start >= end:
            return start, end
        return self.places[start][0], self.places[end - 1][1]


def prepared(text: str) -> Prepared:
    """The clean copy of a text."""
    places: tuple[tuple[int, int], ...] | None = None
    if _NEEDS_MAP.search(text):
        pieces = list(_composed(text))
        places = tuple((start, end) for start, end, _ in pieces)
        text = "".join(letter for _, _, letter in pieces)
    plain = _SINGLE_QUOTED.sub(r'"\1"', text.translate(_PLAIN))
    kyrgyz = _RUSSIAN_KEYBOARD.sub(lambda word: word.group().translate(_KYRGYZ_LETTERS), plain)
    return Prepared(_LETTERS.sub(_one_alphabet, kyrgyz), places)


def _composed(text: str) -> Iterator[tuple[int, int, str]]:
    """Single characters with start and end: a letter with its marks becomes one letter, the invisible nothing."""
    position = 0
    for cluster in _CLUSTER.finditer(text):
        yield from ((index, index + 1, text[index]) for index in range(position, cluster.start()))
        position = cluster.end()
        visible = "".join(char for char in cluster.group() if char not in _INVISIBLE)
        if visible:
            yield cluster.start(), cluster.end(), unicodedata.normalize("NFC", visible)[0]
    yield from ((index, index + 1, text[index]) for index in range(position, len(text)))


def _one_alphabet(match: re.Match[str]) -> str:
    """A word of two alphabets in the one of most of its letters, if the others only look alike."""
    word = match.group()
    latin, cyrillic = len(_LATIN.findall(word)), len(_CYRILLIC.findall(word))
    if not latin or not cyrillic:
        return word
    mended = word.translate(_TO_CYRILLIC if cyrillic >= latin else _TO_LATIN)
    stranger = _LATIN if cyrillic >= latin else _CYRILLIC
    return word if stranger.search(mended) else mended
